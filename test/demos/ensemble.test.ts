import { spawnSync } from "node:child_process";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import type { Tree } from "../../src/core/ensemble/tree";
import { gap } from "../../src/core/num/tolerance";
import type { DataParam, Values } from "../../src/demos/demo";
import type { BagModel } from "../../src/demos/ensemble/bagging-model";
import type { BoostModel } from "../../src/demos/ensemble/boosting";
import type { BundleModel } from "../../src/demos/ensemble/bundle";
import type { CurveModel } from "../../src/demos/ensemble/curve";
import { demo, type Model } from "../../src/demos/ensemble/index";
import type { VoteModel } from "../../src/demos/ensemble/jury";
import type { OrderedModel } from "../../src/demos/ensemble/ordered";
import type { SplitModel } from "../../src/demos/ensemble/split";
import type { StackModel } from "../../src/demos/ensemble/stack";
import type { WhyModel } from "../../src/demos/ensemble/why";
import { createSession } from "../../src/lang/session";
import { breastCancer } from "../core/ensemble/support";
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
    case "rare":
      return inner<OrderedModel>(model).ordered[inner<OrderedModel>(model).order[step - 1]];
    case "bundles":
      return inner<BundleModel>(model).bundled.columns.reduce((sum, column) => sum + column[0], 0);
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

describe.each(["herd", "forest", "stumps", "cancer", "book", "leak", "variance", "rare", "bundles"])(
  "the code of %s",
  (id) => {
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
  },
);

/** What a text in TypeScript prints, whatever it is, and what its functions give. */
function printedList(source: string): number[] {
  const { code } = transformSync(source, { loader: "ts" });
  let shown: number[] = [];
  new Function("console", code.replaceAll("export ", ""))({ log: (value: number[]) => (shown = value) });
  return shown;
}

describe.each([
  [
    "a forest of three classes, by shares",
    { lesson: "bagging", shape: "iris", bag: "forest", trees: 12, query: [6, 4.9] },
  ],
  [
    "a forest of three classes, by votes",
    { lesson: "bagging", shape: "iris", ballot: "hard", trees: 12, query: [6, 4.9] },
  ],
  ["SAMME of three classes", { lesson: "boosting", shape: "iris", boost: "ada", weak: 2, trees: 12, query: [6, 4.9] }],
] as const)("the code of %s", (_, values) => {
  const model = compute({ ...values });
  const step = demo.steps(model);
  const scene = values.lesson === "bagging" ? "bag-vote" : "boost-map";
  // "12 trees: setosa 0 % · versicolor 32 % · virginica 68 %", or the votes as they are.
  const text = demo.probe!(model, step, scene, 6, 4.9, "en")!.split(": ").at(-1)!;
  const said = [...text.matchAll(/(-?[\d.]+)( %)?/g)].map(([, number, unit]) => Number(number) / (unit ? 100 : 1));

  test("in TypeScript prints what is on screen for each class", () => {
    const list = printedList(demo.emit(model, step, "typescript"));
    const first = (numbers: readonly number[]): number => numbers.indexOf(Math.max(...numbers));
    // On screen stand shares; the votes of a hard vote go with them to the same class.
    if ("ballot" in values) expect(first(list)).toBe(first(said));
    else expect(list.map((v) => v.toPrecision(3))).toEqual(said.map((v) => v.toPrecision(3)));
  });

  test.runIf(hasPython)("in Python prints the same", () => {
    const { stdout, stderr } = spawnSync(python, ["-c", demo.emit(model, step, "python")], { encoding: "utf8" });
    expect(stderr).toBe("");
    const list = printedList(demo.emit(model, step, "typescript"));
    (JSON.parse(stdout) as number[]).forEach((v, k) => void expect(v).toBeCloseTo(list[k], 12));
  });
});

