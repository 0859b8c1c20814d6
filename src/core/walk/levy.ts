import { integrate } from "../num/quadrature";
import { createRng } from "../num/rng";
import { gamma } from "../num/special";
import { normalCdf } from "./limit";

/**
 * Lévy flights: steps of a symmetric stable law with index a ∈ (0, 2], characteristic function e^(−|ω|ᵃ). The sum of n steps is
 * n^(1/a) times one step, in law; a = 2 is the normal with variance 2, a = 1 is Cauchy's law.
 */
function checkIndex(a: number): void {
  if (!(a > 0 && a <= 2)) throw new RangeError(`the index must be in (0, 2], got ${a}`);
}

/** Independent steps. @source Chambers, Mallows & Stuck 1976, eq. 2.3 */
export function stableSteps(a: number, count: number, seed: number, stream = 0): Float64Array {
  checkIndex(a);
  const rng = createRng(seed, stream);
  return Float64Array.from({ length: count }, () => {
    const angle = Math.PI * (rng.nextFloat() - 0.5);
    // 1 − U is never 0.
    const wait = -Math.log(1 - rng.nextFloat());
    if (a === 1) return Math.tan(angle);
    const turned = Math.sin(a * angle) / Math.cos(angle) ** (1 / a);
    return turned * (Math.cos((1 - a) * angle) / wait) ** ((1 - a) / a);
  });
}

/**
 * P(X > x): Zolotarev's integral over an angle, whose integrand is bounded and of one sign.
 * @source Nolan 1997, "Numerical calculation of stable densities and distribution functions", theorem 1
 */
export function stableTail(a: number, x: number): number {
  checkIndex(a);
  if (x < 0) return 1 - stableTail(a, -x);
  if (x === 0) return 0.5;
  if (a === 2) return normalCdf(-x / Math.SQRT2);
  if (Math.abs(a - 1) < 1e-9) return Math.atan(1 / x) / Math.PI;
  const power = a / (a - 1);
  const integrand = (angle: number) => {
    const V = (Math.cos(angle) / Math.sin(a * angle)) ** power * (Math.cos((a - 1) * angle) / Math.cos(angle));
    const e = Math.exp(-(x ** power) * V);
    return a < 1 ? -Math.expm1(-(x ** power) * V) : e;
  };
  // e^(−xᵖV) falls from 1 to 0 in a narrow band near one end: panels that halve towards both ends find it.
  const rest = Math.PI / 2 ** 42;
  let sum = integrate(integrand, 0, rest) + integrate(integrand, Math.PI / 2 - rest, Math.PI / 2);
  for (let k = 1; k <= 40; k++) {
    const [outer, inner] = [Math.PI / 2 ** k / 2, Math.PI / 2 ** (k + 1) / 2];
    sum += integrate(integrand, inner, outer, 40);
    sum += integrate(integrand, Math.PI / 2 - outer, Math.PI / 2 - inner, 40);
  }
  return sum / Math.PI;
}

/** The straight line that log P(X > x) against log x comes to: P(X > x) ≈ sin(πa/2) Γ(a)/π · x^(−a), for a < 2. */
export const stableTailLimit = (a: number, x: number): number =>
  ((Math.sin((Math.PI * a) / 2) * gamma(a)) / Math.PI) * x ** -a;
