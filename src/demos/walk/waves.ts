import { gap as distance } from "../../core/num/tolerance";
import { walkLaw } from "../../core/walk/law";
import { characteristic, entryAt, extractByDft } from "../../core/walk/spectral";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import type { Check, EmitTarget, Note, ParamNotice, Values } from "../demo";
import { linear } from "../frame";
import { show, showTex } from "../number";
import { barsAt, curve, peak, rule } from "./marks";
import { num, type Part } from "./part";

interface WavesModel {
  readonly n: number;
  readonly p: number;
  readonly N: number;
}

const compute = (values: Values): WavesModel => ({
  n: num(values, "n"),
  p: num(values, "p"),
  N: num(values, "points"),
});

/** The law at every site −k…k, with zeros between. */
function siteLaw(k: number, p: number): Float64Array {
  const law = walkLaw(k, p);
  return Float64Array.from({ length: 2 * k + 1 }, (_, i) => (i % 2 === 0 ? law[i / 2] : 0));
}

/** How much the folded coefficients are off at worst, and where. */
function foldedAway({ p, N }: WavesModel, k: number): { readonly most: number; readonly at: number } {
  const folded = extractByDft(k, p, N);
  let [most, at] = [0, 0];
  siteLaw(k, p).forEach((x, i) => {
    const off = Math.abs(entryAt(folded, i - k) - x);
    if (off > most + 1e-13) [most, at] = [off, i - k];
  });
  return { most, at };
}

function characteristicScene({ p, N }: WavesModel, step: number, locale: Locale): Scene {
  const { cos, exp, PI } = Math;
  const value = (w: number): number => characteristic(step, p, w).re;
  const drift = 2 * p - 1;
  const spread = 4 * p * (1 - p);
  const limit = (w: number): number => exp((-step * spread * w * w) / 2) * cos(step * drift * w);
  const points = Array.from({ length: N }, (_, j) => {
    const theta = (2 * PI * j) / N;
    const w = theta > PI ? theta - 2 * PI : theta;
    return [w, value(w)];
  });
  const marks: Mark[] = [
    curve(value, -PI, PI, { id: "phi", ink: "series1", widthPx: 2.2, name: "Re φ(ω)ⁿ", link: "exact" }, 600),
    curve(
      limit,
      -PI,
      PI,
      { id: "limit", ink: "series2", dash: "dashed", widthPx: 2, name: "exp(−n·Var·ω²/2)", link: "bell" },
      600,
    ),
    {
      kind: "dots",
      id: "samples",
      points: points.flat(),
      ink: "series3",
      shape: "diamond",
      radiusPx: N > 200 ? 2 : 3.6,
      name: { en: `${N} samples`, zh: `${N} 个采样点` }[locale],
      link: "folded",
    },
  ];
  return {
    id: "characteristic",
    title: { en: "On the unit circle", zh: "单位圆上" }[locale],
    description: {
      en: `The generating function at z = exp(iω) to the power ${step}: at ω = 1/√n it is ${show(value(1 / Math.sqrt(Math.max(1, step))), 6)}, the bell's ${show(limit(1 / Math.sqrt(Math.max(1, step))), 6)}; ${N} samples.`,
      zh: `生成函数在 z = exp(iω) 处的 ${step} 次幂：ω = 1/√n 时为 ${show(value(1 / Math.sqrt(Math.max(1, step))), 6)}，钟形为 ${show(limit(1 / Math.sqrt(Math.max(1, step))), 6)}；采样 ${N} 点。`,
    }[locale],
    x: {
      label: "ω",
      domain: [-PI, PI],
      ticks: [-2, -1, 0, 1, 2].map((k) => ({ at: (k * PI) / 2, text: ["−π", "−π/2", "0", "π/2", "π"][k + 2] })),
    },
    y: linear("Re φⁿ", [-1.1, 1.1]),
    marks,
    table: {
      columns: ["ω", "Re φⁿ", "exp(−n·Var·ω²/2)"],
      rows: points.sort((a, b) => a[0] - b[0]).map(([w, y]) => [w, y, limit(w)]),
    },
    span: 0.5,
  };
}

