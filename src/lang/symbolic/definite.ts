import { N } from "./coefficient";
import { type Graph, type Node, Trait } from "./graph";
import { isScalar } from "./leaf";
import { isSemidefinite } from "./mat";
import { isPositive } from "./sign";

/** True only if a is known to be positive definite: semidefinite terms with a definite one among them, inverses, diag(v) with v > 0. */
export function isDefinite(g: Graph, a: Node): boolean {
  if (isScalar(a)) return isPositive(a);
  switch (a.op) {
    case "eye":
      return true;
    case "sym":
      return (a.traits & Trait.pd) !== 0 || ((a.traits & Trait.diagonal) !== 0 && (a.traits & Trait.positive) !== 0);
    case "sum":
      return (
        a.args.every((t, i) => N.sign(a.coefs[i]!) > 0 && isSemidefinite(g, t)) && a.args.some((t) => isDefinite(g, t))
      );
    case "call":
      if (a.name === "inv") return isDefinite(g, a.args[0]!);
      return a.name === "diag" && isPositive(a.args[0]!);
    case "mat":
      if (!isPositive(a.args[0]!)) return false;
      if (a.args.length === 2) return isDefinite(g, a.args[1]!);
      return isInvertibleCongruence(g, a);
    default:
      return false;
  }
}

/** BPB' with P definite and B a product of square factors known to be invertible; P² and P³ of a definite P. */
function isInvertibleCongruence(g: Graph, a: Node): boolean {
  const list = a.args.slice(1);
  if (!isSemidefinite(g, a)) return false;
  return list.every((f) => isDefinite(g, f) || isInvertible(f));
}

/** Orthogonal symbols and inverses exist only where they are invertible. */
function isInvertible(f: Node): boolean {
  if (f.op === "transpose") return isInvertible(f.args[0]!);
  return (f.op === "sym" && (f.traits & Trait.orthogonal) !== 0) || (f.op === "call" && f.name === "inv");
}
