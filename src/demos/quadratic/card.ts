import type { Text } from "../../words/text";

/** What the gallery says of this demo; apart from the demo itself, which is loaded only when it is opened. */
export const card: { readonly title: Text; readonly sentence: Text } = {
  title: { en: "Bowl, valley, saddle", zh: "碗、谷与鞍" },
  sentence: {
    en: "A quadratic form as a landscape: what its matrix looks like, and how nine methods find, or fail to find, its lowest point.",
    zh: "把二次型看作地形：矩阵长什么样，九种方法又如何找到（或找不到）最低点。",
  },
};
