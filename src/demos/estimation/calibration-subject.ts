import { answeredLaw } from "../../core/estimation/calibration";
import { betaLaw } from "../../core/estimation/continuous";
import { density } from "../../core/estimation/distribution";
import { chiSquareTest } from "../../core/num/goodness";
import { betaInverse } from "../../core/num/incomplete-beta";
import { logBinomialMass } from "../../core/num/mass";
import { simpson } from "../../core/num/quadrature";
import type { Locale, Text } from "../../words/text";
import type { Check, Note, ParamNotice } from "../demo";
import { show, showTex } from "../number";
import { answerNames } from "./answers";
import { type CalibrationModel, computeCalibration, doneAt, exactRanks, lastStep, rankCounts } from "./calibration";
import { emitCalibration } from "./calibration-emit";
import { driftScene, experimentScene, ranksScene } from "./calibration-scenes";
import { pTex, pText, verdictAt } from "./calibration-verdict";
import type { Subject } from "./subject";

function checks(model: CalibrationModel): Check[] {
  const { setting, ranked } = model;
  const exact = exactRanks(model);
  const out: Check[] = [
    {
      name: { en: "mean of θ* against the prior's, in standard errors", zh: "θ* 的均值与先验均值之差（标准误）" },
      expected: 0,
      actual: Math.abs(meanOff(model)) < 4.5 ? 0 : 1,
      tolerance: 1e-6,
      source: { en: "a/(a + b)", zh: "a/(a + b)" },
    },
  ];
  if (!exact) return out;
  const lowest = lowestRank(model);
  out.push({
    name: { en: "probability of rank 0", zh: "秩为 0 的概率" },
    expected: lowest,
    actual: exact[0]!,
    tolerance: 2e-4,
    source: { en: "Simpson's rule over θ*", zh: "对 θ* 用辛普森法则" },
  });
  if (setting.answer === "right") {
    out.push({
      name: { en: "largest distance of a rank's probability from 1/(L + 1)", zh: "各秩的概率与 1/(L + 1) 的最大差" },
      expected: 0,
      actual: Math.max(...exact.map((p) => Math.abs(p - 1 / exact.length))),
      tolerance: 1e-4,
      source: { en: "Talts et al. 2018, theorem 1", zh: "Talts 等 2018，定理 1" },
    });
  }
  out.push({
    name: { en: "simulated ranks have their exact law (χ², p > 10⁻⁶)", zh: "模拟的秩服从其精确分布（χ²，p > 10⁻⁶）" },
    expected: 0,
    actual: (chiSquareTest(rankCounts(model, ranked.length), exact)?.p ?? 1) > 1e-6 ? 0 : 1,
    tolerance: 1e-6,
    source: { en: "simulation with seeded chance", zh: "有种子的模拟" },
  });
  return out;
}

function meanOff({ setting: { a, b }, ranked }: CalibrationModel): number {
  const { mean, sd } = betaLaw(a, b);
  return (ranked.reduce((sum, { theta }) => sum + theta, 0) / ranked.length - mean) / (sd / Math.sqrt(ranked.length));
}

/** P(rank 0) = ∫ p(θ) Σₖ P(k|θ) (1 − Qₖ(θ))ᴸ dθ, along the quantiles of the prior. */
function lowestRank({ setting }: CalibrationModel): number {
  const { a, b, n, draws } = setting;
  const laws = Array.from({ length: n + 1 }, (_, k) => answeredLaw(setting, k)!);
  const given = ([theta, rest]: readonly [number, number]): number =>
    laws.reduce(
      (sum, law, k) =>
        sum + Math.exp(logBinomialMass(k, n - k, theta, rest)) * Math.max(0, 1 - law.below(theta, rest)) ** draws,
      0,
    );
  // u = t³(10 − 15t + 6t²) is flat at both ends, where θ(u) may be steep.
  return simpson(
    (t) => {
      const u = t ** 3 * (10 - 15 * t + 6 * t * t);
      return 30 * (t * (1 - t)) ** 2 * given(betaInverse(a, b, u));
    },
    0,
    1,
    400,
  );
}

