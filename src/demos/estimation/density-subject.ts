import { gaussLegendre, simpson } from "../../core/num/quadrature";
import type { Text } from "../../words/text";
import type { Check, EmitTarget, Note, ParamNotice } from "../demo";
import { formulaNotices } from "../formula-words";
import { show, showTex } from "../number";
import { CHAINS, computeDensity, type DensityModel, targetIn, typedIn } from "./density";
import { diagnosisAt, exactIn, gridIn, referenceOf, shownDraws, stepsOf } from "./density-reference";
import { marginalScene, targetScene } from "./density-scenes";
import type { Subject } from "./subject";
import { traceScene, traceWords } from "./trace-scene";

function checks(model: DensityModel): Check[] {
  if (model.problems.length > 0 || model.isEmpty) return [];
  const out: Check[] = [];
  const [x0, y0, x1, y1] = model.window;
  const target = targetIn(model);
  const reference = referenceOf(model);
  if (!reference) return [];
  const place = (x: number): number => (x - x0) / (x1 - x0);
  let isTrusted = true;
  if (exactIn(model)) {
    const weight = (x: number): number => Math.exp(target.value([x]) - reference.logTotal);
    const mass = simpson(weight, x0, x1, 20_000);
    const mean = simpson((x) => place(x) * weight(x), x0, x1, 20_000) / mass;
    out.push({
      name: { en: "whole probability", zh: "总概率" },
      expected: 1,
      actual: mass,
      tolerance: 1e-5,
      source: { en: "Simpson's rule", zh: "辛普森法则" },
    });
    out.push({
      name: { en: "mean of x, as a share of the window", zh: "x 的均值（占窗口的比例）" },
      expected: mean,
      actual: place(reference.mean),
      tolerance: 1e-5,
      source: { en: "Simpson's rule", zh: "辛普森法则" },
    });
  } else {
    const sum = gridIn(model)!.weights.reduce((s, w) => s + w, 0);
    out.push({
      name: { en: "weights of the grid", zh: "网格权重" },
      expected: 1,
      actual: sum,
      tolerance: 1e-10,
      source: { en: "they sum to one", zh: "其和为一" },
    });
    // The same integral by another rule; a needle that neither resolves is not judged.
    const { nodes, weights } = gaussLegendre(96);
    let [mass, mean] = [0, 0];
    for (let i = 0; i < 96; i++) {
      for (let j = 0; j < 96; j++) {
        const [x, y] = [(x0 + x1) / 2 + ((x1 - x0) / 2) * nodes[j]!, (y0 + y1) / 2 + ((y1 - y0) / 2) * nodes[i]!];
        const w = weights[i]! * weights[j]! * Math.exp(target.value([x, y]) - reference.logTotal);
        mass += w;
        mean += w * place(x);
      }
    }
    const whole = (mass * (x1 - x0) * (y1 - y0)) / 4;
    isTrusted = Math.abs(whole - 1) < 5e-4;
    if (isTrusted)
      out.push({
        name: { en: "mean of x, as a share of the window", zh: "x 的均值（占窗口的比例）" },
        expected: mean / mass,
        actual: place(reference.mean),
        tolerance: 5e-4,
        source: { en: "Gauss's rule with 96 × 96 points", zh: "96 × 96 点高斯求积" },
      });
  }
  const { laplace } = model;
  if (laplace) {
    // Flat at the top, measured in standard deviations, from values alone.
    laplace.mode.slice(0, model.dimension).forEach((_, i) => {
      const sd = Math.sqrt(laplace.covariance[i * model.dimension + i]!);
      const at = (k: number): number => target.value(laplace.mode.map((v, m) => (m === i ? v + k * sd * 0.01 : v)));
      const slope = (at(1) - at(-1)) / 0.02 - (at(2) - 2 * at(1) + 2 * at(-1) - at(-2)) / 0.12;
      if (Number.isFinite(slope))
        out.push({
          name: { en: `slope at the top along ${i === 0 ? "x" : "y"}`, zh: `峰处沿 ${i === 0 ? "x" : "y"} 的斜率` },
          expected: 0,
          actual: slope,
          tolerance: 1e-4,
          source: { en: "differences of ln p", zh: "ln p 的差分" },
        });
    });
  }
  const end = diagnosisAt(model, stepsOf(model));
  if (isTrusted && end && end.rHat < 1.05) {
    out.push({
      name: { en: "mean of the draws within 5 standard errors", zh: "抽样均值在 5 个标准误之内" },
      expected: 0,
      actual: Math.abs(end.mean - reference.mean) <= 5 * end.error ? 0 : 1,
      tolerance: 1e-6,
      source: { en: "grid or quadrature", zh: "网格或求积" },
    });
  }
  return out;
}

