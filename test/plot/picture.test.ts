import { describe, expect, test } from "vitest";
import { nearestMark } from "../../src/plot/hit";
import { textBox } from "../../src/plot/labels";
import { heightFor, layoutScene } from "../../src/plot/layout";
import { polylines } from "../../src/plot/marks";
import { overlayScenes } from "../../src/plot/overlay";
import { themeKinds } from "../../src/plot/palette";
import { scenePdf } from "../../src/plot/pdf";
import type { TextItem } from "../../src/plot/picture";
import type { Scene } from "../../src/plot/scene";
import { projector } from "../../src/plot/space";
import { escapeXml, sceneSvg } from "../../src/plot/svg";
import { readSvg } from "../../webview/render/safe-svg";
import { bowlDemo } from "../support/bowl";
import { plainContext } from "../support/context";

const values = Object.fromEntries(bowlDemo.params.map((param) => [param.id, param.initial]));
const context = plainContext();
const scenesAt = (step: number, change = {}): readonly Scene[] =>
  bowlDemo.draw(bowlDemo.compute({ ...values, ...change }, 1, context), step, { domains: {}, cameras: {} }, "en", []);
const scenes = scenesAt(8);
const [contour, error, surface] = scenes;
const plain: Scene = {
  id: "p",
  title: "p",
  description: "",
  x: { label: "x", domain: [0, 10] },
  y: { label: "y", domain: [0, 10] },
  marks: [],
  table: { columns: [], rows: [] },
};

describe.each(scenes.map((scene) => [scene.id, scene] as const))("the picture %s", (_, scene) => {
  test.each(themeKinds)(
    "is a well-formed SVG for %s, the same each time, with a title and at most two decimals",
    (theme) => {
      const options = { widthPx: 480, heightPx: heightFor(scene, 480), theme };
      const svg = sceneSvg(scene, options);
      expect(sceneSvg(scene, options)).toBe(svg);
      expect(readSvg(svg)).toBeDefined();
      expect(svg).toContain(`<title>${escapeXml(scene.title)}</title>`);
      expect(svg.match(/\d\.\d{3,}/g)).toBeNull();
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    },
  );

  test.each([320, 480, 1600])("at %i px no text leaves the picture", (widthPx) => {
    const plot = layoutScene(scene, { widthPx, heightPx: heightFor(scene, widthPx) });
    for (const item of plot.items) {
      if (item.kind !== "text") continue;
      const box = textBox(item);
      expect(box.x, item.text).toBeGreaterThan(-6);
      expect(box.x + box.width, item.text).toBeLessThan(widthPx + 6);
    }
  });

  test("is a PDF whose table of objects points at them", () => {
    const bytes = scenePdf(scene, { widthPx: 480, heightPx: 360, theme: "light" });
    const file = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    expect(file.startsWith("%PDF-1.7")).toBe(true);
    const start = Number(/startxref\n(\d+)/.exec(file)?.[1]);
    expect(file.slice(start, start + 4)).toBe("xref");
    const offsets = [...file.slice(start).matchAll(/^(\d{10}) 00000 n/gm)].map((match) => Number(match[1]));
    offsets.forEach((offset, k) => {
      expect(file.slice(offset).startsWith(`${k + 1} 0 obj`)).toBe(true);
    });
    const length = Number(/\/Length (\d+)/.exec(file)?.[1]);
    const stream = file.indexOf("stream\n") + 7;
    expect(file.slice(stream + length, stream + length + 10)).toBe("\nendstream");
    expect(file).not.toMatch(/NaN|undefined/);
  });
});

