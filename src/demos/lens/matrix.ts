import { svd } from "../../core/num/decompose";
import { symmetricEigen } from "../../core/num/eigen";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { boxAround, domainOf, linear } from "../frame";
import { show, showPoint } from "../number";
import type { LensMatrix } from "./subject";

/** The eigenvalues of a symmetric matrix as bars about zero; of any other the singular values. */
export function lensSpectrum(name: string, rows: readonly (readonly number[])[], locale: Locale): Scene | undefined {
  const flat = rows.flat();
  const width = rows[0]?.length ?? 0;
  if (flat.length === 0 || Math.max(rows.length, width) > 200 || !flat.every(Number.isFinite)) return undefined;
  const isSymmetric = rows.every((row, i) => width === rows.length && row.every((entry, j) => entry === rows[j]?.[i]));
  const values = isSymmetric ? symmetricEigen(flat, width).values : svd(flat, rows.length, width).s;
  const n = values.length;
  const [letter, plural] = isSymmetric
    ? (["λ", { en: "eigenvalues", zh: "特征值" }] as const)
    : (["σ", { en: "singular values", zh: "奇异值" }] as const);
  const bars = (id: "positive" | "negative", wanted: (value: number) => boolean): Mark[] => {
    const rects = Array.from(values).flatMap((value, j) =>
      wanted(value) ? [j + 0.6, Math.min(0, value), j + 1.4, Math.max(0, value)] : [],
    );
    const look =
      id === "positive"
        ? ({ fill: "series0", name: `${letter} ≥ 0` } as const)
        : ({ fill: "wrong", name: "λ < 0" } as const);
    return rects.length === 0 ? [] : [{ kind: "bars", id, rects, ...look }];
  };
  const every = Math.ceil(n / 12);
  const ticks = Array.from({ length: n }, (_, j) => ({ at: j + 1, text: String(j + 1) })).filter(
    (_, j) => j % every === 0,
  );
  return {
    id: "spectrum",
    title: { en: `${isSymmetric ? "Eigenvalues" : "Singular values"} of ${name}`, zh: `${name} 的${plural.zh}` }[
      locale
    ],
    description: {
      en: `${n} ${plural.en} of ${name} from ${show(values[0]!)} to ${show(values[n - 1]!)}.`,
      zh: `${name} 的 ${n} 个${plural.zh}，从 ${show(values[0]!)} 到 ${show(values[n - 1]!)}。`,
    }[locale],
    x: { ...linear("j", [0.4, n + 0.6]), ticks },
    y: linear(letter, domainOf([0, ...values], 0.1)),
    marks: [
      ...bars("positive", (value) => value >= 0),
      ...bars("negative", (value) => value < 0),
      { kind: "rule", id: "zero", axis: "y", at: 0, ink: "axis" },
    ],
    table: { columns: ["j", letter], rows: Array.from(values, (value, j) => [j + 1, value]) },
  };
}

/** A matrix as a heat map with its numbers. */
export function lensMatrix({ name, rows }: LensMatrix, locale: Locale): Scene {
  const m = rows.length;
  const n = rows[0]?.length ?? 0;
  const values = rows.flat().map((value) => (Number.isFinite(value) ? value : Number.NaN));
  const largest = Math.max(...values.filter(Number.isFinite).map(Math.abs), 1e-300);
  const names = (count: number, from: (k: number) => number) =>
    Array.from({ length: Math.min(count, 40) }, (_, k) => ({ at: from(k), text: String(k + 1) }));
  return {
    id: "matrix",
    title: `${name}  ${m}×${n}`,
    description: {
      en: `The ${m} by ${n} matrix ${name}; its largest entry has size ${show(largest)}.`,
      zh: `${m}×${n} 矩阵 ${name}；元素绝对值最大为 ${show(largest)}。`,
    }[locale],
    x: {
      label: { en: "column", zh: "列" }[locale],
      domain: [-0.5, Math.max(1, n) - 0.5],
      scale: "band",
      ticks: names(n, (k) => k),
    },
    y: {
      label: { en: "row", zh: "行" }[locale],
      domain: [-0.5, Math.max(1, m) - 0.5],
      scale: "band",
      ticks: names(m, (k) => m - 1 - k),
    },
    equal: true,
    marks:
      m === 0 || n === 0
        ? []
        : [
            {
              kind: "cells",
              id: "entries",
              columns: n,
              rows: m,
              values,
              box: [-0.5, -0.5, n - 0.5, m - 0.5],
              ramp: "diverging",
              domain: [-largest, largest],
              numbers: m * n <= 144,
            },
          ],
    table: {
      columns: [{ en: "row", zh: "行" }[locale], ...Array.from({ length: n }, (_, j) => String(j + 1))],
      rows: rows.map((row, i) => [i + 1, ...row]),
    },
  };
}

