import { describe, expect, test } from "vitest";
import type { Mark, Scene } from "../../src/plot/scene";
import { createHolder, shipped, shownRows } from "../../webview/ship";

const points = (count: number, at = 0): Float64Array => Float64Array.from({ length: 2 * count }, (_, k) => k + at);
const dots = (count: number, still?: string, at = 0): Mark => ({
  kind: "dots",
  points: points(count, at),
  ink: "series0",
  ...(still === undefined ? {} : { still }),
});
const scene = (...marks: readonly Mark[]): Scene => ({
  id: "s",
  title: "S",
  description: "Some points.",
  x: { label: "x", domain: [0, 1] },
  y: { label: "y", domain: [0, 1] },
  marks,
  table: { columns: ["k"], rows: Array.from({ length: 500 }, (_, k) => [k]) },
});
/** To the page and back into a frame, as the message does it. */
const sent = (scenes: readonly Scene[], held: readonly string[]) => {
  const { scenes: out, buffers } = shipped(scenes, new Set(held));
  return { scenes: structuredClone(out, { transfer: [...buffers] }) as readonly Scene[], buffers };
};

describe("scenes on their way to the page", () => {
  test("arrive as they were, and the worker still has its own numbers", () => {
    const mine = scene(dots(1_000, "a"), dots(3), { kind: "text", at: [0, 0], text: "t" });
    const { scenes, buffers } = sent([mine], []);
    expect(scenes[0].marks).toEqual(mine.marks);
    expect(buffers).toHaveLength(1);
    expect((mine.marks[0] as { points: Float64Array }).points).toHaveLength(2_000);
  });
  test("leave out a still mark that the page holds, and have it again there", () => {
    const holder = createHolder();
    const mine = scene(dots(1_000, "a"), dots(2_000, "b", 7), dots(5, "short"));
    const first = holder.restore(sent([mine], holder.keys()).scenes)!;
    expect([...holder.keys()].sort()).toEqual(["a", "b"]);
    const again = sent([mine], holder.keys());
    expect(again.buffers).toHaveLength(0);
    const second = holder.restore(again.scenes)!;
    expect(second[0].marks).toEqual(mine.marks);
    expect(second[0].marks[0]).toBe(first[0].marks[0]);
  });
  test("are not shown with a hole where the page holds a mark no more", () => {
    const { scenes } = sent([scene(dots(1_000, "a"))], ["a"]);
    expect(createHolder().restore(scenes)).toBeUndefined();
  });
  test("carry the first rows of a long table, and how many there are", () => {
    const [{ table }] = sent([scene()], []).scenes;
    expect([table.rows.length, table.total]).toEqual([shownRows, 500]);
    expect(table.rows[199]).toEqual([199]);
  });
});

test("a page that holds much forgets what it has not used for long", () => {
  const holder = createHolder();
  for (let k = 0; k < 200; k++) {
    holder.restore([scene(dots(600, `k${k}`))]);
    holder.restore(sent([scene(dots(600, "k0"))], ["k0"]).scenes);
  }
  expect(holder.keys()).toContain("k0");
  expect(holder.keys()).toContain("k199");
  expect(holder.keys().length).toBeLessThanOrEqual(65);
});
