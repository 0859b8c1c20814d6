import { chiSquareTest, twoSided } from "../../core/num/goodness";
import { meanDistance, quotient, walkLaw } from "../../core/walk/law";
import { localLimit } from "../../core/walk/limit";
import { finalPositions } from "../../core/walk/simulate";
import { entryAt, extractByDft } from "../../core/walk/spectral";
import type { Text } from "../../words/text";
import type { Check, EmitTarget, Note } from "../demo";
import { memo } from "../memo";
import { show, showTex } from "../number";
import { computeLaw, exactRow, type LawModel, rowOf, siteOf, stepMoments } from "./law-model";
import { pathsScene, pileScene, rowsScene, spreadOf } from "./law-scenes";
import { squareScene, squaresOf } from "./law-square";
import { type Part, showP } from "./part";

/** How far the crowd is from the exact law at this step. */
function trial(model: LawModel, step: number) {
  return memo(model, `trial ${step}`, () => {
    const [law, seen] = [rowOf(model, "laws", step), rowOf(model, "tallies", step)];
    const { mean, sigma } = spreadOf(model, step);
    let sum = 0;
    seen.forEach((count, j) => {
      sum += count * siteOf(model.step, step, j);
    });
    const average = sum / model.walkers;
    const z = sigma > 0 ? ((average - mean) * Math.sqrt(model.walkers)) / sigma : 0;
    return { average, z, fit: chiSquareTest(seen, law) };
  });
}

function checks(model: LawModel, step: number): Check[] {
  const { step: law, own, p, walkers } = model;
  const row = memo(model, `row ${step}`, () => exactRow(law, step));
  const exact = rowOf(model, "laws", step);
  const total = law.counts.reduce((sum, c) => sum + BigInt(c), 0n) ** BigInt(step);
  const sum = row.reduce((a, b) => a + b, 0n);
  const best = exact.reduce((at, x, j) => (x > exact[at] ? j : at), 0);
  const { mean, variance } = stepMoments(law);
  let [first, second] = [0, 0];
  exact.forEach((x, j) => {
    const off = siteOf(law, step, j) - step * mean;
    first += x;
    second += x * off * off;
  });
  const out: Check[] = [
    {
      name: { en: "sum of the exact coefficients, over all ways", zh: "精确系数之和 / 总路径数" },
      expected: 1,
      actual: sum === total ? 1 : quotient(sum, total),
      tolerance: 0,
      source: { en: "whole numbers of any size: the value at z = 1", zh: "任意大的整数：z = 1 处的值" },
    },
    {
      name: { en: "sum of the law", zh: "分布之和" },
      expected: 1,
      actual: first,
      tolerance: 1e-12,
      source: { en: "it is a law", zh: "它是概率分布" },
    },
    {
      name: { en: "variance after these steps", zh: "此步数下的方差" },
      expected: step * variance,
      actual: second,
      tolerance: 1e-9,
      source: { en: "steps times the variance of one", zh: "步数乘以一步的方差" },
    },
    {
      name: { en: "walkers counted", zh: "计入的行人" },
      expected: walkers,
      actual: rowOf(model, "tallies", step).reduce((a, b) => a + b, 0),
      tolerance: 0,
      source: { en: "walkers sent", zh: "派出的行人" },
    },
  ];
  if (own !== undefined) {
    const at = quotient(row[best], total);
    out.push({
      name: { en: "largest probability", zh: "最大概率" },
      expected: at,
      actual: exact[best],
      tolerance: 1e-11,
      source: { en: "exact count over all ways", zh: "精确计数 / 总路径数" },
    });
    return out;
  }
  const folded = memo(model, `dft ${step}`, () => extractByDft(step, p, 2 * step + 1));
  out.push({
    name: { en: "largest probability", zh: "最大概率" },
    expected: entryAt(folded, 2 * best - step),
    actual: exact[best],
    tolerance: 1e-11,
    source: {
      en: `DFT of the generating function at ${2 * step + 1} points`,
      zh: `生成函数在 ${2 * step + 1} 点的 DFT`,
    },
  });
  if (step === model.n) {
    const ends = memo(model, "ends", () => finalPositions({ seed: model.seed, walkers, steps: step, p }));
    const sumOfEnds = ends.reduce((a, b) => a + b, 0);
    out.push({
      name: { en: "sum of the walkers' ends", zh: "行人终点之和" },
      expected: sumOfEnds,
      actual: trial(model, step).average * walkers,
      tolerance: 1e-9,
      source: { en: "the bit-counting kernel, from the same seed", zh: "由同一种子运行的位计数内核" },
    });
    out.push({
      name: { en: "mean square of the walkers' ends", zh: "行人终点的均方" },
      expected: ends.reduce((a, b) => a + b * b, 0) / walkers,
      actual: squaresOf(model).seen[step],
      tolerance: 1e-9,
      source: { en: "the bit-counting kernel, from the same seed", zh: "由同一种子运行的位计数内核" },
    });
  }
  if (p === 0.5)
    out.push({
      name: { en: "E|S|", zh: "E|S|" },
      expected: meanDistance(step),
      actual: exact.reduce((a, x, j) => a + x * Math.abs(2 * j - step), 0),
      tolerance: 1e-10,
      source: { en: "2m C(2m, m) 4⁻ᵐ in closed form", zh: "闭式 2m C(2m, m) 4⁻ᵐ" },
    });
  return out;
}

