import { expect, test } from "vitest";
import { fillRandom, jumpAhead, seedXoshiro } from "../../../src/core/num/xoshiro";

const MASK = (1n << 64n) - 1n;
const turn = (x: bigint, by: bigint) => ((x << by) | (x >> (64n - by))) & MASK;

/** The generator as Blackman and Vigna print it, on 64-bit numbers. */
function* reference(state: bigint[]): Generator<bigint> {
  const s = [...state] as [bigint, bigint, bigint, bigint];
  for (;;) {
    yield (turn((s[0] + s[3]) & MASK, 23n) + s[0]) & MASK;
    const t = (s[1] << 17n) & MASK;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = turn(s[3], 45n);
  }
}

const wide = (state: Int32Array) =>
  [0, 1, 2, 3].map((k) => BigInt(state[2 * k]! >>> 0) | (BigInt(state[2 * k + 1]! >>> 0) << 32n));

function outputs(state: Int32Array, count: number): bigint[] {
  const words = new Int32Array(2 * count);
  fillRandom(words, state);
  return Array.from(
    { length: count },
    (_, k) => BigInt(words[2 * k]! >>> 0) | (BigInt(words[2 * k + 1]! >>> 0) << 32n),
  );
}

test("the state 1, 2, 3, 4 gives the published outputs", () => {
  // rand_xoshiro 0.6, tests of xoshiro256plusplus.rs
  expect(outputs(Int32Array.of(1, 0, 2, 0, 3, 0, 4, 0), 10)).toEqual([
    41943041n,
    58720359n,
    3588806011781223n,
    3591011842654386n,
    9228616714210784205n,
    9973669472204895162n,
    14011001112246962877n,
    12406186145184390807n,
    15849039046786891736n,
    10450023813501588000n,
  ]);
});

test("a seed is spread by splitmix64 as published", () => {
  expect(wide(seedXoshiro(1234567))).toEqual([
    6457827717110365317n,
    3203168211198807973n,
    9817491932198370423n,
    4593380528125082431n,
  ]);
});

test("halves of 32 bits give the outputs of 64-bit arithmetic", () => {
  const state = seedXoshiro(20260101, 3);
  const expected = reference(wide(state));
  for (const output of outputs(state, 5000)) expect(output).toBe(expected.next().value);
});

/** The shortest linear recurrence of a bit sequence as a polynomial, bit k the coefficient of xᵏ. @source Massey 1969 */
function recurrence(bits: readonly number[]): bigint {
  let [C, B, L, m] = [1n, 1n, 0, 1];
  for (let n = 0; n < bits.length; n++) {
    let discrepancy = 0;
    for (let i = 0; i <= L; i++) discrepancy ^= Number((C >> BigInt(i)) & 1n) & bits[n - i]!;
    if (discrepancy === 0) m++;
    else if (2 * L <= n) {
      [C, B, L, m] = [C ^ (B << BigInt(m)), C, n + 1 - L, 1];
    } else {
      C ^= B << BigInt(m);
      m++;
    }
  }
  let reversed = 0n;
  for (let i = 0; i <= L; i++) if ((C >> BigInt(i)) & 1n) reversed |= 1n << BigInt(L - i);
  return reversed;
}

const degree = (p: bigint) => p.toString(2).length - 1;

function multiply(a: bigint, b: bigint, modulus: bigint): bigint {
  const top = 1n << BigInt(degree(modulus));
  let sum = 0n;
  for (; b > 0n; b >>= 1n) {
    if (b & 1n) sum ^= a;
    a <<= 1n;
    if (a & top) a ^= modulus;
  }
  return sum;
}

function powerOfX(exponent: bigint, modulus: bigint): bigint {
  let [result, base] = [1n, 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = multiply(result, base, modulus);
    base = multiply(base, base, modulus);
  }
  return result;
}

/** The recurrence that every bit of the state obeys, from the lowest bit of s₀. */
function characteristic(): bigint {
  const state = seedXoshiro(5);
  const word = new Int32Array(2);
  const bits = Array.from({ length: 520 }, () => {
    const bit = state[0]! & 1;
    fillRandom(word, state);
    return bit;
  });
  return recurrence(bits);
}

test("the period is 2^256 − 1: x has that order modulo the recurrence of the state", () => {
  const P = characteristic();
  expect(degree(P)).toBe(256);
  const period = (1n << 256n) - 1n;
  expect(powerOfX(period, P)).toBe(1n);
  // The prime factors of 2²⁵⁶ − 1, those of the Fermat numbers F₀ to F₇.
  const primes = [3n, 5n, 17n, 257n, 65537n, 641n, 6700417n, 274177n, 67280421310721n].concat([
    59649589127497217n,
    5704689200685129054721n,
  ]);
  expect(primes.reduce((product, p) => product * p)).toBe(period);
  for (const p of primes) expect(powerOfX(period / p, P)).not.toBe(1n);
});

test("a jump is 2^128 steps: it applies x^(2^128) modulo the recurrence", () => {
  const polynomial = powerOfX(1n << 128n, characteristic());
  const state = seedXoshiro(77);
  const jumped = Int32Array.from(state);
  jumpAhead(jumped);
  const sum = new Int32Array(8);
  const word = new Int32Array(2);
  for (let k = 0n; k < 256n; k++) {
    if ((polynomial >> k) & 1n) for (let i = 0; i < 8; i++) sum[i]! ^= state[i]!;
    fillRandom(word, state);
  }
  expect([...jumped]).toEqual([...sum]);
  expect([...seedXoshiro(77, 1)]).toEqual([...jumped]);
});

test("a seed that is no whole number or a stream out of range is refused with what was expected", () => {
  expect(() => seedXoshiro(-1)).toThrow("seed must be a whole number ≥ 0, got -1");
  expect(() => seedXoshiro(0.5)).toThrow(RangeError);
  expect(() => seedXoshiro(1, 70000)).toThrow("stream must be a whole number in [0, 65536], got 70000");
});
