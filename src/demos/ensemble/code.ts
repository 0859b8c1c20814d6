import { argmax, leafAt, type Tree } from "../../core/ensemble/tree";
import type { EmitTarget } from "../demo";
import type { BagModel } from "./bagging-model";
import { queryOf } from "./hands";
import type { Plane } from "./plane";

/** A fitted ensemble as what its code needs. */
export interface Spec {
  readonly title: string;
  readonly trees: readonly Tree[];
  /** What a tree's answer counts [trees]. */
  readonly weights: readonly number[];
  /**
   * "share": the mean of what the leaves say of the last class; "signs": Σ w · ±1, +1 where the tree answers the last
   * class; "sum": base + Σ w · leaf; "shares" and "votes": the same for each of K classes.
   */
  readonly rule: "share" | "signs" | "sum" | "shares" | "votes";
  readonly base: number;
  readonly point: readonly number[];
  /** How the two numbers that the trees ask come from the features, where they are not features themselves. */
  readonly projection?: Plane["projection"];
}

/** What a node of a tree says: a number, or one for each class. */
function saidBy({ rule }: Spec, tree: Tree, node: number): number | number[] {
  const [at, K] = [node * tree.outputs, tree.outputs];
  if (rule === "sum") return tree.value[at];
  if (rule === "share") return tree.value[at + K - 1];
  const best = argmax(tree.value, K, at);
  if (rule === "signs") return best === K - 1 ? 1 : -1;
  return Array.from({ length: K }, (_, k) => (rule === "shares" ? tree.value[at + k] : Number(k === best)));
}

/** Nodes of a tree, each on its own: [feature, threshold, left, right], or [−1, what a leaf says]. */
function nodesOf(spec: Spec, tree: Tree): string {
  const nodes = Array.from(tree.feature, (feature, node) =>
    feature >= 0
      ? [feature, tree.threshold[node], tree.left[node], tree.right[node]]
      : [-1, ...[saidBy(spec, tree, node)].flat()],
  );
  return `[${nodes.map((node) => `[${node.join(", ")}]`).join(", ")}]`;
}

const isVector = ({ rule }: Spec): boolean => rule === "shares" || rule === "votes";

export function emitSpec(spec: Spec, target: EmitTarget): string {
  const { title, trees, weights, base, point } = spec;
  const list = trees.map((tree) => `  ${nodesOf(spec, tree)},`).join("\n");
  const leaf = isVector(spec) ? "[-1, one number for each class]" : "[-1, answer]";
  const about = `A node is [feature, threshold, left, right]; a leaf is ${leaf}. A point goes left if x[feature] <= threshold.`;
  if (target === "python") {
    const predict = isVector(spec)
      ? "[sum(w * answer(tree, x)[k] for w, tree in zip(WEIGHTS, TREES)) for k in range(len(answer(TREES[0], x)))]"
      : "BASE + sum(w * answer(tree, x)[0] for w, tree in zip(WEIGHTS, TREES))";
    return `# ${title}
# ${about}
TREES = [
${list}
]
WEIGHTS = [${weights.join(", ")}]
BASE = ${base}

def answer(tree, x):
    node = tree[0]
    while node[0] >= 0:
        node = tree[node[2] if x[node[0]] <= node[1] else node[3]]
    return node[1:]

def predict(x):
    return ${predict}
${projectionCode(spec, target)}
print(predict([${point.join(", ")}]))
`;
  }
  if (target === "typescript") {
    const [type, predict] = isVector(spec)
      ? [
          "number[]",
          "answer(trees[0], x).map((_, k) => trees.reduce((sum, tree, m) => sum + weights[m] * answer(tree, x)[k], 0))",
        ]
      : ["number", "trees.reduce((sum, tree, m) => sum + weights[m] * answer(tree, x)[0], base)"];
    return `// ${title}
// ${about}
const trees: number[][][] = [
${list}
];
const weights = [${weights.join(", ")}];
const base = ${base};

function answer(tree: number[][], x: number[]): number[] {
  let node = tree[0];
  while (node[0] >= 0) node = tree[x[node[0]] <= node[1] ? node[2] : node[3]];
  return node.slice(1);
}

export function predict(x: number[]): ${type} {
  return ${predict};
}
${projectionCode(spec, target)}
console.log(predict([${point.join(", ")}]));
`;
  }
  const said = trees.map((tree) => [saidBy(spec, tree, leafAt(tree, point))].flat());
  const w = `w = [${weights.join(", ")}]`;
  const asked = `# what each tree says at (${point.join(", ")}), and what it counts`;
  // A matrix with a column for each tree, so that the classes stand in rows.
  if (isVector(spec))
    return `# ${title}\n${asked}\nH = [${said[0].map((_, k) => said.map((row) => row[k]).join(", ")).join("; ")}]\n${w}\nH w\n`;
  return `# ${title}\n${asked}\nh = [${said.map(([answer]) => answer).join(", ")}]\n${w}\n${base} + w'h\n`;
}

/** The two numbers that the trees ask, from the features. */
function projectionCode({ projection }: Spec, target: EmitTarget): string {
  if (!projection) return "";
  const { features, mean, deviation, axes } = projection;
  const rows = axes.map((axis) => `[${axis.join(", ")}]`).join(", ");
  const from = `the two components that predict asks, from ${features.join(", ")}`;
  if (target === "python") {
    return `
MEAN = [${mean.join(", ")}]
DEVIATION = [${deviation.join(", ")}]
AXES = [${rows}]

def components(features):
    """${from}"""
    z = [(f - m) / s for f, m, s in zip(features, MEAN, DEVIATION)]
    return [sum(a * zi for a, zi in zip(axis, z)) for axis in AXES]
`;
  }
  return `
const mean = [${mean.join(", ")}];
const deviation = [${deviation.join(", ")}];
const axes = [${rows}];

/** ${from} */
export function components(features: number[]): number[] {
  const z = features.map((f, j) => (f - mean[j]) / deviation[j]);
  return axes.map((axis) => axis.reduce((sum, a, j) => sum + a * z[j], 0));
}
`;
}

export function emitForest(model: BagModel, count: number, target: EmitTarget): string {
  const { forest, plane, values } = model;
  if (!forest || !plane) return "# there are no data to fit an ensemble to; choose a data set first\n";
  const trees = forest.trees.slice(0, count);
  const isHard = values["ballot"] === "hard";
  const many = plane.classes.length > 2;
  const what = many
    ? `the share of each class (${plane.classes.join(", ")})`
    : isHard
      ? "votes, from −1 (all for class 0) to 1"
      : `the share of class ${plane.classes.at(-1)}`;
  return emitSpec(
    {
      title: `${trees.length} trees; ${what} at the point asked`,
      trees,
      weights: trees.map(() => 1 / trees.length),
      rule: many ? (isHard ? "votes" : "shares") : isHard ? "signs" : "share",
      base: 0,
      point: queryOf(values),
      ...(plane.projection ? { projection: plane.projection } : {}),
    },
    target,
  );
}