function notes(model: LawModel, step: number): Note[] {
  const { p, own, step: law, forget } = model;
  const exact = rowOf(model, "laws", step);
  const best = exact.reduce((at, x, j) => (x > exact[at] ? j : at), 0);
  const site = siteOf(law, step, best);
  const { mean, sigma } = spreadOf(model, step);
  const { average, z, fit } = trial(model, step);
  const out: Note[] = [];
  if (own === undefined) {
    out.push({
      id: "law",
      tex: "P(S_{\\slot{n}}=\\slot{k}) = [z^{\\slot{k}}]\\bigl(\\slot{p}\\,z+\\slot{q}\\,z^{-1}\\bigr)^{\\slot{n}} = \\binom{\\slot{n}}{\\slot{j}}\\,\\slot{p}^{\\slot{j}}\\,\\slot{q}^{\\slot{i}} = \\slot{value}",
      slots: {
        n: String(step),
        k: String(site),
        j: String(best),
        i: String(step - best),
        p: showTex(p, 3),
        q: showTex(1 - p, 3),
        value: showTex(exact[best], 8),
      },
      sentence: {
        en: "Adding independent steps is multiplying polynomials: each path contributes one term, and terms with the same power meet at the same site.",
        zh: "独立步子相加就是多项式相乘：每条路径贡献一项，同幂次的项落在同一格点。",
      },
    });
    if (step > 0)
      out.push({
        id: "bell",
        tex: "P(S_{\\slot{n}}=\\slot{k})\\approx \\frac{\\slot{factor}}{\\sqrt{2\\pi\\cdot\\slot{var}}}\\;e^{-(\\slot{k}-\\slot{mean})^2/(2\\cdot\\slot{var})} = \\slot{value}",
        slots: {
          n: String(step),
          k: String(site),
          factor: forget ? "1" : "2",
          var: showTex(sigma * sigma),
          mean: showTex(mean),
          value: showTex(localLimit(step, site, p) / (forget ? 2 : 1), 8),
        },
        sentence: forget
          ? forgotten
          : {
              en: "The 2 is the distance between two sites that can be reached at the same time. (de Moivre 1733; Feller 1968, VII)",
              zh: "因子 2 是同一时刻可达的两个格点之间的距离。（de Moivre 1733；Feller 1968，VII）",
            },
      });
  }
  out.push({
    id: "trial",
    tex: "\\bar S=\\slot{mean},\\quad z=\\frac{\\bar S-E S}{\\sqrt{\\operatorname{Var}S/M}}=\\slot{z},\\quad P(|Z|\\ge|z|)=\\slot{pz},\\qquad \\chi^2=\\slot{chi}\\;(\\slot{dof}),\\; P=\\slot{p}",
    slots: {
      mean: showTex(average),
      z: showTex(z, 3),
      pz: showP(twoSided(z)),
      chi: fit ? showTex(fit.statistic, 4) : "\\text{–}",
      dof: fit ? String(fit.dof) : "0",
      p: fit ? showP(fit.p) : "\\text{–}",
    },
    sentence: verdict(model, step),
  });
  return out;
}

const forgotten: Text = {
  en: "Half of what it should be: every other site is empty, so each of the others holds the mass of two. A 2 belongs above.",
  zh: "只有应有的一半：每隔一个格点是空的，其余每个格点承担两份质量。分子应为 2。",
};

/** What the test says of the crowd, in a sentence. */
function verdict(model: LawModel, step: number): Text {
  const { z, fit } = trial(model, step);
  if (!fit)
    return {
      en: "Too few walkers or sites for a χ² test: each group must expect five.",
      zh: "行人或格点太少，无法做 χ² 检验：每组期望至少为 5。",
    };
  const odd = fit.p < 0.01 || twoSided(z) < 0.01;
  return odd
    ? {
        en: `Unusual: a crowd of this law is as far off in ${showP(Math.min(fit.p, twoSided(z)))} of all cases. With a hundred seeds one such is to be expected.`,
        zh: `不寻常：服从该分布的人群偏离至此的概率为 ${showP(Math.min(fit.p, twoSided(z)))}。一百个种子里总会有一次。`,
      }
    : {
        en: "The crowd is as far from the exact law as a crowd of this size usually is.",
        zh: "人群与精确分布的偏差，与这样规模的人群通常的偏差相当。",
      };
}

