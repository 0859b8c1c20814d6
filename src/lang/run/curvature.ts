import { canonicalFunction, functionFacts } from "../functions/table";
import { N } from "../symbolic/coefficient";
import { isDefinite } from "../symbolic/definite";
import type { Graph, Node } from "../symbolic/graph";
import { isSemidefinite, transpose } from "../symbolic/mat";
import { isNonnegative, isPositive } from "../symbolic/sign";

/** Entry by entry; `undefined` where no rule speaks. */
export type Curvature = "constant" | "affine" | "convex" | "concave" | undefined;

/** The graph an expression lives in, and what is free to move in it. */
interface Scope {
  readonly graph: Graph;
  readonly variables: ReadonlySet<Node>;
  readonly known: Map<Node, Curvature>;
}

/**
 * Curvature by composition: sums, quadratic forms, powers, norms, and functions of the table whose own curvature and direction fit that
 * of their argument. Sufficient, not necessary. Each rule that answers has a convex domain.
 *
 * @source Grant, Boyd & Ye 2006, "Disciplined convex programming"; Boyd & Vandenberghe 2004, §3.2 and §3.5 (log-convexity)
 */
export function curvatureOf(graph: Graph, node: Node, variables: ReadonlySet<Node>): Curvature {
  return curvature({ graph, variables, known: new Map() }, node);
}

function curvature(scope: Scope, node: Node): Curvature {
  if (scope.variables.has(node)) return "affine";
  if (node.mask === 0) return "constant";
  if (scope.known.has(node)) return scope.known.get(node);
  scope.known.set(node, undefined);
  const found = isFixed(scope, node) ? "constant" : moving(scope, node);
  scope.known.set(node, found);
  return found;
}

const isFixed = (scope: Scope, node: Node): boolean => node.args.every((arg) => curvature(scope, arg) === "constant");

function moving(scope: Scope, node: Node): Curvature {
  switch (node.op) {
    case "sum":
      return node.args.map((arg, i) => scaled(curvature(scope, arg), N.sign(node.coefs[i]))).reduce(joined, "constant");
    case "transpose":
    case "entry":
      return curvature(scope, node.args[0]);
    case "literal":
      return node.args.map((arg) => curvature(scope, arg)).reduce(joined, "constant");
    case "mat":
      return ofProduct(scope, node);
    case "prod":
      return ofPowers(scope, node);
    case "pow":
      return ofExponential(scope, node);
    case "call":
      return ofCall(scope, node);
    default:
      return undefined;
  }
}

/** c^u with a positive c is exp(u log c). */
function ofExponential(scope: Scope, { args: [base, exponent] }: Node): Curvature {
  return curvature(scope, base) === "constant" && isPositive(base) && curvature(scope, exponent) === "affine"
    ? "convex"
    : undefined;
}

function ofProduct(scope: Scope, node: Node): Curvature {
  const [s, ...factors] = node.args;
  const at = node.args.filter((arg) => curvature(scope, arg) !== "constant");
  if (at.length === 1) {
    const inner = curvature(scope, at[0]);
    if (inner === "affine" || inner === undefined) return inner;
    const sign = node.args.filter((arg) => arg !== at[0]).map(signOf);
    return sign.includes(0)
      ? undefined
      : scaled(
          inner,
          sign.reduce((a, b) => a * b, 1),
        );
  }
  const scale = curvature(scope, s) === "constant" ? signOf(s) : isInverseOfPositive(scope, s) ? 1 : 0;
  if (scale === 0) return undefined;
  const isMoved = curvature(scope, s) !== "constant";
  if ((isEntropy(scope, factors) || isDivergence(scope, factors) || isFractional(scope, factors)) && !isMoved)
    return scaled("convex", scale);
  return isQuadratic(scope, factors) || (!isMoved && isRisenSquare(scope, factors))
    ? scaled("convex", scale)
    : undefined;
}

/** 1 where every entry is known to be ≥ 0, −1 where ≤ 0, else 0. */
function signOf(node: Node): number {
  if (isNonnegative(node)) return 1;
  const isDown = node.op === "sum" && node.args.every((arg, i) => N.sign(node.coefs[i]) <= 0 && isNonnegative(arg));
  return isDown ? -1 : 0;
}

/** 1/y with an affine y > 0. */
function isInverseOfPositive(scope: Scope, node: Node): boolean {
  if (node.op !== "prod" || node.args.length !== 1 || N.toNumber(node.coefs[0]) !== -1) return false;
  return curvature(scope, node.args[0]) === "affine" && isPositive(node.args[0]);
}

/** u'Pu, or u'u, with an affine u and a constant P ≽ 0. */
function isQuadratic(scope: Scope, factors: readonly Node[]): boolean {
  const k = factors.length;
  const half = k >> 1;
  if (k < 2 || factors.slice(0, half).some((f, i) => transpose(scope.graph, f) !== factors[k - 1 - i])) return false;
  const middle = k % 2 === 1 ? factors[half] : undefined;
  if (middle && !(curvature(scope, middle) === "constant" && isSemidefinite(scope.graph, middle))) return false;
  const right = factors.slice(k - half);
  const moved = right.filter((f) => curvature(scope, f) !== "constant");
  return right.at(-1)?.cols === 1 && moved.length === 1 && curvature(scope, moved[0]) === "affine";
}

