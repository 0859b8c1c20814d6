import type { Text } from "../../words/text";

/** What the gallery says of this demo; apart from the demo itself, which is loaded only when it is opened. */
export const card: { readonly title: Text; readonly sentence: Text } = {
  title: { en: "The drunkard, three ways", zh: "醉汉的三种走法" },
  sentence: {
    en: "One walk as exact coefficients, as a crowd of walkers and as a bell curve: returns, records, ruin, three dimensions, Markov chains, and a test that knows when it is being coaxed.",
    zh: "同一个随机游走的三种面貌：精确系数、成群的行人与钟形曲线；还有返回、纪录、破产、三维、马尔可夫链，以及识破“反复重跑”的检验。",
  },
};
