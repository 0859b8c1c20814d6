import { dualGradient } from "../../core/gradient/expression";
import type { Text } from "../../words/text";
import type { Check } from "../demo";
import type { Model, State } from "./model";
import { placeAt, slopeOf, stateAt, verdictAt } from "./model";
import { spaceOf } from "./space";

/** Richardson's extrapolation of central quotients: a route that knows nothing but values of f. */
function plainSlope(
  f: (x: number, y: number) => number,
  [x, y]: readonly [number, number],
  [u, v]: readonly [number, number],
): number {
  const length = Math.hypot(u, v);
  if (length === 0) return 0;
  const central = (h: number): number => (f(x + h * u, y + h * v) - f(x - h * u, y - h * v)) / (2 * h);
  const h = 1e-3 / length;
  return (4 * central(h / 2) - central(h)) / 3;
}

const partial = (name: string): Text => ({ en: `∂f/∂${name}`, zh: `∂f/∂${name}` });
const mixedName = ({ axes: [a, b] }: Model): Text => ({ en: `∂²f/∂${a}∂${b}`, zh: `∂²f/∂${a}∂${b}` });

/** The entries of the whole gradient that the plane does not show, against quotients of f in all its variables. */
function heldChecks(model: Model, state: State): Check[] {
  const f = spaceOf(model);
  if (!f) return [];
  const p = placeAt(model, state);
  const gradient = f.gradient(p);
  return model.names.flatMap((name, i): Check[] => {
    if (model.axes.includes(name)) return [];
    const central = (h: number): number => {
      const [to, from] = [p.with(i, p[i]! + h), p.with(i, p[i]! - h)];
      return (f.value(to) - f.value(from)) / (2 * h);
    };
    const expected = (4 * central(5e-4) - central(1e-3)) / 3;
    if (!Number.isFinite(expected)) return [];
    return [
      {
        name: partial(name),
        expected,
        actual: gradient[i]!,
        tolerance: 1e-5,
        source: { en: "central differences of f, extrapolated", zh: "f 的中心差分外推" },
      },
    ];
  });
}

function smoothChecks(model: Model, state: State): Check[] {
  const { f, point, gradient, along, hessian } = state;
  const value = f.value;
  const byValues: Check["source"] = { en: "central differences of f, extrapolated", zh: "f 的中心差分外推" };
  const opposite = plainSlope(value, point, [-along[0], -along[1]]);
  const gx = plainSlope(value, point, [1, 0]);
  const gy = plainSlope(value, point, [0, 1]);
  const polar = model.verdict.fitted;
  const isStart = point[0] === model.point[0] && point[1] === model.point[1];
  // Values as large as f itself drown a small slope in rounding; then there is nothing to compare with.
  const noise = (Math.abs(state.value) * 2 ** -52) / 1e-3;
  if (![gx, gy, opposite].every(Number.isFinite) || noise > 1e-6 * Math.max(1, Math.hypot(gx, gy))) return [];
  const checks: Check[] = [
    {
      name: { en: "slope along the compass", zh: "罗盘方向的坡度" },
      expected: plainSlope(value, point, along),
      actual: slopeOf(state, true),
      tolerance: 1e-5,
      source: byValues,
    },
    { name: partial(model.axes[0]), expected: gx, actual: gradient[0], tolerance: 1e-5, source: byValues },
    { name: partial(model.axes[1]), expected: gy, actual: gradient[1], tolerance: 1e-5, source: byValues },
    {
      name: { en: "slope along −u is minus the slope along u", zh: "沿 −u 的坡度是沿 u 的相反数" },
      expected: -opposite,
      actual: slopeOf(state, true),
      tolerance: 1e-5,
      source: byValues,
    },
  ];
  const { expression } = f;
  if (expression) {
    const exact = dualGradient(expression, point);
    const duals: Check["source"] = { en: "dual numbers", zh: "对偶数" };
    checks.push(
      {
        name: { en: `∂f/∂${model.axes[0]} by symbols`, zh: `符号求得的 ∂f/∂${model.axes[0]}` },
        expected: exact[0]!,
        actual: gradient[0],
        tolerance: 1e-10,
        source: duals,
      },
      {
        name: { en: `∂f/∂${model.axes[1]} by symbols`, zh: `符号求得的 ∂f/∂${model.axes[1]}` },
        expected: exact[1]!,
        actual: gradient[1],
        tolerance: 1e-10,
        source: duals,
      },
    );
  }
  if (state.limit.kind === "value") {
    checks.push({
      name: { en: "the limit that defines the slope", zh: "定义坡度的极限" },
      expected: plainSlope(value, point, along),
      actual: state.limit.value,
      tolerance: 1e-5,
      source: byValues,
    });
  }
  if (isStart) {
    checks.push({
      name: { en: "largest slope of the polar plot", zh: "极坐标图的最大坡度" },
      expected: Math.hypot(gx, gy),
      actual: Math.hypot(...polar),
      tolerance: 1e-5,
      source: { en: "|∇f| from central differences", zh: "中心差分得到的 |∇f|" },
    });
  }
  const h = 1e-3;
  const [x, y] = point;
  const mixed = (value(x + h, y + h) - value(x + h, y - h) - value(x - h, y + h) + value(x - h, y - h)) / (4 * h * h);
  const halved =
    (value(x + h / 2, y + h / 2) -
      value(x + h / 2, y - h / 2) -
      value(x - h / 2, y + h / 2) +
      value(x - h / 2, y - h / 2)) /
    (h * h);
  const extrapolated = (4 * halved - mixed) / 3;
  if (Math.abs(halved - mixed) < 1e-5 * Math.max(1, Math.abs(mixed)) && noise < 1e-9 * Math.max(1, Math.abs(mixed))) {
    checks.push({
      name: mixedName(model),
      expected: extrapolated,
      actual: hessian[1]!,
      tolerance: 1e-4,
      source: byValues,
    });
  }
  return checks;
}

