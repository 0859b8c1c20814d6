import { spawnSync } from "node:child_process";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import type { Values } from "../../src/demos/demo";
import { demo as hill } from "../../src/demos/gradient/index";
import { demo as bowl } from "../../src/demos/quadratic/index";
import type { Model, Run } from "../../src/demos/quadratic/model";
import { racers } from "../../src/demos/quadratic/params";
import { type Analysis, createSession } from "../../src/lang/session";
import { plainContext } from "../support/context";

const context = plainContext();
const initial = (params: typeof bowl.params): Values =>
  Object.fromEntries(params.map((param) => [param.id, param.initial]));

/** What a TypeScript text prints. */
function printed(source: string): Record<string, unknown> {
  const { code } = transformSync(source, { loader: "ts" });
  let shown: unknown;
  new Function("console", code)({ log: (value: unknown) => (shown = value) });
  return shown as Record<string, unknown>;
}

/** What a file of the language answers. */
function answered(text: string): Analysis {
  const session = createSession({ locale: "en" });
  session.update(text);
  const run = session.run();
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
  }
}

const hasNumpy = spawnSync("python3", ["-c", "import numpy"]).status === 0;

/** The lines each of the programs prints, from one process. */
function pythonPrints(programs: readonly string[]): string[][] {
  const host =
    "import sys, json, io, contextlib\nout = []\nfor p in json.load(sys.stdin):\n    b = io.StringIO()\n    with contextlib.redirect_stdout(b): exec(p, {})\n    out.append(b.getvalue().splitlines())\nprint(json.dumps(out))";
  const { stdout, stderr } = spawnSync("python3", ["-c", host], { input: JSON.stringify(programs), encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as string[][];
}
const numbersIn = (line: string): number[] => (line.match(/-?\d+(\.\d+)?(e[-+]?\d+)?/g) ?? []).map(Number);

/** The race of the first preset and of a few functions that are no quadratics. */
const cases: readonly { readonly name: string; readonly values: Values }[] = [
  { name: "quadratic", values: { ...initial(bowl.params), steps: 9, step: 0.15, rule: "own", beta: 0.4 } },
  {
    name: "polynomial",
    values: {
      ...initial(bowl.params),
      source: "formula",
      formula: "x² + 2xy + 3y² − 4x + 5y + 1",
      steps: 9,
      step: 0.1,
    },
  },
  {
    name: "rosenbrock",
    values: {
      ...initial(bowl.params),
      ...bowl.presets.find(({ id }) => id === "rosenbrock")!.values,
      step: 0.004,
      steps: 40,
    },
  },
  {
    name: "smooth",
    values: {
      ...initial(bowl.params),
      source: "formula",
      formula: "log(exp(x) + exp(y − 1)) + x²/2 + σ(x y) + y²",
      start: [2, -1],
      steps: 12,
      step: 0.1,
    },
  },
];

describe.each(cases)("the code of $name", ({ values }) => {
  const models = racers.map(
    (racer) => bowl.compute({ ...values, methods: racer, inspect: racer }, 1, context) as Model,
  );

  test("in TypeScript ends where each method's run ends", () => {
    for (const model of models) {
      const { x, f } = printed(bowl.emit(model, 0, "typescript")) as { x: number[]; f: number };
      expectEnd(model.inspected, x, f);
    }
  });

  test.runIf(hasNumpy)("in Python ends where each method's run ends", () => {
    const prints = pythonPrints(models.map((model) => bowl.emit(model, 0, "python")));
    models.forEach((model, i) => {
      const [x, y, f] = numbersIn(prints[i]!.join(" "));
      expectEnd(model.inspected, [x!, y!], f!);
    });
  });

  test("in Nabla has no problem and repeats each run the language knows", () => {
    for (const model of models) {
      const { problems, statements } = answered(bowl.emit(model, 0, "nabla"));
      expect(problems.filter(({ severity }) => severity !== "hint").map(({ message }) => message.en)).toEqual([]);
      const { racer, trace } = model.inspected;
      const isBeyond = model.formula !== undefined && (racer === "pcg" || racer === "jacobi");
      const runs = statements.flatMap((each) => (each.subject?.kind === "function" ? (each.subject.trace ?? []) : []));
      expect(runs, racer).toHaveLength(isBeyond ? 0 : 1);
      if (isBeyond) continue;
      expect([racer, runs[0]!.steps]).toEqual([racer, trace.steps]);
      const scale = racer === "pcg" ? [0, 1].map((i) => Math.sqrt(model.quadratic.A[3 * i]!)) : [1, 1];
      runs[0]!.points.forEach((point, k) => {
        expect(point[0]! / scale[0]!, `${racer} ${k}`).toBeCloseTo(trace.points[2 * k]!, 6);
        expect(point[1]! / scale[1]!, `${racer} ${k}`).toBeCloseTo(trace.points[2 * k + 1]!, 6);
      });
    }
  });
});

test("no preset of the bowl gives a Nabla file with an error: what the language refuses stands there as a remark", () => {
  for (const { id, values } of bowl.presets) {
    const text = bowl.emit(bowl.compute({ ...initial(bowl.params), ...values }, 1, context), 0, "nabla");
    const errors = answered(text).problems.filter(({ severity }) => severity === "error");
    expect(errors.map(({ message }) => `${id}: ${message.en}`)).toEqual([]);
    if (id === "saddle") expect(text).toMatch(/# not asked for, since A is not positive definite: cg f/);
  }
});

function expectEnd({ racer, trace }: Run, [x, y]: readonly number[], f: number): void {
  expect(x, racer).toBeCloseTo(trace.last[0]!, 6);
  expect(y, racer).toBeCloseTo(trace.last[1]!, 6);
  expect(f, racer).toBeCloseTo(trace.values.at(-1)!, 6);
}

describe("the code of a hill", () => {
  const shown = hill.presets.flatMap(({ id, values }) => {
    const model = hill.compute({ ...initial(hill.params), ...values, play: "turn" }, 1, context);
    const check = hill.checks(model, 0).find(({ name }) => name.en === "slope along the compass");
    return check ? [{ id, model, slope: check.actual }] : [];
  });

  test("in TypeScript prints the slope on screen", () => {
    expect(shown.length).toBeGreaterThan(4);
    for (const { id, model, slope } of shown)
      expect(printed(hill.emit(model, 0, "typescript"))["slope"], id).toBeCloseTo(slope, 9);
  });

  test.runIf(hasNumpy)("in Python prints it too, and the complex step agrees", () => {
    const prints = pythonPrints(shown.map(({ model }) => hill.emit(model, 0, "python")));
    shown.forEach(({ id, slope }, i) => {
      const said = new Map(prints[i]!.map((line) => [line.replace(/ [-\d[].*$/, ""), numbersIn(line)]));
      expect(said.get("slope")![0], id).toBeCloseTo(slope, 9);
      if (said.has("complex step")) expect(said.get("complex step")![0], id).toBeCloseTo(slope, 9);
    });
  });

  test("in Nabla is a file without problems whose derivative is the slope on screen", () => {
    for (const { id, values } of hill.presets) {
      const model = hill.compute({ ...initial(hill.params), ...values, play: "turn" }, 1, context);
      const { problems, statements } = answered(hill.emit(model, 0, "nabla"));
      expect(
        problems.filter(({ severity }) => severity !== "hint").map(({ message }) => `${id}: ${message.en}`),
      ).toEqual([]);
      const along = statements.find(({ kind }) => kind === "derive")?.answer?.value;
      const wanted = shown.find((each) => each.id === id)?.slope;
      if (wanted === undefined || along === undefined || values["normalise"] === false) continue;
      const [top, bottom = 1] = String(along).split("/").map(Number);
      expect(top! / bottom, id).toBeCloseTo(wanted, 9);
    }
  });
});
