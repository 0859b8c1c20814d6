import { describe, expect, test } from "vitest";
import { nearestMark } from "../../src/plot/hit";
import { layoutScene } from "../../src/plot/layout";
import { scenePdf } from "../../src/plot/pdf";
import type { DotsItem, TextItem } from "../../src/plot/picture";
import type { DotsMark, Mark, Scene } from "../../src/plot/scene";
import { sceneSvg } from "../../src/plot/svg";

const size = { widthPx: 400, heightPx: 400 };
const scene = (marks: readonly Mark[], more: Partial<Scene> = {}): Scene => ({
  id: "many",
  title: "Many",
  description: "Very many points.",
  x: { label: "x", domain: [0, 1] },
  y: { label: "y", domain: [0, 1] },
  marks,
  table: { columns: ["x"], rows: [] },
  ...more,
});
const cloud = (count: number, more: Partial<DotsMark> = {}): DotsMark => ({
  kind: "dots",
  points: Float64Array.from({ length: 2 * count }, (_, k) => ((k * 0.618_034) % 1.2) - 0.1),
  ink: "series0",
  ...more,
});
const dotsOf = (marks: readonly Mark[]) =>
  layoutScene(scene(marks), size).items.filter((item): item is DotsItem => item.kind === "dots");

describe("a mark of very many dots", () => {
  test("is laid out as a field from 1,500 on, unless its dots have labels", () => {
    expect(dotsOf([cloud(1_499)])[0].isField).toBeUndefined();
    expect(dotsOf([cloud(1_500)])[0].isField).toBe(true);
    const labels = Array.from({ length: 1_500 }, () => "");
    expect(dotsOf([cloud(1_500, { labels })])[0].isField).toBeUndefined();
  });
  test("keeps exactly the dots that reach into the frame, where one by one they would be", () => {
    const mark = cloud(2_000);
    const plot = layoutScene(scene([mark]), size);
    const { x, y, width, height } = plot.frame;
    const expected: number[] = [];
    for (let k = 0; k < mark.points.length; k += 2) {
      const [px, py] = plot.project(mark.points[k], mark.points[k + 1]);
      const isIn = px >= x - 4 && px <= x + width + 4 && py >= y - 4 && py <= y + height + 4;
      if (isIn) expected.push(px, py);
    }
    const [dots] = plot.items.filter((item): item is DotsItem => item.kind === "dots");
    expect(expected.length).toBeLessThan(mark.points.length);
    expect([...dots.points]).toEqual(expected);
  });
  test("leaves out what is not a number", () =>
    expect(
      dotsOf([cloud(0, { points: [Number.NaN, 0.5, 0.5, Number.NaN, 0.5, 0.5, Infinity, 0] })])[0].points,
    ).toHaveLength(2));
  test("in space is one item, and its dots stand where their points are projected to", () => {
    const points = Float64Array.from({ length: 3 * 1_600 }, (_, k) => (k * 0.37) % 1);
    const space = scene([{ kind: "dots", points, ink: "series0" }], {
      z: { label: "z", domain: [0, 1] },
      camera: { azimuthRad: -1, elevationRad: 0.5, zoom: 1 },
    });
    const plot = layoutScene(space, size);
    const fields = plot.items.filter((item): item is DotsItem => item.kind === "dots");
    expect(fields).toHaveLength(1);
    expect(fields[0].points).toHaveLength(3_200);
    const [px, py] = plot.project(points[300], points[301], points[302]);
    expect([fields[0].points[200], fields[0].points[201]]).toEqual([px, py]);
  });
  test("is one path in SVG and one in PDF, with a point for each dot", () => {
    const whole = scene([cloud(1_600, { points: Float64Array.from({ length: 3_200 }, (_, k) => (k % 100) / 100) })]);
    expect(sceneSvg(whole, { ...size, theme: "light" }).match(/h0/g)).toHaveLength(1_600);
    const pdf = new TextDecoder().decode(scenePdf(whole, { ...size, theme: "light" }));
    expect(pdf.match(/^([\d.]+ [\d.]+) m \1 l$/gm)).toHaveLength(1_600);
  });
  test("is found under the pointer as before, the nearest one", () => {
    const plot = layoutScene(scene([cloud(5_000)]), size);
    const { points } = plot.scene.marks[0] as DotsMark;
    for (const at of [100, 2_000, 4_001]) {
      const [px, py] = plot.project(points[2 * at], points[2 * at + 1]);
      const hit = nearestMark(plot, px, py);
      const [hx, hy] = plot.project(points[2 * hit!.index], points[2 * hit!.index + 1]);
      expect(Math.hypot(hx - px, hy - py)).toBeLessThan(1e-9);
    }
  });
});

describe("a still mark", () => {
  const points = Float64Array.from([0.2, 0.3, 0.6, 0.7]);
  const stillOf = (given: Partial<Scene> = {}, mark: Partial<DotsMark> = {}) =>
    layoutScene(scene([{ kind: "dots", points, ink: "series0", still: "a", ...mark }], given), size).items.find(
      ({ kind, still }) => kind === "dots" && still !== undefined,
    )?.still;
  const whole = (given: Partial<Scene> = {}) => JSON.stringify(stillOf(given));
  test("has one key on one place, and another where its axes are others", () => {
    expect(whole()).toBe(whole());
    expect(whole({ title: "Other" })).toBe(whole());
    const wider = stillOf({ x: { label: "x", domain: [0, 2] } });
    expect(wider?.of).toBe(stillOf()?.of);
    expect(wider?.place).not.toBe(stillOf()?.place);
    expect(stillOf({}, { still: "b" })?.of).not.toBe(stillOf()?.of);
  });
  test("is mapped once for a place, and again for another one", () => {
    const items = (domain: readonly [number, number]) =>
      layoutScene(scene([{ kind: "dots", points, ink: "series0", still: "a" }], { x: { label: "x", domain } }), size)
        .items.filter((item): item is DotsItem => item.kind === "dots")
        .map((item) => item.points)[0];
    expect(items([0, 1])).toBe(items([0, 1]));
    const before = [...items([0, 1])];
    expect([...items([0, 2])]).not.toEqual(before);
    expect([...items([0, 1])]).toEqual(before);
  });
});

describe("a scene with nothing to show", () => {
  const words = (empty: string, widthPx = 400) =>
    layoutScene(scene([], { empty }), { widthPx, heightPx: 300 })
      .items.filter((item): item is TextItem => item.kind === "text" && item.halo === true && item.anchor === "middle")
      .map(({ text }) => text);
  test("says so in the frame, in lines that fit", () => {
    const sentence = "There are no points yet. Add one in the control on the left, or click in the picture.";
    const lines = words(sentence, 260);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join(" ")).toBe(sentence);
  });
  test("breaks Chinese between signs and keeps every one", () => {
    const sentence = "还没有点。请在左侧的控件中添加一个，或在图中单击以添加一个新的点。";
    const lines = words(sentence, 220);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join("")).toBe(sentence);
  });
});
