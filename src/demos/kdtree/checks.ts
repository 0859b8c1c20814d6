import type { Text } from "../../words/text";
import type { Check } from "../demo";
import { memo } from "../memo";
import { scoreAt } from "./match";
import type { Model, SearchModel } from "./model";
import { momentAt } from "./moment";
import { MOST_CLASSES } from "./points";
import { ledgerOf } from "./queue";
import type { RegionsModel } from "./regions";
import { kinds } from "./rivals";
import { kindNames } from "./rivals-scenes";
import { plainDistance } from "./truth";

const byScan: Text = { en: "every point compared", zh: "逐点比较" };

export function checks(model: Model, step: number): Check[] {
  switch (model.subject) {
    case "search":
      return searchChecks(model, step);
    case "high":
      return model.costs.map(({ d, byTree, byScan: scanned }) => ({
        name: { en: `d = ${d}: sum of the nearest distances`, zh: `d = ${d}：最近距离之和` },
        expected: scanned,
        actual: byTree,
        tolerance: 1e-9,
        source: byScan,
      }));
    case "match": {
      if (model.plainRatios.length === 0) {
        // With a budget nothing has to be exact; but a found nearest is never nearer than the true one, and scores add up.
        const { kept, right } = scoreAt(model, 2);
        return [
          {
            name: { en: "matches at a ratio of 2", zh: "比值 2 时的匹配数" },
            expected: model.ratios.length,
            actual: kept,
            tolerance: 1e-9,
            source: { en: "number of queries", zh: "查询数" },
          },
          {
            name: { en: "right matches", zh: "正确匹配" },
            expected: model.isTrue.filter((each) => each === 1).length,
            actual: right,
            tolerance: 1e-9,
            source: { en: "counted one by one", zh: "逐个计数" },
          },
        ];
      }
      const plain = scoreAt({ ...model, ratios: model.plainRatios, isTrue: model.plainTrue }, model.ratio);
      const found = scoreAt(model, model.ratio);
      const pairs: Text = { en: "every pair compared", zh: "逐对比较" };
      return [
        {
          name: { en: "matches kept", zh: "保留的匹配" },
          expected: plain.kept,
          actual: found.kept,
          tolerance: 1e-9,
          source: pairs,
        },
        {
          name: { en: "right ones among them", zh: "其中正确的" },
          expected: plain.right,
          actual: found.right,
          tolerance: 1e-9,
          source: pairs,
        },
      ];
    }
    case "regions":
      return regionChecks(model);
    case "rivals":
      return kinds.map((kind) => ({
        name: { en: `${kindNames[kind].en}: sum of the nearest distances`, zh: `${kindNames[kind].zh}：最近距离之和` },
        expected: model.scanned,
        actual: model.sums[kind],
        tolerance: 1e-9,
        source: byScan,
      }));
  }
}

function searchChecks(model: SearchModel, step: number): Check[] {
  const { n } = model.tree;
  const out: Check[] = [
    {
      name: { en: "points in the leaves and nodes of the tree", zh: "树中叶子与节点的点数" },
      expected: model.source.cloud.points.length / 2,
      actual: memo(model, "rows", () => countRows(model.tree.ids)),
      tolerance: 1e-9,
      source: { en: "rows of the data", zh: "数据的行数" },
    },
  ];
  if (n === 0) return out;
  out.push(...memo(model, "answer", () => answerChecks(model)));
  if (model.story === "build" || !model.isWhole) return out;
  const end = momentAt(model, model.events.length);
  const { compared, whole, pruned } = ledgerOf(model, end);
  const unopened = [...end.statuses].filter(([, status]) => status === "left");
  const left = unopened.reduce(
    (sum, [node]) => sum + model.tree.nodes[4 * node + 3] - model.tree.nodes[4 * node + 2],
    0,
  );
  if (model.tree.ids.length <= 20_000) {
    const copies = model.type === "nearest" ? copiesPassed(model) : 0;
    out.push({
      name: { en: "compared + taken whole + pruned + unopened", zh: "已比较 + 整体取走 + 剪去 + 未打开" },
      expected: n,
      actual: compared + whole + pruned + left + copies,
      tolerance: 1e-9,
      source: { en: "every point has one fate", zh: "每个点只有一种去向" },
    });
  }
  out.push(...proofChecks(model, Math.min(step, model.events.length)), ...knownChecks(model));
  return out;
}

/** How many different rows a list names. */
function countRows(ids: Uint32Array): number {
  const seen = new Uint8Array(ids.length);
  for (const id of ids) seen[id] = 1;
  return seen.reduce((sum, each) => sum + each, 0);
}

