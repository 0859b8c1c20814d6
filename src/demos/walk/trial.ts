import { chiSquareTail, chiSquareTest, smallestOf, twoSided } from "../../core/num/goodness";
import { gammaP } from "../../core/num/incomplete-gamma";
import { integrate } from "../../core/num/quadrature";
import { lgamma } from "../../core/num/special";
import { moments, walkLaw } from "../../core/walk/law";
import { finalPositions } from "../../core/walk/simulate";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import type { Check, Context, EmitTarget, Note, ParamNotice, Values } from "../demo";
import { linear } from "../frame";
import { memo } from "../memo";
import { show, showTex } from "../number";
import { barsAt, peak, rule } from "./marks";
import { num, type Part, showP, upTo } from "./part";

interface TrialModel {
  readonly n: number;
  readonly p: number;
  readonly claim: number;
  readonly walkers: number;
  readonly seed: number;
  readonly reruns: number;
  /** Of each rerun: the p-value of χ², the statistic, and z of the mean. */
  readonly ps: Float64Array;
  readonly chi: Float64Array;
  readonly z: Float64Array;
  readonly dof: number;
  /** Counts of the sites in each rerun. [reruns, n + 1] */
  readonly counts: Float64Array;
  readonly notices: readonly ParamNotice[];
}

/** Steps of biased walks that are drawn at most; fair ones cost a fiftieth. */
const MOST_BIASED = 60_000_000;

function compute(values: Values, seed: number, context: Context): TrialModel {
  const [n, p, claim, reruns, asked] = ["n", "p", "claim", "reruns", "walkers"].map((id) => num(values, id));
  const most = p === 0.5 ? asked : Math.max(1, Math.floor(MOST_BIASED / (reruns * n)));
  const walkers = Math.min(asked, most);
  const notices: ParamNotice[] =
    walkers < asked
      ? [
          {
            param: "walkers",
            remark: {
              en: `${walkers} walk in each rerun, so that all take sixty million steps.`,
              zh: `每次重跑 ${walkers} 位，共走六千万步。`,
            },
          },
        ]
      : [];
  const law = walkLaw(n, claim);
  const { mean, variance } = moments(n, claim);
  const [ps, chi, z] = [new Float64Array(reruns), new Float64Array(reruns), new Float64Array(reruns)];
  const counts = new Float64Array(reruns * (n + 1));
  let dof = 0;
  for (let r = 0; r < reruns; r++) {
    if (r % 4 === 3) {
      context.checkpoint();
      context.progress(r / reruns);
    }
    // Each rerun is a stream of its own: the streams of a seed never meet.
    const ends = finalPositions({ seed, stream: r, walkers, steps: n, p });
    const seen = counts.subarray(r * (n + 1), (r + 1) * (n + 1));
    let sum = 0;
    for (const end of ends) {
      seen[(end + n) / 2]++;
      sum += end;
    }
    const fit = chiSquareTest(seen, law);
    z[r] = (sum / walkers - mean) / Math.sqrt(variance / walkers);
    // With too few for groups of five the mean is all there is to test.
    ps[r] = fit ? fit.p : twoSided(z[r]);
    chi[r] = fit ? fit.statistic : z[r] ** 2;
    dof = fit ? fit.dof : 1;
  }
  return { n, p, claim, walkers, seed, reruns, ps, chi, z, dof, counts, notices };
}

/** Rerun of the step, the smallest p so far, and how likely such a one was. */
function soFar({ ps, reruns }: TrialModel, step: number) {
  const now = Math.min(step, reruns - 1);
  const seen = ps.subarray(0, now + 1);
  const least = seen.indexOf(seen.reduce((a, b) => Math.min(a, b)));
  return { now, tries: now + 1, least, p: seen[least], honest: smallestOf(now + 1, Math.min(1, seen[least])) };
}

