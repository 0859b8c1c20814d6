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
export type Entity = { readonly name: string; readonly place: Place; readonly span: Span } & (
  | { readonly kind: "size" }
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

/** The names of a file up to some line. */
export interface Names {
  readonly entities: Map<string, Entity>;
  /** The first name of each look. */
  readonly looks: Map<string, Entity>;
  /** Stretches of glued runs by the name they would be. */
  readonly runs: Map<string, Run>;
  readonly facts: Fact[];
  /** Stands for the set of names: equal when the same names were defined in the same order. */
  fingerprint: number;
}

export function createNames(): Names {
  return { entities: new Map(), looks: new Map(), runs: new Map(), facts: [], fingerprint: 0 };
}

export function addName(names: Names, entity: Entity): void {
  names.entities.set(entity.name, entity);
  const { look, hash } = markOf(entity);
  if (!names.looks.has(look)) names.looks.set(look, entity);
  names.fingerprint = (Math.imul(names.fingerprint, 31) + hash) | 0;
}

interface Mark {
  readonly look: string;
  readonly hash: number;
}

/** What a name looks like, and a number that stands for it: worked out once, as every run of the file asks for it. */
const marks = new WeakMap<Entity, Mark>();

function markOf(entity: Entity): Mark {
  let mark = marks.get(entity);
  if (!mark) {
    let hash = 7;
    for (let i = 0; i < entity.name.length; i++) hash = (Math.imul(hash, 31) + entity.name.charCodeAt(i)) | 0;
    mark = { look: lookOf(entity.name), hash };
    marks.set(entity, mark);
  }
  return mark;
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

const lookOf = (name: string): string => lookAlike(name).replace("_", "");

/** The questions of one statement with their answers. */
export interface Asked {
  readonly entities: Map<string, Entity | undefined>;
  readonly looks: Map<string, Entity | undefined>;
  readonly runs: Map<string, Run | undefined>;
  facts: readonly Fact[] | undefined;
  fingerprint: number | undefined;
}

/** A scope over the names so far that writes down every question asked. */
export function recordingScope(names: Names, asked: Asked): Scope {
  return {
    find(name) {
      const entity = names.entities.get(name);
      asked.entities.set(name, entity);
      return entity;
    },
    findLookAlike(name) {
      const look = lookOf(name);
      const entity = names.looks.get(look);
      asked.looks.set(look, entity);
      return entity?.name === name ? undefined : entity;
    },
    findRun(name) {
      const run = names.runs.get(name);
      asked.runs.set(name, run);
      return run;
    },
    facts() {
      asked.facts = [...names.facts];
      return asked.facts;
    },
    names() {
      asked.fingerprint = names.fingerprint;
      return names.entities.keys();
    },
  };
}

/** Whether every question would get the same answer now. */
export function isUnchanged(asked: Asked, names: Names): boolean {
  for (const [name, entity] of asked.entities) if (names.entities.get(name) !== entity) return false;
  for (const [look, entity] of asked.looks) if (names.looks.get(look) !== entity) return false;
  for (const [name, run] of asked.runs) if (names.runs.get(name) !== run) return false;
  const { facts } = asked;
  if (facts && (facts.length !== names.facts.length || facts.some((fact, i) => fact !== names.facts[i]))) return false;
  return asked.fingerprint === undefined || asked.fingerprint === names.fingerprint;
}
