import { Q, type Rational } from "../../core/num/rational";
import { quadraticOf } from "../../core/quadratic/form";
import { type Method, optimise as runMethod } from "../../core/quadratic/methods";
import { type Objective, objectiveOf } from "../../core/quadratic/objective";
import type { Trace } from "../../core/quadratic/trace";
import { complain } from "../check/context";
import { derivative } from "../symbolic/differential";
import type { Statement } from "../syntax/tree";
import { pointLatex, pointText, pointValue } from "./describe";
import { compile } from "./evaluate";
import { dotOf, type QuadraticForm } from "./form";
import { knobsAt } from "./knobs";
import { quadraticIn, type Scalarised, scalarised } from "./quadratic";
import { rateText } from "./rates";
import { floatText, isRational, type Real, realText, realToNumber } from "./real";
import { reply } from "./reply";
import { clauseNumbers, settingsOf } from "./settings";
import type { Knob, Trace as SubjectTrace } from "./subject";
import { functionSubject } from "./subject-of";
import { bringParameters, clauseOf } from "./task";
import { functionOf } from "./unnamed";
import type { Outcome, Task, World } from "./world";

type Of<K extends Statement["kind"]> = Statement & { readonly kind: K };

/** A function with value, gradient and Hessian in floating point; `undefined` if it has letters without values. */
export function objectiveIn({ b }: World, { coords, body }: Scalarised): Objective | undefined {
  const n = coords.length;
  const slopes = coords.map((x) => derivative(b.graph, body, x));
  const value = compile([body], coords);
  const gradient = compile(slopes, coords);
  if (!value || !gradient) return undefined;
  let curvature: ReturnType<typeof compile>;
  return {
    n,
    value: (x) => value.run(x),
    gradientInto: (out, x) => gradient.runAll(x, out),
    hessianInto: (out, x) => {
      curvature ??= compile(
        slopes.flatMap((slope) => coords.map((y) => derivative(b.graph, slope, y))),
        coords,
      );
      curvature?.runAll(x, out);
    },
  };
}

/** `gd q from (2, 1) step 2/7 tol 1e-6` and its like. */
export function* optimise(task: Task, tree: Of<"optimise">): Generator<void, Outcome, void> {
  const { context, world } = task;
  const { word, clauses } = tree;
  bringParameters(task, [tree.of]);
  const fn = functionOf(task, tree.of, word);
  const label = context.text.slice(tree.of.from, tree.of.to).trim();
  const nothing: Outcome = { defines: [] };
  if (!fn) return nothing;
  const f = scalarised(world, fn);
  const objective = f && objectiveIn(world, f);
  if (!f || !objective) {
    if (fn.body.rows !== 1 || fn.body.cols !== 1)
      complain(context, "not-scalar-function", { word, name: fn.name }, tree.of);
    else complain(context, "no-value", { name: fn.name, word }, tree.of);
    return nothing;
  }
  const start = clauseNumbers(task, clauses, "from");
  if (!start) {
    if (!context.failed && !clauseOf(clauses, "from"))
      complain(
        context,
        "missing-part",
        { word, part: "from", example: `${word} ${label} from (${f.names.map(() => "1").join(", ")})` },
        tree.of,
      );
    return nothing;
  }
  if (start.length !== objective.n) {
    complain(
      context,
      "point-size",
      { name: fn.name, needs: objective.n, got: start.length },
      clauseOf(clauses, "from") ?? tree.of,
    );
    return nothing;
  }
  const q = quadraticIn(world, f);
  const settings = settingsOf(task, tree, q);
  if (!settings) return nothing;
  if ((word === "cg" || word === "jacobi") && q && !admits(task, tree, q, label)) return nothing;
  if (word === "jacobi" && !q) {
    complain(
      context,
      "unknown",
      { what: `jacobi ${label}`, why: { en: `${label} is no quadratic`, zh: `${label} 不是二次函数` } },
      tree.of,
    );
    return nothing;
  }
  const floatStart = start.map(realToNumber);
  const goal: Objective = q
    ? objectiveOf(quadraticOf(q.form.A.flat().map(realToNumber), q.b.map(realToNumber), realToNumber(q.c)))
    : objective;
  const method: Method = word === "cg" && !q ? "polak-ribiere" : word;
  const running = runMethod(
    method,
    goal,
    floatStart,
    { step: settings.step, beta: settings.beta },
    { tolerance: settings.tol, maxSteps: settings.most, yieldEvery: 256 },
  );
  let next = running.next();
  while (!next.done) {
    yield;
    next = running.next();
  }
  const trace = next.value;
  const rate = q ? rateText(word, settings, q) : undefined;
  const exactPath = word === "cg" && q ? exactCg(q, start) : undefined;
  const end = exactPath ? exactPath[exactPath.length - 1] : nearReal(q, trace);
  const value = pointValue(end);
  const subject = functionSubject(f, {
    q,
    trace: traceOf(word, trace, rate?.value),
    at: [...trace.last],
    knobs: knobsOf(tree, context.text),
  });
  return {
    defines: [],
    subject,
    answer: reply({
      ...sentence(trace, rate?.text, exactPath, end),
      value,
      tone: trace.outcome === "converged" || exactPath ? "value" : "bad",
    }),
  };
}

