import type { Demo } from "../../src/demos/demo";
import { contourRings, niceLevels } from "../../src/plot/contour";
import type { Scene } from "../../src/plot/scene";

/** A small demo with every kind of control and mark, for tests of the frame: steps down the bowl ½(x² + k y²). */

export interface BowlModel {
  readonly stiffness: number;
  readonly stepSize: number;
  readonly start: readonly [number, number];
  readonly path: readonly (readonly [number, number])[];
}

const two = (en: string, zh: string): { readonly en: string; readonly zh: string } => ({ en, zh });

export const bowlDemo: Demo<BowlModel> = {
  id: "bowl",
  title: two("Test bowl", "测试碗"),
  sentence: two("Steps of gradient descent in a small bowl.", "小碗中的梯度下降。"),
  params: [
    {
      kind: "number",
      id: "stiffness",
      label: two("Stiffness k", "刚度 k"),
      help: two("Curvature along y.", "沿 y 的曲率。"),
      group: two("Shape", "形状"),
      min: 1,
      max: 20,
      step: 0.1,
      initial: 6,
    },
    {
      kind: "number",
      id: "stepSize",
      label: two("Step size α", "步长 α"),
      group: two("Method", "方法"),
      min: 0.01,
      max: 1,
      step: 0.005,
      initial: 0.25,
    },
    {
      kind: "choice",
      id: "method",
      label: two("Method", "方法"),
      group: two("Method", "方法"),
      options: [
        { value: "gd", label: two("Gradient descent", "梯度下降") },
        { value: "half", label: two("Half steps", "半步") },
      ],
      initial: "gd",
    },
    { kind: "toggle", id: "arrows", label: two("Show gradient arrows", "显示梯度箭头"), initial: true },
    {
      kind: "many",
      id: "marks",
      label: two("Marks", "标记"),
      options: [
        { value: "path", label: two("path", "路径") },
        { value: "minimum", label: two("minimum", "最小点") },
      ],
      initial: "path,minimum",
    },
    { kind: "text", id: "formula", label: two("Formula", "公式"), initial: "x² + y²", maxLength: 80 },
    {
      kind: "matrix",
      id: "start",
      label: two("Start", "起点"),
      rows: 1,
      columns: 2,
      initial: [-2, 1.6],
      min: -3,
      max: 3,
      step: 0.1,
    },
    {
      kind: "spectrum",
      id: "spectrum",
      label: two("Spectrum", "谱"),
      initial: [1, 2, 4, 6],
      min: 0,
      max: 10,
      maxLength: 8,
    },
  ],
  presets: [
    {
      id: "calm",
      label: two("Calm", "平稳"),
      hint: two("A step that converges. How fast?", "收敛的步长，多快？"),
      values: { stepSize: 0.25 },
    },
    {
      id: "wild",
      label: two("Too far", "过大"),
      hint: two("Beyond 2/k the steps grow.", "超过 2/k 就发散。"),
      values: { stepSize: 0.34 },
    },
  ],
  challenges: [
    { ask: two("Find the largest step that still converges.", "找出仍收敛的最大步长。"), answer: two("2/k.", "2/k。") },
  ],
  tabs: [
    { id: "plane", title: two("Plane", "平面"), scenes: ["contour", "error", "surface"] },
    { id: "tables", title: two("Tables", "表格"), scenes: ["matrix", "bars"] },
  ],
  compute(values) {
    const stiffness = Number(values["stiffness"]);
    const stepSize = Number(values["stepSize"]) * (values["method"] === "half" ? 0.5 : 1);
    const start = values["start"] as readonly number[];
    const path: [number, number][] = [[start[0], start[1]]];
    for (let k = 0; k < 40; k++) {
      const [x, y] = path[k];
      path.push([x - stepSize * x, y - stepSize * stiffness * y]);
    }
    return { stiffness, stepSize, start: [start[0], start[1]], path };
  },
  steps: (model) => model.path.length - 1,
  draw(model, step, view, locale, wanted) {
    const scenes: Scene[] = [
      contour(model, step, view.domains["contour"]),
      error(model, step, locale),
      surface(model, step, view.cameras["surface"]),
      matrix(model),
      bars(model),
    ];
    return wanted.length === 0 ? scenes : scenes.filter((scene) => wanted.includes(scene.id));
  },
  checks: (model, step) => [
    {
      name: two("x after k steps", "k 步后的 x"),
      expected: model.start[0] * (1 - model.stepSize) ** step,
      actual: model.path[step][0],
      tolerance: 1e-9,
      source: two("closed form (1 − α)ᵏ x₀", "闭式 (1 − α)ᵏ x₀"),
    },
  ],
  notes: (model, step) => [
    {
      id: "update",
      tex: "x_{k+1} = x_k - \\alpha \\nabla f(x_k),\\quad \\alpha = \\slot{alpha},\\quad f(x_k) = \\slot{value}",
      slots: { alpha: model.stepSize.toFixed(3), value: height(model, model.path[step]).toFixed(4) },
      sentence: two("Each step goes against the gradient.", "每一步沿梯度反方向。"),
    },
  ],
  narrate: (model, step, locale) =>
    locale === "zh"
      ? `第 ${step} 步：f = ${height(model, model.path[step]).toFixed(4)}。`
      : `Step ${step}: f = ${height(model, model.path[step]).toFixed(4)}.`,
  notices: (model) => [
    {
      param: "stepSize",
      marks: [{ at: 2 / model.stiffness, label: "2/k", ink: "wrong" }],
      ...(model.stepSize > 2 / model.stiffness
        ? { problem: two("Diverges: α is beyond 2/k.", "发散：α 超过 2/k。") }
        : {}),
    },
  ],
  probe: (model, _step, scene, x, y) => (scene === "contour" ? `f = ${height(model, [x, y]).toFixed(3)}` : undefined),
  drag: (_model, values, _handle, x, y) => ({ ...values, start: [x, y] }),
  emit: (model, step, target) => `# ${target}: ${step} steps of size ${model.stepSize}\n`,
};

