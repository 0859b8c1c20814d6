import type { Challenge, Preset, Values } from "../demo";

const at = (formula: string, point: readonly number[], w: readonly number[], rest: Values = {}): Values => ({
  formula,
  point,
  how: "vector",
  w,
  normalise: true,
  sides: "two",
  play: "turn",
  constrained: false,
  fill: true,
  ...rest,
});

export const presets: readonly Preset[] = [
  {
    id: "golden",
    label: { en: "The textbook: x² + y² at (1, 2)", zh: "课本例子：x² + y² 在 (1, 2)" },
    hint: {
      en: "Along (3, 4) the slope is 22/5 = 4.4. Switch the normalising off: 22. Which is a slope?",
      zh: "沿 (3, 4) 的坡度是 22/5 = 4.4。关掉归一化得 22。哪个才是坡度？",
    },
    values: at("x² + y²", [1, 2], [3, 4]),
  },
  {
    id: "wave",
    label: { en: "sin(x) eʸ", zh: "sin(x) eʸ" },
    hint: {
      en: "Let h shrink: the forward error falls by 10 a decade, the central one by 100, until rounding takes over.",
      zh: "让 h 变小：向前差商误差每个十倍降 10 倍，中心差商降 100 倍，直到舍入误差占上风。",
    },
    values: at("sin(x) e^y", [0.5, 0.3], [3, 4], { play: "shrink", h: 1 }),
  },
  {
    id: "saddle",
    label: { en: "A saddle", zh: "马鞍面" },
    hint: {
      en: "At the saddle point the gradient is zero: the polar circle shrinks to a point. Drag P away and watch it grow.",
      zh: "鞍点处梯度为零：极坐标圆缩成一点。把 P 拖开，看它长大。",
    },
    values: at("x² − y²", [0, 0], [1, 1]),
  },
  {
    id: "monkey",
    label: { en: "The monkey saddle", zh: "猴鞍面" },
    hint: {
      en: "x³ − 3xy²: three ways up and three down, though gradient and Hessian both vanish at the centre.",
      zh: "x³ − 3xy²：三条上坡三条下坡，中心处梯度与黑塞矩阵却都为零。",
    },
    values: at("x³ − 3xy²", [0.6, 0.4], [1, 0]),
  },
  {
    id: "ridge",
    label: { en: "A ridge to climb", zh: "登上山脊" },
    hint: {
      en: "The path of steepest ascent crosses every level line at a right angle; it is not the straight way to the top.",
      zh: "最速上升路径垂直穿过每条等值线；它不是通往山顶的直线。",
    },
    values: at("exp(−x² − 4(y − x²/4)²) + x/8", [-1.6, 1.4], [1, 0], { play: "climb" }),
  },
  {
    id: "descent",
    label: { en: "Gradient descent in a valley", zh: "山谷里的梯度下降" },
    hint: {
      en: "−∇f with a fixed step zig-zags across the valley: the link to Bowl, valley, saddle.",
      zh: "固定步长沿 −∇f 在谷里来回折返：通向“碗、谷与鞍”。",
    },
    values: at("x²/2 + 4y²", [2, 1], [1, 0], { play: "descend", walkStep: 0.22 }),
  },
  {
    id: "corner",
    label: { en: "xy/(x² + y²): two slopes only", zh: "xy/(x² + y²)：只有偏导数" },
    hint: {
      en: "Both partial derivatives at 0 are 0, yet no other direction has a slope, and f jumps. The gradient formula would say 0 everywhere.",
      zh: "原点处两个偏导数都是 0，其他方向却没有方向导数，函数还不连续。梯度公式会说处处为 0。",
    },
    values: at("xy/(x² + y²)", [0, 0], [1, 1]),
  },
  {
    id: "lobes",
    label: { en: "x²y/(x² + y²): lobes, no circle", zh: "x²y/(x² + y²)：是花瓣不是圆" },
    hint: {
      en: "Every slope exists and equals cos²θ sin θ; the gradient is 0. The polar plot is no circle, so ∇f·u fails.",
      zh: "每个方向导数都存在，等于 cos²θ sin θ；梯度为 0。极坐标图不是圆，所以 ∇f·u 不成立。",
    },
    values: at("x²y/(x² + y²)", [0, 0], [1, 1]),
  },
  {
    id: "parabola",
    label: { en: "x²y/(x⁴ + y²): the hidden jump", zh: "x²y/(x⁴ + y²)：隐藏的间断" },
    hint: {
      en: "Along every straight line all is well, but on y = x² the function stays at 1/2 up to the origin.",
      zh: "沿每条直线都正常，但在 y = x² 上函数直到原点都等于 1/2。",
    },
    values: at("x²y/(x⁴ + y²)", [0, 0], [1, 1], { radius: 0.2 }),
  },
  {
    id: "cone",
    label: { en: "The tip of a cone", zh: "圆锥的尖" },
    hint: {
      en: "One-sided, the slope is 1 in every direction; two-sided, there is none. Textbooks disagree on which to take.",
      zh: "单侧极限下各方向导数都是 1；双侧极限则不存在。各教材取法不同。",
    },
    values: at("sqrt(x² + y²)", [0, 0], [1, 1], { sides: "one" }),
  },
  {
    id: "diamond",
    label: { en: "|x| + |y|", zh: "|x| + |y|" },
    hint: {
      en: "Kinks along both axes. Zoom in with the microscope: the level lines stay bent at every magnification.",
      zh: "两条坐标轴上都是折痕。用显微镜放大：无论放大多少，等值线都是折的。",
    },
    values: at("|x| + |y|", [0, 0], [2, 1], { sides: "one" }),
  },
  {
    id: "lagrange",
    label: { en: "Highest point on a circle", zh: "圆上的最高点" },
    hint: {
      en: "Drag P round the circle: where f is highest, the gradient stands perpendicular to it.",
      zh: "沿圆拖动 P：f 最大处梯度垂直于圆。",
    },
    values: at("x y + x", [1.5, 1], [1, 0], { constrained: true, centre: [0, 0], circle: 2 }),
  },
  {
    id: "slices",
    label: { en: "Four variables, sliced", zh: "四个变量的切片" },
    hint: {
      en: "In the slice P looks like the bottom of a bowl. Open “More variables”: the gradient points out of the plane. Show z and w instead.",
      zh: "在切片里 P 像是碗底。打开“更多变量”：梯度指向平面之外。改为显示 z 与 w 看看。",
    },
    values: at("x² + 2y² + z − w² + x z w", [1, 2], [1, 0], { place: [0, 0, 0.5, 0.5, 0, 0] }),
  },
];