/** The sentence of a run: how many steps, at which rate, to which point, or why it stopped. */
function sentence(
  trace: Trace,
  rate: string | undefined,
  path: readonly (readonly Real[])[] | undefined,
  end: readonly Real[],
) {
  const steps = (n: number) => `${n} ${n === 1 ? "step" : "steps"}`;
  if (path && path.length <= 5 && path.flat().every((x) => realText(x).length <= 24)) {
    const text = `${steps(path.length - 1)}: ${path.map((point) => pointText(point)).join(" → ")}`;
    return {
      text,
      latex: path.map(pointLatex).join(" \\to "),
      short: text.length <= 60 ? text : `${steps(path.length - 1)} → ${pointText(end)}`,
    };
  }
  const where = `→ ${pointText(end)}`;
  if (path)
    return { text: `${steps(path.length - 1)} ${where}${rate ? `   rate ${rate}` : ""}`, latex: pointLatex(end) };
  const ending: Readonly<Record<Trace["outcome"], string>> = {
    converged: "",
    limit: `not converged in ${steps(trace.steps)}`,
    diverged: `diverges: ‖∇‖ ${floatText(trace.gradientNorms[trace.steps], 3)} after ${steps(trace.steps)}`,
    "not-convex": `stopped: the curvature along the direction is not positive (${steps(trace.steps)})`,
    singular: `stopped: a singular system (${steps(trace.steps)})`,
    undefined: `stopped: undefined at ${pointText(end)}`,
  };
  const head = ending[trace.outcome] || steps(trace.steps);
  const rated = rate ? `, rate ${rate}` : "";
  const text = trace.outcome === "diverged" ? `${head}${rated}` : `${head}${rated}   ${where}`;
  return { text, latex: `${trace.steps}\\text{ steps},\\; x_{${trace.steps}} = ${pointLatex(end)}` };
}

/** The end of a run: the exact minimiser when the run reached it to the last digit, else floating point. */
function nearReal(q: QuadraticForm | undefined, trace: Trace): readonly Real[] {
  const exact = q?.stationary.kind === "one" ? q.stationary.x : undefined;
  if (exact?.every((x, i) => Math.abs(realToNumber(x) - trace.last[i]) <= 4e-16 * Math.max(1, Math.abs(trace.last[i]))))
    return exact;
  return [...trace.last].map((approx): Real => ({ approx }));
}

/** CG and Jacobi's iteration need a positive definite Hessian; says so with the vector that shows it. */
function admits(task: Task, { word, of }: Of<"optimise">, q: QuadraticForm, label: string): boolean {
  const { down, definiteness } = q.form;
  if (
    definiteness === "positive definite" ||
    (definiteness === "positive semidefinite" && q.stationary.kind !== "none")
  )
    return true;
  if (down)
    complain(task.context, "needs-definite", { word, vector: pointText(down.vector), value: realText(down.value) }, of);
  else
    complain(
      task.context,
      "unknown",
      {
        what: `${word} ${label}`,
        why: { en: "its Hessian is singular and b is not in its range", zh: "其 Hessian 奇异且 b 不在其值域中" },
      },
      of,
    );
  return false;
}

/** Conjugate gradients over the rationals: at most n steps, each point exact. */
function exactCg({ form, b }: QuadraticForm, start: readonly Real[]): readonly (readonly Rational[])[] | undefined {
  const { exact: A } = form;
  if (!A || A.length > 12 || !start.every(isRational) || !b.every(isRational)) return undefined;
  const times = (v: readonly Rational[]) => A.map((row) => dotOf(row, v));
  let x = [...(start as Rational[])];
  let r = times(x).map((y, i) => Q.sub(b[i] as Rational, y));
  let d = r;
  let size = dotOf(r, r);
  const path = [x];
  for (let k = 0; k < A.length && Q.sign(size) !== 0; k++) {
    const Ad = times(d);
    const curvature = dotOf(d, Ad);
    if (Q.sign(curvature) <= 0) return undefined;
    const alpha = Q.div(size, curvature);
    x = x.map((y, i) => Q.add(y, Q.mul(alpha, d[i])));
    r = r.map((y, i) => Q.sub(y, Q.mul(alpha, Ad[i])));
    const before = size;
    size = dotOf(r, r);
    const beta = Q.div(size, before);
    d = r.map((y, i) => Q.add(y, Q.mul(beta, d[i])));
    path.push(x);
  }
  return path;
}

function traceOf(method: string, trace: Trace, rate: number | undefined): SubjectTrace {
  const every = Math.max(1, Math.ceil(trace.kept / 2000));
  const stepOf: number[] = [];
  for (let k = 0; k < trace.kept; k += every) stepOf.push(k);
  if (stepOf.at(-1) !== trace.kept - 1) stepOf.push(trace.kept - 1);
  return {
    method,
    points: stepOf.map((k) => [...trace.points.subarray(k * trace.n, (k + 1) * trace.n)]),
    stepOf,
    values: stepOf.map((k) => trace.values[k]),
    gradientNorms: stepOf.map((k) => trace.gradientNorms[k]),
    steps: trace.steps,
    converged: trace.outcome === "converged",
    ...(rate === undefined ? {} : { rate }),
  };
}

const roles: Readonly<Record<string, Knob["role"]>> = { from: "start", step: "step" };

/** The numbers of the statement that may be dragged: the start's entries, the step and the other settings. */
function knobsOf({ clauses }: Of<"optimise">, text: string): Knob[] {
  return clauses.flatMap(({ word, values }) => {
    const places = values.flatMap((value) =>
      value.kind === "tuple" ? value.items : value.kind === "list" ? value.rows.flat() : [value],
    );
    return knobsAt(text, places, roles[word] ?? "number");
  });
}
