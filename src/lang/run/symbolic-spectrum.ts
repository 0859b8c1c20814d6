import { attempt, type Builder } from "../symbolic/build";
import type { Node } from "../symbolic/graph";
import { printLatex } from "../symbolic/print";
import { formula, reply } from "./reply";
import type { Outcome, Task } from "./world";

/** The eigenvalues of a matrix of letters where they are short: of a triangular one its diagonal, of a symmetric 2×2 one by its trace and determinant. */
export function symbolicSpectrum(task: Task, A: Node): Outcome | undefined {
  const { b } = task.world;
  const values = attempt(() => diagonalOf(b, A) ?? ofTwo(b, A)).value;
  if (!values) return undefined;
  return {
    defines: [],
    answer: reply({
      text: values.map((x) => formula(task.world, x)).join(", "),
      latex: () => values.map((x) => printLatex(b.graph, x)).join(",\\; "),
    }),
  };
}

function diagonalOf(b: Builder, A: Node): Node[] | undefined {
  if (A.op !== "literal" || A.rows !== A.cols) return undefined;
  const n = Number(A.rows);
  const at = (i: number, j: number) => A.args[i * n + j];
  const isZero = (x: Node) => x.op === "zero" || b.rational(x) === 0;
  const all = (hold: (i: number, j: number) => boolean) =>
    A.args.every((x, k) => !hold(Math.floor(k / n), k % n) || isZero(x));
  if (!all((i, j) => i > j) && !all((i, j) => i < j)) return undefined;
  return Array.from({ length: n }, (_, i) => at(i, i));
}

/** (a + d)/2 ± √(((a − d)/2)² + bc). */
function ofTwo(b: Builder, A: Node): Node[] | undefined {
  if (A.op !== "literal" || A.rows !== 2 || A.cols !== 2) return undefined;
  const [p, q, r, s] = A.args;
  if (q !== r) return undefined;
  const half = b.num({ n: 1, d: 2 });
  const inside = b.expand(b.add(b.pow(b.sub(p, s), b.num(2)), b.scale(4, b.mul(q, r))));
  const root = b.mul(half, b.pow(inside, half));
  const middle = b.mul(half, b.add(p, s));
  return [b.sub(middle, root), b.add(middle, root)];
}
