import { symmetricEigen } from "../../core/num/eigen";
import { cgBound, steepestBound } from "../../core/quadratic/bounds";
import type { FunctionSubject } from "../../lang/run/subject";
import type { Mark, Scene, View } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { domainOf, linear, logDomain } from "../frame";
import { show, showPoint } from "../number";
import { placeWords, sideWords, stationaryWords, traceInk } from "./plane";
import type { LensFunction } from "./subject";

/** f and f′ of a function of one variable. */
export function lensCurve(lens: LensFunction, view: View, locale: Locale): Scene {
  const { subject, sampler, traces, stationary } = lens;
  const variable = subject.variables[0]!;
  const marked = [
    subject.at?.[0],
    stationary?.point[0],
    ...traces.flatMap(({ points }) => [points[0]?.[0], points.at(-1)?.[0]]),
  ].filter((value): value is number => value !== undefined && Math.abs(value) < 1e6);
  const range = subject.ranges?.[0];
  const [low, high] =
    view.domains["curve"]?.x ?? (range ? [range.from, range.to] : marked.length > 0 ? around(marked) : [-4, 4]);
  const grid = Array.from({ length: 241 }, (_, k) => low + ((high - low) * k) / 240);
  const values = grid.map((x) => sampler.value([x]));
  const slopes = grid.map((x) => sampler.gradient([x])[0]!);
  const domain =
    view.domains["curve"]?.y ?? domainOf([...trimmed(values), ...(subject.sides?.map(([side]) => side!) ?? [])], 0.1);
  const cut = (value: number): number =>
    value > domain[0] - (domain[1] - domain[0]) && value < domain[1] + (domain[1] - domain[0]) ? value : Number.NaN;
  const marks: Mark[] = [
    { kind: "rule", id: "zero", axis: "y", at: 0, ink: "axis" },
    {
      kind: "line",
      id: "curve",
      points: grid.flatMap((x, k) => [x, cut(values[k]!)]),
      ink: "series0",
      widthPx: 2.4,
      name: subject.name,
    },
    {
      kind: "line",
      id: "slope",
      points: grid.flatMap((x, k) => [x, cut(slopes[k]!)]),
      ink: "series1",
      widthPx: 1.4,
      dash: "dashed",
      name: `${subject.name}′`,
    },
  ];
  traces.forEach((trace, k) => {
    const points = trace.points.flatMap((point, at) => [cut(point[0]!), cut(trace.values[at]!)]);
    marks.push({
      kind: "dots",
      id: `path${k}`,
      points,
      ink: traceInk(k),
      radiusPx: 3,
      name: trace.method,
      link: `trace${k}`,
    });
  });
  if (stationary)
    marks.push({
      kind: "dots",
      id: "stationary",
      points: [stationary.point[0]!, sampler.value(stationary.point)],
      ink: "good",
      shape: "ring",
      radiusPx: 6,
      name: stationaryWords[stationary.kind][locale],
    });
  const x = subject.at?.[0];
  const here = x === undefined ? Number.NaN : sampler.value([x]);
  const slope = x === undefined ? Number.NaN : sampler.gradient([x])[0]!;
  if (x !== undefined && Number.isFinite(here)) {
    if (Number.isFinite(slope))
      marks.push({
        kind: "line",
        id: "tangent",
        points: [low, here + slope * (low - x), high, here + slope * (high - x)],
        ink: "text",
        dash: "dotted",
        name: { en: `slope ${show(slope)}`, zh: `斜率 ${show(slope)}` }[locale],
      });
    marks.push({
      kind: "handle",
      id: "at",
      at: [x, here],
      label: (subject.sides ? placeWords.refuted : placeWords.own)[locale],
      ink: "focus",
      step: (high - low) / 100,
    });
  }
  if (x !== undefined) marks.push(...disagreement(x, subject.sides, locale));
  return {
    id: "curve",
    title: { en: `${subject.name} and its derivative`, zh: `${subject.name} 及其导数` }[locale],
    description: {
      en: `${subject.name} for ${variable} from ${show(low)} to ${show(high)}, between ${show(domain[0])} and ${show(domain[1])}${x === undefined ? "" : `; at ${variable} = ${show(x)} it is ${show(here)} with slope ${show(slope)}`}.`,
      zh: `${subject.name}，${variable} 从 ${show(low)} 到 ${show(high)}，取值约 ${show(domain[0])} 到 ${show(domain[1])}${x === undefined ? "" : `；${variable} = ${show(x)} 处值为 ${show(here)}，斜率 ${show(slope)}`}。`,
    }[locale],
    x: linear(variable, [low, high]),
    y: linear(subject.name, domain),
    zoomable: true,
    marks,
    table: {
      columns: [variable, subject.name, `${subject.name}′`],
      rows: grid.filter((_, k) => k % 6 === 0).map((at) => [at, sampler.value([at]), sampler.gradient([at])[0]!]),
    },
  };
}

