import type { Challenge, Preset, Values } from "../demo";
import type { Subject } from "./part";

const on = (subject: Subject, values: Values): Values => ({ subject, own: "", edges: "", ...values });

const ring = (n: 5, lazy: number): number[] =>
  Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    if (i === j) return lazy;
    return (j - i + n) % n === 1 || (i - j + n) % n === 1 ? 1 : 0;
  });

/** Places to begin, at least one for each subject. */
export const presets: readonly Preset[] = [
  {
    id: "three",
    label: { en: "One walk, three ways", zh: "一次游走，三种面貌" },
    hint: {
      en: "Coefficients of (z + 1/z)ⁿ, two thousand walkers and a bell curve: play, and watch the three agree. Why is every other site empty?",
      zh: "(z + 1/z)ⁿ 的系数、两千位行人与一条钟形曲线：播放，看三者如何吻合。为什么每隔一个格点是空的？",
    },
    values: on("law", { n: 20, p: 0.5, walkers: 2000, forget: false }),
  },
  {
    id: "factor",
    label: { en: "Half a bell", zh: "半口钟" },
    hint: {
      en: "The curve most people draw first is half as high as the bars. Where has the other half gone?",
      zh: "多数人最先画出的曲线只有柱子的一半高。另一半去哪了？",
    },
    values: on("law", { n: 60, p: 0.5, walkers: 20000, forget: true }),
  },
  {
    id: "biased",
    label: { en: "A road downhill", zh: "下坡路" },
    hint: {
      en: "p = 0.7: the crowd drifts as n and spreads as √n. Which of the two wins?",
      zh: "p = 0.7：人群按 n 漂移、按 √n 散开。谁占上风？",
    },
    values: on("law", { n: 120, p: 0.7, walkers: 5000, forget: false }),
  },
  {
    id: "alias",
    label: { en: "Too few frequencies", zh: "频率太少" },
    hint: {
      en: "n = 10 from 16 points: at −10 the coefficient reads 0.0449 instead of 0.000977. Whose probability is it?",
      zh: "n = 10、16 点：−10 处读出 0.0449 而非 0.000977。那是谁的概率？",
    },
    values: on("waves", { n: 10, p: 0.5, points: 16 }),
  },
  {
    id: "bell",
    label: { en: "A cosine becomes a bell", zh: "余弦变成钟形" },
    hint: {
      en: "The central limit theorem seen on the circle: cosⁿ(ω/√n) comes to exp(−ω²/2).",
      zh: "在圆上看中心极限定理：cosⁿ(ω/√n) 趋于 exp(−ω²/2)。",
    },
    values: on("waves", { n: 80, p: 0.5, points: 201 }),
  },
  {
    id: "zoom",
    label: { en: "Zoom out", zh: "放远" },
    hint: {
      en: "Finer and finer steps within the same second: only one way to shrink them leaves something to see.",
      zh: "同一秒内步子越来越细：只有一种缩法还能看到东西。",
    },
    opens: 6,
    values: on("zoom", { alpha: 1, r: 0.5, lean: 0, walls: "absorbing" }),
  },
  {
    id: "unstable",
    label: { en: "Beyond one half", zh: "超过二分之一" },
    hint: {
      en: "r = 0.55: the heat equation is as smooth as ever, the scheme is not. Which wave is it that grows?",
      zh: "r = 0.55：热方程照样光滑，格式却不然。增长的是哪个波？",
    },
    opens: 4,
    values: on("zoom", { alpha: 1, r: 0.55, lean: 0, walls: "reflecting" }),
  },
  {
    id: "rare",
    label: { en: "Rare events", zh: "稀有事件" },
    hint: {
      en: "Two successes expected, in 10 trials, in 100, in 1,000: step on and watch bars and diamonds meet. Why is it not the bell curve?",
      zh: "期望两次成功，试验 10 次、100 次、1000 次：前进，看柱与菱形相合。为什么不是钟形曲线？",
    },
    opens: 1,
    values: on("rare", { lambda: 2, walkers: 2000 }),
  },
  {
    id: "horses",
    label: { en: "Kicked by a horse", zh: "被马踢" },
    hint: {
      en: "Many soldiers, each with a tiny chance: 200 corps-years had 122 deaths. How well does a law with one number fit?",
      zh: "许多士兵，每人概率极小：200 军年共 122 人死亡。只有一个参数的分布拟合得多好？",
    },
    values: on("rare", { lambda: 0.61, horses: true, walkers: 5000 }),
  },
  {
    id: "mirror",
    label: { en: "The mirror", zh: "镜子" },
    hint: {
      en: "From its first visit of the level on the walk is reflected. Count both kinds of paths and the law of the maximum is yours.",
      zh: "从首次到达水平线起取镜像。数清两类路径，就得到最大值的分布。",
    },
    values: on("records", { n: 100, level: 10, walkers: 5000 }),
  },
  {
    id: "arcsine",
    label: { en: "The lead hardly changes", zh: "领先难易手" },
    hint: {
      en: "Two fair players, 300 games: when did the lead change for the last time? Look at the ends, not at the middle.",
      zh: "两位公平的玩家，300 局：最后一次易手在何时？看两端，别看中间。",
    },
    values: on("records", { n: 300, level: 12, walkers: 20000 }),
  },
  {
    id: "roulette",
    label: { en: "Roulette", zh: "轮盘" },
    hint: {
      en: "Almost fair: 0.47 instead of 0.50. Ten coins, to be doubled. Drag the stake along the curve.",
      zh: "几乎公平：0.47 而不是 0.50。十枚硬币想翻倍。沿曲线拖动本金。",
    },
    values: on("ruin", { stake: 10, goal: 20, p: 0.47, walkers: 4000 }),
  },
  {
    id: "bird",
    label: { en: "The drunk bird", zh: "醉鸟" },
    hint: {
      en: "In space two walks out of three never come home. Turn the picture; change the dimension.",
      zh: "空间中三次有两次不再回家。转动图形，改变维数。",
    },
    values: on("home", { dimension: "3", kind: "lattice", horizon: 200, walkers: 3000 }),
  },
  {
    id: "plane",
    label: { en: "Any direction", zh: "任意方向" },
    hint: {
      en: "Unit steps in the plane in any direction: E R² = n exactly, and |R| is about 0.886 √n.",
      zh: "平面上任意方向的单位步：E R² = n 精确成立，|R| 约为 0.886 √n。",
    },
    values: on("home", { dimension: "2", kind: "isotropic", horizon: 300, walkers: 4000 }),
  },
  {
    id: "weather",
    label: { en: "Forgetting", zh: "遗忘" },
    hint: {
      en: "Five states, five rows that sum to one. How many steps until nobody can tell where you started?",
      zh: "五个状态，五行各和为一。多少步之后没人看得出你从哪出发？",
    },
    opens: 6,
    values: on("chain", {
      weights: [1, 2, 0, 0, 1, 2, 0, 2, 0, 0, 0, 1, 1, 2, 0, 0, 0, 3, 0, 1, 1, 0, 0, 2, 1],
      damping: 1,
      start: 1,
    }),
  },
  {
    id: "ring",
    label: { en: "A ring of five", zh: "五个一圈" },
    hint: {
      en: "Left or right around a ring: the eigenvalues are cosines. Make the ring lazy (diagonal 1) and see which eigenvalue was in the way.",
      zh: "绕圈向左或向右：特征值是余弦。让它偷懒（对角线取 1），看看是哪个特征值在碍事。",
    },
    opens: 8,
    values: on("chain", { weights: ring(5, 0), damping: 1, start: 1 }),
  },
  {
    id: "rank",
    label: { en: "PageRank", zh: "PageRank" },
    hint: {
      en: "A page that links nowhere, two that flatter each other, and a surfer who is bored with probability 0.15. Or bring a graph of your own.",
      zh: "一个无出链的网页、两个互相吹捧的网页，以及以 0.15 概率厌倦的浏览者。也可以带上自己的图。",
    },
    opens: 8,
    values: on("chain", {
      weights: [0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0],
      damping: 0.85,
      start: 1,
    }),
  },
  {
    id: "shark",
    label: { en: "The shark's search", zh: "鲨鱼的搜寻" },
    hint: {
      en: "Two walks with the same median step. One of them leaps: how much of its way is a single step?",
      zh: "两种游走的步长中位数相同。其中一种会飞跃：单独一步占全程多少？",
    },
    values: on("levy", { index: 1.5, flights: 800 }),
  },
  {
    id: "hacking",
    label: { en: "Until it looks good", zh: "直到好看" },
    hint: {
      en: "Honest walkers, an honest law, and a person who presses “again”. When does p < 0.05 come?",
      zh: "诚实的行人、诚实的分布，和一个不断按“再来”的人。p < 0.05 何时出现？",
    },
    values: on("test", { n: 20, p: 0.5, claim: 0.5, walkers: 1000, reruns: 60 }),
  },
  {
    id: "power",
    label: { en: "A coin off by one per cent", zh: "偏差百分之一的硬币" },
    hint: {
      en: "The walkers have p = 0.51, 0.5 is claimed. How many of them does it take until the p-values crowd at 0?",
      zh: "行人的 p = 0.51，却声称 0.5。要多少位行人，p 值才会挤到 0 附近？",
    },
    values: on("test", { n: 40, p: 0.51, claim: 0.5, walkers: 500, reruns: 40 }),
  },
];

