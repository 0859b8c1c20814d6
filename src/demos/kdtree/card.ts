import type { Text } from "../../words/text";

/** What the gallery says of this demo; apart from the demo itself, which is loaded only when it is opened. */
export const card: { readonly title: Text; readonly sentence: Text } = {
  title: { en: "Prune or visit", zh: "剪枝还是访问" },
  sentence: {
    en: "Drag a query through a k-d tree: which cells must be opened for the nearest neighbours, which are proved useless, and how many dimensions it takes until nothing can be pruned.",
    zh: "在 k-d 树中拖动查询点：求最近邻必须打开哪些格子，哪些可证明无用，维数高到多少就再也剪不掉任何东西。",
  },
};
