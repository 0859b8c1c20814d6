import { beforeAll, describe, expect, test } from "vitest";
import type { DotsItem } from "../../src/plot/picture";
import { dotField } from "../../webview/render/dot-field";

const box = { x: 10, y: 20, width: 40, height: 30 };
const item = (points: readonly number[], more: Partial<DotsItem> = {}): DotsItem => ({
  kind: "dots",
  points,
  radiusPx: 3,
  shape: "circle",
  ink: "series0",
  isField: true,
  ...more,
});
/** How much of each pixel is covered, 0…1. */
const cover = (points: readonly number[], more: Partial<DotsItem> = {}, ratio = 1): number[] => {
  const { data } = dotField(item(points, more), "#123456", box, ratio);
  return Array.from({ length: data.length / 4 }, (_, k) => data[4 * k + 3] / 255);
};
const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

beforeAll(() => {
  // Node has none; the browser's is this and a colour space.
  globalThis.ImageData = class {
    readonly data: Uint8ClampedArray<ArrayBuffer>;
    constructor(
      readonly width: number,
      readonly height: number,
    ) {
      this.data = new Uint8ClampedArray(4 * width * height);
    }
  } as unknown as typeof ImageData;
});

describe("a field of dots", () => {
  test.each([
    [1, 3],
    [1, 1.5],
    [2, 3],
    [3, 2],
  ])("covers πr² of its pixels for each dot, at %i device pixels and radius %d", (ratio, radiusPx) => {
    const area = Math.PI * (radiusPx * ratio) ** 2;
    for (const shift of [0, 0.13, 0.5, 0.77]) {
      const covered = sum(cover([30 + shift, 35 - shift], { radiusPx }, ratio));
      expect(Math.abs(covered / area - 1)).toBeLessThan(0.06);
    }
  });
  test("lies where its dots are, to a quarter of a pixel", () => {
    for (const [x, y] of [
      [30, 35],
      [25.4, 33.9],
      [41.75, 40.2],
    ]) {
      const all = cover([x, y]);
      const mean = (part: (k: number) => number): number => sum(all.map((c, k) => c * (part(k) + 0.5))) / sum(all);
      expect(Math.abs(box.x + mean((k) => k % 40) - x)).toBeLessThan(0.2);
      expect(Math.abs(box.y + mean((k) => Math.floor(k / 40)) - y)).toBeLessThan(0.2);
    }
  });
  test("adds up where dots lie on each other, as drawing them one by one does", () => {
    const [one, two] = [cover([30, 35], { opacity: 0.4 }), cover([30, 35, 30, 35], { opacity: 0.4 })];
    const middle = (35 - 20) * 40 + (30 - 10);
    expect(one[middle]).toBeCloseTo(0.4, 2);
    expect(two[middle]).toBeCloseTo(1 - 0.6 * 0.6, 2);
    expect(Math.max(...cover(new Array<number>(400).fill(30.5), { opacity: 0.9 }))).toBeLessThanOrEqual(1);
  });
  test("leaves out what does not fit, and starts anew each time", () => {
    expect(sum(cover([0, 0, 30, 500, Number.NaN, 35, 30, Number.POSITIVE_INFINITY]))).toBe(0);
    cover([30, 35]);
    expect(sum(cover([]))).toBe(0);
  });
  test("has one colour, whose bytes stand in their order", () => {
    const { data } = dotField(item([30, 35]), "#123456", box, 1);
    const middle = 4 * ((35 - 20) * 40 + (30 - 10));
    expect([...data.slice(middle, middle + 4)]).toEqual([0x12, 0x34, 0x56, 255]);
  });
  test.each(["circle", "square", "diamond", "triangle", "cross", "ring"] as const)(
    "draws a %s about its middle",
    (shape) => {
      const all = cover([30.5, 35.5], { shape, radiusPx: 5 });
      const mean = sum(all.map((c, k) => c * ((k % 40) + 0.5))) / sum(all);
      expect(Math.abs(box.x + mean - 30.5)).toBeLessThan(0.3);
      expect(sum(all)).toBeGreaterThan(10);
    },
  );
});
