import { letterNode, withValues } from "../check/maker";
import type { Condition, Fn, Term } from "../check/term";
import type { FunctionName } from "../functions/table";
import { attempt } from "../symbolic/build";
import type { Node } from "../symbolic/graph";
import type { Refuted, Verdict } from "./decide";
import { type Numbers, numbersOf } from "./numbers";
import { quadraticIn, scalarised } from "./quadratic";
import { realToNumber } from "./real";
import type { Subject } from "./subject";
import { functionSubject, matrixSubject } from "./subject-of";
import { nodeOf } from "./task";
import type { Task } from "./world";

/** Functions of one matrix whose answer is a number or a list: the matrix is what there is to see. */
const seen: ReadonlySet<string> = new Set<FunctionName>([
  "cond",
  "det",
  "eig",
  "lambda_max",
  "logdet",
  "norm",
  "normop",
  "rank",
  "tr",
]);
/** A picture of more cells shows nothing. */
const mostCells = 10_000;

/** The matrix behind an answer: A of `cond A`, and of `A \ b` with its right side and its solution. */
export function subjectBehind(task: Task, term: Term): Subject | undefined {
  if (term.op === "call" && seen.has(term.name)) return matrixOf(task, term.args[0]);
  if (term.op === "norm") return matrixOf(task, term.of);
  if (term.op !== "mul" || term.word !== "\\") return undefined;
  const A = matrixOf(task, term.left);
  const [b, x] = [term.right, term].map((one) => entriesOf(task, one));
  return A?.kind === "matrix" && b && x ? { ...A, solves: { b, x } } : A;
}

function matrixOf(task: Task, term: Term | undefined): Subject | undefined {
  const numbers = term && numbersIn(task, term);
  const name = term && task.context.text.slice(term.from, term.to).trim();
  return numbers && numbers.cols > 1 ? matrixSubject(numbers, name) : undefined;
}

function numbersIn(task: Task, term: Term): Numbers | undefined {
  const node = attempt(() => withValues(task.maker, nodeOf(task, term))).value;
  if (!node || !(Number(node.rows) * Number(node.cols) <= mostCells)) return undefined;
  return attempt(() => numbersOf(task.world.b, node)).value;
}

function entriesOf(task: Task, term: Term): readonly number[] | undefined {
  const numbers = numbersIn(task, term);
  return numbers?.cols === 1 ? numbers.entries.map(realToNumber) : undefined;
}

/** The functions that the sides of a check are about: f of ∇f, ∇²f and f(x). */
export function functionsOf({ operands }: Condition): Fn[] {
  return operands.flatMap((term) => {
    if (term.op === "derive") return term.of.fn ? [term.of.fn] : [];
    return term.op === "apply" ? [term.fn] : [];
  });
}

/** What a check is about, with the point that refutes it and what both sides are there; of an order, the matrix. */
export function checkedSubject(
  task: Task,
  fns: readonly (Fn | undefined)[],
  verdict: Verdict,
  nodes: readonly Node[],
): Subject | undefined {
  const fn = fns.find((one) => one !== undefined);
  const f = fn && attempt(() => scalarised(task.world, fn)).value;
  if (!f) {
    const matrix = nodes.map((node) => numbersOf(task.world.b, node)).find((one) => one && one.cols > 1);
    return matrix ? matrixSubject(matrix) : undefined;
  }
  const found = verdict.kind === "refuted" ? whereRefuted(task, f.fn, verdict) : undefined;
  const q = attempt(() => quadraticIn(task.world, f)).value;
  return functionSubject(f, { q, ...(found?.at.length === f.coords.length ? found : {}) });
}

/** The refuting point in the coordinates of the function, and both sides as lists of numbers. */
function whereRefuted(
  task: Task,
  fn: Fn,
  { difference }: Refuted,
): { readonly at: number[]; readonly sides: readonly [number[], number[]] } | undefined {
  if (!difference) return undefined;
  const { point, left, right } = difference;
  const at = fn.params.flatMap((letter) => point.values.get(letterNode(task.maker, letter))?.data ?? []);
  const sides = [left, right].map(({ entries }) => entries.map(realToNumber));
  return { at: at.map(realToNumber), sides: [sides[0]!, sides[1]!] };
}
