import { describe, expect, test } from "vitest";
import { deleteRun, keepRun, mostRuns, readRuns } from "../../webview/runtime/history";
import { latestWins } from "../../webview/runtime/latest";
import { advance } from "../../webview/runtime/player";
import { withCamera, withDomain, zoomed } from "../../webview/runtime/plots";
import { signal } from "../../webview/runtime/signal";
import { fitState, mostStoredBytes, readPageState } from "../../webview/runtime/storage";
import { emptyTrail, move, visit } from "../../webview/runtime/trail";
import { fieldText, parseTyped, shareOf, valueAt } from "../../webview/ui/number";
import { plainTex } from "../../webview/ui/plain-tex";
import { nextPoint, parsePoints, pointsText } from "../../webview/ui/points-text";

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("latest wins", () => {
  const make = () => {
    const log: string[] = [];
    const open: ((ok: boolean) => void)[] = [];
    const latest = latestWins<number, number>({
      run: (ask) =>
        new Promise((resolve, reject) => open.push((ok) => (ok ? resolve(ask * 10) : reject(new Error("no"))))),
      deliver: (reply, ask) => log.push(`${ask}→${reply}`),
      fail: (_, ask) => log.push(`${ask} failed`),
      overtaken: () => log.push("overtaken"),
    });
    return { latest, log, open };
  };

  test("of many asks in a row only the first and the last are run", async () => {
    const { latest, log, open } = make();
    for (const ask of [1, 2, 3, 4]) latest.ask(ask);
    expect(open).toHaveLength(1);
    open[0](true);
    await turn();
    expect(open).toHaveLength(2);
    open[1](true);
    await turn();
    expect(log).toEqual(["overtaken", "overtaken", "overtaken", "1→10", "4→40"]);
    expect(latest.isBusy()).toBe(false);
  });

  test("the failure of one that was overtaken is not worth a word, that of the last is", async () => {
    const { latest, log, open } = make();
    latest.ask(1);
    latest.ask(2);
    open[0](false);
    await turn();
    open[1](false);
    await turn();
    expect(log).toEqual(["overtaken", "2 failed"]);
  });

  test("what was dropped is not delivered, and the next ask is", async () => {
    const { latest, log, open } = make();
    latest.ask(1);
    latest.drop();
    open[0](true);
    await turn();
    latest.ask(2);
    open[1](true);
    await turn();
    expect(log).toEqual(["2→20"]);
  });
});

test("a signal tells its readers once for many changes in one turn, and not at all for the same value", async () => {
  const counter = signal(0);
  const heard: number[] = [];
  const stop = counter.listen((value) => heard.push(value));
  counter.set(1);
  counter.update((value) => value + 1);
  await turn();
  counter.set(2);
  await turn();
  stop();
  counter.set(3);
  await turn();
  expect(heard).toEqual([2]);
});

describe("the player", () => {
  test("is as far after many short ticks as after few long ones", () => {
    let now = { step: 0, restMs: 0 };
    for (let k = 0; k < 100; k++) now = advance(now, 20, 8, 100, false);
    expect(now.step).toBe(16);
    expect(advance({ step: 0, restMs: 0 }, 200, 8, 100, false).step).toBe(1);
  });

  test("does not leap after a sleep, and stops at the end", () => {
    expect(advance({ step: 0, restMs: 0 }, 60_000, 8, 100, false).step).toBe(2);
    expect(advance({ step: 99, restMs: 0 }, 200, 16, 100, false)).toMatchObject({ step: 100, isOver: true });
  });

  test("with reduced motion shows at most two pictures a second, about ten in all", () => {
    let now = { step: 0, restMs: 0 };
    let pictures = 0;
    let elapsed = 0;
    while (now.step < 200) {
      const next = advance(now, 100, 64, 200, true);
      if (next.step !== now.step) pictures++;
      now = next;
      elapsed += 100;
    }
    expect(pictures).toBe(10);
    expect(pictures / (elapsed / 1000)).toBeLessThanOrEqual(2);
  });
});

