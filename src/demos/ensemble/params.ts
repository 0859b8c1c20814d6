import type { Text } from "../../words/text";
import type { NumberParam, Param, Values } from "../demo";

const group = {
  data: { en: "Data", zh: "数据" },
  model: { en: "Ensemble", zh: "集成" },
  look: { en: "Look", zh: "查看" },
} as const;

const inLesson =
  (...ids: readonly string[]) =>
  (values: Values): boolean =>
    ids.includes(String(values["lesson"]));
const onPlane = (values: Values): boolean =>
  inLesson("bagging", "boosting", "stacking", "why")(values) ||
  (inLesson("split")(values) && values["task"] === "plane");
const isDrawn = (values: Values): boolean =>
  onPlane(values) && !["iris", "cancer", "points", "own"].includes(String(values["shape"]));

const choice = (
  id: string,
  label: Text,
  options: readonly (readonly [value: string, en: string, zh: string])[],
  rest: { readonly group: Text; readonly when?: (values: Values) => boolean; readonly help?: Text },
): Param => ({
  kind: "choice",
  id,
  label,
  options: options.map(([value, en, zh]) => ({ value, label: { en, zh } })),
  initial: options[0][0],
  ...rest,
});

const number = (
  id: string,
  label: Text,
  range: readonly [min: number, max: number, step: number, initial: number],
  rest: Partial<NumberParam>,
): Param => ({ kind: "number", id, label, min: range[0], max: range[1], step: range[2], initial: range[3], ...rest });

const dataParams: readonly Param[] = [
  choice(
    "lesson",
    { en: "Lesson", zh: "课题" },
    [
      ["vote", "vote", "投票"],
      ["bagging", "bagging", "装袋"],
      ["boosting", "boosting", "提升"],
      ["gradient", "gradient boosting", "梯度提升"],
      ["split", "split inspector", "分裂检视"],
      ["stacking", "stacking", "堆叠"],
      ["why", "why it works", "为何有效"],
    ],
    { group: group.data, when: () => false },
  ),
  choice(
    "task",
    { en: "Problem", zh: "问题" },
    [
      ["plane", "the points of the plane", "平面上的点"],
      ["ages", "four ages", "四个人的年龄"],
    ],
    { group: group.data, when: inLesson("split") },
  ),
  choice(
    "shape",
    { en: "Data set", zh: "数据集" },
    [
      ["moons", "two moons", "双月"],
      ["circles", "circles", "圆环"],
      ["xor", "XOR", "异或"],
      ["diagonal", "diagonal", "对角线"],
      ["spirals", "spirals", "螺旋"],
      ["iris", "iris", "鸢尾花"],
      ["cancer", "breast cancer", "乳腺癌"],
      ["points", "own points", "自己的点"],
      ["own", "own table", "自己的表格"],
    ],
    {
      group: group.data,
      when: onPlane,
      help: {
        en: "Iris and breast cancer keep 30 % of the rows for the test; the drawn ones are tested on 500 fresh rows without flipped labels.",
        zh: "鸢尾花与乳腺癌留出 30% 作测试；生成的数据用 500 个未翻转标签的新样本测试。",
      },
    },
  ),
  number("rows", { en: "rows", zh: "样本数" }, [10, 400, 1, 160], { group: group.data, integer: true, when: isDrawn }),
  number("scatter", { en: "scatter", zh: "散布" }, [0, 0.6, 0.01, 0.25], { group: group.data, when: isDrawn }),
  number("flip", { en: "flipped labels", zh: "标签翻转" }, [0, 0.4, 0.01, 0], {
    group: group.data,
    when: onPlane,
    help: {
      en: "This share of the training labels is replaced by another class: noise that boosting cannot forget.",
      zh: "训练标签中这一比例被换成别的类：提升法忘不掉的噪声。",
    },
  }),
  {
    kind: "points",
    id: "blue",
    label: { en: "points of class 0", zh: "第 0 类的点" },
    group: group.data,
    initial: [-1, 0.4, -0.6, 1, -0.2, 0.3, -0.9, -0.6, 0.1, 0.9, -0.4, -0.2],
    maxPoints: 60,
    min: -2,
    max: 2,
    step: 0.01,
    when: (values) => onPlane(values) && values["shape"] === "points",
  },
  {
    kind: "points",
    id: "orange",
    label: { en: "points of class 1", zh: "第 1 类的点" },
    group: group.data,
    initial: [1, -0.4, 0.6, -1, 0.3, -0.5, 0.9, 0.5, 0.4, 0.2, -0.1, -0.9],
    maxPoints: 60,
    min: -2,
    max: 2,
    step: 0.01,
    when: (values) => onPlane(values) && values["shape"] === "points",
  },
  {
    kind: "data",
    id: "table",
    label: { en: "own table", zh: "自己的表格" },
    group: group.data,
    help: {
      en: "Two columns of numbers and one of classes, from a CSV, NPY or JSON file, the selection or pasted text.",
      zh: "两列数值与一列类别：CSV、NPY、JSON 文件，选中的文本，或粘贴的文本。",
    },
    roles: [
      { id: "x", label: { en: "first feature", zh: "第一个特征" }, kind: "number" },
      { id: "y", label: { en: "second feature", zh: "第二个特征" }, kind: "number" },
      { id: "class", label: { en: "class", zh: "类别" }, kind: "any" },
    ],
    maxRows: 3000,
    initial: "",
    when: (values) => onPlane(values) && values["shape"] === "own",
  },
  choice(
    "curve",
    { en: "Data", zh: "数据" },
    [
      ["table", "ten numbers of the book", "书中的十个数"],
      ["sine", "a noisy sine", "带噪声的正弦"],
      ["steps", "steps", "台阶"],
      ["outliers", "a line with outliers", "带离群点的直线"],
    ],
    { group: group.data, when: inLesson("gradient") },
  ),
];

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
      when: inLesson("bagging", "why"),
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
    when: inLesson("bagging", "why"),
  }),
  number("weak", { en: "depth of a weak learner", zh: "弱学习器的深度" }, [1, 8, 1, 1], {
    group: group.model,
    integer: true,
    when: inLesson("boosting", "gradient", "split"),
  }),
  number("leaf", { en: "rows in a leaf, at least", zh: "叶中最少样本" }, [1, 20, 1, 1], {
    group: group.model,
    integer: true,
    when: inLesson("bagging", "boosting", "gradient", "split", "why"),
  }),
  number("rate", { en: "shrinkage ν", zh: "收缩率 ν" }, [0.01, 1, 0.01, 0.3], {
    group: group.model,
    when: (values) => inLesson("gradient")(values) || (inLesson("boosting")(values) && values["boost"] !== "ada"),
  }),
  number("subsample", { en: "share of rows a round sees", zh: "每轮所见样本比例" }, [0.2, 1, 0.05, 1], {
    group: group.model,
    when: (values) => inLesson("gradient")(values) || (inLesson("boosting")(values) && values["boost"] !== "ada"),
  }),
  number("lambda", { en: "λ on the leaves", zh: "叶值惩罚 λ" }, [0, 10, 0.1, 1], {
    group: group.model,
    when: (values) => inLesson("split")(values) || (inLesson("boosting")(values) && values["boost"] === "xgboost"),
  }),
  number("gamma", { en: "price γ of a leaf", zh: "每叶代价 γ" }, [0, 40, 0.05, 0], {
    group: group.model,
    when: (values) => inLesson("split")(values) || (inLesson("boosting")(values) && values["boost"] === "xgboost"),
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
  number("round", { en: "tree of round", zh: "第几轮的树" }, [1, 40, 1, 1], {
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
