import type { Vector } from "../../core/num/dense";
import { applyInto } from "../../core/num/dense";
import { createRng } from "../../core/num/rng";
import { energyDistance, quadraticOf } from "../../core/quadratic/form";
import { optimise } from "../../core/quadratic/methods";
import { objectiveOf } from "../../core/quadratic/objective";
import { matrixWithSpectrum } from "../../core/quadratic/spectrum";
import { bestMomentum, bestStep } from "../../core/quadratic/theory";
import { rowOf } from "../../core/quadratic/trace";
import type { Context, Values } from "../demo";
import { type ReadMatrix, readMatrix } from "./own";

/** Four methods on one quadratic of n variables with a chosen spectrum. */
export interface Spread {
  /** Ascending. */
  readonly eigenvalues: readonly number[];
  readonly distinct: number;
  readonly condition: number;
  /** ‖e_k‖_A/‖e₀‖_A. */
  readonly errors: { readonly cg: Vector; readonly steepest: Vector; readonly gd: Vector; readonly momentum: Vector };
  /** α_k and β_k of CG, from which its polynomial is made. */
  readonly sizes: Vector;
  readonly betas: Vector;
  readonly steps: number;
  /** The person's own matrix where that is raced, or why it is not. */
  readonly own?: ReadMatrix;
}

/** The eigenvalues the controls ask for, ascending. */
function chosenSpectrum(values: Values, seed: number): number[] {
  // Without a matrix that can be used the file's place is taken by what is drawn.
  if (values["shape"] === "own" || values["shape"] === "file") {
    const own = (values["spectrum"] as readonly number[]).filter((value) => value > 0 && Number.isFinite(value));
    return own.length === 0 ? [1] : [...own].sort((a, b) => a - b);
  }
  const n = Number(values["size"]);
  const top = Number(values["condition"]);
  // The eigenvalues of tridiag(−1, 2, −1).
  if (values["shape"] === "springs")
    return Array.from({ length: n }, (_, j) => 4 * Math.sin((Math.PI * (j + 1)) / (2 * (n + 1))) ** 2);
  const rng = createRng(seed, 7);
  const at = (j: number): number => j / Math.max(1, n - 1);
  const spread: number[] = Array.from({ length: n }, (_, j) => {
    switch (values["shape"]) {
      case "geometric":
        return top ** at(j);
      case "clusters":
        return [1, (1 + top) / 2, top][Math.min(2, Math.floor((3 * j) / n))]! * (1 + 0.002 * rng.nextFloat());
      case "outliers":
        return j === n - 1 ? top : j === n - 2 ? 0.8 * top : 1 + rng.nextFloat();
      default:
        return 1 + (top - 1) * at(j);
    }
  });
  return spread.sort((a, b) => a - b);
}

/** Runs CG and steepest descent on the dense matrix, and the fixed-step methods by the recurrences of their components. */
export function computeSpread(values: Values, seed: number, context: Context): Spread {
  const own =
    values["shape"] === "file" ? context.reuse("matrix", () => readMatrix(context.data("matrix"))) : undefined;
  const matrix = own !== undefined && "matrix" in own ? own.matrix : undefined;
  const eigenvalues = matrix?.eigenvalues ?? chosenSpectrum(values, seed);
  const n = eigenvalues.length;
  const [low, high] = [eigenvalues[0]!, eigenvalues[n - 1]!];
  const limit = Math.min(Number(values["steps"]), 200);
  const rng = createRng(seed, 11);
  const solution = Float64Array.from({ length: n }, () => rng.nextNormal());
  const A = matrix?.A ?? matrixWithSpectrum(eigenvalues, seed);
  const q = quadraticOf(A, applyInto(new Float64Array(n), A, solution));
  const zero = new Float64Array(n);
  const race = (method: "cg" | "steepest") => {
    const run = optimise(
      method,
      objectiveOf(q),
      zero,
      { step: 0, beta: 0 },
      {
        maxSteps: limit,
        tolerance: 1e-12,
        yieldEvery: 8,
      },
    );
    for (;;) {
      const next = run.next();
      if (next.done) return next.value;
      context.checkpoint();
      context.progress(0.5 + (0.5 * next.value) / limit);
    }
  };
  const cg = race("cg");
  const steepest = race("steepest");
  const relative = (trace: typeof cg): Vector => {
    const first = energyDistance(q, zero, solution);
    return Float64Array.from(
      { length: trace.kept },
      (_, k) => energyDistance(q, rowOf(trace.points, n, k), solution) / first,
    );
  };
  const momentum = bestMomentum(low, high);
  const weights = eigenvalues.map(() => createWeight(rng.nextNormal()));
  return {
    eigenvalues,
    distinct: countDistinct(eigenvalues),
    condition: high / low,
    errors: {
      cg: relative(cg),
      steepest: relative(steepest),
      gd: componentErrors(eigenvalues, weights, bestStep(low, high), 0, limit),
      momentum: componentErrors(eigenvalues, weights, momentum.step, momentum.beta, limit),
    },
    sizes: cg.sizes,
    betas: cg.betas,
    steps: cg.steps,
    ...(own === undefined ? {} : { own }),
  };
}

/** A start with a part along every eigenvector. */
const createWeight = (draw: number): number => draw + Math.sign(draw) * 0.1;

/** ‖e_k‖_A/‖e₀‖_A when e_{k+1} = (1 + β − tλ) e_k − β e_{k−1} in each component. */
function componentErrors(
  eigenvalues: readonly number[],
  weights: readonly number[],
  step: number,
  beta: number,
  limit: number,
): Vector {
  let now = [...weights];
  let before = [...weights];
  const norms = new Float64Array(limit + 1);
  for (let k = 0; k <= limit; k++) {
    norms[k] = Math.sqrt(now.reduce((sum, e, j) => sum + eigenvalues[j]! * e * e, 0));
    const next = now.map((e, j) => (1 + beta - step * eigenvalues[j]!) * e - beta * before[j]!);
    before = now;
    now = next;
  }
  return norms.map((value) => value / norms[0]!);
}

/** How many eigenvalues differ from the one before by more than a millionth. */
function countDistinct(sorted: readonly number[]): number {
  return sorted.filter((value, j) => j === 0 || value - sorted[j - 1]! > 1e-6 * value).length;
}
