import { spawnSync } from "node:child_process";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import type { OwnData, Values } from "../../src/demos/demo";
import { demo } from "../../src/demos/kdtree/index";
import type { Model, SearchModel } from "../../src/demos/kdtree/model";
import { voronoiCells } from "../../src/demos/kdtree/voronoi";
import { createSession } from "../../src/lang/session";
import { plainContext } from "../support/context";

const initial: Values = Object.fromEntries(demo.params.map(({ id, initial: value }) => [id, value]));
const context = plainContext();
const view = { domains: {}, cameras: {} };
const compute = (values: Values, seed = 7): Model => demo.compute({ ...initial, ...values }, seed, context);
const preset = (id: string, more: Values = {}): Model =>
  compute({ ...demo.presets.find((each) => each.id === id)!.values, ...more });
const search = (id: string, more: Values = {}): SearchModel => preset(id, more) as SearchModel;
const story = (model: Model): string[] =>
  Array.from({ length: demo.steps(model) }, (_, step) => demo.narrate(model, step + 1, "en"));

test("what waits has room for the most that ever wait, and a bar of the stack stays where it is", () => {
  for (const [id, more] of [
    ["backtrack", {}],
    ["backtrack", { order: "queue", bound: "cell" }],
    ["ring", {}],
  ] as const) {
    const model = search(id, more);
    const heights = new Set<number>();
    const places = new Map<string, number>();
    let most = 0;
    for (let step = 0; step <= demo.steps(model); step += 1) {
      const [scene] = demo.draw(model, step, view, "en", ["queue"]);
      heights.add(scene!.y.domain[1] - scene!.y.domain[0]);
      const bars = scene!.marks.filter((mark) => mark.kind === "bars");
      most = Math.max(most, bars.length);
      for (const { id: bar, rects } of bars) {
        const low = rects[1]!;
        expect(low).toBeGreaterThan(0);
        expect(rects[3]).toBeLessThanOrEqual(scene!.y.domain[1]);
        if (!("order" in more) && most <= 11) expect(places.get(bar!) ?? low, `${id} ${bar}`).toBe(low);
        places.set(bar!, low);
      }
    }
    expect([...heights].map((height) => Math.round(height * 10))).toEqual([10 * most + 12]);
  }
});

test("the axes of the irises are named in the language of the page", () => {
  const id = demo.presets.find(({ values }) => values["data"] === "iris")!.id;
  const [scene] = demo.draw(preset(id), 0, view, "zh", ["regions"]);
  expect([scene!.x.label, scene!.y.label]).toEqual(["花瓣长度 / cm", "花瓣宽度 / cm"]);
});

describe("the story of the textbook’s search", () => {
  test("tells the turn back at (5, 4) and the pruning at (7, 2) with their numbers", () => {
    expect(story(search("backtrack"))).toEqual([
      "(7, 2) cuts x at 7; q has x = 2 ≤ 7: the left side first. The right side, at least 5 away, waits.",
      "(5, 4) cuts y at 4; q has y = 4.5 > 4: the upper side first. The lower side, at least 0.5 away, waits.",
      "Leaf opened: (4, 7): 3.202; now rₖ = 3.202.",
      "Point of the node: (5, 4): 3.041; now rₖ = 3.041.",
      "Back at (5, 4): its lower side is at least 0.5 away, 0.5 ≤ rₖ = 3.041. It may hold something nearer: visit.",
      "Leaf opened: (2, 3): 1.5; now rₖ = 1.5.",
      "Point of the node: (7, 2): 5.59; no better than rₖ = 1.5.",
      "(9, 6) is at least 5 away and 5 > rₖ = 1.5: pruned, 2 points never looked at.",
      "Nothing waits any more: the answer is complete. 4 of 6 points compared.",
    ]);
  });

  test("a pruned cell is hatched and its certificate drawn", () => {
    const [plane] = demo.draw(search("backtrack"), 8, view, "en", ["plane"]);
    const certificate = plane.marks.find(({ id }) => id === "certificate-text");
    expect(certificate).toMatchObject({ text: "|q − τ| = 5 > rₖ = 1.5" });
    expect(plane.marks.some(({ id, kind }) => kind === "rings" && id?.startsWith("pruned"))).toBe(true);
  });

  test("cells of the plane and nodes of the tree share a link", () => {
    const scenes = demo.draw(search("backtrack"), 8, view, "en", ["plane", "tree", "queue"]);
    const links = scenes.map(({ marks }) => new Set(marks.flatMap(({ link }) => (link ? [link] : []))));
    expect([...links[0]].filter((link) => links[1].has(link)).length).toBeGreaterThan(1);
  });
});

