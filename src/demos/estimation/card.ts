import type { Text } from "../../words/text";

/** What the gallery says of this demo; apart from the demo itself, which is loaded only when it is opened. */
export const card: { readonly title: Text; readonly sentence: Text } = {
  title: { en: "Flip, believe, update", zh: "抛掷、相信、更新" },
  sentence: {
    en: "Toss a coin whose chance is hidden, and watch prior, likelihood and posterior argue: MLE, MAP, mean and median, exact risk, coverage, and any density you type.",
    zh: "抛一枚概率未知的硬币，看先验、似然与后验如何较量：MLE、MAP、均值与中位数，精确风险、覆盖率，以及你输入的任意密度。",
  },
};
