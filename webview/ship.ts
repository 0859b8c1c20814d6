import type { Mark, Scene } from "../src/plot/scene";

/** Scenes on their way from the worker to the page: nothing is sent that the page has or does not show. */

/** Rows of a table that a page shows. */
export const shownRows = 200;

/** What the page is sent in place of a still mark that it holds. */
interface HeldMark {
  readonly kind: "held";
  readonly still: string;
}

/** Whether a mark is worth holding: a short one is sent again. */
const isLarge = (mark: Mark): boolean => largeArrays(mark).length > 0;
const large = 512;

function largeArrays(mark: Mark): Float64Array[] {
  return Object.values(mark).filter(
    (value): value is Float64Array => value instanceof Float64Array && value.length >= large,
  );
}

/**
 * Scenes as they are sent: still marks that the page holds by name only, tables by their first rows.
 *
 * @param held  keys of the still marks that the page holds
 * @returns the scenes, with copies of their large arrays, and the buffers of those copies to be handed over
 */
export function shipped(
  scenes: readonly Scene[],
  held: ReadonlySet<string>,
): { readonly scenes: readonly Scene[]; readonly buffers: readonly ArrayBuffer[] } {
  const buffers: ArrayBuffer[] = [];
  const ship = (mark: Mark): Mark => {
    if (mark.still !== undefined && held.has(mark.still)) {
      const stub: HeldMark = { kind: "held", still: mark.still };
      return stub as unknown as Mark; // the page puts the mark back before anybody sees it
    }
    if (!isLarge(mark)) return mark;
    const copies = Object.entries(mark).map(([name, value]) => {
      if (!(value instanceof Float64Array) || value.length < large) return [name, value];
      const copy = value.slice();
      buffers.push(copy.buffer);
      return [name, copy];
    });
    return Object.fromEntries(copies) as Mark;
  };
  return {
    scenes: scenes.map((scene) => ({ ...scene, marks: scene.marks.map(ship), table: cut(scene.table) })),
    buffers,
  };
}

function cut(table: Scene["table"]): Scene["table"] {
  const { rows } = table;
  return rows.length <= shownRows ? table : { ...table, rows: rows.slice(0, shownRows), total: rows.length };
}

/** The still marks that a page holds, so that they need not be sent again. */
export interface Holder {
  readonly keys: () => readonly string[];
  /** The scenes with the marks put back that were sent by name; nothing if one of them is not held any more. */
  readonly restore: (scenes: readonly Scene[]) => readonly Scene[] | undefined;
}

const mostHeld = 64;
const mostBytes = 96_000_000;

export function createHolder(): Holder {
  const held = new Map<string, { readonly mark: Mark; readonly bytes: number }>();
  let bytes = 0;
  const keep = (mark: Mark): Mark => {
    const { still } = mark;
    if (still === undefined || !isLarge(mark) || held.has(still)) return mark;
    const size = largeArrays(mark).reduce((sum, array) => sum + array.byteLength, 0);
    held.set(still, { mark, bytes: size });
    bytes += size;
    for (const [oldest, entry] of held) {
      if (held.size <= mostHeld && bytes <= mostBytes) break;
      bytes -= entry.bytes;
      held.delete(oldest);
    }
    return mark;
  };
  return {
    keys: () => [...held.keys()],
    restore: (scenes) => {
      let isWhole = true;
      const whole = (mark: Mark): Mark => {
        if ((mark as unknown as HeldMark).kind !== "held") return keep(mark);
        const known = held.get(mark.still ?? "");
        if (known === undefined) {
          isWhole = false;
          return mark;
        }
        held.delete(mark.still ?? "");
        held.set(mark.still ?? "", known);
        return known.mark;
      };
      const restored = scenes.map((scene) => ({ ...scene, marks: scene.marks.map(whole) }));
      return isWhole ? restored : undefined;
    },
  };
}
