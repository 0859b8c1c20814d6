import type { Preset } from "../demo";
import { tenPoints } from "./ten";

export const presets: readonly Preset[] = [
  {
    id: "jury",
    label: { en: "Fifty-one jurors", zh: "五十一名陪审员" },
    hint: {
      en: "Each is wrong in 35 % of cases. How many must vote until the majority errs less than once in a hundred?",
      zh: "每人错误率 35%。要多少人投票，多数才在百次中错不到一次？",
    },
    values: { lesson: "vote", voters: 51, epsilon: 0.35, rho: 0, polls: 1000 },
  },
  {
    id: "herd",
    label: { en: "A herd", zh: "从众" },
    hint: {
      en: "The same jurors, but they listen to each other: a correlation of 0.3 puts a floor under the error. Where is it?",
      zh: "同样的陪审员，但相互影响：相关系数 0.3 给错误率垫了底。底在哪里？",
    },
    values: { lesson: "vote", voters: 101, epsilon: 0.35, rho: 0.3, polls: 1000 },
  },
  {
    id: "forest",
    label: { en: "A forest on two moons", zh: "双月上的森林" },
    hint: {
      en: "Scrub the number of trees both ways: single trees are jagged, their vote is smooth. When does the out-of-bag curve stop falling?",
      zh: "来回拖动树的数目：单棵树参差，表决平滑。袋外曲线何时不再下降？",
    },
    values: { lesson: "bagging", shape: "moons", rows: 200, scatter: 0.3, bag: "forest", trees: 100, depth: 10 },
  },
  {
    id: "bags",
    label: { en: "What one tree saw", zh: "一棵树看到了什么" },
    hint: {
      en: "Hollow rows were not drawn, larger ones twice or oftener. Count the hollow ones: about one in e.",
      zh: "空心的样本没抽到，大的抽到两次以上。数数空心的：约占 1/e。",
    },
    values: { lesson: "bagging", shape: "circles", rows: 60, scatter: 0.15, bag: "bagging", trees: 40, depth: 6 },
  },
  {
    id: "iris",
    label: { en: "Iris in two features", zh: "两个特征的鸢尾花" },
    hint: {
      en: "Three kinds by the lengths of sepal and petal. Which boundary do the trees argue about?",
      zh: "用萼片与花瓣长度分三种鸢尾。树们在哪条边界上争论？",
    },
    values: { lesson: "bagging", shape: "iris", bag: "forest", trees: 60, depth: 8, query: [6, 4.8] },
  },
  {
    id: "stumps",
    label: { en: "A diagonal from stumps", zh: "用树桩拼出对角线" },
    hint: {
      en: "Each stump cuts along an axis; their weighted sum draws a staircase along the diagonal. Watch the heavy points: where are they?",
      zh: "每个树桩只沿坐标轴切；加权和沿对角线画出阶梯。看那些变重的点：它们在哪里？",
    },
    values: {
      lesson: "boosting",
      shape: "diagonal",
      rows: 140,
      scatter: 0.05,
      boost: "ada",
      trees: 80,
      weak: 1,
      query: [0.3, -0.2],
    },
  },
  {
    id: "ten",
    label: { en: "The book's ten points", zh: "书中的十个点" },
    hint: {
      en: "Li Hang's example 8.1 on a line: α = 0.4236, 0.6496, 0.7520, and after three stumps no point is wrong. The check compares them.",
      zh: "李航例 8.1，十点在一条线上：α = 0.4236、0.6496、0.7520，三个树桩后没有错分的点。检验会逐一比对。",
    },
    values: { lesson: "boosting", ...tenPoints, boost: "ada", trees: 3, weak: 1, leaf: 1, query: [0.4, 0] },
  },
  {
    id: "noise",
    label: { en: "Boosting and flipped labels", zh: "提升遇上翻转的标签" },
    hint: {
      en: "One label in six is wrong. AdaBoost doubles its bets on the rows it cannot get right. What happens to the test error?",
      zh: "六分之一的标签是错的。AdaBoost 对判不对的样本不断加注。测试误差会怎样？",
    },
    values: {
      lesson: "boosting",
      shape: "moons",
      rows: 160,
      scatter: 0.2,
      flip: 0.16,
      boost: "ada",
      trees: 100,
      weak: 3,
      patience: 15,
    },
  },
  {
    id: "cancer",
    label: { en: "Breast cancer, XGBoost's trees", zh: "乳腺癌与 XGBoost 的树" },
    hint: {
      en: "Radius and concave points of 569 tumours, three tenths kept for the test. After which round would you stop?",
      zh: "569 个肿瘤的半径与凹点，三成留作测试。你会在第几轮停下？",
    },
    values: {
      lesson: "boosting",
      shape: "cancer",
      boost: "xgboost",
      trees: 60,
      weak: 3,
      rate: 0.3,
      lambda: 1,
      gamma: 0,
      query: [14, 5],
    },
  },
  {
    id: "book",
    label: { en: "The book's six trees", zh: "书中的六棵树" },
    hint: {
      en: "Ten numbers, stumps, ν = 1: the losses of Li Hang's example 8.2, without the rounding of the print. The check compares them.",
      zh: "十个数，树桩，ν = 1：李航例 8.2 的损失，去掉书中的中途舍入。检验会逐一比对。",
    },
    values: { lesson: "gradient", curve: "table", loss: "squared", trees: 6, weak: 1, rate: 1, subsample: 1, leaf: 1 },
  },
  {
    id: "sine",
    label: { en: "A sine, residual by residual", zh: "逐残差拟合正弦" },
    hint: {
      en: "Each tree answers what the sum before it missed. Step on and watch the residuals lose their shape, then scrub back.",
      zh: "每棵树回答前面的和漏掉的部分。逐步前进，看残差失去形状，再拖回去。",
    },
    values: {
      lesson: "gradient",
      curve: "sine",
      loss: "squared",
      trees: 120,
      weak: 2,
      rate: 0.1,
      subsample: 1,
      patience: 20,
    },
  },
  {
    id: "outliers",
    label: { en: "Outliers and the absolute loss", zh: "离群点与绝对值损失" },
    hint: {
      en: "One point in eight is far off. The absolute loss sees only the side it lies on. Change the loss to squared and compare.",
      zh: "八分之一的点偏得很远。绝对值损失只看它在哪一侧。把损失换成平方比较一下。",
    },
    values: { lesson: "gradient", curve: "outliers", loss: "absolute", trees: 100, weak: 2, rate: 0.15, subsample: 1 },
  },
  {
    id: "ages",
    label: { en: "Four ages under XGBoost", zh: "四个年龄与 XGBoost" },
    hint: {
      en: "Ages 14, 16, 24, 26 from the guess 20: with λ = 1 the first cut gains 33.33 and the leaves are ∓3.33. Set λ to 0.",
      zh: "年龄 14、16、24、26，初值 20：λ = 1 时第一刀增益 33.33，叶值 ∓3.33。把 λ 调成 0 看看。",
    },
    values: { lesson: "split", task: "ages", measure: "squared", weak: 2, leaf: 1, lambda: 1, gamma: 0 },
  },
  {
    id: "search",
    label: { en: "One tree's search, replayed", zh: "重放一棵树的搜索" },
    hint: {
      en: "Step through the nodes: every threshold of both features with its gain, the best one cut. Raise γ and see splits taken back.",
      zh: "逐节点前进：两个特征的每个阈值与增益，最佳者落刀。调高 γ，看分裂被收回。",
    },
    values: {
      lesson: "split",
      task: "plane",
      which: "xgboost",
      shape: "moons",
      rows: 160,
      scatter: 0.25,
      weak: 4,
      leaf: 3,
      lambda: 1,
      gamma: 0,
      round: 1,
    },
  },
  {
    id: "goss",
    label: { en: "GOSS: only the rows that hurt", zh: "GOSS：只看难的样本" },
    hint: {
      en: "Each round keeps the tenth of the rows with the largest gradients and draws a tenth of the rest (hollow: not seen). What does it cost in accuracy?",
      zh: "每轮保留梯度最大的十分之一样本，再从其余抽十分之一（空心：没看到）。准确率损失多少？",
    },
    values: {
      lesson: "boosting",
      shape: "moons",
      rows: 400,
      scatter: 0.3,
      boost: "xgboost",
      trees: 60,
      weak: 3,
      rate: 0.3,
      draw: "goss",
      top: 0.1,
      small: 0.1,
    },
  },
  {
    id: "components",
    label: { en: "Ten features in a plane", zh: "平面里的十个特征" },
    hint: {
      en: "Ten measurements of a tumour, seen along the two directions in which they differ most. Is the plane enough to tell them apart?",
      zh: "肿瘤的十项测量，沿差异最大的两个方向来看。这个平面足以区分它们吗？",
    },
    values: {
      lesson: "bagging",
      shape: "cancer",
      plane: "principal",
      bag: "forest",
      trees: 60,
      depth: 6,
      leaf: 5,
      query: [-1, 0],
    },
  },
  {
    id: "rare",
    label: { en: "Rare categories tell on you", zh: "稀有类别会告密" },
    hint: {
      en: "The categories are drawn by chance and mean nothing. Watch the greedy rings part by label, and the ordered dots stay mixed.",
      zh: "类别是随机抽的，毫无意义。看贪心的圆环按标签分开，而有序的点依然混杂。",
    },
    values: { lesson: "ordered", cases: "noise", people: 60, kinds: 24, effect: 0, pseudo: 1 },
  },
  {
    id: "bundles",
    label: { en: "Twelve columns in a few", zh: "十二列捆成几列" },
    hint: {
      en: "Columns that are never other than zero together share one. Allow some conflicts: how many bundles are left, and what is lost?",
      zh: "从不同时非零的列可以共用一列。允许一些冲突：还剩几束，又丢了什么？",
    },
    values: { lesson: "bundle", sparse: 12, filled: 0.8, clash: 0.02, allowed: 0 },
  },
  {
    id: "leak",
    label: { en: "The leak of stacking", zh: "堆叠的泄漏" },
    hint: {
      en: "With the leak on, the full tree's column is the label itself, and level 1 believes it. Turn it off: who gets the weight now?",
      zh: "打开泄漏时，完全树那一列就是标签，第二层信以为真。关掉它：权重归谁？",
    },
    values: { lesson: "stacking", shape: "moons", rows: 120, scatter: 0.35, flip: 0.15, leak: true, folds: 5 },
  },
  {
    id: "variance",
    label: { en: "Variance, measured 30 times", zh: "测三十次方差" },
    hint: {
      en: "Thirty forests on thirty fresh samples: more trees lower the variance and leave the bias. On the next tab: what three measures say of pure noise.",
      zh: "三十份新样本上的三十座森林：树多了方差降，偏差不变。下一页：三种重要性怎样看待纯噪声。",
    },
    values: {
      lesson: "why",
      shape: "moons",
      rows: 100,
      scatter: 0.35,
      bag: "forest",
      trees: 64,
      depth: 10,
      refits: 30,
    },
  },
];
