import { spawnSync } from "node:child_process";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { gap } from "../../src/core/num/tolerance";
import type { DataParam, Values } from "../../src/demos/demo";
import type { BagModel } from "../../src/demos/ensemble/bagging-model";
import type { BoostModel } from "../../src/demos/ensemble/boosting";
import type { CurveModel } from "../../src/demos/ensemble/curve";
import { demo, type Model } from "../../src/demos/ensemble/index";
import type { VoteModel } from "../../src/demos/ensemble/jury";
import type { SplitModel } from "../../src/demos/ensemble/split";
import type { StackModel } from "../../src/demos/ensemble/stack";
import type { WhyModel } from "../../src/demos/ensemble/why";
import { createSession } from "../../src/lang/session";
import { plainContext } from "../support/context";
import { ownChoice, ownTables } from "../support/params";

const initial: Values = Object.fromEntries(demo.params.map((param) => [param.id, param.initial]));
const compute = (values: Values, seed = 1): Model => demo.compute({ ...initial, ...values }, seed, plainContext());
const preset = (id: string, seed = 1): Model => compute(demo.presets.find((each) => each.id === id)!.values, seed);
const inner = <T>(model: Model): T => model.inner as T;

/** What a TypeScript text prints. */
function printed(source: string): number {
  const { code } = transformSync(source, { loader: "ts" });
  let shown = Number.NaN;
  new Function("console", code.replaceAll("export ", ""))({ log: (value: number) => (shown = value) });
  return shown;
}

