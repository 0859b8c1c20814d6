import type { Rng } from "../num/rng";
import { type Classes, classesOf, columnsOf, type Quantities, quantitiesOf, type Samples } from "./samples";

export type Shape = "moons" | "circles" | "xor" | "diagonal" | "spirals";

export interface Labelled<T = Classes> {
  readonly samples: Samples;
  readonly targets: T;
}

/**
 * n points of the plane in two classes, normally scattered by `noise` about their shape:
 * two half moons, two rings, four squares, a slanted line between, two arms of a spiral.
 */
export function makeShape(shape: Shape, n: number, noise: number, rng: Rng): Labelled {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`n must be a whole number ≥ 1, got ${n}`);
  if (!(noise >= 0)) throw new RangeError(`noise must be ≥ 0, got ${noise}`);
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  const of = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const [u, v, label] = place(shape, i % 2, rng, noise);
    x[i] = u;
    y[i] = v;
    of[i] = label;
  }
  return { samples: columnsOf([x, y]), targets: classesOf(of, 2) };
}

function place(shape: Shape, half: number, rng: Rng, noise: number): [number, number, number] {
  const scatter = () => noise * rng.nextNormal();
  switch (shape) {
    case "moons": {
      const t = Math.PI * rng.nextFloat();
      const [u, v] = half === 0 ? [Math.cos(t), Math.sin(t)] : [1 - Math.cos(t), 0.5 - Math.sin(t)];
      return [u - 0.5 + scatter(), v - 0.25 + scatter(), half];
    }
    case "circles": {
      const t = 2 * Math.PI * rng.nextFloat();
      const r = half === 0 ? 1.2 : 0.6;
      return [r * Math.cos(t) + scatter(), r * Math.sin(t) + scatter(), half];
    }
    case "xor": {
      const u = 2.4 * rng.nextFloat() - 1.2;
      const v = 2.4 * rng.nextFloat() - 1.2;
      return [u + scatter(), v + scatter(), u > 0 === v > 0 ? 0 : 1];
    }
    case "diagonal": {
      const u = 2.4 * rng.nextFloat() - 1.2;
      const v = 2.4 * rng.nextFloat() - 1.2;
      return [u + scatter(), v + scatter(), u + v > 0 ? 1 : 0];
    }
    case "spirals": {
      const s = Math.sqrt(rng.nextFloat());
      const t = 0.6 + 3 * Math.PI * s;
      const r = (half === 0 ? 1.3 : -1.3) * s;
      return [r * Math.cos(t) + scatter(), r * Math.sin(t) + scatter(), half];
    }
  }
}

/** A copy in which each label was, with chance `share`, replaced by another class. */
export function flipLabels(targets: Classes, share: number, rng: Rng): Classes {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share must lie in [0, 1], got ${share}`);
  const of = targets.of.map((k) => {
    // Both numbers are always drawn: a larger share flips the same rows and more.
    const chance = rng.nextFloat();
    const step = 1 + Math.floor(rng.nextFloat() * (targets.count - 1));
    return targets.count > 1 && chance < share ? (k + step) % targets.count : k;
  });
  return { ...targets, of };
}

/** Ten normal columns; class 1 where Σ x² > 9.34, the median of χ²₁₀. @source Hastie, Tibshirani & Friedman 2009, eq. 10.2 */
export function makeHastie(n: number, rng: Rng): Labelled {
  const columns = Array.from({ length: 10 }, () => new Float64Array(n));
  const of = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    let squares = 0;
    for (const column of columns) {
      column[i] = rng.nextNormal();
      squares += column[i] ** 2;
    }
    of[i] = squares > 9.34 ? 1 : 0;
  }
  return { samples: columnsOf(columns), targets: classesOf(of, 2) };
}

/**
 * Friedman's problems 1 (ten columns of which five count), 2 and 3 (an electric circuit), with normal noise on the target.
 * @source Friedman 1991, §4.3–4.4; Breiman 1996, §3
 */
export function makeFriedman(
  which: 1 | 2 | 3,
  n: number,
  noise: number,
  rng: Rng,
): Labelled<Quantities> & { readonly truth: Float64Array } {
  const columns = Array.from({ length: which === 1 ? 10 : 4 }, () => new Float64Array(n));
  const truth = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    columns.forEach((column, j) => {
      const u = rng.nextFloat();
      column[i] = which === 1 ? u : [100 * u, Math.PI * (40 + 520 * u), u, 1 + 10 * u][j];
    });
    const x = columns.map((column) => column[i]);
    if (which === 1) truth[i] = 10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * (x[2] - 0.5) ** 2 + 10 * x[3] + 5 * x[4];
    else {
      const reactance = x[1] * x[2] - 1 / (x[1] * x[3]);
      truth[i] = which === 2 ? Math.hypot(x[0], reactance) : Math.atan(reactance / x[0]);
    }
  }
  return { samples: columnsOf(columns), targets: quantitiesOf(truth.map((f) => f + noise * rng.nextNormal())), truth };
}
