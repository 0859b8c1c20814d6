import type { Node, Size } from "../symbolic/graph";
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

/** A fact taken as true: `assume A ≻ 0`; it adds traits to a name. */
export interface Scope {
  /** Looks a canonical name up; each question and its answer is recorded, because the statement depends on it. */
  readonly find: (name: string) => Entity | undefined;
  /** All names in scope, for "did you mean"; not recorded, since it only colours a message. */
  readonly names: () => Iterable<string>;
}

/** A scope over a table of entities that writes down every question asked. */
export function recordingScope(entities: ReadonlyMap<string, Entity>, asked: Map<string, Entity | undefined>): Scope {
  return {
    find(name) {
      const entity = entities.get(name);
      asked.set(name, entity);
      return entity;
    },
    names: () => entities.keys(),
  };
}
