import type { Numbers } from "../num/dense";
import { trySolve } from "../num/factor";
import { logOdds } from "./transform";

/** Rows x with an answer y of 0 or 1. */
export interface Answers {
  readonly x: Numbers;
  readonly y: Numbers;
}

export interface LogisticStep {
  readonly intercept: number;
  readonly slope: number;
  readonly logLikelihood: number;
}

/**
 * `complete`: one x parts the answers. `quasi`: but for ties at one x it does. In both cases the likelihood has no maximum: the slope
 * runs to infinity. `single`: only one answer occurs, and the intercept runs away.
 */
export type Separation = "none" | "complete" | "quasi" | "single";

/** How far a threshold on x tells the ones from the zeros: where it does (`complete`, or but for a tie, `quasi`) the likelihood has no maximum. */
export function separationOf({ x, y }: Answers): Separation {
  const of = (answer: number): number[] => Array.from(x).filter((_, i) => y[i] === answer);
  const [zeros, ones] = [of(0), of(1)];
  if (zeros.length === 0 || ones.length === 0) return "single";
  const gap = Math.max(Math.min(...ones) - Math.max(...zeros), Math.min(...zeros) - Math.max(...ones));
  if (gap > 0) return "complete";
  const spread = Math.max(...Array.from(x)) - Math.min(...Array.from(x));
  return gap === 0 && spread > 0 ? "quasi" : "none";
}

/**
 * Newton's method for P(y = 1|x) = 1/(1 + e^(−a − bx)), with every iterate. A prior N(0, tau²) on the slope makes it a MAP, which
 * always exists for the slope.
 * @throws RangeError unless x and y hold equally many numbers and every y is 0 or 1
 */
export function fitLogistic(answers: Answers, tau = Number.POSITIVE_INFINITY, steps = 25): LogisticStep[] {
  const { x, y } = answers;
  if (x.length !== y.length) throw new RangeError(`y must hold ${x.length} numbers, got ${y.length}`);
  const wrong = Array.from(y).find((answer) => answer !== 0 && answer !== 1);
  if (wrong !== undefined) throw new RangeError(`y must be 0 or 1, got ${wrong}`);
  const out: LogisticStep[] = [];
  let [a, b] = [0, 0];
  for (let k = 0; k <= steps; k++) {
    const { value, gradient, information } = logisticAt(answers, a, b, tau);
    out.push({ intercept: a, slope: b, logLikelihood: value });
    const move = trySolve(information, gradient);
    if (!move?.every(Number.isFinite)) break;
    // Newton overshoots where the curve is nearly flat; halved until it climbs.
    let share = 1;
    while (share > 1e-6 && !(logisticAt(answers, a + share * move[0]!, b + share * move[1]!, tau).value >= value))
      share /= 2;
    if (share <= 1e-6) break;
    a += share * move[0]!;
    b += share * move[1]!;
    if (Math.hypot(move[0]!, move[1]!) < 1e-12 * (1 + Math.hypot(a, b))) break;
  }
  return out;
}

function logisticAt({ x, y }: Answers, a: number, b: number, tau: number) {
  let value = -0.5 * (b / tau) ** 2;
  const gradient = [0, -b / (tau * tau)];
  const information = [0, 0, 0, 1 / (tau * tau)];
  for (let i = 0; i < x.length; i++) {
    const eta = a + b * x[i]!;
    const p = logOdds.back(eta);
    const w = p * logOdds.back(-eta);
    value += y[i] === 1 ? -Math.log1p(Math.exp(-eta)) : -Math.log1p(Math.exp(eta));
    gradient[0]! += y[i]! - p;
    gradient[1]! += (y[i]! - p) * x[i]!;
    information[0]! += w;
    information[1]! += w * x[i]!;
    information[3]! += w * x[i]! * x[i]!;
  }
  information[2] = information[1]!;
  return { value, gradient, information };
}
