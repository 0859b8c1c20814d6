import { Q, type Rational } from "../../core/num/rational";
import { addSurds } from "../../core/num/surd";
import { bestMomentum, bestNesterov } from "../../core/quadratic/theory";
import type { Text } from "../../words/text";
import { complain } from "../check/context";
import { withValues } from "../check/maker";
import type { Clause, Statement } from "../syntax/tree";
import { asSurd, type QuadraticForm } from "./form";
import { numbersOf } from "./numbers";
import { floatText, type Real, realText, realToNumber } from "./real";
import { clauseOf, nodeOf, read } from "./task";
import type { Task } from "./world";

type Optimise = Statement & { readonly kind: "optimise" };

/** How an optimiser runs. */
export interface Settings {
  readonly step: number;
  readonly stepReal: Real;
  readonly beta: number;
  readonly tol: number;
  readonly most: number;
}

/** The numbers behind a word of the statement; `undefined` where it is missing, or has none. */
export function clauseNumbers(task: Task, clauses: readonly Clause[], word: string): readonly Real[] | undefined {
  const clause = clauseOf(clauses, word);
  if (!clause) return undefined;
  const terms = read(task, clause.values);
  if (!terms) return undefined;
  const numbers = terms.map((term) => numbersOf(task.world.b, withValues(task.maker, nodeOf(task, term))));
  if (numbers.some((value) => !value)) {
    complain(
      task.context,
      "no-value",
      { name: task.context.text.slice(clause.values[0].from, clause.values[0].to), word },
      clause,
    );
    return undefined;
  }
  return numbers.flatMap((value) => value?.entries ?? []);
}

/** Step, momentum, tolerance; a step beyond 2/λmax is warned of, with the best step as its fix. */
export function settingsOf(
  task: Task,
  { word, clauses }: Optimise,
  q: QuadraticForm | undefined,
): Settings | undefined {
  const { context } = task;
  const one = (name: string): Real | undefined => clauseNumbers(task, clauses, name)?.[0];
  const eigenvalues = q?.form.eigenvalues ?? [];
  const [low, high] = [eigenvalues[0], eigenvalues[eigenvalues.length - 1]].map((x) =>
    x === undefined ? Number.NaN : realToNumber(x),
  );
  const isConvex = low > 0;
  const best =
    word === "momentum" && isConvex
      ? bestMomentum(low, high)
      : word === "nesterov" && isConvex
        ? bestNesterov(low, high)
        : {
            step: word === "gd" && isConvex ? 2 / (low + high) : word === "adam" ? 0.1 : high > 0 ? 1 / high : 0.01,
            beta: 0.9,
          };
  const stepReal = one("step") ??
    (word === "gd" && isConvex ? bestFixed(eigenvalues) : undefined) ?? { approx: best.step };
  const beta = one("β") ?? one("momentum") ?? { approx: best.beta };
  const tol = one("tol");
  const most = one("steps");
  if (context.failed) return undefined;
  const step = realToNumber(stepReal);
  if (isOutOfRange(task, clauses, { step: stepReal, β: beta, tol, steps: most })) return undefined;
  const clause = clauseOf(clauses, "step");
  if (clause && word === "gd" && high > 0 && step > (2 / high) * (1 + 1e-12)) {
    const bestText = exactSum(eigenvalues) ?? floatText(2 / (low + high), 4);
    const facts = { step: realText(stepReal), bound: floatText(2 / high, 2), best: bestText };
    const at = { from: clause.values[0].from, to: clause.values[0].to };
    complain(
      context,
      "step-too-large",
      facts,
      clause,
      isConvex
        ? [
            {
              title: { en: `Use step ${bestText}`, zh: `改用步长 ${bestText}` },
              edits: [{ ...at, text: bestText }],
              preferred: true,
            },
          ]
        : [],
    );
  }
  const limit = task.world.limits.iterations;
  const asked = most ? realToNumber(most) : limit;
  if (asked > limit) {
    complain(context, "limit-iterations", { limit }, clauseOf(clauses, "steps") ?? clauses[0]);
    return undefined;
  }
  return { step, stepReal, beta: realToNumber(beta), tol: tol ? realToNumber(tol) : 1e-6, most: Math.floor(asked) };
}

const settingRanges: Readonly<Record<string, { readonly needs: Text; readonly holds: (x: number) => boolean }>> = {
  step: { needs: { en: "a number above 0", zh: "正数" }, holds: (x) => x > 0 },
  β: {
    needs: { en: "a number from 0 up to, but not, 1", zh: "不小于 0 且小于 1 的数" },
    holds: (x) => x >= 0 && x < 1,
  },
  tol: { needs: { en: "a number not below 0", zh: "不小于 0 的数" }, holds: (x) => x >= 0 },
  steps: { needs: { en: "a whole number above 0", zh: "正整数" }, holds: (x) => x > 0 && Number.isInteger(x) },
};

/** Whether a setting that was written is one that no run can have; says so. */
function isOutOfRange(
  task: Task,
  clauses: readonly Clause[],
  values: Readonly<Record<string, Real | undefined>>,
): boolean {
  for (const clause of clauses) {
    const name = clause.word === "momentum" ? "β" : clause.word;
    const value = values[name];
    const range = settingRanges[name];
    if (!range || value === undefined || range.holds(realToNumber(value))) continue;
    const got = realText(value);
    complain(task.context, "setting-range", { word: clause.word, needs: range.needs, got }, clause.values[0] ?? clause);
    return true;
  }
  return false;
}

/** 2/(λmin + λmax) where it is a fraction. */
function bestFixed(eigenvalues: readonly Real[]): Rational | undefined {
  const [a, b] = [asSurd(eigenvalues[0]), asSurd(eigenvalues[eigenvalues.length - 1])];
  const sum = a && b && addSurds(a, b);
  return sum?.q === 0n && sum.p !== 0n ? Q.div(2, Q.ratio(sum.p, sum.s)) : undefined;
}

/** 2/(λmin + λmax) where it is a short fraction. */
function exactSum(eigenvalues: readonly Real[]): string | undefined {
  const step = bestFixed(eigenvalues);
  const text = step && Q.format(step);
  return text && text.length <= 12 ? text : undefined;
}
