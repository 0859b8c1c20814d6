import { trySolve } from "../../core/num/factor";
import { zScore } from "../../core/num/goodness";
import { ruinDuration, ruinProbability } from "../../core/walk/ruin";
import type { Text } from "../../words/text";
import type { Check, EmitTarget, Note } from "../demo";
import { memo } from "../memo";
import { inRange, show, showTex } from "../number";
import type { Part } from "./part";
import { compute, courseOf, courseScene, gameScene, type RuinModel, riskScene } from "./ruin-scenes";

/** Risk and duration as the solution of their difference equations, by elimination. */
function direct({ i, N, p }: RuinModel, constant: number, atRuin: number): number {
  const m = N - 1;
  const A = new Float64Array(m * m);
  const b = new Float64Array(m).fill(constant);
  for (let k = 0; k < m; k++) {
    A[k * m + k] = 1;
    if (k > 0) A[k * m + k - 1] = p - 1;
    if (k < m - 1) A[k * m + k + 1] = -p;
  }
  b[0] += (1 - p) * atRuin;
  return trySolve(A, b)?.[i - 1] ?? Number.NaN;
}

/** The mean duration from the law of each game up to T, and the closed form from where that law stands. */
function followed(model: RuinModel): number {
  const { T, N, p } = model;
  const { ruined, won, law } = courseOf(model);
  let mean = 0;
  for (let t = 0; t < T; t++) mean += 1 - ruined[t] - won[t];
  for (let k = 1; k < N; k++) mean += law[k] * ruinDuration({ i: k, N, p });
  return mean;
}

function checks(model: RuinModel): Check[] {
  const { T } = model;
  const course = courseOf(model);
  return [
    {
      name: { en: "P(ruin)", zh: "P(破产)" },
      expected: memo(model, "risk", () => direct(model, 0, 1)),
      actual: ruinProbability(model),
      tolerance: 1e-9,
      source: { en: "h = ph₊ + qh₋ solved by elimination", zh: "消元求解 h = ph₊ + qh₋" },
    },
    {
      name: { en: "mean number of games", zh: "平均局数" },
      expected: memo(model, "wait", () => direct(model, 1, 0)),
      actual: ruinDuration(model),
      tolerance: 1e-8,
      source: { en: "d = 1 + pd₊ + qd₋ solved by elimination", zh: "消元求解 d = 1 + pd₊ + qd₋" },
    },
    {
      name: { en: "ruined, won or still playing, together", zh: "破产、全赢与仍在玩之和" },
      expected: 1,
      actual: course.ruined[T] + course.won[T] + course.law.subarray(1, model.N).reduce((a, b) => a + b, 0),
      tolerance: 1e-11,
      source: { en: "it is a law", zh: "它是概率分布" },
    },
    {
      name: { en: "mean number of games, by the law followed", zh: "由逐局分布得到的平均局数" },
      // Σ P(still playing after game t); beyond T what is left plays on from where the law stands.
      expected: ruinDuration(model),
      actual: memo(model, "followed", () => followed(model)),
      tolerance: 1e-8,
      source: { en: "closed form", zh: "闭式" },
    },
  ];
}

function notes(model: RuinModel): Note[] {
  const { i, N, p, walkers, ruinedAtLast, games } = model;
  const risk = ruinProbability(model);
  const isFair = p === 0.5;
  return [
    {
      id: "risk",
      tex: isFair
        ? "P(\\text{ruin})=1-\\tfrac{\\slot{i}}{\\slot{N}}=\\slot{value}"
        : "P(\\text{ruin})=\\frac{(q/p)^{\\slot{i}}-(q/p)^{\\slot{N}}}{1-(q/p)^{\\slot{N}}}=\\slot{value},\\qquad q/p=\\slot{ratio}",
      slots: { i: String(i), N: String(N), value: showTex(risk, 9), ratio: showTex((1 - p) / p, 5) },
      sentence: {
        en: "A small lean, repeated until the end, decides: at roulette, p = 18/38, doubling ten coins fails three times out of four. (Pascal 1656; de Moivre 1711)",
        zh: "微小的偏斜反复到底就决定成败：轮盘上 p = 18/38，想把十枚翻倍，四次有三次失败。（Pascal 1656；de Moivre 1711）",
      },
    },
    {
      id: "wait",
      tex: isFair
        ? "E\\,T=\\slot{i}\\,(\\slot{N}-\\slot{i})=\\slot{value}"
        : "E\\,T=\\frac{\\slot{i}}{q-p}-\\frac{\\slot{N}}{q-p}\\cdot\\frac{1-(q/p)^{\\slot{i}}}{1-(q/p)^{\\slot{N}}}=\\slot{value}",
      slots: { i: String(i), N: String(N), value: showTex(ruinDuration(model), 8) },
      sentence: {
        en: `The crowd played ${show(games / walkers)} games on average.`,
        zh: `人群平均玩了 ${show(games / walkers)} 局。`,
      },
    },
    {
      id: "z",
      tex: "z=\\frac{\\slot{hits}-M P}{\\sqrt{M P(1-P)}}=\\slot{z},\\qquad M=\\slot{M}",
      slots: { hits: String(ruinedAtLast), M: String(walkers), z: showTex(zScore(ruinedAtLast, walkers, risk), 3) },
      sentence: {
        en: "How many deviations the count of the ruined is off; beyond ±3 it would be strange.",
        zh: "破产人数偏离了几个标准差；超过 ±3 才算奇怪。",
      },
    },
  ];
}

