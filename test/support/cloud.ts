import { createRng } from "../../src/core/num/rng";
import type { Demo, Values } from "../../src/demos/demo";
import type { Mark, Scene } from "../../src/plot/scene";

/** A small demo for tests of the frame: a cloud of many points, points of one's own, and a table of one's own. */

export interface CloudModel {
  readonly cloud: Float64Array;
  readonly cloudKey: string;
  /** Handles by their index among the points. */
  readonly points: readonly number[];
  readonly table: Float64Array;
  readonly classes: readonly string[];
  readonly rows: number;
  /** For each step, the index of the cloud's point that is looked at. */
  readonly path: readonly number[];
}

const two = (en: string, zh: string): { readonly en: string; readonly zh: string } => ({ en, zh });

export const cloudDemo: Demo<CloudModel> = {
  id: "cloud",
  title: two("Test cloud", "测试点云"),
  sentence: two("Many points, and some of your own.", "许多点，以及您自己的点。"),
  params: [
    {
      kind: "number",
      id: "count",
      label: two("Number of points", "点数"),
      min: 0,
      max: 100_000,
      step: 1,
      integer: true,
      initial: 400,
    },
    { kind: "number", id: "shift", label: two("Shift", "平移"), min: 0, max: 1, step: 0.01, initial: 0.5 },
    { kind: "number", id: "slow", label: two("Slowness", "缓慢程度"), min: 0, max: 60, step: 1, initial: 0 },
    {
      kind: "points",
      id: "own",
      label: two("Your points", "您的点"),
      initial: [0.25, 0.25, 0.75, 0.6],
      maxPoints: 20,
      min: 0,
      max: 1,
      step: 0.01,
    },
    {
      kind: "data",
      id: "table",
      label: two("Your table", "您的表格"),
      roles: [
        { id: "x", label: two("x", "x"), kind: "number" },
        { id: "y", label: two("y", "y"), kind: "number" },
        { id: "class", label: two("Class", "类别"), kind: "any", optional: true },
        { id: "more", label: two("More columns", "更多列"), kind: "number", many: true, optional: true },
      ],
      maxRows: 50,
      initial: "",
    },
  ],
  presets: [
    { id: "few", label: two("Few", "少量"), hint: two("A few points.", "少量点。"), values: {} },
    {
      id: "many",
      label: two("Many", "大量"),
      hint: two("A hundred thousand.", "十万个。"),
      values: { count: 100_000 },
    },
  ],
  challenges: [
    {
      ask: two("Where do most points lie?", "大多数点在哪里？"),
      answer: two("In the middle: the sum of two draws is.", "在中间：两次抽取之和集中于此。"),
      choices: [two("At the edge", "边缘"), two("In the middle", "中间"), two("Evenly spread", "均匀分布")],
      right: 1,
      values: { count: 4_000 },
    },
    { ask: two("How many are there?", "一共多少？"), answer: two("As many as you ask for.", "随您设定。") },
  ],
  tabs: [
    { id: "plane", title: two("Plane", "平面"), scenes: ["cloud", "again"] },
    { id: "table", title: two("Table", "表格"), scenes: ["own"] },
  ],
  compute(values, seed, context) {
    const count = Number(values["count"]);
    const cloudKey = `cloud ${count} ${seed}`;
    const cloud = context.reuse(cloudKey, () => {
      const random = createRng(seed);
      return Float64Array.from({ length: 2 * count }, () => (random.nextFloat() + random.nextFloat()) / 2);
    });
    for (let round = 0, rounds = Number(values["slow"]); round < rounds; round++) {
      context.checkpoint();
      context.progress(round / rounds);
      let sum = 0;
      for (let k = 0; k < 3e7; k++) sum += Math.sqrt(k);
      if (sum < 0) throw new RangeError("a sum of roots is not negative");
    }
    const own = context.data("table");
    const [x, y] = [own?.columns["x"]?.[0].numbers, own?.columns["y"]?.[0].numbers];
    const rows = own?.rows ?? 0;
    const [label] = own?.columns["class"] ?? [];
    return {
      cloud,
      cloudKey,
      points: values["own"] as readonly number[],
      table: Float64Array.from({ length: 2 * rows }, (_, k) => (k % 2 === 0 ? x : y)![k >> 1]),
      classes: [...new Set(label?.texts ?? Array.from(label?.numbers ?? [], String))],
      rows,
      path: Array.from({ length: 21 }, (_, k) => (count === 0 ? 0 : (k * 97) % count)),
    };
  },
  steps: (model) => model.path.length - 1,
  draw(model, step, view, _locale, wanted) {
    const scenes = [
      plane(model, step, "cloud", view.domains["cloud"]),
      plane(model, step, "again", view.domains["again"]),
      ownTable(model),
    ];
    return wanted.length === 0 ? scenes : scenes.filter((scene) => wanted.includes(scene.id));
  },
  checks: (model) => [
    {
      name: two("mean of x", "x 的均值"),
      expected: 0.5,
      actual: model.cloud.length === 0 ? 0.5 : model.cloud.reduce((a, b) => a + b, 0) / model.cloud.length,
      tolerance: 0.2,
      source: two("symmetry", "对称性"),
    },
  ],
  notes: () => [],
  narrate: (model, step) => `Point ${model.path[step]} of ${model.cloud.length / 2}.`,
  notices: () => [],
  tone: (model, step) => ({ height: step / (model.path.length - 1), side: 0 }),
  links: (_model, step) => [
    { title: two("On to the bowl", "到碗中看"), demo: "bowl", values: { stiffness: 1 + step } },
  ],
  drag: (_model, values, handle, x, y) => withPoint(values, Number(handle.slice(4)), [x, y]),
  click: (model, values, scene, x, y) =>
    scene === "cloud" && model.points.length < 40 && x >= 0 && x <= 1 && y >= 0 && y <= 1
      ? { ...values, own: [...model.points, x, y] }
      : undefined,
  remove: (_model, values, handle) => withPoint(values, Number(handle.slice(4)), []),
  emit: (model, step, target) => `# ${target}: point ${model.path[step]}\n`,
};

