import type { Code } from "../num/wasm";
import { assemble, i32, i64, repeatWhile, tryInstantiate, wasmFunction, when } from "../num/wasm";
import type { Xoshiro } from "../num/xoshiro";

/**
 * Counts the +1 steps of many walkers: walker after walker draws `words` outputs of 64 bits from xoshiro256++, a bit a step, 1 for +1.
 * @param ups    [walkers], overwritten
 * @param state  moved on
 * @param words  outputs a walker draws, ≥ 1
 * @param low    mask of the last output's lower half: bits beyond the walk's end count nothing
 * @param high   mask of its upper half
 */
export type CountUps = (ups: Int32Array, state: Xoshiro, words: number, low: number, high: number) => void;

/** {@link CountUps} on 32-bit halves, bit for bit what the WebAssembly kernel counts. @cost about 1 operation a step */
export const countUps: CountUps = (ups, state, words, low, high) => {
  let [a, A, b, B, c, C, d, D] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let walker = 0; walker < ups.length; walker++) {
    let total = 0;
    for (let word = 0; word < words; ) {
      // Four lanes of 8 bits take 16 an output, so 15 outputs before they are summed.
      const end = Math.min(word + 15, words);
      let lanes = 0;
      for (; word < end; word++) {
        // The generator of `fillRandom`, its output counted at once.
        const sl = (a + d) | 0;
        const sh = A + D + (((a & d) | ((a | d) & ~sl)) >>> 31);
        const rl = (sl << 23) | (sh >>> 9);
        const rh = (sh << 23) | (sl >>> 9);
        let x = (rl + a) | 0;
        let y = (rh + A + (((rl & a) | ((rl | a) & ~x)) >>> 31)) | 0;
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
        const turned = (D << 13) | (d >>> 19);
        D = (d << 13) | (D >>> 19);
        d = turned;
        if (word === words - 1) {
          x &= low;
          y &= high;
        }
        x -= (x >>> 1) & 0x55555555;
        y -= (y >>> 1) & 0x55555555;
        // Nibbles of both halves together hold at most 8.
        x = (x & 0x33333333) + ((x >>> 2) & 0x33333333) + (y & 0x33333333) + ((y >>> 2) & 0x33333333);
        lanes = (lanes + (x & 0x0f0f0f0f) + ((x >>> 4) & 0x0f0f0f0f)) | 0;
      }
      const pairs = (lanes & 0x00ff00ff) + ((lanes >>> 8) & 0x00ff00ff);
      total += (pairs & 0xffff) + (pairs >>> 16);
    }
    ups[walker] = total;
  }
  state.set([a, A, b, B, c, C, d, D]);
};

/** Bytes of memory: the state, the mask of the last output, then a count a walker. */
const MASK_AT = 32;
const UPS_AT = 64;
const PAGES = 2;
const CAPACITY = (PAGES * 65536 - UPS_AT) / 4;

/** The bytes of the module: `count(walkers, words)`, `words` not counting the masked last one. */
export function kernelBytes(): Uint8Array<ArrayBuffer> {
  const zero = i32.const(0);
  const count = wasmFunction(
    "count",
    { walkers: "i32", words: "i32" },
    { at: "i32", end: "i32", left: "i32", s0: "i64", s1: "i64", s2: "i64", s3: "i64", t: "i64", x: "i64", sum: "i64" },
    (v) => {
      const { s0, s1, s2, s3, t, x, sum } = v;
      const output: Code[] = [
        x.set(i64.add(i64.rotl(i64.add(s0.get, s3.get), i64.const(23)), s0.get)),
        t.set(i64.shl(s1.get, i64.const(17))),
        s2.set(i64.xor(s2.get, s0.get)),
        s3.set(i64.xor(s3.get, s1.get)),
        s1.set(i64.xor(s1.get, s2.get)),
        s0.set(i64.xor(s0.get, s3.get)),
        s2.set(i64.xor(s2.get, t.get)),
        s3.set(i64.rotl(s3.get, i64.const(45))),
      ];
      const counted = [...output, sum.set(i64.add(sum.get, i64.popcnt(x.get)))];
      const { left } = v;
      const repeat = (times: Code, body: readonly Code[]): Code[] => [
        left.set(times),
        when(left.get, [repeatWhile([...body, left.set(i32.sub(left.get, i32.const(1)))], left.get)]),
      ];
      const walker: Code[] = [
        sum.set(i64.const(0)),
        // Four at a time: what a turn of the loop costs is then a tenth of it, not a third.
        ...repeat(i32.shrU(v.words.get, i32.const(2)), [...counted, ...counted, ...counted, ...counted]),
        ...repeat(i32.and(v.words.get, i32.const(3)), counted),
        ...output,
        sum.set(i64.add(sum.get, i64.popcnt(i64.and(x.get, i64.load(zero, MASK_AT))))),
        i32.store(v.at.get, i32.wrap(sum.get), UPS_AT),
        v.at.set(i32.add(v.at.get, i32.const(4))),
      ];
      return [
        ...[s0, s1, s2, s3].map((s, k) => s.set(i64.load(zero, 8 * k))),
        v.end.set(i32.shl(v.walkers.get, i32.const(2))),
        repeatWhile(walker, i32.sub(v.end.get, v.at.get)),
        ...[s0, s1, s2, s3].map((s, k) => i64.store(zero, s.get, 8 * k)),
      ];
    },
  );
  return assemble([count], PAGES);
}

let kernel: CountUps | undefined | "none";

/** {@link CountUps} in WebAssembly, one `i64.popcnt` for 64 steps; undefined where the host does not run it. */
export function tryKernel(): CountUps | undefined {
  kernel ??= makeKernel() ?? "none";
  return kernel === "none" ? undefined : kernel;
}

function makeKernel(): CountUps | undefined {
  const exports = tryInstantiate(kernelBytes());
  if (!exports) return undefined;
  const count = exports["count"] as (walkers: number, words: number) => void;
  const memory = new Int32Array((exports["memory"] as { readonly buffer: ArrayBuffer }).buffer);
  return (ups, state, words, low, high) => {
    memory.set(state, 0);
    memory.set([low, high], MASK_AT / 4);
    for (let from = 0; from < ups.length; from += CAPACITY) {
      const walkers = Math.min(CAPACITY, ups.length - from);
      count(walkers, words - 1);
      ups.set(memory.subarray(UPS_AT / 4, UPS_AT / 4 + walkers), from);
    }
    state.set(memory.subarray(0, 8));
  };
}
