import type { Answer } from "../../core/estimation/calibration";
import type { Text } from "../../words/text";

/** Ways to answer with draws, as the control names them. */
export const answerNames: { readonly [A in Answer]: Text } = {
  right: { en: "the exact posterior", zh: "精确的后验" },
  flat: { en: "the prior is forgotten", zh: "忘了先验" },
  twice: { en: "each toss counts twice", zh: "每次抛掷算了两遍" },
  half: { en: "each toss counts half", zh: "每次抛掷只算一半" },
  shifted: { en: "one head too many", zh: "多数了一个正面" },
  laplace: { en: "Laplace's approximation", zh: "拉普拉斯近似" },
  chain: { en: "a Metropolis chain", zh: "Metropolis 链" },
};
