import type { EmitTarget } from "../demo";
import { type CoinModel, priorSd } from "./coin";
import { coinRegion, coinStateAt } from "./coin-state";
import { gridQuantiles } from "./grid-code";
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
          `k, n = ${k}, ${n}`,
          `theta = ${JSON.stringify(at)}`,
          `prior = ${JSON.stringify(weights)}`,
          "weight = [p * t**k * (1 - t) ** (n - k) for p, t in zip(prior, theta)]",
          'print("posterior", [w / sum(weight) for w in weight])',
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
          "from math import exp, log, log1p",
          "",
          `k, n, mean, sd = ${k}, ${n}, ${mean}, ${sd}`,
          "theta = [(i + 0.5) / 200_000 for i in range(200_000)]",
          "logs = [k * log(t) + (n - k) * log1p(-t) - (t - mean) ** 2 / (2 * sd**2) for t in theta]",
          "top = max(logs)",
          "weight = [exp(v - top) for v in logs]",
          'print("mean", sum(w * t for w, t in zip(weight, theta)) / sum(weight))',
          'print("map", theta[logs.index(top)])',
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
        "from math import exp, log1p",
        "",
        `k, n = ${k}, ${n}  # heads, tosses`,
        `a, b = ${shapes.a} + k, ${shapes.b} + n - k`,
        'print("mean", a / (a + b), "sd", (a * b / (a + b + 1)) ** 0.5 / (a + b))',
        "",
        "# scipy.stats.beta(a, b) has the quantiles ready-made; here they are added up along the log-odds t",
        "def below(t):  # ln of 1 / (1 + e^-t)",
        "    return -log1p(exp(-t)) if t > -30 else t",
        "",
        ...gridQuantiles(
          "a * below(t) + b * below(-t)",
          "-40 / min(1, a)",
          "40 / min(1, b)",
          "1 / (1 + exp(-t)) if t > -700 else 0.0",
        ),
        'print("median", quantile(0.5))',
        `print("equal-tailed", quantile(${(1 - level) / 2}), quantile(${(1 + level) / 2}))`,
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
