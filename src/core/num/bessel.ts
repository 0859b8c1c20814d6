/**
 * e^(−x) I₀(x) for x ≥ 0, the modified Bessel function scaled so that it never overflows.
 * @source Abramowitz & Stegun 1964, 9.6.12 (series), 9.7.1 (for large x)
 */
export function scaledI0(x: number): number {
  if (!(x >= 0)) throw new RangeError(`x must be ≥ 0, got ${x}`);
  if (x < 30) {
    // Σ (x²/4)ᵏ/k!², all terms positive.
    let term = 1;
    let sum = 1;
    for (let k = 1; term > 1e-18 * sum; k++) {
      term *= (x * x) / (4 * k * k);
      sum += term;
    }
    return sum * Math.exp(-x);
  }
  // Σ ((2k − 1)!!)²/(k! (8x)ᵏ): its smallest term, near k = 2x, is below e^(−2x).
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 60 && term > 1e-18; k++) {
    term *= (2 * k - 1) ** 2 / (8 * x * k);
    sum += term;
  }
  return sum / Math.sqrt(2 * Math.PI * x);
}
