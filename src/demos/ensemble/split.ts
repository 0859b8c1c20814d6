import { boostGradient } from "../../core/ensemble/boosting";
import { fitNewtonTree } from "../../core/ensemble/cart";
import { type Candidate, candidatesOf, leafWeight } from "../../core/ensemble/inspect";
import { sigmoid } from "../../core/ensemble/loss";
import { type Samples, samplesOf } from "../../core/ensemble/samples";
import { addResponses, type Tree } from "../../core/ensemble/tree";
import { finish } from "../../core/num/steps";
import type { Text } from "../../words/text";
import type { Context, Values } from "../demo";
import { memo } from "../memo";
import { numberOf } from "./lesson";
import { type Plane, readPlane } from "./plane";
import { leafBoxes } from "./route";

/** One node of the tree under inspection: its rows, its sums, and every threshold that was looked at. */
export interface Node {
  readonly node: number;
  readonly depth: number;
  readonly rows: readonly number[];
  readonly G: number;
  readonly H: number;
  /** Where it lies in the plane. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** By feature. */
  readonly candidates: readonly (readonly Candidate[])[];
  readonly isSplit: boolean;
  /** Whether the split is still there after γ has pruned from below. */
  readonly isKept: boolean;
}

export interface SplitModel {
  readonly values: Values;
  readonly problem?: Text;
  /** The points of the plane, where they are the problem. */
  readonly plane?: Plane;
  readonly samples?: Samples;
  readonly names: readonly Text[];
  readonly g: Float64Array;
  readonly h: Float64Array;
  readonly lambda: number;
  readonly gamma: number;
  readonly tree?: Tree;
  /** Nodes in the order in which they are looked at: by depth, from the left. */
  readonly nodes: readonly Node[];
}

/** The four ages of the well-known example: spends much, asks questions. */
export const ages = { rows: [0, 1, 0, 0, 1, 1, 1, 0], y: [14, 16, 24, 26], labels: [0, 0, 1, 1] } as const;

export function computeSplit(values: Values, seed: number, context: Context): SplitModel {
  const [lambda, gamma] = [numberOf(values, "lambda"), numberOf(values, "gamma")];
  const none = new Float64Array(0);
  const start = {
    values,
    lambda,
    gamma,
    names: ["x₁", "x₂"].map((name) => ({ en: name, zh: name })),
    g: none,
    h: none,
    nodes: [],
  };
  const depth = numberOf(values, "weak");
  const minLeaf = numberOf(values, "leaf");
  if (values["task"] === "ages") {
    const samples = samplesOf(ages.rows, 2);
    const logistic = values["measure"] === "logistic";
    const g = Float64Array.from(logistic ? ages.labels.map((y) => 0.5 - y) : ages.y.map((y) => 20 - y));
    const h = new Float64Array(4).fill(logistic ? 0.25 : 1);
    return grown(
      {
        ...start,
        names: [
          { en: "spends much", zh: "购物多" },
          { en: "asks questions", zh: "常提问" },
        ],
        samples,
        g,
        h,
      },
      depth,
      Math.min(minLeaf, 2),
    );
  }
  const read = readPlane(values, seed, context, true);
  if ("problem" in read) return { ...start, problem: read.problem };
  const { plane } = read;
  const y = Float64Array.from(plane.targets.of);
  const before = numberOf(values, "round") - 1;
  const share = y.reduce((sum, v) => sum + v, 0) / y.length;
  const F = new Float64Array(y.length).fill(Math.log(share / (1 - share)));
  if (before > 0) {
    const model = finish(
      boostGradient(plane.samples, y, {
        loss: "logistic",
        rounds: before,
        rate: 0.3,
        maxDepth: depth,
        minLeaf,
        newton: { lambda, gamma },
      }),
    );
    for (const tree of model.trees) addResponses(F, tree, plane.samples, model.rate);
  }
  context.checkpoint();
  const p = F.map(sigmoid);
  return grown(
    {
      ...start,
      plane,
      names: plane.names.map((name) => ({ en: name, zh: name })),
      samples: plane.samples,
      g: p.map((q, i) => q - y[i]),
      h: p.map((q) => q * (1 - q)),
    },
    depth,
    minLeaf,
  );
}

