import type { Challenge, Values } from "../demo";
import { presets } from "./presets";

const preset = (id: string): Values => presets.find((each) => each.id === id)!.values;

export const challenges: readonly Challenge[] = [
  {
    ask: {
      en: "A prior N(0.5, 0.1) and 7 heads in 10. If 0.1 is a variance instead of a standard deviation, where does the MAP go?",
      zh: "先验 N(0.5, 0.1)，十次七正。若 0.1 是方差而非标准差，MAP 会到哪里？",
    },
    answer: {
      en: "To 0.6635: a variance of 0.1 is a standard deviation of 0.316, a much weaker prior. It equals what 70 of 100 give under the strong one, because n over the prior's precision is the same.",
      zh: "到 0.6635：方差 0.1 即标准差 0.316，先验弱得多。它与强先验下 100 次 70 正的结果相同，因为 n 与先验精度之比相同。",
    },
    values: preset("variance"),
    choices: [
      { en: "it stays at 0.558", zh: "仍在 0.558" },
      { en: "up, towards 0.7", zh: "上移，靠近 0.7" },
      { en: "down, towards 0.5", zh: "下移，靠近 0.5" },
    ],
    right: 1,
  },
  {
    ask: {
      en: "Draw the same belief on the log-odds. Which of the marks is carried to another θ?",
      zh: "把同一信念画在对数几率上。哪个标记会对应到另一个 θ？",
    },
    answer: {
      en: "The MAP: a density carries the factor dθ/dφ, which moves its top from 0.7 to 2/3. The MLE is the top of a function without that factor, and quantiles only count probability.",
      zh: "MAP：密度带有因子 dθ/dφ，峰从 0.7 移到 2/3。MLE 是不带该因子的函数的峰，分位数只计概率。",
    },
    values: preset("odds"),
    choices: [
      { en: "the MLE", zh: "MLE" },
      { en: "the MAP", zh: "MAP" },
      { en: "the median", zh: "中位数" },
    ],
    right: 1,
  },
  {
    ask: {
      en: "At θ = 0.1 and n = 10: is the posterior mean under a flat prior closer to the truth than the MLE, on the average?",
      zh: "θ = 0.1、n = 10：平坦先验的后验均值平均而言比 MLE 更接近真值吗？",
    },
    answer: {
      en: "No: its error is 0.0107, that of the MLE 0.009. The Bayes estimate wins near its prior's mean (0.0174 against 0.025 at one half) and pays near the ends.",
      zh: "不：它的误差是 0.0107，MLE 为 0.009。贝叶斯估计在先验均值附近胜出（θ = ½ 时 0.0174 对 0.025），在两端付出代价。",
    },
    values: { ...preset("seven"), at: 0.1 },
    choices: [
      { en: "yes, a prior always helps", zh: "是，先验总有帮助" },
      { en: "no, the MLE is better there", zh: "不，那里 MLE 更好" },
      { en: "they are equal", zh: "两者相等" },
    ],
    right: 1,
  },
  {
    ask: {
      en: "Wald's 95 % interval, 20 tosses, θ = 0.02: how often does it hold θ?",
      zh: "Wald 的 95% 区间，20 次抛掷，θ = 0.02：它有多常包含 θ？",
    },
    answer: {
      en: "About a third of the time: two thirds of all experiments show no head at all, and then the interval is the single point 0.",
      zh: "约三分之一：三分之二的实验一次正面都没有，此时区间只是一个点 0。",
    },
    values: { ...preset("wald"), at: 0.02 },
    choices: [
      { en: "95 %", zh: "95%" },
      { en: "about 80 %", zh: "约 80%" },
      { en: "about a third", zh: "约三分之一" },
    ],
    right: 2,
  },
  {
    ask: {
      en: "Beta(0.5, 0.5), no data, 80 % highest density. What does the region look like?",
      zh: "Beta(0.5, 0.5)，没有数据，80% 最高密度。区域是什么样子？",
    },
    answer: {
      en: "Two pieces, one at each end: the density is lowest in the middle. Routines that look for one interval around one mode fail here.",
      zh: "两段，各在一端：中间密度最低。只围绕一个众数找一个区间的程序在此失败。",
    },
    values: preset("ushape"),
    choices: [
      { en: "one interval in the middle", zh: "中间一个区间" },
      { en: "two pieces, one at each end", zh: "两段，各在一端" },
      { en: "it does not exist", zh: "不存在" },
    ],
    right: 1,
  },
  {
    ask: {
      en: "Start Newton's method at σ = 6, far above the data's spread. Where does its first step lead?",
      zh: "从 σ = 6 开始牛顿法，远大于数据的离散。第一步走向哪里？",
    },
    answer: {
      en: "Away from the top, to a larger σ: far out the log-likelihood is curved upwards in σ, and Newton goes to the bottom of that parabola. Fisher's scoring uses the expected curvature, which always has the right sign.",
      zh: "离开峰顶，走向更大的 σ：远处对数似然沿 σ 向上弯，牛顿法走向该抛物线的底。费舍尔得分法用期望曲率，符号总是对的。",
    },
    values: { ...preset("newton"), start: [0.8, 6], climbers: "newton,scoring" },
    choices: [
      { en: "straight to the top", zh: "直奔峰顶" },
      { en: "a little towards it", zh: "稍微靠近" },
      { en: "away from it", zh: "离它更远" },
    ],
    right: 2,
  },
  {
    ask: {
      en: "With λ = 0, a word never seen in any class: what does naive Bayes say?",
      zh: "λ = 0，一个在所有类别中都未见过的取值：朴素贝叶斯会怎么说？",
    },
    answer: {
      en: "Nothing: every product is 0. Any λ above 0 repairs it; λ = 1 is a flat Dirichlet prior.",
      zh: "什么也说不出：所有乘积都是 0。任何大于 0 的 λ 都能修复；λ = 1 即平坦的狄利克雷先验。",
    },
    values: { ...preset("smoothing"), unseen: true },
    choices: [
      { en: "the class with more rows", zh: "行数较多的类别" },
      { en: "nothing: all products are 0", zh: "什么也说不出：乘积全为 0" },
      { en: "each class with one half", zh: "各占一半" },
    ],
    right: 1,
  },
  {
    ask: {
      en: "Two hills far apart, four chains: is R̂ near 1 although each chain looks settled?",
      zh: "两座相距很远的山，四条链：每条链看来都已稳定，R̂ 接近 1 吗？",
    },
    answer: {
      en: "No, it is far above 1: the chains differ from each other much more than within themselves. A single chain would never have told you.",
      zh: "不，它远大于 1：链与链之间的差别远大于链内。单独一条链永远不会告诉你。",
    },
    values: preset("twohills"),
    choices: [
      { en: "yes, near 1", zh: "是，接近 1" },
      { en: "no, far above 1", zh: "不，远大于 1" },
    ],
    right: 1,
  },
];
