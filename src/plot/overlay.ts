import type { Mark, Scene } from "./scene";

/**
 * The scene of one run with that of another behind it: the other's lines dashed, its fills left out, all of it fainter,
 * and its names followed by the run's. Domains grow to hold both, except where the person has zoomed; the table holds
 * the rows of both, with the run in front, under the name `column`.
 */
export function overlayScenes(
  scene: Scene,
  name: string,
  other: Scene,
  otherName: string,
  { column, isZoomed = false }: { readonly column: string; readonly isZoomed?: boolean },
): Scene {
  const ghosts = other.marks.flatMap((mark) => ghostOf(mark, otherName));
  const join = (a: readonly [number, number], b: readonly [number, number]): readonly [number, number] =>
    isZoomed ? a : [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
  const backdrop = scene.marks.findIndex(
    (mark) => mark.kind !== "cells" && mark.kind !== "rings" && mark.kind !== "surface",
  );
  const cut = backdrop < 0 ? scene.marks.length : backdrop;
  const sameColumns = scene.table.columns.join("\u0000") === other.table.columns.join("\u0000");
  return {
    ...scene,
    description: `${scene.description} ${otherName}: ${other.description}`,
    x: { ...scene.x, domain: join(scene.x.domain, other.x.domain) },
    y: { ...scene.y, domain: join(scene.y.domain, other.y.domain) },
    marks: [...scene.marks.slice(0, cut), ...ghosts, ...scene.marks.slice(cut)],
    table: sameColumns
      ? {
          columns: [column, ...scene.table.columns],
          rows: [
            ...scene.table.rows.map((row) => [name, ...row]),
            ...other.table.rows.map((row) => [otherName, ...row]),
          ],
          ...(scene.table.total === undefined && other.table.total === undefined
            ? {}
            : { total: rowsOf(scene.table) + rowsOf(other.table) }),
        }
      : scene.table,
  };
}

const rowsOf = ({ rows, total }: Scene["table"]): number => total ?? rows.length;

function ghostOf(mark: Mark, run: string): Mark[] {
  const faded = {
    opacity: (mark.opacity ?? 1) * 0.55,
    ...(mark.id === undefined ? {} : { id: `${mark.id}·${run}` }),
    ...(mark.name === undefined ? {} : { name: `${mark.name} · ${run}` }),
  };
  switch (mark.kind) {
    case "line": {
      const { fill: _, ...line } = mark;
      return [{ ...line, ...faded, dash: mark.dash === "dotted" ? "dotted" : "dashed" }];
    }
    case "dots": {
      const { labels: _, ...dots } = mark;
      return [{ ...dots, ...faded, shape: mark.shape === "circle" || mark.shape === undefined ? "ring" : mark.shape }];
    }
    case "arrows":
      return [{ ...mark, ...faded, dash: "dashed" }];
    case "bars": {
      const ink = mark.ink ?? mark.fill;
      return [{ ...mark, ...faded, fill: "ground", ink }];
    }
    default:
      return [];
  }
}
