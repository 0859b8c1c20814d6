import type { Samples } from "../../core/ensemble/samples";
import { columnsOf } from "../../core/ensemble/samples";
import type { DotsMark, Ink, Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { type Box, linear } from "../frame";
import { say, show } from "../number";
import type { Plane } from "./plane";

/** Cells along each side of a map of answers. */
export const CELLS = 48;

/** How a class is drawn, so that it is told apart without colour. */
export const classStyles: readonly { readonly ink: Ink; readonly shape: NonNullable<DotsMark["shape"]> }[] = [
  { ink: "series0", shape: "circle" },
  { ink: "series1", shape: "square" },
  { ink: "series2", shape: "triangle" },
  { ink: "series3", shape: "diamond" },
  { ink: "series5", shape: "cross" },
  { ink: "series6", shape: "circle" },
];

/** The centres of the cells of a box, row by row from the top. */
export function gridOf(box: Box): Samples {
  const [x0, y0, x1, y1] = box;
  const at = (k: number, low: number, high: number): number => low + ((k + 0.5) / CELLS) * (high - low);
  const x = new Float64Array(CELLS * CELLS);
  const y = new Float64Array(CELLS * CELLS);
  for (let k = 0; k < x.length; k++) {
    x[k] = at(k % CELLS, x0, x1);
    y[k] = at(CELLS - 1 - Math.floor(k / CELLS), y0, y1);
  }
  return columnsOf([x, y]);
}

/** Shares of class 1 as a field, blue to orange. */
export function shareMark(id: string, shares: ArrayLike<number>, box: Box, name: string): Mark {
  return {
    kind: "cells",
    id,
    name,
    columns: CELLS,
    rows: CELLS,
    values: Float64Array.from(shares),
    box,
    ramp: "diverging",
    domain: [0, 1],
    smooth: true,
    opacity: 0.62,
  };
}

/** The regions of several classes as rows of rectangles, tinted like their points. */
export function regionMarks(id: string, answers: ArrayLike<number>, box: Box, classes: readonly string[]): Mark[] {
  const [x0, y0, x1, y1] = box;
  const [w, h] = [(x1 - x0) / CELLS, (y1 - y0) / CELLS];
  const rects: number[][] = classes.map(() => []);
  for (let row = 0; row < CELLS; row++) {
    for (let from = 0; from < CELLS; ) {
      let to = from + 1;
      while (to < CELLS && answers[row * CELLS + to] === answers[row * CELLS + from]) to++;
      rects[answers[row * CELLS + from]].push(x0 + from * w, y1 - (row + 1) * h, x0 + to * w, y1 - row * h);
      from = to;
    }
  }
  return rects.map((list, k) => ({
    kind: "bars",
    id: `${id}-${k}`,
    rects: list,
    fill: classStyles[k].ink,
    opacity: 0.28,
  }));
}

/** A picture of the plane. */
export function planeScene(
  id: string,
  title: Text,
  plane: Plane,
  marks: readonly Mark[],
  words: Text,
  locale: Locale,
  span = 0.5,
): Scene {
  const { samples, targets, names, classes, box } = plane;
  return {
    id,
    title: say(title, locale),
    description: say(words, locale),
    x: linear(names[0], [box[0], box[2]]),
    y: linear(names[1], [box[1], box[3]]),
    marks,
    table: {
      columns: [names[0], names[1], say({ en: "class", zh: "类别" }, locale)],
      rows: Array.from(targets.of, (k, i) => [samples.columns[0][i], samples.columns[1][i], classes[k]]),
    },
    span,
  };
}

/** What stands in the frame where there are no data. */
export function emptyScene(id: string, title: Text, problem: Text, locale: Locale): Scene {
  return {
    id,
    title: say(title, locale),
    description: say(problem, locale),
    x: { ...linear("x₁", [-1, 1]), hidden: true },
    y: { ...linear("x₂", [-1, 1]), hidden: true },
    marks: [],
    table: { columns: ["x₁", "x₂"], rows: [] },
    empty: say(problem, locale),
  };
}

/** 12.5 % */
export const percent = (share: number, digits = 3): string => `${show(100 * share, digits)} %`;