function withPoint(values: Values, index: number, point: readonly number[]): Values {
  const own = [...(values["own"] as readonly number[])];
  own.splice(2 * index, 2, ...point.map((entry) => Math.min(1, Math.max(0, entry))));
  return { ...values, own };
}

function plane(
  model: CloudModel,
  step: number,
  id: string,
  domain?: { x: readonly [number, number]; y: readonly [number, number] },
): Scene {
  const { cloud, path, points } = model;
  const at = 2 * path[step];
  const here = cloud.length === 0 ? [] : [cloud[at], cloud[at + 1]];
  const handles: Mark[] = [];
  if (id === "cloud")
    for (let k = 0; 2 * k < points.length; k++)
      handles.push({
        kind: "handle",
        id: `own-${k}`,
        at: [points[2 * k], points[2 * k + 1]],
        label: `Point ${k + 1}`,
        ink: "series1",
        step: 0.01,
      });
  return {
    id,
    title: id === "cloud" ? "The cloud" : "The cloud again",
    description: `${cloud.length / 2} points, ${points.length / 2} of your own.`,
    x: { label: "x", domain: domain?.x ?? [0, 1] },
    y: { label: "y", domain: domain?.y ?? [0, 1] },
    equal: true,
    zoomable: true,
    marks: [
      {
        kind: "dots",
        id: "cloud",
        name: "points",
        points: cloud,
        ink: "series0",
        radiusPx: 1.5,
        still: model.cloudKey,
      },
      { kind: "dots", id: "here", name: "looked at", points: here, ink: "wrong", radiusPx: 6, shape: "ring" },
      ...handles,
    ],
    table: { columns: ["step", "x", "y"], rows: cloud.length === 0 ? [] : [[step, here[0], here[1]]] },
  };
}

function ownTable(model: CloudModel): Scene {
  const inside = model.table.filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...inside), Math.max(1, ...inside)];
  return {
    id: "own",
    title: "Your table",
    description: `${model.rows} rows in ${model.classes.length} classes.`,
    x: { label: "x", domain: [low, high] },
    y: { label: "y", domain: [low, high] },
    marks: [{ kind: "dots", id: "own", name: "your rows", points: model.table, ink: "series2", shape: "diamond" }],
    table: {
      columns: ["x", "y"],
      rows: Array.from({ length: model.rows }, (_, k) => [model.table[2 * k], model.table[2 * k + 1]]),
    },
  };
}
