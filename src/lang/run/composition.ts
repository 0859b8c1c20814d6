import { Q, type Rational } from "../../core/num/rational";
import { N } from "../symbolic/coefficient";
import { dependsOn, derivative } from "../symbolic/differential";
import type { Need } from "../symbolic/domain";
import type { Node } from "../symbolic/graph";
import { isPositive } from "../symbolic/sign";
import { curvatureOf } from "./curvature";
import { analyseForm } from "./form";
import { realText } from "./real";
import { formula } from "./reply";
import type { World } from "./world";

/** A verdict on convexity in words, and the answer that says which tier spoke. */
export interface Convexity {
  readonly word: string;
  readonly text: string;
}

/** How much a function bends everywhere: strictly, or by at least μ in every direction. */
type Bend = { readonly kind: "strict" } | { readonly kind: "strong"; readonly mu: string } | undefined;

/** The verdict that follows from sums and compositions alone. */
export function composed(world: World, body: Node, variables: readonly Node[]): Convexity | undefined {
  const word = curvatureOf(world.b.graph, body, new Set(variables));
  if (word === undefined || word === "constant") return undefined;
  if (word === "affine") return { word, text: "affine   (structure)" };
  const bend = bendOf(world, body, variables, word === "convex" ? 1 : -1);
  const why = "(structure: sums and compositions)";
  if (bend?.kind === "strong") return { word: `strongly ${word}`, text: `strongly ${word}, μ ≥ ${bend.mu}   ${why}` };
  return bend ? { word: `strictly ${word}`, text: `strictly ${word}   ${why}` } : { word, text: `${word}   ${why}` };
}

/** Whether the points where all needs are met are known to form a convex set. */
export function hasConvexDomain({ b }: World, needs: readonly Need[], variables: ReadonlySet<Node>): boolean {
  return needs.every(({ kind, of }) => {
    const shape = curvatureOf(b.graph, of, variables);
    if (shape === "constant") return true;
    if (kind === "unit") return shape === "affine";
    return (kind === "positive" || kind === "nonnegative") && (shape === "affine" || shape === "concave");
  });
}

interface Term {
  readonly c: Rational;
  readonly node: Node;
}

/**
 * How a sum bends whose terms are all convex, or all concave: strictly, where functions that bend strictly along
 * affine uᵢ(x) have gradients ∇uᵢ that span all directions; by μ = λ_min(Σ 2c ∇u∇u'), where squares c u² do.
 *
 * @param sign  1 for a convex sum, −1 for a concave one
 */
function bendOf(world: World, body: Node, variables: readonly Node[], sign: 1 | -1): Bend {
  const terms = termsOf(world, body, variables, sign);
  if (!terms) return undefined;
  const [x] = variables;
  if (variables.every((v) => v.rows === 1 && v.cols === 1)) return spanned(world, terms, variables);
  return variables.length === 1 && x.cols === 1 ? ofColumn(world, terms, x) : undefined;
}

function termsOf(world: World, body: Node, variables: readonly Node[], sign: 1 | -1): Term[] | undefined {
  const moved = new Set(variables);
  const isSum = body.op === "sum";
  const nodes = isSum ? body.args : [body];
  const coefs = isSum ? body.coefs : [1 as const];
  const terms: Term[] = [];
  for (const [i, node] of nodes.entries()) {
    const c = coefs[i];
    if (N.isApprox(c)) return undefined;
    const of = curvatureOf(world.b.graph, node, moved);
    if (of === undefined) return undefined;
    if (of === "constant" || of === "affine") continue;
    const up = N.sign(c) * sign > 0 ? "convex" : "concave";
    if (of !== up) return undefined;
    terms.push({ c: Q.abs(c), node });
  }
  return terms;
}

/** A strictly curved function along an affine u; `weight` where it is weight·u². */
interface Along {
  readonly u: Node;
  readonly weight?: Rational;
}

const strictCalls: ReadonlySet<string> = new Set(["exp", "softplus", "cosh", "log"]);

/** A strictly rising function of one that bends strictly: exp(u), softplus(u) of a convex u, log(u) of a concave one, u^p. */
function isChained(world: World, { node }: Term, variables: readonly Node[]): boolean {
  const { graph } = world.b;
  const [u] = node.args;
  if (node.args.length !== 1) return false;
  const of = curvatureOf(graph, u, new Set(variables));
  const bends = (sign: 1 | -1) => bendOf(world, u, variables, sign) !== undefined;
  if (node.op === "call" && (node.name === "exp" || node.name === "softplus")) return of === "convex" && bends(1);
  if (node.op === "call" && node.name === "log") return of === "concave" && bends(-1);
  if (node.op !== "prod") return false;
  const power = N.toNumber(node.coefs[0]);
  if (of === "concave") return power > 0 && power < 1 && bends(-1);
  return of === "convex" && power > 1 && bends(1);
}

