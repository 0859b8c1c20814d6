import { Q, type Rational } from "../../core/num/rational";
import { letterNode } from "../check/maker";
import type { Fn } from "../check/term";
import { attempt, type Builder } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import { isDefinite } from "../symbolic/definite";
import { dependsOn, differential } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { hessian } from "../symbolic/jacobian";
import { isSemidefinite } from "../symbolic/mat";
import { leavesOf } from "../symbolic/recheck";
import { isNonnegative, isPositive } from "../symbolic/sign";
import { admitted, factsAbout, isMet } from "./admitted";
import { pointText, valueAt } from "./agree";
import { eliminate } from "./block-optimum";
import { type Convexity, composed, hasConvexDomain } from "./composition";
import { curvatureOf } from "./curvature";
import { hasFullRank, withoutNegative } from "./facts";
import { placeFacts } from "./facts-in-place";
import { isBent } from "./kink";
import { piecewiseConvexity } from "./piecewise";
import { realText, realToNumber } from "./real";
import { formula, reply, wordsLatex } from "./reply";
import { curvedIn } from "./symbolic-quadratic";
import { positivesIn, rangesOf } from "./variable-range";
import type { Outcome, Task } from "./world";

/** Convexity for all values of the letters: every term of the Hessian is positive semidefinite; a positive multiple of I is a bound μ. */
export function stronglyStructured(task: Task, fn: Fn): Convexity | undefined {
  const params = fn.params.map((letter) => letterNode(task.maker, letter));
  return (
    ofSpectrum(task.world, fn.body, params) ??
    stronger(
      stronger(ofOneColumn(task, fn, params), composed(task.world, fn.body, params)),
      ofBlocks(task, fn, params),
    ) ??
    ofOneScalar(task, fn, params) ??
    bothWays(task, fn, params) ??
    unlessKnown(task, fn, params)
  );
}

function ofOneScalar(task: Task, fn: Fn, [x, ...others]: readonly Node[]): Convexity | undefined {
  if (others.length > 0 || x.rows !== 1 || x.cols !== 1) return undefined;
  const [within, ...more] = rangesOf(task, fn.needs, x) ?? [];
  const world = { ...task.world, positive: [...positivesIn(task)] };
  return within && more.length === 0 ? piecewiseConvexity(world, fn.body, x, within) : undefined;
}

/** Of two true verdicts the one that says more; of equals the first. */
function stronger(a: Convexity | undefined, b: Convexity | undefined): Convexity | undefined {
  const rank = (x: Convexity) => ["strictly", "strongly"].findIndex((word) => x.word.startsWith(word));
  return a && b && rank(b) > rank(a) ? b : (a ?? b);
}

/** A quadratic whose matrix is not known: what it depends on. */
function unlessKnown(task: Task, fn: Fn, params: readonly Node[]): Convexity | undefined {
  const [x] = params;
  if (params.length !== 1 || x.cols !== 1 || isBent(fn.body, x)) return undefined;
  const H = attempt(() => hessian(task.world.b.graph, fn.body, x)).value;
  if (!H || H.op === "zero" || dependsOn(H, x)) return undefined;
  const matrix = formula(task.world, H, { names: fn.names, fold: fn.fold });
  return { word: "undecided", text: `undecided   convex if and only if ${matrix} ≽ 0` };
}

function ofOneColumn(task: Task, fn: Fn, params: readonly Node[]): Convexity | undefined {
  const { b } = task.world;
  const [x] = params;
  if (params.length !== 1 || x.cols !== 1) return undefined;
  if (!hasConvexDomain(task.world, fn.needs, new Set(params))) return undefined;
  const [smooth, bent] = parted(b, fn.body, x);
  const H = attempt(() => hessian(b.graph, smooth, x)).value;
  if (!H || H.op === "zero") return undefined;
  const of = bent ? curvatureOf(b.graph, bent, new Set(params)) : "affine";
  const fits = (shape: "convex" | "concave") => of === "affine" || of === shape;
  return (
    (fits("convex") ? curvedUp(task, fn, H, x, "convex", bent) : undefined) ??
    (fits("concave") ? curvedUp(task, fn, b.neg(H), x, "concave", bent) : undefined)
  );
}