function notes(model: DensityModel, step: number): Note[] {
  if (model.problems.length > 0 || model.isEmpty) return [];
  const found = diagnosisAt(model, step);
  const isHmc = model.sampler === "hmc";
  const out: Note[] = [
    {
      id: "sampler",
      tex: isHmc
        ? "H(q,p)=-\\ln p(q)+\\tfrac12|p|^2,\\qquad P(\\text{accept})=\\min\\left(1,e^{-\\Delta H}\\right)"
        : "q'=q+s\\,\\xi,\\quad\\xi\\sim N(0,I),\\qquad P(\\text{accept})=\\min\\left(1,\\frac{p(q')}{p(q)}\\right)",
      slots: {},
      sentence: isHmc
        ? {
            en: "A random kick, then a path that follows the gradient and almost keeps the energy: far proposals that are still accepted.",
            zh: "随机一推，再沿梯度走一段几乎保持能量的路：提议很远，却仍被接受。",
          }
        : {
            en: "A blind step, taken if it leads up, and sometimes if it leads down. Too small a step crawls, too large a one is refused.",
            zh: "盲目迈一步：上坡必走，下坡偶尔走。步子太小则爬行，太大则被拒。",
          },
    },
  ];
  if (found) {
    out.push({
      id: "diagnosis",
      tex: "\\hat R=\\slot{rhat},\\qquad n_{\\text{eff}}=\\slot{ess},\\qquad \\mathbb E[x]=\\slot{mean}\\pm\\slot{error}",
      slots: {
        rhat: showTex(found.rHat),
        ess: showTex(found.effective, 3),
        mean: showTex(found.mean),
        error: showTex(found.error, 2),
      },
      sentence: {
        en: "R̂ compares the spread between chains with that within; the effective size says how many independent draws they are worth.",
        zh: "R̂ 比较链间与链内的离散；有效样本量说明它们相当于多少个独立样本。",
      },
    });
  }
  const { laplace } = model;
  const reference = referenceOf(model);
  if (laplace && reference) {
    out.push({
      id: "laplace",
      tex: "\\ln\\!\\int p\\approx \\ln p(\\hat q)+\\tfrac d2\\ln 2\\pi-\\tfrac12\\ln\\det(-\\nabla^2)=\\slot{laplace},\\qquad\\text{grid }\\slot{grid}",
      slots: { laplace: showTex(laplace.logTotal, 5), grid: showTex(reference.logTotal, 5) },
      sentence: {
        en: "Laplace puts a normal law on the top: exact for a normal density, blind to skewness and to other tops.",
        zh: "拉普拉斯在峰上放一个正态分布：对正态密度精确，却看不到偏斜与其他的峰。",
      },
    });
  }
  return out;
}

function notices(model: DensityModel): ParamNotice[] {
  const out: ParamNotice[] = formulaNotices(model.problems);
  if (model.problems.length === 0 && model.isEmpty)
    out.push({
      param: "formula",
      problem: {
        en: "In this window the formula is nowhere a number: move the window or the formula.",
        zh: "在此窗口内公式处处不是数：请移动窗口或修改公式。",
      },
    });
  if (model.ridge) {
    const [a, b] = model.ridge;
    const along: Text =
      b === undefined
        ? { en: "The top is flat: the data do not say where x is.", zh: "峰是平的：数据不能确定 x。" }
        : {
            en: `A flat ridge: along (${show(a!, 3)}, ${show(b, 3)}) the density hardly falls. Only the combination at right angles to it is identified.`,
            zh: `平坦的山脊：沿 (${show(a!, 3)}, ${show(b, 3)}) 密度几乎不降。只有与之垂直的组合可识别。`,
          };
    out.push({ param: "formula", remark: along });
  }
  return out;
}

