import type { Param, Values } from "../demo";
import { answerNames } from "./answers";

const data = { en: "Data", zh: "数据" } as const;
const show = { en: "What is shown", zh: "显示" } as const;
const subjectIs =
  (...ids: readonly string[]) =>
  (values: Values): boolean =>
    ids.includes(String(values["subject"]));
const isAsked = subjectIs("coin", "normal", "counts", "waits", "maximum");
const isFamily = subjectIs("normal", "both", "counts", "waits", "maximum");

/** Which control says where the data of a subject come from; of waits there is no known sample. */
const sources: Readonly<Record<string, string>> = {
  coin: "source",
  normal: "normalSource",
  both: "normalSource",
  counts: "countsSource",
  maximum: "maximumSource",
};

/** Whether the data are drawn with a parameter that the person is not told. */
export function isHidden(values: Values): boolean {
  const source = sources[String(values["subject"])];
  return (
    values[values["subject"] === "coin" ? "ownTosses" : "own"] === "" &&
    (source === undefined || values[source] === "hidden")
  );
}

/** Where the data of coin and families come from, and how fast. */
export const dataParams: readonly Param[] = [
  {
    kind: "choice",
    id: "source",
    group: data,
    label: { en: "tosses", zh: "抛掷结果" },
    options: [
      { value: "counts", label: { en: "so many heads of so many", zh: "给定正面数与总数" } },
      { value: "hidden", label: { en: "of a coin whose chance is hidden", zh: "概率未知的硬币" } },
    ],
    initial: "counts",
    when: subjectIs("coin"),
  },
  {
    kind: "number",
    id: "n",
    group: data,
    label: { en: "n tosses", zh: "抛掷次数 n" },
    min: 0,
    max: 2000,
    step: 1,
    initial: 10,
    integer: true,
    when: subjectIs("coin"),
  },
  {
    kind: "number",
    id: "k",
    group: data,
    label: { en: "k heads", zh: "正面次数 k" },
    min: 0,
    max: 2000,
    step: 1,
    initial: 7,
    integer: true,
    when: (values) => values["subject"] === "coin" && values["source"] === "counts",
  },
  {
    kind: "choice",
    id: "truthBy",
    group: data,
    label: { en: "the chance is", zh: "概率由" },
    options: [
      { value: "seed", label: { en: "chosen by the seed", zh: "种子决定" } },
      { value: "own", label: { en: "set by me", zh: "我来设定" } },
    ],
    initial: "seed",
    when: (values) => values["subject"] === "coin" && values["source"] === "hidden",
  },
  {
    kind: "number",
    id: "truth",
    group: data,
    label: { en: "true θ", zh: "真实 θ" },
    min: 0,
    max: 1,
    step: 0.01,
    initial: 0.7,
    when: (values) => values["subject"] === "coin" && values["source"] === "hidden" && values["truthBy"] === "own",
  },
  {
    kind: "choice",
    id: "normalSource",
    group: data,
    label: { en: "data", zh: "数据" },
    options: [
      { value: "four", label: { en: "four values", zh: "四个值" } },
      { value: "newcomb", label: { en: "Newcomb's 66 light times", zh: "纽科姆的 66 次光速测量" } },
      { value: "iris", label: { en: "150 sepal lengths", zh: "150 个花萼长度" } },
      { value: "hidden", label: { en: "drawn, the truth hidden", zh: "随机抽取，真值未知" } },
    ],
    initial: "hidden",
    when: subjectIs("normal", "both"),
  },
  {
    kind: "number",
    id: "sigma",
    group: data,
    label: { en: "known σ of one datum", zh: "单个数据的已知 σ" },
    min: 0.01,
    max: 1000,
    step: 0.01,
    initial: 1,
    log: true,
    when: subjectIs("normal"),
  },
  {
    kind: "choice",
    id: "countsSource",
    group: data,
    label: { en: "data", zh: "数据" },
    options: [
      { value: "asthma", label: { en: "asthma: 3 deaths in exposure 2", zh: "哮喘：暴露 2 中 3 例死亡" } },
      {
        value: "asthma10",
        label: { en: "ten years: 30 in exposure 20 (split ours)", zh: "十年：暴露 20 中 30 例（分年为我们所拟）" },
      },
      { value: "hidden", label: { en: "drawn, the rate hidden", zh: "随机抽取，速率未知" } },
    ],
    initial: "hidden",
    when: subjectIs("counts"),
  },
  {
    kind: "choice",
    id: "maximumSource",
    group: data,
    label: { en: "data", zh: "数据" },
    options: [
      { value: "tanks", label: { en: "four tank numbers: 19, 40, 42, 60", zh: "四个坦克编号：19、40、42、60" } },
      { value: "hidden", label: { en: "drawn, the end hidden", zh: "随机抽取，上端未知" } },
    ],
    initial: "hidden",
    when: subjectIs("maximum"),
  },
  {
    kind: "number",
    id: "size",
    group: data,
    label: { en: "n data", zh: "数据个数 n" },
    min: 0,
    max: 300,
    step: 1,
    initial: 20,
    integer: true,
    when: (values) => isFamily(values) && isHidden(values),
  },
  {
    kind: "choice",
    id: "pace",
    group: data,
    label: { en: "seen", zh: "看到的方式" },
    options: [
      { value: "all", label: { en: "all at once", zh: "一次看完" } },
      { value: "one", label: { en: "one by one", zh: "逐个" } },
      { value: "ten", label: { en: "ten by ten", zh: "每次十个" } },
    ],
    initial: "all",
    when: (values) => isFamily(values) || values["subject"] === "coin" || values["subject"] === "line",
  },
  {
    kind: "data",
    id: "ownTosses",
    group: data,
    label: { en: "your own tosses", zh: "你自己的抛掷结果" },
    help: {
      en: "A column of two values, numbers or words. It replaces the data above.",
      zh: "只有两种值的一列，数或文字均可。它取代上面的数据。",
    },
    roles: [{ id: "x", label: { en: "values", zh: "取值" }, kind: "any" }],
    maxRows: 100_000,
    initial: "",
    when: subjectIs("coin"),
  },
  {
    kind: "data",
    id: "own",
    group: data,
    label: { en: "your own column", zh: "你自己的一列" },
    help: {
      en: "A column of numbers. It replaces the data above.",
      zh: "一列数。它取代上面的数据。",
    },
    roles: [
      { id: "x", label: { en: "values", zh: "取值" }, kind: "number" },
      { id: "exposure", label: { en: "exposure (counts)", zh: "暴露量（计数）" }, kind: "number", optional: true },
    ],
    maxRows: 100_000,
    initial: "",
    when: (values) => isFamily(values) || (values["subject"] === "likelihood" && values["lfamily"] !== "logistic"),
  },
  {
    kind: "number",
    id: "next",
    group: show,
    label: { en: "predict the next … tosses", zh: "预测接下来的次数" },
    min: 1,
    max: 60,
    step: 1,
    initial: 10,
    integer: true,
    when: subjectIs("coin"),
  },
  {
    kind: "number",
    id: "at",
    group: show,
    label: { en: "θ asked about", zh: "所问的 θ" },
    help: {
      en: "Where rules are compared; with the switch below, how probable a smaller θ is.",
      zh: "在此比较各估计；打开下面的开关，则显示 θ 更小的概率。",
    },
    min: 0,
    max: 1,
    step: 0.01,
    initial: 0.5,
    when: subjectIs("coin", "coverage"),
  },
  {
    kind: "toggle",
    id: "ask",
    group: show,
    label: { en: "How probable is a smaller one?", zh: "更小的概率有多大？" },
    initial: false,
    when: (values) => isAsked(values) && !(values["subject"] === "coin" && values["prior"] === "points"),
  },
  {
    kind: "number",
    id: "asked",
    group: show,
    label: { en: "value asked about", zh: "所问的值" },
    min: -1000,
    max: 1000,
    step: 0.01,
    initial: 1,
    when: (values) => isAsked(values) && values["subject"] !== "coin" && values["ask"] === true,
  },
  {
    kind: "choice",
    id: "method",
    group: data,
    label: { en: "interval", zh: "区间" },
    options: [
      { value: "wald", label: { en: "Wald: θ̂ ± z·se", zh: "Wald：θ̂ ± z·se" } },
      { value: "wilson", label: { en: "Wilson (score)", zh: "Wilson（得分）" } },
      { value: "clopper-pearson", label: { en: "Clopper–Pearson (exact)", zh: "Clopper–Pearson（精确）" } },
      { value: "equal-tailed", label: { en: "credible, equal tails", zh: "可信区间，等尾" } },
      { value: "highest-density", label: { en: "credible, highest density", zh: "可信区间，最高密度" } },
    ],
    initial: "wald",
    when: subjectIs("coverage"),
  },
  {
    kind: "number",
    id: "cn",
    group: data,
    label: { en: "tosses of an experiment", zh: "每次实验的抛掷数" },
    min: 1,
    max: 200,
    step: 1,
    initial: 20,
    integer: true,
    when: subjectIs("coverage", "calibration"),
  },
  {
    kind: "choice",
    id: "answer",
    group: data,
    label: { en: "the answer is", zh: "答案是" },
    help: {
      en: "One is right; the others are mistakes that programs make. Can the ranks tell?",
      zh: "只有一种正确，其余是程序常犯的错误。秩看得出来吗？",
    },
    options: Object.entries(answerNames).map(([value, label]) => ({ value, label })),
    initial: "right",
    when: subjectIs("calibration"),
  },
  {
    kind: "number",
    id: "thin",
    group: data,
    label: { en: "keep one state of", zh: "每隔几步取一个状态" },
    min: 1,
    max: 60,
    step: 1,
    initial: 1,
    log: true,
    integer: true,
    when: (values) => values["subject"] === "calibration" && values["answer"] === "chain",
  },
  {
    kind: "choice",
    id: "rankDraws",
    group: show,
    label: { en: "L draws of an answer", zh: "每个答案的抽样数 L" },
    options: ["9", "19", "99"].map((value) => ({ value, label: { en: value, zh: value } })),
    initial: "19",
    when: subjectIs("calibration"),
  },
];
