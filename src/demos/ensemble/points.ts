import type { Mark } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { say } from "../number";
import { classStyles } from "./ground";
import type { Plane } from "./plane";

/** A group of rows drawn alike. */
export interface Dots {
  readonly id: string;
  readonly rows: readonly number[];
  readonly radiusPx: number;
  readonly hollow?: boolean;
  readonly opacity?: number;
}

/** The rows of a plane by class and group; the first group with rows of a class names it in the legend. */
export function pointMarks(plane: Plane, groups: readonly Dots[], locale: Locale): Mark[] {
  const named = new Set<number>();
  return groups.flatMap(({ id, rows, radiusPx, hollow, opacity }) =>
    plane.classes.flatMap((name, k): Mark[] => {
      const own = rows.filter((i) => plane.targets.of[i] === k);
      if (own.length === 0) return [];
      const first = !named.has(k);
      named.add(k);
      const { ink, shape } = classStyles[k];
      return [
        {
          kind: "dots",
          id: `${id}-${k}`,
          points: Float64Array.from(own.flatMap((i) => [plane.samples.columns[0][i], plane.samples.columns[1][i]])),
          ink,
          shape: hollow ? "ring" : shape,
          radiusPx,
          ...(opacity === undefined ? {} : { opacity }),
          ...(first ? { name: `${say({ en: "class", zh: "类别" }, locale)} ${name}` } : {}),
        },
      ];
    }),
  );
}

/** All rows, drawn alike. */
export const allRows = (plane: Plane, radiusPx = 3.2): readonly Dots[] => [
  { id: "rows", rows: [...plane.targets.of.keys()], radiusPx },
];

/** Rows in groups of growing size, by a measure in [0, 1]; those that are not `seen` are left out. */
export function sized(measure: ArrayLike<number>, id = "weight", seen?: ArrayLike<number>): readonly Dots[] {
  const radii = [1.6, 2.6, 3.8, 5.2, 7, 9.5];
  const level = (x: number): number => Math.min(radii.length - 1, Math.floor(Math.sqrt(Math.max(0, x)) * radii.length));
  const rows: number[][] = radii.map(() => []);
  for (let i = 0; i < measure.length; i++) if (seen?.[i] !== 0) rows[level(measure[i])].push(i);
  return radii.map((radiusPx, k) => ({ id: `${id}${k}`, rows: rows[k], radiusPx }));
}

/** The handle at the point asked. */
export function queryMark(query: readonly [number, number], plane: Plane, locale: Locale): Mark[] {
  const [x0, y0, x1, y1] = plane.box;
  const at = [Math.min(x1, Math.max(x0, query[0])), Math.min(y1, Math.max(y0, query[1]))] as const;
  return [
    {
      kind: "handle",
      id: "query",
      at,
      label: say({ en: "point asked", zh: "被问的点" }, locale),
      ink: "focus",
      step: (x1 - x0) / 100,
    },
  ];
}

/** Handles on the person's own points. */
export function ownHandles(shape: unknown, blue: readonly number[], orange: readonly number[], locale: Locale): Mark[] {
  if (shape !== "points") return [];
  const of = (list: readonly number[], id: string, k: number): Mark[] =>
    Array.from({ length: list.length / 2 }, (_, i) => ({
      kind: "handle",
      id: `${id}${i}`,
      at: [list[2 * i], list[2 * i + 1]],
      label: say({ en: `point ${i + 1} of class ${k}`, zh: `第 ${k} 类的第 ${i + 1} 个点` }, locale),
      ink: classStyles[k].ink,
      step: 0.05,
    }));
  return [...of(blue, "blue", 0), ...of(orange, "orange", 1)];
}
