/**
 * The root of an increasing function in [low, high] by Newton's method, halving wherever Newton would leave the bracket.
 * @param f  gives value and slope; ±∞ and NaN slopes are allowed
 * @returns the end of the bracket that is nearest where there is no change of sign
 * @cost at most 200 evaluations, about 6 for a good start
 */
export function solveIncreasing(
  f: (t: number) => readonly [value: number, slope: number],
  low: number,
  high: number,
  start: number,
): number {
  let t = start > low && start < high ? start : (low + high) / 2;
  let last = Number.POSITIVE_INFINITY;
  for (let k = 0; k < 200; k++) {
    const [value, slope] = f(t);
    if (value === 0) return t;
    if (value > 0) high = t;
    else low = t;
    const newton = t - value / slope;
    const isWild = !(newton > low && newton < high) || (k > 3 && Math.abs(newton - t) > last / 2);
    // A Newton step as small as the rounding of t may fall on the bracket's end: it is there.
    if (Math.abs(newton - t) <= 2e-16 * Math.abs(t)) return Math.min(high, Math.max(low, newton));
    const next = isWild ? (low + high) / 2 : newton;
    last = Math.abs(next - t);
    if (next === t || !(high - low > 0) || last <= 2e-16 * Math.abs(t)) return next;
    t = next;
  }
  return t;
}
