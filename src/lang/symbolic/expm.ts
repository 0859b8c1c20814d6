import { isInverse } from "./cancel";
import { type Graph, intern, type Node, Trait } from "./graph";
import { eye, isZero, num } from "./leaf";
import { multiply, transpose } from "./mat";
import { makeExp } from "./prod";
import { splitCoefficient } from "./sum";

/** expm a, with expm 0 = I, expm(sI) = exp(s) I, expm(diag v) = diag(exp v) and expm(PAP⁻¹) = P expm(A) P⁻¹. */
export function matrixExponential(g: Graph, a: Node): Node {
  if (isZero(a)) return eye(g, a.rows);
  if (a.op === "eye") return multiply(g, [makeExp(g, num(g, 1)), a]);
  if (a.op === "mat" && a.args.length === 2 && a.args[1]!.op === "eye")
    return multiply(g, [makeExp(g, a.args[0]!), a.args[1]!]);
  if (a.op === "call" && a.name === "diag")
    return intern(g, "call", a.rows, a.cols, [makeExp(g, a.args[0]!)], [], "diag");
  const { rest } = splitCoefficient(a);
  const list = rest.op === "mat" ? rest.args.slice(1) : [];
  const [P, R] = [list[0], list.at(-1)];
  if (list.length > 2 && P && R && isInversePair(g, P, R)) {
    return multiply(g, [P, matrixExponential(g, multiply(g, [R, a, P])), R]);
  }
  return intern(g, "call", a.rows, a.cols, [a], [], "expm");
}

function isInversePair(g: Graph, P: Node, R: Node): boolean {
  if ((isInverse(R) && R.args[0] === P) || (isInverse(P) && P.args[0] === R)) return true;
  const Q = P.op === "transpose" ? P.args[0]! : P;
  return transpose(g, P) === R && Q.op === "sym" && (Q.traits & Trait.orthogonal) !== 0;
}
