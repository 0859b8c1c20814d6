import { argmax, leavesOf, type Tree } from "../../core/ensemble/tree";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import type { Values } from "../demo";
import { memo } from "../memo";
import { say, show } from "../number";
import { CELLS, percent } from "./ground";
import type { Plane } from "./plane";

/** Small pictures of what each tree answers by itself, side by side; a click on one opens it in the inspector. */

/** Cells along a side of a small picture, and with the gap to the next. */
const SIDE = 24;
const STRIDE = 26;
/** How much higher than wide the whole is. */
const SHAPE = 0.31;

export interface Grove {
  readonly plane: Plane;
  readonly trees: readonly Tree[];
  /** What tree m answers on the grid, in [0, 1] from the first class to the last [CELLS²]. */
  readonly shares: (m: number) => ArrayLike<number>;
}

const columnsFor = (count: number): number => Math.max(1, Math.ceil(Math.sqrt(count / SHAPE)));

/** The tree whose small picture lies at a place. */
export function treeAt({ trees }: Grove, x: number, y: number): number | undefined {
  const columns = columnsFor(trees.length);
  const [column, row] = [Math.floor(x), Math.floor(-y)];
  const m = row * columns + column;
  return column >= 0 && column < columns && row >= 0 && m < trees.length ? m : undefined;
}

export function groveScene(id: string, grove: Grove, step: number, locale: Locale): Scene {
  const { plane, trees } = grove;
  const columns = columnsFor(trees.length);
  const rows = Math.ceil(trees.length / columns);
  const [field, key] = memo(trees, "grove", () => fieldOf(grove, columns, rows));
  const edge = 1 - (STRIDE - SIDE) / STRIDE;
  const frame = (m: number): number[] => {
    const [x, y] = [m % columns, -Math.floor(m / columns)];
    return [x, y, x + edge, y, x + edge, y - edge, x, y - edge];
  };
  const marks: Mark[] = [
    {
      kind: "cells",
      id: "grove",
      columns: columns * STRIDE,
      rows: rows * STRIDE,
      values: field,
      box: [0, -rows, columns, 0],
      ramp: "diverging",
      domain: [0, 1],
      smooth: true,
      opacity: 0.85,
      still: `${id} ${key}`,
    },
    // What has not been grown yet lies under a veil: scrub back, and trees are unlearned.
    { kind: "bars", id: "veil", rects: veilOf(step, trees.length, columns), fill: "ground", opacity: 0.72 },
  ];
  if (step > 0)
    marks.push({ kind: "line", id: "now", points: frame(step - 1), closed: true, ink: "focus", widthPx: 2.4 });
  const name = (en: string, zh: string): string => say({ en, zh }, locale);
  return {
    id,
    title: name("Every tree by itself", "每一棵树自己的看法"),
    description: name(
      `${trees.length} trees, each with the regions it answers by itself; ${step} of them are in the sum. A click looks into one.`,
      `共 ${trees.length} 棵树，各自的区域；其中 ${step} 棵已计入。单击即可查看一棵树。`,
    ),
    x: { label: name("trees", "树"), domain: [0, columns], hidden: true },
    y: { label: name("rows of trees", "行"), domain: [-rows, 0], hidden: true },
    marks,
    table: {
      columns: [
        name("tree", "树"),
        name("leaves", "叶"),
        name("first asks", "首先询问"),
        name("threshold", "阈值"),
        name("alone, wrong on the test", "单独的测试错误率"),
      ],
      rows: trees.map((tree, m) => [
        m + 1,
        tree.feature.filter((f) => f < 0).length,
        tree.feature[0] < 0 ? "–" : plane.names[tree.feature[0]],
        tree.feature[0] < 0 ? Number.NaN : tree.threshold[0],
        aloneErrors(grove)[m],
      ]),
    },
    span: 1,
  };
}

/** One field for all: small pictures with nothing between them, and a name for what it holds. */
function fieldOf({ trees, shares }: Grove, columns: number, rows: number): readonly [Float64Array, string] {
  const width = columns * STRIDE;
  const field = new Float64Array(width * rows * STRIDE).fill(Number.NaN);
  let hash = 2166136261;
  trees.forEach((_, m) => {
    const own = shares(m);
    const at = Math.floor(m / columns) * STRIDE * width + (m % columns) * STRIDE;
    for (let k = 0; k < SIDE * SIDE; k++) {
      const [i, j] = [Math.floor(k / SIDE), k % SIDE];
      const from = Math.floor(((i + 0.5) * CELLS) / SIDE) * CELLS + Math.floor(((j + 0.5) * CELLS) / SIDE);
      field[at + i * width + j] = own[from];
      hash = Math.imul(hash ^ Math.round(own[from] * 1e6), 16777619);
    }
  });
  return [field, `${trees.length} ${hash >>> 0}`];
}

function veilOf(step: number, count: number, columns: number): number[] {
  if (step >= count) return [];
  const [row, column] = [Math.floor(step / columns), step % columns];
  const rows = Math.ceil(count / columns);
  return [column, -row - 1, columns, -row, 0, -rows, columns, -row - 1];
}

const aloneErrors = ({ trees, plane }: Grove): readonly number[] =>
  memo(trees, "alone", () => trees.map((tree) => aloneError(tree, plane)));

/** Share of the test that a tree gets wrong by itself; a tree of numbers answers by its sign. */
function aloneError(tree: Tree, { fresh, freshTargets }: Plane): number {
  const leaves = leavesOf(tree, fresh);
  let wrong = 0;
  for (let i = 0; i < fresh.n; i++) {
    const at = leaves[i] * tree.outputs;
    const answer = tree.outputs === 1 ? (tree.value[at] > 0 ? 1 : 0) : argmax(tree.value, tree.outputs, at);
    if (answer !== freshTargets.of[i]) wrong++;
  }
  return wrong / fresh.n;
}

/** What stands under the pointer. */
export function groveProbe(grove: Grove, x: number, y: number, locale: Locale): string | undefined {
  const m = treeAt(grove, x, y);
  if (m === undefined) return undefined;
  const tree = grove.trees[m];
  const leaves = tree.feature.filter((f) => f < 0).length;
  const error = aloneErrors(grove)[m];
  const words: Text = {
    en: `tree ${m + 1}: ${show(leaves)} ${leaves === 1 ? "leaf" : "leaves"}, alone wrong on ${percent(error)} of the test. Click to look into it.`,
    zh: `第 ${m + 1} 棵树：${leaves} 片叶，单独的测试错误率 ${percent(error)}。单击查看。`,
  };
  return say(words, locale);
}

/** The values that open a tree in the inspector. */
export function lookInto(values: Values, which: string, m: number): Values {
  return { ...values, lesson: "split", task: "plane", which, round: m + 1 };
}
