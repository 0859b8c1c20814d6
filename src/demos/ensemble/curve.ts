import { type Boosted, boostGradient } from "../../core/ensemble/boosting";
import { columnsOf } from "../../core/ensemble/samples";
import { leafAt } from "../../core/ensemble/tree";
import { createRng } from "../../core/num/rng";
import type { Context, Values } from "../demo";
import { domainOf } from "../frame";
import { stopOf } from "./boosting";
import { numberOf } from "./lesson";
import { rowsOfRound } from "./rounds";

export interface CurveModel {
  readonly values: Values;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly freshX: Float64Array;
  readonly freshY: Float64Array;
  readonly truth?: Float64Array;
  readonly boosted: Boosted;
  /** F on the grid before round 1 and after each. */
  readonly grid: Float64Array;
  readonly F: readonly Float64Array[];
  readonly rows: readonly Float64Array[];
  readonly fresh: Float64Array;
  readonly best: number;
  readonly stop: number;
}

const bookY = [5.56, 5.7, 5.91, 6.4, 6.8, 7.05, 8.9, 8.7, 9, 9.05];

const CELLS = 241;

const truths: Readonly<Record<string, (x: number) => number>> = {
  sine: (x) => 3 * Math.sin(1.3 * x) + 0.4 * x,
  steps: (x) => (x < 2 ? 1 : x < 5 ? 4 : x < 7 ? 2.5 : 6),
  outliers: (x) => 0.8 * x + 1,
};

function makeCurve(kind: string, seed: number): Pick<CurveModel, "x" | "y" | "freshX" | "freshY"> {
  if (kind === "table") {
    const x = Float64Array.from({ length: 10 }, (_, i) => i + 1);
    const y = Float64Array.from(bookY);
    return { x, y, freshX: x, freshY: y };
  }
  const rng = createRng(seed, 31);
  const draw = (n: number, wild: number): [Float64Array, Float64Array] => {
    const x = Float64Array.from({ length: n }, () => 10 * rng.nextFloat()).sort();
    return [
      x,
      x.map(
        (v) =>
          truths[kind](v) +
          (kind === "steps" ? 0.5 : 0.8) * rng.nextNormal() +
          (rng.nextFloat() < wild ? 18 * (rng.nextFloat() - 0.3) : 0),
      ),
    ];
  };
  const [x, y] = draw(70, kind === "outliers" ? 0.12 : 0);
  const [freshX, freshY] = draw(200, 0);
  return { x, y, freshX, freshY };
}

export function compute(values: Values, seed: number, context: Context): CurveModel {
  const kind = String(values["curve"]);
  const data = makeCurve(kind, seed);
  const rounds = numberOf(values, "trees");
  const run = boostGradient(columnsOf([data.x]), data.y, {
    loss: String(values["loss"]) as "squared" | "absolute" | "huber",
    rounds,
    rate: numberOf(values, "rate"),
    maxDepth: numberOf(values, "weak"),
    minLeaf: Math.min(numberOf(values, "leaf"), data.x.length),
    ...rowsOfRound(values),
    rng: createRng(seed, 32),
  });
  let next = run.next();
  for (; !next.done; next = run.next()) {
    context.checkpoint();
    context.progress(next.value / rounds);
  }
  const boosted = next.value;
  const [low, high] = domainOf(data.x, 0.03);
  const grid = Float64Array.from({ length: CELLS }, (_, k) => low + (k / (CELLS - 1)) * (high - low));
  const fresh = Float64Array.from(staged(boosted, data.freshX), (F) =>
    F.reduce((sum, f, i) => sum + (f - data.freshY[i]) ** 2 / F.length, 0),
  );
  return {
    values,
    ...data,
    ...(kind === "table" ? {} : { truth: grid.map(truths[kind]) }),
    boosted,
    grid,
    F: staged(boosted, grid),
    rows: staged(boosted, data.x),
    fresh,
    best: fresh.reduce((at, e, m) => (e < fresh[at] ? m : at), 0),
    stop: stopOf(fresh, numberOf(values, "patience")),
  };
}

/** F before round 1 and after each at the numbers of a list. */
function staged({ base, rate, trees }: Boosted, x: Float64Array): Float64Array[] {
  const out = [new Float64Array(x.length).fill(base)];
  trees.forEach((tree, m) => void out.push(out[m].map((f, i) => f + rate * tree.value[leafAt(tree, [x[i]])])));
  return out;
}
