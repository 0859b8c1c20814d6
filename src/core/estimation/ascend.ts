import type { Numbers, Vector } from "../num/dense";
import { trySolve } from "../num/factor";
import type { Likelihood } from "./likelihood";

/** Gradient ascent with a fixed rate; Newton and Raphson on the observed curvature; Fisher's scoring on the expected one. */
export const climbers = ["gradient", "newton", "scoring"] as const;
export type Climber = (typeof climbers)[number];

/** One iterate with all that led to the next. */
export interface Iterate {
  readonly at: readonly number[];
  readonly value: number;
  readonly score: readonly number[];
  /** ∇²ℓ [p, p]. */
  readonly hessian: readonly number[];
  /** What is added to get to the next iterate; zeros at the last. */
  readonly move: readonly number[];
  /** How often the move was halved because it led down or out of range. */
  readonly halvings: number;
}

/** `converged`: the score is zero to rounding. `left`: the next point is out of range. `flat`: the curvature has no inverse. `stuck`: no part of the move leads up. `budget`: out of steps. */
export type Ending = "converged" | "left" | "flat" | "stuck" | "budget";

export interface Climb {
  readonly iterates: readonly Iterate[];
  readonly ending: Ending;
}

export interface ClimbOptions {
  /** Step size of gradient ascent. */
  readonly rate?: number;
  readonly maxSteps?: number;
  /** Halve a move until it leads up and stays in range. Without it Newton's method runs as it is written, downhill too. */
  readonly careful?: boolean;
}

/** Climbs a log-likelihood and keeps every iterate. @throws RangeError when the start is out of range */
export function climb(ell: Likelihood, climber: Climber, start: Numbers, options: ClimbOptions = {}): Climb {
  const { rate = 0.01, maxSteps = 100, careful = false } = options;
  if (!ell.contains(start))
    throw new RangeError(`the start must lie in the range of ${ell.letters}, got ${Array.from(start)}`);
  const iterates: Iterate[] = [];
  let at = Array.from(start);
  for (let k = 0; ; k++) {
    const value = ell.value(at);
    const score = ell.score(at);
    const hessian = ell.hessian(at);
    const here = { at, value, score: Array.from(score), hessian: Array.from(hessian) };
    const stop = (ending: Ending): Climb => ({
      iterates: [...iterates, { ...here, move: at.map(() => 0), halvings: 0 }],
      ending,
    });
    // The score, measured in standard errors, so that neither units nor the size of the sample matter.
    if (isStill(score, ell.information(at))) return stop("converged");
    if (k >= maxSteps) return stop("budget");
    let move =
      climber === "gradient"
        ? score.map((slope) => rate * slope)
        : trySolve(climber === "newton" ? hessian.map((entry) => -entry) : ell.information(at), score);
    if (!move?.every(Number.isFinite)) return stop("flat");
    let halvings = 0;
    const next = (): number[] => at.map((entry, i) => entry + move![i]!);
    while (careful && halvings < 60 && !(ell.value(next()) >= value)) {
      move = move.map((entry) => entry / 2);
      halvings++;
    }
    if (halvings > 0 && next().every((entry, i) => entry === at[i])) return stop("stuck");
    if (!ell.contains(next())) return stop("left");
    iterates.push({ ...here, move: Array.from(move), halvings });
    at = next();
  }
}

/** Whether scoreᵀ I⁻¹ score is nothing beside one. */
function isStill(score: Vector, information: Vector): boolean {
  const solved = trySolve(information, score);
  if (!solved) return false;
  return solved.reduce((sum, entry, i) => sum + entry * score[i]!, 0) < 1e-22;
}
