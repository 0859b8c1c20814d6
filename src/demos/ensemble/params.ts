import type { Param, Values } from "../demo";
import { choice, dataParams, group, inLesson, looksInto, number } from "./params-data";

/** Whether trees are grown on gradients, and so whether a round may see some of the rows. */
const hasRounds = (values: Values): boolean =>
  inLesson("gradient")(values) ||
  (inLesson("boosting")(values) && values["boost"] !== "ada") ||
  looksInto("gradient", "xgboost")(values);
const isNewton = (values: Values): boolean =>
  (inLesson("boosting")(values) && values["boost"] === "xgboost") ||
  looksInto("xgboost")(values) ||
  (inLesson("split")(values) && values["task"] === "ages");
const treeParams: readonly Param[] = [
  number("voters", { en: "voters T, at most", zh: "投票者数 T 上限" }, [1, 101, 1, 25], {
    group: group.model,
    integer: true,
    when: inLesson("vote"),
  }),
  number("epsilon", { en: "each is wrong with ε", zh: "各自的错误率 ε" }, [0, 1, 0.01, 0.35], {
    group: group.model,
    when: inLesson("vote"),
  }),
  number("rho", { en: "correlation ρ", zh: "相关系数 ρ" }, [0, 1, 0.01, 0], {
    group: group.model,
    when: inLesson("vote"),
  }),
  number("polls", { en: "simulated juries", zh: "模拟的陪审团数" }, [100, 20_000, 100, 1000], {
    group: group.model,
    integer: true,
    log: true,
    when: inLesson("vote"),
  }),
  choice(
    "bag",
    { en: "Method", zh: "方法" },
    [
      ["forest", "random forest", "随机森林"],
      ["bagging", "bagging", "装袋"],
      ["tree", "one tree, again and again", "同一棵树"],
    ],
    {
      group: group.model,
      when: (values) => inLesson("bagging", "why")(values) || looksInto("forest")(values),
      help: {
        en: "A forest draws one of the two features anew at each split, bagging looks at both; without either, all trees are the same.",
        zh: "随机森林在每次分裂时重新抽取一个特征，装袋法两个都看；都不做时所有的树相同。",
      },
    },
  ),
  choice(
    "ballot",
    { en: "Vote", zh: "表决" },
    [
      ["soft", "soft: mean of shares", "软投票：概率平均"],
      ["hard", "hard: a vote each", "硬投票：一树一票"],
    ],
    { group: group.model, when: inLesson("bagging") },
  ),
  choice(
    "boost",
    { en: "Method", zh: "方法" },
    [
      ["ada", "AdaBoost", "AdaBoost 自适应提升"],
      ["gradient", "gradient boosting", "梯度提升"],
      ["xgboost", "XGBoost's trees", "XGBoost 的树"],
    ],
    { group: group.model, when: inLesson("boosting") },
  ),
  number("trees", { en: "trees", zh: "树的数目" }, [1, 200, 1, 60], {
    group: group.model,
    integer: true,
    when: inLesson("bagging", "boosting", "gradient", "why"),
  }),
  number("depth", { en: "depth of a tree", zh: "树的深度" }, [1, 12, 1, 8], {
    group: group.model,
    integer: true,
    when: (values) => inLesson("bagging", "why")(values) || looksInto("forest")(values),
  }),
  number("weak", { en: "depth of a weak learner", zh: "弱学习器的深度" }, [1, 8, 1, 1], {
    group: group.model,
    integer: true,
    when: (values) => inLesson("boosting", "gradient", "split")(values) && !looksInto("forest")(values),
  }),
  number("leaf", { en: "rows in a leaf, at least", zh: "叶中最少样本" }, [1, 20, 1, 1], {
    group: group.model,
    integer: true,
    when: inLesson("bagging", "boosting", "gradient", "split", "why"),
  }),
  number("rate", { en: "shrinkage ν", zh: "收缩率 ν" }, [0.01, 1, 0.01, 0.3], {
    group: group.model,
    when: hasRounds,
  }),
  choice(
    "draw",
    { en: "Rows of a round", zh: "每轮的样本" },
    [
      ["share", "a random share", "随机抽取一部分"],
      ["goss", "GOSS: by size of gradient", "GOSS：按梯度大小"],
    ],
    {
      group: group.model,
      when: hasRounds,
      help: {
        en: "GOSS keeps the rows with the largest gradients and draws some of the rest, which then count (1 − a)/b times (Ke et al. 2017).",
        zh: "GOSS 保留梯度最大的样本，再从其余中抽取一些，各按 (1 − a)/b 倍计（Ke 等 2017）。",
      },
    },
  ),
  number("subsample", { en: "share of rows a round sees", zh: "每轮所见样本比例" }, [0.2, 1, 0.05, 1], {
    group: group.model,
    when: (values) => hasRounds(values) && values["draw"] !== "goss",
  }),
  number("top", { en: "share a of the largest gradients", zh: "保留最大梯度的比例 a" }, [0, 0.9, 0.05, 0.2], {
    group: group.model,
    when: (values) => hasRounds(values) && values["draw"] === "goss",
  }),
  number("small", { en: "share b drawn of the rest", zh: "从其余抽取的比例 b" }, [0.05, 1, 0.05, 0.1], {
    group: group.model,
    when: (values) => hasRounds(values) && values["draw"] === "goss",
  }),
  number("lambda", { en: "λ on the leaves", zh: "叶值惩罚 λ" }, [0, 10, 0.1, 1], {
    group: group.model,
    when: isNewton,
  }),
  number("gamma", { en: "price γ of a leaf", zh: "每叶代价 γ" }, [0, 40, 0.05, 0], {
    group: group.model,
    when: isNewton,
  }),
  choice(
    "loss",
    { en: "Loss", zh: "损失" },
    [
      ["squared", "squared", "平方"],
      ["absolute", "absolute", "绝对值"],
      ["huber", "Huber", "Huber 损失"],
    ],
    { group: group.model, when: inLesson("gradient") },
  ),
  number("patience", { en: "patience of early stopping", zh: "早停的耐心" }, [1, 50, 1, 15], {
    group: group.model,
    integer: true,
    when: inLesson("boosting", "gradient"),
    help: {
      en: "Where one would have stopped: so many rounds after the best held-out error. The run goes on, so that you see what was spared.",
      zh: "会在哪里停下：留出误差最优之后这么多轮。运行继续，好让你看到省下了什么。",
    },
  }),
  number("round", { en: "tree number", zh: "第几棵树" }, [1, 200, 1, 1], {
    group: group.look,
    integer: true,
    when: (values) => inLesson("split")(values) && values["task"] === "plane",
  }),
  choice(
    "measure",
    { en: "Loss", zh: "损失" },
    [
      ["squared", "squared", "平方"],
      ["logistic", "logistic", "逻辑斯谛"],
    ],
    { group: group.model, when: (values) => inLesson("split")(values) && values["task"] === "ages" },
  ),
  {
    kind: "toggle",
    id: "leak",
    label: { en: "leak: train level 1 on learned rows", zh: "泄漏：用学过的样本训练第二层" },
    group: group.model,
    initial: false,
    when: inLesson("stacking"),
  },
  number("folds", { en: "folds", zh: "折数" }, [2, 10, 1, 5], {
    group: group.model,
    integer: true,
    when: inLesson("stacking"),
  }),
  number("pseudo", { en: "weight a of the prior", zh: "先验的权重 a" }, [0.1, 20, 0.1, 1], {
    group: group.model,
    log: true,
    when: inLesson("ordered"),
  }),
  number("allowed", { en: "conflicts allowed in a bundle", zh: "每束允许的冲突" }, [0, 30, 1, 0], {
    group: group.model,
    integer: true,
    when: inLesson("bundle"),
  }),
  number("refits", { en: "refits", zh: "重新拟合次数" }, [2, 40, 1, 30], {
    group: group.model,
    integer: true,
    when: inLesson("why"),
  }),
];

const lookParams: readonly Param[] = [
  {
    kind: "matrix",
    id: "query",
    label: { en: "point asked", zh: "被问的点" },
    group: group.look,
    rows: 2,
    columns: 1,
    initial: [0.3, 0.2],
    min: -1000,
    max: 1000,
    step: 0.01,
    when: inLesson("bagging", "boosting", "stacking", "why"),
  },
];

export const params: readonly Param[] = [...dataParams, ...treeParams, ...lookParams];
