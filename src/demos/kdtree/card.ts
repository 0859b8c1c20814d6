import type { Text } from "../../words/text";

/** What the gallery says of this demo; apart from the demo itself, which is loaded only when it is opened. */
export const card: { readonly title: Text; readonly sentence: Text } = {
  title: { en: "Prune or visit", zh: "剪枝还是访问" },
  sentence: {
    en: "Drag a query through a k-d tree: which cells must be opened, which are proved useless, and in how many dimensions nothing can be pruned any more.",
    zh: "在 k-d 树中拖动查询点：哪些格子必须打开，哪些可证明无用，维数多高就再也剪不掉任何东西。",
  },
};
