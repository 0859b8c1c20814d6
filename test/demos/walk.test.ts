import { spawnSync } from "node:child_process";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { createRng } from "../../src/core/num/rng";
import { gap } from "../../src/core/num/tolerance";
import type { OwnColumn, OwnData, Param, Value, Values } from "../../src/demos/demo";
import { demo } from "../../src/demos/walk/index";
import { subjects } from "../../src/demos/walk/part";
import { type Analysis, createSession } from "../../src/lang/session";
import { plainContext } from "../support/context";
import { ownChoice } from "../support/params";

const initial: Values = Object.fromEntries(demo.params.map((param) => [param.id, param.initial]));
const context = plainContext();
const view = { domains: {}, cameras: {} };

function failures(values: Values, seed: number, own = context): string[] {
  const model = demo.compute(values, seed, own);
  const steps = demo.steps(model);
  return [0, 1, Math.floor(steps / 2), steps].flatMap((step) => {
    if (step > steps) return [];
    const words = demo.narrate(model, step, "en") + demo.draw(model, step, view, "en", []).map((s) => s.description);
    const said = /NaN|undefined|Infinity/.test(words) ? [`${step}: ${words}`] : [];
    const red = demo
      .checks(model, step)
      .filter(({ actual, expected, tolerance }) => !(gap(actual, expected) <= tolerance))
      .map(({ name, actual, expected }) => `${step}: ${name.en}: ${actual} for ${expected}`);
    return [...said, ...red];
  });
}

/** A value that a person could set. */
function anyValue(param: Param, rng: ReturnType<typeof createRng>): Value {
  switch (param.kind) {
    case "number": {
      const u = rng.nextFloat();
      const raw = param.log ? param.min * (param.max / param.min) ** u : param.min + u * (param.max - param.min);
      const value = Number((Math.round(raw / param.step) * param.step).toFixed(6));
      return Math.min(param.max, Math.max(param.min, value));
    }
    case "choice":
      return param.options[rng.nextBelow(param.options.length)].value;
    case "toggle":
      return rng.nextFloat() < 0.5;
    case "matrix":
      return param.initial.map(() => (rng.nextFloat() < 0.5 ? 0 : Math.round(20 * rng.nextFloat()) / 2));
    default:
      return param.initial as Value;
  }
}

test.each(subjects)("whatever the controls of %s say, every check passes and no word is missing", (subject) => {
  const rng = createRng(subjects.indexOf(subject) + 1);
  for (let round = 0; round < 14; round++) {
    const values = Object.fromEntries(demo.params.map((param) => [param.id, anyValue(param, rng)]));
    const few = { ...values, subject, walkers: Math.min(1500, Number(values["walkers"])) };
    expect(failures(few, round), JSON.stringify(few)).toEqual([]);
  }
});

const table = (columns: Readonly<Record<string, readonly number[] | readonly string[]>>): OwnData => ({
  name: "own.csv",
  rows: Math.max(...Object.values(columns).map((column) => column.length)),
  columns: Object.fromEntries(
    Object.entries(columns).map(([role, cells]): [string, OwnColumn[]] => [
      role,
      [
        typeof cells[0] === "string"
          ? { name: role, texts: cells as readonly string[] }
          : { name: role, numbers: Float64Array.from(cells as readonly number[]) },
      ],
    ]),
  ),
});

describe("a column of steps", () => {
  const law = { ...initial, subject: "law", n: 2, own: ownChoice };
  test("of a die gives the triangle of two dice", () => {
    const own = plainContext({ own: table({ step: [1, 2, 3, 4, 5, 6] }) });
    expect(failures(law, 3, own)).toEqual([]);
    const rows = demo.draw(demo.compute(law, 3, own), 2, view, "en", ["rows"])[0].table.rows;
    expect(rows.map(([site, ways]) => [site, Number(ways)])).toEqual(
      [1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1].map((ways, i) => [i + 2, ways]),
    );
  });

  test("with a fraction, too wide, or empty is refused by a sentence with the place, and ±1 walk on", () => {
    for (const [cells, words] of [
      [[1, 2.5, 3], /Row 2 .* 2\.5.*whole number/],
      [[0, 1, 5000], /spans 5001 values/],
      [[Number.NaN], /holds no number/],
    ] as const) {
      const own = plainContext({ own: table({ step: cells }) });
      const model = demo.compute(law, 3, own);
      expect(demo.notices(model).find(({ param }) => param === "own")!.problem!.en).toMatch(words);
      expect(failures(law, 3, own)).toEqual([]);
    }
  });
});

