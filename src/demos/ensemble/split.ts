import { type Candidate, candidatesOf, type Part, partOf } from "../../core/ensemble/inspect";
import { argmax, type Tree } from "../../core/ensemble/tree";
import type { Locale, Text } from "../../words/text";
import type { Context, Values } from "../demo";
import { memo } from "../memo";
import { say, show } from "../number";
import { leafBoxes } from "./route";
import { type Subject, subjectOf, taskOf } from "./split-subject";

/** One node of the tree under inspection: its rows, its sums, and every threshold that was looked at. */
export interface Node {
  readonly node: number;
  readonly depth: number;
  readonly rows: readonly number[];
  readonly part: Part;
  /** Where it lies in the plane. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** By feature; a feature that was not searched has none. */
  readonly candidates: readonly (readonly Candidate[])[];
  readonly isSplit: boolean;
  /** Whether the split is still there after γ has pruned from below. */
  readonly isKept: boolean;
}

export interface SplitModel {
  readonly values: Values;
  readonly problem?: Text;
  readonly subject?: Subject;
  /** The mean of what "squared" is about, from which its sums are taken. */
  readonly centre: number;
  /** Nodes in the order in which they are looked at: by depth, from the left. */
  readonly nodes: readonly Node[];
}

export function computeSplit(values: Values, seed: number, context: Context): SplitModel {
  const subject = subjectOf(values, seed, context);
  if ("problem" in subject) return { values, problem: subject.problem, centre: 0, nodes: [] };
  const { measure } = subject;
  const total = measure.weight.reduce((sum, w) => sum + w, 0);
  const centre =
    measure.kind === "squared" ? measure.amount!.reduce((sum, r, i) => sum + (r * measure.weight[i]) / total, 0) : 0;
  return { values, subject, centre, nodes: nodesOf(subject) };
}

function nodesOf({ samples, measure, tree, gamma, maxDepth, minLeaf, searched }: Subject): Node[] {
  const task = taskOf(measure);
  const keeps = keptBy(tree, gamma);
  const boxes = new Map(allBoxes(tree).map((box) => [box.node, box]));
  const nodes: Node[] = [];
  const isSeen = (i: number): boolean =>
    measure.weight[i] > 0 || (measure.kind === "newton" && measure.amount![i] !== 0);
  const all = Array.from({ length: samples.n }, (_, i) => i).filter(isSeen);
  const queue = [{ node: 0, depth: 0, rows: all }];
  for (const { node, depth, rows } of queue) {
    const isSplit = tree.feature[node] >= 0;
    const { low, high } = boxes.get(node)!;
    const isAsked = (j: number): boolean => searched[node]?.includes(j) ?? Object.keys(searched).length === 0;
    const candidates = samples.columns.map((_, j) =>
      depth < maxDepth && rows.length >= 2 * minLeaf && isAsked(j) ? candidatesOf(samples, j, rows, task, gamma) : [],
    );
    nodes.push({ node, depth, rows, part: partOf(task, rows), low, high, candidates, isSplit, isKept: keeps[node] });
    if (!isSplit) continue;
    const x = samples.columns[tree.feature[node]];
    queue.push({ node: tree.left[node], depth: depth + 1, rows: rows.filter((i) => x[i] <= tree.threshold[node]) });
    queue.push({ node: tree.right[node], depth: depth + 1, rows: rows.filter((i) => x[i] > tree.threshold[node]) });
  }
  return nodes;
}

/** Which splits stay when γ prunes from below: those that pay, and those above one that stays. */
function keptBy(tree: Tree, gamma: number): boolean[] {
  const kept = new Array<boolean>(tree.feature.length).fill(false);
  for (let node = kept.length - 1; node >= 0; node--) {
    if (tree.feature[node] < 0) continue;
    kept[node] = gamma <= 0 || tree.gain[node] > gamma || kept[tree.left[node]] || kept[tree.right[node]];
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
export function winnerOf({ subject }: SplitModel, node: Node): (Candidate & { readonly feature: number }) | undefined {
  if (!subject || !node.isSplit) return undefined;
  const { tree } = subject;
  const feature = tree.feature[node.node];
  const found = node.candidates[feature]?.find(({ threshold }) => threshold === tree.threshold[node.node]);
  return found && { ...found, feature };
}

/** The rows of the plane below nodes, for the diagram: x from 0 to 1 in the order of the leaves, y the depth. */
export function placesOf(model: SplitModel): Map<number, { readonly x: number; readonly depth: number }> {
  return memo(model, "places", () => {
    const places = new Map<number, { x: number; depth: number }>();
    const tree = model.subject?.tree;
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

/** The two numbers that a split looks at on one side, and what they are called. */
export function factsOf({ subject, centre }: SplitModel, part: Part): readonly [number, number] {
  if (subject?.measure.kind === "newton") return [-part.sums[0], part.weight];
  if (subject?.measure.kind === "squared") return [part.weight, centre + part.sums[0] / part.weight];
  return [part.weight, part.sums[part.sums.length - 1] / part.weight];
}

export function factNames({ subject }: SplitModel, locale: Locale): readonly [string, string] {
  const kind = subject?.measure.kind;
  if (kind === "newton") return ["G", "H"];
  const weight = say({ en: "weight", zh: "权重" }, locale);
  if (kind === "squared") return [weight, say({ en: "mean residual", zh: "平均残差" }, locale)];
  const name = subject?.plane?.classes.at(-1) ?? "";
  return [weight, say({ en: `share of ${name}`, zh: `${name} 的比例` }, locale)];
}

/** What a leaf of the node would say. */
export function answerOf({ subject }: SplitModel, { node }: Node, locale: Locale): string {
  const { tree, measure, plane } = subject!;
  if (measure.kind === "newton" || measure.kind === "squared") return `w = ${show(tree.value[node], 3)}`;
  const at = node * tree.outputs;
  const best = argmax(tree.value, tree.outputs, at);
  const word = say({ en: "class", zh: "类" }, locale);
  return `${word} ${plane!.classes[best]}: ${show(100 * tree.value[at + best], 3)} %`;
}
