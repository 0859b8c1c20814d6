/** The distance from 1 to the next double. */
export const EPSILON = 2 ** -52;

/** |actual − expected| / max(1, |expected|); NaN against NaN and equal infinities are 0 apart. */
export function gap(actual: number, expected: number): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  const difference = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
}