/** A sum as its smooth terms and those with kinks, of which a Hessian says nothing. */
function parted(b: Builder, body: Node, x: Node): readonly [smooth: Node, bent: Node | undefined] {
  const [terms, coefs] = body.op === "sum" ? [body.args, body.coefs] : [[body], [1 as const]];
  const part = (want: boolean) => {
    const at = terms.flatMap((term, i) => (isBent(term, x) === want ? [i] : []));
    return at.length === 0
      ? undefined
      : b.sum(
          at.map((i) => terms[i]),
          at.map((i) => coefs[i]),
        );
  };
  return [part(false) ?? b.zeros(1, 1), part(true)];
}

/**
 * Sums of log det X, tr X⁻¹ and ‖X‖² with affine and convex terms: log det X is strictly concave and tr SX⁻¹ strictly convex for
 * S ≻ 0 on the positive definite matrices, and ‖X‖² is strongly convex.
 *
 * @source Boyd & Vandenberghe 2004, §3.1.5 and exercise 3.18
 */
function ofSpectrum({ b }: Task["world"], body: Node, params: readonly Node[]): Convexity | undefined {
  const [X, ...others] = params;
  if (others.length > 0 || X.cols === 1) return undefined;
  const [terms, coefs] = body.op === "sum" ? [body.args, body.coefs] : [[body], [1 as const]];
  const found = terms.map((term, i) => spectral(b, term, X, N.sign(coefs[i])));
  for (const shape of ["convex", "concave"] as const) {
    if (!found.every((one) => one && (one.shape === shape || one.shape === "affine"))) continue;
    const best = found.find((one) => one?.kind === "strongly") ?? found.find((one) => one?.kind === "strictly");
    if (best?.name) return { word: `${best.kind} ${shape}`, text: `${best.kind} ${shape}   (structure: ${best.name})` };
  }
  return undefined;
}

interface Spectral {
  readonly shape: "convex" | "concave" | "affine";
  readonly kind?: "strictly" | "strongly";
  readonly name?: string;
}

function spectral(b: Builder, term: Node, X: Node, sign: number): Spectral | undefined {
  const turned = (up: boolean) => (up === sign > 0 ? "convex" : "concave");
  const [u] = term.args;
  if (term.op === "call" && (X.traits & Trait.pd) !== 0) {
    const isLogDet = (term.name === "logdet" && u === X) || (term.name === "log" && isCallOf(u, "det", X));
    if (isLogDet) return { shape: turned(false), kind: "strictly", name: "log det X on X ≻ 0" };
    const isTrace = term.name === "tr" && (isCallOf(u, "inv", X) || isWeighted(b, u, X));
    if (isTrace) return { shape: turned(true), kind: "strictly", name: "tr X⁻¹ on X ≻ 0" };
  }
  if (term.op === "call" && term.name === "tr" && u.op === "mat" && u.args.length === 3) {
    const [s, left, right] = u.args;
    if ((left === X || right === X) && left === b.transpose(right) && isPositive(s))
      return { shape: turned(true), kind: "strongly", name: "‖X‖²" };
  }
  const of = curvatureOf(b.graph, term, new Set([X]));
  if (of === "constant" || of === "affine") return { shape: "affine" };
  return of ? { shape: of === "convex" ? turned(true) : turned(false) } : undefined;
}

/** S X⁻¹ or X⁻¹ S with S ≻ 0. */
function isWeighted({ graph }: Builder, u: Node, X: Node): boolean {
  if (u.op !== "mat" || u.args.length !== 3 || !isPositive(u.args[0])) return false;
  const [, p, q] = u.args;
  const [S, inverse] = isCallOf(p, "inv", X) ? [q, p] : [p, q];
  return isCallOf(inverse, "inv", X) && !dependsOn(S, X) && isDefinite(graph, S);
}