/** Formulas of the slope in direction θ at the origin, for the functions that are famous for having no gradient there. */
const closedForms: ReadonlyMap<string, (c: number, s: number) => number> = new Map<
  string,
  (c: number, s: number) => number
>([
  ["x²y/(x² + y²)", (c, s) => c * c * s],
  ["x²y/(x⁴ + y²)", (c, s) => (s === 0 ? 0 : (c * c) / s)],
  ["|x| + |y|", (c, s) => Math.abs(c) + Math.abs(s)],
  ["sqrt(x² + y²)", () => 1],
  ["xy/(x² + y²)", (c, s) => (c === 0 || s === 0 ? 0 : (c * s > 0 ? 1 : -1) * Number.POSITIVE_INFINITY)],
]);

function famousChecks(model: Model): Check[] {
  const closed = closedForms.get(model.formula);
  if (!closed || model.point[0] !== 0 || model.point[1] !== 0 || model.values["fill"] !== true) return [];
  const count = model.verdict.polar.length;
  // 60° and 0°: one in general position, one along an axis.
  return [count / 6, 0].flatMap((k): Check[] => {
    const angleRad = (2 * Math.PI * k) / count;
    const expected = k === 0 ? closed(1, 0) : closed(Math.cos(angleRad), Math.sin(angleRad));
    if (!Number.isFinite(expected)) return [];
    return [
      {
        name: { en: `one-sided slope at ${(360 * k) / count}°`, zh: `${(360 * k) / count}° 方向的单侧坡度` },
        expected,
        actual: model.verdict.polar[k]!,
        tolerance: 1e-6,
        source: { en: "the limit worked out by hand", zh: "手算的极限" },
      },
    ];
  });
}

/** f(x, y) = x² + y² at (1, 2) along (3, 4): the golden example. */
function goldenChecks(model: Model, state: State, step: number): Check[] {
  const isGolden =
    model.formula === "x² + y²" && model.point[0] === 1 && model.point[1] === 2 && model.w[0] === 3 && model.w[1] === 4;
  if (!isGolden || step !== 0) return [];
  const isUnit = model.values["normalise"] !== false;
  return [
    {
      name: { en: "slope at (1, 2) along (3, 4)", zh: "(1, 2) 处沿 (3, 4) 的坡度" },
      expected: isUnit ? 22 / 5 : 22,
      actual: slopeOf(state, true),
      tolerance: 1e-12,
      source: { en: "(2·3 + 4·4)/5 by hand, 22 without the 5", zh: "手算 (2·3 + 4·4)/5，不归一化为 22" },
    },
  ];
}

function constraintChecks(model: Model, state: State): Check[] {
  const { circle, extrema } = model;
  if (!circle || extrema.length === 0) return [];
  const at = (angleRad: number): number =>
    state.f.value(
      circle.centre[0] + circle.radius * Math.cos(angleRad),
      circle.centre[1] + circle.radius * Math.sin(angleRad),
    );
  const count = 4000;
  let best = 0;
  for (let k = 1; k < count; k++) if (at((2 * Math.PI * k) / count) > at((2 * Math.PI * best) / count)) best = k;
  // A parabola through the best sample and its neighbours.
  const [a, b, c] = [-1, 0, 1].map((d) => at((2 * Math.PI * (best + d)) / count)) as [number, number, number];
  const bend = a - 2 * b + c;
  const expected = bend < 0 ? b - (a - c) ** 2 / (8 * bend) : b;
  const actual = Math.max(...extrema.map(({ point }) => state.f.value(...point)));
  return Number.isFinite(expected)
    ? [
        {
          name: { en: "highest value on the circle", zh: "圆上的最大值" },
          expected,
          actual,
          tolerance: 1e-5,
          source: { en: "4000 samples of the circle", zh: "圆周上取 4000 个样本" },
        },
      ]
    : [];
}

export function checks(model: Model, step: number): Check[] {
  if (model.problems.length > 0) return [];
  const state = stateAt(model, step);
  const isSmooth = verdictAt(model, state).smoothness === "differentiable";
  return [
    ...goldenChecks(model, state, step),
    ...(isSmooth ? smoothChecks(model, state) : famousChecks(model)),
    ...(isSmooth ? heldChecks(model, state) : []),
    ...constraintChecks(model, state),
  ];
}