describe("labels", () => {
  test("no two of a picture cover each other", () => {
    const points = Array.from({ length: 24 }, (_, k) => [5 + Math.cos(k) * 0.6, 5 + Math.sin(k) * 0.6]).flat();
    const labels = points.filter((_, k) => k % 2 === 0).map((_, k) => `point ${k}`);
    const plot = layoutScene(
      { ...plain, marks: [{ kind: "dots", points, ink: "series0", labels }] },
      { widthPx: 400, heightPx: 300 },
    );
    const placed = plot.items.filter((item): item is TextItem => item.kind === "text" && item.text.startsWith("point"));
    expect(placed.length).toBeGreaterThan(3);
    for (const [k, a] of placed.entries())
      for (const b of placed.slice(k + 1)) {
        const [p, q] = [textBox(a), textBox(b)];
        const apart = p.x + p.width <= q.x || q.x + q.width <= p.x || p.y + p.height <= q.y || q.y + q.height <= p.y;
        expect(apart, `${a.text} and ${b.text}`).toBe(true);
      }
  });

  test("a contour label stands on its ring", () => {
    const plot = layoutScene(contour, { widthPx: 500, heightPx: 400 });
    const rings = contour.marks.filter((mark) => mark.kind === "rings" && mark.label !== undefined);
    const placed = plot.items.filter(
      (item): item is TextItem =>
        item.kind === "text" &&
        rings.some((ring) => ring.kind === "rings" && ring.label === item.text) &&
        item.halo === true,
    );
    expect(placed.length).toBeGreaterThan(1);
    for (const label of placed) {
      const [x, y] = plot.invert?.(label.x, label.y) ?? [0, 0];
      expect(0.5 * (x * x + 6 * y * y)).toBeCloseTo(Number(label.text), 0);
    }
  });
});

describe("geometry", () => {
  test("a unit of x is as long as a unit of y where the scene asks for it", () => {
    for (const [w, h] of [
      [320, 500],
      [900, 300],
    ]) {
      const { x, y } = layoutScene(contour, { widthPx: w, heightPx: h });
      expect(x.map(1) - x.map(0)).toBeCloseTo(y.map(0) - y.map(1), 6);
    }
  });

  test("a diverging path keeps its direction where it leaves", () => {
    const [line] = polylines([100, 100, 1e12, 2e12 - 100]);
    expect((line[3] - line[1]) / (line[2] - line[0])).toBeCloseTo(2, 3);
    expect(Math.max(...line.map(Math.abs))).toBeLessThan(1e5);
  });

  test("a line breaks at NaN and at infinity", () => {
    expect(polylines([0, 0, 1, 1, Number.NaN, 0, 2, 2, 3, 3, Number.POSITIVE_INFINITY, 0, 4, 4])).toEqual([
      [0, 0, 1, 1],
      [2, 2, 3, 3],
    ]);
  });

  test("what is nearer to the eye is told to be nearer, and is drawn later", () => {
    const view = projector({ azimuthRad: 0, elevationRad: 0.4, zoom: 1 }, 0, 0, 100);
    expect(view(1, 0, 0)[2]).toBeGreaterThan(view(-1, 0, 0)[2]); // the eye stands on the side of +x
    const flat: Scene = {
      ...surface,
      camera: { azimuthRad: 0.3, elevationRad: 0.6, zoom: 1 },
      z: { label: "f", domain: [-1, 1] },
      marks: [
        { kind: "surface", columns: 9, rows: 9, x: [-3, 3], y: [-2, 2], z: new Float64Array(81), ramp: "sequential" },
      ],
    };
    const plot = layoutScene(flat, { widthPx: 400, heightPx: 300 });
    const points = plot.items.flatMap((item) => (item.kind === "faces" ? [...item.points] : []));
    expect(points).toHaveLength(8 * 64);
    // A level floor seen from above: what is painted later is nearer, so it lies lower on the screen.
    const heights = Array.from(
      { length: 64 },
      (_, k) => [1, 3, 5, 7].reduce((sum, j) => sum + points[8 * k + j], 0) / 4,
    );
    for (let k = 1; k < 64; k++) expect(heights[k]).toBeGreaterThanOrEqual(heights[k - 1] - 1e-9);
  });

  test("turning a surface by a full circle gives the same picture", () => {
    const turned = { ...surface, camera: { azimuthRad: -1.05 + 2 * Math.PI, elevationRad: 0.55, zoom: 1 } };
    const size = { widthPx: 400, heightPx: 300, theme: "light" } as const;
    expect(sceneSvg(turned, size)).toBe(sceneSvg(surface, size));
  });

  test("a surface is cut at the height of its axis", () => {
    const low = { ...surface, z: { label: "f", domain: [0, 4] as const } };
    const plot = layoutScene(low, { widthPx: 400, heightPx: 300 });
    const top = plot.project(0, 0, 4)[1];
    const all = plot.items.filter((item) => item.kind === "faces").flatMap((item) => [...item.points]);
    const whole = layoutScene(surface, { widthPx: 400, heightPx: 300 })
      .items.filter((item) => item.kind === "faces")
      .flatMap((item) => [...item.points]);
    expect(all.length).toBeLessThan(whole.length);
    expect(Number.isFinite(top)).toBe(true);
  });
});

