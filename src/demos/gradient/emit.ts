import type { EmitTarget } from "../demo";
import type { Model } from "./model";
import { stateAt, verdictAt } from "./model";

const num = (value: number): string => String(value);

/** The same number by the same route: a complex step where the formula allows one, else a one-sided quotient. */
function toPython(model: Model, step: number): string {
  const state = stateAt(model, step);
  const isSmooth = verdictAt(model, state).smoothness === "differentiable" && state.f.isAnalytic;
  const [u, v] = state.along;
  const hole = model.values["fill"] === true;
  return [
    "import numpy as np",
    "",
    "def f(x, y):",
    ...(hole ? ["    with np.errstate(all='ignore'):", "        x, y = np.asarray(x) + 0j, np.asarray(y) + 0j"] : []),
    `${hole ? "        " : "    "}value = ${state.f.code("python")}`,
    ...(hole ? ["    return 0.0 if np.isnan(value) else value  # 0/0 counts as 0"] : ["    return value"]),
    "",
    `px, py = ${num(state.point[0])}, ${num(state.point[1])}`,
    `u = np.array([${num(u)}, ${num(v)}])`,
    ...(isSmooth
      ? [
          "h = 1e-20",
          "fx = np.imag(f(px + 1j * h, py)) / h  # complex step: no cancellation",
          "fy = np.imag(f(px, py + 1j * h)) / h",
          "print('gradient', fx, fy, ' slope', fx * u[0] + fy * u[1])",
        ]
      : ["for h in [1e-2, 1e-4, 1e-6]:", "    print(h, np.real(f(px + h * u[0], py + h * u[1]) - f(px, py)) / h)"]),
    "",
  ].join("\n");
}

function toTypescript(model: Model, step: number): string {
  const state = stateAt(model, step);
  const [u, v] = state.along;
  return [
    "const f = (x: number, y: number): number => {",
    `  const value = ${state.f.code("typescript")};`,
    `  return ${model.values["fill"] === true ? "Number.isNaN(value) ? 0 : value" : "value"};`,
    "};",
    `const [px, py] = [${num(state.point[0])}, ${num(state.point[1])}];`,
    `const [u, v] = [${num(u)}, ${num(v)}];`,
    state.oneSided
      ? "const quotient = (h: number) => (f(px + h * u, py + h * v) - f(px, py)) / h;"
      : "const quotient = (h: number) => (f(px + h * u, py + h * v) - f(px - h * u, py - h * v)) / (2 * h);",
    "// One extrapolation removes the leading error.",
    `const slope = ${state.oneSided ? "2 * quotient(5e-5) - quotient(1e-4)" : "(4 * quotient(5e-4) - quotient(1e-3)) / 3"};`,
    "console.log({ slope });",
    "",
  ].join("\n");
}

function toNabla(model: Model, step: number): string {
  const state = stateAt(model, step);
  const point = `(${num(state.point[0])}, ${num(state.point[1])})`;
  const along = model.play === "turn" && step > 0 ? state.u : model.w;
  return [
    `f(x, y) = ${model.formula}`,
    "∇f",
    `∇f${point}`,
    `derive f at ${point} along (${num(along[0])}, ${num(along[1])})`,
    `∇²f${point}`,
    "plot f",
    "",
  ].join("\n");
}

export function emit(model: Model, step: number, target: EmitTarget): string {
  if (target === "python") return toPython(model, step);
  return target === "typescript" ? toTypescript(model, step) : toNabla(model, step);
}
