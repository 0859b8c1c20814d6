import type { Distribution } from "../../core/estimation/distribution";
import { equalTailed, highestDensity, type Region } from "../../core/estimation/interval";
import { solveIncreasing } from "../../core/num/root";
import { inRange } from "../number";

/** The interval a person asks for: equal tails or highest density. */
export function regionOf(d: Distribution, kind: unknown, level: number): Region {
  return kind === "hdi" ? highestDensity(d, level) : { pieces: [equalTailed(d, level)], isUnique: true };
}

/** The level at which one end of the interval lies at x. */
export function levelAt(d: Distribution, kind: unknown, end: "low" | "high", x: number): number {
  const [lower, upper] = d.tails(x);
  if (kind !== "hdi") return inRange(1 - 2 * (end === "low" ? lower : upper), 0.01, 0.999, 0.001);
  const endAt = (level: number): number => {
    const { pieces } = highestDensity(d, level);
    return end === "low" ? -pieces[0]![0] : pieces.at(-1)![1];
  };
  const wanted = end === "low" ? -x : x;
  return inRange(
    solveIncreasing((level) => [endAt(level) - wanted, Number.NaN], 0.01, 0.999, 0.9),
    0.01,
    0.999,
    0.001,
  );
}