describe("what the hints and answers claim is so", () => {
  test("30 and 45 nodes for a partial match among 255 points", () => {
    expect(search("partial").counts.nodes).toBe(30);
    expect(search("partial", { given: "y" }).counts.nodes).toBe(45);
  });
  test("of 100,000 points less than forty are compared", () => {
    expect(search("hundred").counts.distances).toBeLessThan(40);
  });
  test("from the middle of the ring nothing can be pruned, from aside much can", () => {
    expect(search("ring").counts.distances).toBeGreaterThan(150);
    expect(search("ring", { query: [8, 5] }).counts.distances).toBeLessThan(40);
  });
  test("between the clouds the sliding midpoint opens less than half of the slivers", () => {
    const slivers = search("slivers").counts.leaves;
    expect(search("slivers", { rule: "sliding" }).counts.leaves).toBeLessThan(slivers / 2);
  });
  test("half of 4,000 points are compared at about 14 dimensions, few on a sheet in 20", () => {
    const cube = preset("curse");
    const sheet = preset("curse", { shape: "sheet" });
    if (cube.subject !== "high" || sheet.subject !== "high") throw new Error("no such subject");
    const at = (model: typeof cube, d: number) => model.costs.find((cost) => cost.d === d)!;
    expect(at(cube, 2).exact).toBeLessThan(0.004);
    expect(at(cube, 14).exact).toBeGreaterThan(0.4);
    expect(at(cube, 14).exact).toBeLessThan(0.65);
    expect(at(cube, 20).exact).toBeGreaterThan(0.85);
    expect(at(sheet, 20).exact).toBeLessThan(0.05);
    const [plane] = cube.growth;
    expect(plane.compared[plane.compared.length - 1]).toBeLessThan(2 * plane.compared[0]);
  });
  test("the ratio test raises the precision of the matches", () => {
    const precision = (ratio: number) => {
      const model = preset("descriptors", { ratio, outliers: 0.6 });
      return Number(/precision ([\d.]+)/.exec(demo.narrate(model, 0, "en"))![1]);
    };
    expect(precision(0.8)).toBeGreaterThan(95);
    expect(precision(1)).toBeLessThan(50);
  });
  test("for the moons the best k lies between 1 and 50", () => {
    const model = preset("moons");
    if (model.subject !== "regions") throw new Error("no such subject");
    const best = Math.min(...model.errors);
    expect(model.errors[0]).toBeGreaterThan(best);
    expect(model.errors[49]).toBeGreaterThan(best);
  });
});

describe("points of one’s own", () => {
  const table = (x: number[], y: number[], kinds?: string[]): OwnData => ({
    name: "own.csv",
    rows: x.length,
    columns: {
      x: [{ name: "width", numbers: Float64Array.from(x) }],
      y: [{ name: "height", numbers: Float64Array.from(y) }],
      class: kinds ? [{ name: "kind", texts: kinds }] : [],
    },
  });
  const withTable = (own: OwnData, values: Values = {}) =>
    demo.compute({ ...initial, data: "own", ...values }, 1, plainContext({ own }));

  test("a row with a gap is left out and said so; columns keep their names", () => {
    const model = withTable(table([1, Number.NaN, 3], [4, 5, 1e9]));
    expect(demo.notices(model).map(({ remark }) => remark?.en)).toContain(
      "1 row without two usable numbers is left out.",
    );
    const [plane] = demo.draw(model, 0, view, "en", ["plane"]);
    expect([plane.x.label, plane.y.label]).toEqual(["width", "height"]);
    expect((model as SearchModel).tree.n).toBe(2);
  });

  test("no table yet: the picture says what to do", () => {
    const [plane] = demo.draw(compute({ data: "own" }), 0, view, "en", ["plane"]);
    expect(plane.empty).toContain("Choose a table");
  });

  test("classes of the table vote", () => {
    const own = table([0, 1, 9, 10], [0, 1, 9, 10], ["low", "low", "high", "high"]);
    const model = withTable(own, { subject: "regions", k: 1, query: [9, 9] });
    expect(demo.narrate(model, 0, "en")).toBe("The nearest point votes high 1, low 0: the query is high.");
  });

  test("a point is added by a click, moved by its handle, deleted, and the limit is kept", () => {
    const values: Values = { ...initial, data: "hand", points: [1, 1, 2, 2] };
    const model = demo.compute(values, 1, context);
    const added = demo.click!(model, values, "plane", 5.004, 6)!;
    expect(added["points"]).toEqual([1, 1, 2, 2, 5, 6]);
    expect(demo.drag!(model, added, "point1", 3, -4)["points"]).toEqual([1, 1, 3, -4, 5, 6]);
    expect(demo.remove!(model, added, "point0")["points"]).toEqual([2, 2, 5, 6]);
    const full: Values = { ...values, points: new Array(600).fill(1) };
    expect(demo.click!(model, full, "plane", 1, 1)).toBeUndefined();
    expect(demo.click!(model, { ...values, data: "six" }, "plane", 1, 1)).toBeUndefined();
  });
});

