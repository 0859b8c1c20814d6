import { generalEigenvalues } from "../num/decompose";
import { multiply, type Numbers } from "../num/dense";
import { createRng } from "../num/rng";

/** Markov chains: P [n, n] row-major, entry (i, j) the probability to go from state i to state j. */
export interface Chain {
  readonly n: number;
  readonly P: Float64Array;
}

/** Rows whose weights were all 0 stay where they are: absorbing states. */
export interface NormalisedChain extends Chain {
  readonly absorbing: readonly number[];
}

/**
 * The chain whose rows are proportional to the weights.
 * @param weights  [n, n], ≥ 0 and finite
 */
export function chainOf(weights: Numbers, n: number): NormalisedChain {
  if (weights.length !== n * n)
    throw new RangeError(`weights must hold ${n}×${n} = ${n * n} numbers, got ${weights.length}`);
  const P = new Float64Array(n * n);
  const absorbing: number[] = [];
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) {
      const w = weights[i * n + j]!;
      if (!(w >= 0 && w < Number.POSITIVE_INFINITY)) throw new RangeError(`a weight must be ≥ 0 and finite, got ${w}`);
      sum += w;
    }
    if (sum === 0) {
      absorbing.push(i);
      P[i * n + i] = 1;
    } else for (let j = 0; j < n; j++) P[i * n + j] = weights[i * n + j]! / sum;
  }
  return { n, P, absorbing };
}

/** A set of states that reach each other; `closed` when no other state is reached from them. */
export interface StateClass {
  readonly states: readonly number[];
  readonly closed: boolean;
  /** Greatest common divisor of the lengths of its loops; 0 for a state without a loop. */
  readonly period: number;
}

/** The communicating classes, by their smallest state. @cost O(n³/32) by the transitive closure */
export function classesOf({ n, P }: Chain): StateClass[] {
  const reach = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => i === j || P[i * n + j]! > 0));
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) if (reach[i]![k]!) for (let j = 0; j < n; j++) reach[i]![j] ||= reach[k]![j]!;
  }
  const seen = new Set<number>();
  const classes: StateClass[] = [];
  for (let i = 0; i < n; i++) {
    if (seen.has(i)) continue;
    const states = Array.from({ length: n }, (_, j) => j).filter((j) => reach[i]![j]! && reach[j]![i]!);
    for (const state of states) seen.add(state);
    const closed = reach[i]!.every((reached, j) => !reached || states.includes(j));
    classes.push({ states, closed, period: periodOf({ n, P }, states) });
  }
  return classes;
}

/** gcd over the arrows i → j inside the class of level(i) + 1 − level(j), levels counted from its first state. */
function periodOf({ n, P }: Chain, states: readonly number[]): number {
  const level = new Map([[states[0]!, 0]]);
  let period = 0;
  for (const queue = [states[0]!]; queue.length > 0; ) {
    const i = queue.shift()!;
    for (const j of states) {
      if (!(P[i * n + j]! > 0)) continue;
      const known = level.get(j);
      if (known !== undefined) period = gcd(period, Math.abs(level.get(i)! + 1 - known));
      else {
        level.set(j, level.get(i)! + 1);
        queue.push(j);
      }
    }
  }
  return period;
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/**
 * π = πP on one closed class, 0 elsewhere, by elimination without a subtraction: each entry is accurate in itself, however small.
 * @param states  the class; that of all states where the chain is irreducible
 * @returns [n], sum 1
 * @cost O(m³) for m states
 * @source Grassmann, Taksar & Heyman 1985
 */
export function stationary({ n, P }: Chain, states: readonly number[]): Float64Array {
  const m = states.length;
  const A = Float64Array.from({ length: m * m }, (_, at) => P[states[Math.floor(at / m)]! * n + states[at % m]!]!);
  for (let k = m - 1; k > 0; k--) {
    let out = 0;
    for (let j = 0; j < k; j++) out += A[k * m + j]!;
    for (let i = 0; i < k; i++) {
      const share = A[i * m + k]! / out;
      A[i * m + k] = share;
      for (let j = 0; j < k; j++) A[i * m + j]! += share * A[k * m + j]!;
    }
  }
  const weights = new Float64Array(m);
  weights[0] = 1;
  let total = 1;
  for (let k = 1; k < m; k++) {
    for (let i = 0; i < k; i++) weights[k]! += weights[i]! * A[i * m + k]!;
    total += weights[k]!;
  }
  const pi = new Float64Array(n);
  states.forEach((state, k) => {
    pi[state] = weights[k]! / total;
  });
  return pi;
}

/** How fast a chain forgets. */
export interface ChainSpectrum {
  /** Eigenvalues by descending modulus, the first 1. */
  readonly eigenvalues: readonly { readonly re: number; readonly im: number }[];
  /** 1 − |λ₂|: 0 for a chain with a period or with two closed classes. */
  readonly gap: number;
  /** 1/gap, in steps. */
  readonly relaxation: number;
}

/** @cost O(n³) */
export function chainSpectrum({ n, P }: Chain): ChainSpectrum {
  const eigenvalues = generalEigenvalues(P, n).sort(
    (a, b) => Math.hypot(b.re, b.im) - Math.hypot(a.re, a.im) || b.re - a.re || b.im - a.im,
  );
  const second = eigenvalues[1];
  const size = second ? Math.min(1, Math.hypot(second.re, second.im)) : 0;
  // Within rounding of 1 it is 1.
  const gap = 1 - size < 1e-12 * n ? 0 : 1 - size;
  return { eigenvalues, gap, relaxation: 1 / gap };
}

/** d(t) = max_i ½ Σ_j |Pᵗ(i, j) − π_j|, t = 0…T: the distance from equilibrium of the worst start. @cost O(T n³) */
export function mixingCurve({ n, P }: Chain, pi: ArrayLike<number>, T: number): Float64Array {
  const curve = new Float64Array(T + 1);
  let power = new Float64Array(n * n);
  for (let i = 0; i < n; i++) power[i * n + i] = 1;
  for (let t = 0; t <= T; t++) {
    let worst = 0;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += Math.abs(power[i * n + j]! - pi[j]!);
      worst = Math.max(worst, sum / 2);
    }
    curve[t] = worst;
    if (t < T) power = multiply(power, P, n, n, n) as Float64Array<ArrayBuffer>;
  }
  return curve;
}

/** The first t with d(t) ≤ ε, undefined where the curve does not come so low. @param epsilon  ¼ unless told */
export function mixingTime(curve: ArrayLike<number>, epsilon = 0.25): number | undefined {
  for (let t = 0; t < curve.length; t++) if (curve[t]! <= epsilon) return t;
  return undefined;
}

/** One run of a chain. @returns [T + 1] states */
export function runChain({ n, P }: Chain, start: number, T: number, seed: number, stream = 0): Int32Array {
  if (!Number.isInteger(start) || start < 0 || start >= n)
    throw new RangeError(`start must be in [0, ${n}), got ${start}`);
  const rng = createRng(seed, stream);
  const states = new Int32Array(T + 1);
  states[0] = start;
  for (let t = 1; t <= T; t++) {
    const from = states[t - 1]! * n;
    let left = rng.nextFloat();
    let j = 0;
    // Rounding may leave a rest after the last state; it goes to the last that is possible.
    for (let k = 0; k < n && left >= 0; k++) {
      if (P[from + k]! === 0) continue;
      j = k;
      left -= P[from + k]!;
    }
    states[t] = j;
  }
  return states;
}