const isCallOf = (n: Node, name: string, X: Node): boolean => n.op === "call" && n.name === name && n.args[0] === X;

/** A point with a direction of either curvature, found where the function has no letters but its own variable. */
function bothWays(task: Task, fn: Fn, params: readonly Node[]): Convexity | undefined {
  const { graph } = task.world.b;
  if (params.length !== 1) return undefined;
  const [x] = params;
  const V = task.world.b.symbol("v", x.rows, x.cols, x.traits & (Trait.symmetric | Trait.skew | Trait.diagonal));
  const along = new Map([[x, V]]);
  const second = attempt(() => differential(graph, differential(graph, fn.body, along), along)).value;
  if (!second || leavesOf([second, fn.body]).symbols.some((n) => n !== x && n !== V && n.mask !== 0)) return undefined;
  let isUp = false;
  let down: string | undefined;
  for (const point of admitted(task, [second, x, V])) {
    if (!fn.needs.every((need) => isMet(graph, need, point))) continue;
    const [value] = valueAt(graph, second, point)?.entries ?? [];
    if (value === undefined) continue;
    const size = realToNumber(value);
    if (size > 0) isUp = true;
    if (size < 0)
      down ??= `no: at ${pointText(point, [x])} direction ${pointText(point, [V])} has curvature ${realText(value)}`;
    if (isUp && down) return { word: "neither", text: down };
  }
  return undefined;
}

/** The verdict where H ≽ 0 follows from its terms; `shape` is what that means for the function. */
function curvedUp(
  task: Task,
  fn: Fn,
  H: Node,
  x: Node,
  shape: "convex" | "concave",
  bent: Node | undefined,
): Convexity | undefined {
  const { b } = task.world;
  const options = { names: fn.names, fold: fn.fold };
  const show = (node: Node) => formula(task.world, node, options);
  const known = withoutNegative(task, H);
  const [args, coefs] = H.op === "sum" ? [H.args, H.coefs] : [[H], [1 as const]];
  const isUp = (n: Node) => isSemidefinite(b.graph, n);
  const [facts, weights] = known.op === "sum" ? [known.args, known.coefs] : [[known], [1 as const]];
  const isConstant = !dependsOn(H, x);
  const floor = isConstant ? floorOf(task, H) : undefined;
  if (floor === undefined && !facts.every((arg, i) => N.sign(weights[i]) > 0 && isUp(arg))) return undefined;
  const sign = shape === "convex" ? "≽" : "≼";
  const whole = shape === "convex" ? H : b.neg(H);
  const reason = `structure: ${show(whole)}`;
  const at = args.findIndex((arg, i) => {
    const factor = N.sign(coefs[i]) > 0 ? identityFactor(arg) : undefined;
    return factor === "one" || (factor !== undefined && isPositive(factor) && leastOf(b, factor, x) !== undefined);
  });
  const top = bent ? undefined : smoothness(task, H, x);
  const smooth = top ? `,  L ${isConstant ? "=" : "≤"} ${show(top)}` : "";
  if (floor !== undefined) {
    const [c, end] = [floor, shape === "convex" ? floor : Q.neg(floor)].map((value) => show(b.num(value)));
    const why = `${reason} ${sign} ${end === "1" ? "" : end === "−1" ? "−" : end}I`;
    return { word: `strongly ${shape}`, text: `strongly ${shape}, μ ≥ ${c}  (${why})${smooth}` };
  }
  if (at >= 0) {
    const factor = identityFactor(args[at]) as Node | "one";
    const least = factor === "one" ? b.num(1) : (leastOf(b, factor, x) ?? factor);
    const mu = formula(task.world, b.scale(coefs[at], least));
    const rest = args.filter((_, i) => i !== at).map((arg) => `${show(arg)} ${sign} 0`);
    const bound = factor !== "one" && factor !== least ? `${show(factor)} ≥ ${show(least)}` : undefined;
    const positive = factor === "one" ? [] : [bound ?? `${formula(task.world, factor)} > 0`];
    const relation = rest.length > 0 || bound || bent ? "≥" : "=";
    const why = [...rest, ...positive].join(", ");
    return {
      word: `strongly ${shape}`,
      text: `strongly ${shape}, μ ${relation} ${mu}  (structure${why === "" ? "" : `: ${why}`})${rest.length > 0 ? smooth : ""}`,
    };
  }
  const strict = shape === "convex" ? "≻" : "≺";
  const isOnce = args.some((arg) => vanishesOnce(task, arg, x));
  if (isOnce)
    return { word: `strictly ${shape}`, text: `strictly ${shape}   (${reason} ${strict} 0 but at one point)` };
  const isStrict = isDefinite(b.graph, known, (f) => hasFullRank(task, f));
  if (isStrict && isConstant) {
    return {
      word: `strongly ${shape}`,
      text: `strongly ${shape}, μ ${bent ? "≥" : "="} λ_min(${show(H)})  (${reason} ${strict} 0)${smooth}`,
    };
  }
  if (isStrict) return { word: `strictly ${shape}`, text: `strictly ${shape}   (${reason} ${strict} 0)${smooth}` };
  return { word: shape, text: `${shape}   (${reason} ${sign} 0)${smooth}` };
}

