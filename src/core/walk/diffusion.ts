import { normalCdf, normalDensity } from "./limit";

/**
 * The continuum: steps Δs every Δt with α = Δs²/Δt, diffusion constant D = α/2 and drift v; ∂P/∂t = (α/2) ∂²P/∂x² − v ∂P/∂x.
 */
export interface Diffusion {
  /** Variance per time, > 0. */
  readonly alpha: number;
  /** Drift, 0 unless told. */
  readonly v?: number;
}

/** P(x, t) from a unit spike at 0: the density of N(vt, αt). */
export function kernelAt({ alpha, v = 0 }: Diffusion, x: number, t: number): number {
  const sigma = Math.sqrt(alpha * t);
  return normalDensity((x - v * t) / sigma) / sigma;
}

/** How Δs follows Δt as Δt → 0. */
export type Scaling = "diffusive" | "ballistic" | "wild";

/**
 * The variance at time t of a fair walk with steps Δs every Δt: t Δs²/Δt.
 * - diffusive, Δs = √(αΔt): αt whatever Δt;
 * - ballistic, Δs = cΔt with c = √α: αtΔt → 0, the law of large numbers;
 * - wild, Δs = √α Δt^¼: αt/√Δt → ∞, spread over everything.
 */
export function stepSize(scaling: Scaling, alpha: number, dt: number): number {
  if (!(alpha > 0) || !(dt > 0)) throw new RangeError(`alpha and dt must be > 0, got ${alpha} and ${dt}`);
  switch (scaling) {
    case "diffusive":
      return Math.sqrt(alpha * dt);
    case "ballistic":
      return Math.sqrt(alpha) * dt;
    case "wild":
      return Math.sqrt(alpha) * dt ** 0.25;
  }
}

/** What an explicit step does with the mass that reaches an end of the grid. */
export type Wall = "absorbing" | "reflecting";

/**
 * One step of the explicit scheme forward in time, centred in space, u_j ← (r + c/2) u_{j−1} + (1 − 2r) u_j + (r − c/2) u_{j+1}
 * with r = DΔt/Δs² and c = vΔt/Δs. With r = ½ and c = p − q it is the walk itself: p to the right, q to the left, nothing stays.
 *
 * @param out  [m], must not be `u`
 * @param u    [m]
 * @source Richtmyer & Morton 1967, §1.2
 */
export function schemeStep(
  out: Float64Array,
  u: Float64Array,
  r: number,
  c = 0,
  wall: Wall = "absorbing",
): Float64Array {
  const m = u.length;
  if (out.length !== m) throw new RangeError(`out must hold ${m} numbers like u, got ${out.length}`);
  const [fromLeft, stay, fromRight] = [r + c / 2, 1 - 2 * r, r - c / 2];
  for (let j = 0; j < m; j++) {
    out[j] = fromLeft * (u[j - 1] ?? 0) + stay * u[j]! + fromRight * (u[j + 1] ?? 0);
  }
  if (wall === "reflecting" && m > 0) {
    // What would leave through an end stays on it.
    out[0]! += fromRight * u[0]!;
    out[m - 1]! += fromLeft * u[m - 1]!;
  }
  return out;
}

/**
 * The largest |g(θ)| of the scheme, g = 1 − 4r sin²(θ/2) − ic sin θ: by how much the worst wave grows each step.
 * The scheme is stable iff c² ≤ 2r ≤ 1; without drift iff r ≤ ½.
 */
export function schemeGrowth(r: number, c = 0): number {
  // |g|² is a parabola in y = sin²(θ/2) ∈ [0, 1]: (1 − 4ry)² + 4c²y(1 − y).
  const at = (y: number) => (1 - 4 * r * y) ** 2 + 4 * c * c * y * (1 - y);
  const bend = 16 * r * r - 4 * c * c;
  const vertex = bend < 0 ? (8 * r - 4 * c * c) / (2 * bend) : 0;
  return Math.sqrt(Math.max(at(0), at(1), at(Math.min(1, Math.max(0, vertex)))));
}

/**
 * P(x, t) as a path integral: n kernels N(vδ, αδ), δ = t/n, composed by sums over a grid of n − 1 intermediate places.
 * By Chapman and Kolmogorov it is the one kernel N(vt, αt) for every n. The trapezoidal sum of Gaussians is exact to rounding
 * once the grid is finer than half the narrowest kernel's deviation.
 *
 * @param grid  spacing h of the places between
 * @returns densities at x = −L, −L + h, …, L, L the `half` · h
 * @cost O(n m w) for m places and a kernel w places wide
 */
export function composeKernels(d: Diffusion, t: number, n: number, grid: number, half: number): Float64Array {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`n must be a whole number ≥ 1, got ${n}`);
  const delta = t / n;
  const places = 2 * half + 1;
  let density = Float64Array.from({ length: places }, (_, i) => kernelAt(d, (i - half) * grid, delta));
  const shift = ((d.v ?? 0) * delta) / grid;
  const reach = Math.ceil((9 * Math.sqrt(d.alpha * delta)) / grid);
  const [first, last] = [Math.floor(shift) - reach, Math.ceil(shift) + reach];
  const kernel = Float64Array.from(
    { length: last - first + 1 },
    (_, i) => grid * kernelAt(d, (first + i) * grid, delta),
  );
  for (let k = 1; k < n; k++) {
    const next = new Float64Array(places);
    for (let i = 0; i < places; i++) {
      let sum = 0;
      const from = Math.max(0, i - last);
      const to = Math.min(places - 1, i - first);
      for (let y = from; y <= to; y++) sum += density[y]! * kernel[i - y - first]!;
      next[i] = sum;
    }
    density = next;
  }
  return density;
}

/** The density at t of the first passage of a > 0: a/√(2παt³) · e^(−(a − vt)²/(2αt)). @source Schrödinger 1915 */
export function passageDensity({ alpha, v = 0 }: Diffusion, a: number, t: number): number {
  if (t <= 0) return 0;
  return (a / Math.sqrt(2 * Math.PI * alpha * t ** 3)) * Math.exp(-((a - v * t) ** 2) / (2 * alpha * t));
}

/** P(a > 0 has been passed by t) = Φ((vt − a)/√(αt)) + e^{2va/α} Φ(−(vt + a)/√(αt)); 2(1 − Φ(a/√(αt))) without drift. */
export function passageCdf({ alpha, v = 0 }: Diffusion, a: number, t: number): number {
  if (t <= 0) return 0;
  const sigma = Math.sqrt(alpha * t);
  const mirrored = normalCdf(-(v * t + a) / sigma);
  return normalCdf((v * t - a) / sigma) + (mirrored === 0 ? 0 : Math.exp((2 * v * a) / alpha) * mirrored);
}
