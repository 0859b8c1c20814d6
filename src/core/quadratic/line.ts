import type { Vector } from "../num/dense";
import { dot } from "../num/dense";
import type { Objective } from "./objective";

/**
 * A t > 0 with φ′(t) = 0 for φ(t) = f(x + t d): the interval is doubled until φ′ turns positive, then halved with regula falsi.
 * @returns `undefined` when φ′ stays negative up to t = 2⁶⁰ or f stops being finite
 */
export function searchLine(objective: Objective, x: Vector, d: Vector): number | undefined {
  const point = new Float64Array(objective.n);
  const g = new Float64Array(objective.n);
  const slopeAt = (t: number): number => {
    for (let i = 0; i < point.length; i++) point[i] = x[i]! + t * d[i]!;
    objective.gradientInto(g, point);
    return dot(g, d);
  };
  const first = slopeAt(0);
  if (!(first < 0)) return undefined;
  let low = 0;
  let lowSlope = first;
  let high = 1;
  let highSlope = slopeAt(high);
  // Where the function is not defined yet (a logarithm's edge), come back towards the start.
  for (let k = 0; k < 60 && !Number.isFinite(highSlope); k++) {
    high /= 2;
    highSlope = slopeAt(high);
  }
  for (let k = 0; k < 60 && highSlope < 0; k++) {
    low = high;
    lowSlope = highSlope;
    high *= 2;
    highSlope = slopeAt(high);
  }
  if (!(highSlope >= 0)) return low > 0 && Number.isNaN(highSlope) ? low : undefined;
  for (let k = 0; k < 100 && high - low > 1e-15 * high; k++) {
    const secant = low - (lowSlope * (high - low)) / (highSlope - lowSlope);
    // Regula falsi alone can creep from one side; every third step halves.
    const middle = k % 3 === 2 || !(secant > low && secant < high) ? (low + high) / 2 : secant;
    if (middle <= low || middle >= high) break;
    const slope = slopeAt(middle);
    if (Math.abs(slope) <= 1e-15 * Math.abs(first)) return middle;
    if (slope < 0) {
      low = middle;
      lowSlope = slope;
    } else {
      high = middle;
      highSlope = slope;
    }
  }
  return -lowSlope <= highSlope && low > 0 ? low : high;
}