/** Singular values and vectors of a 2×2 matrix, larger first: A v_k = σ_k u_k. */
function stretches(rows: LensMatrix["rows"]) {
  const { U, s, V } = svd(rows.flat(), 2, 2);
  return [0, 1].map((k) => ({ sigma: s[k]!, u: [U[0]![k]!, U[1]![k]!] as const, v: [V[0]![k]!, V[1]![k]!] as const }));
}

const isSmall = (rows: LensMatrix["rows"]): boolean =>
  rows.length === 2 && rows.every((row) => row.length === 2 && row.every(Number.isFinite));

/** What a 2×2 matrix makes of the unit circle: an ellipse whose half axes are the singular values; their ratio is cond A. */
export function lensCircle({ name, rows }: LensMatrix, locale: Locale): Scene | undefined {
  if (!isSmall(rows)) return undefined;
  const [[a, b], [c, d]] = rows as [[number, number], [number, number]];
  const angles = Array.from({ length: 121 }, (_, k) => (2 * Math.PI * k) / 120);
  const circle = angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]);
  const ellipse = angles.flatMap((angle) => {
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    return [a * x + b * y, c * x + d * y];
  });
  const axes = stretches(rows);
  const condition = axes[0]!.sigma / axes[1]!.sigma;
  const box = boxAround(
    [...angles.keys()]
      .map((k) => [ellipse[2 * k]!, ellipse[2 * k + 1]!])
      .concat([
        [-1, -1],
        [1, 1],
      ]),
    0.12,
  );
  const marks: Mark[] = [
    { kind: "rule", id: "zero-x", axis: "x", at: 0, ink: "grid" },
    { kind: "rule", id: "zero-y", axis: "y", at: 0, ink: "grid" },
    { kind: "line", id: "circle", points: circle, ink: "axis", dash: "dashed", name: "|x| = 1" },
    { kind: "line", id: "ellipse", points: ellipse, ink: "series0", widthPx: 2.4, name: `${name} x` },
    ...axes.flatMap(({ sigma, u, v }, k): Mark[] => {
      const ink = k === 0 ? "series1" : "series2";
      const tip = [sigma * u[0], sigma * u[1]] as const;
      return [
        { kind: "arrows", id: `from${k}`, segments: [0, 0, ...v], ink, widthPx: 1.2, headPx: 5, dash: "dashed" },
        {
          kind: "arrows",
          id: `to${k}`,
          segments: [0, 0, ...tip],
          ink,
          widthPx: 2.2,
          headPx: 7,
          name: `σ${"₁₂"[k]} ${show(sigma)}`,
        },
      ];
    }),
  ];
  const vectors = { en: ["direction", "stretched by", "to"], zh: ["方向", "拉伸倍数", "变为"] }[locale];
  return {
    id: "circle",
    title: { en: `What ${name} makes of the unit circle`, zh: `${name} 把单位圆变成什么` }[locale],
    description: {
      en: `An ellipse with half axes ${show(axes[0]!.sigma)} and ${show(axes[1]!.sigma)}; their ratio, the condition number, is ${show(condition)}.`,
      zh: `半轴为 ${show(axes[0]!.sigma)} 与 ${show(axes[1]!.sigma)} 的椭圆；二者之比即条件数 ${show(condition)}。`,
    }[locale],
    x: linear("x₁", [box[0], box[2]]),
    y: linear("x₂", [box[1], box[3]]),
    equal: true,
    marks,
    table: {
      columns: vectors,
      rows: axes.map(({ sigma, u, v }) => [showPoint(v), sigma, showPoint([sigma * u[0], sigma * u[1]])]),
    },
  };
}