/** Where a check fails: what either side is there, with the gap between them. */
function disagreement(x: number, sides: FunctionSubject["sides"], locale: Locale): Mark[] {
  const [left, right] = sides?.map(([value]) => value) ?? [];
  if (left === undefined || right === undefined) return [];
  const gap: Mark = {
    kind: "line",
    id: "gap",
    points: [x, left, x, right],
    ink: "wrong",
    dash: "dotted",
    widthPx: 1.4,
  };
  const dot = (id: string, value: number, ink: "good" | "wrong", name: Text): Mark => ({
    kind: "dots",
    id,
    points: [x, value],
    ink,
    radiusPx: 5,
    shape: ink === "good" ? "circle" : "cross",
    name: `${name[locale]} ${show(value)}`,
  });
  return [gap, dot("left", left, "good", sideWords.left), dot("right", right, "wrong", sideWords.right)];
}

function around(points: readonly number[]): readonly [number, number] {
  const [low, high] = domainOf(points, 0.4);
  return high - low < 1 ? [low - 1, high + 1] : [low, high];
}

/** Without the steepest few per cent at either end: a pole must not flatten the rest. */
function trimmed(values: readonly number[]): number[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const cut = Math.floor(sorted.length * 0.02);
  return sorted.slice(cut, sorted.length - cut);
}

/** The values along a direction through the point of the statement, with the tangent. */
export function lensSlice(lens: LensFunction, locale: Locale): Scene | undefined {
  const { subject, sampler } = lens;
  const { at, along } = subject;
  if (!at || !along) return undefined;
  const length = Math.hypot(...along);
  if (!(length > 0)) return undefined;
  const u = along.map((entry) => entry / length);
  const value = (t: number): number => sampler.value(at.map((entry, i) => entry + t * u[i]!));
  const slope = sampler.gradient(at).reduce((sum, entry, i) => sum + entry * u[i]!, 0);
  const grid = Array.from({ length: 161 }, (_, k) => (k - 80) / 40);
  const heights = grid.map(value);
  const domain = domainOf(trimmed(heights), 0.12);
  const here = value(0);
  const marks: Mark[] = [
    { kind: "rule", id: "here", axis: "x", at: 0, ink: "faint", dash: "dotted" },
    {
      kind: "line",
      id: "slice",
      points: grid.flatMap((t, k) => [t, Number.isFinite(heights[k]!) ? heights[k]! : Number.NaN]),
      ink: "series1",
      widthPx: 2.4,
      name: `${subject.name}(P + tu)`,
    },
  ];
  if (Number.isFinite(slope) && Number.isFinite(here)) {
    marks.push({
      kind: "line",
      id: "tangent",
      points: [-2, here - 2 * slope, 2, here + 2 * slope],
      ink: "text",
      dash: "dashed",
      name: { en: `slope ${show(slope)}`, zh: `斜率 ${show(slope)}` }[locale],
    });
    marks.push({ kind: "dots", id: "point", points: [0, here], ink: "focus", radiusPx: 4.5 });
  }
  return {
    id: "slice",
    title: { en: "The slice along the direction", zh: "沿该方向的截线" }[locale],
    description: {
      en: `${subject.name} along u = ${showPoint(u)} through ${showPoint(at)}: value ${show(here)}, slope ${show(slope)}.`,
      zh: `${subject.name} 过 ${showPoint(at)} 沿 u = ${showPoint(u)}：值 ${show(here)}，斜率 ${show(slope)}。`,
    }[locale],
    x: linear("t", [-2, 2]),
    y: linear(subject.name, domain),
    marks,
    table: {
      columns: ["t", subject.name, { en: "tangent", zh: "切线" }[locale]],
      rows: grid.filter((_, k) => k % 8 === 0).map((t) => [t, value(t), here + slope * t]),
    },
  };
}

interface Rate {
  readonly name: Text;
  readonly at: (k: number) => number;
}

