import { describe, expect, test } from "vitest";
import { besideScenes, runOf } from "../../src/plot/beside";
import { overlayScenes } from "../../src/plot/overlay";
import type { Scene } from "../../src/plot/scene";

const scene = (top: number, more: Partial<Scene> = {}): Scene => ({
  id: "error",
  title: "Error",
  description: "It falls.",
  x: { label: "step", domain: [0, top] },
  y: { label: "error", domain: [-top, 1] },
  marks: [
    { kind: "line", id: "line", points: [0, 0, top, 1], ink: "series0" },
    { kind: "handle", id: "start", at: [1, 2], label: "Start", ink: "series1" },
  ],
  clickHandle: "start",
  table: { columns: ["k"], rows: [[top]] },
  ...more,
});

describe("two runs beside each other", () => {
  const [mine, theirs] = besideScenes(scene(2), "this run", scene(5), "Run 3");
  test("stand on axes that hold both, under the names of their runs", () => {
    expect([mine.title, theirs.title]).toEqual(["Error · this run", "Error · Run 3"]);
    for (const one of [mine, theirs]) {
      expect(one.x.domain).toEqual([0, 5]);
      expect(one.y.domain).toEqual([-5, 1]);
    }
  });
  test("keep the axes that the person has zoomed to, and those that mean something else", () => {
    expect(besideScenes(scene(2), "a", scene(5), "b", { isZoomed: true }).map(({ x }) => x.domain[1])).toEqual([2, 5]);
    const other = scene(5, { x: { label: "time", domain: [0, 5] } });
    expect(besideScenes(scene(2), "a", other, "b").map(({ x }) => x.domain[1])).toEqual([2, 5]);
  });
  test("can be taken hold of only in this one: a run that was kept does not change", () => {
    expect(mine.marks.some(({ kind }) => kind === "handle")).toBe(true);
    expect(theirs.marks.some(({ kind }) => kind === "handle")).toBe(false);
    expect(theirs.clickHandle).toBeUndefined();
    expect(theirs.marks[1]).toMatchObject({ kind: "dots", points: [1, 2], ink: "series1" });
  });
  test("are told apart by their ids, which lead back to the one scene", () => {
    expect(mine.id).not.toBe(theirs.id);
    expect([mine, theirs].map(({ id }) => runOf(id))).toEqual([
      { scene: "error", isOther: false },
      { scene: "error", isOther: true },
    ]);
  });
});

test("an overlay counts the rows of both runs, also of tables of which only a part is here", () => {
  const part = scene(2, { table: { columns: ["k"], rows: [[1], [2]], total: 900 } });
  expect(overlayScenes(part, "a", scene(5), "b", { column: "run" }).table).toMatchObject({ total: 901 });
  expect(overlayScenes(scene(2), "a", scene(5), "b", { column: "run" }).table.total).toBeUndefined();
});
