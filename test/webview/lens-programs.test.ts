import { expect, test } from "vitest";
import type { Scene } from "../../src/plot/scene";
import type { LensFrame } from "../../src/protocol/work";
import { askAt, newLens, picturesOf, programs } from "../support/lens";

const apply = (text: string, edits: LensFrame["edits"]): string =>
  [...edits].reverse().reduce((now, { from, to, text: put }) => now.slice(0, from) + put + now.slice(to), text);
const pointsOf = (scene: Scene, id: string): readonly number[] => {
  const mark = scene.marks.find((each) => each.id === id);
  return mark && "points" in mark ? Array.from(mark.points) : [];
};
const handlesOf = (scene: Scene): string[] => scene.marks.flatMap((mark) => (mark.kind === "handle" ? [mark.id] : []));

const none: readonly string[] = [];
const hill = ["contour", "surface"];
const quadratic = ["contour", "surface", "spectrum"];
const race = ["contour", "convergence", "surface", "spectrum"];
const matrix = ["matrix", "circle", "spectrum"];

/** What each line of the ten programs offers; lines without numbers to draw offer nothing. */
const offered: readonly (readonly [program: string, line: string, pictures: readonly string[]])[] = [
  ["first gradient", "f(x, y)", quadratic],
  ["first gradient", "∇f\n", hill],
  ["first gradient", "∇f(3, -4)", hill],
  ["first gradient", "∇²f", hill],
  ["first gradient", "derive f at (1, 2) along (3, 4)", ["contour", "slice", "surface"]],
  ["symbolic quadratic", "q(x)", none],
  ["symbolic quadratic", "minimise q", none],
  ["quadratic with numbers", "A = [2 1", matrix],
  ["quadratic with numbers", "q(x)", quadratic],
  ["quadratic with numbers", "∇q(1/3, 1/3)", hill],
  ["quadratic with numbers", "eig A", matrix],
  ["quadratic with numbers", "minimise q", quadratic],
  ["ridge", "loss(w)", none],
  ["logistic regression", "loss(w)", none],
  ["directional derivative", "f(x, y)", hill],
  ["directional derivative", "f along v at (1, 2)", ["contour", "slice", "surface"]],
  ["likelihood", "∇_μ nll", none],
  ["saddle", "r(x, y)", hill],
  ["saddle", "classify r at (1, 1)", hill],
  ["saddle", "convex s", quadratic],
  ["descent", "q(x)", race],
  ["descent", "gd q from", race],
  ["descent", "cg q from", race],
  ["factorisation", "∇_U L", none],
];

test("each statement of the ten programs offers the pictures that fit it", () => {
  const lens = newLens();
  for (const [program, line, pictures] of offered) {
    const { frame } = picturesOf(lens, askAt(programs[program]!, line));
    expect([program, line, ...frame.pictures]).toEqual([program, line, ...pictures]);
    expect(frame.advice === undefined).toBe(pictures.length > 0);
  }
});

test("every picture of every statement is whole, in both languages", () => {
  const lens = newLens();
  for (const text of Object.values(programs)) {
    for (const line of text.split("\n").filter((each) => !each.startsWith(" "))) {
      for (const locale of ["en", "zh"] as const) {
        for (const { scenes, picture } of picturesOf(lens, askAt(text, line, { locale })).all) {
          expect(scenes, `${line} ${picture}`).toHaveLength(1);
          const [scene] = scenes as [Scene];
          for (const axis of [scene.x, scene.y, ...(scene.z ? [scene.z] : [])]) {
            expect(axis.domain.every(Number.isFinite) && axis.domain[0] < axis.domain[1], `${line} ${picture}`).toBe(
              true,
            );
          }
          expect(scene.description).not.toMatch(/NaN|undefined|Infinity/);
          expect(/[\u4e00-\u9fff]/.test(scene.description)).toBe(locale === "zh");
          expect(scene.table.rows.length).toBeGreaterThan(0);
        }
      }
    }
  }
});