function valuesScene(model: TrialModel, step: number, locale: Locale): Scene {
  const { ps, reruns, p, claim } = model;
  const { now, tries, least, p: smallest, honest } = soFar(model, step);
  const floor = Math.max(1e-16, Math.min(1e-3, ...ps.filter((x) => x > 0)) / 3);
  const clip = (x: number): number => Math.max(floor * 1.5, x);
  const marks: Mark[] = [
    rule("alpha", "y", 0.05, "wrong", "0.05"),
    {
      kind: "line",
      id: "least",
      points: upTo(now).flatMap((r) => [r + 1, clip(ps.subarray(0, r + 1).reduce((a, b) => Math.min(a, b)))]),
      ink: "series3",
      dash: "dashed",
      widthPx: 1.8,
      name: { en: "smallest so far", zh: "至今最小" }[locale],
      link: "least",
    },
    {
      kind: "line",
      id: "median",
      points: upTo(reruns - 1).flatMap((r) => [r + 1, Math.max(floor, 1 - 0.5 ** (1 / (r + 1)))]),
      ink: "series2",
      dash: "dotted",
      widthPx: 1.6,
      name: { en: "half of honest runs are below", zh: "诚实重跑的一半低于此" }[locale],
    },
    {
      kind: "dots",
      id: "values",
      points: upTo(now).flatMap((r) => [r + 1, clip(ps[r])]),
      ink: "series0",
      radiusPx: 3.2,
      name: { en: "p-value of a rerun", zh: "每次重跑的 p 值" }[locale],
      link: "crowd",
    },
    {
      kind: "dots",
      id: "now",
      points: [now + 1, clip(ps[now])],
      ink: "focus",
      shape: "ring",
      radiusPx: 6,
      link: "now",
    },
    {
      kind: "dots",
      id: "picked",
      points: [least + 1, clip(smallest)],
      ink: "wrong",
      shape: "diamond",
      radiusPx: 5,
      name: { en: "the one that looks good", zh: "“好看”的那次" }[locale],
    },
  ];
  return {
    id: "values",
    title: { en: "Run it again until it looks good", zh: "反复重跑直到好看" }[locale],
    description: {
      en: `${tries} reruns: p is ${showP(ps[now])} now and was ${showP(smallest)} at its smallest. Honest walkers give one as small in ${tries} tries with probability ${show(honest, 3)}.${p === claim ? "" : ` Here they walk with p = ${p}, and ${claim} is claimed.`}`,
      zh: `重跑 ${tries} 次：当前 p 为 ${showP(ps[now])}，最小为 ${showP(smallest)}。诚实的行人 ${tries} 次中出现这么小的概率为 ${show(honest, 3)}。${p === claim ? "" : `此处按 p = ${p} 行走，却声称 ${claim}。`}`,
    }[locale],
    x: linear({ en: "rerun", zh: "第几次" }[locale], [0.3, reruns + 0.7]),
    y: { label: { en: "p-value", zh: "p 值" }[locale], domain: [floor, 1.4], scale: "log" },
    marks,
    table: {
      columns: [{ en: "rerun", zh: "次" }[locale], "χ²", "p", "z"],
      rows: upTo(now).map((r) => [r + 1, model.chi[r], ps[r], model.z[r]]),
    },
    span: 0.58,
  };
}

function uniformScene(model: TrialModel, step: number, locale: Locale): Scene {
  const { now } = soFar(model, step);
  const bins = new Float64Array(10);
  for (const p of model.ps.subarray(0, now + 1)) bins[Math.min(9, Math.floor(10 * p))]++;
  const xs = upTo(9).map((i) => (i + 0.5) / 10);
  const expected = (now + 1) / 10;
  return {
    id: "uniform",
    title: { en: "All p-values together", zh: "全部 p 值" }[locale],
    description: {
      en: `${bins[0]} of ${now + 1} p-values are below 0.1; if the claim is true a tenth are, ${show(expected)}.`,
      zh: `${now + 1} 个 p 值中有 ${bins[0]} 个低于 0.1；若声称为真，应有十分之一，即 ${show(expected)}。`,
    }[locale],
    x: linear({ en: "p-value", zh: "p 值" }[locale], [0, 1]),
    y: linear({ en: "reruns", zh: "次数" }[locale], [0, 1.2 * peak([...bins, 2.2 * expected])]),
    marks: [
      barsAt(xs, bins, 0.092, {
        id: "bins",
        fill: "series0",
        opacity: 0.6,
        name: { en: "reruns", zh: "重跑" }[locale],
        link: "crowd",
      }),
      rule("flat", "y", expected, "series2", { en: "if the claim is true", zh: "若声称为真" }[locale]),
    ],
    table: {
      columns: ["p", { en: "reruns", zh: "次数" }[locale]],
      rows: xs.map((x, i) => [`${(x - 0.05).toFixed(1)}–${(x + 0.05).toFixed(1)}`, bins[i]]),
    },
    span: 0.42,
  };
}

