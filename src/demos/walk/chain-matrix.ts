import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { show } from "../number";
import type { ChainModel } from "./chain-model";

/** The chances from row to column, each row summing to one; the step just taken is framed. */
export function matrixScene(model: ChainModel, step: number, locale: Locale): Scene {
  const { n, P, names, run } = model;
  const of = (i: number): Float64Array => P.subarray(i * n, (i + 1) * n);
  const frame = (i: number, from: number, to: number): number[] => {
    const y = n - 1 - i;
    return [from - 0.5, y - 0.5, to + 0.5, y - 0.5, to + 0.5, y + 0.5, from - 0.5, y + 0.5, from - 0.5, y - 0.5];
  };
  const marks: Mark[] = [
    {
      kind: "cells",
      id: "chances",
      columns: n,
      rows: n,
      values: P,
      box: [-0.5, -0.5, n - 0.5, n - 0.5],
      ramp: "sequential",
      domain: [0, 1],
      numbers: true,
    },
    ...names.map(
      (_, i): Mark => ({
        kind: "rings",
        id: `row${i}`,
        rings: [frame(i, 0, n - 1)],
        ink: "grid",
        widthPx: 1.5,
        link: `state ${i}`,
      }),
    ),
  ];
  const [from, to] = [run[step - 1], run[step]];
  if (step > 0)
    marks.push({
      kind: "rings",
      id: "taken",
      rings: [frame(from, to, to)],
      ink: "focus",
      widthPx: 3,
      name: { en: "the step just taken", zh: "刚走的一步" }[locale],
    });
  const few = (i: number): boolean => n <= 16 || i % Math.ceil(n / 16) === 0;
  const tick = (i: number, at: number): { at: number; text: string } => ({ at, text: names[i].slice(0, 8) });
  return {
    id: "matrix",
    title: { en: "P, chances from row to column", zh: "P，从行到列的概率" }[locale],
    description:
      step === 0
        ? {
            en: `${n} rows, each with sum 1; the walker starts in row ${names[run[0]]}.`,
            zh: `${n} 行，每行之和为 1；行人从 ${names[run[0]]} 行出发。`,
          }[locale]
        : {
            en: `${n} rows, each with sum 1. The last step went from ${names[from]} to ${names[to]}, chance ${show(of(from)[to])}.`,
            zh: `${n} 行，每行之和为 1。最近一步从 ${names[from]} 到 ${names[to]}，概率 ${show(of(from)[to])}。`,
          }[locale],
    x: {
      label: { en: "to", zh: "到" }[locale],
      domain: [-0.5, n - 0.5],
      ticks: names.flatMap((_, i) => (few(i) ? [tick(i, i)] : [])),
    },
    y: {
      label: { en: "from", zh: "从" }[locale],
      domain: [-0.5, n - 0.5],
      ticks: names.flatMap((_, i) => (few(i) ? [tick(i, n - 1 - i)] : [])),
    },
    marks,
    table: {
      columns: [{ en: "from", zh: "从" }[locale], ...names],
      rows: names.map((name, i) => [name, ...of(i)]),
    },
    span: 0.48,
  };
}
