import type { Tally } from "./binned";
import type { Classes, Targets } from "./samples";

/** The sums for two classes of at most 65,535 draws in all, K classes, or numbers. */
export function tallyOf(targets: Targets): Tally {
  return targets.kind === "classes" && targets.count === 2 && targets.of.length < 65536
    ? pairTally(targets)
    : channelTally(targets);
}

/**
 * Two classes: one 32-bit word holds draws (upper half) and draws of class 1 (lower half), so that one addition counts both.
 * A cut is worth (p_L W − P w_L)² / (w_L w_R), which is W²/2 times its fall in Gini impurity.
 */
function pairTally({ of }: Classes): Tally {
  const word = new Int32Array(of.length);
  const bin = new Int32Array(256);
  // Which bins hold a row, a bit each: so the full ones are met in order without a look at the empty ones.
  const marks = new Int32Array(8);
  const touched = new Uint8Array(256);
  let rows: Int32Array = new Int32Array(0);
  let total = 0;
  let ones = 0;
  return {
    begin(times, order, count) {
      rows = order;
      for (let at = 0; at < count; at++) {
        const row = order[at];
        word[row] = (times[row] << 16) | (of[row] === 1 ? times[row] : 0);
      }
    },
    open(from, to) {
      let sum = 0;
      for (let at = from; at < to; at++) sum = (sum + word[rows[at]]) | 0;
      total = sum >>> 16;
      ones = sum & 0xffff;
    },
    pure: () => ones === 0 || ones === total,
    weight: () => total,
    cost: () => (2 * ones * (total - ones)) / total,
    valueInto(out, at) {
      out[at] = (total - ones) / total;
      out[at + 1] = ones / total;
    },
    best(codes, from, to, minLeaf, cut) {
      const order = rows;
      const words = word;
      const sums = bin;
      for (let at = from; at < to; at++) {
        const row = order[at];
        const code = codes[row];
        sums[code] += words[row];
        marks[code >>> 5] |= 1 << (code & 31);
      }
      const found = listMarks(marks, touched);
      const W = +total;
      const P = +ones;
      let w = 0;
      let p = 0;
      let before = -1;
      // The best worth so far as a fraction, so that a cut is compared without a division.
      let above = -1;
      let below = 1;
      let last = 0;
      let first = 0;
      let blocked = false;
      for (let k = 0; k < found; k++) {
        const code = touched[k];
        const sum = sums[code];
        sums[code] = 0;
        if (before >= 0) {
          const r = W - w;
          if (w >= minLeaf && r >= minLeaf) {
            const t = p * W - P * w;
            const top = t * t;
            const bottom = w * r;
            if (top * below > above * bottom) {
              above = top;
              below = bottom;
              last = before;
              first = code;
            }
          } else blocked = true;
        }
        w += sum >>> 16;
        p += sum & 0xffff;
        before = code;
      }
      if (above < 0) return blocked ? Number.NaN : -1;
      cut[0] = last;
      cut[1] = first;
      return above / below;
    },
  };
}

/** K classes or numbers: a cut is worth Σ_k S_k²/w on the left, plus the same on the right, less that of the node. */
function channelTally(targets: Targets): Tally {
  const n = targets.of.length;
  const K = targets.kind === "classes" ? targets.count : 1;
  const channel = targets.kind === "classes" ? targets.of : new Int32Array(n);
  const weight = new Float64Array(n);
  const amount = new Float64Array(n);
  const bin = new Float64Array(256 * K);
  const binWeight = new Float64Array(256);
  // Which bins hold a row, a bit each: so the full ones are met in order without a look at the empty ones.
  const marks = new Int32Array(8);
  const touched = new Uint8Array(256);
  const whole = new Float64Array(K);
  const left = new Float64Array(K);
  let rows: Int32Array = new Int32Array(0);
  let mean = 0;
  let total = 0;
  let cost = 0;
  let rootCost = 0;
  return {
    begin(times, order, count) {
      rows = order;
      rootCost = 0;
      mean = 0;
      let drawn = 0;
      for (let at = 0; at < count; at++) {
        const row = order[at];
        weight[row] = times[row];
        drawn += times[row];
        if (targets.kind === "numbers") mean += (times[row] / drawn) * (targets.of[row] - mean);
      }
      for (let at = 0; at < count; at++) {
        const row = order[at];
        amount[row] = targets.kind === "numbers" ? times[row] * (targets.of[row] - mean) : times[row];
      }
    },
    open(from, to) {
      whole.fill(0);
      total = 0;
      let ceiling = 0;
      for (let at = from; at < to; at++) {
        const row = rows[at];
        total += weight[row];
        whole[channel[row]] += amount[row];
        ceiling += (amount[row] * amount[row]) / weight[row];
      }
      let squares = 0;
      for (let k = 0; k < K; k++) squares += whole[k] * whole[k];
      cost = Math.max(0, ceiling - squares / total);
      rootCost = Math.max(rootCost, cost);
    },
    pure: () => cost <= 1e-12 * rootCost,
    weight: () => total,
    cost: () => cost,
    valueInto(out, at) {
      for (let k = 0; k < K; k++) out[at + k] = targets.kind === "numbers" ? mean + whole[k] / total : whole[k] / total;
    },
    best(codes, from, to, minLeaf, cut) {
      for (let at = from; at < to; at++) {
        const row = rows[at];
        const code = codes[row];
        marks[code >>> 5] |= 1 << (code & 31);
        binWeight[code] += weight[row];
        bin[code * K + channel[row]] += amount[row];
      }
      const found = listMarks(marks, touched);
      left.fill(0);
      let base = 0;
      for (let k = 0; k < K; k++) base += whole[k] * whole[k];
      base /= total;
      let w = 0;
      let before = -1;
      let most = -1;
      for (let at = 0; at < found; at++) {
        const code = touched[at];
        const r = total - w;
        if (before >= 0) {
          if (w >= minLeaf && r >= minLeaf) {
            let ours = 0;
            let theirs = 0;
            for (let k = 0; k < K; k++) {
              ours += left[k] * left[k];
              const rest = whole[k] - left[k];
              theirs += rest * rest;
            }
            const worth = Math.max(0, ours / w + theirs / r - base);
            if (!(worth <= most)) {
              most = worth;
              cut[0] = before;
              cut[1] = code;
            }
          } else if (most < 0) most = Number.NaN;
        }
        w += binWeight[code];
        binWeight[code] = 0;
        for (let k = 0; k < K; k++) {
          left[k] += bin[code * K + k];
          bin[code * K + k] = 0;
        }
        before = code;
      }
      return most;
    },
  };
}

/** Writes the marked codes into `list` in ascending order and clears the marks; returns how many there are. */
function listMarks(marks: Int32Array, list: Uint8Array): number {
  let found = 0;
  for (let word = 0; word < 8; word++) {
    for (let bits = marks[word]; bits !== 0; bits &= bits - 1) {
      list[found++] = (word << 5) + 31 - Math.clz32(bits & -bits);
    }
    marks[word] = 0;
  }
  return found;
}
