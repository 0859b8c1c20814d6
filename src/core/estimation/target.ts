import type { Numbers, Vector } from "../num/dense";

/** A log-density known up to a constant, on ℝᵈ: what is sampled, approximated and integrated. −∞ and NaN count as outside. */
export interface Target {
  readonly dimension: number;
  value(x: Numbers): number;
  /** ∇ of the value [d]. */
  gradient(x: Numbers): Vector;
  /** ∇² of the value [d, d]. */
  hessian(x: Numbers): Vector;
}

/** A target of which only values are known: derivatives by central differences. */
export function targetOf(dimension: number, value: (x: Numbers) => number): Target {
  const moved = (x: Numbers, i: number, h: number, j = -1, k = 0): number => {
    const p = Array.from(x);
    p[i] = p[i]! + h;
    if (j >= 0) p[j] = p[j]! + k;
    return value(p);
  };
  const size = (x: Numbers, i: number, base: number): number => base * Math.max(1, Math.abs(x[i]!));
  return {
    dimension,
    value,
    gradient: (x) =>
      Float64Array.from({ length: dimension }, (_, i) => {
        const h = size(x, i, 6e-6);
        return (moved(x, i, h) - moved(x, i, -h)) / (2 * h);
      }),
    hessian(x) {
      const H = new Float64Array(dimension * dimension);
      for (let i = 0; i < dimension; i++) {
        const h = size(x, i, 1e-4);
        H[i * dimension + i] = (moved(x, i, h) - 2 * value(x) + moved(x, i, -h)) / (h * h);
        for (let j = 0; j < i; j++) {
          const k = size(x, j, 1e-4);
          const mixed = moved(x, i, h, j, k) - moved(x, i, h, j, -k) - moved(x, i, -h, j, k) + moved(x, i, -h, j, -k);
          H[i * dimension + j] = mixed / (4 * h * k);
          H[j * dimension + i] = H[i * dimension + j]!;
        }
      }
      return H;
    },
  };
}
