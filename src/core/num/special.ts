/** Special functions in double precision, each within about 1e-14 of the truth. */

const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

/** The error function. @source Abramowitz & Stegun 1964, 7.1.6 (series) and 7.1.14 (continued fraction) */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) > 2) return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
  // Σ 2ᵏ x²ᵏ⁺¹ / (2k + 1)!! times e^(−x²): all terms of one sign, so that nothing cancels.
  let term = x;
  let sum = x;
  for (let k = 1; k < 100 && Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
    term *= (2 * x * x) / (2 * k + 1);
    sum += term;
  }
  return TWO_OVER_SQRT_PI * Math.exp(-x * x) * sum;
}

/** 1 − erf(x) without cancellation for large x. */
export function erfc(x: number): number {
  if (!(x > 2)) return 1 - erf(x);
  if (x > 27) return 0;
  // erfc x = e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))), evaluated from the far end.
  let tail = x;
  for (let k = 120; k >= 1; k--) tail = x + k / 2 / tail;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / tail;
}

/** Stirling's series Σ B₂ₖ / (2k(2k − 1) x²ᵏ⁻¹), below 1e-17 off from x = 15 on. */
function stirlingTail(x: number): number {
  const z = 1 / (x * x);
  return (
    (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z * (1 / 1188 - z * (691 / 360360 - z * (1 / 156))))))) / x
  );
}

/** ln |Γ(x)|; +∞ at 0, −1, −2 … @source Abramowitz & Stegun 1964, 6.1.40, 6.1.17 */
export function lgamma(x: number): number {
  if (Number.isNaN(x)) return x;
  if (!Number.isFinite(x)) return Number.POSITIVE_INFINITY;
  if (x <= 0 && Number.isInteger(x)) return Number.POSITIVE_INFINITY;
  if (x < 0.5) return Math.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
  if (x === 1 || x === 2) return 0;
  let shift = 1;
  while (x < 15) {
    shift *= x;
    x += 1;
  }
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + stirlingTail(x) - Math.log(shift);
}

/** Γ(x); NaN at 0, −1, −2 …, exact for small whole numbers. */
export function gamma(x: number): number {
  if (Number.isNaN(x) || x === Number.NEGATIVE_INFINITY || (x <= 0 && Number.isInteger(x))) return Number.NaN;
  if (x > 171.7) return Number.POSITIVE_INFINITY;
  if (Number.isInteger(x) && x <= 23) {
    let product = 1;
    for (let k = 2; k < x; k++) product *= k;
    return product;
  }
  if (x < 0.5) return Math.PI / (sinPi(x) * gamma(1 - x));
  let shift = 1;
  while (x < 15) {
    shift *= x;
    x += 1;
  }
  // x^(x − ½) in two halves: whole, it overflows before Γ does.
  const half = x ** (x / 2 - 0.25);
  return (half * Math.exp(-x) * half * Math.sqrt(2 * Math.PI) * Math.exp(stirlingTail(x))) / shift;
}

/** sin πx with the argument reduced before it is multiplied by π. */
function sinPi(x: number): number {
  const r = x - 2 * Math.round(x / 2);
  if (Math.abs(r) <= 0.25) return Math.sin(Math.PI * r);
  if (Math.abs(r) <= 0.75) return Math.sign(r) * Math.cos(Math.PI * (Math.abs(r) - 0.5));
  return Math.sign(r) * Math.sin(Math.PI * (1 - Math.abs(r)));
}
