/**
 * xoshiro256++: 64 random bits a call, period 2²⁵⁶ − 1, and 2¹²⁸ streams that never meet.
 * @source Blackman & Vigna 2021, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4)
 */

/** s₀…s₃ as eight 32-bit words, the lower half of each first. */
export type Xoshiro = Int32Array;

/** xʲ with j = 2¹²⁸ modulo the characteristic polynomial of the state's map over GF(2), lowest bits first. */
const JUMP = [0x3cfd0aba, 0x180ec6d3, 0xf0c9392c, 0xd5a61266, 0xe03fc9aa, 0xa9582618, 0x29b1661c, 0x39abdc45];

const MAX_STREAM = 65536;

/**
 * A state made from a seed by splitmix64, then moved on by `stream` jumps of 2¹²⁸ outputs.
 * @param seed    a whole number in [0, 2⁵³)
 * @param stream  a whole number in [0, 65536]: which of the sequences that do not overlap
 * @cost 256 steps of the generator a jump
 * @source Steele, Lea & Flood 2014 (splitmix64)
 */
export function seedXoshiro(seed: number, stream = 0): Xoshiro {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`seed must be a whole number ≥ 0, got ${seed}`);
  if (!Number.isInteger(stream) || stream < 0 || stream > MAX_STREAM) {
    throw new RangeError(`stream must be a whole number in [0, ${MAX_STREAM}], got ${stream}`);
  }
  const state = new Int32Array(8);
  let x = BigInt(seed);
  for (let i = 0; i < 4; i++) {
    x = BigInt.asUintN(64, x + 0x9e3779b97f4a7c15n);
    let z = x;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    z ^= z >> 31n;
    state[2 * i] = Number(BigInt.asIntN(32, z));
    state[2 * i + 1] = Number(BigInt.asIntN(32, z >> 32n));
  }
  for (let jump = 0; jump < stream; jump++) jumpAhead(state);
  return state;
}

/** Moves the state on by 2¹²⁸ outputs. */
export function jumpAhead(state: Xoshiro): void {
  const sum = new Int32Array(8);
  const word = new Int32Array(2);
  for (const bits of JUMP) {
    for (let bit = 0; bit < 32; bit++) {
      if ((bits >>> bit) & 1) for (let k = 0; k < 8; k++) sum[k]! ^= state[k]!;
      fillRandom(word, state);
    }
  }
  state.set(sum);
}

/**
 * Fills `out` with random bits: each output is two words, the lower half first.
 * @param out  an even number of words
 * @cost about 35 integer operations an output: 64-bit sums and turns are made of 32-bit halves
 */
export function fillRandom(out: Int32Array, state: Xoshiro): void {
  let [a, A, b, B, c, C, d, D] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i + 1 < out.length; i += 2) {
    // s₀ + s₃; the carry of l = x + y is the top bit of xy ∨ (x ∨ y)¬l.
    const sl = (a + d) | 0;
    const sh = A + D + (((a & d) | ((a | d) & ~sl)) >>> 31);
    const rl = (sl << 23) | (sh >>> 9);
    const rh = (sh << 23) | (sl >>> 9);
    const low = (rl + a) | 0;
    out[i] = low;
    out[i + 1] = rh + A + (((rl & a) | ((rl | a) & ~low)) >>> 31);
    const tl = b << 17;
    const th = (B << 17) | (b >>> 15);
    c ^= a;
    C ^= A;
    d ^= b;
    D ^= B;
    b ^= c;
    B ^= C;
    a ^= d;
    A ^= D;
    c ^= tl;
    C ^= th;
    // A turn by 45 is a turn by 13 with the halves exchanged.
    const turned = (D << 13) | (d >>> 19);
    D = (d << 13) | (D >>> 19);
    d = turned;
  }
  state.set([a, A, b, B, c, C, d, D]);
}
