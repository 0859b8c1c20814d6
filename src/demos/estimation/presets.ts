import type { Preset } from "../demo";
import samples from "./samples.json";

const pairs = ({ x, y }: { readonly x: readonly number[]; readonly y: readonly number[] }): number[] =>
  x.flatMap((v, i) => [v, y[i]!]);
const line = (values: readonly number[]): number[] => values.flatMap((v) => [v, 0]);

export const presets: readonly Preset[] = [
  {
    id: "seven",
    label: { en: "Seven heads in ten", zh: "十次七正" },
    hint: {
      en: "A flat prior: MAP and MLE are both 0.7, the mean is 2/3. Pull the prior's handles and watch the three part.",
      zh: "平坦先验：MAP 与 MLE 都是 0.7，均值为 2/3。拖动先验的手柄，看三者如何分开。",
    },
    values: { subject: "coin" },
  },
  {
    id: "onebyone",
    label: { en: "A hidden coin, toss by toss", zh: "隐藏的硬币，逐次抛" },
    hint: {
      en: "Play. After how many tosses would you bet? Then reveal the truth among the controls.",
      zh: "播放。抛多少次后你才敢下注？然后在控件中揭晓真值。",
    },
    values: { subject: "coin", source: "hidden", n: 80, pace: "one", a: 2, b: 2 },
  },
  {
    id: "variance",
    label: { en: "0.1: deviation or variance?", zh: "0.1：标准差还是方差？" },
    hint: {
      en: "Prior N(0.5, 0.1): with 0.1 as standard deviation the MAP is 0.5577, as variance 0.6635. Texts print one and name the other.",
      zh: "先验 N(0.5, 0.1)：0.1 作标准差时 MAP 为 0.5577，作方差时为 0.6635。许多文章写的是一个，算的是另一个。",
    },
    values: { subject: "coin", prior: "normal" },
  },
  {
    id: "three",
    label: { en: "Which of three coins?", zh: "三枚硬币中的哪一枚？" },
    hint: {
      en: "Chances 1/4, 1/2, 3/4, four heads of five: the weights are 3, 32 and 81 of 116.",
      zh: "概率 1/4、1/2、3/4，五次四正：权重为 116 分之 3、32、81。",
    },
    values: { subject: "coin", prior: "points", n: 5, k: 4 },
  },
  {
    id: "ushape",
    label: { en: "U-shaped: no single MAP", zh: "U 形：没有唯一的 MAP" },
    hint: {
      en: "Shapes below 1 and no data: two poles, and a highest-density region in two pieces. The MAP formula would give the bottom of the U.",
      zh: "形状小于 1 且无数据：两个极点，最高密度区间分成两段。MAP 公式给出的反而是 U 的底。",
    },
    values: { subject: "coin", a: 0.5, b: 0.5, n: 0, k: 0, interval: "hdi", level: 0.8 },
  },
  {
    id: "odds",
    label: { en: "The MAP that moves", zh: "会移动的 MAP" },
    hint: {
      en: "The same belief on the log-odds: the MAP is now at ln(8/4), which is θ = 2/3, not 0.7. MLE and quantiles stay.",
      zh: "同一信念换成对数几率：MAP 在 ln(8/4)，即 θ = 2/3，而非 0.7。MLE 与分位数不变。",
    },
    values: { subject: "coin", scale: "odds", interval: "hdi" },
  },
  {
    id: "placenta",
    label: { en: "437 girls of 980 births", zh: "980 次分娩中 437 个女孩" },
    hint: {
      en: "Placenta previa: is the share below 0.485? The posterior says yes with probability 0.9928; drag the value asked about. It is nearly normal.",
      zh: "前置胎盘：比例低于 0.485 吗？后验概率 0.9928；拖动所问的值。它几乎是正态的。",
    },
    values: { subject: "coin", n: 980, k: 437, limit: true, ask: true, at: 0.485 },
  },
  {
    id: "risk",
    label: { en: "Who guesses best?", zh: "谁猜得最准？" },
    hint: {
      en: "Exact errors over θ. The Bayes estimate wins near its prior's mean and loses near the ends; minimax is flat.",
      zh: "对 θ 的精确误差。贝叶斯估计在先验均值附近胜出，在两端落败；极小化极大是平的。",
    },
    tab: "risk",
    values: { subject: "coin", a: 2, b: 2, at: 0.3 },
  },
  {
    id: "wald",
    label: { en: "95 % that are not", zh: "名不副实的 95%" },
    hint: {
      en: "Wald's interval at 20 tosses: play the experiments, then drag θ to an end. Choose Wilson or a credible interval instead.",
      zh: "20 次抛掷的 Wald 区间：播放实验，再把 θ 拖到一端。换成 Wilson 或可信区间试试。",
    },
    opens: "end",
    values: { subject: "coverage", at: 0.1 },
  },
  {
    id: "calibrated",
    label: { en: "Is the sampler right?", zh: "采样器对吗？" },
    hint: {
      en: "Someone counts each toss twice. No single answer looks wrong, but the ranks of the truth heap up at the ends. Try the other mistakes.",
      zh: "有人把每次抛掷算了两遍。单看一个答案毫无破绽，但真值的秩堆在两端。试试其他错误。",
    },
    opens: "end",
    values: { subject: "calibration", answer: "twice", a: 2, b: 3 },
  },
  {
    id: "sticky",
    label: { en: "A chain that sticks", zh: "粘滞的链" },
    hint: {
      en: "The sampler is right, yet the ranks are not flat: neighbouring states are alike. Keep one state of 30 and look again.",
      zh: "采样器没错，秩却不平：相邻状态太相似。每 30 步取一个再看。",
    },
    opens: "end",
    values: { subject: "calibration", answer: "chain", a: 2, b: 3 },
  },
  {
    id: "newcomb",
    label: { en: "Newcomb's light", zh: "纽科姆测光速" },
    hint: {
      en: "66 times, two of them far off: the mean 26.21 is pulled down by them. Compare with Student's t under Likelihood.",
      zh: "66 次测量，两次离得很远：均值 26.21 被它们拉低。与“似然”中的学生 t 比较。",
    },
    opens: "end",
    values: { subject: "normal", normalSource: "newcomb", sigma: 10.75, m0: 20, t0: 10, pace: "one", limit: true },
  },
  {
    id: "sigmaToo",
    label: { en: "σ unknown as well", zh: "σ 也未知" },
    hint: {
      en: "Newcomb's 66 times under a flat prior: the t interval [23.57, 28.85]. See the data one by one: how much wider is t than “as if σ were known”?",
      zh: "平坦先验下纽科姆的 66 次测量：t 区间 [23.57, 28.85]。逐个看数据：t 比“把 σ 当作已知”宽多少？",
    },
    opens: "end",
    values: { subject: "both", normalSource: "newcomb", pace: "one" },
  },
  {
    id: "asthma",
    label: { en: "Three deaths: a high rate?", zh: "三例死亡：率高吗？" },
    hint: {
      en: "The MLE 1.5 is shrunk to 6/7 by a prior with mean 0.6; P(λ < 1) = 0.70. Ten such years would say 0.07.",
      zh: "MLE 1.5 被均值 0.6 的先验收缩到 6/7；P(λ < 1) = 0.70。十年这样的数据会说 0.07。",
    },
    values: { subject: "counts", countsSource: "asthma", ask: true, asked: 1 },
  },
  {
    id: "waits",
    label: { en: "Waiting for the bus", zh: "等公交车" },
    hint: {
      en: "Exponential waits with a hidden rate: the prediction has a longer tail than any exponential law.",
      zh: "速率未知的指数等待：预测的尾巴比任何指数分布都长。",
    },
    opens: "end",
    values: { subject: "waits", shape: 2, rate: 1, pace: "one", size: 30 },
  },
  {
    id: "tanks",
    label: { en: "How many tanks?", zh: "有多少辆坦克？" },
    hint: {
      en: "Four serial numbers, the largest 60: MLE 60, unbiased 74, Bayes mean 88.5 ± 50. The MLE is the one value that is surely too small.",
      zh: "四个编号，最大 60：MLE 60，无偏估计 74，贝叶斯均值 88.5 ± 50。MLE 恰是几乎必然偏小的那个值。",
    },
    values: { subject: "maximum", maximumSource: "tanks", scale0: 1, shape0: 0.5 },
  },
  {
    id: "newton",
    label: { en: "Newton against the gradient", zh: "牛顿对梯度" },
    hint: {
      en: "Step on: Newton doubles its digits near the top, the gradient crawls. Drag the start far up: Newton runs away, until you let it halve its steps.",
      zh: "逐步播放：牛顿法近峰处位数翻倍，梯度法爬行。把起点拖高：牛顿法跑掉，除非允许步长减半。",
    },
    values: { subject: "likelihood", careful: false },
  },
  {
    id: "robust",
    label: { en: "Student's t and two outliers", zh: "学生 t 与两个离群值" },
    hint: {
      en: "With 4 degrees of freedom two wild data hardly count. Make the family normal and see the centre jump.",
      zh: "自由度为 4 时，两个离谱的数据几乎不起作用。换成正态，看中心跳走。",
    },
    values: {
      subject: "likelihood",
      lfamily: "student",
      sample: line([2.8, 2.6, 3.3, 2.4, 3.4, -4.4, 2.7, 1.6, 4, -0.2, 2.9, 2.2, 2.4, 2.1, 2.5, 3]),
      start: [1.5, 1.5],
      climbers: "newton,scoring",
      careful: true,
      null: 2,
    },
  },
  {
    id: "coinTests",
    label: { en: "Three tests, three answers", zh: "三种检验，三个答案" },
    hint: {
      en: "Seven ones of ten, is θ a half? Height, distance and slope measure the same gap differently. Drag the tested value.",
      zh: "十个中七个 1，θ 是 ½ 吗？高度、距离与斜率以不同方式度量同一差距。拖动被检验的值。",
    },
    values: {
      subject: "likelihood",
      lfamily: "bernoulli",
      sample: line([1, 1, 0, 1, 1, 0, 1, 1, 0, 1]),
      start: [0.25, 1],
      null: 0.5,
      climbRate: 0.005,
    },
  },
  {
    id: "spike",
    label: { en: "A likelihood without a top", zh: "没有顶的似然" },
    hint: {
      en: "Half N(0, 1), half N(μ, σ): start on a datum and σ shrinks for ever, the likelihood growing without bound.",
      zh: "一半 N(0, 1)，一半 N(μ, σ)：从某个数据出发，σ 不断缩小，似然无限增大。",
    },
    values: {
      subject: "likelihood",
      lfamily: "mixture",
      sample: line([-1.2, -0.4, 0.1, 0.7, 1.9]),
      start: [0.7, 0.08],
      climbers: "scoring",
      careful: true,
      null: 0,
    },
  },
  {
    id: "separation",
    label: { en: "Separated answers", zh: "可分的答案" },
    hint: {
      en: "One x parts zeros from ones: the curve steepens for ever. Drag one answer across and a top appears.",
      zh: "一个 x 就把 0 与 1 分开：曲线越来越陡。把一个答案拖到另一边，顶就出现了。",
    },
    values: {
      subject: "likelihood",
      lfamily: "logistic",
      sample: [-3, 0, -2, 0, -1.2, 0, -0.6, 0, 0.7, 1, 1.1, 1, 2.2, 1, 3, 1],
      start: [0, 0.2],
      climbers: "gradient,newton",
      climbRate: 0.1,
      careful: true,
      null: 0,
    },
  },
  {
    id: "smoothing",
    label: { en: "Naive Bayes, smoothed", zh: "朴素贝叶斯与平滑" },
    hint: {
      en: "Li Hang's table, x = (2, S): 1/15 against 1/45. With λ = 1: 28/459 against 5/153. Put in a word never seen.",
      zh: "李航书中的表，x = (2, S)：1/15 对 1/45。λ = 1 时 28/459 对 5/153。放入一个未见过的取值。",
    },
    values: { subject: "words" },
  },
  {
    id: "anscombe",
    label: { en: "Anscombe I: ridge is MAP", zh: "安斯库姆 I：岭回归即 MAP" },
    hint: {
      en: "λ = 10 pulls the slope from 0.5001 to 0.4584: a normal prior around 0. Drag a point; drag the prior's width.",
      zh: "λ = 10 把斜率从 0.5001 拉到 0.4584：以 0 为中心的正态先验。拖动一个点；拖动先验的宽度。",
    },
    values: { subject: "line" },
  },
  {
    id: "lasso",
    label: { en: "Lasso on a bent set", zh: "弯曲数据上的套索" },
    hint: {
      en: "Anscombe II with six powers: lasso sets slopes to exactly zero, one after the other, as λ grows. Ridge never does.",
      zh: "安斯库姆 II 配六次多项式：λ 增大时，套索把系数一个接一个恰好置零。岭回归从不如此。",
    },
    values: { subject: "line", points: pairs(samples.anscombe.sets.II), degree: 6, penalty: "lasso", lambda: 0.02 },
  },
  {
    id: "banana",
    label: { en: "The banana", zh: "香蕉" },
    hint: {
      en: "A curved ridge: Laplace's ellipse misses the arms. Metropolis crawls along them, Hamiltonian paths swing through. Compare the effective sizes.",
      zh: "弯曲的山脊：拉普拉斯椭圆漏掉两臂。Metropolis 沿臂爬行，哈密顿路径荡过去。比较有效样本量。",
    },
    opens: "end",
    values: { subject: "density" },
  },
  {
    id: "twohills",
    label: { en: "Two hills, chains apart", zh: "两座山，链各一方" },
    hint: {
      en: "Two tops far apart: each chain stays on its own, and R̂ says so. Laplace knows one of them only.",
      zh: "两个相距很远的峰：每条链各守一座，R̂ 会告诉你。拉普拉斯只知道其中一个。",
    },
    opens: "end",
    values: {
      subject: "density",
      formula: "log(exp(-((x - 2)^2 + y^2) * 4) + exp(-((x + 2)^2 + y^2) * 4))",
      yRange: [-3, 3],
      sampler: "metropolis",
      tuned: false,
      stepSize: 0.25,
      draws: 600,
    },
  },
  {
    id: "ridge",
    label: { en: "Only x + y is known", zh: "只知道 x + y" },
    hint: {
      en: "A flat ridge: no data can tell x from y. The control says along which direction nothing is known; a prior would decide.",
      zh: "平坦的山脊：数据分不开 x 与 y。控件会说明沿哪个方向一无所知；这要由先验决定。",
    },
    opens: "end",
    values: {
      subject: "density",
      formula: "-(x + y - 1)^2 * 3",
      xRange: [-3, 3],
      yRange: [-3, 3],
      sampler: "metropolis",
      draws: 1200,
    },
  },
  {
    id: "skewed",
    label: { en: "One dimension, exactly", zh: "一维，精确" },
    hint: {
      en: "Seven heads in ten on the log-odds, typed as a formula: exact, Laplace and draws on one axis.",
      zh: "十次七正，写成对数几率上的公式：精确、拉普拉斯与抽样同在一轴。",
    },
    opens: "end",
    values: { subject: "density", formula: "8x - 12 log(1 + exp(x))", dimension: "1", xRange: [-4, 6], draws: 1200 },
  },
];