export const challenges: readonly Challenge[] = [
  {
    ask: {
      en: "At (1, 2) on x² + y²: in which two directions is the slope exactly 4?",
      zh: "x² + y² 在 (1, 2)：哪两个方向的坡度恰好是 4？",
    },
    answer: {
      en: "Along (0, 1), and along its mirror image in the gradient, (4/5, 3/5): 2·4/5 + 4·3/5 = 4. A line cuts the polar circle twice.",
      zh: "沿 (0, 1)，以及它关于梯度的镜像 (4/5, 3/5)：2·4/5 + 4·3/5 = 4。",
    },
    choices: [
      { en: "Only along (0, 1)", zh: "只有 (0, 1)" },
      { en: "Along (0, 1) and (1, 0)", zh: "(0, 1) 与 (1, 0)" },
      { en: "Along (0, 1) and (4/5, 3/5)", zh: "(0, 1) 与 (4/5, 3/5)" },
    ],
    right: 2,
    values: presets[0]!.values,
  },
  {
    ask: {
      en: "Turn the normalising off and double w. What happens to the number, and what to the hill?",
      zh: "关掉归一化并把 w 加倍。数值怎么变，山又怎么变？",
    },
    answer: {
      en: "The number doubles, from 22 to 44; the hill is the same. Only a unit vector gives a slope.",
      zh: "数值从 22 变为 44，山没有变。只有单位向量给出坡度。",
    },
    choices: [
      { en: "The number doubles, the hill stays", zh: "数值加倍，山不变" },
      { en: "Both double", zh: "两者都加倍" },
      { en: "Neither changes", zh: "两者都不变" },
    ],
    right: 0,
    values: { ...presets[0]!.values, normalise: false },
  },
  {
    ask: {
      en: "Which h gives the best central difference: 10⁻³, 10⁻⁵, 10⁻⁸ or 10⁻¹²? Predict, then look at the V.",
      zh: "中心差商取哪个 h 最准：10⁻³、10⁻⁵、10⁻⁸ 还是 10⁻¹²？先猜，再看 V 形曲线。",
    },
    answer: {
      en: "About 10⁻⁵, the cube root of the rounding error: there h² and ε/h are equally small. The forward quotient prefers 10⁻⁸.",
      zh: "约 10⁻⁵，即舍入误差的立方根：此时 h² 与 ε/h 一样小。向前差商则偏好 10⁻⁸。",
    },
    choices: [
      { en: "10⁻³", zh: "10⁻³" },
      { en: "10⁻⁵", zh: "10⁻⁵" },
      { en: "10⁻⁸", zh: "10⁻⁸" },
      { en: "10⁻¹²", zh: "10⁻¹²" },
    ],
    right: 1,
    values: presets[1]!.values,
  },
  {
    ask: {
      en: "All slopes of x²y/(x² + y²) exist at the origin. Does that make it differentiable?",
      zh: "x²y/(x² + y²) 在原点的方向导数全都存在。它因此可微吗？",
    },
    answer: {
      en: "No. They would have to be a cosine of the angle to one vector, a circle in the polar plot; these are lobes.",
      zh: "不。它们必须是与某个向量夹角的余弦倍数，即极坐标图中的圆；这里却是花瓣。",
    },
    choices: [
      { en: "Yes", zh: "可微" },
      { en: "No", zh: "不可微" },
    ],
    right: 1,
    values: presets[7]!.values,
  },
  {
    ask: {
      en: "Is a function continuous if it has a slope in every direction?",
      zh: "若每个方向都有方向导数，函数一定连续吗？",
    },
    answer: {
      en: "No: x²y/(x⁴ + y²) jumps along the parabola y = x². Straight lines don't see it.",
      zh: "不一定：x²y/(x⁴ + y²) 沿抛物线 y = x² 不连续，直线看不到它。",
    },
    choices: [
      { en: "Yes", zh: "一定" },
      { en: "No", zh: "不一定" },
    ],
    right: 1,
    values: presets[8]!.values,
  },
  {
    ask: {
      en: "At the highest point on the circle, what is the slope along the circle?",
      zh: "在圆上的最高点处，沿圆周方向的坡度是多少？",
    },
    answer: {
      en: "Zero. If it were not, one step along the circle would lead higher; so ∇f has only the part across: ∇f = λ∇g.",
      zh: "零。否则沿圆走一步就更高；所以 ∇f 只剩垂直于圆的分量：∇f = λ∇g。",
    },
    choices: [
      { en: "The length of the gradient", zh: "梯度的长度" },
      { en: "Zero", zh: "零" },
      { en: "It depends on the constraint", zh: "取决于约束" },
    ],
    right: 1,
    values: presets[11]!.values,
  },
  {
    ask: {
      en: "Four variables: in the plane of x and y, P is nearly the bottom of a bowl. Is P near a minimum of f?",
      zh: "四个变量：在 x、y 平面里，P 几乎是碗底。P 靠近 f 的极小点吗？",
    },
    answer: {
      en: "No: ∂f/∂z = 1 and ∂f/∂w = −1, which no arrow in this plane can show. A slice shows two entries of the gradient out of four.",
      zh: "不：∂f/∂z = 1，∂f/∂w = −1，这个平面里的箭头无法表示。切片只显示梯度四个分量中的两个。",
    },
    choices: [
      { en: "Yes", zh: "靠近" },
      { en: "No", zh: "不靠近" },
      { en: "It depends on how far one zooms in", zh: "取决于放大多少" },
    ],
    right: 1,
    values: presets[12]!.values,
  },
];