/**
 * What theory says of ‖∇f(x_k)‖ / ‖∇f(x₀)‖. With g = Ae and ‖g‖² between λmin and λmax times ‖e‖²_A a bound on the A-norm
 * holds for the gradient up to √κ; the factor of a fixed step holds as it is, and that of momentum only in the long run.
 */
function promiseOf({ subject }: LensFunction, { method, rate }: LensFunction["traces"][number]): Rate | undefined {
  if (rate !== undefined && rate > 0) {
    const isStrict = method === "gd";
    return {
      at: (k) => rate ** k,
      name: isStrict
        ? { en: `bound ${show(rate)}ᵏ`, zh: `上界 ${show(rate)}ᵏ` }
        : { en: `${method}: ${show(rate)}ᵏ in the long run`, zh: `${method}：长期按 ${show(rate)}ᵏ` },
    };
  }
  const { quadratic } = subject;
  if (!quadratic || (method !== "cg" && method !== "steepest") || quadratic.b.length > 60) return undefined;
  const { values } = symmetricEigen(quadratic.A.flat(), quadratic.b.length);
  const condition = values[values.length - 1]! / values[0]!;
  if (!(values[0]! > 0) || !Number.isFinite(condition)) return undefined;
  const bound = method === "cg" ? cgBound : steepestBound;
  return {
    at: (k) => Math.sqrt(condition) * bound(condition, k),
    name: { en: `bound of ${method}, κ = ${show(condition)}`, zh: `${method} 的上界，κ = ${show(condition)}` },
  };
}

/** ‖∇f‖ of every optimiser against the step, with what theory promises dotted. */
export function lensConvergence(lens: LensFunction, view: View, locale: Locale): Scene | undefined {
  const { traces } = lens;
  if (traces.length === 0) return undefined;
  const clean = (value: number): number => (value > 1e-17 && Number.isFinite(value) ? value : Number.NaN);
  const relative = traces.map(({ gradientNorms }) =>
    gradientNorms.map((value) => clean(value / (gradientNorms[0]! || 1))),
  );
  const stepOf = (k: number, at: number): number => traces[k]!.stepOf[at]!;
  const last = Math.max(1, ...traces.map(({ steps }) => steps));
  // A run of thousands beside one of ten would hide it: the line's own run decides how far the picture goes.
  const own = lens.subject.trace?.steps ?? Math.min(...traces.map(({ steps }) => steps));
  const shown = Math.max(1, own * 8 < last ? own * 3 : last);
  const marks: Mark[] = traces.flatMap((trace, k): Mark[] => {
    const line: Mark = {
      kind: "line",
      id: `norm${k}`,
      points: relative[k]!.flatMap((value, at) => [stepOf(k, at), value]),
      ink: traceInk(k),
      dash: k % 3 === 1 ? "dashed" : "solid",
      widthPx: 2,
      vertices: trace.steps <= 40,
      name: trace.method,
      link: `trace${k}`,
    };
    const promise = promiseOf(lens, trace);
    if (!promise) return [line];
    const points = Array.from({ length: last + 1 }, (_, step) => [step, clean(promise.at(step))]).flat();
    return [
      line,
      {
        kind: "line",
        id: `bound${k}`,
        points,
        ink: traceInk(k),
        dash: "dotted",
        widthPx: 1.2,
        name: promise.name[locale],
      },
    ];
  });
  return {
    id: "convergence",
    title: { en: "Convergence", zh: "收敛过程" }[locale],
    description: {
      en: `Relative gradient norm against the step: ${traces.map(({ method, steps, converged }) => `${method} ${converged ? "arrives after" : "has not arrived after"} ${steps} steps`).join(", ")}.`,
      zh: `相对梯度范数随步数的变化：${traces.map(({ method, steps, converged }) => `${method} ${converged ? "" : "未到达，已走"}${steps} 步${converged ? "到达" : ""}`).join("，")}。`,
    }[locale],
    x: linear({ en: "step k", zh: "步 k" }[locale], view.domains["convergence"]?.x ?? [0, shown]),
    zoomable: true,
    y: {
      label: "‖∇f‖ / ‖∇f₀‖",
      domain: view.domains["convergence"]?.y ?? logDomain([...relative.flat(), 1]),
      scale: "log",
    },
    marks,
    table: {
      columns: [{ en: "method", zh: "方法" }[locale], "k", "‖∇f‖ / ‖∇f₀‖"],
      rows: traces.flatMap(({ method }, k) => relative[k]!.map((value, at) => [method, stepOf(k, at), value])),
    },
  };
}
