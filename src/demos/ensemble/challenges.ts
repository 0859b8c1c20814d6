import type { Challenge } from "../demo";
import { presets } from "./presets";

const valuesOf = (id: string) => presets.find((preset) => preset.id === id)!.values;
const pick = (en: string, zh: string) => ({ en, zh });

export const challenges: readonly Challenge[] = [
  {
    ask: pick(
      "Voters who are wrong in 55 % of cases: does a jury of 101 of them do better than one?",
      "每人错误率 55%：101 人的陪审团会比一个人好吗？",
    ),
    choices: [pick("better", "更好"), pick("the same", "一样"), pick("much worse", "糟得多")],
    right: 2,
    answer: pick(
      "Much worse: the majority is wrong in 84.4 % of cases. A vote amplifies what the single voter leans to, right or wrong.",
      "糟得多：多数的错误率是 84.4%。表决放大个体的倾向，不论对错。",
    ),
    values: { ...valuesOf("jury"), epsilon: 0.55, voters: 101 },
  },
  {
    ask: pick(
      "A correlation of 0.3 between voters of ε = 0.35: to what does the error fall for ever more voters?",
      "ε = 0.35，相关系数 0.3：投票者无限增多时，错误率降到多少？",
    ),
    choices: [pick("to 0", "0"), pick("to 0.105", "0.105"), pick("to 0.35", "0.35")],
    right: 1,
    answer: pick(
      "To ρ ε = 0.105: with chance ρ all say the same, and then the crowd is one voter.",
      "降到 ρ ε = 0.105：以概率 ρ 大家异口同声，那时人群只是一个人。",
    ),
    values: valuesOf("herd"),
  },
  {
    ask: pick(
      "A bag drawn from 60 rows: how many rows does a tree not see?",
      "从 60 个样本中有放回抽 60 次：一棵树看不到多少个？",
    ),
    choices: [pick("about 12", "约 12"), pick("about 22", "约 22"), pick("about 30", "约 30")],
    right: 1,
    answer: pick(
      "60 (1 − 1/60)⁶⁰ = 21.9, near 60/e. Count the hollow points of some trees.",
      "60 (1 − 1/60)⁶⁰ = 21.9，接近 60/e。数数几棵树的空心点。",
    ),
    values: valuesOf("bags"),
  },
  {
    ask: pick(
      "XOR and AdaBoost with stumps: how often is it wrong on the test after 100 rounds?",
      "异或数据上用树桩的 AdaBoost：100 轮后测试错误率约为多少？",
    ),
    choices: [
      pick("hardly ever", "几乎为零"),
      pick("about one in four", "约四分之一"),
      pick("about one in two", "约二分之一"),
    ],
    right: 2,
    answer: pick(
      "About one in two, no better than a coin: a sum f(x₁) + g(x₂) of functions of one coordinate each can't have the sign of x₁x₂; it only learns some rows by heart. Depth 2 can: set it.",
      "约二分之一，和抛硬币一样：f(x₁) + g(x₂) 这样的和不可能与 x₁x₂ 同号，只能死记一些样本。深度 2 就可以：试试。",
    ),
    values: { ...valuesOf("stumps"), shape: "xor", scatter: 0, trees: 100 },
  },
  {
    ask: pick(
      "Boosting with 16 % of the labels flipped: what does the training error do in the end, and the test error?",
      "标签翻转 16% 时继续提升：训练误差与测试误差最后怎样？",
    ),
    choices: [
      pick("both fall", "都下降"),
      pick("training falls, test rises", "训练下降，测试上升"),
      pick("both stay", "都不变"),
    ],
    right: 1,
    answer: pick(
      "The rows whose labels are wrong get all the weight, and the sum bends to them: the training error goes to 0, and the test error rises above its best.",
      "标签错误的样本拿走全部权重，和函数为它们弯折：训练误差趋于 0，测试误差却高出它的最低点。",
    ),
    values: valuesOf("noise"),
  },
  {
    ask: pick(
      "The early-stopping game: 60 rounds of depth 3 on breast cancer. Where is the test error at the end?",
      "早停游戏：乳腺癌数据上 60 轮、深度 3 的提升。结束时测试误差在哪里？",
    ),
    choices: [pick("at its lowest", "在最低点"), pick("above its lowest", "高于最低点")],
    right: 1,
    answer: pick(
      "Above: after some rounds the test error only wavers and creeps up, while the training error still falls. The dotted rule marks the best round, the dashed one where patience ends.",
      "高于：几轮之后测试误差只是摆动并缓缓上升，训练误差却仍在下降。点线标出最优轮，虚线标出耐心用尽处。",
    ),
    values: valuesOf("cancer"),
  },
  {
    ask: pick(
      "Four ages, λ = 1: the first cut gains 33.33. Which γ takes it back?",
      "四个年龄，λ = 1：第一刀增益 33.33。多大的 γ 会把它收回？",
    ),
    choices: [pick("any γ > 0", "任何 γ > 0"), pick("γ above 33.33", "γ 大于 33.33"), pick("none", "都不会")],
    right: 1,
    answer: pick(
      "The first γ above 33.33: gain − γ must stay positive. With λ = 0 the gain is 50.",
      "γ 大于 33.33：增益减 γ 必须为正。λ = 0 时增益是 50。",
    ),
    values: { ...valuesOf("ages"), weak: 1 },
  },
  {
    ask: pick(
      "Sixty categories drawn by chance for 120 rows, each told by the mean label of its rows: how often is a stump on that mean wrong on the rows it was fitted to?",
      "120 个样本随机分到 60 个类别，每类用其样本标签的均值代替：以此均值为特征的树桩在训练样本上错多少？",
    ),
    choices: [pick("about half", "约一半"), pick("about a quarter", "约四分之一"), pick("never", "从不错")],
    right: 1,
    answer: pick(
      "About a quarter, though on fresh rows it is wrong on half: a category of two rows gives their labels away. The ordered statistic knows only the rows before, and stays near 43 %.",
      "约四分之一，而在新样本上错一半：只有两个样本的类别泄露了标签。有序统计只知道先到的样本，停在 43% 附近。",
    ),
    values: { ...valuesOf("rare"), people: 120, kinds: 60 },
  },
  {
    ask: pick(
      "GOSS shows each round only a fifth of the rows. What happens to the test error?",
      "GOSS 每轮只看五分之一的样本。测试误差会怎样？",
    ),
    choices: [pick("it doubles", "翻倍"), pick("it hardly changes", "几乎不变"), pick("it falls to 0", "降到 0")],
    right: 1,
    answer: pick(
      "Hardly: the rows left out are those with small gradients, which had little to say; the drawn ones of them count nine times. Set the rows to all and compare.",
      "几乎不变：被略去的是梯度小、没什么可学的样本；抽到的那些各按九倍计。改回全部样本比较一下。",
    ),
    values: valuesOf("goss"),
    opens: "end",
  },
  {
    ask: pick(
      "Three columns carry the signal or a copy of it, one is pure noise. Which measure gives noise the largest share?",
      "三列带有信号或其副本，一列是纯噪声。哪种度量给噪声的份额最大？",
    ),
    choices: [pick("impurity", "不纯度"), pick("permutation", "置换"), pick("they agree", "它们一致")],
    right: 0,
    answer: pick(
      "Impurity: deep trees split on noise to get the last training rows right, and count that as merit. On fresh rows shuffling it costs nothing.",
      "不纯度：深树靠噪声把最后几个训练样本分对，还算作功劳。在新样本上打乱它毫无损失。",
    ),
    values: valuesOf("variance"),
  },
];