describe("the history of runs", () => {
  const state = (step: number) => ({ demo: "bowl", values: { a: step }, seed: 1, step });
  const name = (number: number) => `Run ${number}`;

  test("keeps the newest first, one state once, and a bounded number", () => {
    let runs = keepRun([], state(0), name);
    runs = keepRun(runs, state(0), name);
    expect(runs).toHaveLength(1);
    for (let k = 1; k < 40; k++) runs = keepRun(runs, state(k), name);
    expect(runs).toHaveLength(mostRuns);
    expect(runs[0].state.step).toBe(39);
    expect(new Set(runs.map((run) => run.id)).size).toBe(mostRuns);
    expect(deleteRun(runs, runs[3].id)).toHaveLength(mostRuns - 1);
  });

  test("comes back from storage without what is malformed or another demo's", () => {
    const good = keepRun(keepRun([], state(0), name), state(1), name);
    const raw = JSON.parse(
      JSON.stringify([
        ...good,
        { id: 9 },
        null,
        { id: 10, name: "x", state: { ...state(2), demo: "other" } },
        { ...good[0] },
      ]),
    );
    expect(readRuns(raw, "bowl")).toEqual(good);
    expect(readRuns("x", "bowl")).toEqual([]);
  });
});

describe("the stored state", () => {
  const whole = {
    version: 1,
    kind: "demo",
    state: { demo: "bowl", values: { a: 1 }, seed: 2, step: 3 },
    tab: "plane",
    view: { domains: { s: { x: [0, 1], y: [0, 1] } }, cameras: { t: { azimuthRad: 1, elevationRad: 0.5, zoom: 1 } } },
    speed: 8,
    runs: [],
  } as const;

  test("comes back as it was", () => {
    expect(readPageState(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  });

  test("field by field: one that is spoiled takes no other with it", () => {
    const spoiled = {
      ...whole,
      speed: 7,
      tab: 5,
      view: { domains: { s: { x: [1, 0], y: [0, 1] }, u: { x: [0, 1], y: [0, 2] } }, cameras: { t: { zoom: "1" } } },
    };
    const read = readPageState(spoiled);
    expect(read?.state).toEqual(whole.state);
    expect(read).not.toHaveProperty("speed");
    expect(read).not.toHaveProperty("tab");
    expect(read?.view).toEqual({ domains: { u: { x: [0, 1], y: [0, 2] } }, cameras: {} });
    expect(readPageState({ ...whole, state: { demo: 7 } })).not.toHaveProperty("state");
  });

  test("of another version, or none, is not read", () => {
    for (const raw of [undefined, null, 1, "x", [], { ...whole, version: 2 }, { ...whole, kind: "x" }])
      expect(readPageState(raw)).toBeUndefined();
  });

  test("is under 64 KB however many long runs it holds", () => {
    const values = { a: "y".repeat(3_900) };
    const runs = Array.from({ length: 12 }, (_, id) => ({
      id,
      name: "run",
      state: { demo: "bowl", values, seed: id, step: 0 },
    }));
    const fitted = fitState({ ...whole, runs });
    expect(JSON.stringify(fitted).length * 2).toBeLessThanOrEqual(mostStoredBytes);
    expect(fitted.runs?.length).toBeGreaterThan(3);
    expect(fitted.state).toEqual(whole.state);
  });
});

describe("the trail", () => {
  const at = (offset: number) => ({ document: 1, offset });

  test("goes back and forward, and a new visit forgets what lay ahead", () => {
    let trail = [1, 2, 3].map(at).reduce(visit, emptyTrail);
    expect(visit(trail, at(3))).toBe(trail);
    trail = move(trail, -1) ?? trail;
    expect(trail.places[trail.at]).toEqual(at(2));
    expect(move(trail, 1)?.at).toBe(2);
    trail = visit(trail, at(9));
    expect(trail.places.map((place) => place.offset)).toEqual([1, 2, 9]);
    expect(move(trail, 1)).toBeUndefined();
  });
});

describe("zoom", () => {
  const scene = {
    id: "s",
    title: "",
    description: "",
    x: { label: "", domain: [0, 4] },
    y: { label: "", domain: [0.01, 100], scale: "log" },
    marks: [],
    table: { columns: [], rows: [] },
  } as const;

  test("is about the middle, in the logarithm where the axis is", () => {
    const view = zoomed({ domains: {}, cameras: {} }, scene, 0.5);
    expect(view.domains["s"].x).toEqual([1, 3]);
    expect(view.domains["s"].y[0]).toBeCloseTo(0.1, 12);
    expect(view.domains["s"].y[1]).toBeCloseTo(10, 9);
  });

  test("without a factor takes the demo's own view again", () => {
    const view = withDomain(withDomain({ domains: {}, cameras: {} }, "s", { x: [0, 1], y: [0, 1] }), "t", {
      x: [0, 1],
      y: [0, 1],
    });
    expect(Object.keys(zoomed(view, scene, undefined).domains)).toEqual(["t"]);
    expect(
      withCamera({ domains: {}, cameras: { s: { azimuthRad: 0, elevationRad: 0, zoom: 1 } } }, "s", undefined).cameras,
    ).toEqual({});
  });
});

describe("typed numbers", () => {
  test.each([
    ["0.25", 0.25],
    [" −1.5 ", -1.5],
    ["1e-3", 1e-3],
    ["2/7", 2 / 7],
    ["-3 / 4", -0.75],
    [".5", 0.5],
    ["+2", 2],
  ])("%j is %d", (text, value) => {
    expect(parseTyped(text)).toBe(value);
  });

  test.each(["", "x", "1,5", "1/0", "1e999", "0x10", "--1", "1 2", "Infinity"])("%j is no number", (text) => {
    expect(parseTyped(text)).toBeUndefined();
  });

  test("a slider takes back where a value stands, also on a log scale", () => {
    const linear = { min: -2, max: 3, step: 0.1 };
    const log = { min: 1e-6, max: 1, step: 0.1, log: true };
    for (const value of [-2, -0.3, 0, 2.9, 3]) expect(valueAt(shareOf(value, linear), linear)).toBeCloseTo(value, 12);
    for (const value of [1e-6, 2e-5, 0.03, 1]) expect(valueAt(shareOf(value, log), log)).toBeCloseTo(value, 12);
    expect(valueAt(0.5, { min: 0, max: 10, step: 1, integer: true })).toBe(5);
  });

  test("a field shows what it was given, short", () => {
    expect([0.1 + 0.2, 1e-8, 1 / 3, 5].map(fieldText)).toEqual(["0.3", "1e-8", "0.3333333333", "5"]);
  });
});

test("TeX before it is typeset reads as text", () => {
  expect(plainTex("x_{k+1} = x_k - \\alpha \\nabla f(x_k),\\; \\alpha = \\slot{a}", { a: "0.25" })).toBe(
    "x_k+1 = x_k - α ∇ f(x_k), α = 0.25",
  );
  expect(plainTex("\\frac{1}{2} x^\\top A x", {})).toBe("1/2 xᵀA x");
});

describe("a typed list of points", () => {
  const bounds = { min: -1, max: 1, maxPoints: 4 };
  const points = (text: string) => {
    const read = parsePoints(text, bounds);
    return "points" in read ? read.points : read.problem.en;
  };
  test("says the same as the list it was made of", () => {
    const list = [0.5, -0.25, 1, 1 / 3];
    expect(points(pointsText(list))).toEqual(list);
  });
  test.each([
    ["", []],
    ["\n\n0,1\n", [0, 1]],
    ["0 1\n1\t0", [0, 1, 1, 0]],
    ["x, y\n0; 1", [0, 1]],
    ["[[0, 1], [1/2, .5]]", [0, 1, 0.5, 0.5]],
  ])("may be written %j", (text, list) => expect(points(text)).toEqual(list));
  test.each([
    ["0, 1\n0, q", "Line 2: “q” is not a number. Write one point a line: x, y."],
    ["0, 1\n1", "Line 2 has 1 number; a point has two: x, y."],
    ["0, 7", "Line 1: 7 is not within -1 … 1."],
    ["0,0\n".repeat(5), "These are more than 4 points, the most there can be. Nothing was changed."],
  ])("%j changes nothing and says why", (text, problem) => expect(points(text)).toBe(problem));
  test("grows by points that fall into the range and never on each other", () => {
    let list: readonly number[] = [];
    const param = { ...bounds, id: "p", label: { en: "p", zh: "点" }, initial: [], step: 0.01 };
    for (let k = 0; k < 40; k++) list = nextPoint(list, param);
    const pairs = Array.from({ length: 40 }, (_, k) => `${list[2 * k]} ${list[2 * k + 1]}`);
    expect(new Set(pairs).size).toBe(40);
    expect(list.every((entry) => entry >= -1 && entry <= 1)).toBe(true);
  });
});

test("what was predicted is read back, and nothing else", () => {
  const stored = { version: 1, kind: "demo", picks: { 0: 2, 3: 0, x: 1, 4: -1, 5: "1" } };
  expect(readPageState(stored)?.picks).toEqual({ 0: 2, 3: 0 });
});