/** u'u with a convex u ≥ 0, entry by entry. */
function isRisenSquare(scope: Scope, factors: readonly Node[]): boolean {
  const [left, right] = factors;
  if (factors.length !== 2 || right.cols !== 1 || transpose(scope.graph, left) !== right) return false;
  return curvature(scope, right) === "convex" && isNonnegative(right);
}

/** u' log(u) with an affine u. */
function isEntropy({ graph, ...rest }: Scope, factors: readonly Node[]): boolean {
  const [left, right] = factors;
  if (factors.length !== 2 || right.op !== "call" || right.name !== "log" || right.cols !== 1) return false;
  return transpose(graph, left) === right.args[0] && curvature({ graph, ...rest }, right.args[0]) === "affine";
}

/** u' log(u ⊘ v) with affine u, v > 0: a relative entropy. */
function isDivergence(scope: Scope, factors: readonly Node[]): boolean {
  const [left, right] = factors;
  if (factors.length !== 2 || right.op !== "call" || right.name !== "log" || right.cols !== 1) return false;
  const [ratio] = right.args;
  if (ratio.op !== "prod" || ratio.args.length !== 2) return false;
  const at = ratio.coefs.indexOf(1);
  if (at < 0 || ratio.coefs[1 - at] !== -1) return false;
  const [u, v] = [ratio.args[at], ratio.args[1 - at]];
  return transpose(scope.graph, left) === u && [u, v].every((n) => curvature(scope, n) === "affine" && isPositive(n));
}

/** u' M⁻¹ u with affine u and M ≻ 0, both free to move. */
function isFractional(scope: Scope, factors: readonly Node[]): boolean {
  const [left, middle, right] = factors;
  if (factors.length !== 3 || middle.op !== "call" || middle.name !== "inv" || right.cols !== 1) return false;
  const [M] = middle.args;
  if (transpose(scope.graph, left) !== right || !isDefinite(scope.graph, M)) return false;
  return [right, M].every((n) => ["affine", "constant"].includes(curvature(scope, n) ?? ""));
}

function ofPowers(scope: Scope, node: Node): Curvature {
  const parts = node.args.map((base, i) => ({ base, power: N.toNumber(node.coefs[i]), of: curvature(scope, base) }));
  const fixed = parts.filter(({ of }) => of === "constant");
  const moved = parts.filter(({ of }) => of !== "constant");
  if (!fixed.every(({ base, power }) => isNonnegative(base) || power % 2 === 0)) {
    const isLine = moved.length === 1 && moved[0].of === "affine" && moved[0].power === 1;
    return isLine ? "affine" : undefined;
  }
  if (moved.length === 1) return power(scope, moved[0].base, moved[0].power, moved[0].of);
  if (moved.length !== 2) return isMean(moved) ? "concave" : undefined;
  return pair(scope, moved[0], moved[1]) ?? pair(scope, moved[1], moved[0]) ?? (isMean(moved) ? "concave" : undefined);
}

interface Part {
  readonly base: Node;
  readonly power: number;
  readonly of: Curvature;
}

/** u^p. */
function power(scope: Scope, base: Node, p: number, of: Curvature): Curvature {
  if (p === 1) return of;
  const isWhole = Number.isInteger(p);
  if (p >= 0.5 && isSumOfSquares(scope, base)) return "convex";
  if (of === "affine" && p > 0 && p % 2 === 0) return "convex";
  if (of === "convex" && p > 1 && isNonnegative(base)) return "convex";
  if (of === "affine" && p > 1 && (!isWhole || isNonnegative(base))) return "convex";
  if (p > 0 && p < 1 && (of === "affine" || of === "concave")) return "concave";
  const isConcaveBelow = of === "affine" || of === "concave";
  return p < 0 && isConcaveBelow && (!isWhole || isPositive(base)) ? "convex" : undefined;
}

/** u²/v with v > 0 (quadratic over linear), and u log u. */
function pair(scope: Scope, a: Part, b: Part): Curvature {
  const isOver = a.of === "affine" && a.power === 2 && b.of === "affine" && b.power === -1 && isPositive(b.base);
  const isEntropic = a.power === 1 && b.power === 1 && b.base.op === "call" && b.base.name === "log";
  if (isOver) return "convex";
  return isEntropic && b.base.args[0] === a.base && curvature(scope, a.base) === "affine" ? "convex" : undefined;
}

/** u^a v^b … with affine u, v ≥ 0 and a + b + … ≤ 1: a geometric mean. */
function isMean(parts: readonly Part[]): boolean {
  return (
    parts.every(({ base, power: p, of }) => of === "affine" && p > 0 && isNonnegative(base)) &&
    parts.reduce((sum, { power: p }) => sum + p, 0) <= 1
  );
}

