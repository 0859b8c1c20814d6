import type { EmitTarget } from "../demo";
import { type CoinModel, priorSd } from "./coin";
import { coinRegion, coinStateAt } from "./coin-state";
import { numberOf } from "./subject";

/** Source that gives the numbers on screen again. */
export function emitCoin(model: CoinModel, step: number, target: EmitTarget): string {
  const { n, k, kind, shapes, points } = coinStateAt(model, step);
  const level = numberOf(model.values, "level");
  const { mean, sd } = { mean: numberOf(model.values, "priorMean"), sd: priorSd(model.values) };
  if (target === "nabla") {
    const prior =
      kind === "normal"
        ? ` - (t - ${mean})^2 / (2 * ${sd}^2)`
        : kind === "beta"
          ? ` + ${shapes.a - 1} * log(t) + ${shapes.b - 1} * log(1 - t)`
          : "";
    return [
      `# ${k} heads in ${n} tosses: the log posterior up to a constant, and its slope`,
      `f(t) = ${k} * log(t) + ${n - k} * log(1 - t)${prior}`,
      "f'(t)",
      "f'(0.5)",
      "plot f",
      "",
    ].join("\n");
  }
  if (kind === "points") {
    const { at, weights } = points!.prior;
    return target === "python"
      ? [
          "import numpy as np",
          "",
          `k, n = ${k}, ${n}`,
          `theta = np.array(${JSON.stringify(at)})`,
          `prior = np.array(${JSON.stringify(weights)})`,
          "weight = prior * theta**k * (1 - theta) ** (n - k)",
          'print("posterior", (weight / weight.sum()).tolist())',
          "",
        ].join("\n")
      : [
          `const [k, n] = [${k}, ${n}];`,
          `const theta = ${JSON.stringify(at)};`,
          `const prior = ${JSON.stringify(weights)};`,
          "const weight = theta.map((t, j) => prior[j] * t ** k * (1 - t) ** (n - k));",
          "const sum = weight.reduce((s, w) => s + w, 0);",
          "console.log({ posterior: weight.map((w) => w / sum) });",
          "",
        ].join("\n");
  }
  if (kind === "normal") {
    return target === "python"
      ? [
          "import numpy as np",
          "",
          `k, n, mean, sd = ${k}, ${n}, ${mean}, ${sd}`,
          "theta = (np.arange(200_000) + 0.5) / 200_000",
          "log = k * np.log(theta) + (n - k) * np.log1p(-theta) - (theta - mean) ** 2 / (2 * sd**2)",
          "weight = np.exp(log - log.max())",
          "weight /= weight.sum()",
          'print("mean", float(weight @ theta))',
          'print("map", float(theta[np.argmax(log)]))',
          "",
        ].join("\n")
      : [
          `const [k, n, mean, sd] = [${k}, ${n}, ${mean}, ${sd}];`,
          "const count = 200000;",
          "let [sum, first, top, map] = [0, 0, -Infinity, 0];",
          "const log = (t: number): number => k * Math.log(t) + (n - k) * Math.log1p(-t) - (t - mean) ** 2 / (2 * sd ** 2);",
          "for (let i = 0; i < count; i++) if (log((i + 0.5) / count) > top) [top, map] = [log((i + 0.5) / count), (i + 0.5) / count];",
          "for (let i = 0; i < count; i++) {",
          "  const t = (i + 0.5) / count;",
          "  const w = Math.exp(log(t) - top);",
          "  sum += w;",
          "  first += w * t;",
          "}",
          "console.log({ mean: first / sum, map });",
          "",
        ].join("\n");
  }
  const [a, b] = [shapes.a + k, shapes.b + n - k];
  const { pieces } = coinRegion(
    { ...model, values: { ...model.values, scale: "theta" } },
    coinStateAt(model, step).posterior,
  );
  return target === "python"
    ? [
        "from scipy.stats import beta",
        "",
        `k, n = ${k}, ${n}  # heads, tosses`,
        `posterior = beta(${shapes.a} + k, ${shapes.b} + n - k)`,
        'print("mean", posterior.mean(), "sd", posterior.std(), "median", posterior.median())',
        `print("equal-tailed", posterior.interval(${level}))`,
        `# on screen: ${JSON.stringify(pieces)}`,
        "",
      ].join("\n")
    : [
        `const [a, b] = [${a}, ${b}]; // posterior Beta(a, b) after ${k} heads in ${n}`,
        "const mean = a / (a + b);",
        "const sd = Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1)));",
        "const map = a > 1 && b > 1 ? (a - 1) / (a + b - 2) : a < b ? 0 : 1;",
        "console.log({ mean, sd, map });",
        "",
      ].join("\n");
}