describe("a graph of one's own", () => {
  const chain = { ...initial, subject: "chain", edges: ownChoice };
  test("has its names, its arrows' weights and its PageRank", () => {
    const own = plainContext({ edges: table({ from: ["a", "b", "a"], to: ["b", "c", "c"], weight: [1, 1, 3] }) });
    expect(failures(chain, 1, own)).toEqual([]);
    expect(failures({ ...chain, damping: 0.85 }, 1, own)).toEqual([]);
    const rows = demo.draw(demo.compute(chain, 1, own), 0, view, "en", ["graph"])[0].table.rows;
    expect(rows).toEqual([
      ["a", 0, 0.25, 0.75],
      ["b", 0, 0, 1],
      ["c", 0, 0, 1],
    ]);
  });

  test("with a weight that is none, or too many vertices, is refused by a sentence", () => {
    const many = Array.from({ length: 70 }, (_, i) => `v${i}`);
    for (const [columns, words] of [
      [{ from: ["a", "b"], to: ["b", "a"], weight: [1, -2] }, /Row 2 has weight -2/],
      [{ from: many, to: many.map((_, i) => many[(i + 1) % 70]) }, /70 vertices; at most 60/],
      [{ from: [""], to: ["b"] }, /No row has both ends/],
    ] as const) {
      const own = plainContext({ edges: table(columns) });
      const model = demo.compute(chain, 1, own);
      expect(demo.notices(model).find(({ param }) => param === "edges")!.problem!.en).toMatch(words);
      expect(failures(chain, 1, own)).toEqual([]);
    }
  });
});

test("who reruns honest walkers until p < 0.05 is told what that is worth, and who is right is told so", () => {
  const honest = demo.compute({ ...initial, subject: "test", reruns: 200, walkers: 300 }, 4, context);
  const told = Array.from({ length: 200 }, (_, r) => demo.narrate(honest, r, "en"));
  expect(told[0]).toContain("it means what it says");
  expect(told.some((words) => words.includes("p-hacking"))).toBe(true);
  expect(told.at(-1)).not.toContain("the claim does not hold");
  const off = demo.compute({ ...initial, subject: "test", reruns: 20, walkers: 3000, p: 0.55, n: 40 }, 4, context);
  expect(demo.narrate(off, 19, "en")).toContain("the claim does not hold");
});

test("rare events: the distances from Poisson's law at n = 10, 100, 1,000 and the horses' 109 quiet years", () => {
  const model = demo.compute({ ...initial, subject: "rare", lambda: 2 }, 4, context);
  const rows = demo.draw(model, 0, view, "en", ["distance"])[0].table.rows;
  const at = (n: number) => rows.find(([trials]) => trials === n)!.slice(1) as number[];
  for (const [n, exact, hall, cam] of [
    [10, 0.05219887, 0.1729329, 0.4],
    [100, 0.00457224, 0.01729329, 0.04],
    [1000, 0.00045172, 0.001729329, 0.004],
  ] as const)
    expect(at(n)).toEqual([exact, hall, cam].map((value) => expect.closeTo(value, 4 + Math.log10(n))));
  const horses = demo.compute({ ...initial, subject: "rare", lambda: 0.61, horses: true }, 4, context);
  expect(demo.narrate(horses, demo.steps(horses), "en")).toContain("the limit says 108.7");
  expect(demo.notices(model)).toEqual([]);
  const wrong = demo.compute({ ...initial, subject: "rare", lambda: 2, horses: true }, 4, context);
  expect(demo.notices(wrong)[0]?.fixes?.[0]?.value).toBe(0.61);
});

test("of the gamblers shown those still play who have neither nothing nor all", () => {
  const model = demo.compute({ ...initial, subject: "ruin" }, 1, context);
  const steps = demo.steps(model);
  const scene = demo.draw(model, steps, view, "en", ["game"])[0];
  const [, all, still] = /^(\d+) gamblers .* (\d+) of them/.exec(scene.description)!.map(Number);
  const ends = scene.marks.find(({ id }) => id === "ends") as { points: readonly number[] } | undefined;
  expect(still).toBe(all - (ends?.points.length ?? 0) / 2);
});

/** What a TypeScript text prints. */
function printed(source: string): Record<string, number> {
  let shown: unknown;
  new Function("console", transformSync(source, { loader: "ts" }).code)({ log: (value: unknown) => (shown = value) });
  return shown as Record<string, number>;
}

