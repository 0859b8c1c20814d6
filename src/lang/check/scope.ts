import type { Node, Size } from "../symbolic/graph";
import { canonicalName, lookAlike } from "../syntax/notation";
import type { Span } from "../syntax/tree";
import type { Fn, NamedValue } from "./term";

/** Where a statement stands now; its cached results read it when they are shown. */
export interface Place {
  from: number;
  line: number;
}

/** What a name of the file means. Entities are made anew whenever their statement is evaluated anew: identity is version. */
export type Entity = {
  readonly name: string;
  readonly place: Place;
  readonly span: Span;
} /** `value` is what a use further down fixed it to, at `fixed`. */ & (
  | {
      readonly kind: "size";
      readonly value?: number;
      readonly fixed?: { readonly place: Place; readonly span: Span };
    }
  | { readonly kind: "symbol"; readonly node: Node; readonly shape: readonly [Size, Size]; readonly inferred: boolean }
  | { readonly kind: "value"; readonly named: NamedValue }
  | { readonly kind: "function"; readonly fn: Fn }
  /** Its statement has an error, or its data is not there yet. */
  | { readonly kind: "broken" }
);

/** A condition of `assume` or `given`, over the symbols as they were then. */
export interface Fact {
  readonly left: Node;
  readonly word: string;
  readonly right: Node;
  /** Of `rank A = n`: A, and what its rank is. */
  readonly rank?: { readonly of: Node; readonly is: Node };
  /** As it is written. */
  readonly text: string;
  readonly place: Place;
  readonly span: Span;
}

/** What a statement may ask the file; every question and its answer is recorded, because the statement depends on it. */
export interface Scope {
  /** Looks a canonical name up. */
  readonly find: (name: string) => Entity | undefined;
  /** A name that looks the same and is another one. */
  readonly findLookAlike: (name: string) => Entity | undefined;
  /** All names in scope, for "did you mean". */
  readonly names: () => Iterable<string>;
  /** A line further up where a glued run holds exactly this name as neighbouring parts. */
  readonly findRun: (name: string) => Run | undefined;
  /** Everything assumed so far. */
  readonly facts: () => readonly Fact[];
}

/** A stretch of a glued run: two or more neighbouring parts, as they would read if they were one name. */
export interface Run {
  readonly place: Place;
  readonly span: Span;
  readonly run: string;
  readonly parts: readonly string[];
  readonly at: number;
  readonly count: number;
}

interface Mark {
  readonly look: string;
  readonly hash: number;
}

/** What a name looks like, and a number that stands for it: worked out once. */
const marks = new WeakMap<Entity, Mark>();

function markOf(entity: Entity): Mark {
  let mark = marks.get(entity);
  if (!mark) {
    let hash = 7;
    for (let i = 0; i < entity.name.length; i++) hash = (Math.imul(hash, 31) + entity.name.charCodeAt(i)) | 0;
    mark = { look: nameLook(entity.name), hash };
    marks.set(entity, mark);
  }
  return mark;
}

/** What a name looks like: equal for names that are easily taken for each other. */
export function lookOf(entity: Entity): string {
  return markOf(entity).look;
}

/** What defining names does to the number that stands for all names so far: it becomes `factor · number + term`. */
export interface NameStep {
  readonly factor: number;
  readonly term: number;
}

/**
 * How a list of definitions moves the fingerprint of all names above: h ↦ factor·h + term, so that stretches of a file combine.
 */
export function nameStep(defines: readonly Entity[]): NameStep {
  let factor = 1;
  let term = 0;
  for (const entity of defines) {
    factor = Math.imul(factor, 31);
    term = (Math.imul(term, 31) + markOf(entity).hash) | 0;
  }
  return { factor, term };
}

/** Stands for the names defined so far: equal when the same names were defined in the same order. */
export function fingerprintBehind(fingerprint: number, { factor, term }: NameStep): number {
  return (Math.imul(fingerprint, factor) + term) | 0;
}

/** Notes every stretch of two or more parts of a glued run, once per name. */
export function runsOf(run: string, parts: readonly string[], span: Span, place: Place): ReadonlyMap<string, Run> {
  const found = new Map<string, Run>();
  for (let at = 0; at < parts.length; at++) {
    for (let count = 2; at + count <= parts.length && count <= 8; count++) {
      const name = canonicalName(parts.slice(at, at + count).join(""));
      if (!found.has(name)) found.set(name, { place, span, run, parts, at, count });
    }
  }
  return found;
}

const nameLook = (name: string): string => lookAlike(name).replace("_", "");

/** The questions of one statement with their answers. */
export interface Asked {
  readonly entities: Map<string, Entity | undefined>;
  readonly looks: Map<string, Entity | undefined>;
  readonly runs: Map<string, Run | undefined>;
  facts: readonly Fact[] | undefined;
  fingerprint: number | undefined;
}

/** A statement that has asked for no name yet. */
export function nothingAsked(): Asked {
  return { entities: new Map(), looks: new Map(), runs: new Map(), facts: undefined, fingerprint: undefined };
}

/** What stands above a statement. */
export interface Above {
  readonly entity: (name: string) => Entity | undefined;
  readonly look: (look: string) => Entity | undefined;
  readonly run: (name: string) => Run | undefined;
  readonly facts: () => readonly Fact[];
  readonly names: () => Iterable<string>;
  readonly fingerprint: number;
}

/** A scope over what stands above that writes down every question asked. */
export function recordingScope(above: Above, asked: Asked): Scope {
  return {
    find(name) {
      const entity = above.entity(name);
      asked.entities.set(name, entity);
      return entity;
    },
    findLookAlike(name) {
      const look = nameLook(name);
      const entity = above.look(look);
      asked.looks.set(look, entity);
      return entity?.name === name ? undefined : entity;
    },
    findRun(name) {
      const run = above.run(name);
      asked.runs.set(name, run);
      return run;
    },
    facts() {
      asked.facts = above.facts();
      return asked.facts;
    },
    names() {
      asked.fingerprint = above.fingerprint;
      return above.names();
    },
  };
}

/** Whether every question would get the same answer now. */
export function isUnchanged(asked: Asked, above: Above): boolean {
  for (const [name, entity] of asked.entities) if (above.entity(name) !== entity) return false;
  for (const [look, entity] of asked.looks) if (above.look(look) !== entity) return false;
  for (const [name, run] of asked.runs) if (above.run(name) !== run) return false;
  const { facts } = asked;
  if (facts) {
    const now = above.facts();
    if (facts.length !== now.length || facts.some((fact, i) => fact !== now[i])) return false;
  }
  return asked.fingerprint === undefined || asked.fingerprint === above.fingerprint;
}