function narrate(model: RuinModel, step: number): Text {
  const { i, N, walkers, ruined, won, paths } = model;
  const course = courseOf(model);
  const first = paths[0];
  const coins = first[Math.min(step, first.length - 1)];
  if (step === 0)
    return {
      en: `${walkers} gamblers begin with ${i} of ${N} coins. In the end ${show(ruinProbability(model))} of them will be ruined, after ${show(ruinDuration(model))} games on average.`,
      zh: `${walkers} 位赌徒从 ${N} 枚中的 ${i} 枚开始。最终 ${show(ruinProbability(model))} 会破产，平均 ${show(ruinDuration(model))} 局。`,
    };
  return {
    en: `Game ${step}: the first gambler has ${coins} of ${N}. ${show((100 * ruined[step]) / walkers, 3)} % of the crowd are ruined (exactly ${show(100 * course.ruined[step], 3)} %), ${show((100 * won[step]) / walkers, 3)} % have won all (${show(100 * course.won[step], 3)} %).`,
    zh: `第 ${step} 局：第一位赌徒有 ${coins}/${N}。人群中 ${show((100 * ruined[step]) / walkers, 3)}% 破产（精确 ${show(100 * course.ruined[step], 3)}%），${show((100 * won[step]) / walkers, 3)}% 全赢（${show(100 * course.won[step], 3)}%）。`,
  };
}

function emit({ i, N, p }: RuinModel, _step: number, target: EmitTarget): string {
  if (target === "python")
    return [
      "import numpy as np",
      "",
      `i, N, p = ${i}, ${N}, ${p}`,
      "A = np.eye(N + 1)",
      "for k in range(1, N):",
      "    A[k, k + 1], A[k, k - 1] = -p, p - 1",
      "risk = np.linalg.solve(A, np.r_[1.0, np.zeros(N)])",
      "games = np.linalg.solve(A, np.r_[0.0, np.ones(N - 1), 0.0])",
      'print("ruin", float(risk[i]))',
      'print("games", float(games[i]))',
      "",
    ].join("\n");
  if (target === "typescript")
    return [
      `const [i, N, p] = [${i}, ${N}, ${p}];`,
      "const L = Math.log((1 - p) / p);",
      "const won = L === 0 ? i / N : Math.expm1(i * L) / Math.expm1(N * L);",
      "const games = L === 0 ? i * (N - i) : (i - N * won) / (1 - 2 * p);",
      "console.log({ ruin: 1 - won, games });",
      "",
    ].join("\n");
  return p === 0.5
    ? [
        "# a fair game: ruin and mean number of games",
        `f(i) = 1 - i/${N}`,
        `g(i) = i*(${N} - i)`,
        `f(${i})`,
        `g(${i})`,
        "",
      ].join("\n")
    : [
        "# the risk of ruin from i coins",
        `r = (1 - ${p})/${p}`,
        `f(i) = (r^i - r^${N})/(1 - r^${N})`,
        `g(i) = i/(1 - 2*${p}) - ${N}/(1 - 2*${p})*(1 - r^i)/(1 - r^${N})`,
        `f(${i})`,
        `g(${i})`,
        "",
      ].join("\n");
}

/** The gambler’s ruin. */
export const ruinPart: Part<RuinModel> = {
  compute,
  steps: ({ T }) => T,
  scenes: { game: gameScene, risk: riskScene, course: courseScene },
  checks,
  notes,
  narrate,
  notices: ({ notices }) => notices,
  drag: ({ N }, values, _handle, x) => ({ ...values, stake: inRange(Math.round(x), 1, Math.min(99, N - 1), 1, 1) }),
  emit,
};
