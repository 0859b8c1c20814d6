import type { PointsParam } from "../../src/demos/demo";
import type { Text } from "../../src/words/text";
import { fieldText, parseTyped } from "./number";

/** A list of points as text: one point a line, `x, y`. */

type Bounds = Pick<PointsParam, "min" | "max" | "maxPoints">;

/** What a typed or pasted list says; of what can't be read, the first line that is wrong. */
export type PointsTyped = { readonly points: readonly number[] } | { readonly problem: Text };

/** Every digit: what is read back is the same list. */
export function pointsText(points: readonly number[]): string {
  const lines: string[] = [];
  for (let k = 0; k + 1 < points.length; k += 2) lines.push(`${points[k]}, ${points[k + 1]}`);
  return lines.join("\n");
}

/** Reads points from lines of two numbers, or of several pairs as in `[[0, 1], [2, 3]]`; a first line of names is skipped. */
export function parsePoints(text: string, bounds: Bounds): PointsTyped {
  const points: number[] = [];
  for (const [at, line] of text.split(/\r\n?|\n/).entries()) {
    const words = line.split(/[\s,;()[\]{}|]+/).filter((word) => word !== "");
    if (words.length === 0) continue;
    const numbers = words.map(parseTyped);
    if (at === 0 && numbers.every((number) => number === undefined)) continue;
    const bad = numbers.indexOf(undefined);
    if (bad >= 0) return { problem: notNumber(at + 1, words[bad]) };
    if (numbers.length % 2 !== 0) return { problem: notPair(at + 1, numbers.length) };
    const outside = numbers.find((number) => number! < bounds.min || number! > bounds.max);
    if (outside !== undefined) return { problem: notWithin(at + 1, outside, bounds) };
    points.push(...(numbers as number[]));
    if (points.length > 2 * bounds.maxPoints) return { problem: tooMany(bounds.maxPoints) };
  }
  return { points };
}

/** A new point where none is yet: the points of a sequence that fills the square evenly, whatever their number. */
export function nextPoint(points: readonly number[], { min, max, step }: Omit<PointsParam, "kind">): readonly number[] {
  const count = points.length / 2 + 1;
  // The two powers of 1/g, where g³ = g + 1, are the most irrational pair there is (Roberts 2018, "R2").
  const place = (irrational: number): number => {
    const share = (0.5 + irrational * count) % 1;
    const value = min + Math.round(((max - min) * (0.1 + 0.8 * share)) / step) * step;
    return Number(Math.min(max, Math.max(min, value)).toPrecision(12));
  };
  return [...points, place(0.754877666), place(0.569840296)];
}

const notNumber = (line: number, word: string): Text => ({
  en: `Line ${line}: “${word.slice(0, 20)}” is not a number. Write one point a line: x, y.`,
  zh: `第 ${line} 行：“${word.slice(0, 20)}”不是数。请每行写一个点：x, y。`,
});
const notPair = (line: number, count: number): Text => ({
  en: `Line ${line} has ${count} ${count === 1 ? "number" : "numbers"}; a point has two: x, y.`,
  zh: `第 ${line} 行有 ${count} 个数，一个点应有两个：x, y。`,
});
const notWithin = (line: number, value: number, { min, max }: Bounds): Text => ({
  en: `Line ${line}: ${fieldText(value)} is not within ${fieldText(min)} … ${fieldText(max)}.`,
  zh: `第 ${line} 行：${fieldText(value)} 不在 ${fieldText(min)} … ${fieldText(max)} 之内。`,
});
const tooMany = (most: number): Text => ({
  en: `These are more than ${most} points, the most there can be. Nothing was changed.`,
  zh: `点数超过上限 ${most} 个，未作改动。`,
});