/** The last answer of a file of the language. */
function answered(text: string): number {
  const session = createSession({ locale: "en" });
  session.update(text);
  const run = session.run();
  for (;;) {
    const next = run.next();
    if (!next.done) continue;
    expect(next.value.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    const last = next.value.statements.at(-1)!;
    // An exact answer is a fraction.
    const [, top, bottom] = /(-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)(?:\/(\d+))?/.exec(
      JSON.stringify(last.answer).replaceAll("−", "-"),
    )!;
    return Number(top) / Number(bottom ?? 1);
  }
}

const python = process.env["PYTHON"] ?? "python3";
const hasPython = spawnSync(python, ["-c", "pass"]).status === 0;

/** The number on screen that the code reproduces. */
function onScreen(id: string, model: Model, step: number): number {
  switch (id) {
    case "herd":
      return inner<VoteModel>(model).correlated[step - 1];
    case "leak":
      return inner<StackModel>(model).said.at(-1)!;
    case "variance":
      return inner<WhyModel>(model).answer;
    case "book":
      return inner<CurveModel>(model).rows[step][0];
    default: {
      const scene = id === "forest" ? "bag-vote" : "boost-map";
      const [x, y] = id === "cancer" ? [14, 5] : id === "forest" ? [0.3, 0.2] : [0.3, -0.2];
      const text = demo.probe!(model, step, scene, x, y, "en")!.replaceAll("−", "-");
      const numbers = text
        .split(": ")
        .at(-1)!
        .match(/-?\d+(\.\d+)?/g)!
        .map(Number);
      return id === "forest" ? numbers[3] / 100 : numbers[0];
    }
  }
}

describe.each(["herd", "forest", "stumps", "cancer", "book", "leak", "variance"])("the code of %s", (id) => {
  const model = preset(id);
  const step = Math.min(demo.steps(model), 20);
  const wanted = onScreen(id, model, step);

  test("in TypeScript prints the number on screen", () => {
    expect(printed(demo.emit(model, step, "typescript"))).toBeCloseTo(wanted, 3);
  });

  test.runIf(hasPython)("in Python prints what it prints in TypeScript", () => {
    const { stdout, stderr } = spawnSync(python, ["-c", demo.emit(model, step, "python")], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(Number(stdout)).toBeCloseTo(printed(demo.emit(model, step, "typescript")), 10);
  });

  test("in Nabla answers the same", () => {
    expect(answered(demo.emit(model, step, "nabla"))).toBeCloseTo(printed(demo.emit(model, step, "typescript")), 2);
  });
});

test("scrubbing back gives the picture that stood there before", () => {
  const model = preset("forest");
  const at = (step: number) => demo.draw(model, step, { domains: {}, cameras: {} }, "en", ["bag-vote"]);
  const before = at(12);
  at(100);
  expect(at(12)).toEqual(before);
});

test("the book's losses are those of its six trees", () => {
  const { boosted } = inner<CurveModel>(preset("book"));
  expect(Array.from(boosted.losses.slice(1), (loss) => Number((20 * loss).toFixed(4)))).toEqual([
    1.93, 0.8007, 0.478, 0.3056, 0.2289, 0.1722,
  ]);
});

test("four ages: a gain of 50 and leaves of ∓5 without λ, 33.33 and ∓3.33 with λ = 1, 2 and ∓2 for the logistic loss", () => {
  const root = (values: Values) =>
    inner<SplitModel>(compute({ lesson: "split", task: "ages", weak: 1, ...values })).tree!;
  const plain = root({ lambda: 0 });
  expect([plain.gain[0], plain.value[1], plain.value[2]]).toEqual([50, -5, 5]);
  expect(root({ lambda: 1 }).gain[0]).toBeCloseTo(100 / 3, 12);
  expect(root({ lambda: 0, measure: "logistic" }).value[2]).toBeCloseTo(2, 12);
});

test("flipped labels hurt boosting: with seeds 1 to 4 its test error ends above its best, and above a forest's", () => {
  for (const seed of [1, 2, 3, 4]) {
    const boost = inner<BoostModel>(preset("noise", seed));
    const values = demo.presets.find(({ id }) => id === "noise")!.values;
    const forest = inner<BagModel>(
      compute({ ...values, lesson: "bagging", bag: "forest", trees: 100, depth: 6, leaf: 5 }, seed),
    );
    expect(boost.train.at(-1)).toBe(0);
    expect(boost.fresh.at(-1)!).toBeGreaterThan(boost.fresh[boost.best]);
    expect(boost.fresh.at(-1)!).toBeGreaterThan(forest.fresh.at(-1)!);
  }
});

test("the leak makes level 1 believe the tree, and costs accuracy on the test", () => {
  let [honest, leaking] = [0, 0];
  for (const seed of [1, 2, 3]) {
    const model = inner<StackModel>(preset("leak", seed));
    leaking += model.scores[5];
    honest += model.scores[6];
    expect(model.chosen!.level1.weights[0]).toBeGreaterThan(model.other!.level1.weights[0]);
    expect(model.own[0]).toBe(1);
  }
  expect(honest).toBeGreaterThan(leaking);
});

test("own points: a click adds to the smaller class, deleting takes one away, and an empty class is said in words", () => {
  const values = { ...initial, lesson: "boosting", shape: "points", blue: [0, 0, 1, 1], orange: [-1, -1] };
  const model = compute(values);
  const clicked = demo.click!(model, values, "boost-map", 0.5, 0.25)!;
  expect(clicked["orange"]).toEqual([-1, -1, 0.5, 0.25]);
  expect(demo.remove!(model, values, "blue1")["blue"]).toEqual([0, 0]);
  const empty = compute({ ...values, orange: [] });
  expect(demo.narrate(empty, 0, "en")).toContain("Both classes need a point");
  expect(demo.draw(empty, 0, { domains: {}, cameras: {} }, "en", []).every((scene) => scene.empty !== undefined)).toBe(
    true,
  );
});

test("a stump that asks no better than a guess ends AdaBoost, and says so", () => {
  const model = compute({ lesson: "boosting", shape: "points", blue: [0, 0, 1, 1], orange: [0, 1, 1, 0] });
  expect(demo.steps(model)).toBe(0);
  expect(demo.narrate(model, 0, "en")).toContain("no better than a guess");
  expect(demo.notices(model)[0].fixes?.[0].value).toBe(2);
});

test("own tables of every sort are fitted or refused in words, in each lesson", () => {
  const table = demo.params.find((param) => param.kind === "data")!;
  for (const [name, own] of Object.entries(ownTables(table as DataParam))) {
    for (const lesson of ["bagging", "boosting", "split", "stacking", "why"]) {
      for (const boost of lesson === "boosting" ? ["ada", "gradient", "xgboost"] : ["ada"]) {
        const values = { ...initial, lesson, boost, shape: "own", table: ownChoice, trees: 6, refits: 3 };
        const model = demo.compute(values, 2, plainContext({ table: own }));
        for (const step of new Set([0, demo.steps(model)])) {
          const where = `${name}, ${lesson} ${boost}, step ${step}`;
          for (const scene of demo.draw(model, step, { domains: {}, cameras: {} }, "en", [])) {
            expect([...scene.x.domain, ...scene.y.domain].every(Number.isFinite), where).toBe(true);
          }
          expect(demo.narrate(model, step, "en"), where).not.toMatch(/NaN|undefined|Infinity/);
          for (const { actual, expected, tolerance, name: check } of demo.checks(model, step)) {
            expect(gap(actual, expected), `${where}: ${check.en}`).toBeLessThanOrEqual(tolerance);
          }
        }
      }
    }
  }
});