function countsScene(model: TrialModel, step: number, locale: Locale): Scene {
  const { n, walkers, claim, counts } = model;
  const { now } = soFar(model, step);
  const law = walkLaw(n, claim);
  const seen = counts.subarray(now * (n + 1), (now + 1) * (n + 1));
  const cells = upTo(n).filter((j) => seen[j] > 0 || law[j] * walkers > 0.05);
  const xs = cells.map((j) => 2 * j - n);
  const bands = cells.flatMap((j) => {
    const spread = 2 * Math.sqrt(walkers * law[j] * (1 - law[j]));
    return [[2 * j - n, Math.max(0, walkers * law[j] - spread), 2 * j - n, walkers * law[j] + spread]];
  });
  return {
    id: "counts",
    title: { en: "This rerun against the claim", zh: "这一次与声称" }[locale],
    description: {
      en: `Rerun ${now + 1}: χ² = ${show(model.chi[now])} with ${model.dof} degrees of freedom, p = ${showP(model.ps[now])}; z of the mean ${show(model.z[now], 3)}.`,
      zh: `第 ${now + 1} 次：χ² = ${show(model.chi[now])}，自由度 ${model.dof}，p = ${showP(model.ps[now])}；均值的 z 为 ${show(model.z[now], 3)}。`,
    }[locale],
    x: linear({ en: "site", zh: "位置" }[locale], [Math.min(...xs) - 3, Math.max(...xs) + 3]),
    y: linear({ en: "walkers", zh: "行人" }[locale], [
      0,
      1.12 * peak([...bands.map(([, , , high]) => high), ...cells.map((j) => seen[j])]),
    ]),
    marks: [
      barsAt(
        xs,
        cells.map((j) => seen[j]),
        1.6,
        { id: "seen", fill: "series0", opacity: 0.5, name: { en: "walkers", zh: "行人" }[locale], link: "now" },
      ),
      {
        kind: "rings",
        id: "bands",
        rings: bands,
        ink: "series1",
        widthPx: 1.6,
        name: { en: "expected ± 2σ", zh: "期望 ± 2σ" }[locale],
        link: "exact",
      },
      {
        kind: "dots",
        id: "expected",
        points: cells.flatMap((j) => [2 * j - n, walkers * law[j]]),
        ink: "series1",
        shape: "ring",
        radiusPx: cells.length > 60 ? 1.6 : 3,
        link: "exact",
      },
    ],
    table: {
      columns: [
        { en: "site", zh: "位置" }[locale],
        { en: "walkers", zh: "行人" }[locale],
        { en: "expected", zh: "期望" }[locale],
      ],
      rows: cells.map((j) => [2 * j - n, seen[j], walkers * law[j]]),
    },
    span: 1,
  };
}

function checks(model: TrialModel, step: number): Check[] {
  const { chi, dof, ps, walkers, counts, n } = model;
  const { now } = soFar(model, step);
  const half = chi[now] / 2;
  // Far out the lower tail would only be subtracted from 1; the density is integrated over the upper one instead.
  const upper = memo(model, `upper ${now}`, () => byQuadrature(half, dof / 2));
  return [
    {
      name: { en: "p-value of this rerun", zh: "这一次的 p 值" },
      expected: upper,
      actual: ps[now],
      tolerance: 1e-8,
      source: { en: "density of χ² integrated by Gauss's rule", zh: "用高斯求积对 χ² 密度积分" },
    },
    {
      name: { en: "tail and its complement", zh: "上尾与其补" },
      expected: 1,
      actual: chiSquareTail(chi[now], dof) + gammaP(dof / 2, half),
      tolerance: 1e-12,
      source: { en: "Q + P = 1", zh: "Q + P = 1" },
    },
    {
      name: { en: "walkers counted in this rerun", zh: "这一次计入的行人" },
      expected: walkers,
      actual: counts.subarray(now * (n + 1), (now + 1) * (n + 1)).reduce((a, b) => a + b, 0),
      tolerance: 0,
      source: { en: "walkers sent", zh: "派出的行人" },
    },
  ];
}

/** ∫ from x of t^(a−1) e^(−t)/Γ(a) with t = s², which has no corner at 0 for a = ½. */
function byQuadrature(x: number, a: number): number {
  const from = Math.sqrt(x);
  const end = Math.max(from, Math.sqrt(a)) + 9;
  const f = (s: number): number => 2 * Math.exp((2 * a - 1) * Math.log(s) - s * s - lgamma(a));
  return from >= end ? 0 : Math.min(1, integrate(f, Math.max(from, 1e-12), end, 40, 12));
}

function notes(model: TrialModel, step: number): Note[] {
  const { chi, dof, ps, z } = model;
  const { now, tries, p, honest } = soFar(model, step);
  return [
    {
      id: "chi",
      tex: "\\chi^2=\\sum_g\\frac{(O_g-E_g)^2}{E_g}=\\slot{chi},\\quad P(\\chi^2_{\\slot{dof}}\\ge\\slot{chi})=\\slot{p},\\qquad z=\\slot{z}",
      slots: { chi: showTex(chi[now], 5), dof: String(dof), p: showP(ps[now]), z: showTex(z[now], 3) },
      sentence: {
        en: "Neighbouring sites are joined until each group expects five. (Pearson 1900)",
        zh: "相邻格点合并，使每组期望至少为 5。（Pearson 1900）",
      },
    },
    {
      id: "hacking",
      tex: "P\\bigl(\\min_{i\\le\\slot{k}}p_i\\le\\slot{least}\\bigr)=1-(1-\\slot{least})^{\\slot{k}}=\\slot{honest}",
      slots: { k: String(tries), least: showP(p), honest: showTex(honest, 4) },
      sentence: warning(model, step),
    },
  ];
}

