import { solveIncreasing } from "../num/root";
import type { Distribution } from "./distribution";
import { probabilityBetween } from "./distribution";

/** A set that holds a given probability: one piece, or two where the density is highest at both ends. */
export interface Region {
  readonly pieces: readonly (readonly [low: number, high: number])[];
  /** False where other sets of the same kind would do as well: a flat density. */
  readonly isUnique: boolean;
}

function requireLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie in (0, 1), got ${level}`);
}

/** The interval that leaves (1 − level)/2 on either side. @throws RangeError unless 0 < level < 1 */
export function equalTailed(d: Distribution, level: number): readonly [low: number, high: number] {
  requireLevel(level);
  const rest = (1 - level) / 2;
  return [d.quantile(rest), d.quantile(1 - rest)];
}

/**
 * The smallest set that holds a probability: an interval around the mode, an interval at one end, or, for a U-shaped density, one
 * at each end. For a discrete law the most probable values until they hold `level`, as runs of whole numbers.
 * @throws RangeError unless 0 < level < 1
 */
export function highestDensity(d: Distribution, level: number): Region {
  requireLevel(level);
  if (d.isDiscrete) return highestMass(d, level);
  const { mode } = d;
  const rest = 1 - level;
  if (mode.kind === "flat") return { pieces: [equalTailed(d, level)], isUnique: false };
  if (mode.kind === "end") {
    const [low, high] = d.support;
    const isLow = mode.at[0] === low;
    return { pieces: [isLow ? [low, d.quantile(level)] : [d.quantile(rest), high]], isUnique: true };
  }
  if (mode.kind === "ends") {
    // What is left out is the trough: two quantiles `rest` apart, at the same height.
    const [low, high] = levelWith(d, rest, -1);
    return {
      pieces: [
        [d.support[0], low],
        [high, d.support[1]],
      ],
      isUnique: true,
    };
  }
  return { pieces: [levelWith(d, level, 1)], isUnique: true };
}

/** Two quantiles `share` apart at the same height, around a peak (sign 1) or in a trough (sign −1). */
function levelWith(d: Distribution, share: number, sign: 1 | -1): readonly [number, number] {
  const below = solveIncreasing(
    (t) => {
      const [low, high] = [d.logDensity(d.quantile(t)), d.logDensity(d.quantile(Math.min(1, t + share)))];
      const gap = low === high ? 0 : low - high;
      return [sign * gap, Number.NaN];
    },
    0,
    1 - share,
    (1 - share) / 2,
  );
  return [d.quantile(below), d.quantile(Math.min(1, below + share))];
}

/** The most probable whole numbers until they hold `level`. @cost as many steps as whole numbers are kept */
function highestMass(d: Distribution, level: number): Region {
  const [from, to] = [d.quantile(1e-12), d.quantile(1 - 1e-12)];
  const counts: number[] = [];
  for (let k = from; k <= to; k++) counts.push(k);
  counts.sort((i, j) => d.logDensity(j) - d.logDensity(i) || i - j);
  const chosen: number[] = [];
  let mass = 0;
  for (const k of counts) {
    if (mass >= level) break;
    chosen.push(k);
    mass += Math.exp(d.logDensity(k));
  }
  chosen.sort((i, j) => i - j);
  const pieces: [number, number][] = [];
  for (const k of chosen) {
    const last = pieces.at(-1);
    if (last && last[1] === k - 1) last[1] = k;
    else pieces.push([k, k]);
  }
  return { pieces, isUnique: d.mode.kind !== "flat" };
}

/** The probability of a region. */
export function probabilityOf(d: Distribution, { pieces }: Region): number {
  const open = d.isDiscrete ? 1 : 0;
  return pieces.reduce((sum, [low, high]) => sum + probabilityBetween(d, low - open, high), 0);
}