const hasNumpy = spawnSync("python3", ["-c", "import numpy"]).status === 0;

/** Of each program a reader of the number that follows a word, from one process. */
function pythonPrints(programs: readonly string[]): ((word: string) => number)[] {
  const host =
    "import sys, json, io, contextlib\nout = []\nfor p in json.load(sys.stdin):\n    b = io.StringIO()\n    with contextlib.redirect_stdout(b): exec(p, {})\n    out.append(b.getvalue())\nprint(json.dumps(out))";
  const { stdout, stderr } = spawnSync("python3", ["-c", host], { input: JSON.stringify(programs), encoding: "utf8" });
  expect(stderr).toBe("");
  return (JSON.parse(stdout) as string[]).map(
    (text) => (word: string) =>
      Number(new RegExp(`${word}[^\\n]*?(-?\\d[\\d.]*(?:e[-+]?\\d+)?)\\s*$`, "m").exec(text)?.[1]),
  );
}

function answered(text: string): Analysis {
  const session = createSession({ locale: "en" });
  session.update(text);
  const run = session.run();
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
  }
}

const modelOf = (subject: string, values: Values = {}) =>
  demo.compute({ ...initial, subject, walkers: 200, ...values }, 5, context);
const checkOf = (model: ReturnType<typeof modelOf>, step: number, name: RegExp): number =>
  demo.checks(model, step).find((check) => name.test(check.name.en))!.actual;