/** What a p-value that was picked is worth. */
function warning(model: TrialModel, step: number): Text {
  const { tries, p, honest, least } = soFar(model, step);
  if (tries === 1)
    return { en: "One look, one p-value: it means what it says.", zh: "只看一次，一个 p 值：名副其实。" };
  if (p < 0.05 && honest > 0.05)
    return {
      en: `p-hacking: you have looked ${tries} times. Rerun ${least + 1} with p = ${showP(p)} shows nothing: the smallest of ${tries} honest p-values is as small in ${show(100 * honest, 3)} % of cases.`,
      zh: `p 值操纵：你已经看了 ${tries} 次。第 ${least + 1} 次的 p = ${showP(p)} 说明不了什么：${tries} 个诚实的 p 值中最小者有 ${show(100 * honest, 3)}% 的机会这么小。`,
    };
  return honest <= 0.05
    ? {
        en: `Even for the smallest of ${tries} this is rare, ${showP(honest)}: the claim does not hold.`,
        zh: `即便作为 ${tries} 个中的最小者也很罕见，${showP(honest)}：声称不成立。`,
      }
    : {
        en: `The smallest of ${tries} p-values is ${showP(p)}: nothing unusual, ${show(100 * honest, 3)} % of honest series have one.`,
        zh: `${tries} 个 p 值中最小为 ${showP(p)}：并不稀奇，${show(100 * honest, 3)}% 的诚实序列都会出现。`,
      };
}

function narrate(model: TrialModel, step: number): Text {
  const { now } = soFar(model, step);
  const words = warning(model, step);
  return {
    en: `Rerun ${now + 1}: χ² = ${show(model.chi[now])}, p = ${showP(model.ps[now])}. ${words.en}`,
    zh: `第 ${now + 1} 次：χ² = ${show(model.chi[now])}，p = ${showP(model.ps[now])}。${words.zh}`,
  };
}

function emit(model: TrialModel, step: number, target: EmitTarget): string {
  const { n, walkers, claim, chi, dof } = model;
  const { now } = soFar(model, step);
  if (target === "python")
    return [
      "from math import comb",
      "",
      `n, M, p = ${n}, ${walkers}, ${claim}`,
      `seen = [${Array.from(model.counts.subarray(now * (n + 1), (now + 1) * (n + 1))).join(", ")}]`,
      "law = [comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(n + 1)]",
      "groups, open_ = [], [0.0, 0.0]",
      "for s, e in zip(seen, law):",
      "    open_ = [open_[0] + s, open_[1] + M * e]",
      "    if open_[1] >= 5:",
      "        groups.append(open_); open_ = [0.0, 0.0]",
      "if groups: groups[-1] = [groups[-1][0] + open_[0], groups[-1][1] + open_[1]]",
      'print("chi2", sum((s - e) ** 2 / e for s, e in groups), "degrees of freedom", len(groups) - 1)',
      "",
    ].join("\n");
  if (target === "typescript")
    return [
      `const [chi, dof] = [${chi[now]}, ${dof}];`,
      "// The tail of χ² by the trapezoidal rule over s = √(t/2).",
      "let logGamma = dof % 2 === 0 ? 0 : Math.log(Math.PI) / 2;",
      "for (let k = dof % 2 === 0 ? 1 : 0.5; k < dof / 2; k++) logGamma += Math.log(k);",
      "const f = (s: number) => (s === 0 && dof > 1 ? 0 : 2 * Math.exp((dof - 1) * Math.log(s || 1) - s * s - logGamma));",
      "const from = Math.sqrt(chi / 2);",
      "let p = 0;",
      "for (let k = 0; k <= 20000; k++) p += (k === 0 ? 0.5 : 1) * f(from + k * 1e-3) * 1e-3;",
      "console.log({ p });",
      "",
    ].join("\n");
  return [
    `# the density of χ² with ${dof} degrees of freedom`,
    `f(x) = x^(${dof}/2 - 1)*exp(-x/2)/(2^(${dof}/2)*gamma(${dof}/2))`,
    `f(${chi[now]})`,
    "plot f",
    "",
  ].join("\n");
}

/** The walkers on trial: χ² again and again. */
export const trialPart: Part<TrialModel> = {
  compute,
  steps: ({ reruns }) => reruns - 1,
  scenes: { values: valuesScene, uniform: uniformScene, counts: countsScene },
  checks,
  notes,
  narrate,
  notices: ({ notices }) => notices,
  emit,
};
