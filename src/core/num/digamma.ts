/** Where the asymptotic series of ψ and ψ′ are below 1e-17 off. */
const FAR = 15;

/** ψ(x) = Γ′(x)/Γ(x); NaN at 0, −1, −2 … @source Abramowitz & Stegun 1964, 6.3.5, 6.3.7, 6.3.18 */
export function digamma(x: number): number {
  if (x === Number.POSITIVE_INFINITY) return x;
  if (!Number.isFinite(x) || (x <= 0 && Number.isInteger(x))) return Number.NaN;
  if (x < 0) return digamma(1 - x) - Math.PI * cotPi(x);
  let shift = 0;
  while (x < FAR) {
    shift += 1 / x;
    x += 1;
  }
  const z = 1 / (x * x);
  const tail =
    z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (1 / 132 - z * (691 / 32760 - z / 12))))));
  return Math.log(x) - 0.5 / x - tail - shift;
}

/** ψ′(x), the variance of ln X for X of the gamma distribution with shape x; NaN at 0, −1, −2 … @source Abramowitz & Stegun 1964, 6.4.6, 6.4.7, 6.4.12 */
export function trigamma(x: number): number {
  if (x === Number.POSITIVE_INFINITY) return 0;
  if (!Number.isFinite(x) || (x <= 0 && Number.isInteger(x))) return Number.NaN;
  if (x < 0) return (Math.PI * sinPiInverse(x)) ** 2 - trigamma(1 - x);
  let shift = 0;
  while (x < FAR) {
    shift += 1 / (x * x);
    x += 1;
  }
  const z = 1 / (x * x);
  const tail = z * (1 / 6 - z * (1 / 30 - z * (1 / 42 - z * (1 / 30 - z * (5 / 66 - z * (691 / 2730 - (z * 7) / 6))))));
  return shift + (1 + 0.5 / x + tail) / x;
}

const offset = (x: number): number => Math.PI * (x - Math.round(x));

/** cot πx; the period is taken off before the multiplication by π. */
const cotPi = (x: number): number => 1 / Math.tan(offset(x));

/** ±1 / sin πx. */
const sinPiInverse = (x: number): number => 1 / Math.sin(offset(x));