function notes(model: CalibrationModel, step: number): Note[] {
  const { setting } = model;
  const verdict = verdictAt(model, step);
  return [
    {
      id: "ranks",
      tex: "\\theta^*\\sim p(\\theta),\\quad D\\sim p(D\\mid\\theta^*),\\quad \\theta_1,\\dots,\\theta_L\\sim p(\\theta\\mid D)\\ \\Rightarrow\\ P\\big(\\#\\{\\theta_l<\\theta^*\\}=r\\big)=\\frac1{L+1}=\\slot{even}",
      slots: { even: showTex(1 / (setting.draws + 1)) },
      sentence: {
        en: "Truth and draws come from the same law once the data are known, so each place in line is as probable. Any other histogram betrays a mistake, in the model or in the program.",
        zh: "数据已知后，真值与抽样来自同一分布，所以排在每个位置的概率相同。任何别的直方图都暴露出错误，或在模型中，或在程序里。",
      },
    },
    ...(verdict
      ? [
          {
            id: "shape",
            tex: "z_{\\text{slope}}=\\slot{slope},\\qquad z_{\\text{ends}}=\\slot{spread},\\qquad p_{\\chi^2}\\slot{p}",
            slots: { slope: showTex(verdict.slope, 3), spread: showTex(verdict.spread, 3), p: pTex(verdict) },
            sentence: {
              en: "A ∪ is an answer too sure of itself, a ∩ one too unsure, a slope one that lies to one side.",
              zh: "∪ 形是过于自信，∩ 形是过于保守，倾斜是偏向一侧。",
            },
          } satisfies Note,
        ]
      : []),
  ];
}

function narrate(model: CalibrationModel, step: number, locale: Locale): string {
  const { answer, draws } = model.setting;
  const count = doneAt(step);
  if (count === 0)
    return {
      en: `Play: a truth from the prior, data from the truth, ${draws} draws of the answer (${answerNames[answer].en}), and the rank of the truth among them.`,
      zh: `播放：由先验抽真值，由真值抽数据，答案（${answerNames[answer].zh}）给出 ${draws} 个抽样，再看真值的秩。`,
    }[locale];
  const { rank } = model.ranked[count - 1]!;
  const verdict = verdictAt(model, step);
  const said: Text = verdict?.text ?? { en: "too few yet to tell", zh: "尚少，看不出来" };
  return {
    en: `Experiment ${count}: ${rank} of ${draws} draws lie below the truth. The histogram is ${said.en}.`,
    zh: `第 ${count} 次实验：${draws} 个抽样中有 ${rank} 个低于真值。直方图：${said.zh}。`,
  }[locale];
}

function notices(model: CalibrationModel): ParamNotice[] {
  const { answer, a, b } = model.setting;
  if (answer === "flat" && a === 1 && b === 1)
    return [
      {
        param: "answer",
        remark: { en: "The prior is flat itself: nothing is forgotten.", zh: "先验本来就是平坦的：没有忘掉什么。" },
      },
    ];
  const verdict = verdictAt(model, lastStep);
  if (answer === "right" || !verdict || verdict.p > 0.01) return [];
  return [
    {
      param: "answer",
      remark: {
        en: `Found out: ${pText(verdict)} after ${doneAt(lastStep)} experiments.`,
        zh: `已被识破：${doneAt(lastStep)} 次实验后 ${pText(verdict)}。`,
      },
    },
  ];
}

export const calibration: Subject<CalibrationModel> = {
  compute: computeCalibration,
  steps: () => lastStep,
  scenes: {
    ranks: (model, step, _view, locale) => ranksScene(model, step, locale),
    experiment: (model, step, _view, locale) => experimentScene(model, step, locale),
    drift: (model, step, _view, locale) => driftScene(model, step, locale),
  },
  checks,
  notes: (model, step) => notes(model, step),
  narrate,
  notices,
  probe(model, _step, scene, x, _y, locale) {
    if (scene !== "experiment" || !(x > 0 && x < 1)) return undefined;
    const { a, b } = model.setting;
    return {
      en: `prior density ${show(density(betaLaw(a, b), x))} at ${show(x)}`,
      zh: `${show(x)} 处先验密度 ${show(density(betaLaw(a, b), x))}`,
    }[locale];
  },
  emit: emitCalibration,
};
