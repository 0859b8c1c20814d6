import { complain } from "../check/context";
import { letterNode } from "../check/maker";
import type { Entity } from "../check/scope";
import { letterShape } from "../check/shapes-point";
import { settled } from "../check/size";
import type { Fn, Letter, OpenSize } from "../check/term";
import type { Node } from "../symbolic/graph";
import { resize, resized } from "../symbolic/resize";
import { contentEnd } from "./content-end";
import type { Task } from "./world";

/** What symbolic sizes turn out to be: `n` is 3 because a vector of 3 entries was put where one of n belongs. */
export type Bindings = ReadonlyMap<string, number>;

/** The size that a failed statement would fix, if its sizes clash only in a name against a number. */
export function bindingIn({ context }: Task): readonly [string, number] | undefined {
  for (const [a, b] of context.clashes) {
    const [name, value] = typeof a === "string" ? [a, b] : [b, a];
    if (typeof name !== "string" || typeof value !== "number" || name.includes("·") || value === 1) continue;
    const entity = context.scope.find(name);
    if (entity === undefined || (entity.kind === "size" && entity.value === undefined)) return [name, value];
  }
  return undefined;
}

/** The task with the names of the file in their new sizes. */
export function rescaled(task: Task, by: Bindings): { readonly task: Task; readonly defines: readonly Entity[] } {
  const { context } = task;
  const defines = [...context.scope.names()].flatMap((name): Entity[] => {
    const entity = context.scope.find(name);
    const moved = entity && movedEntity(task, entity, by);
    return moved ? [moved] : [];
  });
  const names = new Map(defines.map((entity) => [entity.name, entity]));
  const { scope } = context;
  const find = (name: string) => {
    const entity = scope.find(name);
    return names.get(name) ?? entity;
  };
  return { task: { ...task, context: { ...context, scope: { ...scope, find } } }, defines };
}

function movedEntity(task: Task, entity: Entity, by: Bindings): Entity | undefined {
  const { b } = task.world;
  const moved = (node: Node) => resize(b.graph, node, by);
  const { name, span } = entity;
  const place = entity.place;
  switch (entity.kind) {
    case "size": {
      const value = by.get(name);
      if (value === undefined) return undefined;
      return { kind: "size", name, place, span, value, fixed: { place: task.context.place, span: spanOf(task) } };
    }
    case "symbol": {
      const node = moved(entity.node);
      return node === entity.node ? undefined : { ...entity, node, shape: [node.rows, node.cols] };
    }
    case "value": {
      const { named } = entity;
      const value = moved(named.value);
      if (value === named.value) return undefined;
      return {
        ...entity,
        named: { ...named, value, symbol: named.symbol === named.value ? value : moved(named.symbol) },
      };
    }
    case "function": {
      const fn = movedFunction(task, entity.fn, by, moved);
      return fn === entity.fn ? undefined : { ...entity, fn };
    }
    default:
      return undefined;
  }
}

function movedFunction(task: Task, fn: Fn, by: Bindings, moved: (node: Node) => Node): Fn {
  const size = (of: OpenSize): OpenSize => {
    const at = settled(of);
    return typeof at === "object" ? at : resized(at, by);
  };
  const params = fn.params.map((letter): Letter => {
    const node = letterNode(task.maker, letter);
    const other = moved(node);
    if (other === node) return letter;
    const { rows, cols } = letterShape(letter);
    return { ...letter, node: other, rows: size(rows), cols: size(cols) };
  });
  const body = moved(fn.body);
  if (body === fn.body && params.every((letter, i) => letter === fn.params[i])) return fn;
  const needs = fn.needs.map((need) => ({ ...need, of: moved(need.of) }));
  return { ...fn, params, body, needs, fold: new Map([...fn.fold].map(([node, name]) => [moved(node), name])) };
}

const spanOf = ({ context: { text } }: Task) => ({ from: text.length - text.trimStart().length, to: contentEnd(text) });

/** Says what a size was fixed to. */
export function noteBindings(task: Task, by: Bindings): void {
  for (const [name, value] of by) complain(task.context, "size-fixed", { name, value }, spanOf(task));
}

/** Where two numbers clash because one of them is what a size was fixed to further up, that line is named. */
export function blameFixedSize(task: Task): void {
  const { context } = task;
  for (const [a, b] of context.clashes) {
    if (typeof a !== "number" || typeof b !== "number") continue;
    for (const name of context.scope.names()) {
      const entity = context.scope.find(name);
      if (entity?.kind !== "size" || entity.fixed === undefined || (entity.value !== a && entity.value !== b)) continue;
      const { fixed, value } = entity;
      const facts = () => ({ name, value, line: fixed.place.line, other: value === a ? b : a });
      const message = { en: `${name} is ${value} because of this`, zh: `由此处得 ${name} = ${value}` };
      complain(context, "size-contradicts", facts, spanOf(task), [], [{ ...fixed, message }]);
      return;
    }
  }
}