describe("what is under the pointer", () => {
  test("is the nearest vertex, with its numbers and the names of the axes", () => {
    const scene: Scene = {
      ...plain,
      marks: [{ kind: "line", name: "path", link: "run", points: [1, 1, 5, 5, 9, 2], ink: "series0" }],
    };
    const plot = layoutScene(scene, { widthPx: 400, heightPx: 300 });
    const [px, py] = plot.project(5, 5);
    expect(nearestMark(plot, px + 4, py - 3)).toMatchObject({
      mark: 0,
      index: 1,
      title: "path",
      link: "run",
      values: [
        { label: "x", text: "5" },
        { label: "y", text: "5" },
      ],
    });
    expect(nearestMark(plot, px + 60, py)).toBeUndefined();
  });

  test("a cell is named by its row and column, counted from one", () => {
    const plot = layoutScene(scenes[3], { widthPx: 400, heightPx: 400 });
    const [px, py] = plot.project(2.5, 0.5);
    expect(nearestMark(plot, px, py)?.values).toEqual([{ label: "[3, 3]", text: "−3" }]);
  });
});

describe("two runs in one picture", () => {
  const other = scenesAt(20, { stepSize: 0.1 });

  test("hold the lines of both, the other one dashed and named after its run", () => {
    const both = overlayScenes(error, "now", other[1], "Run 1", { column: "运行" });
    const names = both.marks.flatMap((mark) => (mark.kind === "line" ? [[mark.name, mark.dash]] : []));
    expect(names).toContainEqual(["gradient descent · Run 1", "dashed"]);
    expect(names).toContainEqual(["gradient descent", undefined]);
    expect(both.table.rows.length).toBe(error.table.rows.length + other[1].table.rows.length);
    expect(both.table.columns[0]).toBe("运行");
  });

  test("take the other's fills and handles away, so that no ghost can be dragged", () => {
    const both = overlayScenes(contour, "now", other[0], "Run 1", { column: "run" });
    expect(both.marks.filter((mark) => mark.kind === "handle")).toHaveLength(1);
    expect(both.marks.filter((mark) => mark.kind === "rings")).toHaveLength(
      contour.marks.filter((mark) => mark.kind === "rings").length,
    );
  });

  test("share a domain that holds both, unless the person has zoomed", () => {
    const wide = { ...other[1], x: { ...other[1].x, domain: [-5, 90] as const } };
    expect(overlayScenes(error, "a", wide, "b", { column: "run" }).x.domain).toEqual([-5, 90]);
    expect(overlayScenes(error, "a", wide, "b", { column: "run", isZoomed: true }).x.domain).toEqual(error.x.domain);
  });
});

test("hostile texts stay texts in an SVG", () => {
  const hostile = `</text><script>alert(1)</script>"'&\u0000\ud800`;
  const svg = sceneSvg(
    { ...plain, title: hostile, description: hostile, marks: [{ kind: "text", at: [5, 5], text: hostile }] },
    { widthPx: 300, heightPx: 200, theme: "light" },
  );
  expect(svg).not.toContain("<script");
  expect(readSvg(svg)).toBeDefined();
});

test("rows that have names are as high as they are many, up to the height of any picture", () => {
  const rows = (count: number): Scene => ({
    ...plain,
    y: {
      label: "row",
      domain: [-0.6, count - 0.4],
      ticks: Array.from({ length: count }, (_, at) => ({ at, text: `row ${at + 1}` })),
    },
  });
  const heights = [1, 3, 5, 40].map((count) => heightFor(rows(count), 900));
  expect(heights).toEqual([...heights].sort((a, b) => a - b));
  expect(heights[2]! - heights[1]!).toBe(88);
  expect(heights[3]).toBeLessThanOrEqual(heightFor(plain, 900));
  expect(heights[0]).toBeLessThan(200);
});
