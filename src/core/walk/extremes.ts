import { seedXoshiro } from "../num/xoshiro";
import { checkWalkers, type Walkers, wordsOf } from "./simulate";
import { fillSteps } from "./steps";

/** What many walks did on their way, an entry a walker. */
export interface Extremes {
  /** S_n. */
  readonly ends: Int32Array;
  /** max of S_0…S_n, at least 0. */
  readonly maxima: Int32Array;
  /** The first step at which S is the level; 0 where it never is. */
  readonly hits: Int32Array;
}

const BITS = 16;

/** For 16 steps as bits, lowest first: where they lead, and how high they come, at least −1. */
let tables: { readonly net: Int8Array; readonly top: Int8Array } | undefined;

function makeTables(): { readonly net: Int8Array; readonly top: Int8Array } {
  const net = new Int8Array(1 << BITS);
  const top = new Int8Array(1 << BITS);
  for (let bits = 0; bits < 1 << BITS; bits++) {
    let at = 0;
    let best = -1;
    for (let k = 0; k < BITS; k++) {
      at += (bits >>> k) & 1 ? 1 : -1;
      if (at > best) best = at;
    }
    net[bits] = at;
    top[bits] = best;
  }
  return { net, top };
}

/**
 * End, maximum and first hit of a level of each walk, 16 steps at a time from a table.
 * @param level  ≥ 1
 * @cost about 0.4 ns a step, 128 KiB of tables
 */
export function extremes(crowd: Walkers, level: number): Extremes {
  checkWalkers(crowd);
  if (!Number.isInteger(level) || level < 1) throw new RangeError(`level must be a whole number ≥ 1, got ${level}`);
  const { walkers, steps, p = 0.5 } = crowd;
  tables ??= makeTables();
  const { net, top } = tables;
  const out: Extremes = {
    ends: new Int32Array(walkers),
    maxima: new Int32Array(walkers),
    hits: new Int32Array(walkers),
  };
  const state = seedXoshiro(crowd.seed, crowd.stream);
  const words = new Int32Array(2 * wordsOf(steps).words);
  const parts = new Uint16Array(words.buffer);
  const whole = Math.floor(steps / BITS);
  for (let w = 0; w < walkers; w++) {
    fillSteps(words, state, p);
    let at = 0;
    let most = 0;
    let part = 0;
    for (; part < whole; part++) {
      const bits = parts[part]!;
      const reached = at + top[bits]!;
      if (reached > most) {
        most = reached;
        if (reached >= level) break;
      }
      at += net[bits]!;
    }
    // The level lies in these 16 steps or in the last, fewer than 16: look at each. After that only the maximum counts.
    if (part < whole || part * BITS < steps) {
      out.hits[w] = hitWithin(parts[part]!, part * BITS, Math.min(steps, part * BITS + BITS), level - at);
    }
    for (; part < whole; part++) {
      const bits = parts[part]!;
      const reached = at + top[bits]!;
      if (reached > most) most = reached;
      at += net[bits]!;
    }
    for (let step = whole * BITS; step < steps; step++) {
      at += (parts[whole]! >>> (step & (BITS - 1))) & 1 ? 1 : -1;
      if (at > most) most = at;
    }
    out.ends[w] = at;
    out.maxima[w] = most;
  }
  return out;
}

/** The first of the steps from `from` to `end` after which the sum of `bits` is `rise`; 0 where none is. */
function hitWithin(bits: number, from: number, end: number, rise: number): number {
  for (let step = from, sum = 0; step < end; step++) {
    sum += (bits >>> (step - from)) & 1 ? 1 : -1;
    if (sum === rise) return step + 1;
  }
  return 0;
}
