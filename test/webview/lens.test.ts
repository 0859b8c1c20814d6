import { describe, expect, test } from "vitest";
import type { LensAsk } from "../../src/protocol/work";
import { createLens } from "../../webview/lens";

const text =
  "f(x, y) = x² + 3y²\nA = [4, 1; 1, 3]\neig A\ngd f from (2, -1) step 1/8\nh(x, y, z) = x² + 2y² + 3z²\n# words\n";
const ask = (line: string, more: Partial<LensAsk> = {}): LensAsk => ({
  document: 1,
  text,
  offset: text.indexOf(line) + 1,
  overrides: {},
  step: 1e9,
  view: { domains: {}, cameras: {} },
  locale: "en",
  ...more,
});

const written = (source: string, edits: readonly { from: number; to: number; text: string }[]): string =>
  [...edits].reverse().reduce((out, edit) => out.slice(0, edit.from) + edit.text + out.slice(edit.to), source);

describe("the lens", () => {
  const lens = createLens();

  test("shows the statement under the cursor with its answer and one picture", () => {
    const frame = lens.frame(ask("f(x"));
    expect(frame.statement?.source).toBe("f(x, y) = x² + 3y²");
    expect(frame.picture).toBe("contour");
    expect(frame.scenes.map((scene) => scene.id)).toEqual(["contour"]);
    expect(lens.frame(ask("eig A")).picture).toBe("spectrum");
    expect(structuredClone(frame)).toEqual(frame);
  });

  test("shows another picture when asked, and the best one when it has no such", () => {
    expect(lens.frame(ask("f(x", { picture: "surface" })).scenes.map((scene) => scene.id)).toEqual(["surface"]);
    expect(lens.frame(ask("eig A", { picture: "surface" })).picture).toBe("spectrum");
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
    const edited = written(text, frame.edits);
    expect(edited).toContain("gd f from (-1.5, 0.25) step 1/8");
    const reread = createLens().frame({ ...ask("gd f"), text: edited, offset: edited.indexOf("gd f") + 1 });
    expect(reread.answer).toEqual(frame.answer);
    expect(reread.edits).toEqual([]);
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

  const shown = (program: string, line: string, more: Partial<LensAsk> = {}) =>
    createLens().frame({ ...ask("f(x"), text: program, offset: program.indexOf(line) + 1, ...more });
  const scenesOf = (program: string, line: string) =>
    shown(program, line).pictures.map((picture) => shown(program, line, { picture }).scenes[0]!);

  test("a condition number is the ratio of the ellipse's half axes", () => {
    const program = "A = [4, 1; 1, 3]\ncond A\n";
    const frame = shown(program, "cond");
    expect(frame.picture).toBe("circle");
    const rows = frame.scenes[0]!.table.rows;
    expect(Number(rows[0]![1]) / Number(rows[1]![1])).toBeCloseTo((27 + 7 * Math.sqrt(5)) / 22, 10);
    const ellipse = frame.scenes[0]!.marks.find(({ id }) => id === "ellipse");
    const points = ellipse?.kind === "line" ? Array.from(ellipse.points) : [];
    const radii = points.flatMap((x, k) => (k % 2 === 0 ? [Math.hypot(x, points[k + 1]!)] : []));
    // The largest radius over 120 directions misses the half axis by less than a thousandth.
    expect(Math.max(...radii) / Number(rows[0]![1])).toBeCloseTo(1, 2);
    expect(Math.min(...radii) / Number(rows[1]![1])).toBeCloseTo(1, 2);
  });

  test("a system of two equations is two lines through the solution, a larger one its entries", () => {
    const [lines] = scenesOf("A = [4, 1; 1, 3]\nb = [1; 2]\nA \\ b\n", "A \\");
    const solution = lines!.marks.find(({ id }) => id === "solution");
    expect(solution?.kind === "dots" && Array.from(solution.points)).toEqual([1 / 11, 7 / 11]);
    for (const [k, [p, q, r]] of [
      [4, 1, 1],
      [1, 3, 2],
    ].entries()) {
      const mark = lines!.marks.find(({ id }) => id === `equation${k}`);
      const points = mark?.kind === "line" ? Array.from(mark.points) : [];
      for (const at of [0, 2]) expect(p! * points[at]! + q! * points[at + 1]!).toBeCloseTo(r!, 9);
    }
    expect(lines!.marks.map(({ name }) => name)).toContain("4x₁ + x₂ = 1");
    const [bars] = scenesOf("[2 0 0; 0 4 0; 0 0 5] \\ [2; 2; 10]\n", "[2 0");
    expect(bars!.table.rows.map((row) => row[1])).toEqual([1, 0.5, 2]);
  });

  test("a refuted check shows where it fails, with both gradients; a proved one its function", () => {
    const program = "f(x, y) = x² + 3y²\ncheck ∇f = (2x, 3y)\ncheck ∇f = (2x, 6y)\n";
    const [contour] = scenesOf(program, "check ∇f = (2x, 3y)");
    const side = (k: number) => contour!.marks.find(({ id }) => id === `side${k}`);
    expect([side(0)?.name, side(1)?.name]).toEqual(["left side (2, 18)", "right side (2, 9)"]);
    expect(contour!.marks.find(({ id }) => id === "at")).toMatchObject({ points: [1, 3] });
    const [proved] = scenesOf(program, "check ∇f = (2x, 6y)");
    expect(proved!.id).toBe("contour");
    expect(proved!.marks.some(({ id }) => id === "at")).toBe(false);
    const [curve] = scenesOf("g(x) = x³\ncheck g'(x) = 2x²\n", "check");
    expect(curve!.marks.find(({ id }) => id === "right")).toMatchObject({ points: [1, 2] });
    expect(curve!.marks.find(({ id }) => id === "left")).toMatchObject({ points: [1, 3] });
  });

  test("a matrix that is not symmetric has its singular values as a spectrum", () => {
    const spectrum = scenesOf("B = [3 0; 4 5]\nB\n", "B\n").find(({ id }) => id === "spectrum");
    expect(spectrum!.table.columns).toEqual(["j", "σ"]);
    const values = spectrum!.table.rows.map((row) => Number(row[1]));
    expect(values.reduce((product, value) => product * value, 1)).toBeCloseTo(15, 10);
    expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(9 + 16 + 25, 10);
  });

  test("every number of a statement can be moved, and its control is called by its place", () => {
    const program = "f(x, y) = 0.25x² + 3y^2\n";
    const frame = shown(program, "f(x");
    expect(frame.knobs.map(({ label }) => label)).toEqual(["coefficient of x²", "coefficient of y^2"]);
    const [first] = frame.knobs;
    const moved = shown(program, "f(x", { overrides: { [first!.id]: [0.5] } });
    expect(written(program, moved.edits)).toBe("f(x, y) = 0.5x² + 3y^2\n");
    expect(moved.scenes).not.toEqual(frame.scenes);
  });

  test("the ends of a range, factors in calls, arguments and numbers that stand alone have names, never their own digits", () => {
    const program =
      "f(x, y) = x² + 3y²\nplot f over x in [-3, 3], y ∈ [-2, 2]\ng(x) = exp(-0.3x) sin(2x) + 1.5\n2 f(7, 4) + 5\n";
    const names = (line: string, locale: "en" | "zh" = "en") =>
      shown(program, line, { locale }).knobs.map(({ label }) => label);
    expect(names("plot")).toEqual(["x from", "x to", "y from", "y to"]);
    expect(names("plot", "zh")).toEqual(["x 下限", "x 上限", "y 下限", "y 上限"]);
    expect(names("g(x)").slice(0, 2)).toEqual(["coefficient of x in exp", "coefficient of x in sin"]);
    expect(names("g(x)", "zh")[0]).toBe("exp 中 x 的系数");
    for (const line of ["plot", "g(x)", "2 f("]) {
      expect(new Set(names(line)).size).toBe(names(line).length);
      for (const name of names(line)) expect(name).not.toMatch(/^[-−]?[\d./]+$/);
    }
  });

  test("a fraction that is moved stays one", () => {
    const program = "f(x, y) = x² + 3y²\ngd f from (1/3, -1/2) step 2/7\n";
    const frame = shown(program, "gd");
    const step = frame.knobs.find(({ label }) => label === "step size")!;
    const moved = shown(program, "gd", { overrides: { [step.id]: [0.2] } });
    expect(written(program, moved.edits)).toContain("step 1/5");
    const x = frame.knobs.find(({ label }) => label === "start x")!;
    expect(written(program, shown(program, "gd", { overrides: { [x.id]: [0.5111] } }).edits)).toContain(
      "from (1/2, -1/2)",
    );
  });

  test("labels of controls are in the language of the page", () => {
    const program = "f(x, y) = x² + 3y²\ngd f from (1, 2) step 1/8 tol 1e-6\n";
    expect(shown(program, "gd", { locale: "zh" }).knobs.map(({ label }) => label)).toEqual([
      "起点 x",
      "起点 y",
      "步长",
      "容差",
    ]);
    expect(shown(program, "gd", { locale: "zh" }).answer?.text).toMatch(/^\d+ 步，收敛率/);
  });

  test("a program that loads a file asks for it, and is drawn once it is here", () => {
    const own = createLens();
    const program = 'X = load "points.csv"\nX\n';
    const question: LensAsk = { ...ask("f(x"), document: 7, text: program, offset: program.indexOf("X\n") };
    expect(own.frame(question).wants).toEqual(["points.csv"]);
    own.supply({ document: 7, path: "points.csv", data: { bytes: new TextEncoder().encode("a,b\n1,2\n3,4\n") } });
    const frame = own.frame(question);
    expect(frame.wants).toEqual([]);
    expect(frame.scenes[0]!.table.rows).toEqual([
      [1, 1, 2],
      [2, 3, 4],
    ]);
    expect(own.frame({ ...question, document: 8 }).wants).toEqual(["points.csv"]);
  });

  test("a statement that is wrong says what is wrong, one of letters what to do", () => {
    expect(shown("f(x) = x²\nf(2) + hum(3)\n", "f(2").advice?.en).toMatch(/hum/);
    expect(shown("A : symmetric n×n\n", "A :").advice?.en).toMatch(/Give them values/);
  });

  test("a quadratic of three variables has its stationary point in every plane", () => {
    const program = "h(x, y, z) = (x - 1)² + 2(y + 2)² + 3z² + x z\nminimise h\n";
    for (const plane of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const [contour] = shown(program, "h(x", { plane }).scenes;
      const mark = contour!.marks.find(({ id }) => id === "stationary");
      // 2(x − 1) + z = 0, 6z + x = 0, y = −2
      const exact = [12 / 11, -2, -2 / 11];
      const points = mark?.kind === "dots" ? Array.from(mark.points) : [];
      for (const [k, i] of plane.entries()) expect(points[k]).toBeCloseTo(exact[i]!, 12);
    }
  });

  test("an answer that is words with a place says the place", () => {
    const program = "f(x, y) = x² + 3y²\ncheck ∇f = (2x, 3y)\n";
    expect(shown(program, "check").answer).toMatchObject({
      text: "refuted at x = 1, y = 3: (2, 18) ≠ (2, 9)   first difference: 3y",
      tex: "",
    });
    expect(shown("A = [2 1; 1 2]\neig A\n", "eig").answer?.tex).not.toBe("");
  });

  test("a matrix is called by its name, or by what is written", () => {
    const program = "A = [2 1; 1 2]\neig A\ncheck A ≻ 0\nA * A\nA\n";
    const titleOf = (line: string) => shown(program, line, { picture: "matrix" }).scenes[0]!.title;
    expect(["A =", "eig A", "check", "A *", "A\n"].map(titleOf)).toEqual([
      "A  2×2",
      "A  2×2",
      "A  2×2",
      "A * A  2×2",
      "A  2×2",
    ]);
  });
});
