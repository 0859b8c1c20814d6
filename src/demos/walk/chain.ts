import { trySolve } from "../../core/num/factor";
import type { Text } from "../../words/text";
import type { Check, EmitTarget, Note } from "../demo";
import { memo } from "../memo";
import { show, showTex } from "../number";
import { matrixScene } from "./chain-matrix";
import { type ChainModel, computeChain, lawAt } from "./chain-model";
import { distanceTo, distributionScene, graphScene, mixingScene, spectrumScene } from "./chain-scenes";
import { type Part, upTo } from "./part";

function checks(model: ChainModel, step: number): Check[] {
  const { n, P, pi, spectrum, start, hitting, classes } = model;
  const law = lawAt(model, step);
  const trace = upTo(n - 1).reduce((sum, i) => sum + P[i * n + i], 0);
  const out: Check[] = [
    {
      name: { en: "sum of the law now", zh: "当前分布之和" },
      expected: 1,
      actual: law.reduce((a, b) => a + b, 0),
      tolerance: 1e-12,
      source: { en: "rows of P sum to 1", zh: "P 的行和为 1" },
    },
    {
      name: { en: "sum of the eigenvalues", zh: "特征值之和" },
      expected: trace,
      actual: spectrum.eigenvalues.reduce((sum, { re }) => sum + re, 0),
      tolerance: 1e-9,
      source: { en: "trace of P", zh: "P 的迹" },
    },
  ];
  if (!pi) return out;
  const solved = memo(model, "solved", () => stationaryBySolving(model));
  const best = pi.indexOf(Math.max(...pi));
  if (solved)
    out.push({
      name: { en: "largest entry of the stationary law", zh: "平稳分布的最大分量" },
      expected: solved[best],
      actual: pi[best],
      tolerance: 1e-10,
      source: { en: "π(P − I) = 0 with Σπ = 1, by elimination", zh: "消元求解 π(P − I) = 0，Σπ = 1" },
    });
  // Kac: the mean time of return is 1/π.
  if (
    classes.some(({ closed, states }) => closed && states.includes(start)) &&
    hitting.every((x) => Number.isFinite(x) || x === Number.POSITIVE_INFINITY)
  ) {
    let back = 1;
    for (let j = 0; j < n; j++) if (P[start * n + j] > 0) back += P[start * n + j] * hitting[j];
    out.push({
      name: { en: "mean time until the start is met again, times its π", zh: "回到起点的平均时间 × 其 π" },
      expected: 1,
      actual: back * pi[start],
      tolerance: 1e-8,
      source: { en: "Kac: 1/π", zh: "Kac：1/π" },
    });
  }
  return out;
}

function stationaryBySolving({ n, P }: ChainModel): Float64Array | undefined {
  const A = new Float64Array(n * n);
  const b = new Float64Array(n);
  for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) A[j * n + i] = P[i * n + j] - (i === j ? 1 : 0);
  for (let i = 0; i < n; i++) A[(n - 1) * n + i] = 1;
  b[n - 1] = 1;
  return trySolve(A, b);
}

