import type { Text } from "../../words/text";
import type { NumberParam, Param, Values } from "../demo";

export const group = {
  data: { en: "Data", zh: "数据" },
  model: { en: "Ensemble", zh: "集成" },
  look: { en: "Look", zh: "查看" },
} as const;

export const inLesson =
  (...ids: readonly string[]) =>
  (values: Values): boolean =>
    ids.includes(String(values["lesson"]));
/** In the inspector, whether the tree looked into is one of these. */
export const looksInto =
  (...kinds: readonly string[]) =>
  (values: Values): boolean =>
    inLesson("split")(values) && values["task"] === "plane" && kinds.includes(String(values["which"]));
const onPlane = (values: Values): boolean =>
  inLesson("bagging", "boosting", "stacking", "why")(values) ||
  (inLesson("split")(values) && values["task"] === "plane");
const isDrawn = (values: Values): boolean =>
  onPlane(values) && !["iris", "cancer", "points", "own"].includes(String(values["shape"]));

export const choice = (
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

export const number = (
  id: string,
  label: Text,
  range: readonly [min: number, max: number, step: number, initial: number],
  rest: Partial<NumberParam>,
): Param => ({ kind: "number", id, label, min: range[0], max: range[1], step: range[2], initial: range[3], ...rest });

const isDrawnCases = (values: Values): boolean => inLesson("ordered")(values) && values["cases"] === "noise";

const irisFeatures = [
  ["sepal length", "萼片长度"],
  ["sepal width", "萼片宽度"],
  ["petal length", "花瓣长度"],
  ["petal width", "花瓣宽度"],
] as const;
const cancerFeatures = [
  ["mean radius", "平均半径"],
  ["mean texture", "平均纹理"],
  ["mean perimeter", "平均周长"],
  ["mean area", "平均面积"],
  ["mean smoothness", "平均光滑度"],
  ["mean compactness", "平均致密度"],
  ["mean concavity", "平均凹度"],
  ["mean concave points", "平均凹点"],
  ["mean symmetry", "平均对称性"],
  ["mean fractal dimension", "平均分形维数"],
] as const;
/** The measurements of the shipped tables, in English and Chinese. */
export const features: readonly (readonly [en: string, zh: string])[] = [...irisFeatures, ...cancerFeatures];

/** Two choices of a feature for a data set that has more. */
function featureChoices(
  shape: string,
  features: readonly (readonly [en: string, zh: string])[],
  initial: readonly [string, string],
): Param[] {
  const options = features.map(([en, zh], k) => ({ value: String(k), label: { en, zh } }));
  const when = (values: Values): boolean =>
    onPlane(values) && values["shape"] === shape && values["plane"] === "columns";
  return [
    {
      kind: "choice",
      id: `${shape}X`,
      label: { en: "across", zh: "横轴" },
      options,
      initial: initial[0],
      group: group.data,
      when,
    },
    {
      kind: "choice",
      id: `${shape}Y`,
      label: { en: "up", zh: "纵轴" },
      options,
      initial: initial[1],
      group: group.data,
      when,
    },
  ];
}

export const dataParams: readonly Param[] = [
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
      ["ordered", "categories", "类别特征"],
      ["bundle", "bundles", "特征捆绑"],
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
    "which",
    { en: "A tree of", zh: "查看的树属于" },
    [
      ["xgboost", "XGBoost", "XGBoost 的树"],
      ["gradient", "gradient boosting", "梯度提升"],
      ["ada", "AdaBoost", "AdaBoost 自适应提升"],
      ["forest", "the forest", "森林"],
    ],
    {
      group: group.data,
      when: (values) => inLesson("split")(values) && values["task"] === "plane",
      help: {
        en: "It is the very tree of the other tab, with its rows and weights. A click on a tree there opens it here.",
        zh: "就是另一页中的那棵树，连同它的样本与权重。在那里单击一棵树即可在此打开。",
      },
    },
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
  choice(
    "plane",
    { en: "Plane of", zh: "平面取自" },
    [
      ["columns", "two features", "两个特征"],
      ["principal", "two principal components", "两个主成分"],
    ],
    {
      group: group.data,
      when: (values) => onPlane(values) && ["iris", "cancer", "own"].includes(String(values["shape"])),
      help: {
        en: "All features brought to the same spread, and the two directions in which the rows then differ most. The trees see these two numbers only.",
        zh: "先把所有特征缩放到同样的离散程度，再取样本差异最大的两个方向。树只看到这两个数。",
      },
    },
  ),
  ...featureChoices("iris", irisFeatures, ["0", "2"]),
  ...featureChoices("cancer", cancerFeatures, ["0", "7"]),
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
      en: "Columns of numbers and one of classes, from a CSV, NPY or JSON file, the selection or pasted text.",
      zh: "若干列数值与一列类别：CSV、NPY、JSON 文件，选中的文本，或粘贴的文本。",
    },
    roles: [
      { id: "x", label: { en: "first feature", zh: "第一个特征" }, kind: "number" },
      { id: "y", label: { en: "second feature", zh: "第二个特征" }, kind: "number" },
      { id: "class", label: { en: "class", zh: "类别" }, kind: "any" },
      {
        id: "more",
        label: { en: "more, for principal components", zh: "其余（用于主成分）" },
        kind: "number",
        many: true,
        optional: true,
      },
    ],
    maxRows: 3000,
    initial: "",
    when: (values) => onPlane(values) && values["shape"] === "own",
  },
  choice(
    "cases",
    { en: "Data", zh: "数据" },
    [
      ["noise", "categories drawn by chance", "随机抽取的类别"],
      ["book", "five rows of one category", "同一类别的五个样本"],
    ],
    { group: group.data, when: inLesson("ordered") },
  ),
  number("people", { en: "rows", zh: "样本数" }, [10, 300, 1, 60], {
    group: group.data,
    integer: true,
    when: isDrawnCases,
  }),
  number("kinds", { en: "categories", zh: "类别数" }, [1, 60, 1, 24], {
    group: group.data,
    integer: true,
    when: isDrawnCases,
  }),
  number("effect", { en: "what a category tells", zh: "类别的信息量" }, [0, 1, 0.05, 0], {
    group: group.data,
    when: isDrawnCases,
    help: {
      en: "At 0 a category says nothing of the label: whatever is learned from it is the leak.",
      zh: "为 0 时类别与标签无关：从中学到的一切都是泄漏。",
    },
  }),
  number("sparse", { en: "columns", zh: "列数" }, [4, 24, 1, 12], {
    group: group.data,
    integer: true,
    when: inLesson("bundle"),
  }),
  number("filled", { en: "share of a group's rows in use", zh: "每组有值的行比例" }, [0.2, 1, 0.05, 0.8], {
    group: group.data,
    when: inLesson("bundle"),
    help: {
      en: "Four columns make a group, such as the four values of a category: of those one is other than zero in a row.",
      zh: "四列为一组，如同一个类别特征的四个取值：每行其中一列非零。",
    },
  }),
  number("clash", { en: "chance of a value too many", zh: "多出一个值的概率" }, [0, 0.3, 0.01, 0.02], {
    group: group.data,
    when: inLesson("bundle"),
  }),
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
