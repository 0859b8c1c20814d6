/** Special functions in double precision, each within about 1e-14 of the truth. */

const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
const EULER = 0.5772156649015329;

/** ζ(k) − 1 for k = 2, 3, … */
const ZETA_LESS_ONE: readonly number[] = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853, 0.0004941886041194645,
  0.0002460865533080483, 0.00012271334757848915, 6.124813505870483e-5, 3.058823630702049e-5, 1.528225940865187e-5,
  7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6, 9.539620338727962e-7, 4.769329867878064e-7,
  2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8,
];

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
  if (!(x > 1)) return 1 - erf(x);
  return Math.exp(-x * x) * erfcx(x);
}

/** e^(x²) erfc(x), which falls only like 1/(x√π): erfc where erfc itself is no longer a double. */
export function erfcx(x: number): number {
  if (!(x > 1)) return Math.exp(x * x) * (1 - erf(x));
  // erfc x = e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))), evaluated from the far end.
  let tail = x;
  for (let k = 12 + Math.ceil(220 / (x * x)); k >= 1; k--) tail = x + k / 2 / tail;
  return 1 / (Math.sqrt(Math.PI) * tail);
}

/**
 * What Stirling's formula leaves over: ln Γ(x + 1) − [(x + ½) ln x − x + ½ ln 2π], for x > 0.
 * From x = 15 on by the series Σ B₂ₖ / (2k(2k − 1) x²ᵏ⁻¹), there below 1e-17 off.
 */
export function stirlingError(x: number): number {
  if (x < 15) return lgamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
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
  if (x < 2.5) return x < 1.5 ? lgammaOnePlus(x - 1) : lgammaOnePlus(x - 2) + Math.log1p(x - 2);
  let shift = 1;
  while (x < 15) {
    shift *= x;
    x += 1;
  }
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingError(x) - Math.log(shift);
}

/** ln Γ(1 + z) for |z| ≤ ½, relatively exact through the zero at z = 0; elsewhere as `lgamma`. @source Abramowitz & Stegun 1964, 6.1.33 */
export function lgammaOnePlus(z: number): number {
  if (!(Math.abs(z) <= 0.5)) return lgamma(1 + z);
  let sum = 0;
  for (let k = ZETA_LESS_ONE.length + 1; k >= 2; k--) sum = sum * -z + ZETA_LESS_ONE[k - 2]! / k;
  return z * (1 - EULER) - Math.log1p(z) + z * z * sum;
}

/** ln B(a, b) = ln Γ(a)Γ(b)/Γ(a + b) for a, b > 0, without the cancellation of large logarithms. */
export function lbeta(a: number, b: number): number {
  if (a > b) return lbeta(b, a);
  if (!(a > 0)) return a === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (b < 15) return lgamma(a) + lgamma(b) - lgamma(a + b);
  const tails = stirlingError(b) - stirlingError(a + b);
  // Γ(b)/Γ(a + b) by Stirling's formula, the powers taken together.
  if (a < 15) return lgamma(a) + a - a * Math.log(b) - (a + b - 0.5) * Math.log1p(a / b) + tails;
  const ratio = a / (a + b);
  return (
    HALF_LOG_TWO_PI - 0.5 * Math.log(b) + (a - 0.5) * Math.log(ratio) - b * Math.log1p(a / b) + stirlingError(a) + tails
  );
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
  return (half * Math.exp(-x) * half * Math.sqrt(2 * Math.PI) * Math.exp(stirlingError(x))) / shift;
}

/** sin πx with the argument reduced before it is multiplied by π. */
function sinPi(x: number): number {
  const r = x - 2 * Math.round(x / 2);
  if (Math.abs(r) <= 0.25) return Math.sin(Math.PI * r);
  if (Math.abs(r) <= 0.75) return Math.sign(r) * Math.cos(Math.PI * (Math.abs(r) - 0.5));
  return Math.sign(r) * Math.sin(Math.PI * (1 - Math.abs(r)));
}
