import { composeKernels, kernelAt, schemeGrowth, stepSize } from "../../core/walk/diffusion";
import { walkLaw } from "../../core/walk/law";
import type { Text } from "../../words/text";
import type { Check, EmitTarget, Note, ParamNotice } from "../demo";
import { memo } from "../memo";
import { show, showTex } from "../number";
import type { Part } from "./part";
import { compute, grows, HALF, LEVELS, PACE, PLACES, rowAt, type ZoomModel } from "./zoom-model";
import { heatScene, schemeScene, spreadScene, zoomedScene } from "./zoom-scenes";

function checks(model: ZoomModel, level: number): Check[] {
  const { alpha, r, c } = model;
  // Until the walls are felt the scheme is a sum of independent steps +1, 0, −1.
  const k = Math.min(HALF - 1, level * PACE);
  const u = rowAt(model, k);
  let [mass, mean, second] = [0, 0, 0];
  u.forEach((x, j) => {
    mass += x;
    mean += x * (j - HALF);
    second += x * (j - HALF) ** 2;
  });
  const composed = memo(model, `composed ${level}`, () =>
    composeKernels({ alpha }, 1, Math.max(1, Math.min(16, 2 ** level)), 0.05 * Math.sqrt(alpha), 160),
  );
  const out: Check[] = [
    {
      name: { en: `heat in all places after ${k} steps`, zh: `${k} 步后的总热量` },
      expected: 1,
      actual: mass,
      tolerance: 1e-10,
      source: { en: "nothing has reached a wall", zh: "尚未触墙" },
    },
    {
      name: { en: "its mean square", zh: "均方" },
      expected: k * (2 * r - c * c) + (k * c) ** 2,
      actual: second,
      tolerance: 1e-9,
      source: { en: "variance 2r − c² and mean c of one step", zh: "一步的方差 2r − c² 与均值 c" },
    },
    {
      name: { en: "its mean", zh: "均值" },
      expected: k * c,
      actual: mean,
      tolerance: 1e-9,
      source: { en: "c a step", zh: "每步 c" },
    },
    {
      name: {
        en: `${Math.max(1, Math.min(16, 2 ** level))} kernels composed, at x = √α`,
        zh: `${Math.max(1, Math.min(16, 2 ** level))} 个核复合，x = √α`,
      },
      expected: kernelAt({ alpha }, Math.sqrt(alpha), 1),
      actual: composed[160 + 20],
      tolerance: 1e-10,
      source: { en: "one kernel N(0, αt): Chapman–Kolmogorov", zh: "单个核 N(0, αt)：Chapman–Kolmogorov" },
    },
  ];
  if (r === 0.5) {
    const even = k - (k % 2);
    out.push({
      name: { en: `scheme in the middle after ${even} steps`, zh: `${even} 步后格式中央的值` },
      expected: walkLaw(even, (1 + c) / 2)[even / 2],
      actual: rowAt(model, even)[HALF],
      tolerance: 1e-12,
      source: { en: "binomial law: with r = ½ the scheme is the walk", zh: "二项分布：r = ½ 时格式就是游走" },
    });
  }
  return out;
}

/** A term of a sum with its sign before it. */
const signed = (value: number): string => (value < 0 ? `-${showTex(-value, 3)}` : `+${showTex(value, 3)}`);

function notes({ alpha, r, c }: ZoomModel, level: number): Note[] {
  return [
    {
      id: "limit",
      tex: "\\Delta s^2=\\alpha\\,\\Delta t,\\;D=\\tfrac{\\alpha}{2}=\\slot{D}:\\qquad \\partial_t P=\\slot{D}\\,\\partial_x^2P,\\quad P(x,t)=\\tfrac{1}{\\sqrt{2\\pi\\cdot\\slot{alpha}\\,t}}e^{-x^2/(2\\cdot\\slot{alpha}\\,t)},\\quad \\Delta t=\\slot{dt}",
      slots: { D: showTex(alpha / 2), alpha: showTex(alpha), dt: `1/${2 ** level}` },
      sentence: {
        en: "A path a hundred times as fine needs steps a tenth as long: variances add, lengths do not. (Einstein 1905)",
        zh: "时间细一百倍，步长只缩到十分之一：相加的是方差而不是长度。（Einstein 1905）",
      },
    },
    {
      id: "paths",
      tex: "P(x,t)=\\int\\!\\cdots\\!\\int \\prod_{k=1}^{\\slot{n}} \\tfrac{1}{\\sqrt{2\\pi\\alpha\\,\\delta}}\\,e^{-(x_k-x_{k-1})^2/(2\\alpha\\delta)}\\,dx_1\\cdots dx_{\\slot{m}},\\qquad\\delta=t/\\slot{n}",
      slots: { n: String(2 ** level), m: String(2 ** level - 1) },
      sentence: {
        en: "A sum over all paths: each is weighed by its squared speeds. For every n the integral is the same one kernel.",
        zh: "对所有路径求和：每条路径按其速度平方加权。无论 n 取多少，积分都是同一个核。",
      },
    },
    {
      id: "scheme",
      tex: "u_j\\leftarrow \\slot{left}\\,u_{j-1}\\slot{stay}\\,u_j\\slot{right}\\,u_{j+1},\\qquad \\max_\\theta|g(\\theta)|=\\slot{growth}",
      slots: {
        left: showTex(r + c / 2, 3),
        stay: signed(1 - 2 * r),
        right: signed(r - c / 2),
        growth: showTex(schemeGrowth(r, c), 5),
      },
      sentence: {
        en: "Stable iff c² ≤ 2r ≤ 1. At r = ½ nothing stays in place and the scheme is Pascal's triangle.",
        zh: "稳定当且仅当 c² ≤ 2r ≤ 1。r = ½ 时无物停留，格式就是杨辉三角。",
      },
    },
  ];
}

