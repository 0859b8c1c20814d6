import { describe, expect, test } from "vitest";
import type { LensAsk } from "../../src/protocol/work";
import { createLens } from "../../webview/lens";

const text =
  "f(x, y) = x² + 3y²\nA = [4, 1; 1, 3]\neig A\ngd f from (2, -1) step 1/8\nh(x, y, z) = x² + 2y² + 3z²\n# words\n";
const ask = (line: string, more: Partial<LensAsk> = {}): LensAsk => ({
  text,
  offset: text.indexOf(line) + 1,
  overrides: {},
  step: 1e9,
  view: { domains: {}, cameras: {} },
  locale: "en",
  ...more,
});
const apply = (edits: readonly { from: number; to: number; text: string }[]): string =>
  [...edits].reverse().reduce((out, edit) => out.slice(0, edit.from) + edit.text + out.slice(edit.to), text);

describe("the lens", () => {
  const lens = createLens();

  test("shows the statement under the cursor with its answer and one picture", () => {
    const frame = lens.frame(ask("f(x"));
    expect(frame.statement?.source).toBe("f(x, y) = x² + 3y²");
    expect(frame.picture).toBe("contour");
    expect(frame.scenes.map((scene) => scene.id)).toEqual(["contour"]);
    expect(lens.frame(ask("eig A")).picture).toBe("matrix");
    expect(structuredClone(frame)).toEqual(frame);
  });

  test("shows another picture when asked, and the best one when it has no such", () => {
    expect(lens.frame(ask("f(x", { picture: "surface" })).scenes.map((scene) => scene.id)).toEqual(["surface"]);
    expect(lens.frame(ask("eig A", { picture: "surface" })).picture).toBe("matrix");
  });

  test("offers a plane where there are more than two variables", () => {
    const frame = lens.frame(ask("h(x", { plane: [0, 2] }));
    expect(frame.variables).toEqual(["x", "y", "z"]);
    expect(frame.scenes[0].x.label).toBe("x");
    expect(frame.scenes[0].y.label).toBe("z");
  });

  test("a dragged start moves the path, and its edits make the file say so", () => {
    const overrides = lens.drag({ ...ask("gd f"), handle: "start0", x: -1.5, y: 0.25 });
    const frame = lens.frame(ask("gd f", { overrides }));
    const edited = apply(frame.edits);
    expect(edited).toContain("gd f from (-1.5, 0.25) step 1/8");
    const written = createLens().frame({ ...ask("gd f"), text: edited, offset: edited.indexOf("gd f") + 1 });
    expect(written.answer).toEqual(frame.answer);
    expect(written.edits).toEqual([]);
    expect(frame.answer).not.toEqual(lens.frame(ask("gd f")).answer);
  });

  test("a run goes back step by step", () => {
    const whole = lens.frame(ask("gd f"));
    const first = lens.frame(ask("gd f", { step: 1 }));
    expect(whole.step).toBe(whole.steps);
    expect([first.step, first.steps]).toEqual([1, whole.steps]);
    const vertices = (frame: typeof whole) =>
      frame.scenes[0].marks.flatMap((mark) =>
        mark.kind === "line" && mark.id === "path0" ? [mark.points.length / 2] : [],
      );
    expect(vertices(first)).toEqual([2]);
  });

  test("a text without statements has no picture", () => {
    const frame = lens.frame({ ...ask("f(x"), text: "# nothing\n", offset: 3 });
    expect(frame.statement).toBeUndefined();
    expect(frame.scenes).toEqual([]);
  });
});
