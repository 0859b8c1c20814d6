import type { EmitTarget } from "../demo";
import { type ClimbModel, iterateAt, likelihoodIn } from "./climb";
import { numberOf } from "./subject";

/** Source that gives the log-likelihood at the first climber's place. */
export function emitClimb(model: ClimbModel, step: number, target: EmitTarget): string {
  const { family, x, y, start } = model;
  const df = numberOf(model.values, "df");
  const ell = likelihoodIn(model);
  const end = model.climbs[0] ? iterateAt(model.climbs[0].climb, step).at : start;
  const python: Record<string, string> = {
    normal: "-0.5 * ((v - t[0]) / t[1]) ** 2 - log(t[1] * sqrt(2 * pi))",
    student: `-((${df} + 1) / 2) * log1p(((v - t[0]) / t[1]) ** 2 / ${df}) - log(t[1])`,
    bernoulli: "log(t[0]) if v == 1 else log1p(-t[0])",
    poisson: "(v * log(t[0]) if v > 0 else 0) - t[0]",
    exponential: "log(t[0]) - t[0] * v",
    mixture: "log(0.5 * pdf(v, 0, 1) + 0.5 * pdf(v, t[0], t[1]))",
    logistic: "-log1p(exp((1 - 2 * w) * (t[0] + t[1] * v)))",
  };
  const script: Record<string, string> = {
    normal: "-0.5 * ((v - t[0]) / t[1]) ** 2 - Math.log(t[1] * Math.sqrt(2 * Math.PI))",
    student: `-((${df} + 1) / 2) * Math.log1p(((v - t[0]) / t[1]) ** 2 / ${df}) - Math.log(t[1])`,
    bernoulli: "v === 1 ? Math.log(t[0]) : Math.log1p(-t[0])",
    poisson: "(v === 0 ? 0 : v * Math.log(t[0])) - t[0]",
    exponential: "Math.log(t[0]) - t[0] * v",
    mixture: "Math.log(0.5 * pdf(v, 0, 1) + 0.5 * pdf(v, t[0], t[1]))",
    logistic: "-Math.log1p(Math.exp((1 - 2 * y[i]) * (t[0] + t[1] * v)))",
  };
  if (target === "python") {
    return [
      "from math import exp, log, log1p, pi, sqrt",
      "",
      `x = ${JSON.stringify(x)}`,
      ...(family === "logistic" ? [`y = ${JSON.stringify(y)}`] : []),
      ...(family === "mixture" ? ["pdf = lambda v, m, s: exp(-0.5 * ((v - m) / s) ** 2) / (s * sqrt(2 * pi))"] : []),
      "",
      "def log_likelihood(t):",
      family === "logistic"
        ? `    return sum(${python[family]} for v, w in zip(x, y))`
        : `    return sum(${python[family]} for v in x)`,
      "",
      `print("here", log_likelihood(${JSON.stringify(end)}))${family === "student" ? "  # up to a constant" : ""}`,
      ...(ell.maximum.kind === "interior"
        ? [`print("top", log_likelihood(${JSON.stringify(ell.maximum.at)}))`]
        : ["# there is no maximum inside the range of the parameters"]),
      "",
    ].join("\n");
  }
  if (target === "typescript") {
    return [
      `const x: number[] = ${JSON.stringify(x)};`,
      ...(family === "logistic" ? [`const y: number[] = ${JSON.stringify(y)};`] : []),
      ...(family === "mixture"
        ? [
            "const pdf = (v: number, m: number, s: number): number => Math.exp(-0.5 * ((v - m) / s) ** 2) / (s * Math.sqrt(2 * Math.PI));",
          ]
        : []),
      `const logDensity = (v: number, i: number, t: number[]): number => ${script[family]};`,
      "const logLikelihood = (t: number[]): number => x.reduce((s, v, i) => s + logDensity(v, i, t), 0);",
      `console.log({ here: logLikelihood(${JSON.stringify(end)})${family === "student" ? ", note: 'up to a constant'" : ""} });`,
      "",
    ].join("\n");
  }
  const n = x.length;
  const sum = x.reduce((s, v) => s + v, 0);
  const mean = n > 0 ? sum / n : 0;
  const spread = x.reduce((s, v) => s + (v - mean) ** 2, 0);
  const body: Record<string, string> = {
    normal: `f(m, s) = -${n} * log(s) - (${spread} + ${n} * (m - ${mean})^2) / (2 * s^2)`,
    bernoulli: `f(t) = ${sum} * log(t) + ${n - sum} * log(1 - t)`,
    poisson: `f(t) = ${sum} * log(t) - ${n} * t`,
    exponential: `f(t) = ${n} * log(t) - ${sum} * t`,
  };
  const line = body[family];
  return line
    ? ["# the log-likelihood up to a constant", line, "∇f", "plot f", ""].join("\n")
    : [
        `# the squared distance of ${n} data from m`,
        `f(m) = ${spread} + ${n} * (m - ${mean})^2`,
        "f'(m)",
        "plot f",
        "",
      ].join("\n");
}
