import type { EmitTarget } from "../demo";
import { type FamilyModel, familyStateAt } from "./family";
import { gridQuantiles } from "./grid-code";
import { numberOf } from "./subject";

/** Source that gives the posterior on screen again from the data. */
export function emitFamily(model: FamilyModel, step: number, target: EmitTarget): string {
  const { n, priorLaw } = familyStateAt(model, step);
  const data = JSON.stringify(model.data.slice(0, n));
  const exposures = JSON.stringify(model.exposures ? model.exposures.slice(0, n) : new Array(n).fill(1));
  const isPython = target === "python";
  if (target === "nabla") {
    const seen = model.data.slice(0, n);
    const sum = seen.reduce((s, x) => s + x, 0);
    const body: Record<FamilyModel["id"], string> = {
      normal:
        priorLaw.kind === "normal"
          ? `-${n} * (t - ${n > 0 ? sum / n : 0})^2 / (2 * ${numberOf(model.values, "sigma")}^2) - (t - ${priorLaw.mean})^2 / (2 * ${priorLaw.sd}^2)`
          : "0",
      counts:
        priorLaw.kind === "gamma"
          ? `${priorLaw.shape - 1 + sum} * log(t) - ${priorLaw.rate + (model.exposures ?? seen.map(() => 1)).slice(0, n).reduce((s, x) => s + x, 0)} * t`
          : "0",
      waits: priorLaw.kind === "gamma" ? `${priorLaw.shape - 1 + n} * log(t) - ${priorLaw.rate + sum} * t` : "0",
      maximum: priorLaw.kind === "pareto" ? `-${priorLaw.shape + n + 1} * log(t)` : "0",
    };
    return [
      "# the log posterior up to a constant, and its slope",
      `f(t) = ${body[model.id]}`,
      "f'(t)",
      "f'(2)",
      "plot f",
      "",
    ].join("\n");
  }
  if (priorLaw.kind === "normal") {
    const sigma = numberOf(model.values, "sigma");
    return isPython
      ? [
          `x = ${data}`,
          `m0, t0, sigma = ${priorLaw.mean}, ${priorLaw.sd}, ${sigma}`,
          "precision = 1 / t0**2 + len(x) / sigma**2",
          'print("mean", (m0 / t0**2 + sum(x) / sigma**2) / precision)',
          'print("sd", precision**-0.5)',
          "",
        ].join("\n")
      : [
          `const x: number[] = ${data};`,
          `const [m0, t0, sigma] = [${priorLaw.mean}, ${priorLaw.sd}, ${sigma}];`,
          "const precision = 1 / t0 ** 2 + x.length / sigma ** 2;",
          "const mean = (m0 / t0 ** 2 + x.reduce((s, v) => s + v, 0) / sigma ** 2) / precision;",
          "console.log({ mean, sd: precision ** -0.5 });",
          "",
        ].join("\n");
  }
  if (priorLaw.kind === "pareto") {
    return isPython
      ? [
          `x = ${data}`,
          `scale, shape = max([${priorLaw.scale}, *x]), ${priorLaw.shape} + len(x)`,
          'print("scale", scale, "shape", shape)',
          'print("mean", shape * scale / (shape - 1) if shape > 1 else float("inf"))',
          "",
        ].join("\n")
      : [
          `const x: number[] = ${data};`,
          `const [scale, shape] = [Math.max(${priorLaw.scale}, ...x), ${priorLaw.shape} + x.length];`,
          "console.log({ scale, shape, mean: shape > 1 ? (shape * scale) / (shape - 1) : Infinity });",
          "",
        ].join("\n");
  }
  if (priorLaw.kind !== "gamma") return "";
  const isCounts = model.id === "counts";
  const prior = `${priorLaw.shape}, ${priorLaw.rate}`;
  const level = numberOf(model.values, "level");
  return isPython
    ? [
        "from math import exp, log",
        "",
        `x = ${data}`,
        ...(isCounts ? [`exposure = ${exposures}`] : []),
        `a, b = ${prior}`,
        isCounts ? "shape, rate = a + sum(x), b + sum(exposure)" : "shape, rate = a + len(x), b + sum(x)",
        'print("mean", shape / rate, "sd", shape**0.5 / rate)',
        "",
        "# scipy.stats.gamma(shape, scale=1 / rate) has the quantiles ready-made; here they are added up along t = ln λ",
        ...gridQuantiles(
          "shape * t - rate * exp(t)",
          "log(shape / rate) - 40 / min(1, shape)",
          "log(shape / rate) + 6 / min(1, shape)",
          "exp(t)",
        ),
        'print("median", quantile(0.5))',
        `print("equal-tailed", quantile(${(1 - level) / 2}), quantile(${(1 + level) / 2}))`,
        "",
      ].join("\n")
    : [
        `const x: number[] = ${data};`,
        ...(isCounts ? [`const exposure: number[] = ${exposures};`] : []),
        `const [a, b] = [${prior}];`,
        "const sum = (list: number[]): number => list.reduce((s, v) => s + v, 0);",
        isCounts
          ? "const [shape, rate] = [a + sum(x), b + sum(exposure)];"
          : "const [shape, rate] = [a + x.length, b + sum(x)];",
        "console.log({ shape, rate, mean: shape / rate, sd: Math.sqrt(shape) / rate });",
        "",
      ].join("\n");
}
