/**
 * PCG-XSH-RR 64/32, seeded: the same numbers on every machine.
 * @source O'Neill 2014, "PCG: A family of simple fast space-efficient statistically good algorithms", HMC-CS-2014-0905
 */
export interface Rng {
  /** A whole number in [0, 2³²). */
  nextU32(): number;
  /** A number in [0, 1) with 53 random bits. */
  nextFloat(): number;
  /** A standard normal variate (Marsaglia's polar method). */
  nextNormal(): number;
  /** A whole number in [0, bound), without the bias of a remainder. */
  nextBelow(bound: number): number;
}

const MULTIPLIER_HIGH = 0x5851f42d;
const MULTIPLIER_LOW = 0x4c957f2d;

/** The upper 32 bits of the 64-bit product of two unsigned 32-bit numbers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + (middle >>> 16) + (cross >>> 16)) >>> 0;
}

/**
 * @param seed    the initial state, a whole number in [0, 2⁵³)
 * @param stream  chooses one of 2³¹ independent sequences
 */
export function createRng(seed: number, stream = 54): Rng {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`seed must be a whole number ≥ 0, got ${seed}`);
  const incrementHigh = (stream / 2 ** 31) >>> 0;
  const incrementLow = ((stream << 1) | 1) >>> 0;
  // Two words in a typed array: as plain variables, numbers above 2³¹ would be boxed at each step.
  const state = new Uint32Array(2);
  let spare: number | undefined;

  function advance(): void {
    const high = state[0]!;
    const low = state[1]!;
    const productLow = Math.imul(low, MULTIPLIER_LOW) >>> 0;
    const productHigh =
      multiplyHigh(low, MULTIPLIER_LOW) + Math.imul(high, MULTIPLIER_LOW) + Math.imul(low, MULTIPLIER_HIGH);
    const sumLow = productLow + incrementLow;
    state[1] = sumLow;
    state[0] = productHigh + incrementHigh + (sumLow > 0xffffffff ? 1 : 0);
  }

  advance();
  const seeded = state[1]! + (seed >>> 0);
  state[1] = seeded;
  state[0] = state[0]! + Math.floor(seed / 2 ** 32) + (seeded > 0xffffffff ? 1 : 0);
  advance();

  function nextU32(): number {
    const high = state[0]!;
    const low = state[1]!;
    // ((state >> 18) ^ state) >> 27, of which 32 bits remain; the top five bits of the state say how far to rotate.
    const mixedHigh = ((high >>> 18) ^ high) >>> 0;
    const mixedLow = (((low >>> 18) | (high << 14)) ^ low) >>> 0;
    const word = ((mixedLow >>> 27) | (mixedHigh << 5)) >>> 0;
    const turn = high >>> 27;
    advance();
    return ((word >>> turn) | (word << (-turn & 31))) >>> 0;
  }

  function nextFloat(): number {
    const upper = nextU32() >>> 5;
    const lower = nextU32() >>> 6;
    return (upper * 67108864 + lower) / 9007199254740992;
  }

  function nextNormal(): number {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const u = 2 * nextFloat() - 1;
      const v = 2 * nextFloat() - 1;
      const s = u * u + v * v;
      if (s === 0 || s >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * scale;
      return u * scale;
    }
  }

  function nextBelow(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
      throw new RangeError(`bound must be a whole number in [1, 2^32], got ${bound}`);
    }
    for (;;) {
      const word = nextU32();
      // Words below 2³² mod bound would make the low remainders more likely; only one below `bound` can be among them.
      if (word >= bound || word >= 2 ** 32 % bound) return word % bound;
    }
  }

  return { nextU32, nextFloat, nextNormal, nextBelow };
}