function foldedScene(model: WavesModel, step: number, locale: Locale): Scene {
  const { p, N } = model;
  const folded = extractByDft(step, p, N);
  const exact = siteLaw(step, p);
  const sites = Array.from(exact, (_, i) => i - step);
  const read = sites.map((k) => entryAt(folded, k));
  const off = sites.filter((_, i) => Math.abs(read[i] - exact[i]) > 1e-9);
  // Room for every power up to the last, so that the axis stays.
  const half = model.n + 1;
  const marks: Mark[] = [
    barsAt(sites, exact, 0.8, {
      id: "exact",
      fill: "series1",
      opacity: 0.5,
      name: { en: "exact", zh: "精确" }[locale],
      link: "exact",
    }),
    {
      kind: "dots",
      id: "read",
      points: sites.flatMap((k, i) => [k, read[i]]),
      ink: "series3",
      shape: "diamond",
      radiusPx: step > 150 ? 1.8 : 3.2,
      name: { en: `from ${N} points`, zh: `由 ${N} 点得到` }[locale],
      link: "folded",
    },
  ];
  if (off.length > 0)
    marks.push({
      kind: "dots",
      id: "off",
      points: off.flatMap((k) => [k, entryAt(folded, k)]),
      ink: "wrong",
      shape: "cross",
      radiusPx: 4,
      name: { en: "folded over", zh: "被折叠" }[locale],
    });
  // Half the period: what lies beyond comes back on the other side.
  if (N < 2 * step + 1)
    for (const side of [-1, 1])
      marks.push(rule(`fold${side}`, "x", (side * N) / 2, "wrong", side > 0 ? `N/2 = ${show(N / 2)}` : undefined));
  const { most, at } = foldedAway(model, step);
  return {
    id: "folded",
    title: { en: "Back from the circle", zh: "从圆上变回来" }[locale],
    description:
      off.length === 0
        ? {
            en: `All ${2 * step + 1} coefficients of step ${step} come back from ${N} points, within ${most < 1e-15 ? "10⁻¹⁵" : show(most)}.`,
            zh: `第 ${step} 步的 ${2 * step + 1} 个系数全部由 ${N} 点复原，误差 ${most < 1e-15 ? "10⁻¹⁵" : show(most)}。`,
          }[locale]
        : {
            en: `${N} points are fewer than ${2 * step + 1}: ${off.length} sites are wrong, the worst ${show(at)}, which reads ${show(entryAt(folded, at), 5)} instead of ${show(exact[at + step], 5)}.`,
            zh: `${N} 点少于 ${2 * step + 1}：${off.length} 个格点出错，最差的是 ${show(at)}，读出 ${show(entryAt(folded, at), 5)} 而非 ${show(exact[at + step], 5)}。`,
          }[locale],
    x: linear({ en: "site k", zh: "格点 k" }[locale], [-half, half]),
    y: linear({ en: "coefficient", zh: "系数" }[locale], [0, 1.15 * peak([...exact, ...read])]),
    marks,
    table: {
      columns: [{ en: "site", zh: "格点" }[locale], { en: "exact", zh: "精确" }[locale], `DFT ${N}`],
      rows: sites.map((k, i) => [k, exact[i], Math.abs(read[i]) < 1e-15 ? 0 : read[i]]),
    },
    span: 0.5,
  };
}

function checks(model: WavesModel, step: number): Check[] {
  const { p, N } = model;
  const folded = extractByDft(step, p, N);
  const law = siteLaw(step, p);
  // Every residue is the sum of the sites that share it.
  const sums = new Float64Array(N);
  law.forEach((x, i) => {
    sums[(((i - step) % N) + N) % N] += x;
  });
  const worst = sums.reduce((at, x, k) => (distance(folded[k], x) > distance(folded[at], sums[at]) ? k : at), 0);
  const middle = (((step % 2) % N) + N) % N;
  return [
    {
      name: {
        en: `coefficient at ${worst} modulo N, where they differ most`,
        zh: `模 N 后 ${worst} 处的系数（差别最大处）`,
      },
      expected: sums[worst],
      actual: folded[worst],
      tolerance: 1e-12,
      source: { en: "binomial law, summed over k, k ± N, …", zh: "二项分布在 k, k ± N, … 上求和" },
    },
    {
      name: { en: `coefficient at ${step % 2}`, zh: `${step % 2} 处的系数` },
      expected: sums[middle],
      actual: folded[middle],
      tolerance: 1e-12,
      source: { en: "binomial law by the ratio of neighbours", zh: "由相邻项之比得到的二项分布" },
    },
    {
      name: { en: "sum of all N coefficients", zh: "全部 N 个系数之和" },
      expected: 1,
      actual: folded.reduce((a, b) => a + b, 0),
      tolerance: 1e-12,
      source: { en: "φ(0)ⁿ = 1", zh: "φ(0)ⁿ = 1" },
    },
  ];
}