function narrate(model: ZoomModel, level: number): Text {
  const { alpha, r, c } = model;
  const wrong = [stepSize("ballistic", alpha, 2 ** -level), stepSize("wild", alpha, 2 ** -level)].map(
    (ds) => ds * ds * 2 ** level,
  );
  const growth = schemeGrowth(r, c);
  const scheme = grows(model)
    ? {
        en: ` The scheme is unstable: its worst wave grows by ${show(growth)} a step.`,
        zh: `格式不稳定：最坏的波每步增长 ${show(growth)} 倍。`,
      }
    : { en: "", zh: "" };
  return {
    en: `Zoom ${level}: ${2 ** level} steps of Δt = 1/${2 ** level}. The right scaling keeps the variance ${show(alpha)}; the others have ${show(wrong[0])} and ${show(wrong[1])}.${scheme.en}`,
    zh: `放远 ${level} 级：${2 ** level} 步，Δt = 1/${2 ** level}。正确的尺度保持方差 ${show(alpha)}；另两种为 ${show(wrong[0])} 与 ${show(wrong[1])}。${scheme.zh}`,
  };
}

function notices(model: ZoomModel): ParamNotice[] {
  const { r, c } = model;
  const marks = [
    { at: 0.5, label: "½", ink: "wrong" as const },
    { at: Math.max(0.05, (c * c) / 2), label: "c²/2", ink: "faint" as const },
  ];
  if (!grows(model)) return [{ param: "r", marks }];
  return [
    {
      param: "r",
      marks,
      problem: {
        en: `Unstable: some wave is multiplied by ${show(schemeGrowth(r, c))} each step.`,
        zh: `不稳定：某个波每步乘以 ${show(schemeGrowth(r, c))}。`,
      },
      fixes: [{ title: { en: "r = ½", zh: "r = ½" }, value: 0.5 }],
    },
  ];
}

function emit({ r, c, wall, alpha }: ZoomModel, level: number, target: EmitTarget): string {
  const k = level * PACE;
  if (target === "python")
    return [
      "import numpy as np",
      "",
      `r, c, steps = ${r}, ${c}, ${k}  # D dt / ds^2, p - q`,
      `u = np.zeros(${PLACES}); u[${HALF}] = 1.0`,
      "for _ in range(steps):",
      "    v = (1 - 2 * r) * u",
      "    v[1:] += (r + c / 2) * u[:-1]",
      "    v[:-1] += (r - c / 2) * u[1:]",
      ...(wall === "reflecting" ? ["    v[0] += (r - c / 2) * u[0]", "    v[-1] += (r + c / 2) * u[-1]"] : []),
      "    u = v",
      `print("middle", float(u[${HALF}]))`,
      'print("all", float(u.sum()))',
      "",
    ].join("\n");
  if (target === "typescript")
    return [
      `const [r, c, steps, half] = [${r}, ${c}, ${k}, ${HALF}];`,
      "let u = Array.from({ length: 2 * half + 1 }, (_, j) => (j === half ? 1 : 0));",
      "for (let k = 0; k < steps; k++) {",
      "  u = u.map((x, j) => (r + c / 2) * (u[j - 1] ?? 0) + (1 - 2 * r) * x + (r - c / 2) * (u[j + 1] ?? 0)",
      wall === "reflecting"
        ? "    + (j === 0 ? (r - c / 2) * x : 0) + (j === 2 * half ? (r + c / 2) * x : 0));"
        : "  );",
      "}",
      "console.log({ middle: u[half], all: u.reduce((a, b) => a + b, 0) });",
      "",
    ].join("\n");
  return [
    "# the kernel of diffusion solves the heat equation",
    `f(x, t) = exp(-x^2/(2*${alpha}*t))/sqrt(2*pi*${alpha}*t)`,
    `f(${Math.sqrt(alpha)}, 1)`,
    "∇f",
    "",
  ].join("\n");
}

/** The continuum: scalings, heat equation, path integral. */
export const zoomPart: Part<ZoomModel> = {
  compute,
  steps: () => LEVELS,
  scenes: { zoomed: zoomedScene, spread: spreadScene, heat: heatScene, scheme: schemeScene },
  checks,
  notes,
  narrate,
  notices,
  emit,
};
