import { examinedBound } from "../../core/kdtree/expected";
import type { EmitTarget } from "../demo";
import { HIGH_LEAF } from "./high";
import type { MatchModel } from "./match";
import type { Model, SearchModel } from "./model";
import type { RegionsModel } from "./regions";
import { plainDistance } from "./truth";

const MOST = 1_000;

/** Source that reproduces the numbers on screen, with the points in it. */
export function emit(model: Model, _step: number, target: EmitTarget): string {
  switch (model.subject) {
    case "search":
      return { python: pythonSearch, typescript: typescriptSearch, nabla: nablaSearch }[target](model);
    case "regions":
      return { python: pythonVote, typescript: typescriptVote, nabla: nablaVote }[target](model);
    case "match":
      return matchText(model, target);
    case "high":
    case "rivals":
      return boundText(model.subject === "high" ? model.n : model.n, target);
  }
}

const rowsText = (points: Float64Array, rows: readonly number[]): string =>
  rows.map((row) => `[${points[2 * row]}, ${points[2 * row + 1]}]`).join(", ");

/** The rows that the source carries: all, or those nearest to the query, which have the same answer. */
function carried(model: SearchModel | RegionsModel): { rows: number[]; isPart: boolean } {
  const { points } = model.source.cloud;
  const rows = Array.from({ length: points.length / 2 }, (_, row) => row);
  if (rows.length <= MOST) return { rows, isPart: false };
  const distance = (row: number) =>
    plainDistance(model.metric, points[2 * row] - model.query[0], points[2 * row + 1] - model.query[1]);
  const near = rows.map((row) => ({ row, far: distance(row) })).sort((a, b) => a.far - b.far || a.row - b.row);
  return {
    rows: near
      .slice(0, MOST)
      .map(({ row }) => row)
      .sort((a, b) => a - b),
    isPart: true,
  };
}

const orders = { L2: "2", L1: "1", Linf: "np.inf" } as const;

function pythonSearch(model: SearchModel): string {
  const { rows, isPart } = carried(model);
  const { query, k, metric, radius, closed, type } = model;
  const ask: Record<SearchModel["type"], string[]> = {
    nearest: [`found = np.lexsort((rows, distance))[:${k}]`],
    radius: [`found = np.flatnonzero(distance ${closed ? "<=" : "<"} ${radius})`],
    box: [
      `low, high = np.array([${model.low}]), np.array([${model.high}])`,
      "found = np.flatnonzero(((points >= low) & (points <= high)).all(axis=1))",
    ],
    partial: [
      `found = np.flatnonzero(points[:, ${Number.isFinite(model.low[0]) ? 0 : 1}] == ${Number.isFinite(model.low[0]) ? query[0] : query[1]})`,
    ],
  };
  return [
    "import numpy as np",
    "",
    ...(isPart ? [`# the ${rows.length} points nearest to q of ${model.tree.n}`] : []),
    `rows = np.array([${rows}])`,
    `points = np.array([${rowsText(model.source.cloud.points, rows)}]).reshape(-1, 2)`,
    `q = np.array([${query}])`,
    `distance = np.linalg.norm(points - q, ord=${orders[metric]}, axis=1)`,
    ...ask[type],
    'print("rows", rows[found].tolist())',
    'print("distances", distance[found].tolist())',
    ...(type === "nearest"
      ? [
          "",
          "try:",
          "    from scipy.spatial import KDTree",
          `    d, i = KDTree(points, leafsize=${model.tree.leafSize}).query(q, k=${Math.max(1, Math.min(k, rows.length))}, eps=${model.epsilon}, p=${orders[metric]})`,
          '    print("scipy", np.atleast_1d(d).tolist())',
          "except ImportError:",
          "    pass",
        ]
      : []),
    "",
  ].join("\n");
}

