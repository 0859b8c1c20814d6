import type { Entry } from "./ledger";
import { type Asked, lookOf } from "./scope";

/** Which questions may get another answer than before, because statements came, went or changed. */
export interface Dirt {
  readonly names: Set<string>;
  readonly looks: Set<string>;
  readonly runs: Set<string>;
  facts: boolean;
}

/** Nothing has changed yet. */
export function noDirt(): Dirt {
  return { names: new Set(), looks: new Set(), runs: new Set(), facts: false };
}

/** Notes that a statement came or went. */
export function dirty(dirt: Dirt, { defines, runs, facts }: Pick<Entry, "defines" | "runs" | "facts">): void {
  for (const entity of defines) {
    dirt.names.add(entity.name);
    dirt.looks.add(lookOf(entity));
  }
  for (const [name] of runs) dirt.runs.add(name);
  if (facts.length > 0) dirt.facts = true;
}

/** Whether a question was asked that may get another answer now; the set of all names is not among them. */
export function touches(dirt: Dirt, asked: Asked): boolean {
  return (
    meet(dirt.names, asked.entities) ||
    meet(dirt.looks, asked.looks) ||
    meet(dirt.runs, asked.runs) ||
    (dirt.facts && asked.facts !== undefined)
  );
}

function meet(keys: ReadonlySet<string>, map: ReadonlyMap<string, unknown>): boolean {
  if (keys.size === 0 || map.size === 0) return false;
  if (keys.size < map.size) {
    for (const key of keys) if (map.has(key)) return true;
  } else {
    for (const key of map.keys()) if (keys.has(key)) return true;
  }
  return false;
}