function narrate(model: LawModel, step: number): Text {
  const { sigma, mean } = spreadOf(model, step);
  const exact = rowOf(model, "laws", step);
  const best = exact.reduce((at, x, j) => (x > exact[at] ? j : at), 0);
  const site = siteOf(model.step, step, best);
  if (step === 0)
    return {
      en: `All ${model.walkers} walkers stand at 0: the polynomial is 1, the law one bar.`,
      zh: `${model.walkers} 位行人都站在 0：多项式为 1，分布只有一根柱。`,
    };
  return {
    en: `Step ${step}: one more factor. The likeliest site is ${show(site)} with ${show(exact[best])}; the crowd's mean is ${show(trial(model, step).average)}, the law's ${show(mean)}, and its width grows to √Var = ${show(sigma)}.`,
    zh: `第 ${step} 步：再乘一个因子。最可能的位置是 ${show(site)}，概率 ${show(exact[best])}；人群均值 ${show(trial(model, step).average)}，理论 ${show(mean)}，宽度增至 √Var = ${show(sigma)}。`,
  };
}

function emit(model: LawModel, step: number, target: EmitTarget): string {
  const { p, step: law, own } = model;
  const weights = law.weights.map(String).join(", ");
  const about = own === undefined ? `p = ${p}` : `steps drawn from ${own}`;
  if (target === "python")
    return [
      "import numpy as np",
      "",
      `# the law of the sum of ${step} steps (${about}): a power of the step's generating function`,
      `step = np.array([${weights}])`,
      "law = np.array([1.0])",
      `for _ in range(${step}):`,
      "    law = np.convolve(law, step)",
      `sites = ${step} * ${law.low} + ${law.gap} * np.arange(len(law))`,
      'print("mean", float(law @ sites))',
      'print("variance", float(law @ (sites - law @ sites) ** 2))',
      'print("largest", int(sites[law.argmax()]), float(law.max()))',
      "",
    ].join("\n");
  if (target === "typescript")
    return [
      `// the law of the sum of ${step} steps (${about})`,
      `const step = [${weights}];`,
      "let law = [1];",
      `for (let k = 0; k < ${step}; k++) {`,
      "  const next = new Array<number>(law.length + step.length - 1).fill(0);",
      "  law.forEach((mass, j) => step.forEach((weight, i) => (next[j + i] += mass * weight)));",
      "  law = next;",
      "}",
      `const sites = law.map((_, j) => ${step} * ${law.low} + ${law.gap} * j);`,
      "const mean = law.reduce((sum, mass, j) => sum + mass * sites[j], 0);",
      "const variance = law.reduce((sum, mass, j) => sum + mass * (sites[j] - mean) ** 2, 0);",
      "console.log({ mean, variance, largest: Math.max(...law) });",
      "",
    ].join("\n");
  const exact = walkLawOf(model, step);
  if (own !== undefined)
    return [
      `# the bell curve of ${step} steps drawn from a column`,
      `f(x) = ${law.gap} exp(-(x - ${spreadOf(model, step).mean})^2 / (2*${spreadOf(model, step).sigma ** 2})) / sqrt(2*pi*${spreadOf(model, step).sigma ** 2})`,
      `f(${siteOf(law, step, exact.best)})`,
      "plot f",
      "",
    ].join("\n");
  return [
    `# P(S_${step} = k) with p = ${p}, through the gamma function`,
    `f(k) = exp(lgamma(${step} + 1) - lgamma((${step} + k)/2 + 1) - lgamma((${step} - k)/2 + 1) + (${step} + k)/2*log(${p}) + (${step} - k)/2*log(1 - ${p}))`,
    `f(${siteOf(law, step, exact.best)})`,
    "plot f",
    "",
  ].join("\n");
}

const walkLawOf = (model: LawModel, step: number): { readonly best: number } => {
  const law = model.own === undefined ? walkLaw(step, model.p) : rowOf(model, "laws", step);
  return { best: law.reduce((at, x, j) => (x > law[at] ? j : at), 0) };
};

/** Coefficients, crowd and bell. */
export const lawPart: Part<LawModel> = {
  compute: computeLaw,
  steps: ({ n }) => n,
  scenes: { rows: rowsScene, pile: pileScene, paths: pathsScene, square: squareScene },
  checks,
  notes,
  narrate,
  notices: ({ notices }) => notices,
  emit,
};