function notes(model: ChainModel, step: number): Note[] {
  const { spectrum, pi, names, mixing, damping, start, hitting, n } = model;
  const out: Note[] = [
    {
      id: "step",
      tex: "\\mu_{\\slot{t}}=\\mu_0P^{\\slot{t}},\\qquad \\tfrac12\\lVert\\mu_{\\slot{t}}-\\pi\\rVert_1=\\slot{d},\\qquad \\gamma=1-|\\lambda_2|=\\slot{gap},\\quad \\tfrac1\\gamma=\\slot{relax},\\quad t_{\\mathrm{mix}}=\\slot{mix}",
      slots: {
        t: String(step),
        d: pi ? showTex(distanceTo(model, step)) : "\\text{–}",
        gap: showTex(spectrum.gap),
        relax: showTex(spectrum.relaxation),
        mix: mixing === undefined ? "\\text{–}" : String(mixing),
      },
      sentence: kindOf(model),
    },
  ];
  if (pi) {
    const best = pi.indexOf(Math.max(...pi));
    out.push({
      id: "pi",
      tex: "\\pi=\\pi P,\\qquad \\max_i\\pi_i=\\pi_{\\text{\\slot{name}}}=\\slot{value},\\qquad E_{\\text{\\slot{name}}}[\\text{return}]=\\tfrac{1}{\\pi}=\\slot{back}",
      slots: {
        name: names[best].replace(/[\\{}$%#&_^~]/g, " ").slice(0, 20),
        value: showTex(pi[best], 6),
        back: showTex(1 / pi[best], 6),
      },
      sentence: {
        en: "The longer it takes to come back to a state, the less time is spent there. (Kac 1947; Levin, Peres & Wilmer 2009)",
        zh: "回到某状态所需越久，在那里停留的时间占比越小。（Kac 1947；Levin、Peres 与 Wilmer 2009）",
      },
    });
  }
  if (damping < 1)
    out.push({
      id: "rank",
      tex: "\\pi=\\slot{d}\\,\\pi P+\\frac{1-\\slot{d}}{\\slot{n}}",
      slots: { d: showTex(damping, 3), n: String(n) },
      sentence: {
        en: "PageRank: each fresh start forgets everything, so that the gap is at least 1 − d. (Page, Brin, Motwani & Winograd 1999)",
        zh: "PageRank：每次重新出发都忘掉一切，因此谱隙至少为 1 − d。（Page、Brin、Motwani 与 Winograd 1999）",
      },
    });
  const far = hitting.reduce((at, x, i) => (Number.isFinite(x) && x > hitting[at] ? i : at), start);
  if (far !== start)
    out.push({
      id: "hit",
      tex: "h_i=1+\\textstyle\\sum_jP_{ij}h_j,\\quad h_{\\text{start}}=0:\\qquad \\max h=\\slot{h}",
      slots: { h: showTex(hitting[far], 6) },
      sentence: {
        en: `From ${names[far]} it takes longest to meet ${names[start]}.`,
        zh: `从 ${names[far]} 到 ${names[start]} 平均最久。`,
      },
    });
  return out;
}

/** What sort of chain it is, and what follows. */
function kindOf({ classes, pi, names }: ChainModel): Text {
  const closed = classes.filter((c) => c.closed);
  const list = (states: readonly number[]): string =>
    states
      .slice(0, 6)
      .map((i) => names[i])
      .join(", ") + (states.length > 6 ? ", …" : "");
  if (closed.length > 1)
    return {
      en: `${closed.length} closed classes, {${closed
        .slice(0, 3)
        .map(({ states }) => list(states))
        .join("} {")}}: who is in one stays, and there are many stationary laws.`,
      zh: `${closed.length} 个闭类，{${closed
        .slice(0, 3)
        .map(({ states }) => list(states))
        .join("} {")}}：进入后不再离开，平稳分布不唯一。`,
    };
  const { period, states } = closed[0];
  if (period > 1)
    return {
      en: `Period ${period}: the walker goes round, and the law never settles although π exists.`,
      zh: `周期为 ${period}：行人循环往复，π 虽存在，分布却不收敛。`,
    };
  return states.length === pi?.length
    ? {
        en: "Every state leads to every other, without a period: the start is forgotten.",
        zh: "任意两状态互通且无周期：起点会被忘记。",
      }
    : {
        en: `Everyone ends in {${list(states)}} and forgets the start there.`,
        zh: `最终都进入 {${list(states)}}，并在其中忘记起点。`,
      };
}

function narrate(model: ChainModel, step: number): Text {
  const { names, run, pi, start } = model;
  const law = lawAt(model, step);
  const best = law.indexOf(Math.max(...law));
  if (step === 0) {
    const kind = kindOf(model);
    return { en: `Start in ${names[start]}. ${kind.en}`, zh: `从 ${names[start]} 出发。${kind.zh}` };
  }
  const far = pi
    ? { en: ` ½‖μ − π‖ = ${show(distanceTo(model, step))}.`, zh: `½‖μ − π‖ = ${show(distanceTo(model, step))}。` }
    : { en: "", zh: "" };
  return {
    en: `Step ${step}: the walker goes from ${names[run[step - 1]]} to ${names[run[step]]}; of all walkers most, ${show(law[best])}, are in ${names[best]}.${far.en}`,
    zh: `第 ${step} 步：行人从 ${names[run[step - 1]]} 走到 ${names[run[step]]}；所有行人中最多的 ${show(law[best])} 在 ${names[best]}。${far.zh}`,
  };
}

function emit({ n, P, start }: ChainModel, step: number, target: EmitTarget): string {
  const rows = upTo(n - 1).map((i) => `[${Array.from(P.subarray(i * n, (i + 1) * n), String).join(", ")}]`);
  if (target === "python")
    return [
      "import numpy as np",
      "",
      `P = np.array([${rows.join(",\n              ")}])`,
      `mu = np.eye(${n})[${start}] @ np.linalg.matrix_power(P, ${step})`,
      'print("law", mu.tolist())',
      "size = np.sort(np.abs(np.linalg.eigvals(P)))",
      `print("gap", float(1 - size[-2]))`,
      "",
    ]
      .join("\n")
      .replace("size[-2]", n > 1 ? "size[-2]" : "0");
  if (target === "typescript")
    return [
      `const P = [${rows.join(", ")}];`,
      `let law = P.map((_, i) => (i === ${start} ? 1 : 0));`,
      `for (let t = 0; t < ${step}; t++) law = P.map((_, j) => law.reduce((sum, mass, i) => sum + mass * P[i][j], 0));`,
      "console.log({ law });",
      "",
    ].join("\n");
  return [
    `P = [${upTo(n - 1)
      .map((i) => Array.from(P.subarray(i * n, (i + 1) * n), String).join(" "))
      .join("; ")}]`,
    "eigvals(P)",
    "P'",
    "",
  ].join("\n");
}

/** Markov chains. */
export const chainPart: Part<ChainModel> = {
  compute: computeChain,
  steps: ({ T }) => T,
  scenes: {
    graph: graphScene,
    matrix: matrixScene,
    distribution: distributionScene,
    eigen: spectrumScene,
    mixing: mixingScene,
  },
  checks,
  notes,
  narrate,
  notices: ({ notices }) => notices,
  emit,
};
