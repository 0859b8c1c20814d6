import { inverseFft } from "../../core/num/fft";
import { chiSquareTest } from "../../core/num/goodness";
import { poissonMass } from "../../core/num/mass";
import { barbourHallBound, leCamBound, poissonDistance } from "../../core/walk/poisson";
import type { Text } from "../../words/text";
import type { Check, EmitTarget, Note, ParamNotice } from "../demo";
import { show, showTex } from "../number";
import type { Part } from "./part";
import { binomialAt, compute, crowdCounts, horseKicks, type RareModel, trialsAt } from "./rare-model";
import { countsScene, distanceScene, stairsScene } from "./rare-scenes";
import { waitScene } from "./rare-wait";

const POINTS = 256;

/** The coefficients of (1 + λ(z − 1)/n)ⁿ, read off from its values on the unit circle. */
function byCircle(lambda: number, n: number): Float64Array {
  const [re, im] = [new Float64Array(POINTS), new Float64Array(POINTS)];
  const p = lambda / n;
  for (let j = 0; j < POINTS; j++) {
    const angle = (-2 * Math.PI * j) / POINTS;
    const [x, y] = [1 - p + p * Math.cos(angle), p * Math.sin(angle)];
    const [size, turn] = [Math.hypot(x, y) ** n, n * Math.atan2(y, x)];
    re[j] = size * Math.cos(turn);
    im[j] = size * Math.sin(turn);
  }
  inverseFft(re, im);
  return re;
}

function checks(model: RareModel, step: number): Check[] {
  const { lambda } = model;
  const n = trialsAt(model, step);
  const law = binomialAt(lambda, n);
  const circle = byCircle(lambda, n);
  const k = Math.min(n, Math.floor(lambda));
  let distance = 0;
  let rest = 1;
  for (let i = 0; i <= Math.min(n, 400); i++) {
    const limit = poissonMass(i, lambda);
    distance += Math.abs(law[i] - limit) / 2;
    rest -= limit;
  }
  const counts = crowdCounts(model, n);
  const cells = Array.from({ length: Math.max(counts.length, 2) }, (_, i) => law[i] ?? 0);
  const seen = cells.map((_, i) => counts[i] ?? 0);
  return [
    {
      name: { en: `P(${k} successes)`, zh: `P(${k} 次成功)` },
      expected: circle[k],
      actual: law[k],
      tolerance: 1e-11,
      source: { en: "(1 + λ(z − 1)/n)ⁿ on 256 points of the circle", zh: "(1 + λ(z − 1)/n)ⁿ 在圆上 256 点的取值" },
    },
    {
      name: { en: "distance from the limit", zh: "与极限的距离" },
      expected: distance + Math.max(0, rest) / 2,
      actual: poissonDistance(n, lambda),
      tolerance: 1e-10,
      source: { en: "half the sum of all differences", zh: "所有差的绝对值之和的一半" },
    },
    {
      name: { en: "by how much the distance passes Barbour and Hall's bound", zh: "距离超出 Barbour–Hall 上界的量" },
      expected: 0,
      actual: Math.max(0, poissonDistance(n, lambda) - barbourHallBound(n, lambda)),
      tolerance: 1e-12,
      source: { en: "Barbour & Hall 1984", zh: "Barbour 与 Hall 1984" },
    },
    {
      name: { en: "the crowd has the binomial law (χ², p > 10⁻⁶)", zh: "人群服从二项分布（χ²，p > 10⁻⁶）" },
      expected: 0,
      actual: (chiSquareTest(seen, cells)?.p ?? 1) > 1e-6 ? 0 : 1,
      tolerance: 1e-6,
      source: { en: "simulation with seeded chance", zh: "有种子的模拟" },
    },
  ];
}