function along({ b }: World, { c, node }: Term, variables: ReadonlySet<Node>): Along | undefined {
  const of = (n: Node) => curvatureOf(b.graph, n, variables);
  if (node.op === "call") {
    const [u] = node.args;
    return strictCalls.has(node.name) && of(u) === "affine" ? { u } : undefined;
  }
  if (node.op !== "prod") return undefined;
  const moved = node.args.filter((arg) => of(arg) !== "constant");
  const rest = node.args.filter((arg) => of(arg) === "constant");
  if (!rest.every(isPositive)) return undefined;
  const [u, other] = moved;
  if (moved.length === 2) {
    const [flat, log] = u.op === "call" && u.name === "log" ? [other, u] : [u, other];
    return log.op === "call" && log.name === "log" && log.args[0] === flat ? { u: flat } : undefined;
  }
  const power = moved.length === 1 ? N.toNumber(node.coefs[node.args.indexOf(u)]) : 0;
  if (power > 1 && u.op === "call" && u.name === "abs" && of(u.args[0]) === "affine") return { u: u.args[0] };
  if (moved.length !== 1 || of(u) !== "affine") return undefined;
  if (power === 1 || power === 0) return undefined;
  return power === 2 && rest.length === 0 ? { u, weight: Q.mul(2, c) } : { u };
}

function spanned(world: World, terms: readonly Term[], variables: readonly Node[]): Bend {
  const { b } = world;
  const moved = new Set(variables);
  const n = variables.length;
  if (n > largest) return undefined;
  const rows = terms.flatMap((term) => {
    const found = along(world, term, moved);
    const slope = found && variables.map((x) => b.rational(derivative(b.graph, found.u, x)));
    return found && slope?.every((s) => s !== undefined) ? [{ slope: slope as Rational[], weight: found.weight }] : [];
  });
  const gram = (list: readonly { readonly slope: readonly Rational[]; readonly weight?: Rational | undefined }[]) =>
    analyseForm(
      variables.map((_, i) =>
        variables.map((__, j) =>
          list.reduce<Rational>(
            (sum, { slope, weight }) => Q.add(sum, Q.mul(weight ?? 1, Q.mul(slope[i], slope[j]))),
            0,
          ),
        ),
      ),
    );
  const squares = rows.filter(({ weight }) => weight !== undefined);
  const strong = squares.length >= n ? gram(squares) : undefined;
  if (strong?.inertia.positive === n) return { kind: "strong", mu: realText(strong.eigenvalues[0]) };
  if (rows.length >= n && gram(rows).inertia.positive === n) return { kind: "strict" };
  return terms.some((term) => isChained(world, term, variables)) ? { kind: "strict" } : undefined;
}

const largest = 12;

function ofColumn(world: World, terms: readonly Term[], x: Node): Bend {
  const { b } = world;
  let isStrict = false;
  for (const { c, node } of terms) {
    const square = b.mul(b.transpose(x), x);
    const at = node.op === "prod" ? node.args.indexOf(square) : -1;
    if (at >= 0 && node.coefs[at] === 1) {
      const factor = b.div(node, square);
      if (!dependsOn(factor, x) && isPositive(factor))
        return { kind: "strong", mu: formula(world, b.scale(Q.mul(2, c), factor)) };
    }
    if (node.op === "mat") {
      const [s, left, right] = node.args;
      if (node.args.length !== 3 || !isPositive(s) || right.cols !== 1) continue;
      if (right === x && left === b.transpose(x))
        return { kind: "strong", mu: formula(world, b.scale(Q.mul(2, c), s)) };
      if (left.op === "ones" && isEntrywise(world, { c, node: right }, x)) isStrict = true;
      if (right.op === "call" && right.name === "log" && right.args[0] === x && left === b.transpose(x))
        isStrict = true;
    }
    if (node.op === "prod" && node.args.length === 1 && isRound(world, node, x)) isStrict = true;
    if (isChained(world, { c, node }, [x])) isStrict = true;
  }
  return isStrict ? { kind: "strict" } : undefined;
}

/** φ(x), φ(cx + d) entry by entry with a φ that bends strictly. */
function isEntrywise(world: World, term: Term, x: Node): boolean {
  const found = along(world, term, new Set([x]));
  if (!found) return false;
  const { u } = found;
  return (
    u === x ||
    (u.op === "sum" && u.args.every((arg) => arg === x || curvatureOf(world.b.graph, arg, new Set([x])) === "constant"))
  );
}

/** (k + c x'x)^p: strictly convex for k > 0 and p ≥ ½, and for k ≥ 0 and p > ½. */
function isRound({ b }: World, node: Node, x: Node): boolean {
  const [base] = node.args;
  const power = N.toNumber(node.coefs[0]);
  const [nodes, coefs] = base.op === "sum" ? [base.args, base.coefs] : [[base], [1 as const]];
  const square = b.mul(b.transpose(x), x);
  const at = nodes.indexOf(square);
  if (at < 0 || N.sign(coefs[at]) <= 0) return false;
  const rest = nodes.filter((_, i) => i !== at);
  const isLifted = rest.length > 0 && rest.every((arg, i) => isPositive(arg) && N.sign(coefs[i < at ? i : i + 1]) > 0);
  if (rest.length > 0 && !isLifted) return false;
  return isLifted ? power >= 0.5 : power > 0.5;
}
