import { createRng } from "../../core/num/rng";
import { seedXoshiro } from "../../core/num/xoshiro";
import { fillSteps } from "../../core/walk/steps";
import type { Context, ParamNotice, Values } from "../demo";
import { show } from "../number";
import { num } from "./part";

/** The law of one step: weight j belongs to the step low + gap·j. Counts are whole, and n steps have total^n equally likely ways. */
export interface StepCounts {
  readonly low: number;
  readonly gap: number;
  readonly counts: readonly number[];
  /** Of a step of weight j; the counts over their sum, or q and p. */
  readonly weights: readonly number[];
}

/** The walk of the first tab: every law up to step n, and how many walkers stand where at each step. */
export interface LawModel {
  readonly n: number;
  readonly p: number;
  readonly seed: number;
  readonly walkers: number;
  readonly forget: boolean;
  readonly step: StepCounts;
  /** Name of the person's column, where the steps come from one. */
  readonly own?: string;
  /** P(S_k = k·low + gap·j) at `rowAt(k) + j`. */
  readonly laws: Float64Array;
  /** How many walkers stand there. */
  readonly tallies: Float64Array;
  /** [shown, n + 1] */
  readonly paths: Int32Array;
  readonly shown: number;
  readonly notices: readonly ParamNotice[];
}

const SHOWN = 40;
/** Entries of all rows together that are kept. */
const MOST_ENTRIES = 500_000;

/** Where row k begins in `laws` and `tallies`, for steps of w kinds. */
export const rowAt = (k: number, w: number): number => ((w - 1) * k * (k - 1)) / 2 + k;
/** How many entries row k has. */
export const rowLength = (k: number, w: number): number => k * (w - 1) + 1;

/** The site of entry j of row k: k·low + gap·j. */
export const siteOf = ({ low, gap }: StepCounts, k: number, j: number): number => k * low + gap * j;

/** Row k of the law or of the tallies. */
export function rowOf(model: LawModel, what: "laws" | "tallies", k: number): Float64Array {
  const w = model.step.counts.length;
  return model[what].subarray(rowAt(k, w), rowAt(k, w) + rowLength(k, w));
}

const coin = (p: number): StepCounts => ({ low: -1, gap: 2, counts: [1, 1], weights: [1 - p, p] });

