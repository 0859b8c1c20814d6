import type { Node, Size } from "../symbolic/graph";
import { lookAlike } from "../syntax/notation";
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

/** What a statement may ask the file; every question and its answer is recorded, because the statement depends on it. */
export interface Scope {
  /** Looks a canonical name up. */
  readonly find: (name: string) => Entity | undefined;
  /** A name that looks the same and is another one. */
  readonly findLookAlike: (name: string) => Entity | undefined;
  /** All names in scope, for "did you mean". */
  readonly names: () => Iterable<string>;
}

/** The names of a file up to some line. */
export interface Names {
  readonly entities: Map<string, Entity>;
  /** The first name of each look. */
  readonly looks: Map<string, Entity>;
  /** Stands for the set of names: equal when the same names were defined in the same order. */
  fingerprint: number;
}

export function createNames(): Names {
  return { entities: new Map(), looks: new Map(), fingerprint: 0 };
}

export function addName(names: Names, entity: Entity): void {
  names.entities.set(entity.name, entity);
  const look = lookOf(entity.name);
  if (!names.looks.has(look)) names.looks.set(look, entity);
  for (let i = 0; i < entity.name.length; i++)
    names.fingerprint = (Math.imul(names.fingerprint, 31) + entity.name.charCodeAt(i)) | 0;
  names.fingerprint = (Math.imul(names.fingerprint, 31) + 7) | 0;
}

const lookOf = (name: string): string => lookAlike(name).replace("_", "");

/** The questions of one statement with their answers. */
export interface Asked {
  readonly entities: Map<string, Entity | undefined>;
  readonly looks: Map<string, Entity | undefined>;
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
  return asked.fingerprint === undefined || asked.fingerprint === names.fingerprint;
}
