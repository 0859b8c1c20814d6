import { cgBound, steepestBound } from "../../core/quadratic/bounds";
import type { Axis, Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { linear, logDomain } from "../frame";
import { say, show } from "../number";
import type { Model, Run } from "./model";
import { racerNames, racerStyles } from "./params";

export type Measure = "energy" | "value" | "gradient";

/** The measure asked for, or the gradient where there is no minimum to measure the distance to. */
export function measureOf(model: Model): Measure {
  const wanted = String(model.values["measure"]) as Measure;
  return model.lowest ? wanted : "gradient";
}

/** The error of a run after each step. */
export function errorsOf(run: Run, measure: Measure): Float64Array {
  if (measure === "energy" && run.energy) {
    const first = run.energy[0]!;
    return run.energy.map((value) => (first > 0 ? value / first : value));
  }
  if (measure === "value" && run.excess) return run.excess;
  const first = run.trace.gradientNorms[0]!;
  return run.trace.gradientNorms.map((value) => (first > 0 ? value / first : value));
}

/** What theory promises a method, relative to the first error, where it promises anything in this measure. */
export function boundOf(model: Model, run: Run, measure: Measure): ((k: number) => number) | undefined {
  const { condition, definiteness } = model.analysis;
  if (model.formula !== undefined || definiteness !== "positive definite" || measure === "gradient") return undefined;
  const power = measure === "value" ? 2 : 1;
  const scale = measure === "value" ? (run.excess?.[0] ?? 1) : 1;
  switch (run.racer) {
    case "steepest":
      return (k) => scale * steepestBound(condition, k) ** power;
    case "cg":
      return (k) => scale * cgBound(condition, k) ** power;
    case "gd":
      return run.rate === undefined ? undefined : (k) => scale * run.rate! ** (power * k);
    default:
      return undefined;
  }
}

const measureLabels: { readonly [M in Measure]: Record<Locale, string> } = {
  energy: { en: "relative A-norm of the error", zh: "误差的 A-范数（相对）" },
  value: { en: "f − f*", zh: "f − f*" },
  gradient: { en: "‖∇f‖ / ‖∇f₀‖", zh: "‖∇f‖ / ‖∇f₀‖" },
};

/** Below the range of doubles that mean anything a value counts as zero. */
const isZero = (value: number): boolean => value <= 1e-17;
/** What a log axis can show; the rest are gaps. */
const onLog = (value: number): number => (!isZero(value) && Number.isFinite(value) ? value : Number.NaN);

/** The error of every method against the step on a logarithmic axis, with the bounds dashed. */
export function errorScene(model: Model, step: number, locale: Locale): Scene {
  const measure = measureOf(model);
  const last = Math.max(1, ...model.runs.map(({ trace }) => trace.steps));
  const marks: Mark[] = [{ kind: "rule", id: "zero", axis: "x", at: 0, ink: "axis" }];
  const all = model.runs.map((run) => errorsOf(run, measure));
  const shown = all.flatMap((errors) => Array.from(errors, onLog).filter((value) => value < 1e12));
  const arrives = all.some((errors) => errors.some(isZero));
  // Who arrives at zero goes down to the edge, three decades below the start at least.
  const domain = logDomain([...shown, ...(arrives ? [1e-3 * Math.min(1, ...shown)] : [])]);
  const orEdge = (value: number): number => (isZero(value) ? domain[0] : onLog(value));
  const rows: (string | number)[][] = [];
  for (const [at, run] of model.runs.entries()) {
    const errors = all[at]!;
    const { ink, dash } = racerStyles[run.racer];
    const name = say(racerNames[run.racer], locale);
    const points = (count: number): number[] =>
      Array.from(errors.slice(0, count)).flatMap((value, k) => [k, orEdge(value)]);
    marks.push({
      kind: "line",
      id: `rest-${run.racer}`,
      points: points(errors.length),
      ink,
      dash,
      opacity: 0.3,
      widthPx: 1,
    });
    marks.push({
      kind: "line",
      id: `error-${run.racer}`,
      points: points(step + 1),
      ink,
      dash,
      widthPx: 2,
      vertices: last <= 60,
      name,
      link: run.racer,
    });
    const zeroAt = errors.findIndex(isZero);
    if (zeroAt >= 0 && zeroAt <= step) {
      marks.push({
        kind: "dots",
        id: `arrived-${run.racer}`,
        points: [zeroAt, domain[0]],
        ink,
        shape: "ring",
        radiusPx: 4,
        labels: ["0"],
        link: run.racer,
      });
    }
    const bound = boundOf(model, run, measure);
    if (bound) {
      const line = Array.from({ length: last + 1 }, (_, k) => [k, onLog(bound(k))]).flat();
      const label = { en: `bound: ${name}`, zh: `上界：${name}` }[locale];
      marks.push({
        kind: "line",
        id: `bound-${run.racer}`,
        points: line,
        ink,
        dash: "dashed",
        widthPx: 1,
        name: label,
      });
    }
    errors.slice(0, step + 1).forEach((value, k) => {
      rows.push([name, k, value, bound ? bound(k) : ""]);
    });
  }
  if (step <= last) marks.push({ kind: "rule", id: "now", axis: "x", at: step, ink: "faint", dash: "dotted" });
  const y: Axis = { label: measureLabels[measure][locale], domain, scale: "log" };
  const method = { en: "method", zh: "方法" }[locale];
  return {
    id: "error",
    title: { en: "Error against step", zh: "误差随步数的变化" }[locale],
    description: describeErrors(model, step, measure, locale),
    x: linear({ en: "step k", zh: "步 k" }[locale], [0, last], "counts"),
    y,
    marks,
    table: { columns: [method, "k", measureLabels[measure][locale], { en: "bound", zh: "上界" }[locale]], rows },
    span: 0.45,
  };
}

function describeErrors(model: Model, step: number, measure: Measure, locale: Locale): string {
  const parts = model.runs.map((run) => {
    const errors = errorsOf(run, measure);
    const value = errors[Math.min(step, errors.length - 1)]!;
    return `${say(racerNames[run.racer], locale)} ${show(value, 3)}`;
  });
  const label = measureLabels[measure][locale];
  return {
    en: `After ${step} steps, ${label}: ${parts.join(", ") || "no method chosen"}.`,
    zh: `第 ${step} 步的 ${label}：${parts.join("，") || "未选择方法"}。`,
  }[locale];
}

/** How much of the start's error is left along each eigenvector, for every method. */
export function componentsScene(model: Model, step: number, locale: Locale): Scene {
  const { values, vectors } = model.analysis.eigen;
  const centre = model.lowest?.point ?? model.analysis.stationary;
  const title = { en: "What is left of the error along each axis", zh: "误差在各轴方向上还剩多少" }[locale];
  const along = (point: ArrayLike<number>, j: number): number =>
    centre ? (point[0]! - centre[0]!) * vectors[2 * j]! + (point[1]! - centre[1]!) * vectors[2 * j + 1]! : 0;
  const nowhere = {
    en: "Without a stationary point there is nothing to measure an error from.",
    zh: "没有驻点，误差无从量起。",
  }[locale];
  const marks: Mark[] = [{ kind: "rule", id: "zero", axis: "y", at: 0, ink: "axis" }];
  const rows: (string | number)[][] = [];
  const runs = centre ? model.runs : [];
  const count = Math.max(1, runs.length);
  const width = 0.8 / count;
  let reach = 1;
  let isCut = false;
  runs.forEach((run, i) => {
    const k = Math.min(step, run.trace.kept - 1);
    const rects = [0, 1].flatMap((j) => {
      const first = along(model.start, j);
      const now = along(run.trace.points.subarray(2 * k, 2 * k + 2), j);
      const share = first === 0 ? 0 : now / first;
      rows.push([say(racerNames[run.racer], locale), values[j]!, now, share]);
      const drawn = Number.isFinite(share) ? Math.min(3, Math.max(-3, share)) : Math.sign(now) * 3 || 0;
      reach = Math.max(reach, Math.abs(drawn));
      isCut ||= Math.abs(drawn) < Math.abs(share);
      const x0 = j - 0.4 + i * width;
      return [x0, Math.min(0, drawn), x0 + width * 0.9, Math.max(0, drawn)];
    });
    const { ink } = racerStyles[run.racer];
    marks.push({
      kind: "bars",
      id: `bars-${run.racer}`,
      rects,
      fill: ink,
      name: say(racerNames[run.racer], locale),
      link: run.racer,
    });
    // A bar soon is too short to be seen: its number stays.
    if (count > 3) return;
    for (const j of [0, 1]) {
      const [x0, low, x1, high] = rects.slice(4 * j);
      const share = Number(rows.at(j - 2)![3]);
      marks.push({
        kind: "text",
        id: `share-${run.racer}-${j}`,
        at: [(x0! + x1!) / 2, low! < 0 ? low! : high!],
        text: `${show(100 * share, 2)} %`,
        anchor: "middle",
        // On a bar that is cut the number stands inside, where there is room.
        dyPx: (low! < 0 ? 10 : -10) * (Math.abs(share) > 3 ? -1 : 1),
        sizePx: 10.5,
      });
    }
  });
  return {
    id: "components",
    title,
    description: centre
      ? {
          en: `Share of the first error left along the eigenvectors of λ = ${show(values[0]!)} and λ = ${show(values[1]!)} after ${step} steps${isCut ? "; bars are cut at ±3" : ""}.`,
          zh: `第 ${step} 步后，误差沿 λ = ${show(values[0]!)} 与 λ = ${show(values[1]!)} 的特征向量所剩的比例${isCut ? "；柱长截断在 ±3" : ""}。`,
        }[locale]
      : nowhere,
    ...(centre ? {} : { empty: nowhere }),
    x: {
      label: { en: "eigenvalue", zh: "特征值" }[locale],
      domain: [-0.5, 1.5],
      scale: "band",
      ticks: [0, 1].map((j) => ({ at: j, text: `λ = ${show(values[j]!)}` })),
    },
    y: linear({ en: "share of the start", zh: "占起始误差的比例" }[locale], [-reach * 1.05, reach * 1.05]),
    marks,
    table: {
      columns: [
        { en: "method", zh: "方法" }[locale],
        "λ",
        { en: "component", zh: "分量" }[locale],
        { en: "share", zh: "比例" }[locale],
      ],
      rows,
    },
    span: 0.5,
  };
}
