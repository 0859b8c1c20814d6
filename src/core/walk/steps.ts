import type { Xoshiro } from "../num/xoshiro";
import { fillRandom } from "../num/xoshiro";

/**
 * Fills `out` with steps, a bit each, lowest bit first: 1 for +1 with probability p, 0 for −1.
 * A fair step costs one random bit. Else each step compares the binary digits of p with random ones until they differ,
 * 32 steps at once, so that the probability is exactly the double p.
 *
 * @param out    an even number of words
 * @param state  moved on
 * @cost p = ½: one output of the generator for 64 steps; else about 8
 */
export function fillSteps(out: Int32Array, state: Xoshiro, p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be a probability in [0, 1], got ${p}`);
  if (p === 0.5) fillRandom(out, state);
  else if (p === 0 || p === 1) out.fill(p === 1 ? -1 : 0);
  else fillBiased(out, state, digitsOf(p));
}

/** The binary digits of p in (0, 1) after the point, as masks −1 and 0: exact, for p is a double. */
function digitsOf(p: number): number[] {
  const digits: number[] = [];
  for (let rest = p; rest > 0; ) {
    rest *= 2;
    digits.push(rest >= 1 ? -1 : 0);
    if (rest >= 1) rest -= 1;
  }
  return digits;
}

const POOL = new Int32Array(512);

function fillBiased(out: Int32Array, state: Xoshiro, digits: readonly number[]): void {
  let at = POOL.length;
  for (let i = 0; i < out.length; i++) {
    let undecided = -1;
    let up = 0;
    // U < p is decided at the first digit where U and p differ, and there U has 0 and p has 1.
    for (let k = 0; undecided !== 0 && k < digits.length; k++) {
      if (at === POOL.length) {
        fillRandom(POOL, state);
        at = 0;
      }
      const random = POOL[at++]!;
      const digit = digits[k]!;
      up |= undecided & digit & ~random;
      undecided &= ~(random ^ digit);
    }
    out[i] = up;
  }
}