export const densitySubject: Subject<DensityModel> = {
  compute: computeDensity,
  steps: stepsOf,
  scenes: {
    target: (model, step, _view, locale) => targetScene(model, step, locale),
    marginal: (model, step, _view, locale) => marginalScene(model, step, locale),
    trace: (model, step, _view, locale) => traceScene(model, step, locale),
  },
  checks: (model) => checks(model),
  notes: (model, step) => notes(model, step),
  narrate(model, step, locale) {
    if (model.problems.length > 0) return model.problems[0]!.message[locale];
    if (model.isEmpty)
      return { en: "There is no density in this window to draw from.", zh: "此窗口内没有可抽样的密度。" }[locale];
    const count = shownDraws(model, step);
    if (count === 0)
      return { en: `Play: ${CHAINS} chains start far apart.`, zh: `播放：${CHAINS} 条链从相距很远处出发。` }[locale];
    const first = model.chains[0]!;
    const d = model.dimension;
    const isIn = first.accepted[count - 1] === 1;
    const at = Array.from(first.draws.slice((count - 1) * d, count * d), (x) => show(x)).join(", ");
    return {
      en: `Draw ${count} of chain 1: the proposal has chance ${show(first.chances[count - 1]!, 3)} and is ${isIn ? "taken" : "refused"}; now at (${at}). ${traceWords(model, step).en}`,
      zh: `链 1 的第 ${count} 次：提议的接受概率为 ${show(first.chances[count - 1]!, 3)}，${isIn ? "接受" : "拒绝"}；现在在 (${at})。${traceWords(model, step).zh}`,
    }[locale];
  },
  notices,
  probe(model, _step, scene, x, y) {
    if (scene !== "target" || model.isEmpty) return undefined;
    const f = typedIn(model);
    return model.dimension === 1
      ? `x = ${show(x)}: ln p = ${show(f.value(x, 0))}`
      : `(${show(x)}, ${show(y)}): ln p = ${show(f.value(x, y))}`;
  },
  emit,
};

function emit(model: DensityModel, _step: number, target: EmitTarget): string {
  const f = typedIn(model);
  const [x0, y0, x1, y1] = model.window;
  const isPlane = model.dimension === 2;
  if (target === "nabla") return [f.source, "∇f", "∇²f", "plot f", ""].join("\n");
  const code = f.code(target);
  if (!code)
    return target === "python"
      ? `# ${model.formula.replace(/[\r\n]/g, " ")} has no form in NumPy\n`
      : `// ${model.formula.replace(/[\r\n]/g, " ")} has no form in TypeScript\n`;
  if (target === "python") {
    return [
      "import numpy as np",
      "",
      ...code.preamble,
      "def f(x, y):",
      `    return ${code.value} + 0 * x`,
      "",
      "n = 400",
      `xs = ${x0} + (np.arange(n) + 0.5) / n * ${x1 - x0}`,
      `ys = ${isPlane ? `${y0} + (np.arange(n) + 0.5) / n * ${y1 - y0}` : "np.zeros(1)"}`,
      "x, y = np.meshgrid(xs, ys)",
      "log = np.array([[f(a, b) for a, b in zip(r, s)] for r, s in zip(x, y)], dtype=float)",
      "weight = np.exp(log - np.nanmax(log))",
      "weight[np.isnan(weight)] = 0",
      'print("mean of x", float((weight * x).sum() / weight.sum()))',
      "",
    ].join("\n");
  }
  return [
    ...code.preamble,
    `const f = (x: number, y: number): number => ${code.value};`,
    "const n = 400;",
    "let [sum, first, top] = [0, 0, -Infinity];",
    `const xAt = (j: number): number => ${x0} + ((j + 0.5) / n) * ${x1 - x0};`,
    `const yAt = (i: number): number => ${isPlane ? `${y0} + ((i + 0.5) / n) * ${y1 - y0}` : "0"};`,
    `const rows = ${isPlane ? "n" : "1"};`,
    "for (let i = 0; i < rows; i++) for (let j = 0; j < n; j++) top = Math.max(top, f(xAt(j), yAt(i)) || -Infinity);",
    "for (let i = 0; i < rows; i++) {",
    "  for (let j = 0; j < n; j++) {",
    "    const w = Math.exp(f(xAt(j), yAt(i)) - top) || 0;",
    "    sum += w;",
    "    first += w * xAt(j);",
    "  }",
    "}",
    "console.log({ meanOfX: first / sum });",
    "",
  ].join("\n");
}