test("the code of a forest on principal components brings the features of a row to the components of its point", () => {
  const model = preset("components");
  const { samples, projection } = inner<BagModel>(model).plane!;
  const source = demo.emit(model, 10, "typescript").replaceAll("export ", "");
  const { code } = transformSync(source, { loader: "ts" });
  const components = new Function("console", `${code}; return components;`)({ log: () => undefined }) as (
    features: number[],
  ) => number[];
  const at = inner<BagModel>(model).plane!.samples.n - 1;
  // The features of a row are read out of the table by the numbers of its point.
  const columns = breastCancer.samples.columns.slice(0, 10);
  const factor = [1, 1, 1, 1, 100, 100, 100, 100, 100, 1000];
  const rows = Array.from({ length: breastCancer.samples.n }, (_, i) =>
    columns.map((column, j) => column[i] * factor[j]),
  );
  const found = rows.filter((row) => components(row).every((z, k) => Math.abs(z - samples.columns[k][at]) < 1e-6));
  expect(found.length).toBeGreaterThan(0);
  expect(projection!.features.length).toBe(10);
});

test("the tree in the inspector is the very tree of the other tab, opened by a click on its picture", () => {
  const open = (values: Values, scene: string): { round: number; tree: Tree; whole: Tree } => {
    const model = compute(values);
    const m = 7;
    const columns = Math.ceil(Math.sqrt(Number(values["trees"]) / 0.31));
    const next = demo.click!(
      model,
      { ...initial, ...values },
      scene,
      (m % columns) + 0.4,
      -Math.floor(m / columns) - 0.4,
    )!;
    expect(next).toMatchObject({ lesson: "split", task: "plane", round: m + 1 });
    const whole = scene === "bag-grove" ? inner<BagModel>(model).forest!.trees[m] : inner<BoostModel>(model).trees[m];
    return { round: m + 1, tree: inner<SplitModel>(compute(next)).subject!.tree, whole };
  };
  const moons = { shape: "moons", rows: 120, trees: 20, weak: 3, depth: 5, gamma: 0 };
  for (const values of [
    { ...moons, lesson: "bagging", bag: "forest" },
    { ...moons, lesson: "bagging", bag: "bagging", leaf: 3 },
    { ...moons, lesson: "boosting", boost: "ada" },
    { ...moons, lesson: "boosting", boost: "gradient", subsample: 0.6 },
    { ...moons, lesson: "boosting", boost: "xgboost", draw: "goss" },
  ]) {
    const { tree, whole } = open(values, values.lesson === "bagging" ? "bag-grove" : "boost-grove");
    expect([tree.feature, tree.threshold], JSON.stringify(values)).toEqual([whole.feature, whole.threshold]);
  }
  expect(demo.click!(compute(preset0()), { ...initial, ...preset0() }, "bag-grove", -3, 3)).toBeUndefined();
});

const preset0 = (): Values => ({ lesson: "bagging", shape: "moons", trees: 4 });

test("each tree in the inspector is searched in every node, and its checks hold in all of them", () => {
  for (const which of ["xgboost", "gradient", "ada", "forest"]) {
    for (const shape of ["moons", "iris"]) {
      const model = compute({
        lesson: "split",
        task: "plane",
        which,
        shape,
        rows: 80,
        weak: 3,
        depth: 4,
        round: 3,
        flip: 0.1,
      });
      for (let step = 0; step <= demo.steps(model); step++) {
        for (const { actual, expected, tolerance, name } of demo.checks(model, step)) {
          expect(gap(actual, expected), `${which} ${shape} ${step}: ${name.en}`).toBeLessThanOrEqual(tolerance);
        }
        expect(demo.narrate(model, step, "en")).not.toMatch(/NaN|undefined/);
      }
    }
  }
});

test("on categories that mean nothing the greedy statistic parts the labels, and the ordered one does not", () => {
  for (const seed of [1, 2, 3]) {
    const { leaks } = inner<OrderedModel>(compute({ lesson: "ordered", people: 120, kinds: 60, effect: 0 }, seed));
    const rare = leaks.at(-1)!;
    expect(rare.perKind).toBeLessThan(2);
    expect(rare.train[0]).toBeLessThan(0.25);
    expect(rare.train[1]).toBeGreaterThan(0.35);
    for (const error of rare.fresh) expect(Math.abs(error - 0.5)).toBeLessThan(0.06);
  }
  const { ordered } = inner<OrderedModel>(compute({ lesson: "ordered", cases: "book" }));
  expect([...ordered].map((x) => Number(x.toFixed(6)))).toEqual([0.6, 0.8, 0.533333, 0.65, 0.72]);
});

