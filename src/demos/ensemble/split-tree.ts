import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { say, show } from "../number";
import { emptyScene } from "./ground";
import { answerOf, factNames, factsOf, nodeAt, placesOf, type SplitModel } from "./split";

const title = { en: "The tree", zh: "树" } as const;
/** A tree of no more nodes is written out whole; in a larger one only the way down to the node that is looked at. */
const WRITTEN = 23;

/** The tree from above, its edges as wide as the rows that take them. */
export function treeScene(model: SplitModel, step: number, locale: Locale): Scene {
  const { subject } = model;
  if (!subject) return emptyScene("split-tree", title, model.problem!, locale);
  const { tree, names, gamma } = subject;
  const places = placesOf(model);
  const seen = new Set(model.nodes.slice(0, step + 1).map(({ node }) => node));
  const here = nodeAt(model, step)!;
  const byId = new Map(model.nodes.map((node) => [node.node, node]));
  const deepest = Math.max(1, ...[...places.values()].map(({ depth }) => depth));
  const at = (node: number): [number, number] => [places.get(node)!.x, -places.get(node)!.depth];
  const way = new Set<number>();
  for (let node: number | undefined = here.node; node !== undefined; node = parentOf(tree, node)) way.add(node);
  const all = [...tree.feature.keys()];
  const wordsOf = (node: number): string => {
    const facts = byId.get(node)!;
    return tree.feature[node] < 0 || !facts.isKept
      ? answerOf(model, facts, locale)
      : `${say(names[tree.feature[node]], locale)} ≤ ${show(tree.threshold[node], 3)}`;
  };
  const edges = all.flatMap((node): Mark[] => {
    if (tree.feature[node] < 0) return [];
    const isKept = byId.get(node)!.isKept;
    return [tree.left[node], tree.right[node]].map((child) => ({
      kind: "line",
      id: `edge${child}`,
      points: [...at(node), ...at(child)],
      ink: way.has(child) ? "focus" : isKept ? "text" : "faint",
      dash: isKept ? "solid" : "dotted",
      widthPx: Math.max(1, 5 * Math.sqrt(tree.rows[child] / tree.rows[0])),
      opacity: way.has(child) ? 0.9 : seen.has(node) ? 0.7 : 0.3,
    }));
  });
  const texts = all.flatMap((node): Mark[] => {
    if (!seen.has(node) || !(places.size <= WRITTEN || way.has(node))) return [];
    const isLeaf = tree.feature[node] < 0 || !byId.get(node)!.isKept;
    const text = (id: string, words: string, ink: "text" | "good", dyPx: number): Mark => ({
      kind: "text",
      id: `${id}${node}`,
      at: at(node),
      text: words,
      ink,
      anchor: "middle",
      dyPx,
      sizePx: 10.5,
      link: `node${node}`,
    });
    const asks = text("text", wordsOf(node), "text", isLeaf ? 15 : -14);
    return isLeaf ? [asks] : [asks, text("gain", `+${show(tree.gain[node], 3)}`, "good", -27)];
  });
  const dots = (id: string, name: string, ids: readonly number[], ink: "series0" | "series2"): Mark[] =>
    ids.length === 0
      ? []
      : [
          {
            kind: "dots",
            id,
            name,
            points: ids.flatMap(at),
            ink,
            shape: ink === "series0" ? "circle" : "square",
            radiusPx: places.size > 60 ? 3.5 : 5,
          },
        ];
  const leaves = all.filter((n) => tree.feature[n] < 0).length;
  const back = model.nodes.filter((n) => n.isSplit && !n.isKept).length;
  const pay =
    gamma > 0 ? { en: `; ${back} splits do not pay for γ`, zh: `；${back} 次分裂抵不上 γ` } : { en: "", zh: "" };
  return {
    id: "split-tree",
    title: say(title, locale),
    description: say(
      {
        en: `A tree of ${leaves} ${leaves === 1 ? "leaf" : "leaves"}; ${Math.min(step + 1, model.nodes.length)} of ${model.nodes.length} nodes looked at${pay.en}.`,
        zh: `树有 ${leaves} 片叶；已查看 ${Math.min(step + 1, model.nodes.length)}/${model.nodes.length} 个节点${pay.zh}。`,
      },
      locale,
    ),
    x: {
      label: say({ en: "leaves from left to right", zh: "从左到右的叶" }, locale),
      domain: [-0.06, 1.06],
      hidden: true,
    },
    y: { label: say({ en: "depth", zh: "深度" }, locale), domain: [-deepest - 0.45, 0.55], hidden: true },
    marks: [
      ...edges,
      ...dots(
        "inner",
        say({ en: "asks", zh: "提问的节点" }, locale),
        all.filter((n) => tree.feature[n] >= 0),
        "series0",
      ),
      ...dots(
        "leaves",
        say({ en: "answers", zh: "作答的叶" }, locale),
        all.filter((n) => tree.feature[n] < 0),
        "series2",
      ),
      {
        kind: "dots",
        id: "here",
        points: at(here.node),
        ink: "focus",
        shape: "ring",
        radiusPx: 9,
        name: say({ en: "looked at now", zh: "正在查看" }, locale),
        link: `node${here.node}`,
      },
      ...texts,
    ],
    table: {
      columns: [
        say({ en: "node", zh: "节点" }, locale),
        say({ en: "depth", zh: "深度" }, locale),
        say({ en: "rows", zh: "样本" }, locale),
        ...factNames(model, locale),
        say({ en: "asks or answers", zh: "提问或作答" }, locale),
        say({ en: "gain", zh: "增益" }, locale),
      ],
      rows: model.nodes.map((n) => [
        n.node + 1,
        n.depth,
        n.rows.length,
        ...factsOf(model, n.part),
        wordsOf(n.node),
        tree.gain[n.node],
      ]),
    },
    span: 0.32,
  };
}

function parentOf(tree: { readonly left: Int32Array; readonly right: Int32Array }, child: number): number | undefined {
  const node = tree.left.findIndex((left, k) => left === child || tree.right[k] === child);
  return child === 0 || node < 0 ? undefined : node;
}
