import type { Text } from "../../words/text";

/** What the gallery says of this demo; apart from the demo itself, which is loaded only when it is opened. */
export const card: { readonly title: Text; readonly sentence: Text } = {
  title: { en: "Three cobblers", zh: "三个臭皮匠" },
  sentence: {
    en: "Weak learners that vote, bag, boost and stack: grow a forest tree by tree, un-train it, look into each split, and see where the proof stops holding.",
    zh: "让弱学习器投票、装袋、提升、堆叠：一棵一棵地种树，再一步步退回去；看清每次分裂，也看清定理在哪里失效。",
  },
};
