import type { Locale } from "../words/text";

/** The English words that stand in `\text{…}` of the demos' formulas, and what a Chinese page says there. */
const terms: Readonly<Record<string, string>> = {
  accept: "接受",
  at: "位于",
  before: "先于",
  best: "最优",
  bias: "偏差",
  box: "盒",
  depth: "深度",
  ends: "端点",
  error: "误差",
  far: "远",
  "first cuts at": "首次切于",
  "for the member": "对成员",
  "greedy:": "贪心：",
  grid: "网格",
  here: "此处",
  iff: "当且仅当",
  "its middle": "其中点",
  "last zero": "最后零点",
  likelihood: "似然",
  "longest side": "最长边",
  loss: "损失",
  "net variance": "净方差",
  or: "或",
  prior: "先验",
  return: "返回",
  "row not drawn": "行未被抽中",
  ruin: "破产",
  slope: "斜率",
  start: "起点",
  "the five axes of greatest variance": "方差最大的五个轴",
  visits: "访问数",
  with: "满足",
  wrong: "错误",
};

/** A note's TeX with the words of its `\text{…}` in the reader's language; notation such as MAP stays as it is. */
export function localTex(tex: string, locale: Locale): string {
  if (locale === "en") return tex;
  return tex.replace(/\\text\{( ?)([^{}\\]*?)( ?)\}/g, (whole, before: string, word: string, after: string) => {
    const term = Object.hasOwn(terms, word) ? terms[word] : undefined;
    return term === undefined ? whole : `\\text{${before}${term}${after}}`;
  });
}
