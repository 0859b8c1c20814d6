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
      ? [
          `x = np.array(${JSON.stringify(x)}, dtype=float) / ${scale}`,
          `y = np.array(${JSON.stringify(y)}, dtype=float)`,
        ]
      : [
          `const x: number[] = ${JSON.stringify(x)}.map((v) => v / ${scale});`,
          `const y: number[] = ${JSON.stringify(y)};`,
        ];
  if (target === "python") {
    return [
      "import numpy as np",
      "",
      ...data,
      `X = np.stack([x ** p for p in range(1, ${degree} + 1)], axis=1)`,
      "X = X - X.mean(axis=0)",
      "z = y - y.mean()",
      `lam = ${lambda}`,
      ...(penalty === "ridge"
        ? [`w = np.linalg.solve(X.T @ X + lam * np.eye(${degree}), X.T @ z)`]
        : [
            `w = np.zeros(${degree})`,
            "for _ in range(4000):",
            `    for p in range(${degree}):`,
            "        rest = X[:, p] @ (z - X @ w + X[:, p] * w[p])",
            "        w[p] = np.sign(rest) * max(0, abs(rest) - lam) / (X[:, p] @ X[:, p])",
          ]),
      'print("slopes", w.tolist())',
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