describe("the code that is taken along", () => {
  const law = modelOf("law", { n: 30, p: 0.3 });
  const waves = modelOf("waves", { n: 9, points: 12, p: 0.4 });
  const zoom = modelOf("zoom", { r: 0.3, lean: 0.2, walls: "reflecting" });
  const records = modelOf("records", { n: 50, level: 6 });
  const ruin = modelOf("ruin", { p: 0.47 });
  const home = modelOf("home", { dimension: "3", horizon: 60 });
  const chain = modelOf("chain");
  const rare = modelOf("rare", { lambda: 2 });
  const trial = modelOf("test", { reruns: 3, walkers: 800 });
  const [game] = [demo.draw(zoom, 5, view, "en", ["scheme"])[0].table.rows[16][1] as number];

  test("in TypeScript prints the numbers on screen", () => {
    const say = (model: ReturnType<typeof modelOf>, step: number) => printed(demo.emit(model, step, "typescript"));
    expect(say(law, 30)["largest"]).toBeCloseTo(checkOf(law, 30, /largest/), 12);
    expect(say(waves, 9)["coefficient"]).toBeCloseTo(checkOf(waves, 9, /^coefficient at 1$/), 12);
    expect(say(zoom, 5)["middle"]).toBeCloseTo(game, 12);
    expect(say(records, 50)["maximumAtLeast"]).toBeCloseTo(checkOf(records, 50, /^P\(maximum/), 12);
    expect(say(ruin, 0)["ruin"]).toBeCloseTo(checkOf(ruin, 0, /ruin/), 11);
    expect(say(ruin, 0)["games"]).toBeCloseTo(checkOf(ruin, 0, /^mean number of games$/), 8);
    expect(say(home, 60)["homeBy"]).toBeCloseTo(0.3036976535, 10);
    const law7 = demo.draw(chain, 7, view, "en", ["distribution"])[0].table.rows.map((row) => row[1] as number);
    (say(chain, 7)["law"] as unknown as number[]).forEach((x, i) => {
      expect(x).toBeCloseTo(law7[i], 12);
    });
    expect(say(trial, 1)["p"]).toBeCloseTo(checkOf(trial, 1, /p-value/), 5);
    expect(say(modelOf("levy", { index: 1 }), 0)["median"]).toBeCloseTo(1, 12);
    expect(say(rare, 1)["distance"]).toBeCloseTo(0.05219887, 8);
    expect(say(rare, 1)["none"]).toBeCloseTo(0.8 ** 10, 12);
  });

  test.runIf(hasNumpy)("in Python prints them too", () => {
    const asked = [
      [law, 30],
      [waves, 9],
      [zoom, 5],
      [records, 50],
      [ruin, 0],
      [home, 60],
      [chain, 7],
      [trial, 1],
      [modelOf("levy"), 0],
      [rare, 1],
    ] as const;
    const said = pythonPrints(asked.map(([model, step]) => demo.emit(model, step, "python")));
    expect(said[0]("largest")).toBeCloseTo(checkOf(law, 30, /largest/), 12);
    expect(said[1]("at n mod 2")).toBeCloseTo(checkOf(waves, 9, /^coefficient at 1$/), 12);
    expect(said[2]("middle")).toBeCloseTo(game, 12);
    expect(said[3]("maximum at least a")).toBeCloseTo(checkOf(records, 50, /^P\(maximum/), 12);
    expect(said[4]("ruin")).toBeCloseTo(checkOf(ruin, 0, /ruin/), 10);
    expect(said[5]("home by")).toBeCloseTo(0.3036976535, 10);
    const second = demo.draw(chain, 7, view, "en", ["eigen"])[0].table.rows[1][2] as number;
    expect(said[6]("gap")).toBeCloseTo(1 - second, 10);
    expect(said[7]("degrees of freedom")).toBeGreaterThan(3);
    expect(said[8]("largest")).toBeGreaterThan(1);
    expect(said[9]("none")).toBeCloseTo(Math.exp(-2), 12);
  });

  test("in Nabla is a file without problems", () => {
    for (const preset of demo.presets) {
      const model = demo.compute({ ...initial, ...preset.values, walkers: 50 }, 2, context);
      const { problems, statements } = answered(demo.emit(model, demo.steps(model), "nabla"));
      expect(
        problems.filter(({ severity }) => severity !== "hint").map(({ message }) => `${preset.id}: ${message.en}`),
      ).toEqual([]);
      expect(statements.filter(({ answer }) => answer !== undefined).length, preset.id).toBeGreaterThan(0);
    }
  });
});

test("the bell that forgets its factor 2 is half as high in the formula as well, and says what is missing", () => {
  const noteOf = (forget: boolean) => {
    const model = demo.compute({ ...initial, subject: "law", n: 60, p: 0.5, forget }, 1, context);
    return demo.notes(model, 60, "en").find(({ id }) => id === "bell")!;
  };
  const [right, half] = [noteOf(false), noteOf(true)];
  expect(Number(half.slots["value"])).toBeCloseTo(Number(right.slots["value"]) / 2, 7);
  expect([right.slots["factor"], half.slots["factor"]]).toEqual(["2", "1"]);
  expect(half.sentence?.en).toContain("Half of what it should be");
});

test("a negative term of the scheme has one sign, and the circle of the mean square is in the picture", () => {
  const zoom = demo.compute({ ...initial, subject: "zoom", r: 0.55 }, 1, context);
  const scheme = demo.notes(zoom, 4, "en").find(({ id }) => id === "scheme")!;
  expect(scheme.slots["stay"]).toBe("-0.1");
  expect(scheme.tex).not.toContain("+\\slot{stay}");
  const plane = demo.compute({ ...initial, subject: "home", dimension: "2", horizon: 200 }, 1, context);
  const [space] = demo.draw(plane, 200, view, "en", ["space"]);
  const ring = space.marks.find(({ id }) => id === "ring") as { points: ArrayLike<number> };
  for (let k = 0; k < ring.points.length; k++) expect(Math.abs(ring.points[k])).toBeLessThan(space.x.domain[1]);
});

test("the matrix on screen is the one that was typed, its rows normed and in order, with the step just taken", () => {
  const weights = [0, 1, 0, 0, 3, 1, 1, 0, 0, 0, 0, 0, 0, 2, 2, 0, 1, 0, 0, 0, 4, 0, 0, 0, 4];
  const model = demo.compute({ ...initial, subject: "chain", weights }, 1, context);
  const [scene] = demo.draw(model, 3, view, "en", ["matrix"]);
  const cells = scene.marks.find(({ kind }) => kind === "cells") as { values: ArrayLike<number> };
  // As in the other tables, the first row of cells is the uppermost, and so is its name.
  expect([...Array.from(cells.values)].slice(0, 5)).toEqual([0, 0.25, 0, 0, 0.75]);
  expect(scene.y.ticks?.find(({ text }) => text === "1")?.at).toBe(4);
  expect(scene.table.rows.map((row) => row.slice(1).reduce<number>((sum, p) => sum + Number(p), 0))).toEqual(
    Array(5).fill(1),
  );
  const [, from, to] = /from (\d) to (\d)/.exec(scene.description)!.map(Number);
  expect(Number(scene.table.rows[from - 1][to])).toBeGreaterThan(0);
});