const height = (model: BowlModel, [x, y]: readonly [number, number]): number => 0.5 * (x * x + model.stiffness * y * y);

function contour(
  model: BowlModel,
  step: number,
  domain?: { x: readonly [number, number]; y: readonly [number, number] },
): Scene {
  const { x, y } = domain ?? { x: [-3, 3], y: [-2.2, 2.2] };
  const columns = 90;
  const rows = 66;
  const values = new Float64Array(columns * rows);
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++)
      values[j * columns + i] = height(model, [
        x[0] + ((x[1] - x[0]) * i) / (columns - 1),
        y[0] + ((y[1] - y[0]) * j) / (rows - 1),
      ]);
  const top = Math.max(...values);
  const levels = niceLevels(0, top, 10, "square");
  const path = model.path.slice(0, step + 1);
  const here = path[path.length - 1];
  return {
    id: "contour",
    title: "Level curves and the path",
    description: `The path stands at (${here[0].toFixed(2)}, ${here[1].toFixed(2)}) after ${step} steps.`,
    x: { label: "x", domain: x },
    y: { label: "y", domain: y },
    equal: true,
    zoomable: true,
    marks: [
      ...[0, ...levels].map((level, k, all) => ({
        kind: "rings" as const,
        rings: contourRings(values, columns, rows, [x[0], y[0], x[1], y[1]], level),
        fill: { ramp: "sequential" as const, t: 0.04 + (0.5 * k) / all.length },
        ink: "faint" as const,
        widthPx: 0.7,
        ...(k > 0 && k % 2 === 0 ? { label: String(level) } : {}),
      })),
      {
        kind: "arrows",
        segments: [here[0], here[1], here[0] - 0.2 * here[0], here[1] - 0.2 * model.stiffness * here[1]],
        ink: "series1",
        name: "−∇f",
      },
      {
        kind: "line",
        id: "path",
        name: "gradient descent",
        link: "path",
        points: path.flat(),
        ink: "series0",
        vertices: true,
        widthPx: 2,
      },
      { kind: "dots", points: [0, 0], ink: "text", shape: "cross", labels: ["minimum"] },
      { kind: "handle", id: "start", at: model.start, label: "Start", ink: "series0", step: 0.1 },
    ],
    table: { columns: ["k", "x", "y"], rows: path.map(([px, py], k) => [k, px, py]) },
  };
}