/** The greatest c > 0 for which facts such as S ≽ 2I say H ≽ cI by the signs of its terms. */
function floorOf(task: Task, H: Node): Rational | undefined {
  const { b } = task.world;
  const { by } = placeFacts(b, factsAbout(task, [H]));
  const placed = by.size > 0 ? attempt(() => b.expand(b.substitute(H, by))).value : undefined;
  if (placed?.op !== "sum") return undefined;
  const at = placed.args.findIndex((arg) => arg.op === "eye");
  const c = placed.coefs[at];
  const isUp = placed.args.every((arg, i) => N.sign(placed.coefs[i]) > 0 && isSemidefinite(b.graph, arg));
  return c !== undefined && N.isExact(c) && isUp ? c : undefined;
}

/** A constant that a positive factor does not go below: itself, 1 of exp(u) and cosh(u) with u ≥ 0, c of c + u with u ≥ 0. */
function leastOf(b: Builder, factor: Node, x: Node): Node | undefined {
  if (!dependsOn(factor, x)) return factor;
  if (factor.op === "call" && factor.name === "exp" && isNonnegative(factor.args[0])) return b.num(1);
  if (factor.op === "call" && factor.name === "cosh") return b.num(1);
  if (factor.op !== "sum" || !isNonnegative(factor)) return undefined;
  const fixed = factor.args.flatMap((arg, i) => (dependsOn(arg, x) ? [] : [b.scale(factor.coefs[i], arg)]));
  const least = fixed.length > 0 ? b.add(...fixed) : undefined;
  return least && isPositive(least) ? least : undefined;
}

/** λ_max of a bound of H that holds everywhere: H itself where it is constant, with σ(u)σ(−u) ≤ ¼. */
function smoothness(task: Task, H: Node, x: Node): Node | undefined {
  const { b } = task.world;
  const bound = dependsOn(H, x) ? attempt(() => bounded(task, H)).value : H;
  if (!bound || dependsOn(bound, x)) return undefined;
  return attempt(() => b.call("lambda_max", bound)).value;
}

/** The expression with every σ(u) ⊙ σ(−u) replaced by ¼; right above a sum of terms B'diag(d ⊙ σσ)B with d ≥ 0. */
function bounded(task: Task, H: Node): Node {
  const { b } = task.world;
  const by = new Map<Node, Node>();
  const visit = (n: Node): void => {
    if (n.op === "prod") {
      const at = n.args.findIndex((s, i) => isSigmoid(s) && n.coefs[i] === 1);
      const twin =
        at < 0
          ? -1
          : n.args.findIndex((s, i) => isSigmoid(s) && n.coefs[i] === 1 && s.args[0] === b.neg(n.args[at].args[0]));
      if (twin >= 0) {
        const rest = n.args.flatMap((s, i) => (i === at || i === twin ? [] : [b.pow(s, b.num(n.coefs[i]))]));
        by.set(n, b.scale(Q.ratio(1, 4), b.had(b.ones(n.rows, n.cols), ...rest)));
      }
    }
    n.args.forEach(visit);
  };
  visit(H);
  return b.substitute(H, by);
}