/** A k-d tree in thirty lines, so that the search itself can be read and run. */
function typescriptSearch(model: SearchModel): string {
  const { rows, isPart } = carried(model);
  const { query, k, metric, type } = model;
  const gap = {
    L2: "Math.hypot(a[0] - b[0], a[1] - b[1])",
    L1: "Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1])",
    Linf: "Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]))",
  }[metric];
  const inside = {
    nearest: "",
    radius: `distance(points[row], q) ${model.closed ? "<=" : "<"} ${model.radius}`,
    box: `points[row][0] >= ${model.low[0]} && points[row][0] <= ${model.high[0]} && points[row][1] >= ${model.low[1]} && points[row][1] <= ${model.high[1]}`,
    partial: Number.isFinite(model.low[0]) ? `points[row][0] === ${query[0]}` : `points[row][1] === ${query[1]}`,
  }[type];
  return [
    "type Point = readonly [number, number];",
    "interface Node { readonly row: number; readonly axis: 0 | 1; readonly left?: Node; readonly right?: Node }",
    ...(isPart ? [`// the ${rows.length} points nearest to q of ${model.tree.n}`] : []),
    `const names = [${rows}];`,
    `const points: Point[] = [${rowsText(model.source.cloud.points, rows)}];`,
    `const q: Point = [${query}];`,
    `const distance = (a: Point, b: Point): number => ${gap};`,
    ...(type === "nearest"
      ? [
          "function build(rows: number[], depth = 0): Node | undefined {",
          "  if (rows.length === 0) return undefined;",
          "  const axis = (depth % 2) as 0 | 1;",
          "  rows.sort((a, b) => points[a][axis] - points[b][axis]);",
          "  const middle = rows.length >> 1;",
          "  return { row: rows[middle], axis, left: build(rows.slice(0, middle), depth + 1), right: build(rows.slice(middle + 1), depth + 1) };",
          "}",
          "let best: { row: number; d: number }[] = [];",
          "let compared = 0;",
          "function search(node: Node | undefined): void {",
          "  if (!node) return;",
          "  const aside = q[node.axis] - points[node.row][node.axis];",
          "  search(aside <= 0 ? node.left : node.right);",
          "  compared++;",
          `  best = [...best, { row: names[node.row], d: distance(points[node.row], q) }].sort((a, b) => a.d - b.d || a.row - b.row).slice(0, ${k});`,
          `  const worst = best.length < ${k} ? Infinity : best[best.length - 1].d;`,
          "  if (Math.abs(aside) <= worst) search(aside <= 0 ? node.right : node.left); // else pruned",
          "}",
          "search(build(points.map((_, row) => row)));",
          "console.log({ rows: best.map(({ row }) => row), distances: best.map(({ d }) => d), compared });",
        ]
      : [
          `const found = points.map((_, row) => row).filter((row) => ${inside});`,
          "console.log({ rows: found.map((row) => names[row]), distances: found.map((row) => distance(points[row], q)) });",
        ]),
    "",
  ].join("\n");
}

const number = (x: number): string => (x < 0 ? `(${x})` : `${x}`);

function nablaDistances(
  query: readonly [number, number],
  metric: "L2" | "L1" | "Linf",
  points: Float64Array,
  ids: readonly number[],
): string {
  const [x, y] = query.map(number);
  const formula = {
    L2: `sqrt((x - ${x})^2 + (y - ${y})^2)`,
    L1: `|x - ${x}| + |y - ${y}|`,
    Linf: `max(|x - ${x}|, |y - ${y}|)`,
  }[metric];
  return [
    "# how far a point is from the query, and the points found",
    `d(x, y) = ${formula}`,
    ...ids.slice(0, 50).map((id) => `d(${points[2 * id]}, ${points[2 * id + 1]})`),
    "",
  ].join("\n");
}

const nablaSearch = ({ query, metric, source, ids }: SearchModel): string =>
  nablaDistances(query, metric, source.cloud.points, [...ids]);
const nablaVote = ({ query, metric, source, voters }: RegionsModel): string =>
  nablaDistances(query, metric, source.cloud.points, [...voters]);

function pythonVote(model: RegionsModel): string {
  const { rows } = carried(model);
  const { labels } = model.source.cloud;
  return [
    "import numpy as np",
    "",
    `points = np.array([${rowsText(model.source.cloud.points, rows)}]).reshape(-1, 2)`,
    `labels = np.array([${rows.map((row) => labels[row] ?? 0)}])`,
    `q = np.array([${model.query}])`,
    `distance = np.linalg.norm(points - q, ord=${orders[model.metric]}, axis=1)`,
    `nearest = np.lexsort((np.arange(len(points)), distance))[:${model.k}]`,
    'print("votes", np.bincount(labels[nearest]).tolist())',
    "",
  ].join("\n");
}