function error(model: BowlModel, step: number, locale: "en" | "zh"): Scene {
  const values = model.path.map((point) => height(model, point));
  return {
    id: "error",
    title: locale === "zh" ? "误差" : "Error against step",
    description: `f is ${values[step].toExponential(2)} at step ${step}.`,
    x: { label: "step k", domain: [0, 40] },
    y: { label: "f − f*", domain: [1e-8, 1e2], scale: "log" },
    marks: [
      {
        kind: "line",
        name: locale === "zh" ? "理论上界" : "bound",
        points: values.flatMap((_, k) => [k, values[0] * 0.75 ** k]),
        ink: "series7",
        dash: "dashed",
      },
      {
        kind: "line",
        name: locale === "zh" ? "梯度下降" : "gradient descent",
        link: "path",
        points: values.flatMap((v, k) => [k, v]),
        ink: "series0",
      },
      { kind: "rule", axis: "x", at: step, ink: "faint", label: `k = ${step}` },
    ],
    table: { columns: ["k", "f"], rows: values.map((v, k) => [k, v]) },
  };
}

function surface(model: BowlModel, step: number, camera = { azimuthRad: -1.05, elevationRad: 0.55, zoom: 1 }): Scene {
  const n = 41;
  const z = new Float64Array(n * n);
  for (let j = 0; j < n; j++)
    for (let i = 0; i < n; i++) z[j * n + i] = height(model, [-3 + (6 * i) / (n - 1), -2.2 + (4.4 * j) / (n - 1)]);
  const path = model.path.slice(0, step + 1);
  return {
    id: "surface",
    title: "The bowl in space",
    description: "A bowl that is steeper along y.",
    x: { label: "x", domain: [-3, 3] },
    y: { label: "y", domain: [-2.2, 2.2] },
    z: { label: "f", domain: [0, Math.max(...z)] },
    camera,
    equal: true,
    marks: [
      { kind: "surface", columns: n, rows: n, x: [-3, 3], y: [-2.2, 2.2], z, ramp: "sequential", mesh: 4 },
      {
        kind: "line",
        name: "path",
        link: "path",
        points: path.flatMap((p) => [p[0], p[1], height(model, p)]),
        ink: "series1",
        widthPx: 2.5,
        vertices: true,
      },
    ],
    table: { columns: ["k", "f"], rows: path.map((p, k) => [k, height(model, p)]) },
  };
}

function matrix(model: BowlModel): Scene {
  const values = [1, -0.5, 0.2, -0.5, model.stiffness, 1.25, 0.2, 1.25, -3];
  return {
    id: "matrix",
    title: "A matrix",
    description: "Three by three.",
    x: {
      label: "column",
      domain: [0, 3],
      scale: "band",
      ticks: [0, 1, 2].map((k) => ({ at: k + 0.5, text: String(k + 1) })),
    },
    y: {
      label: "row",
      domain: [0, 3],
      scale: "band",
      ticks: [0, 1, 2].map((k) => ({ at: 2.5 - k, text: String(k + 1) })),
    },
    equal: true,
    marks: [
      {
        kind: "cells",
        columns: 3,
        rows: 3,
        values,
        box: [0, 0, 3, 3],
        ramp: "diverging",
        domain: [-6, 6],
        numbers: true,
      },
    ],
    table: { columns: ["1", "2", "3"], rows: [values.slice(0, 3), values.slice(3, 6), values.slice(6)] },
  };
}

function bars(model: BowlModel): Scene {
  const spectrum = [1, 2, 4, model.stiffness];
  return {
    id: "bars",
    title: "Spectrum",
    description: "Four eigenvalues.",
    x: {
      label: "index",
      domain: [-0.6, 3.6],
      scale: "band",
      ticks: spectrum.map((_, k) => ({ at: k, text: `λ${"₁₂₃₄"[k]}` })),
    },
    y: { label: "eigenvalue", domain: [0, 20] },
    marks: [{ kind: "bars", rects: spectrum.flatMap((v, k) => [k - 0.35, 0, k + 0.35, v]), fill: "series4" }],
    table: { columns: ["k", "λ"], rows: spectrum.map((v, k) => [k + 1, v]) },
  };
}