test("dragging the start moves the path at once, and the text written back says what the picture shows", () => {
  const lens = newLens();
  const text = programs["descent"]!;
  for (const [line, handle, other] of [
    ["gd q from", "start0", "cg q from"],
    ["cg q from", "start0", "gd q from"],
  ] as const) {
    const ask = askAt(text, line, { picture: "contour" });
    expect(handlesOf(lens.frame(ask).scenes[0]!)).toContain(handle);
    const overrides = lens.drag({ ...ask, handle, x: -1.23456, y: 0.5 });
    const moved = lens.frame({ ...ask, overrides });
    expect(pointsOf(moved.scenes[0]!, "path0").slice(0, 2)).toEqual([-1.235, 0.5]);
    const written = apply(text, moved.edits);
    expect(written).toContain(`${line} (-1.235, 0.5)`);
    expect(written).toContain(`${other} (2, 1)`);
    const reread = lens.frame(askAt(written, line, { picture: "contour" }));
    expect(reread.scenes).toEqual(moved.scenes);
    expect(reread.answer).toEqual(moved.answer);
  }
});

test("the other run of the file can be dragged from this line, and its own line changes", () => {
  const lens = newLens();
  const text = programs["descent"]!;
  const ask = askAt(text, "gd q from", { picture: "contour" });
  const moved = lens.frame({ ...ask, overrides: lens.drag({ ...ask, handle: "start1", x: 1, y: -2 }) });
  expect(apply(text, moved.edits)).toContain("cg q from (1, -2)");
  expect(pointsOf(moved.scenes[0]!, "path1").slice(0, 2)).toEqual([1, -2]);
});

test("the point of a derivative can be dragged, with a fraction in it too, and a named one stays a dot", () => {
  const lens = newLens();
  const text = "f(x, y) = x² + x y\nv = (3/5, 4/5)\n∇f(1/3, -4)\nf along v at (1, 2)\n∇f(v)";
  for (const [line, result] of [
    ["∇f(1/3", "∇f(1/4, -1)"],
    ["f along", "f along v at (0.25, -1)"],
  ] as const) {
    const ask = askAt(text, line, { picture: "contour" });
    const moved = lens.frame({ ...ask, overrides: lens.drag({ ...ask, handle: "at", x: 0.25, y: -1 }) });
    expect(apply(text, moved.edits)).toContain(result);
    expect(moved.answer!.text).not.toBe(lens.frame(ask).answer!.text);
  }
  const named = lens.frame(askAt(text, "∇f(v)", { picture: "contour" })).scenes[0]!;
  expect(handlesOf(named)).toEqual([]);
  expect(named.clickHandle).toBeUndefined();
  expect(lens.frame(askAt(text, "f along", { picture: "contour" })).scenes[0]!.clickHandle).toBe("at");
});

test("each point of a long, thinned run stands at its own step, and the bound of gradient descent holds at every one", () => {
  const lens = newLens();
  const text = "q(x, y) = x² + 2000 y²\ngd q from (1, 1) step 1/2100 tol 1e-9\nmomentum q from (1, 1)";
  const ask = askAt(text, "gd", { picture: "convergence" });
  const [scene] = lens.frame(ask).scenes as [Scene];
  const measured = pointsOf(scene, "norm0");
  const steps = measured.filter((_, at) => at % 2 === 0);
  expect(steps.length).toBeLessThan(2200);
  expect(steps.at(-1)).toBe(lens.frame(ask).steps === 0 ? undefined : scene.x.domain[1]);
  const bound = pointsOf(scene, "bound0");
  for (let at = 0; at < measured.length; at += 2) {
    const k = measured[at]!;
    if (measured[at + 1]! > 1e-12) expect(measured[at + 1]!).toBeLessThanOrEqual(bound[2 * k + 1]! * (1 + 1e-6));
  }
  const names = scene.marks.map(({ name }) => name);
  expect(names.some((name) => name?.startsWith("bound"))).toBe(true);
  expect(names.some((name) => name?.includes("in the long run"))).toBe(true);
});

test("the bounds of steepest descent and conjugate gradients hold for the gradient's norm", () => {
  const lens = newLens();
  const text = "A = [3, 2; 2, 60]\nq(x) = 1/2 x'A x - [1; 2]'x\nsteepest q from (20, -1)\ncg q from (20, -1)";
  const [scene] = lens.frame(askAt(text, "steepest", { picture: "convergence" })).scenes as [Scene];
  for (const run of [0, 1]) {
    const [measured, bound] = [pointsOf(scene, `norm${run}`), pointsOf(scene, `bound${run}`)];
    expect(bound.length).toBeGreaterThan(0);
    for (let at = 0; at < measured.length; at += 2)
      if (measured[at + 1]! > 1e-12)
        expect(measured[at + 1]!).toBeLessThanOrEqual(bound[2 * measured[at]! + 1]! * (1 + 1e-9));
  }
});
