import { equality } from "../../../src/lang/run/agree";
import { builder } from "../../../src/lang/symbolic/build";
import type { Graph, Node } from "../../../src/lang/symbolic/graph";
import { rebuild } from "../../../src/lang/symbolic/rewrite";

/** The verdict on a = b, worked out to the end. */
export function verdictOn(g: Graph, a: Node, b: Node): "proved" | "refuted" | "undecided" {
  const work = equality(g, a, b);
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value.kind;
}

/** Wrong versions of a right answer: a sign, a factor 2, a term dropped or turned, a square matrix transposed. */
export function mutantsOf(g: Graph, right: Node): Node[] {
  const b = builder(g);
  const found: Node[] = [b.neg(right), b.scale(2, right)];
  if (right.op === "sum") {
    right.args.forEach((_, i) => {
      const keep = <T>(list: readonly T[]) => list.filter((__, k) => k !== i);
      if (right.args.length > 1) found.push(b.sum(keep(right.args), keep(right.coefs)));
      found.push(b.sum([right, right.args[i]!], [1, { n: 1, d: 3 }]));
    });
  }
  if (right.rows === right.cols && right.rows !== 1) found.push(b.transpose(right));
  const inner = transposedInside(g, right);
  if (inner) found.push(inner);
  return found.filter((wrong) => wrong !== right);
}

/** The expression with its first square matrix symbol transposed. */
function transposedInside(g: Graph, n: Node): Node | undefined {
  const b = builder(g);
  let done = false;
  const visit = (a: Node): Node => {
    if (done) return a;
    if (a.op === "sym" && a.rows === a.cols && a.rows !== 1 && b.transpose(a) !== a) {
      done = true;
      return b.transpose(a);
    }
    if (a.op === "transpose" && a.rows === a.cols) {
      done = true;
      return a.args[0]!;
    }
    return a.args.length === 0 ? a : rebuild(g, a, a.args.map(visit));
  };
  const out = visit(n);
  return done ? out : undefined;
}
