import type { Challenge, Preset, Values } from "../demo";

const given = (M: readonly number[], b: readonly number[], start: readonly number[], rest: Values = {}): Values => ({
  source: "matrix",
  M,
  b,
  c: 0,
  start,
  rule: "own",
  stretch: false,
  measure: "energy",
  ...rest,
});

export const presets: readonly Preset[] = [
  {
    id: "shewchuk",
    label: { en: "Shewchuk's bowl", zh: "Shewchuk 的碗" },
    hint: {
      en: "Steepest descent turns a right angle at every step and keeps 49.9 % of the error each time; conjugate gradients are there after two steps. Why two?",
      zh: "最速下降每步转一个直角，误差每步剩 49.9%；共轭梯度两步就到。为什么是两步？",
    },
    values: given([3, 2, 2, 6], [2, -8], [-2, -2], { methods: "steepest,cg", inspect: "cg", steps: 40 }),
  },
  {
    id: "round",
    label: { en: "A round bowl", zh: "圆碗" },
    hint: {
      en: "With equal eigenvalues the gradient points at the centre: everybody needs one step. Now pull one axis a little.",
      zh: "特征值相等时梯度直指中心：大家都只要一步。试着把一条轴拉长一点。",
    },
    values: given([2, 0, 0, 2], [0, 0], [3, 2], {
      methods: "gd,steepest,cg",
      inspect: "steepest",
      step: 0.5,
      steps: 20,
    }),
  },
  {
    id: "valley",
    label: { en: "A long valley, κ = 50", zh: "狭长的山谷，κ = 50" },
    hint: {
      en: "The same methods, 50 times as steep across as along. Which of them still notice?",
      zh: "同样的方法，横向比纵向陡 50 倍。哪些方法会受影响？",
    },
    values: given([1, 0, 0, 50], [0, 0], [10, 1], {
      methods: "gd,steepest,momentum,cg",
      inspect: "steepest",
      rule: "best",
      steps: 120,
    }),
  },
  {
    id: "worst",
    label: { en: "The worst start", zh: "最坏的起点" },
    hint: {
      en: "From (κ, 1) steepest descent keeps exactly (κ − 1)/(κ + 1) of the error: the bound touches the curve.",
      zh: "从 (κ, 1) 出发，最速下降每步恰好剩 (κ − 1)/(κ + 1)：上界与曲线重合。",
    },
    values: given([1, 0, 0, 10], [0, 0], [10, 1], { methods: "steepest", inspect: "steepest", steps: 60 }),
  },
  {
    id: "too-long",
    label: { en: "A step too long", zh: "步长过大" },
    hint: {
      en: "α = 0.31 is beyond 2/λmax = 0.286. Which part of the error grows, and by how much a step?",
      zh: "α = 0.31 超过 2/λmax = 0.286。误差的哪个分量在增长，每步乘几？",
    },
    values: given([3, 2, 2, 6], [2, -8], [-2, -2], { methods: "gd", inspect: "gd", step: 0.31, steps: 40 }),
  },
  {
    id: "momentum",
    label: { en: "Momentum, tuned", zh: "调好的动量" },
    hint: {
      en: "Heavy ball and Nesterov with their best α and β against plain descent with its best α: √κ instead of κ.",
      zh: "重球与 Nesterov 用最优 α、β，对阵最优步长的梯度下降：√κ 对 κ。",
    },
    values: given([2, 1, 1, 30], [1, 1], [6, 4], {
      methods: "gd,momentum,nesterov",
      inspect: "momentum",
      rule: "best",
      steps: 100,
      tuned: "momentum",
    }),
  },
  {
    id: "saddle",
    label: { en: "A saddle", zh: "鞍点" },
    hint: {
      en: "Conjugate gradients meet a direction with d′Ad ≤ 0 and say so; Newton jumps onto the saddle without a word. Who is right?",
      zh: "共轭梯度碰到 d′Ad ≤ 0 的方向并报告；牛顿法一声不吭跳到鞍点。谁对？",
    },
    values: given([1, 0, 0, -1], [0, 0], [2, 0.5], { methods: "gd,newton,cg", inspect: "cg", step: 0.2, steps: 30 }),
  },
  {
    id: "trough",
    label: { en: "A trough: many minima", zh: "槽：无穷多个最小值点" },
    hint: {
      en: "A = [1 2; 2 4] is singular, and b lies in its range: a whole line of lowest points. Where each method ends depends on the start.",
      zh: "A = [1 2; 2 4] 奇异且 b 在其值域内：最低点是一整条直线。终点取决于起点。",
    },
    values: given([1, 2, 2, 4], [1, 2], [3, -2], { methods: "gd,steepest,cg", inspect: "cg", step: 0.3, steps: 30 }),
  },
  {
    id: "slide",
    label: { en: "A slide without a floor", zh: "没有底的滑梯" },
    hint: {
      en: "The same A, but b is not in its range: no minimum, though A has no negative eigenvalue.",
      zh: "同样的 A，但 b 不在其值域内：没有最小值，尽管 A 没有负特征值。",
    },
    values: given([1, 2, 2, 4], [1, 0], [0, 0], { methods: "gd,cg", inspect: "cg", step: 0.2, steps: 30 }),
  },
  {
    id: "dome",
    label: { en: "A dome", zh: "穹顶" },
    hint: {
      en: "Negative definite: the stationary point is the highest. Descent walks away from it; Newton walks up to it.",
      zh: "负定：驻点是最高点。下降法离它而去，牛顿法却爬上去。",
    },
    values: given([-2, 0.5, 0.5, -1], [0, 0], [0.4, 0.3], {
      methods: "gd,newton",
      inspect: "gd",
      step: 0.1,
      steps: 30,
    }),
  },
  {
    id: "unsymmetric",
    label: { en: "An unsymmetric matrix", zh: "不对称矩阵" },
    hint: {
      en: "M = [1 3; 1 4] and its symmetric part [1 2; 2 4] make the same f: only A is seen.",
      zh: "M = [1 3; 1 4] 与其对称部分 [1 2; 2 4] 给出同一个 f：看得见的只有 A。",
    },
    values: given([1, 3, 1, 4], [0, 0], [3, 1], { methods: "steepest", inspect: "steepest", steps: 20 }),
  },
  {
    id: "polynomial",
    label: { en: "A polynomial, taken apart", zh: "拆解多项式" },
    hint: {
      en: "x² + 2xy + 3y² − 4x + 5y + 1: coefficients, M, A, completed squares, minimum −13.125 at (4.25, −2.25).",
      zh: "x² + 2xy + 3y² − 4x + 5y + 1：系数、M、A、配方，最小值 −13.125 位于 (4.25, −2.25)。",
    },
    values: {
      source: "formula",
      formula: "x² + 2xy + 3y² − 4x + 5y + 1",
      start: [0, 2],
      methods: "steepest,cg",
      inspect: "cg",
      rule: "own",
      steps: 40,
    },
  },
  {
    id: "rosenbrock",
    label: { en: "Rosenbrock's banana", zh: "Rosenbrock 香蕉函数" },
    hint: {
      en: "No quadratic: the valley bends. Watch Newton leave the level line, and CG start afresh.",
      zh: "不是二次函数：山谷是弯的。看牛顿法跳离等值线，共轭梯度重新起步。",
    },
    values: {
      source: "formula",
      formula: "(1 − x)² + 10 (y − x²)²",
      start: [-1.2, 1],
      methods: "gd,steepest,adam,newton,cg",
      inspect: "newton",
      rule: "own",
      step: 0.01,
      adamStep: 0.2,
      steps: 200,
    },
  },
  {
    id: "clusters",
    label: { en: "60 variables, three clusters", zh: "60 个变量，三个簇" },
    hint: {
      en: "Only distinct eigenvalues count: three clusters, and three steps of CG do nearly everything. Look at the polynomial.",
      zh: "起作用的只是互异特征值：三个簇，三步共轭梯度几乎完成。看那个多项式。",
    },
    values: given([3, 2, 2, 6], [2, -8], [-2, -2], {
      methods: "steepest,cg",
      inspect: "cg",
      steps: 40,
      shape: "clusters",
      size: 60,
      condition: 100,
    }),
  },
  {
    id: "even",
    label: { en: "200 variables, evenly spread", zh: "200 个变量，均匀分布" },
    hint: {
      en: "κ = 1000 and no clusters: CG follows its Chebyshev bound. Then move two eigenvalues far out and see them cost two steps.",
      zh: "κ = 1000 且无簇：共轭梯度贴着切比雪夫上界走。再把两个特征值移远，看它们只多花两步。",
    },
    values: given([3, 2, 2, 6], [2, -8], [-2, -2], {
      methods: "steepest,cg",
      inspect: "cg",
      steps: 120,
      shape: "even",
      size: 200,
      condition: 1000,
    }),
  },
];