/** The steps of the person's column, or why they can't be used. */
function ownSteps(context: Context): {
  readonly step?: StepCounts;
  readonly name?: string;
  readonly notice?: ParamNotice;
} {
  const table = context.data("own");
  const column = table?.columns["step"]?.[0];
  if (!table || !column?.numbers) return {};
  const steps = column.numbers.filter((x) => !Number.isNaN(x));
  const say = (en: string, zh: string): { notice: ParamNotice } => ({ notice: { param: "own", problem: { en, zh } } });
  if (steps.length === 0) return say(`“${column.name}” holds no number.`, `“${column.name}” 中没有数。`);
  const row = column.numbers.findIndex((x) => !Number.isNaN(x) && !Number.isSafeInteger(x));
  if (row >= 0) {
    const [at, value] = [row + 1, column.numbers[row]];
    return say(
      `Row ${at} of “${column.name}” is ${show(value, 8)}; a step must be a whole number. Round the column, or multiply it.`,
      `“${column.name}” 第 ${at} 行为 ${show(value, 8)}；步长须为整数。请取整或放大该列。`,
    );
  }
  let [low, high] = [steps[0], steps[0]];
  for (const x of steps) [low, high] = [Math.min(low, x), Math.max(high, x)];
  let gap = 0;
  for (const x of steps) gap = gcd(gap, x - low);
  if (gap === 0) gap = 1;
  const kinds = (high - low) / gap + 1;
  if (kinds > 200) {
    return say(
      `“${column.name}” spans ${kinds} values from ${low} to ${high}; at most 200 are drawn.`,
      `“${column.name}” 从 ${low} 到 ${high} 跨越 ${kinds} 个取值，至多 200 个。`,
    );
  }
  const counts = new Array<number>(kinds).fill(0);
  for (const x of steps) counts[(x - low) / gap]++;
  return { step: { low, gap, counts, weights: counts.map((c) => c / steps.length) }, name: column.name };
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** Every law from row 0 to row n, each the product of the one before with one step. */
function allLaws({ weights }: StepCounts, n: number): Float64Array {
  const w = weights.length;
  const laws = new Float64Array(rowAt(n, w) + rowLength(n, w));
  laws[0] = 1;
  for (let k = 0; k < n; k++) {
    const [from, to] = [rowAt(k, w), rowAt(k + 1, w)];
    for (let j = 0; j < rowLength(k, w); j++) {
      const mass = laws[from + j];
      if (mass === 0) continue;
      for (let i = 0; i < w; i++) laws[to + j + i] += mass * weights[i];
    }
  }
  return laws;
}

/** Draws every walk: its kind of step j at each time, to be counted and kept. */
function walk(
  model: Omit<LawModel, "tallies" | "paths">,
  context: Context,
): { tallies: Float64Array; paths: Int32Array } {
  const { n, step, walkers, shown, seed } = model;
  const w = step.counts.length;
  const tallies = new Float64Array(model.laws.length);
  const paths = new Int32Array(shown * (n + 1));
  const draw = model.own === undefined ? coinWalks(n, model.p, seed) : columnWalks(n, step, seed);
  for (let walker = 0; walker < walkers; walker++) {
    if (walker % 1000 === 999) {
      context.checkpoint();
      context.progress(walker / walkers);
    }
    const kinds = draw();
    let j = 0;
    tallies[0]++;
    for (let k = 1; k <= n; k++) {
      j += kinds[k - 1];
      tallies[rowAt(k, w) + j]++;
      if (walker < shown) paths[walker * (n + 1) + k] = siteOf(step, k, j);
    }
  }
  return { tallies, paths };
}

/** The walks of `finalPositions`, bit for bit. */
function coinWalks(n: number, p: number, seed: number): () => Uint8Array {
  const state = seedXoshiro(seed);
  const bits = new Int32Array(2 * Math.max(1, Math.ceil(n / 64)));
  const kinds = new Uint8Array(n);
  return () => {
    fillSteps(bits, state, p);
    for (let k = 0; k < n; k++) kinds[k] = (bits[k >> 5] >>> (k & 31)) & 1;
    return kinds;
  };
}

function columnWalks(n: number, { counts }: StepCounts, seed: number): () => Uint8Array {
  const rng = createRng(seed, 1);
  const urn = counts.flatMap((count, kind) => new Array<number>(count).fill(kind));
  const kinds = new Uint8Array(n);
  return () => {
    for (let k = 0; k < n; k++) kinds[k] = urn[rng.nextBelow(urn.length)];
    return kinds;
  };
}

/** Multiplies the laws up to step n, and sends the walkers. @cost O(n²) entries and O(walkers n) steps */
export function computeLaw(values: Values, seed: number, context: Context): LawModel {
  const { step: column, name, notice } = ownSteps(context);
  const p = num(values, "p");
  const step = column ?? coin(p);
  const w = step.counts.length;
  let n = num(values, "n");
  const notices: ParamNotice[] = notice ? [notice] : [];
  const most = Math.max(2, Math.floor(Math.sqrt((2 * MOST_ENTRIES) / Math.max(1, w - 1))) - 1);
  if (n > most) {
    n = most;
    notices.push({
      param: "n",
      remark: {
        en: `Steps of ${w} kinds: the laws of at most ${most} of them are kept.`,
        zh: `步长有 ${w} 种：至多保留 ${most} 步的分布。`,
      },
    });
  }
  if (column !== undefined) {
    notices.push({
      param: "p",
      remark: { en: "The steps come from your column; p does not count.", zh: "步长取自你的列，p 不起作用。" },
    });
  }
  const walkers = num(values, "walkers");
  const base = {
    n,
    p,
    seed,
    walkers,
    forget: values["forget"] === true,
    step,
    ...(name === undefined ? {} : { own: name }),
    laws: allLaws(step, n),
    shown: Math.min(SHOWN, walkers),
    notices,
  };
  return { ...base, ...walk(base, context) };
}

/** Mean and variance of one step. */
export function stepMoments({ low, gap, weights }: StepCounts): { readonly mean: number; readonly variance: number } {
  let mean = 0;
  weights.forEach((weight, j) => {
    mean += weight * (low + gap * j);
  });
  const variance = weights.reduce((sum, weight, j) => sum + weight * (low + gap * j - mean) ** 2, 0);
  return { mean, variance };
}

/** The exact counts of row k: the coefficients of the k-th power, as whole numbers of any size. */
export function exactRow({ counts }: StepCounts, k: number): bigint[] {
  let row = [1n];
  for (let i = 0; i < k; i++) {
    const next = new Array<bigint>(row.length + counts.length - 1).fill(0n);
    row.forEach((c, j) => {
      counts.forEach((count, kind) => {
        next[j + kind] += c * BigInt(count);
      });
    });
    row = next;
  }
  return row;
}
