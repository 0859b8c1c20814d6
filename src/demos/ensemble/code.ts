import { argmax, leafAt, type Tree } from "../../core/ensemble/tree";
import type { EmitTarget } from "../demo";
import type { BagModel } from "./bagging-model";
import { queryOf } from "./hands";

/** A fitted ensemble as what its code needs. */
export interface Spec {
  readonly title: string;
  readonly trees: readonly Tree[];
  /** What a tree's answer counts [trees]. */
  readonly weights: readonly number[];
  /**
   * "share": the mean of what the leaves say of the last class; "signs": Σ w · ±1, +1 where the tree answers the last
   * class; "sum": base + Σ w · leaf.
   */
  readonly rule: "share" | "signs" | "sum";
  readonly base: number;
  readonly point: readonly number[];
}

/** What one tree says at the point: the number that is weighed. */
function termOf({ rule }: Spec, tree: Tree, point: readonly number[]): number {
  const at = leafAt(tree, point) * tree.outputs;
  if (rule === "sum") return tree.value[at];
  if (rule === "share") return tree.value[at + tree.outputs - 1];
  return argmax(tree.value, tree.outputs, at) === tree.outputs - 1 ? 1 : -1;
}

/** The number that the code prints. */
export function answerOf(spec: Spec): number {
  return spec.trees.reduce((sum, tree, m) => sum + spec.weights[m] * termOf(spec, tree, spec.point), spec.base);
}

/** Nodes of a tree, each on its own: [feature, threshold, left, right], or [−1, what a leaf says]. */
function nodesOf(spec: Spec, tree: Tree): string {
  const nodes = Array.from(tree.feature, (feature, node) => {
    if (feature >= 0) return `[${feature}, ${tree.threshold[node]}, ${tree.left[node]}, ${tree.right[node]}]`;
    const at = node * tree.outputs;
    const last = tree.outputs - 1;
    const said =
      spec.rule === "sum"
        ? tree.value[at]
        : spec.rule === "share"
          ? tree.value[at + last]
          : argmax(tree.value, tree.outputs, at) === last
            ? 1
            : -1;
    return `[-1, ${said}]`;
  });
  return `[${nodes.join(", ")}]`;
}

export function emitSpec(spec: Spec, target: EmitTarget): string {
  const { title, trees, weights, base, point } = spec;
  const list = trees.map((tree) => `  ${nodesOf(spec, tree)},`).join("\n");
  if (target === "python") {
    return `# ${title}
# A node is [feature, threshold, left, right]; a leaf is [-1, answer]. A point goes left if x[feature] <= threshold.
TREES = [
${list}
]
WEIGHTS = [${weights.join(", ")}]
BASE = ${base}

def answer(tree, x):
    node = tree[0]
    while node[0] >= 0:
        node = tree[node[2] if x[node[0]] <= node[1] else node[3]]
    return node[1]

def predict(x):
    return BASE + sum(w * answer(tree, x) for w, tree in zip(WEIGHTS, TREES))

print(predict([${point.join(", ")}]))
`;
  }
  if (target === "typescript") {
    return `// ${title}
// A node is [feature, threshold, left, right]; a leaf is [-1, answer]. A point goes left if x[feature] <= threshold.
const trees: number[][][] = [
${list}
];
const weights = [${weights.join(", ")}];
const base = ${base};

function answer(tree: number[][], x: number[]): number {
  let node = tree[0];
  while (node[0] >= 0) node = tree[x[node[0]] <= node[1] ? node[2] : node[3]];
  return node[1];
}

export function predict(x: number[]): number {
  return trees.reduce((sum, tree, m) => sum + weights[m] * answer(tree, x), base);
}

console.log(predict([${point.join(", ")}]));
`;
  }
  return `# ${title}
# what each tree says at (${point.join(", ")}), and what it counts
h = [${trees.map((tree) => termOf(spec, tree, point)).join(", ")}]
w = [${weights.join(", ")}]
${base} + w'h
`;
}

export function emitForest(model: BagModel, count: number, target: EmitTarget): string {
  if (!model.forest || !model.plane) return "# there are no data to fit an ensemble to; choose a data set first\n";
  const trees = model.forest.trees.slice(0, count);
  const hard = model.values["ballot"] === "hard" && model.plane.classes.length === 2;
  return emitSpec(
    {
      title: `${trees.length} trees; ${hard ? "votes, from −1 (all for class 0) to 1" : `the share of class ${model.plane.classes.at(-1)}`} at the point asked`,
      trees,
      weights: trees.map(() => 1 / trees.length),
      rule: hard ? "signs" : "share",
      base: 0,
      point: queryOf(model.values),
    },
    target,
  );
}