test("Voronoi cells tile the box, and each holds what is nearest to its point", () => {
  const points = Float64Array.from([2, 3, 5, 4, 9, 6, 4, 7, 8, 1, 7, 2, 7, 2]);
  const cells = voronoiCells(points, [0, 0, 10, 10]);
  const area = (cell: number[]) => {
    let sum = 0;
    for (let at = 0; at < cell.length; at += 2) {
      const next = (at + 2) % cell.length;
      sum += cell[at] * cell[next + 1] - cell[next] * cell[at + 1];
    }
    return sum / 2;
  };
  expect(cells[6]).toEqual([]);
  expect(cells.reduce((sum, cell) => sum + Math.abs(area(cell)), 0)).toBeCloseTo(100, 9);
  cells.forEach((cell, row) => {
    for (let at = 0; at < cell.length; at += 2) {
      const far = (other: number) => Math.hypot(cell[at] - points[2 * other], cell[at + 1] - points[2 * other + 1]);
      for (let other = 0; other < 6; other++) expect(far(row)).toBeLessThan(far(other) + 1e-9);
    }
  });
});

describe("source code", () => {
  const cases = ["backtrack", "bins", "hundred", "radius", "moons", "descriptors"];
  const printed = (source: string): Record<string, number[] | number> => {
    let shown: unknown;
    new Function("console", transformSync(source, { loader: "ts" }).code)({ log: (value: unknown) => (shown = value) });
    return shown as Record<string, number[] | number>;
  };
  const sorted = (numbers: ArrayLike<number>) => Array.from(numbers).sort((a, b) => a - b);
  const exact = { order: "stack", leaves: 0 };

  test("TypeScript finds the same rows, distances, votes and scores", () => {
    for (const id of cases) {
      const model = preset(id, id === "bins" ? exact : {});
      const out = printed(demo.emit(model, 0, "typescript"));
      if (model.subject === "search") {
        expect(sorted(out["rows"] as number[]), id).toEqual(sorted(model.ids));
        if (model.type === "nearest")
          for (const [at, x] of (out["distances"] as number[]).entries()) expect(x).toBeCloseTo(model.distances[at], 9);
      } else if (model.subject === "regions") {
        expect(Object.values(out["votes"] as unknown as Record<string, number>).reduce((a, b) => a + b, 0)).toBe(
          model.k,
        );
      } else
        expect(demo.narrate(model, 0, "en")).toContain(
          `${out["kept"]} of 300 matches are kept, ${out["right"]} of them right`,
        );
    }
  });

  const hasNumpy = spawnSync("python3", ["-c", "import numpy"]).status === 0;
  test.runIf(hasNumpy)(
    "Python does too",
    () => {
      const models = cases.map((id) => preset(id, id === "bins" ? exact : {}));
      // One process for all: what takes time is to start and to load the libraries.
      const host = "import sys, json\nfor p in json.load(sys.stdin):\n    exec(p, {})\n    print('----')";
      const programs = models.map((model) => demo.emit(model, 0, "python"));
      const { stdout, stderr } = spawnSync("python3", ["-c", host], {
        input: JSON.stringify(programs),
        encoding: "utf8",
      });
      expect(stderr).toBe("");
      for (const [at, out] of stdout.split("----\n").slice(0, -1).entries()) {
        const model = models[at];
        if (model.subject === "search") {
          const rows: number[] = JSON.parse(/^rows (.*)$/m.exec(out)![1]);
          expect(sorted(rows)).toEqual(sorted(model.ids));
        } else if (model.subject === "match") {
          expect(demo.narrate(model, 0, "en")).toContain(`${/kept (\d+)/.exec(out)![1]} of 300`);
        } else expect(out).toContain("votes");
      }
    },
    120_000,
  );

  test("the language gives the distance of the nearest", () => {
    for (const [metric, distance] of [
      ["L2", "1.5"],
      ["L1", "3/2"],
      ["Linf", "3/2"],
    ]) {
      const session = createSession({ locale: "en" });
      session.update(demo.emit(search("backtrack", { metric }), 0, "nabla"));
      const run = session.run();
      let next = run.next();
      while (!next.done) next = run.next();
      const { statements, problems } = next.value;
      expect(problems.filter(({ severity }) => severity !== "hint").map(({ message }) => message.en)).toEqual([]);
      const answers = statements.map(({ answer }) => String(answer?.value ?? ""));
      expect(
        answers.some((answer) => answer === distance || answer === "3/2"),
        `${metric}: ${answers}`,
      ).toBe(true);
    }
  });
});
