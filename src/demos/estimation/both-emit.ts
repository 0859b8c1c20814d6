import type { EmitTarget } from "../demo";
import { type BothModel, bothAt } from "./both";

/** Source that gives the normal-inverse-gamma posterior on screen again from the data. */
export function emitBoth(model: BothModel, step: number, target: EmitTarget): string {
  const { n, prior, law } = bothAt(model, step);
  const data = JSON.stringify(model.data.slice(0, n));
  const { mean, weight, shape, scale } = prior;
  if (target === "python")
    return [
      "# only what comes with Python; scipy.stats.t(df, location, se).interval(0.95) gives the interval of the mean",
      `x = ${data}`,
      `mean, weight, shape, scale = ${mean}, ${weight}, ${shape}, ${scale}`,
      "for v in x:",
      "    gap = v - mean",
      "    scale += weight * gap * gap / (2 * (weight + 1))",
      "    weight += 1",
      "    shape += 0.5",
      "    mean += gap / weight",
      'print("mean", mean, "weight", weight, "shape", shape, "scale", scale)',
      "if shape > 0 and scale > 0:",
      '    print("mean: Student t with", 2 * shape, "degrees of freedom, width", (scale / (shape * weight)) ** 0.5)',
      '    print("top of the deviation", (scale / (shape + 0.5)) ** 0.5)',
      "",
    ].join("\n");
  if (target === "typescript")
    return [
      `const x: number[] = ${data};`,
      `let [mean, weight, shape, scale] = [${mean}, ${weight}, ${shape}, ${scale}];`,
      "for (const v of x) {",
      "  const gap = v - mean;",
      "  scale += (weight * gap * gap) / (2 * (weight + 1));",
      "  weight += 1;",
      "  shape += 0.5;",
      "  mean += gap / weight;",
      "}",
      "console.log({ mean, weight, shape, scale, degreesOfFreedom: 2 * shape });",
      "",
    ].join("\n");
  return [
    "# the joint log posterior of μ and v = σ², up to a constant, and its slopes",
    `f(m, v) = -${law.shape + 1.5} * log(v) - (${law.scale} + ${law.weight / 2} * (m - ${law.mean})^2) / v`,
    "∂f/∂m",
    "∂f/∂v",
    "f(0, 1)",
    "",
  ].join("\n");
}
