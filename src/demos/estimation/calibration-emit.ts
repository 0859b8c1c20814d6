import type { EmitTarget } from "../demo";
import { type CalibrationModel, doneAt } from "./calibration";

/** Source that repeats the experiments with chance of its own; in TypeScript it also holds the ranks on screen. */
export function emitCalibration(model: CalibrationModel, step: number, target: EmitTarget): string {
  const { a, b, n, draws } = model.setting;
  const ranks = model.ranked.slice(0, doneAt(step)).map(({ rank }) => rank);
  if (target === "python")
    return [
      "import random",
      "",
      `a, b, n, draws, repeats = ${a}, ${b}, ${n}, ${draws}, ${Math.max(1, ranks.length)}`,
      "",
      "def answer(k):",
      "    # put your own way of drawing from the posterior here",
      "    return random.betavariate(a + k, b + n - k)",
      "",
      "random.seed(1)",
      "counts = [0] * (draws + 1)",
      "for _ in range(repeats):",
      "    truth = random.betavariate(a, b)",
      "    k = sum(random.random() < truth for _ in range(n))",
      "    counts[sum(answer(k) < truth for _ in range(draws))] += 1",
      "even = repeats / (draws + 1)",
      'print("ranks", counts)',
      'print("chi square", sum((c - even) ** 2 / even for c in counts), "with", draws, "degrees of freedom")',
      "",
    ].join("\n");
  if (target === "typescript")
    return [
      "// ranks of the truth among the draws, one for each experiment; put those of your own sampler here",
      `const ranks: number[] = ${JSON.stringify(ranks)};`,
      `const draws = ${draws};`,
      "const counts = Array.from({ length: draws + 1 }, (_, r) => ranks.filter((rank) => rank === r).length);",
      "const even = ranks.length / (draws + 1);",
      "const chiSquare = even > 0 ? counts.reduce((sum, c) => sum + (c - even) ** 2 / even, 0) : 0;",
      "console.log({ counts, chiSquare, degreesOfFreedom: draws });",
      "",
    ].join("\n");
  return [
    "# the log posterior of the coin after half of the tosses were heads, up to a constant",
    `f(t) = ${a - 1 + Math.floor(n / 2)} * log(t) + ${b - 1 + n - Math.floor(n / 2)} * log(1 - t)`,
    "f'(t)",
    "f'(1/2)",
    "plot f",
    "",
  ].join("\n");
}
