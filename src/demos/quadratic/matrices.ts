import { conjugacies, cosines, residualsOf } from "../../core/quadratic/krylov";
import type { Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { say, show } from "../number";
import type { Model } from "./model";
import { racerNames } from "./params";

/** As many rows as can be read. */
const MOST = 12;

export interface Gram {
  readonly count: number;
  /** How many there are at the end of the run: the picture keeps its size from step to step. */
  readonly room: number;
  readonly values: Float64Array;
  /** The largest entry off the diagonal, in size. */
  readonly worst: number;
}

function summarise(values: Float64Array, count: number, room: number): Gram {
  let worst = 0;
  for (let at = 0; at < values.length; at++) {
    if (at % (count + 1) !== 0) worst = Math.max(worst, Math.abs(values[at]!));
  }
  return { count, room: Math.max(2, room), values, worst };
}

/** Cosines between the residuals of the inspected method; the last one counts only while it is not rounding. */
export function residualGram(model: Model, step: number): Gram {
  const { trace } = model.inspected;
  const first = trace.gradientNorms[0]!;
  const upTo = (end: number): number => {
    let count = Math.min(end + 1, trace.kept, MOST);
    while (count > 1 && !(trace.gradientNorms[count - 1]! > 1e-9 * first)) count--;
    return count;
  };
  const count = upTo(step);
  const isFlat = model.formula !== undefined;
  const residuals = isFlat ? trace.directions : residualsOf(model.quadratic, trace);
  return summarise(cosines(residuals, count, 2), count, upTo(trace.steps));
}

/** dᵢᵀAdⱼ between the directions of the inspected method, scaled to 1 on the diagonal. */
export function directionGram(model: Model, step: number): Gram {
  const { trace } = model.inspected;
  const upTo = (end: number): number => Math.max(1, Math.min(end, trace.steps, trace.kept, MOST));
  const count = upTo(step);
  return summarise(conjugacies(model.quadratic, trace.directions, count), count, upTo(trace.steps));
}

interface Naming {
  readonly id: string;
  readonly title: Record<Locale, string>;
  readonly letter: string;
  readonly what: Record<Locale, string>;
}

function gramScene(model: Model, gram: Gram, naming: Naming, locale: Locale): Scene {
  const { count, room, values } = gram;
  const name = say(racerNames[model.inspected.racer], locale);
  const ticks = Array.from({ length: room }, (_, k) => ({ at: k, text: `${naming.letter}${subscript(k)}` }));
  const down = ticks.map(({ text }, k) => ({ at: room - 1 - k, text }));
  return {
    id: naming.id,
    title: naming.title[locale],
    description: {
      en: `${naming.what.en} of ${name}: the largest entry off the diagonal is ${show(gram.worst, 3)}.`,
      zh: `${name}的${naming.what.zh}：非对角元素绝对值最大为 ${show(gram.worst, 3)}。`,
    }[locale],
    x: { label: `j (${name})`, domain: [-0.5, room - 0.5], scale: "band", ticks },
    y: { label: "i", domain: [-0.5, room - 0.5], scale: "band", ticks: down },
    equal: true,
    marks: [
      {
        kind: "cells",
        id: "gram",
        columns: count,
        rows: count,
        values: Array.from(values, (value) => (Math.abs(value) < 1e-9 ? 0 : Math.min(1, Math.max(-1, value)))),
        box: [-0.5, room - count - 0.5, count - 0.5, room - 0.5],
        ramp: "diverging",
        domain: [-1, 1],
        numbers: true,
      },
    ],
    table: {
      columns: ["i", "j", naming.what[locale]],
      rows: Array.from(values, (value, at) => [Math.floor(at / count), at % count, value]),
    },
    span: 0.5,
  };
}

export function residualsScene(model: Model, step: number, locale: Locale): Scene {
  return gramScene(
    model,
    residualGram(model, step),
    {
      id: "residuals",
      title: { en: "Are the residuals perpendicular?", zh: "残差是否两两垂直？" },
      letter: "r",
      what: { en: "Cosines between residuals", zh: "残差间的余弦" },
    },
    locale,
  );
}

export function directionsScene(model: Model, step: number, locale: Locale): Scene {
  return gramScene(
    model,
    directionGram(model, step),
    {
      id: "directions",
      title: { en: "Are the directions A-conjugate?", zh: "方向是否 A-共轭？" },
      letter: "d",
      what: { en: "Scaled products d′Ad", zh: "归一化乘积 d′Ad" },
    },
    locale,
  );
}

export function subscript(k: number): string {
  return [...String(k)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}