const isSigmoid = (n: Node): boolean => n.op === "call" && n.name === "sigmoid";

/** The class of a quadratic with letters, as far as structure and facts tell it. */
export function symbolicClass(task: Task, fn: Fn): Outcome | undefined {
  const { b } = task.world;
  const [x, ...others] = fn.params.map((letter) => letterNode(task.maker, letter));
  if (others.length > 0) return classOfBlocks(task, fn);
  const q = x ? curvedIn(b, fn.body, x) : undefined;
  if (!q) return undefined;
  const full = (f: Node) => hasFullRank(task, f);
  const [up, down] = [q.by, b.neg(q.by)].map((H) => withoutNegative(task, H));
  const word = isDefinite(b.graph, up, full)
    ? "positive definite"
    : isDefinite(b.graph, down, full)
      ? "negative definite"
      : isSemidefinite(b.graph, up)
        ? "positive semidefinite"
        : isSemidefinite(b.graph, down)
          ? "negative semidefinite"
          : "undecided";
  const text = `${word}   ∇² = ${formula(task.world, q.by, { names: fn.names, fold: fn.fold })}`;
  const tone = word === "undecided" ? "unsure" : "value";
  return { defines: [], answer: reply({ text, latex: wordsLatex(word), verdict: word, tone }) };
}

/** Definite where the Hessian of the first block is, and the Schur complements that are left are. */
function blocksDefinite(task: Task, fn: Fn): { readonly sign: 1 | -1; readonly why: string } | undefined {
  for (const sign of [1, -1] as const) {
    const found = eliminate(task, fn, sign);
    if (!found || found.unsure || found.assumed.length > 0) continue;
    const shown = found.steps.map(
      ({ q }) => `${formula(task.world, q.by, { names: fn.names })} ${sign > 0 ? "≻" : "≺"} 0`,
    );
    return { sign, why: shown.join(", ") };
  }
  return undefined;
}

function classOfBlocks(task: Task, fn: Fn): Outcome | undefined {
  const found = blocksDefinite(task, fn);
  if (!found) return undefined;
  const word = found.sign > 0 ? "positive definite" : "negative definite";
  return { defines: [], answer: reply({ text: `${word}   ${found.why}`, latex: wordsLatex(word), verdict: word }) };
}

/** A quadratic in several blocks whose Hessian is definite bends strongly. */
function ofBlocks(task: Task, fn: Fn, params: readonly Node[]): Convexity | undefined {
  const found = params.length > 1 ? blocksDefinite(task, fn) : undefined;
  if (!found) return undefined;
  const shape = found.sign > 0 ? "convex" : "concave";
  return { word: `strongly ${shape}`, text: `strongly ${shape}   (structure: ${found.why})` };
}

/** s I with s = ‖x − a‖² or a power of it, which is 0 at one point only. */
function vanishesOnce({ world }: Task, term: Node, x: Node): boolean {
  const s = identityFactor(term);
  if (s === undefined || s === "one") return false;
  const core = s.op === "prod" && s.args.length === 1 && N.sign(s.coefs[0]) > 0 ? s.args[0] : s;
  if (core.op !== "mat" || core.args.length !== 3 || core.args[1] !== world.b.transpose(core.args[2])) return false;
  const rest = attempt(() => world.b.sub(core.args[2], x)).value;
  return rest !== undefined && !dependsOn(rest, x);
}

/** λ of λ I, "one" of I. */
function identityFactor(node: Node): Node | "one" | undefined {
  if (node.op === "eye") return "one";
  return node.op === "mat" && node.args.length === 2 && node.args[1].op === "eye" ? node.args[0] : undefined;
}