function grown(model: Omit<SplitModel, "tree" | "nodes">, maxDepth: number, minLeaf: number): SplitModel {
  const { samples, g, h, lambda, gamma } = model;
  if (!samples) return { ...model, nodes: [] };
  const tree = fitNewtonTree(samples, g, h, { lambda, maxDepth, minLeaf });
  const keeps = keptBy(tree, gamma);
  const boxes = new Map(allBoxes(tree).map((box) => [box.node, box]));
  const nodes: Node[] = [];
  const queue = [{ node: 0, depth: 0, rows: Array.from({ length: samples.n }, (_, i) => i) }];
  for (const { node, depth, rows } of queue) {
    const isSplit = tree.feature[node] >= 0;
    const { low, high } = boxes.get(node)!;
    const sum = (list: Float64Array): number => rows.reduce((total, i) => total + list[i], 0);
    const candidates =
      depth < maxDepth ? [0, 1].map((j) => candidatesOf(samples, j, rows, g, h, lambda, gamma)) : [[], []];
    nodes.push({ node, depth, rows, G: sum(g), H: sum(h), low, high, candidates, isSplit, isKept: keeps[node] });
    if (!isSplit) continue;
    const x = samples.columns[tree.feature[node]];
    queue.push({ node: tree.left[node], depth: depth + 1, rows: rows.filter((i) => x[i] <= tree.threshold[node]) });
    queue.push({ node: tree.right[node], depth: depth + 1, rows: rows.filter((i) => x[i] > tree.threshold[node]) });
  }
  return { ...model, tree, nodes };
}

/** Which splits stay when γ prunes from below: those that pay, and those above one that stays. */
function keptBy(tree: Tree, gamma: number): boolean[] {
  const kept = new Array<boolean>(tree.feature.length).fill(false);
  for (let node = kept.length - 1; node >= 0; node--) {
    if (tree.feature[node] < 0) continue;
    kept[node] = tree.gain[node] > gamma || kept[tree.left[node]] || kept[tree.right[node]];
  }
  return kept;
}

/** The boxes of all nodes, leaves and others. */
function allBoxes(
  tree: Tree,
): readonly { readonly node: number; readonly low: readonly number[]; readonly high: readonly number[] }[] {
  const leaves = leafBoxes(tree, 2);
  const parent = new Int32Array(tree.feature.length).fill(-1);
  tree.feature.forEach((feature, node) => {
    if (feature >= 0) parent[tree.left[node]] = parent[tree.right[node]] = node;
  });
  const boxes = new Map<number, { node: number; low: number[]; high: number[] }>();
  for (const { node, low, high } of leaves) {
    for (let at = node; at >= 0; at = parent[at]) {
      const box = boxes.get(at) ?? { node: at, low: [...low], high: [...high] };
      box.low = box.low.map((l, j) => Math.min(l, low[j]));
      box.high = box.high.map((u, j) => Math.max(u, high[j]));
      boxes.set(at, box);
    }
  }
  return [...boxes.values()];
}

/** The node looked at in a step. */
export const nodeAt = (model: SplitModel, step: number): Node | undefined =>
  model.nodes[Math.min(step, model.nodes.length - 1)];

/** The candidate that won in a node. */
export function winnerOf(model: SplitModel, node: Node): (Candidate & { readonly feature: number }) | undefined {
  const { tree } = model;
  if (!tree || !node.isSplit) return undefined;
  const feature = tree.feature[node.node];
  const found = node.candidates[feature]?.find(({ threshold }) => threshold === tree.threshold[node.node]);
  return found && { ...found, feature };
}

/** The rows of the plane below nodes, for the diagram: x from 0 to 1 in the order of the leaves, y the depth. */
export function placesOf(model: SplitModel): Map<number, { readonly x: number; readonly depth: number }> {
  return memo(model, "places", () => {
    const { tree } = model;
    const places = new Map<number, { x: number; depth: number }>();
    if (!tree) return places;
    let next = 0;
    const leaves = tree.feature.filter((f) => f < 0).length;
    const visit = (node: number, depth: number): number => {
      const x =
        tree.feature[node] < 0
          ? (next++ + 0.5) / leaves
          : (visit(tree.left[node], depth + 1) + visit(tree.right[node], depth + 1)) / 2;
      places.set(node, { x, depth });
      return x;
    };
    visit(0, 0);
    return places;
  });
}

export const weightOf = (model: SplitModel, { G, H }: { readonly G: number; readonly H: number }): number =>
  leafWeight(G, H, model.lambda);