/** r'r with an affine r, squares of affine functions, and constants ≥ 0, summed: its root is a norm. */
function isSumOfSquares(scope: Scope, node: Node): boolean {
  if (curvature(scope, node) === "constant") return isNonnegative(node);
  switch (node.op) {
    case "sum":
      return node.args.every((arg, i) => N.sign(node.coefs[i]) > 0 && isSumOfSquares(scope, arg));
    case "mat":
      return (
        curvature(scope, node.args[0]) === "constant" &&
        isNonnegative(node.args[0]) &&
        isQuadratic(scope, node.args.slice(1))
      );
    case "prod": {
      const moved = node.args.filter((arg) => curvature(scope, arg) !== "constant");
      const isSquare = moved.length === 1 && node.coefs[node.args.indexOf(moved[0])] === 2;
      const rest = node.args.filter((arg) => arg !== moved[0]);
      return isSquare && rest.every(isNonnegative) && curvature(scope, moved[0]) === "affine";
    }
    default:
      return false;
  }
}

function ofCall(scope: Scope, node: Node): Curvature {
  if (node.name === "where") return undefined;
  const inner = node.args.map((arg) => curvature(scope, arg));
  const [arg] = node.args;
  if (node.name === "tr" && isSquareOf(scope, arg)) return "convex";
  if (node.name === "log" && isLogConvex(scope, arg)) return "convex";
  // On the positive reals these two are log-convex, elsewhere they have poles.
  if (node.name === "gamma" || node.name === "lgamma")
    return inner[0] === "affine" && isPositive(arg) ? "convex" : undefined;
  const name = canonicalFunction(node.name);
  const facts = name && functionFacts[name];
  if (!facts?.curvature) return undefined;
  const shape = facts.curvature;
  const line = shape === "affine" ? "affine" : undefined;
  const fits = inner.every((of, i) => {
    if (of === "affine" || of === "constant") return true;
    if (line || of === undefined) return false;
    const rises = facts.monotone === "increasing" || (risesAboveZero.has(node.name) && isNonnegative(node.args[i]));
    return rises && of === shape;
  });
  return fits ? shape : undefined;
}

/** c U'PU or c U U' under a trace, with an affine U, P ≽ 0 and c ≥ 0. */
function isSquareOf(scope: Scope, node: Node): boolean {
  if (node.op === "sum") return node.args.every((arg, i) => N.sign(node.coefs[i]) > 0 && isSquareOf(scope, arg));
  if (node.op !== "mat" || curvature(scope, node.args[0]) !== "constant" || !isNonnegative(node.args[0])) return false;
  const [, ...list] = node.args;
  const turns = list.map((_, k) => [...list.slice(k), ...list.slice(0, k)]);
  return turns.some((factors) => {
    const half = factors.length >> 1;
    const isOdd = factors.length % 2 === 1;
    if (factors.slice(0, half).some((f, i) => transpose(scope.graph, f) !== factors[factors.length - 1 - i]))
      return false;
    if (isOdd && !(curvature(scope, factors[half]) === "constant" && isSemidefinite(scope.graph, factors[half])))
      return false;
    const moved = factors.slice(0, half).filter((f) => curvature(scope, f) !== "constant");
    return moved.length === 1 && curvature(scope, moved[0]) === "affine";
  });
}

/** Convex functions that rise where their argument is ≥ 0. */
const risesAboveZero: ReadonlySet<string> = new Set(["abs", "norm1", "norminf", "cosh"]);

/** Whether log of it is convex: exp(u) with a convex u, and sums and products of such with constants > 0. */
function isLogConvex(scope: Scope, node: Node): boolean {
  if (curvature(scope, node) === "constant") return isPositive(node);
  switch (node.op) {
    case "call":
      return node.name === "exp" && ["affine", "convex"].includes(curvature(scope, node.args[0]) ?? "");
    case "sum":
      return node.args.every((arg, i) => N.sign(node.coefs[i]) > 0 && isLogConvex(scope, arg));
    case "prod":
      return node.args.every((arg, i) => N.sign(node.coefs[i]) > 0 && isLogConvex(scope, arg));
    case "mat":
      return node.args.every((arg) =>
        curvature(scope, arg) === "constant" ? isPositive(arg) : isLogConvex(scope, arg),
      );
    default:
      return false;
  }
}

function scaled(of: Curvature, sign: number): Curvature {
  if (sign >= 0 || of === "constant" || of === "affine") return of;
  return of === "convex" ? "concave" : of === "concave" ? "convex" : undefined;
}

function joined(a: Curvature, b: Curvature): Curvature {
  if (!a || !b) return undefined;
  if (a === "constant") return b;
  if (b === "constant" || a === b) return a;
  if (a === "affine") return b;
  return b === "affine" ? a : undefined;
}