/** Copies of one point beyond the first k share a leaf and need no comparison. */
function copiesPassed(model: SearchModel): number {
  let sum = 0;
  for (const event of model.events) {
    if (event.kind !== "scan" || model.tree.nodes[4 * event.node] >= 0) continue;
    sum += model.tree.nodes[4 * event.node + 3] - model.tree.nodes[4 * event.node + 2] - event.tests.length;
  }
  return sum;
}

function answerChecks(model: SearchModel): Check[] {
  const { truth, ids, distances, type, isExact } = model;
  if (type !== "nearest") {
    const wanted = new Set(truth.ids);
    return [
      {
        name: { en: "points found", zh: "找到的点数" },
        expected: truth.ids.length,
        actual: ids.length,
        tolerance: 1e-9,
        source: byScan,
      },
      {
        name: { en: "of them, points that belong there", zh: "其中应在区域内的点" },
        expected: truth.ids.length,
        actual: ids.filter((id) => wanted.has(id)).length,
        tolerance: 1e-9,
        source: byScan,
      },
    ];
  }
  if (isExact) {
    const sum = (list: Float64Array) => list.reduce((total, each) => total + each, 0);
    return [
      {
        name: { en: "sum of the k distances", zh: "k 个距离之和" },
        expected: sum(truth.distances),
        actual: sum(distances),
        tolerance: 1e-9,
        source: byScan,
      },
      {
        name: { en: "rows that agree, in order", zh: "次序一致的行" },
        expected: truth.ids.length,
        actual: truth.ids.filter((id, at) => ids[at] === id).length,
        tolerance: 1e-9,
        source: byScan,
      },
    ];
  }
  if (model.isQueue && Number(model.values["leaves"]) > 0) return budgetChecks(model);
  // The promise of ε: the k-th is at most (1 + ε) times as far as the true k-th.
  const [last, true_] = [distances[distances.length - 1], truth.distances[truth.distances.length - 1]];
  return [
    {
      name: { en: "rₖ beyond (1 + ε) times the true one", zh: "rₖ 超出真值 (1 + ε) 倍的部分" },
      expected: 0,
      actual: Math.max(0, last - (1 + model.epsilon) * true_),
      tolerance: 1e-9,
      source: byScan,
    },
  ];
}

/** With E_max the answer is the best of what was compared. */
function budgetChecks(model: SearchModel): Check[] {
  const { points } = model.source.cloud;
  const { tested } = momentAt(model, model.events.length);
  const distances = tested.map((id) =>
    plainDistance(model.metric, points[2 * id] - model.query[0], points[2 * id + 1] - model.query[1]),
  );
  const kth = distances.sort((a, b) => a - b)[model.distances.length - 1] ?? 0;
  return [
    {
      name: { en: "rₖ, the best of the points compared", zh: "rₖ：已比较点中的最优" },
      expected: kth,
      actual: model.distances[model.distances.length - 1] ?? 0,
      tolerance: 1e-9,
      source: { en: "the compared points sorted", zh: "已比较的点排序" },
    },
  ];
}

/** Every pruning up to the step is a proof: no pruned point beats the answer. */
function proofChecks(model: SearchModel, step: number): Check[] {
  if (model.type === "box" || model.type === "partial" || !model.isExact || model.tree.n > 20_000) return [];
  const { points } = model.source.cloud;
  const { tree, query, metric } = model;
  let nearest = Number.POSITIVE_INFINITY;
  for (const [node, status] of momentAt(model, step).statuses) {
    if (status !== "pruned") continue;
    for (let at = tree.nodes[4 * node + 2]; at < tree.nodes[4 * node + 3]; at++) {
      const id = tree.ids[at];
      nearest = Math.min(nearest, plainDistance(metric, points[2 * id] - query[0], points[2 * id + 1] - query[1]));
    }
  }
  if (!Number.isFinite(nearest)) return [];
  const limit = model.type === "radius" ? model.radius : (model.distances[model.distances.length - 1] ?? 0);
  return [
    {
      name: { en: "by how much a pruned point beats the answer", zh: "被剪去的点胜过答案的量" },
      expected: 0,
      actual: Math.max(0, limit - nearest),
      tolerance: 1e-9,
      source: { en: "distances of all pruned points", zh: "所有被剪点的距离" },
    },
  ];
}

