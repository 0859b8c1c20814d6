import type { Ink, Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { say } from "../number";
import { type BundleModel, placedAt } from "./bundle";

const inks: readonly Ink[] = ["series0", "series1", "series2", "series3", "series4", "series5", "series6", "series7"];
const name = (locale: Locale, en: string, zh: string): string => say({ en, zh }, locale);

/** The sparse columns; those already placed have a frame in the ink of their bundle. */
export function columnScene(model: BundleModel, step: number, locale: Locale): Scene {
  const { samples } = model;
  const { n, d, columns } = samples;
  const values = new Float64Array(n * d).fill(Number.NaN);
  for (let j = 0; j < d; j++) for (let i = 0; i < n; i++) if (columns[j][i] !== 0) values[i * d + j] = columns[j][i];
  const frames = placedAt(model, step).flatMap((members, b) =>
    members.map(
      (j): Mark => ({
        kind: "line",
        id: `home${j}`,
        points: [j + 0.04, 0.3, j + 0.96, 0.3, j + 0.96, n - 0.3, j + 0.04, n - 0.3],
        closed: true,
        ink: inks[b % inks.length],
        widthPx: 2,
        link: `bundle${b}`,
      }),
    ),
  );
  const zeros = values.filter((v) => Number.isNaN(v)).length;
  return {
    id: "efb-columns",
    title: name(locale, "Sparse columns", "稀疏的列"),
    description: name(
      locale,
      `${d} columns of ${n} rows; ${Math.round((100 * zeros) / (n * d))} % of the entries are zero. ${Math.min(step, d)} columns are placed.`,
      `${d} 列、${n} 行，${Math.round((100 * zeros) / (n * d))}% 为零；已安置 ${Math.min(step, d)} 列。`,
    ),
    x: {
      label: name(locale, "column", "列"),
      domain: [0, d],
      ticks: columns.map((_, j) => ({ at: j + 0.5, text: String(j + 1) })),
    },
    y: { label: name(locale, "row", "行"), domain: [0, n] },
    marks: [
      {
        kind: "cells",
        id: "values",
        columns: d,
        rows: n,
        values,
        box: [0, 0, d, n],
        ramp: "sequential",
        domain: [-2, 6],
        name: name(locale, "value", "值"),
      },
      ...frames,
    ],
    table: {
      columns: [name(locale, "row", "行"), ...columns.map((_, j) => `x${j + 1}`)],
      rows: Array.from({ length: n }, (_, i) => [i + 1, ...columns.map((column) => column[i])]),
    },
    span: 0.36,
  };
}

/** The columns in a circle, joined where they are other than zero together; the colour of a column is its bundle. */
export function graphScene(model: BundleModel, step: number, locale: Locale): Scene {
  const { samples, clashes, found } = model;
  const { d } = samples;
  const at = (j: number): [number, number] => {
    const turn = Math.PI / 2 - (2 * Math.PI * j) / d;
    return [Math.cos(turn), Math.sin(turn)];
  };
  const most = clashes.reduce((high, c) => Math.max(high, c), 1);
  const edges: Mark[] = [];
  for (let j = 0; j < d; j++) {
    for (let k = j + 1; k < d; k++) {
      const count = clashes[j * d + k];
      if (count === 0) continue;
      edges.push({
        kind: "line",
        id: `edge${j}-${k}`,
        points: [...at(j), ...at(k)],
        ink: "faint",
        widthPx: 0.6 + (3.4 * count) / most,
        opacity: 0.55,
      });
    }
  }
  const now = step > 0 ? found.order[Math.min(step, d) - 1] : undefined;
  const placed = placedAt(model, step);
  const waiting = found.order.slice(step);
  const marks: Mark[] = [
    ...edges,
    ...(waiting.length > 0
      ? [
          {
            kind: "dots",
            id: "waiting",
            points: waiting.flatMap(at),
            ink: "faint",
            shape: "ring",
            radiusPx: 7,
            name: name(locale, "waits", "等待"),
          } as const,
        ]
      : []),
    ...placed.flatMap((members, b): Mark[] =>
      members.length === 0
        ? []
        : [
            {
              kind: "dots",
              id: `bundle${b}`,
              points: members.flatMap(at),
              ink: inks[b % inks.length],
              radiusPx: 8,
              name: name(locale, `bundle ${b + 1}`, `第 ${b + 1} 束`),
              link: `bundle${b}`,
            },
          ],
    ),
    ...(now === undefined
      ? []
      : [{ kind: "dots", id: "now", points: at(now), ink: "focus", shape: "ring", radiusPx: 12 } as const]),
    ...Array.from({ length: d }, (_, j): Mark => {
      const [x, y] = at(j);
      return {
        kind: "text",
        id: `name${j}`,
        at: [1.17 * x, 1.17 * y],
        text: String(j + 1),
        anchor: "middle",
        sizePx: 11,
      };
    }),
  ];
  const pairs: (string | number)[][] = [];
  for (let j = 0; j < d; j++) for (let k = j + 1; k < d; k++) pairs.push([j + 1, k + 1, clashes[j * d + k]]);
  return {
    id: "efb-graph",
    title: name(locale, "Who is in whose way", "谁与谁冲突"),
    description: name(
      locale,
      `${edges.length} of ${pairs.length} pairs of columns are other than zero in a common row; a thicker line is more rows. ${placed.filter((members) => members.length > 0).length} bundles so far.`,
      `${pairs.length} 对列中有 ${edges.length} 对在同一行同时非零；线越粗，行数越多。目前 ${placed.filter((members) => members.length > 0).length} 束。`,
    ),
    x: { label: name(locale, "across", "横"), domain: [-1.35, 1.35], hidden: true },
    y: { label: name(locale, "up", "纵"), domain: [-1.35, 1.35], hidden: true },
    equal: true,
    marks,
    table: {
      columns: [
        name(locale, "column", "列"),
        name(locale, "and column", "与列"),
        name(locale, "rows in common", "共同非零的行数"),
      ],
      rows: pairs,
    },
    span: 0.32,
  };
}

/** The bundled columns: each member lies in a range of its own above those before it. */
export function bundledScene(model: BundleModel, step: number, locale: Locale): Scene {
  const { samples, found } = model;
  const { n, columns } = samples;
  const placed = placedAt(model, step);
  const count = Math.max(1, placed.filter((members) => members.length > 0).length);
  const values = new Float64Array(n * count).fill(Number.NaN);
  placed.slice(0, count).forEach((members, b) => {
    for (let i = 0; i < n; i++) {
      const j = members.find((column) => columns[column][i] !== 0);
      if (j === undefined) continue;
      values[i * count + b] = columns[j][i] + found.offsets[b][found.bundles[b].indexOf(j)];
    }
  });
  const top = values.reduce((high, v) => (v > high ? v : high), 1);
  const ticks = Array.from({ length: count }, (_, b) => ({ at: b + 0.5, text: placed[b].map((j) => j + 1).join("+") }));
  return {
    id: "efb-bundled",
    title: name(locale, "The bundles, as the tree sees them", "树看到的特征束"),
    description: name(
      locale,
      `${Math.min(step, samples.d)} columns have become ${step === 0 ? 0 : count}: a histogram for each of them instead of one for each column. ${found.conflicts} entries are lost in all.`,
      `${Math.min(step, samples.d)} 列变成了 ${step === 0 ? 0 : count} 列：每束一个直方图，而不是每列一个。总共丢失 ${found.conflicts} 个值。`,
    ),
    x: {
      label: name(locale, "bundle, by its columns", "束（含哪些列）"),
      domain: [0, count],
      ticks: step === 0 ? [] : ticks,
    },
    y: { label: name(locale, "row", "行"), domain: [0, n] },
    marks: [
      {
        kind: "cells",
        id: "bundled",
        columns: count,
        rows: n,
        values,
        box: [0, 0, count, n],
        ramp: "sequential",
        domain: [-0.3 * top, top],
        name: name(locale, "value + offset", "值 + 偏移"),
      },
    ],
    table: {
      columns: [name(locale, "row", "行"), ...ticks.map(({ text }) => text)],
      rows: Array.from({ length: n }, (_, i) => [
        i + 1,
        ...Array.from({ length: count }, (_, b) => {
          const value = values[i * count + b];
          return Number.isNaN(value) ? 0 : value;
        }),
      ]),
    },
    span: 0.32,
  };
}
