import { erf, erfcx } from "./special";

const SQRT_PI = Math.sqrt(Math.PI);

/** The x with erf(x) = p, for p in [−1, 1]; NaN outside. */
export function erfInverse(p: number): number {
  if (!(Math.abs(p) <= 1)) return Number.NaN;
  if (Math.abs(p) > 0.5) return p > 0 ? erfcInverse(1 - p) : -erfcInverse(1 + p);
  let x = (SQRT_PI / 2) * p * (1 + (Math.PI / 12) * p * p);
  for (let k = 0; k < 3; k++) x = halley(x, (erf(x) - p) * (SQRT_PI / 2) * Math.exp(x * x), x);
  return x;
}

/** The x with erfc(x) = q, for q in [0, 2]; relatively exact however small q is. NaN outside. */
export function erfcInverse(q: number): number {
  if (!(q >= 0 && q <= 2)) return Number.NaN;
  if (q > 1) return -erfcInverse(2 - q);
  if (q === 0) return Number.POSITIVE_INFINITY;
  if (q > 0.5) return erfInverse(1 - q);
  return erfcInverseOfLog(Math.log(q));
}

/** The x with ln erfc(x) = logQ, for logQ ≤ ln ½; q itself may be below every double. */
export function erfcInverseOfLog(logQ: number): number {
  // erfc x ≈ e^(−x²)/(x√π), taken once into itself.
  const rough = Math.sqrt(Math.max(0.2, -logQ));
  let x = Math.sqrt(Math.max(0.1, -logQ - Math.log(SQRT_PI * Math.max(1, rough))));
  for (let k = 0; k < 8; k++) {
    const scaled = erfcx(x);
    const step = ((Math.log(scaled) - x * x - logQ) * scaled * SQRT_PI) / 2;
    x += step;
    if (Math.abs(step) < 1e-16 * x) break;
  }
  return x;
}

/** The z below which a standard normal variable lies with probability p; −∞ and ∞ at 0 and 1, NaN outside. */
export function normalQuantile(p: number): number {
  return -Math.SQRT2 * erfcInverse(2 * p);
}

/** One step for f(x) = 0 given u = f/f′ and f″/f′ = −2b. */
const halley = (x: number, u: number, b: number): number => x - u / (1 + b * u);