/** Questions to be answered before one looks. */
export const challenges: readonly Challenge[] = [
  {
    ask: {
      en: "Four times as many steps: how much wider does the crowd become?",
      zh: "步数变为四倍：人群会变宽多少？",
    },
    choices: [
      { en: "twice", zh: "两倍" },
      { en: "four times", zh: "四倍" },
      { en: "sixteen times", zh: "十六倍" },
    ],
    right: 0,
    answer: {
      en: "Twice. Variances of independent steps add, so the variance is n and the width √n. Look at the dashed envelope.",
      zh: "两倍。独立步子的方差相加，方差为 n，宽度为 √n。看虚线包络。",
    },
    values: on("law", { n: 100, p: 0.5, walkers: 2000, forget: false }),
  },
  {
    ask: {
      en: "After 100 fair steps, how likely is it to stand exactly at 0 again?",
      zh: "公平地走 100 步后，恰好又站在 0 的概率是多少？",
    },
    choices: [
      { en: "about 0.4 %", zh: "约 0.4%" },
      { en: "about 4 %", zh: "约 4%" },
      { en: "about 8 %", zh: "约 8%" },
    ],
    right: 2,
    answer: {
      en: "0.0796. The density of the bell at 0 is 0.0399; only every other site can be reached, which doubles it.",
      zh: "0.0796。钟形在 0 处的密度为 0.0399；只有每隔一个格点可达，因此翻倍。",
    },
    values: on("law", { n: 100, p: 0.5, walkers: 20000, forget: true }),
  },
  {
    ask: {
      en: "Twenty tosses, two players. When was the lead most probably shared for the last time?",
      zh: "掷二十次，两位玩家。最后一次平手最可能在何时？",
    },
    choices: [
      { en: "about the middle", zh: "中间附近" },
      { en: "at the very beginning or the very end", zh: "最开头或最末尾" },
      { en: "any time alike", zh: "任何时候都一样" },
    ],
    right: 1,
    answer: {
      en: "At an end: 0.176 each for step 0 and step 20, and only 0.061 for step 10.",
      zh: "两端：第 0 步与第 20 步各 0.176，第 10 步只有 0.061。",
    },
    values: on("records", { n: 20, level: 4, walkers: 20000 }),
  },
  {
    ask: {
      en: "1,000 words, each wrong with chance 1/500. How likely is a page without any mistake?",
      zh: "一页 1000 词，每词出错的概率 1/500。整页无错的概率是多少？",
    },
    choices: [
      { en: "about 2 %", zh: "约 2%" },
      { en: "about 14 %", zh: "约 14%" },
      { en: "about 50 %", zh: "约 50%" },
    ],
    right: 1,
    answer: {
      en: "e⁻² = 0.135, as for any rare mistakes of which two are expected; exactly 0.1351.",
      zh: "e⁻² = 0.135：只要期望两个稀有的错误都是如此；精确值 0.1351。",
    },
    values: on("rare", { lambda: 2, walkers: 2000 }),
    opens: 7,
  },
  {
    ask: {
      en: "A walk comes to the level 5 for sure. How long does it take on average?",
      zh: "游走必定到达水平线 5。平均需要多久？",
    },
    choices: [
      { en: "5 steps", zh: "5 步" },
      { en: "25 steps", zh: "25 步" },
      { en: "for ever", zh: "永远" },
    ],
    right: 2,
    answer: {
      en: "For ever: the tail of the first passage falls like 1/(t√t), too slowly for a mean.",
      zh: "永远：首达时间的尾部按 1/(t√t) 衰减，慢到没有均值。",
    },
    values: on("records", { n: 400, level: 5, walkers: 20000 }),
  },
  {
    ask: {
      en: "Ten coins, to be doubled at p = 0.47. How often does it end in ruin?",
      zh: "十枚硬币，p = 0.47，想翻倍。多大机会以破产告终？",
    },
    choices: [
      { en: "53 %", zh: "53%" },
      { en: "61 %", zh: "61%" },
      { en: "77 %", zh: "77%" },
    ],
    right: 2,
    answer: {
      en: "77 %. One bold bet of all ten would fail only 53 % of the time: small bets give the house its law of large numbers.",
      zh: "77%。一把押上十枚只有 53% 会输：小注让庄家得到大数定律。",
    },
    values: on("ruin", { stake: 10, goal: 20, p: 0.47, walkers: 4000 }),
  },
  {
    ask: {
      en: "On a line one always comes home. In the plane?",
      zh: "在直线上总能回家。平面上呢？",
    },
    choices: [
      { en: "Yes, but very slowly", zh: "也能，但非常慢" },
      { en: "No, with probability 0.68", zh: "不能，概率为 0.68" },
    ],
    right: 0,
    answer: {
      en: "Yes: Σ 1/(πm) diverges. But after 1,000 steps 32 % have still not been home. In space the sum converges, and 66 % never are.",
      zh: "能：Σ 1/(πm) 发散。但 1000 步后仍有 32% 未曾回家。空间中级数收敛，66% 永不回家。",
    },
    values: on("home", { dimension: "2", kind: "lattice", horizon: 600, walkers: 3000 }),
  },
  {
    ask: {
      en: "Around a ring of five, how large is the gap: which eigenvalue holds the chain back?",
      zh: "五个一圈时谱隙由哪个特征值决定？",
    },
    choices: [
      { en: "cos 72° = 0.309", zh: "cos 72° = 0.309" },
      { en: "cos 144° = −0.809", zh: "cos 144° = −0.809" },
    ],
    right: 1,
    answer: {
      en: "The negative one: going there and back alternates. With a lazy diagonal it moves to the middle, and the gap grows from 0.191 to 0.461.",
      zh: "负的那个：来回交替。对角线加 1 后它移到中间，谱隙从 0.191 增至 0.461。",
    },
    values: on("chain", { weights: ring(5, 0), damping: 1, start: 1 }),
  },
  {
    ask: {
      en: "Twenty honest reruns. How likely is it that at least one has p < 0.05?",
      zh: "诚实地重跑二十次。至少一次 p < 0.05 的概率是多少？",
    },
    choices: [
      { en: "5 %", zh: "5%" },
      { en: "36 %", zh: "36%" },
      { en: "64 %", zh: "64%" },
    ],
    right: 2,
    answer: {
      en: "1 − 0.95²⁰ = 64 %. Who looks twenty times and shows one has shown nothing.",
      zh: "1 − 0.95²⁰ = 64%。看二十次只拿出一次，等于什么也没说明。",
    },
    values: on("test", { n: 20, p: 0.5, claim: 0.5, walkers: 1000, reruns: 20 }),
  },
];