/** The equations of a 2×2 system as two lines, and the point where both hold. */
export function lensLines({ name, rows, solves }: LensMatrix, locale: Locale): Scene | undefined {
  if (!solves || !isSmall(rows) || solves.x.length !== 2 || !solves.x.every(Number.isFinite)) return undefined;
  const { b, x } = solves;
  const reach = Math.max(1, ...x.map(Math.abs)) * 1.6;
  const box = boxAround([x, [0, 0]], 0.4, reach);
  const far = 4 * (box[2] - box[0]);
  const lines = rows.map((row, k): Mark => {
    const [p, q] = row as [number, number];
    const size = Math.hypot(p, q) || 1;
    // Through the solution, along the direction in which the row gives zero.
    const [dx, dy] = [(-q / size) * far, (p / size) * far];
    return {
      kind: "line",
      id: `equation${k}`,
      points: [x[0]! - dx, x[1]! - dy, x[0]! + dx, x[1]! + dy],
      ink: k === 0 ? "series0" : "series1",
      widthPx: 2,
      dash: k === 0 ? "solid" : "dashed",
      name: `${equationText(row)} = ${show(b[k]!)}`,
    };
  });
  return {
    id: "lines",
    title: { en: `The equations of ${name} x = b`, zh: `${name} x = b 的各方程` }[locale],
    description: {
      en: `Two lines, ${lines.map((line) => line.name).join(" and ")}, which meet at ${showPoint(x)}.`,
      zh: `两条直线 ${lines.map((line) => line.name).join(" 与 ")}，交于 ${showPoint(x)}。`,
    }[locale],
    x: linear("x₁", [box[0], box[2]]),
    y: linear("x₂", [box[1], box[3]]),
    equal: true,
    marks: [
      ...lines,
      { kind: "dots", id: "solution", points: [...x], ink: "focus", radiusPx: 5, name: `x = ${showPoint(x)}` },
    ],
    table: {
      columns: [{ en: "equation", zh: "方程" }[locale], "b", "x"],
      rows: rows.map((row, k) => [equationText(row), b[k]!, x[k]!]),
    },
  };
}

/** `4x₁ + x₂` */
function equationText(row: readonly number[]): string {
  return (
    row.reduce((text, entry, j) => {
      if (entry === 0) return text;
      const size = Math.abs(entry) === 1 ? "" : show(Math.abs(entry));
      const term = `${size}x${"₁₂"[j]}`;
      if (text === "") return entry < 0 ? `−${term}` : term;
      return `${text} ${entry < 0 ? "−" : "+"} ${term}`;
    }, "") || "0"
  );
}

/** The entries of a solution as bars, where the system is too large for lines. */
export function lensSolution({ name, solves }: LensMatrix, locale: Locale): Scene | undefined {
  if (!solves || solves.x.length === 2 || !solves.x.every(Number.isFinite)) return undefined;
  const { x } = solves;
  const every = Math.ceil(x.length / 12);
  const ticks = x.map((_, j) => ({ at: j + 1, text: String(j + 1) })).filter((_, j) => j % every === 0);
  return {
    id: "solution",
    title: { en: `The solution of ${name} x = b`, zh: `${name} x = b 的解` }[locale],
    description: {
      en: `${x.length} entries from ${show(Math.min(...x))} to ${show(Math.max(...x))}.`,
      zh: `${x.length} 个分量，从 ${show(Math.min(...x))} 到 ${show(Math.max(...x))}。`,
    }[locale],
    x: { ...linear("j", [0.4, x.length + 0.6]), ticks },
    y: linear("x", domainOf([0, ...x], 0.1)),
    marks: [
      {
        kind: "bars",
        id: "entries",
        rects: x.flatMap((value, j) => [j + 0.6, Math.min(0, value), j + 1.4, Math.max(0, value)]),
        fill: "series0",
        name: "x",
      },
      { kind: "rule", id: "zero", axis: "y", at: 0, ink: "axis" },
    ],
    table: { columns: ["j", "x"], rows: x.map((value, j) => [j + 1, value]) },
  };
}
