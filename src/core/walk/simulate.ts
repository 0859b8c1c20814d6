import { seedXoshiro, type Xoshiro } from "../num/xoshiro";
import { type CountUps, countUps, tryKernel } from "./kernel";
import { fillSteps } from "./steps";

/** Many independent walks of ±1 steps from 0. */
export interface Walkers {
  /** A whole number in [0, 2⁵³). */
  readonly seed: number;
  /** One of the sequences that never meet: another stream, another crowd. 0 unless told. */
  readonly stream?: number;
  /** How many, ≥ 0. */
  readonly walkers: number;
  /** Steps of each, ≥ 0. */
  readonly steps: number;
  /** Probability of a step +1; ½ unless told. */
  readonly p?: number;
}

/** Outputs of 64 bits that a walk of so many steps draws, and the masks of the last one's halves. */
export function wordsOf(steps: number): { readonly words: number; readonly low: number; readonly high: number } {
  const words = Math.max(1, Math.ceil(steps / 64));
  const rest = steps - 64 * (words - 1);
  return { words, low: maskOf(Math.min(rest, 32)), high: maskOf(rest - 32) };
}

const maskOf = (bits: number) => (bits <= 0 ? 0 : bits >= 32 ? -1 : (1 << bits) - 1);

/** @throws RangeError where a count is no whole number ≥ 0 or p is no probability */
export function checkWalkers({ walkers, steps, p = 0.5 }: Walkers): void {
  for (const [name, count] of Object.entries({ walkers, steps })) {
    if (!Number.isInteger(count) || count < 0 || count > 2 ** 31 - 1) {
      throw new RangeError(`${name} must be a whole number in [0, 2^31), got ${count}`);
    }
  }
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be a probability in [0, 1], got ${p}`);
}

/**
 * Where the walkers stand at the end, every step of every walk drawn. With p = ½ a step is one random bit and the sum a count of bits,
 * in WebAssembly where the host runs it; the numbers are the same without it.
 *
 * @param count  counts the bits; the fastest there is unless told
 * @returns [walkers] positions S_n
 * @cost p = ½: about 0.02 ns a step in WebAssembly; else about 3 ns
 */
export function finalPositions(crowd: Walkers, count: CountUps = tryKernel() ?? countUps): Int32Array {
  checkWalkers(crowd);
  const { walkers, steps, p = 0.5 } = crowd;
  const ends = new Int32Array(walkers);
  if (steps === 0) return ends;
  const { words, low, high } = wordsOf(steps);
  const state = seedXoshiro(crowd.seed, crowd.stream);
  if (p === 0.5) count(ends, state, words, low, high);
  else countSteps(ends, state, words, low, high, p);
  for (let w = 0; w < walkers; w++) ends[w] = 2 * ends[w]! - steps;
  return ends;
}

/** The ups of walks with any p, from the same bits as `paths`. */
function countSteps(ups: Int32Array, state: Xoshiro, words: number, low: number, high: number, p: number): void {
  const bits = new Int32Array(2 * words);
  for (let w = 0; w < ups.length; w++) {
    fillSteps(bits, state, p);
    bits[2 * words - 2]! &= low;
    bits[2 * words - 1]! &= high;
    let total = 0;
    for (const word of bits) total += bitsIn(word);
    ups[w] = total;
  }
}

/** How many bits of a 32-bit word are set. */
function bitsIn(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * The first `count` walks of a crowd, step by step: the very walks whose ends `finalPositions` gives.
 * @returns [count, steps + 1], row-major, each from 0
 */
export function paths(crowd: Walkers, count: number): Int32Array {
  checkWalkers(crowd);
  const { steps, p = 0.5 } = crowd;
  const rows = Math.min(count, crowd.walkers);
  const out = new Int32Array(rows * (steps + 1));
  const state = seedXoshiro(crowd.seed, crowd.stream);
  const bits = new Int32Array(2 * wordsOf(steps).words);
  for (let row = 0; row < rows; row++) {
    fillSteps(bits, state, p);
    for (let step = 0, at = row * (steps + 1); step < steps; step++, at++) {
      out[at + 1] = out[at]! + (((bits[step >> 5]! >>> (step & 31)) & 1) === 1 ? 1 : -1);
    }
  }
  return out;
}