test("conflicts allowed make fewer bundles and lose more, in every step of the colouring", () => {
  let last = { bundles: Number.POSITIVE_INFINITY, lost: -1 };
  for (const allowed of [0, 2, 8, 30]) {
    const model = compute({ lesson: "bundle", sparse: 16, clash: 0.08, allowed }, 2);
    const { found } = inner<BundleModel>(model);
    expect(found.bundles.length).toBeLessThanOrEqual(last.bundles);
    expect(found.conflicts).toBeGreaterThanOrEqual(last.lost);
    last = { bundles: found.bundles.length, lost: found.conflicts };
    for (const { actual, expected } of demo.checks(model, 0)) expect(actual).toBe(expected);
    expect(demo.steps(model)).toBe(16);
  }
  expect(last.bundles).toBeLessThan(16);
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
    inner<SplitModel>(compute({ lesson: "split", task: "ages", weak: 1, ...values })).subject!.tree;
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
  for (const [name, data] of Object.entries(ownTables(table as DataParam))) {
    for (const lesson of ["bagging", "boosting", "split", "stacking", "why"]) {
      const kinds = { boosting: ["ada", "gradient", "xgboost"], split: ["ada", "gradient", "xgboost", "forest"] };
      for (const boost of kinds[lesson as "split"] ?? ["ada"]) {
        const own = { shape: "own", table: ownChoice, plane: boost === "gradient" ? "principal" : "columns" };
        const values = { ...initial, lesson, boost, which: boost, ...own, trees: 6, refits: 3 };
        const model = demo.compute(values, 2, plainContext({ table: data }));
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

test("of a table of the person's own it is said how many rows are used, and what became of the others", () => {
  const n = 1500;
  const numbers = (f: (k: number) => number) => Float64Array.from({ length: n }, (_, k) => f(k));
  const own = {
    name: "own.csv",
    rows: n,
    columns: {
      x: [{ name: "a", numbers: numbers((k) => (k % 30 === 0 ? Number.NaN : k % 7)) }],
      y: [{ name: "b", numbers: numbers((k) => k % 11) }],
      class: [{ name: "c", texts: Array.from({ length: n }, (_, k) => (k % 2 === 0 ? "" : k % 5 < 2 ? "p" : "q")) }],
      more: [],
    },
  };
  const model = demo.compute(
    { ...initial, lesson: "bagging", shape: "own", table: ownChoice, trees: 2 },
    1,
    plainContext({ table: own }),
  );
  const said = demo.notices(model).find(({ param }) => param === "table")?.remark?.en ?? "";
  // One row of three is looked at: 500, of which the even ones have no class.
  expect(said).toMatch(/^250 rows of 2 classes, one of every 3 of 1500; 250 without a number or a class left out\./);
});

test("the shipped tables speak Chinese on a Chinese page, and the kinds of iris Latin", () => {
  const shown = (shape: string) => {
    const model = demo.compute({ ...initial, lesson: "bagging", shape, trees: 2 }, 1, plainContext({}, "zh"));
    const scene = demo.draw(model, 2, { domains: {}, cameras: {} }, "zh", ["bag-vote"])[0];
    return [scene.x.label, scene.y.label, ...scene.marks.flatMap(({ name }) => name ?? [])].join(" ");
  };
  expect(shown("cancer")).toMatch(/平均半径.*平均凹点 × 100.*恶性.*良性/);
  expect(shown("cancer")).not.toMatch(/[a-z]{4}/);
  expect(shown("iris")).toMatch(/萼片长度 \/ cm.*setosa/);
});
