import type { EmitTarget } from "../demo";
import type { Model } from "./model";
import { stateAt, verdictAt } from "./model";

const num = (value: number): string => String(value);

/** Which slice of a function of more variables the code is of. */
function heldLines({ names, axes, place }: Model, sign: string): string[] {
  if (names.length === 2) return [];
  const held = names.flatMap((name, i) => (axes.includes(name) ? [] : [`${name} = ${num(place[i]!)}`]));
  const shown = axes.join() === "x,y" ? "" : `x and y are ${axes.join(" and ")}; `;
  return [`${sign} ${shown}held: ${held.join(", ")}`];
}

/** The slope on screen: by the derived formula where f has a gradient, with a complex step beside it, else by quotients. */
function toPython(model: Model, step: number): string {
  const state = stateAt(model, step);
  const code = state.f.code("python");
  if (!code) return `# ${model.formula} has no form in NumPy\n`;
  const isSmooth = verdictAt(model, state).smoothness === "differentiable";
  const [u, v] = state.along;
  const hole = model.values["fill"] === true;
  const quotient = state.oneSided
    ? "(f(px + h * u[0], py + h * u[1]) - f(px, py)) / h"
    : "(f(px + h * u[0], py + h * u[1]) - f(px - h * u[0], py - h * u[1])) / (2 * h)";
  return [
    ...heldLines(model, "#"),
    "import numpy as np",
    "",
    ...code.preamble,
    "def f(x, y):",
    '    with np.errstate(all="ignore"):',
    `        value = ${code.value}`,
    hole ? "    return 0.0 if np.isnan(value) else value  # 0/0 counts as 0" : "    return value",
    "",
    `px, py = np.float64(${num(state.point[0])}), np.float64(${num(state.point[1])})`,
    `u = np.array([${num(u)}, ${num(v)}])`,
    ...(isSmooth
      ? [
          "",
          "def grad(x, y):",
          `    return np.array([${code.gradient[0]}, ${code.gradient[1]}])`,
          "",
          'print("gradient", grad(px, py).tolist())',
          'print("slope", float(grad(px, py) @ u))',
        ]
      : []),
    ...(isSmooth && state.f.isAnalytic
      ? [
          "h = 1e-20  # a complex step subtracts nothing",
          'print("complex step", float(np.imag(f(px + 1j * h * u[0], py + 1j * h * u[1])) / h))',
        ]
      : ["for h in [1e-2, 1e-4, 1e-6]:", `    print("quotient", h, float(${quotient}))`]),
    "",
  ].join("\n");
}

function toTypescript(model: Model, step: number): string {
  const state = stateAt(model, step);
  const code = state.f.code("typescript");
  if (!code) return `// ${model.formula} has no form in TypeScript\n`;
  const isSmooth = verdictAt(model, state).smoothness === "differentiable";
  const [u, v] = state.along;
  return [
    ...heldLines(model, "//"),
    ...code.preamble,
    "const f = (x: number, y: number): number => {",
    `  const value = ${code.value};`,
    `  return ${model.values["fill"] === true ? "Number.isNaN(value) ? 0 : value" : "value"};`,
    "};",
    `const [px, py] = [${num(state.point[0])}, ${num(state.point[1])}];`,
    `const [u, v] = [${num(u)}, ${num(v)}];`,
    ...(isSmooth
      ? [
          `const gradient = (x: number, y: number) => [${code.gradient[0]}, ${code.gradient[1]}];`,
          "const [gx, gy] = gradient(px, py);",
          "const slope = gx * u + gy * v;",
        ]
      : [
          state.oneSided
            ? "const quotient = (h: number) => (f(px + h * u, py + h * v) - f(px, py)) / h;"
            : "const quotient = (h: number) => (f(px + h * u, py + h * v) - f(px - h * u, py - h * v)) / (2 * h);",
          "// One extrapolation removes the leading error.",
          `const slope = ${state.oneSided ? "2 * quotient(5e-5) - quotient(1e-4)" : "(4 * quotient(5e-4) - quotient(1e-3)) / 3"};`,
        ]),
    "console.log({ slope });",
    "",
  ].join("\n");
}

function toNabla(model: Model, step: number): string {
  const state = stateAt(model, step);
  const point = `(${num(state.point[0])}, ${num(state.point[1])})`;
  const along = model.play === "turn" && step > 0 ? state.u : model.w;
  const isSmooth = verdictAt(model, state).smoothness === "differentiable";
  return [
    state.f.source,
    "∇f",
    ...(isSmooth
      ? [`∇f${point}`, `derive f at ${point} along (${num(along[0])}, ${num(along[1])})`, `∇²f${point}`]
      : [`# at ${point} f is not differentiable: there is no gradient to ask for`]),
    "plot f",
    "",
  ].join("\n");
}

export function emit(model: Model, step: number, target: EmitTarget): string {
  if (target === "python") return toPython(model, step);
  return target === "typescript" ? toTypescript(model, step) : toNabla(model, step);
}
