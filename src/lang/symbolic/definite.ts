import { N } from "./coefficient";
import { type Graph, type Node, Trait } from "./graph";
import { isScalar } from "./leaf";
import { isSemidefinite, isSymmetric } from "./mat";
import { isPositive } from "./sign";

/** Tells which matrices are known to have full column rank. */
export type FullRank = (f: Node) => boolean;

/**
 * True only if a is known to be positive definite: semidefinite terms with a definite one among them, inverses, diag(v) with v > 0,
 * B'PB for a definite P and a B of full column rank.
 */
export function isDefinite(g: Graph, a: Node, full: FullRank = () => false): boolean {
  if (isScalar(a)) return isPositive(a);
  switch (a.op) {
    case "eye":
      return true;
    case "sym":
      return (a.traits & Trait.pd) !== 0 || ((a.traits & Trait.diagonal) !== 0 && (a.traits & Trait.positive) !== 0);
    case "sum":
      return (
        a.args.every((t, i) => N.sign(a.coefs[i]!) > 0 && isSemidefinite(g, t)) &&
        a.args.some((t) => isDefinite(g, t, full))
      );
    case "prod":
      return a.args.every((f, i) => Number(a.coefs[i]) > 0 && Number.isInteger(a.coefs[i]) && isDefinite(g, f, full));
    case "call":
      if (a.name === "kron") return a.args.every((f) => isDefinite(g, f, full));
      if (a.name === "expm") return isSymmetric(g, a.args[0]!);
      if (a.name === "inv") return isDefinite(g, a.args[0]!, full);
      return a.name === "diag" && isPositive(a.args[0]!);
    case "mat":
      if (!isPositive(a.args[0]!)) return false;
      if (a.args.length === 2) return isDefinite(g, a.args[1]!, full);
      return isSemidefinite(g, a) && isRegularCongruence(g, a.args.slice(1), full);
    default:
      return false;
  }
}

/** B'PB or B'B whose right half keeps every vector but 0 from vanishing. */
function isRegularCongruence(g: Graph, list: readonly Node[], full: FullRank): boolean {
  const half = list.length >> 1;
  const isOdd = list.length % 2 === 1;
  if (isOdd && !isDefinite(g, list[half]!, full)) return false;
  return list.slice(half + (isOdd ? 1 : 0)).every((f) => full(f) || isDefinite(g, f, full) || isInvertible(f));
}

/** Orthogonal symbols, and inverses, which exist only where they are invertible. */
function isInvertible(f: Node): boolean {
  if (f.op === "transpose") return isInvertible(f.args[0]!);
  return (f.op === "sym" && (f.traits & Trait.orthogonal) !== 0) || (f.op === "call" && f.name === "inv");
}
