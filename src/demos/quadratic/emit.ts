import type { EmitTarget } from "../demo";
import type { Model, Run } from "./model";
import { typedOf } from "./model";
import { toPython } from "./python";
import { toTypescript } from "./typescript";

const num = (value: number): string => String(value);
const pair = (point: ArrayLike<number>): string => `(${num(point[0]!)}, ${num(point[1]!)})`;

/** The statement that repeats a run: the same start, numbers, tolerance and allowance. */
function statementOf({ racer, step, beta }: Run, model: Model): string {
  const tail = `tol ${num(Number(model.values["tolerance"]))} steps ${num(Number(model.values["steps"]))}`;
  const from = `f from ${pair(model.start)}`;
  switch (racer) {
    case "gd":
    case "adam":
      return `${racer} ${from} step ${num(step)} ${tail}`;
    case "momentum":
    case "nesterov":
      return `${racer} ${from} step ${num(step)} β ${num(beta)} ${tail}`;
    default:
      return `${racer} ${from} ${tail}`;
  }
}

/** Preconditioned CG as what it is: CG in the coordinates y with x = E y, E = diag(A)^(-1/2). */
function preconditioned({ quadratic, start, values }: Model): string[] {
  const [p, s] = [quadratic.A[0]!, quadratic.A[3]!];
  if (!(p > 0 && s > 0)) return ["# preconditioned CG needs a positive diagonal"];
  const tail = `tol ${num(Number(values["tolerance"]))} steps ${num(Number(values["steps"]))}`;
  const at = [start[0] * Math.sqrt(p), start[1] * Math.sqrt(s)];
  return [
    "# preconditioned CG is CG in the coordinates y with x = E y",
    `E = [1/sqrt(${num(p)}), 0; 0, 1/sqrt(${num(s)})]`,
    "g(y) = f(E y)",
    `cg g from ${pair(at)} ${tail}`,
  ];
}

function toNabla(model: Model): string {
  const { A, b, c } = model.quadratic;
  const typed = typedOf(model);
  const head = typed
    ? [typed.source]
    : [
        `A = [${num(A[0]!)}, ${num(A[1]!)}; ${num(A[2]!)}, ${num(A[3]!)}]`,
        `b = [${num(b[0]!)}; ${num(b[1]!)}]`,
        `f(x) = 1/2 x' A x - b' x${c === 0 ? "" : c < 0 ? ` - ${num(-c)}` : ` + ${num(c)}`}`,
        "minimise f",
      ];
  const runs = model.runs.flatMap((run) => {
    if (run.racer === "pcg" && !typed) return preconditioned(model);
    if (typed && (run.racer === "pcg" || run.racer === "jacobi"))
      return [`# no statement of the language is ${run.racer} on a function that is no quadratic`];
    if (run.racer === "cg" && !typed && model.analysis.inertia.negative > 0)
      return [`# not asked for, since A is not positive definite: ${statementOf(run, model)}`];
    return [statementOf(run, model)];
  });
  return [...head, ...runs, "plot f", ""].join("\n");
}

/** The inspected run as a program: its first `step` updates, or all of them at the start. */
export function emit(model: Model, step: number, target: EmitTarget): string {
  if (target === "nabla") return toNabla(model);
  const all = model.inspected.trace.steps;
  const count = Math.min(step === 0 ? all : step, all);
  return target === "python" ? toPython(model, count) : toTypescript(model, count);
}
