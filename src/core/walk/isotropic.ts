import { createRng, type Rng } from "../num/rng";
import { gamma } from "../num/special";
import { quotient } from "./law";

/** Walks in d dimensions with steps of length 1: along an axis of the lattice, or in any direction. */
export interface SpaceWalkers {
  readonly seed: number;
  readonly stream?: number;
  /** 1 to 8. */
  readonly dimension: number;
  readonly steps: number;
  readonly kind: "lattice" | "isotropic";
}

/** A step drawn into `out` [d]. */
export type DrawStep = (out: Float64Array) => void;

function stepper(kind: SpaceWalkers["kind"], d: number, rng: Rng): DrawStep {
  if (kind === "lattice") {
    return (out) => {
      const choice = rng.nextBelow(2 * d);
      out.fill(0);
      out[choice >> 1] = choice & 1 ? 1 : -1;
    };
  }
  // A vector of normals has no preferred direction.
  return (out) => {
    let square = 0;
    for (let i = 0; i < d; i++) {
      out[i] = rng.nextNormal();
      square += out[i]! ** 2;
    }
    const length = Math.sqrt(square);
    for (let i = 0; i < d; i++) out[i]! /= length;
  };
}

/** One walk after the other from one generator, each given to `visit` as places [steps + 1, d]; the array is used again. */
export function eachSpaceWalk(
  crowd: SpaceWalkers,
  walkers: number,
  visit: (path: Float64Array, walker: number) => void,
): void {
  const { seed, stream = 0, dimension: d, steps, kind } = crowd;
  if (!Number.isInteger(d) || d < 1 || d > 8)
    throw new RangeError(`dimension must be a whole number in [1, 8], got ${d}`);
  const draw = stepper(kind, d, createRng(seed, stream));
  const path = new Float64Array((steps + 1) * d);
  const step = new Float64Array(d);
  for (let walker = 0; walker < walkers; walker++) {
    for (let n = 0; n < steps; n++) {
      draw(step);
      for (let i = 0; i < d; i++) path[(n + 1) * d + i] = path[n * d + i]! + step[i]!;
    }
    visit(path, walker);
  }
}

/** The first step at which a lattice path stands at the origin again; 0 where it never does. */
export function firstReturn(path: Float64Array, d: number): number {
  for (let at = d; at < path.length; at += d) {
    let home = true;
    for (let i = 0; i < d && home; i++) home = path[at + i] === 0;
    if (home) return at / d;
  }
  return 0;
}

/** lim E|R_n|/√n = √(2/d) Γ((d + 1)/2)/Γ(d/2) for unit steps without a preferred direction. */
export const meanRadiusLimit = (d: number): number => (Math.sqrt(2 / d) * gamma((d + 1) / 2)) / gamma(d / 2);

/** E R⁴ = n² + 2n(n − 1)/d; E R² is n in every dimension. */
export const meanRadius4 = (n: number, d: number): number => n * n + (2 * n * (n - 1)) / d;

/**
 * E|R_n| in three dimensions, exactly. The part of R along an axis is a sum of n uniforms on [−1, 1], and its mean size half of E|R|:
 * E|R_n| = 4/(2ⁿ(n + 1)!) Σ_{k<n/2} (−1)ᵏ C(n, k)(n − 2k)^(n+1).
 * @source Archimedes on the sphere's zones; Lagrange and Laplace on sums of uniforms
 */
export function meanRadiusIn3(n: number): number {
  let sum = 0n;
  let choose = 1n;
  let denominator = 1n;
  for (let k = 0; 2 * k < n; k++) {
    const term = choose * BigInt(n - 2 * k) ** BigInt(n + 1);
    sum += k % 2 === 0 ? term : -term;
    choose = (choose * BigInt(n - k)) / BigInt(k + 1);
  }
  for (let j = 2; j <= n + 1; j++) denominator *= BigInt(j);
  return n === 0 ? 0 : quotient(4n * sum, denominator << BigInt(n));
}