/** Numbers that stand in books. */
function knownChecks(model: SearchModel): Check[] {
  const { values, query, type } = model;
  if (type === "partial" && values["rule"] === "cyclic" && values["store"] === "nodes" && model.tree.leafSize === 1) {
    const m = Math.log2(model.tree.n + 1) / 2;
    const axis = values["given"] === "y" ? 1 : 0;
    const meets = model.tree.points.some((x, at) => at % 2 === axis && x === query[axis]);
    const distinct = [0, 1].every(
      (each) => new Set(model.tree.points.filter((_, at) => at % 2 === each)).size === model.tree.n,
    );
    if (!Number.isInteger(m) || meets || !distinct) return [];
    const root = 2 ** m;
    return [
      {
        name: { en: "nodes visited", zh: "访问的节点数" },
        expected: axis === 0 ? 2 * root - 2 : 3 * root - 3,
        actual: model.counts.nodes,
        tolerance: 1e-9,
        source: { en: "2√(n+1) − 2 or 3√(n+1) − 3, Bentley 1975", zh: "2√(n+1) − 2 或 3√(n+1) − 3，Bentley 1975" },
      },
    ];
  }
  const isGolden =
    values["data"] === "six" && type === "nearest" && model.metric === "L2" && model.k === 1 && model.isExact;
  if (!isGolden) return [];
  const known = [
    { at: [2, 4.5], distance: 1.5, nodes: 4 },
    { at: [2.1, 3.1], distance: Math.SQRT2 / 10, nodes: 3 },
  ].find(({ at }) => at[0] === query[0] && at[1] === query[1]);
  if (!known) return [];
  const source: Text = { en: "the textbook’s example, by hand", zh: "教科书例题，手算" };
  const isTextbook =
    ["variance", "cyclic"].includes(String(values["rule"])) &&
    values["store"] === "nodes" &&
    model.tree.leafSize === 1 &&
    !model.isQueue &&
    model.bound === "plane" &&
    values["threshold"] === "median";
  return [
    {
      name: { en: "distance to (2, 3)", zh: "到 (2, 3) 的距离" },
      expected: known.distance,
      actual: model.distances[0],
      tolerance: 1e-9,
      source,
    },
    ...(isTextbook
      ? [
          {
            name: { en: "nodes visited", zh: "访问的节点数" },
            expected: known.nodes,
            actual: model.counts.nodes,
            tolerance: 1e-9,
            source,
          },
        ]
      : []),
  ];
}

function regionChecks(model: RegionsModel): Check[] {
  const { points, labels, classes } = model.source.cloud;
  const n = points.length / 2;
  const { query, k, metric } = model;
  const order = Array.from({ length: n }, (_, row) => ({
    row,
    distance: plainDistance(metric, points[2 * row] - query[0], points[2 * row + 1] - query[1]),
  })).sort((a, b) => a.distance - b.distance || a.row - b.row);
  const voters = order.slice(0, k).map(({ row }) => row);
  const out: Check[] = [
    {
      name: { en: "voters that are among the k nearest", zh: "确属 k 个最近邻的投票者" },
      expected: Math.min(k, n),
      actual: model.voters.filter((id) => voters.includes(id)).length,
      tolerance: 1e-9,
      source: byScan,
    },
  ];
  if (classes.length === 0 || classes.length > MOST_CLASSES) return out;
  out.push({
    name: { en: `votes for ${classes[0]}`, zh: `${classes[0]} 的得票` },
    expected: voters.filter((row) => labels[row] === 0).length,
    actual: model.votes[0],
    tolerance: 1e-9,
    source: byScan,
  });
  if (model.errors.length > 0 && n <= 1_000) out.push(leaveOneOutCheck(model));
  return out;
}

function leaveOneOutCheck({ source, errors, k, metric }: RegionsModel): Check {
  const { points, labels, classes } = source.cloud;
  const n = points.length / 2;
  const judged = Math.min(k, errors.length);
  let wrong = 0;
  for (let row = 0; row < n; row++) {
    const others = Array.from({ length: n }, (_, other) => ({
      other,
      distance: plainDistance(metric, points[2 * other] - points[2 * row], points[2 * other + 1] - points[2 * row + 1]),
    }))
      .filter(({ other }) => other !== row)
      .sort((a, b) => a.distance - b.distance || a.other - b.other)
      .slice(0, judged);
    const votes = classes.map((_, label) => others.filter(({ other }) => labels[other] === label).length);
    if (votes.indexOf(Math.max(...votes)) !== labels[row]) wrong++;
  }
  return {
    name: { en: `points judged wrong with k = ${judged}`, zh: `k = ${judged} 时判错的点数` },
    expected: wrong,
    actual: errors[judged - 1] * n,
    tolerance: 1e-9,
    source: { en: "every pair compared", zh: "逐对比较" },
  };
}