export const challenges: readonly Challenge[] = [
  {
    ask: {
      en: "Shewchuk's bowl from (−2, −2): how many steps do conjugate gradients need if you turn the axes with the mouse? Predict, then drag an axis.",
      zh: "Shewchuk 的碗，起点 (−2, −2)：用鼠标转动主轴，共轭梯度需要几步？先预测，再拖动轴。",
    },
    answer: {
      en: "Still two. Its polynomial of degree 2 can vanish on any two eigenvalues; if both become equal, one step is enough.",
      zh: "仍是两步。二次多项式可以在任意两个特征值上为零；若两者相等，一步就够。",
    },
    choices: [
      { en: "Still two", zh: "仍是两步" },
      { en: "More, the farther the axes are turned", zh: "轴转得越远，步数越多" },
      { en: "It depends on the start", zh: "取决于起点" },
    ],
    right: 0,
    values: presets[0]!.values,
  },
  {
    ask: {
      en: "Where must the start be for steepest descent to need a single step?",
      zh: "起点放在哪里，最速下降只要一步？",
    },
    answer: {
      en: "Anywhere on an axis of the ellipse: there the error is an eigenvector and the gradient points along it. Drag the start onto an axis.",
      zh: "放在椭圆的任一主轴上：那里误差是特征向量，梯度与它同向。把起点拖到轴上试试。",
    },
    choices: [
      { en: "Where the gradient is steepest", zh: "梯度最陡之处" },
      { en: "On an axis of the ellipse", zh: "椭圆的主轴上" },
      { en: "Nowhere but at the minimum", zh: "只有极小点本身" },
    ],
    right: 1,
    values: presets[2]!.values,
  },
  {
    ask: {
      en: "Two step sizes give gradient descent the same speed on λ = 2 and λ = 7. Which one converges?",
      zh: "对 λ = 2 与 λ = 7，使两个分量收缩同样快的步长是多少？它收敛吗？",
    },
    answer: {
      en: "|1 − 2α| = |1 − 7α| holds at α = 0, where nothing moves, and at α = 2/9, the best step, with factor 5/9.",
      zh: "|1 − 2α| = |1 − 7α| 在 α = 0（不动）与 α = 2/9 成立；后者是最优步长，因子 5/9。",
    },
    choices: [
      { en: "Only α = 0, where nothing moves", zh: "只有 α = 0，而它不动" },
      { en: "α = 1/2", zh: "α = 1/2" },
      { en: "α = 2/9", zh: "α = 2/9" },
    ],
    right: 2,
    values: presets[4]!.values,
  },
  {
    ask: {
      en: "On the saddle, start exactly on the x-axis. Does gradient descent find out that there is no minimum?",
      zh: "在鞍点例子中，把起点恰好放在 x 轴上。梯度下降会发现没有最小值吗？",
    },
    answer: {
      en: "No: on the axis the error has no part along the falling direction, and it walks calmly into the saddle. The smallest shift sends it off.",
      zh: "不会：在轴上误差没有下降方向的分量，它会平静地走进鞍点。稍一偏移就会滑走。",
    },
    choices: [
      { en: "Yes, the gradient tells it", zh: "会，梯度会告诉它" },
      { en: "No, it walks into the saddle", zh: "不会，它走进鞍点" },
      { en: "Only with a long enough step", zh: "步长足够大才会" },
    ],
    right: 1,
    values: { ...presets[6]!.values, start: [2, 0] },
  },
  {
    ask: {
      en: "Which is better for κ = 100 in many variables: an even spectrum of 10 eigenvalues, or a crowd of 200 near 1 with two outliers?",
      zh: "κ = 100 时哪种谱对共轭梯度更有利：10 个均匀分布的特征值，还是 200 个挤在 1 附近、外加两个离群值？",
    },
    answer: {
      en: "The crowd: after two steps the polynomial has put a zero on each outlier, and the rest looks like κ ≈ 2. κ alone tells little about CG.",
      zh: "一群加离群值：两步后多项式在每个离群值上有零点，其余部分的 κ 约为 2。只看 κ 说明不了共轭梯度的快慢。",
    },
    choices: [
      { en: "The even spectrum of 10", zh: "均匀的 10 个" },
      { en: "The crowd with two outliers", zh: "带两个离群值的一群" },
      { en: "No difference: κ is the same", zh: "没有差别：κ 相同" },
    ],
    right: 1,
    values: { ...presets[13]!.values, shape: "outliers", size: 200 },
  },
  {
    ask: {
      en: "Raise β of the heavy ball from 0 to 0.9 at a fixed α. Does the largest stable α grow or shrink?",
      zh: "固定 α，把重球的 β 从 0 提到 0.9。最大稳定步长变大还是变小？",
    },
    answer: {
      en: "It grows, from 2/λmax to 2(1 + β)/λmax: the coloured region of the tuning map leans to the right. Nesterov's leans to the left.",
      zh: "变大，从 2/λmax 变为 2(1 + β)/λmax：调参图的着色区域向右倾。Nesterov 的则向左倾。",
    },
    choices: [
      { en: "It grows", zh: "变大" },
      { en: "It shrinks", zh: "变小" },
      { en: "It stays 2/λmax", zh: "仍为 2/λmax" },
    ],
    right: 0,
    values: { ...presets[5]!.values, rule: "own", step: 0.05, beta: 0.5 },
  },
];