function typescriptVote(model: RegionsModel): string {
  const { rows } = carried(model);
  const { labels } = model.source.cloud;
  const gap = {
    L2: "Math.hypot(x - qx, y - qy)",
    L1: "Math.abs(x - qx) + Math.abs(y - qy)",
    Linf: "Math.max(Math.abs(x - qx), Math.abs(y - qy))",
  }[model.metric];
  return [
    `const points = [${rowsText(model.source.cloud.points, rows)}];`,
    `const labels = [${rows.map((row) => labels[row] ?? 0)}];`,
    `const [qx, qy] = [${model.query}];`,
    `const far = points.map(([x, y], row) => ({ row, d: ${gap} })).sort((a, b) => a.d - b.d || a.row - b.row);`,
    "const votes: Record<number, number> = {};",
    `for (const { row } of far.slice(0, ${model.k})) votes[labels[row]] = (votes[labels[row]] ?? 0) + 1;`,
    "console.log({ votes });",
    "",
  ].join("\n");
}

function matchText({ ratios, isTrue, hasPartner, ratio }: MatchModel, target: EmitTarget): string {
  const partners = hasPartner.reduce((sum, each) => sum + each, 0);
  if (target === "nabla") {
    const kept = ratios.filter((each) => each <= ratio).length;
    const right = ratios.filter((each, at) => each <= ratio && isTrue[at] === 1).length;
    return [
      `# kept at d1/d2 <= ${ratio}: ${kept}, right: ${right}, with a partner: ${partners}`,
      `threshold = 1/${ratio}^2`,
      `precision = ${right}/${Math.max(1, kept)}`,
      `recall = ${right}/${Math.max(1, partners)}`,
      "",
    ].join("\n");
  }
  if (target === "python") {
    return [
      "import numpy as np",
      "",
      "# d1/d2 of each query, and whether its nearest row is its partner",
      `ratio = np.array([${ratios}])`,
      `right = np.array([${isTrue}]) == 1`,
      `kept = ratio <= ${ratio}  # on squares: d2**2 >= ${1 / ratio ** 2} * d1**2`,
      'print("kept", int(kept.sum()), "right", int((kept & right).sum()))',
      `print("precision", float((kept & right).sum() / max(1, kept.sum())), "recall", float((kept & right).sum() / ${Math.max(1, partners)}))`,
      "",
    ].join("\n");
  }
  return [
    "// d1/d2 of each query, and whether its nearest row is its partner",
    `const ratios = [${ratios}];`,
    `const right = [${isTrue}];`,
    `const kept = ratios.map((r) => r <= ${ratio});`,
    "const hits = kept.filter((keep, at) => keep && right[at] === 1).length;",
    "const count = kept.filter(Boolean).length;",
    `console.log({ kept: count, right: hits, precision: hits / Math.max(1, count), recall: hits / ${Math.max(1, partners)} });`,
    "",
  ].join("\n");
}

/** The bound of 1977 by hand, and in Python a measurement to put beside it. */
function boundText(n: number, target: EmitTarget): string {
  const dimensions = [2, 3, 4, 6, 8, 10];
  if (target === "typescript") {
    return [
      "function gamma(x: number): number {",
      "  return x === 1 ? 1 : x === 0.5 ? Math.sqrt(Math.PI) : (x - 1) * gamma(x - 1);",
      "}",
      "const volume = (d: number) => Math.PI ** (d / 2) / gamma(d / 2 + 1);",
      `const bound = (d: number, m = 1, b = ${HIGH_LEAF}) => (((m * 2 ** d) / volume(d)) ** (1 / d) + b ** (1 / d)) ** d;`,
      `console.log({ bounds: [${dimensions}].map((d) => bound(d)) });`,
      "",
    ].join("\n");
  }
  if (target === "nabla") {
    return [
      `# points that a search examines at most in 2 dimensions, buckets of ${HIGH_LEAF}: about ${examinedBound(2, 1, HIGH_LEAF)}`,
      "V = π",
      `bound = (sqrt(4/V) + sqrt(${HIGH_LEAF}))^2`,
      "",
    ].join("\n");
  }
  return [
    "import math",
    "import numpy as np",
    "",
    `def bound(d, m=1, b=${HIGH_LEAF}):`,
    "    volume = math.pi ** (d / 2) / math.gamma(d / 2 + 1)",
    "    return ((m * 2**d / volume) ** (1 / d) + b ** (1 / d)) ** d",
    "",
    "rng = np.random.default_rng(1)",
    `for d in [${dimensions}]:`,
    `    points, q = rng.random((${n}, d)), rng.random(d)`,
    "    distance = np.linalg.norm(points - q, axis=1)",
    '    print(d, "bound", bound(d), "nearest / mean", float(distance.min() / distance.mean()))',
    "",
  ].join("\n");
}
