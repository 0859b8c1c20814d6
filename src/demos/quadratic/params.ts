import type { Method } from "../../core/quadratic/methods";
import type { Ink } from "../../plot/scene";
import type { Text } from "../../words/text";
import type { Param, Values } from "../demo";
import { MOST_ROWS } from "./own";

interface Style {
  readonly ink: Ink;
  readonly dash: "solid" | "dashed" | "dotted";
  readonly shape: "circle" | "square" | "triangle" | "diamond" | "cross" | "ring";
}

/** The methods that race, in the order of their inks; each keeps its ink, dash and shape in every picture. */
export const racers = ["gd", "steepest", "momentum", "nesterov", "adam", "newton", "cg", "pcg", "jacobi"] as const;
export type Racer = (typeof racers)[number] & Method;

export const racerNames: { readonly [R in Racer]: Text } = {
  gd: { en: "gradient descent", zh: "梯度下降" },
  steepest: { en: "steepest descent", zh: "最速下降" },
  momentum: { en: "heavy ball", zh: "重球动量" },
  nesterov: { en: "Nesterov", zh: "Nesterov 加速" },
  adam: { en: "Adam", zh: "Adam" },
  newton: { en: "Newton", zh: "牛顿法" },
  cg: { en: "conjugate gradients", zh: "共轭梯度" },
  pcg: { en: "preconditioned CG", zh: "预条件共轭梯度" },
  jacobi: { en: "Jacobi", zh: "雅可比迭代" },
};

export const racerStyles: { readonly [R in Racer]: Style } = {
  gd: { ink: "series0", dash: "solid", shape: "circle" },
  steepest: { ink: "series1", dash: "solid", shape: "square" },
  momentum: { ink: "series2", dash: "solid", shape: "triangle" },
  nesterov: { ink: "series3", dash: "dashed", shape: "triangle" },
  adam: { ink: "series4", dash: "dotted", shape: "diamond" },
  newton: { ink: "series5", dash: "dashed", shape: "cross" },
  cg: { ink: "series6", dash: "solid", shape: "diamond" },
  pcg: { ink: "series7", dash: "dashed", shape: "ring" },
  jacobi: { ink: "text", dash: "dotted", shape: "square" },
};

/** The chosen methods, in the order of `racers`. */
export function chosenRacers(values: Values): Racer[] {
  const chosen = new Set(String(values["methods"]).split(","));
  return racers.filter((racer) => chosen.has(racer));
}

/** The headings of the controls. */
export const group = {
  form: { en: "Function", zh: "函数" },
  race: { en: "Methods", zh: "方法" },
  view: { en: "View", zh: "视图" },
  many: { en: "Many variables", zh: "多变量" },
} as const;

const isMatrix = (values: Values): boolean => values["source"] === "matrix";
/** The matrix and the vector also stand in a formula that names them. */
const names =
  (letter: RegExp) =>
  (values: Values): boolean =>
    isMatrix(values) || letter.test(String(values["formula"]));
const races =
  (...wanted: readonly Racer[]) =>
  (values: Values): boolean =>
    chosenRacers(values).some((racer) => wanted.includes(racer));
const ownSteps = (values: Values): boolean => values["rule"] === "own";

