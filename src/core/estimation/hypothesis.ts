import { normalQuantile } from "../num/error-inverse";
import { trySolve } from "../num/factor";
import { gammaPInverse, gammaQ } from "../num/incomplete-gamma";
import { solveIncreasing } from "../num/root";
import type { Likelihood } from "./likelihood";

/** A statistic that is χ² with one degree of freedom for large samples, if the parameter has the value asked about. */
export interface TestResult {
  /** NaN where the test has no value: Wald's at an end of the range, where the curvature has none. */
  readonly statistic: number;
  readonly p: number;
}

export interface ThreeTests {
  /** 2[ℓ(θ̂) − ℓ(θ̃)]: how much lower it is there. */
  readonly ratio: TestResult;
  /** (θ̂ − θ₀)²/se²: how far away it is, by the curvature at the top. */
  readonly wald: TestResult;
  /** u² / I: how steep it is there. */
  readonly score: TestResult;
  /** The maximum with the parameter held at θ₀. */
  readonly restricted: readonly number[];
}

const judged = (statistic: number): TestResult => ({
  statistic,
  p: Number.isNaN(statistic) ? Number.NaN : gammaQ(0.5, Math.max(0, statistic) / 2),
});

/** Likelihood ratio, Wald's and the score test of "parameter j is θ₀". Undefined where θ₀ is out of range or there is no maximum. */
export function threeTests(ell: Likelihood, j: number, theta0: number): ThreeTests | undefined {
  const { maximum } = ell;
  const restricted = ell.restricted(j, theta0);
  if (!restricted || maximum.kind === "none" || maximum.kind === "unbounded") return undefined;
  const drop = 2 * (ell.value(maximum.at) - ell.value(restricted));
  const se = standardError(ell, j);
  const away = (maximum.at[j]! - theta0) / se;
  const score = ell.score(restricted);
  const solved = trySolve(ell.information(restricted), score);
  const steep = solved ? solved.reduce((sum, entry, i) => sum + entry * score[i]!, 0) : Number.NaN;
  return { ratio: judged(drop), wald: judged(away * away), score: judged(steep), restricted };
}

/** √ of the inverse observed information at the maximum; NaN at an end of the range. */
export function standardError(ell: Likelihood, j: number): number {
  const { maximum } = ell;
  if (maximum.kind !== "interior") return Number.NaN;
  const unit = new Float64Array(maximum.at.length);
  unit[j] = 1;
  const column = trySolve(
    ell.hessian(maximum.at).map((entry) => -entry),
    unit,
  );
  return column ? Math.sqrt(column[j]!) : Number.NaN;
}

/** θ̂ ± z se, which may reach beyond the range of the parameter. */
export function waldInterval(ell: Likelihood, j: number, level: number): readonly [number, number] {
  const z = -normalQuantile((1 - level) / 2);
  const se = standardError(ell, j);
  const at = ell.maximum.at[j] ?? Number.NaN;
  return [at - z * se, at + z * se];
}

/** ℓ at its highest with parameter j held at a value; −∞ out of range. */
export function profile(ell: Likelihood, j: number, at: number): number {
  const theta = ell.restricted(j, at);
  return theta ? ell.value(theta) : Number.NEGATIVE_INFINITY;
}

/** All values that the likelihood ratio does not reject: where the profile is at most ½ χ² below its top. */
export function ratioInterval(ell: Likelihood, j: number, level: number): readonly [number, number] | undefined {
  return invert(ell, j, (theta) => 2 * (ell.value(ell.maximum.at) - profile(ell, j, theta)), level);
}

/** All values that the score test does not reject; for a coin, Wilson's interval. */
export function scoreInterval(ell: Likelihood, j: number, level: number): readonly [number, number] | undefined {
  return invert(ell, j, (theta) => threeTests(ell, j, theta)?.score.statistic ?? Number.POSITIVE_INFINITY, level);
}

/** From the maximum outwards on both sides to where the statistic reaches the χ² quantile. */
function invert(
  ell: Likelihood,
  j: number,
  statistic: (theta: number) => number,
  level: number,
): readonly [number, number] | undefined {
  const { maximum } = ell;
  if (maximum.kind !== "interior" && maximum.kind !== "border") return undefined;
  const most = 2 * gammaPInverse(0.5, level);
  const at = maximum.at[j]!;
  const guess = standardError(ell, j);
  const size = guess > 0 ? guess : Math.max(1e-3, Math.abs(at) / 10);
  const side = (sign: 1 | -1): number => {
    const miss = (distance: number): number => {
      const value = statistic(at + sign * distance);
      return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value - most;
    };
    let far = size;
    for (let k = 0; k < 60 && !(miss(far) > 0); k++) far *= 2;
    return at + sign * solveIncreasing((t) => [miss(t), Number.NaN], 0, far, far / 2);
  };
  return [side(-1), side(1)];
}
