import type { Challenge, Preset, Values } from "../demo";
import { sixPoints } from "./clouds";

const search = (rest: Values): Values => ({ subject: "search", story: "search", type: "nearest", ...rest });
const six = search({
  data: "six",
  rule: "variance",
  threshold: "median",
  store: "nodes",
  leaf: 1,
  bound: "plane",
  order: "stack",
  k: 1,
  epsilon: 0,
  metric: "L2",
});
const many = (rest: Values): Values =>
  search({
    rule: "sliding",
    store: "leaves",
    leaf: 8,
    bound: "gap",
    order: "stack",
    k: 1,
    epsilon: 0,
    metric: "L2",
    ...rest,
  });

export const presets: readonly Preset[] = [
  {
    id: "backtrack",
    label: { en: "Turn back", zh: "必须回头" },
    hint: {
      en: "q = (2, 4.5) falls into the cell of (4, 7), but its nearest point is (2, 3). Step until the search crosses the cut y = 4.",
      zh: "q = (2, 4.5) 落在 (4, 7) 的格子里，最近点却是 (2, 3)。逐步看搜索如何越过切分 y = 4。",
    },
    values: { ...six, query: [2, 4.5] },
  },
  {
    id: "prune",
    label: { en: "Two prunings", zh: "两次剪枝" },
    hint: {
      en: "q = (2.1, 3.1) is 0.14 from (2, 3). Both far sides are farther than that: half of the tree is never seen.",
      zh: "q = (2.1, 3.1) 距 (2, 3) 仅 0.14。两侧都比这更远：半棵树从未看过。",
    },
    values: { ...six, query: [2.1, 3.1] },
  },
  {
    id: "bins",
    label: { en: "Best bin first", zh: "最优格优先" },
    hint: {
      en: "A queue in place of the stack: the nearest cell is opened next, wherever it is. Give it a budget and see what it misses.",
      zh: "用队列代替栈：下一个打开的总是最近的格子。给它预算，看它漏掉什么。",
    },
    values: many({ data: "clusters", n: 300, query: [5, 5], order: "queue", leaves: 3, bound: "cell", k: 5 }),
  },
  {
    id: "build",
    label: { en: "Build it", zh: "一刀一刀建树" },
    hint: {
      en: "Play the building. Then change the split axis: which rule leaves slivers, which keeps cells fat?",
      zh: "播放建树。然后更换切分轴：哪条规则留下细条，哪条保持格子方正？",
    },
    values: search({
      story: "build",
      data: "clusters",
      n: 120,
      rule: "spread",
      threshold: "median",
      store: "leaves",
      leaf: 4,
    }),
  },
  {
    id: "hundred",
    label: { en: "100,000 points", zh: "十万个点" },
    hint: {
      en: "Drag the query: of 100,000 points only a handful are compared. The check above compares them all, each time.",
      zh: "拖动查询点：十万个点中只比较寥寥几个。上方的检查则每次比较全部。",
    },
    values: many({ data: "uniform", n: 100_000, query: [6, 4] }),
  },
  {
    id: "ring",
    label: { en: "The ring", zh: "圆环" },
    hint: {
      en: "Every point of the ring is equally far from its middle: nothing can be pruned. Move q a little aside.",
      zh: "圆环上每个点到中心一样远：什么都剪不掉。把 q 稍微挪开。",
    },
    values: many({ data: "ring", n: 200, query: [5, 5], leaf: 2 }),
  },
  {
    id: "radius",
    label: { en: "Radius", zh: "半径查询" },
    hint: {
      en: "Cells inside the circle are taken whole, cells outside are pruned; only the rim has to be compared.",
      zh: "圆内的格子整体取走，圆外的剪去；只有边缘需要逐点比较。",
    },
    values: many({ data: "uniform", n: 2000, type: "radius", radius: 2.5, closed: true, query: [5, 5] }),
  },
  {
    id: "partial",
    label: { en: "One coordinate: √n", zh: "只知一个坐标：√n" },
    hint: {
      en: "255 points, cut in turn: with x given exactly 2√256 − 2 = 30 nodes are visited, with y 3√256 − 3 = 45.",
      zh: "255 个点轮流切分：给定 x 恰好访问 2√256 − 2 = 30 个节点，给定 y 为 3√256 − 3 = 45。",
    },
    values: search({
      data: "uniform",
      n: 255,
      rule: "cyclic",
      threshold: "median",
      store: "nodes",
      leaf: 1,
      type: "partial",
      given: "x",
      query: [4.3, 5.1],
    }),
  },
  {
    id: "slivers",
    label: { en: "Slivers", zh: "细条" },
    hint: {
      en: "Cut where the variance is greatest, and every cell becomes a sliver across the empty middle where q stands. Try the sliding midpoint.",
      zh: "按最大方差切分，每个格子都成为横贯空旷中部的细条，而 q 正站在那里。试试滑动中点。",
    },
    values: many({
      data: "far",
      n: 400,
      rule: "variance",
      threshold: "median",
      leaf: 4,
      query: [4.8, 5],
      bound: "cell",
    }),
  },
  {
    id: "hand",
    label: { en: "By hand", zh: "自己放置" },
    hint: {
      en: "Click to add a point, drag it, Delete removes it. Can you place six points so that all of them must be compared?",
      zh: "单击添加点，拖动移动，Delete 删除。能否放六个点，使它们都必须比较？",
    },
    values: { ...six, data: "hand", points: [...sixPoints], query: [6, 3], k: 2 },
  },
  {
    id: "curse",
    label: { en: "High dimension", zh: "高维" },
    hint: {
      en: "The share of points compared climbs from 0.2 % in the plane towards all of them. Then let the points lie on a sheet.",
      zh: "被比较的比例从平面的 0.2 % 一路升向全部。再让点落在一张薄片上。",
    },
    values: { subject: "high", many: 4000, budget: 50, shape: "cube" },
  },
  {
    id: "descriptors",
    label: { en: "Descriptors", zh: "描述子" },
    hint: {
      en: "Move the ratio: where do wrong matches start to come in? Then limit the candidates and add trees.",
      zh: "移动比值：错误匹配从哪里开始混入？再限制候选数并增加树。",
    },
    values: { subject: "match", ratio: 0.8, count: 300, noise: 0.03, outliers: 0.4, candidates: 0, trees: 4 },
  },
  {
    id: "moons",
    label: { en: "Two moons", zh: "双月" },
    hint: {
      en: "k = 1 follows every point; raise k until the border is smooth, and on until the moons are gone.",
      zh: "k = 1 追随每个点；增大 k 直到边界光滑，再大则双月消失。",
    },
    values: { subject: "regions", data: "moons", n: 200, k: 1, metric: "L2", query: [5, 5] },
  },
  {
    id: "iris",
    label: { en: "Iris petals", zh: "鸢尾花瓣" },
    hint: {
      en: "150 flowers measured by Anderson, made famous by Fisher (1936). Which k tells the two that overlap apart best?",
      zh: "Anderson 测量、Fisher（1936）使之闻名的 150 朵花。哪个 k 最能分开重叠的两类？",
    },
    values: { subject: "regions", data: "iris", k: 5, metric: "L2", query: [4.9, 1.65] },
  },
  {
    id: "rivals",
    label: { en: "Four trees", zh: "四种树" },
    hint: {
      en: "Balls, shells and random cuts against axis cuts: who is best in the plane, who in 16 dimensions, who on a sheet?",
      zh: "球、壳、随机切分对坐标轴切分：平面上谁最好，16 维谁最好，薄片上呢？",
    },
    values: { subject: "rivals", many: 2000, shape: "cube", data: "uniform", n: 2000 },
  },
];