function notes({ n, p, N }: WavesModel, step: number): Note[] {
  const w = 1 / Math.sqrt(Math.max(1, step));
  return [
    {
      id: "phi",
      tex: "\\varphi(\\omega)^{\\slot{n}}=\\bigl(\\slot{p}\\,e^{i\\omega}+\\slot{q}\\,e^{-i\\omega}\\bigr)^{\\slot{n}},\\qquad \\operatorname{Re}\\varphi\\!\\left(\\tfrac{1}{\\sqrt{\\slot{n}}}\\right)^{\\slot{n}}=\\slot{value}\\;\\to\\; e^{-1/2}=0.606531\\;(p=\\tfrac12)",
      slots: {
        n: String(step),
        p: showTex(p, 3),
        q: showTex(1 - p, 3),
        value: showTex(characteristic(step, p, w).re, 6),
      },
      sentence: {
        en: "A product of independent steps is a power on the circle, and high powers of a cosine look like a bell: that is the central limit theorem.",
        zh: "独立步子的乘积在圆上就是幂，余弦的高次幂像一口钟：这就是中心极限定理。",
      },
    },
    {
      id: "dft",
      tex: "P(S_n=k)=\\frac1{\\slot{N}}\\sum_{j<\\slot{N}}\\varphi(\\theta_j)^n e^{-ik\\theta_j},\\quad\\theta_j=\\tfrac{2\\pi j}{\\slot{N}}\\qquad\\text{iff } \\slot{N}\\ge 2n+1=\\slot{need}",
      slots: { N: String(N), need: String(2 * n + 1) },
      sentence: {
        en: "N points cannot tell site k from k ± N. The same folding makes wheels in films turn backwards.",
        zh: "N 个点无法区分格点 k 与 k ± N；电影里车轮倒转也是这种折叠。",
      },
    },
  ];
}

function narrate(model: WavesModel, step: number): Text {
  const { N } = model;
  const { most, at } = foldedAway(model, step);
  const enough = N >= 2 * step + 1;
  return enough
    ? {
        en: `Power ${step}: ${N} points are enough for the ${2 * step + 1} sites from −${step} to ${step}; every coefficient comes back.`,
        zh: `${step} 次幂：从 −${step} 到 ${step} 的 ${2 * step + 1} 个格点，${N} 点足够，系数全部复原。`,
      }
    : {
        en: `Power ${step}: ${N} points are fewer than the ${2 * step + 1} sites. At ${show(at)} the coefficient is off by ${show(most)}: it has taken on what belongs to ${show(at)} ± ${N}.`,
        zh: `${step} 次幂：${N} 点少于 ${2 * step + 1} 个格点。${show(at)} 处的系数偏差 ${show(most)}：它吞并了 ${show(at)} ± ${N} 处的概率。`,
      };
}

function notices({ n, N }: WavesModel): ParamNotice[] {
  const marks = [{ at: 2 * n + 1, label: `2n + 1 = ${2 * n + 1}`, ink: "good" as const }];
  if (N >= 2 * n + 1) return [{ param: "points", marks }];
  return [
    {
      param: "points",
      marks,
      remark: {
        en: `Below 2n + 1 = ${2 * n + 1} far sites fold onto near ones.`,
        zh: `小于 2n + 1 = ${2 * n + 1} 时远处折叠到近处。`,
      },
      fixes: [{ title: { en: `N = ${2 * n + 1}`, zh: `N = ${2 * n + 1}` }, value: 2 * n + 1 }],
    },
  ];
}

function emit({ p, N }: WavesModel, step: number, target: EmitTarget): string {
  if (target === "python")
    return [
      "import numpy as np",
      "",
      `n, p, N = ${step}, ${p}, ${N}`,
      "theta = 2 * np.pi * np.arange(N) / N",
      "phi = (p * np.exp(1j * theta) + (1 - p) * np.exp(-1j * theta)) ** n",
      "coefficients = np.fft.fft(phi).real / N  # entry k mod N belongs to site k, and to k ± N",
      'print("sum", float(coefficients.sum()))',
      'print("at n mod 2", float(coefficients[n % 2]))',
      "",
    ].join("\n");
  if (target === "typescript")
    return [
      `const [n, p, N] = [${step}, ${p}, ${N}];`,
      "const coefficient = (k: number) => {",
      "  let sum = 0;",
      "  for (let j = 0; j < N; j++) {",
      "    const theta = (2 * Math.PI * j) / N;",
      "    const size = Math.hypot(Math.cos(theta), (2 * p - 1) * Math.sin(theta)) ** n;",
      "    const angle = n * Math.atan2((2 * p - 1) * Math.sin(theta), Math.cos(theta));",
      "    sum += size * Math.cos(angle - k * theta);",
      "  }",
      "  return sum / N;",
      "};",
      "console.log({ site: n % 2, coefficient: coefficient(n % 2) });",
      "",
    ].join("\n");
  return [
    `# |φ(w)|^${step} with p = ${p}, and the bell it comes to`,
    `φ(w) = (cos(w)^2 + ${2 * p - 1}^2*sin(w)^2)^(${step}/2)`,
    `g(w) = exp(-${step}*${4 * p * (1 - p)}*w^2/2)`,
    `φ(${1 / Math.sqrt(Math.max(1, step))})`,
    `g(${1 / Math.sqrt(Math.max(1, step))})`,
    "plot g",
    "",
  ].join("\n");
}

/** The generating function on the unit circle, and back. */
export const wavesPart: Part<WavesModel> = {
  compute,
  steps: ({ n }) => n,
  scenes: { characteristic: characteristicScene, folded: foldedScene },
  checks,
  notes,
  narrate,
  notices,
  emit,
};