export const params: readonly Param[] = [
  {
    kind: "choice",
    id: "source",
    group: group.form,
    label: { en: "Given as", zh: "给定方式" },
    options: [
      { value: "matrix", label: { en: "matrix  ½x′Mx − b′x + c", zh: "矩阵  ½x′Mx − b′x + c" } },
      { value: "formula", label: { en: "formula in x and y", zh: "关于 x、y 的公式" } },
    ],
    initial: "matrix",
  },
  {
    kind: "matrix",
    id: "M",
    group: group.form,
    label: { en: "M", zh: "M" },
    help: {
      en: "It may be unsymmetric: only A = (M + M′)/2 counts.",
      zh: "可以不对称：起作用的只有 A = (M + M′)/2。",
    },
    rows: 2,
    columns: 2,
    initial: [3, 2, 2, 6],
    min: -200,
    max: 200,
    step: 0.1,
    when: names(/A/),
  },
  {
    kind: "matrix",
    id: "b",
    group: group.form,
    label: { en: "b", zh: "b" },
    rows: 2,
    columns: 1,
    initial: [2, -8],
    min: -1000,
    max: 1000,
    step: 0.1,
    when: names(/b/),
  },
  {
    kind: "number",
    id: "c",
    group: group.form,
    label: { en: "c", zh: "c" },
    min: -1000,
    max: 1000,
    step: 0.1,
    initial: 0,
    when: isMatrix,
  },
  {
    kind: "text",
    id: "formula",
    group: group.form,
    label: { en: "f(x, y) =", zh: "f(x, y) =" },
    help: {
      en: "Whatever the language reads: x² + 2xy, ½ x'Ax − b'x, log(1 + e^x) + y². Degree 2 is taken apart into M, A and b; anything else is raced as it is.",
      zh: "语言能读的都可以：x² + 2xy、½ x'Ax − b'x、log(1 + e^x) + y²。二次函数会被拆成 M、A 与 b；其他函数则直接参赛。",
    },
    initial: "x² + 2xy + 3y² − 4x + 5y + 1",
    maxLength: 200,
    when: (values) => values["source"] === "formula",
  },
  {
    kind: "matrix",
    id: "start",
    group: group.race,
    label: { en: "start x₀", zh: "起点 x₀" },
    rows: 1,
    columns: 2,
    initial: [-2, -2],
    min: -1000,
    max: 1000,
    step: 0.1,
  },
  {
    kind: "many",
    id: "methods",
    group: group.race,
    label: { en: "In the race", zh: "参赛方法" },
    options: racers.map((value) => ({ value, label: racerNames[value] })),
    initial: "steepest,cg",
  },
  {
    kind: "choice",
    id: "inspect",
    group: group.race,
    label: { en: "Look closely at", zh: "细看" },
    help: {
      en: "Its step is told in words; its residuals and directions fill the matrices.",
      zh: "用文字解说它的每一步，并以它的残差与方向填充矩阵图。",
    },
    options: racers.map((value) => ({ value, label: racerNames[value] })),
    initial: "cg",
  },
  {
    kind: "choice",
    id: "rule",
    group: group.race,
    label: { en: "Step size and momentum", zh: "步长与动量" },
    options: [
      { value: "own", label: { en: "as set below", zh: "按下面设定" } },
      { value: "best", label: { en: "the best for this A", zh: "对此 A 最优" } },
    ],
    initial: "own",
    when: races("gd", "momentum", "nesterov"),
  },
  {
    kind: "number",
    id: "step",
    group: group.race,
    label: { en: "step size α", zh: "步长 α" },
    min: 0.0001,
    max: 2,
    step: 0.0001,
    initial: 0.2,
    log: true,
    when: (values) => races("gd", "momentum", "nesterov")(values) && ownSteps(values),
  },
  {
    kind: "number",
    id: "beta",
    group: group.race,
    label: { en: "momentum β", zh: "动量 β" },
    min: 0,
    max: 0.999,
    step: 0.001,
    initial: 0.5,
    when: (values) => races("momentum", "nesterov")(values) && ownSteps(values),
  },
  {
    kind: "number",
    id: "adamStep",
    group: group.race,
    label: { en: "Adam's step size", zh: "Adam 的步长" },
    min: 0.001,
    max: 2,
    step: 0.001,
    initial: 0.3,
    log: true,
    when: races("adam"),
  },
  {
    kind: "number",
    id: "steps",
    group: group.race,
    label: { en: "at most this many steps", zh: "最多步数" },
    min: 1,
    max: 500,
    step: 1,
    integer: true,
    initial: 40,
    log: true,
  },
  {
    kind: "number",
    id: "tolerance",
    group: group.race,
    label: { en: "stop at ‖∇f‖/‖∇f₀‖", zh: "停止于 ‖∇f‖/‖∇f₀‖" },
    min: 1e-12,
    max: 0.1,
    step: 1e-12,
    initial: 1e-8,
    log: true,
  },
  {
    kind: "toggle",
    id: "stretch",
    group: group.view,
    label: { en: "Stretch: coordinates A^½ (x − x*)", zh: "拉伸：坐标 A^½ (x − x*)" },
    help: {
      en: "The ellipses become circles, and conjugate directions become perpendicular.",
      zh: "椭圆变成圆，共轭方向变成互相垂直。",
    },
    initial: false,
  },
  {
    kind: "choice",
    id: "measure",
    group: group.view,
    label: { en: "Error shown as", zh: "误差的量度" },
    options: [
      { value: "energy", label: { en: "A-norm of the error, relative", zh: "误差的 A-范数（相对）" } },
      { value: "value", label: { en: "f − f*", zh: "f − f*" } },
      { value: "gradient", label: { en: "gradient norm, relative", zh: "梯度范数（相对）" } },
    ],
    initial: "energy",
  },
  {
    kind: "choice",
    id: "tuned",
    group: group.view,
    label: { en: "Tuning map for", zh: "调参图对象" },
    options: [
      { value: "momentum", label: racerNames.momentum },
      { value: "nesterov", label: racerNames.nesterov },
    ],
    initial: "momentum",
  },
  {
    kind: "choice",
    id: "shape",
    group: group.many,
    label: { en: "Eigenvalues", zh: "特征值" },
    options: [
      { value: "own", label: { en: "drawn below", zh: "在下面绘制" } },
      { value: "even", label: { en: "evenly spread", zh: "均匀分布" } },
      { value: "geometric", label: { en: "evenly in the logarithm", zh: "对数均匀" } },
      { value: "clusters", label: { en: "three clusters", zh: "三个簇" } },
      { value: "outliers", label: { en: "a crowd and two outliers", zh: "一群加两个离群值" } },
      { value: "springs", label: { en: "a chain of springs, tridiag(−1, 2, −1)", zh: "弹簧链 tridiag(−1, 2, −1)" } },
      { value: "file", label: { en: "those of your own matrix", zh: "自己的矩阵的特征值" } },
    ],
    initial: "own",
  },
  {
    kind: "spectrum",
    id: "spectrum",
    group: group.many,
    label: { en: "λ₁ … λₙ", zh: "λ₁ … λₙ" },
    initial: [1, 2, 3, 4, 5, 6, 7, 8],
    min: 0.01,
    max: 100,
    maxLength: 200,
    when: (values) => values["shape"] === "own",
  },
  {
    kind: "number",
    id: "size",
    group: group.many,
    label: { en: "n", zh: "n" },
    min: 2,
    max: 200,
    step: 1,
    integer: true,
    initial: 40,
    when: (values) => values["shape"] !== "own" && values["shape"] !== "file",
  },
  {
    kind: "data",
    id: "matrix",
    group: group.many,
    label: { en: "Your own A", zh: "自己的 A" },
    help: {
      en: "A square table of numbers. Of one that is not symmetric, (M + M′)/2 is used.",
      zh: "方形数值表。若不对称，则取 (M + M′)/2。",
    },
    roles: [{ id: "columns", label: { en: "columns of A", zh: "A 的各列" }, kind: "number", many: true }],
    maxRows: MOST_ROWS,
    initial: "",
    when: (values) => values["shape"] === "file",
  },
  {
    kind: "number",
    id: "condition",
    group: group.many,
    label: { en: "κ = λmax/λmin", zh: "κ = λmax/λmin" },
    min: 1,
    max: 10000,
    step: 0.1,
    initial: 100,
    log: true,
    when: (values) => !["own", "file", "springs"].includes(String(values["shape"])),
  },
];
