import type { Numbers } from "../num/dense";
import { solveCholesky, tryCholesky } from "../num/factor";

/** Points to be fitted by a polynomial; x and y hold equally many numbers. */
export interface Points {
  readonly x: Numbers;
  readonly y: Numbers;
}

/** Centred powers of x, so that the intercept stands apart from the penalty: what ridge and lasso are solved on. */
export interface Design {
  readonly n: number;
  readonly degree: number;
  /** Column means of x, x², … [degree] and of y. */
  readonly centre: readonly number[];
  readonly meanY: number;
  /** XᵀX [degree, degree], Xᵀy [degree] and yᵀy of the centred columns. */
  readonly gram: Float64Array;
  readonly cross: Float64Array;
  readonly square: number;
}

/** @throws RangeError unless x and y hold equally many finite numbers, at least one, and degree ≥ 1 is whole */
export function designOf({ x, y }: Points, degree = 1): Design {
  const n = x.length;
  if (y.length !== n || n === 0) throw new RangeError(`y must hold ${n} ≥ 1 numbers, got ${y.length}`);
  if (!(Number.isInteger(degree) && degree >= 1))
    throw new RangeError(`degree must be a whole number ≥ 1, got ${degree}`);
  const columns = Array.from({ length: degree }, (_, p) => Float64Array.from(x, (entry) => entry ** (p + 1)));
  const mean = (list: Numbers): number => Array.from(list).reduce((sum, entry) => sum + entry, 0) / n;
  const centre = columns.map(mean);
  const meanY = mean(y);
  const centred = columns.map((column, p) => column.map((entry) => entry - centre[p]!));
  const z = Float64Array.from(y, (entry) => entry - meanY);
  const inner = (a: Numbers, b: Numbers): number => Array.from(a).reduce((sum, entry, i) => sum + entry * b[i]!, 0);
  const gram = new Float64Array(degree * degree);
  centred.forEach((a, p) => {
    centred.forEach((b, q) => {
      gram[p * degree + q] = inner(a, b);
    });
  });
  return { n, degree, centre, meanY, gram, cross: Float64Array.from(centred, (a) => inner(a, z)), square: inner(z, z) };
}

/** A fitted polynomial: intercept + Σ slopes[p] xᵖ⁺¹. */
export interface Fit {
  readonly intercept: number;
  readonly slopes: readonly number[];
  /** Σ(y − fit)². */
  readonly residual: number;
}

function fitOf(design: Design, slopes: Numbers): Fit {
  const { centre, meanY, gram, cross, square, degree } = design;
  const w = Array.from(slopes);
  let residual = square;
  for (let p = 0; p < degree; p++) {
    residual -= 2 * w[p]! * cross[p]!;
    for (let q = 0; q < degree; q++) residual += w[p]! * gram[p * degree + q]! * w[q]!;
  }
  return {
    intercept: meanY - w.reduce((sum, entry, p) => sum + entry * centre[p]!, 0),
    slopes: w,
    residual: Math.max(0, residual),
  };
}

/** Σ(y − fit)² + λ|w|² at its least: the MAP for normal noise of variance σ² and a prior N(0, τ²) on each slope, λ = σ²/τ². λ = 0 is maximum likelihood. @returns undefined where the columns don't determine the slopes */
export function fitRidge(design: Design, lambda: number): Fit | undefined {
  const L = tryCholesky(penalised(design, lambda), design.degree);
  return L && fitOf(design, solveCholesky(L, design.cross));
}

function penalised({ gram, degree }: Design, lambda: number): Float64Array {
  if (!(lambda >= 0 && lambda < Number.POSITIVE_INFINITY)) throw new RangeError(`lambda must be ≥ 0, got ${lambda}`);
  const M = gram.slice();
  for (let p = 0; p < degree; p++) M[p * degree + p] = M[p * degree + p]! + lambda;
  return M;
}

/** Covariance of the slopes' posterior, σ²(XᵀX + λI)⁻¹ [degree, degree]. */
export function ridgeCovariance(design: Design, lambda: number, variance: number): Float64Array | undefined {
  const { degree } = design;
  const L = tryCholesky(penalised(design, lambda), degree);
  if (!L) return undefined;
  const out = new Float64Array(degree * degree);
  for (let q = 0; q < degree; q++) {
    const unit = new Float64Array(degree);
    unit[q] = variance;
    solveCholesky(L, unit).forEach((entry, p) => {
      out[p * degree + q] = entry;
    });
  }
  return out;
}

/**
 * ½Σ(y − fit)² + λ Σ|w| at its least: the MAP for normal noise of variance σ² and Laplace priors of scale b, λ = σ²/b. By coordinate
 * descent, each slope in turn put to its own minimum (x·residual shrunk by λ)/(x·x).
 * @source Tibshirani 1996; Friedman et al. 2007
 */
export function fitLasso(design: Design, lambda: number, rounds = 20_000): Fit {
  if (!(lambda >= 0 && lambda < Number.POSITIVE_INFINITY)) throw new RangeError(`lambda must be ≥ 0, got ${lambda}`);
  const { gram, cross, degree } = design;
  const w = new Float64Array(degree);
  for (let round = 0; round < rounds; round++) {
    let largest = 0;
    for (let p = 0; p < degree; p++) {
      const size = gram[p * degree + p]!;
      if (size === 0) continue;
      let rest = cross[p]! + size * w[p]!;
      for (let q = 0; q < degree; q++) rest -= gram[p * degree + q]! * w[q]!;
      const next = (Math.sign(rest) * Math.max(0, Math.abs(rest) - lambda)) / size;
      largest = Math.max(largest, Math.abs(next - w[p]!) * Math.sqrt(size));
      w[p] = next;
    }
    if (largest <= 1e-14 * Math.sqrt(design.square)) break;
  }
  return fitOf(design, w);
}

/** 1 − residual/Σ(y − ȳ)²; NaN where all y are equal. */
export function determination(design: Design, fit: Fit): number {
  return design.square > 0 ? 1 - fit.residual / design.square : Number.NaN;
}

/** The fitted value at x. */
export function predictAt({ intercept, slopes }: Fit, x: number): number {
  return intercept + slopes.reduce((sum, slope, p) => sum + slope * x ** (p + 1), 0);
}