function notes(model: RareModel, step: number): Note[] {
  const { lambda } = model;
  const n = trialsAt(model, step);
  return [
    {
      id: "limit",
      tex: "\\Big(1+\\frac{\\lambda(z-1)}{n}\\Big)^{n}\\to e^{\\lambda(z-1)},\\qquad z=0:\\ \\slot{none}\\to\\slot{limit}",
      slots: { none: showTex((1 - lambda / n) ** n, 6), limit: showTex(Math.exp(-lambda), 6) },
      sentence: {
        en: "Each trial multiplies the generating function by 1 − p + pz. Many rare trials are an exponential, and its coefficients are Poisson's. (Poisson 1837)",
        zh: "每次试验把生成函数乘以 1 − p + pz。许多稀有试验合成指数函数，其系数就是泊松分布。（Poisson 1837）",
      },
    },
    {
      id: "bound",
      tex: "\\tfrac12\\sum_k|P_n(k)-P(k)|=\\slot{distance}\\le\\frac{1-e^{-\\lambda}}{\\lambda}\\sum p_i^2=\\slot{hall}\\le\\sum p_i^2=\\slot{cam}",
      slots: {
        distance: showTex(poissonDistance(n, lambda), 6),
        hall: showTex(barbourHallBound(n, lambda), 4),
        cam: showTex(leCamBound(n, lambda), 4),
      },
      sentence: {
        en: "Bounds that hold for every n, also when the chances differ. (Le Cam 1960; Barbour and Hall 1984)",
        zh: "对每个 n 都成立的上界，概率各不相同时也成立。（Le Cam 1960；Barbour 与 Hall 1984）",
      },
    },
  ];
}

function narrate(model: RareModel, step: number): Text {
  const { lambda, hasHorses } = model;
  const n = trialsAt(model, step);
  const horses: Text = hasHorses
    ? {
        en: ` In ${horseKicks[0]} of 200 corps-years no soldier was killed; the limit says ${show(200 * Math.exp(-lambda), 4)}.`,
        zh: `200 军年中有 ${horseKicks[0]} 年无人死亡；极限给出 ${show(200 * Math.exp(-lambda), 4)}。`,
      }
    : { en: "", zh: "" };
  return {
    en: `${n} trials of chance ${show(lambda / n)}: the law is ${show(poissonDistance(n, lambda))} from Poisson's.${horses.en}`,
    zh: `${n} 次概率 ${show(lambda / n)} 的试验：与泊松分布相距 ${show(poissonDistance(n, lambda))}。${horses.zh}`,
  };
}

function notices({ lambda, hasHorses }: RareModel): ParamNotice[] {
  if (!hasHorses || Math.abs(lambda - 0.61) < 0.005) return [];
  return [
    {
      param: "lambda",
      remark: { en: "The horses' mean is 0.61.", zh: "马踢数据的均值为 0.61。" },
      fixes: [{ title: { en: "Take 0.61", zh: "取 0.61" }, value: 0.61 }],
    },
  ];
}

function emit(model: RareModel, step: number, target: EmitTarget): string {
  const { lambda } = model;
  const n = trialsAt(model, step);
  if (target === "python")
    return [
      "from math import exp",
      "",
      `n, lam = ${n}, ${lambda}`,
      "p = lam / n",
      "binomial, poisson, distance = (1 - p) ** n, exp(-lam), 0.0",
      "for k in range(min(n, 400) + 1):",
      "    distance += max(0.0, binomial - poisson)",
      "    binomial *= (n - k) * p / ((k + 1) * (1 - p))",
      "    poisson *= lam / (k + 1)",
      'print("distance", distance, "bound", lam**2 / n)',
      'print("none", (1 - p) ** n, "limit", exp(-lam))',
      "",
    ].join("\n");
  if (target === "typescript")
    return [
      `const [n, lambda] = [${n}, ${lambda}];`,
      "const p = lambda / n;",
      "let [binomial, poisson, distance] = [(1 - p) ** n, Math.exp(-lambda), 0];",
      "for (let k = 0; k <= Math.min(n, 400); k++) {",
      "  distance += Math.max(0, binomial - poisson);",
      "  binomial *= ((n - k) * p) / ((k + 1) * (1 - p));",
      "  poisson *= lambda / (k + 1);",
      "}",
      "console.log({ distance, bound: lambda ** 2 / n, none: (1 - p) ** n, limit: Math.exp(-lambda) });",
      "",
    ].join("\n");
  // Its powers are written out exactly: of ten thousand they would fill pages.
  const few = Math.min(n, 100);
  return [
    `# the generating function of ${few} rare trials and its limit, at z`,
    `f(z) = (1 + ${lambda}*(z - 1)/${few})^${few}`,
    `g(z) = exp(${lambda}*(z - 1))`,
    "f(0)",
    "g(0)",
    "f'(1)",
    "",
  ].join("\n");
}

/** Rare events: the Poisson limit. */
export const rarePart: Part<RareModel> = {
  compute,
  steps: ({ trials }) => trials.length - 1,
  scenes: { successes: countsScene, stairs: stairsScene, distance: distanceScene, "first-wait": waitScene },
  checks,
  notes,
  narrate,
  notices,
  emit,
};
