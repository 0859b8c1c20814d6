import type { EmitTarget } from "../demo";
import { countAt, fitsAt, type LineModel, scaleOf } from "./line-model";

export function emit(model: LineModel, step: number, target: EmitTarget): string {
  const count = countAt(model, step);
  const [x, y] = [model.x.slice(0, count), model.y.slice(0, count)];
  const scale = scaleOf(model);
  const { degree, lambda, penalty } = model;
  if (target === "nabla") {
    const fits = fitsAt(model, count);
    const [size, cross, square] = fits ? [fits.design.gram[0]!, fits.design.cross[0]!, fits.design.square] : [1, 0, 0];
    const rest = penalty === "ridge" ? `${lambda} * w^2` : `2 * ${lambda} * abs(w)`;
    return [
      "# the penalised sum of squares of a straight line, as a function of its slope",
      `f(w) = ${square} - 2 * ${cross} * w + ${size} * w^2 + ${rest}`,
      "f'(w)",
      "plot f",
      "",
    ].join("\n");
  }
  const data =
    target === "python"
      ? [`x = [v / ${scale} for v in ${JSON.stringify(x)}]`, `y = ${JSON.stringify(y)}`]
      : [
          `const x: number[] = ${JSON.stringify(x)}.map((v) => v / ${scale});`,
          `const y: number[] = ${JSON.stringify(y)};`,
        ];
  if (target === "python") {
    return [
      ...data,
      `degree, lam = ${degree}, ${lambda}`,
      "centred = lambda c: [v - sum(c) / len(c) for v in c]",
      "dot = lambda u, v: sum(a * b for a, b in zip(u, v))",
      "X = [centred([v ** (p + 1) for v in x]) for p in range(degree)]",
      "rest = centred(y)",
      "w = [0.0] * degree",
      "for _ in range(4000):  # one coefficient after the other",
      "    for p in range(degree):",
      "        size = dot(X[p], X[p])",
      "        pull = dot(X[p], rest) + size * w[p]",
      penalty === "ridge"
        ? "        new = pull / (size + lam)"
        : "        new = max(0.0, abs(pull) - lam) / size * (1 if pull > 0 else -1)",
      "        rest = [r - (new - w[p]) * v for r, v in zip(rest, X[p])]",
      "        w[p] = new",
      'print("slopes", w)',
      "",
    ].join("\n");
  }
  return [
    ...data,
    `const degree = ${degree};`,
    "const mean = (list: number[]): number => list.reduce((s, v) => s + v, 0) / list.length;",
    "const columns = Array.from({ length: degree }, (_, p) => x.map((v) => v ** (p + 1)));",
    "const centred = columns.map((c) => c.map((v) => v - mean(c)));",
    "const z = y.map((v) => v - mean(y));",
    "const dot = (a: number[], b: number[]): number => a.reduce((s, v, i) => s + v * b[i], 0);",
    "const slopes = new Array<number>(degree).fill(0);",
    "for (let round = 0; round < 4000; round++) {",
    "  for (let p = 0; p < degree; p++) {",
    "    const rest = z.map((v, i) => v - slopes.reduce((s, w, q) => s + (q === p ? 0 : w * centred[q][i]), 0));",
    "    const pull = dot(centred[p], rest);",
    penalty === "ridge"
      ? `    slopes[p] = pull / (dot(centred[p], centred[p]) + ${lambda});`
      : `    slopes[p] = (Math.sign(pull) * Math.max(0, Math.abs(pull) - ${lambda})) / dot(centred[p], centred[p]);`,
    "  }",
    "}",
    "console.log({ slopes });",
    "",
  ].join("\n");
}