export const challenges: readonly Challenge[] = [
  {
    ask: {
      en: "q = (2, 4.5) lies in the cell of (4, 7). Can the search stop there?",
      zh: "q = (2, 4.5) 位于 (4, 7) 的格子里。搜索可以就此停止吗？",
    },
    values: { ...six, query: [2, 4.5] },
    choices: [
      { en: "Yes, the cell’s point is the nearest", zh: "可以，格子里的点最近" },
      { en: "No, the cut is nearer than the point", zh: "不可以，切分面比该点更近" },
      { en: "No, all six must be compared", zh: "不可以，六个点都要比较" },
    ],
    right: 1,
    answer: {
      en: "(4, 7) is 3.20 away but the cut y = 4 only 0.5: a nearer point may hide behind it, and (2, 3) does, at 1.5. Two of the six are pruned.",
      zh: "(4, 7) 距离 3.20，而切分 y = 4 只有 0.5：后面可能藏着更近的点，确实有 (2, 3)，距离 1.5。六个点中剪去两个。",
    },
  },
  {
    ask: {
      en: "Where must q stand so that no cell of the ring can be pruned?",
      zh: "q 站在哪里，圆环的格子一个也剪不掉？",
    },
    values: many({ data: "ring", n: 200, query: [8, 5], leaf: 2 }),
    choices: [
      { en: "On the ring", zh: "在圆环上" },
      { en: "In its middle", zh: "在圆心" },
      { en: "Far outside", zh: "在远处" },
    ],
    right: 1,
    answer: {
      en: "In the middle all 200 points are at the same distance 4, so nearly every cell reaches into the circle. A tree helps only where distances differ.",
      zh: "在圆心，200 个点的距离都是 4，几乎每个格子都伸进圆内。只有距离有差别，树才有用。",
    },
  },
  {
    ask: {
      en: "From 1,000 to 100,000 uniform points: how much longer is the search for the nearest?",
      zh: "均匀点从 1000 增加到 100000：最近邻搜索要多看多少点？",
    },
    values: many({ data: "uniform", n: 1000, query: [6, 4] }),
    choices: [
      { en: "100 times as many points compared", zh: "比较的点多 100 倍" },
      { en: "10 times", zh: "多 10 倍" },
      { en: "About as many", zh: "差不多一样多" },
    ],
    right: 2,
    answer: {
      en: "Compared points do not grow with n (Friedman, Bentley and Finkel 1977); only the way down gets log₂ 100 ≈ 7 nodes longer.",
      zh: "被比较的点数不随 n 增长（Friedman、Bentley 与 Finkel 1977）；只是下降的路长了 log₂ 100 ≈ 7 个节点。",
    },
  },
  {
    ask: {
      en: "In how many dimensions does an exact search over 4,000 uniform points compare half of them?",
      zh: "对 4000 个均匀点，精确搜索在多少维时要比较其中一半？",
    },
    values: { subject: "high", many: 4000, budget: 50, shape: "cube" },
    choices: [
      { en: "about 5", zh: "约 5 维" },
      { en: "about 14", zh: "约 14 维" },
      { en: "about 100", zh: "约 100 维" },
    ],
    right: 1,
    answer: {
      en: "About a quarter at 12, half at 14, nearly all at 20. The number of points would have to grow like 2ᵈ to keep up.",
      zh: "12 维约四分之一，14 维一半，20 维几乎全部。点数要按 2ᵈ 增长才跟得上。",
    },
  },
  {
    ask: {
      en: "The same 20 dimensions, but the points lie on a two-dimensional sheet. What happens?",
      zh: "同样 20 维，但点都在一张二维薄片上。会怎样？",
    },
    values: { subject: "high", many: 4000, budget: 50, shape: "sheet" },
    choices: [
      { en: "The curse stays: 20 is 20", zh: "诅咒依旧：20 维就是 20 维" },
      { en: "It is nearly gone", zh: "诅咒几乎消失" },
    ],
    right: 1,
    answer: {
      en: "What counts is the dimension of the data, not of the space: a few cuts sort a sheet as well as the plane. Real descriptors lie in between.",
      zh: "重要的是数据的维数，而不是空间的维数：薄片与平面一样容易切分。真实描述子介于两者之间。",
    },
  },
  {
    ask: {
      en: "A descriptor without a partner still has a nearest one. Which test throws such matches out?",
      zh: "没有对应者的描述子也有最近者。哪种检验能排除这类匹配？",
    },
    values: { subject: "match", ratio: 1, count: 300, noise: 0.03, outliers: 0.6, candidates: 0, trees: 4 },
    choices: [
      { en: "A limit on the distance d₁ alone", zh: "只限制距离 d₁" },
      { en: "A limit on d₁/d₂", zh: "限制 d₁/d₂" },
    ],
    right: 1,
    answer: {
      en: "A stranger’s nearest and second nearest are equally bad, so its ratio is near 1. Move the ratio to 0.8 and watch the precision rise.",
      zh: "不相干者的最近与次近同样差，比值接近 1。把比值移到 0.8，看精确率上升。",
    },
  },
  {
    ask: {
      en: "Two noisy moons: which k is wrong least often when each point is judged by the others?",
      zh: "两个带噪声的月牙：每个点由其他点判断时，哪个 k 出错最少？",
    },
    values: { subject: "regions", data: "moons", n: 200, k: 1, metric: "L2", query: [5, 5] },
    choices: [
      { en: "k = 1", zh: "k = 1" },
      { en: "some k in between", zh: "中间的某个 k" },
      { en: "k = 50", zh: "k = 50" },
    ],
    right: 1,
    answer: {
      en: "k = 1 learns the noise (variance), k = 50 blurs the moons (bias); the curve on the right is lowest between.",
      zh: "k = 1 学到噪声（方差），k = 50 抹平月牙（偏差）；右侧曲线在中间最低。",
    },
  },
];
