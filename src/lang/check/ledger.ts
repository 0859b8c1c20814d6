import { type Above, type Asked, type Entity, type Fact, lookOf, type Place, type Run } from "./scope";

/** What one statement adds to the file and asked of it, with its place in the order. */
export interface Entry {
  order: number;
  readonly place: Place;
  readonly asked: Asked;
  readonly defines: readonly Entity[];
  readonly facts: readonly Fact[];
  readonly runs: readonly (readonly [string, Run])[];
}

interface Slot<T> {
  readonly entry: Entry;
  readonly value: T;
}

/** For each key what statements added, in the order of the statements. */
type Shelf<T> = Map<string, Slot<T>[]>;

/**
 * All that the statements of a file define, kept while they come and go; what stood above any of them can be asked.
 * Orders may be numbered anew as long as no two statements change sides.
 */
export interface Ledger {
  readonly entities: Shelf<Entity>;
  readonly looks: Shelf<Entity>;
  readonly runs: Shelf<Run>;
  readonly facts: Entry[];
  /** How many statements asked for an entity. */
  readonly uses: Map<Entity, number>;
}

/** An empty ledger: no names, no facts. */
export function createLedger(): Ledger {
  return { entities: new Map(), looks: new Map(), runs: new Map(), facts: [], uses: new Map() };
}

/** Adds what a statement defines. @cost what it defines and asked, and the logarithm of how often the names are defined */
export function enter(ledger: Ledger, entry: Entry): void {
  for (const entity of entry.defines) {
    put(ledger.entities, entity.name, { entry, value: entity });
    put(ledger.looks, lookOf(entity), { entry, value: entity });
  }
  for (const [name, run] of entry.runs) put(ledger.runs, name, { entry, value: run });
  if (entry.facts.length > 0) insert(ledger.facts, entry, ({ order }) => order);
  for (const entity of entry.asked.entities.values()) {
    if (entity) ledger.uses.set(entity, (ledger.uses.get(entity) ?? 0) + 1);
  }
}

/** Takes out what a statement had added. */
export function strike(ledger: Ledger, entry: Entry): void {
  for (const entity of entry.defines) {
    take(ledger.entities, entity.name, entry);
    take(ledger.looks, lookOf(entity), entry);
  }
  for (const [name] of entry.runs) take(ledger.runs, name, entry);
  if (entry.facts.length > 0) ledger.facts.splice(ledger.facts.indexOf(entry), 1);
  for (const entity of entry.asked.entities.values()) {
    if (!entity) continue;
    const count = ledger.uses.get(entity) ?? 0;
    if (count > 1) ledger.uses.set(entity, count - 1);
    else ledger.uses.delete(entity);
  }
}

/**
 * What stands above the statement `order`: of a name its last definition there, of a look and of a glued run the first.
 * @param fingerprint  of the names defined there, as {@link fingerprintBehind} makes it
 */
export function above(ledger: Ledger, order: number, fingerprint: number): Above {
  return {
    entity: (name) => lastAbove(ledger.entities.get(name), order)?.value,
    look: (look) => firstAbove(ledger.looks.get(look), order)?.value,
    run: (name) => firstAbove(ledger.runs.get(name), order)?.value,
    facts: () => ledger.facts.filter((entry) => entry.order < order).flatMap(({ facts }) => facts),
    names: () => namesAbove(ledger, order),
    fingerprint,
  };
}

/** Of every name the last meaning in the file, in the order of their first definitions. */
export function entitiesOf(ledger: Ledger): ReadonlyMap<string, Entity> {
  const { entity } = above(ledger, Number.POSITIVE_INFINITY, 0);
  const found = new Map<string, Entity>();
  for (const name of namesAbove(ledger, Number.POSITIVE_INFINITY)) {
    const meaning = entity(name);
    if (meaning) found.set(name, meaning);
  }
  return found;
}

/** The line on which a name is defined first, wherever that is. */
export function firstLine({ entities }: Ledger, name: string): number | undefined {
  return entities.get(name)?.[0].entry.place.line;
}

function namesAbove({ entities }: Ledger, order: number): string[] {
  const found: { readonly name: string; readonly order: number; readonly at: number }[] = [];
  for (const [name, [first]] of entities) {
    if (first.entry.order >= order) continue;
    found.push({ name, order: first.entry.order, at: first.entry.defines.indexOf(first.value) });
  }
  return found.sort((a, b) => a.order - b.order || a.at - b.at).map(({ name }) => name);
}

function put<T>(shelf: Shelf<T>, key: string, slot: Slot<T>): void {
  const list = shelf.get(key);
  if (list) insert(list, slot, ({ entry }) => entry.order);
  else shelf.set(key, [slot]);
}

function take<T>(shelf: Shelf<T>, key: string, entry: Entry): void {
  const list = shelf.get(key);
  const at = list?.findIndex((slot) => slot.entry === entry) ?? -1;
  if (!list || at < 0) return;
  if (list.length === 1) shelf.delete(key);
  else list.splice(at, 1);
}

/** Behind everything of the same order. */
function insert<T>(list: T[], item: T, orderOf: (item: T) => number): void {
  const order = orderOf(item);
  let at = list.length;
  if (at > 0 && orderOf(list[at - 1]) > order) at = countBelow(list, order + 1, orderOf);
  list.splice(at, 0, item);
}

function lastAbove<T>(list: readonly Slot<T>[] | undefined, order: number): Slot<T> | undefined {
  if (!list) return undefined;
  const last = list[list.length - 1];
  return last.entry.order < order ? last : list[countBelow(list, order, ({ entry }) => entry.order) - 1];
}

function firstAbove<T>(list: readonly Slot<T>[] | undefined, order: number): Slot<T> | undefined {
  return list && list[0].entry.order < order ? list[0] : undefined;
}

function countBelow<T>(list: readonly T[], order: number, orderOf: (item: T) => number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (orderOf(list[middle]) < order) low = middle + 1;
    else high = middle;
  }
  return low;
}
