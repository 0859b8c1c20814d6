import type { Values } from "../demo";
import { inRange } from "../number";

/** What the pointer does in the pictures of the plane: the point asked, and a person's own points. */

export function queryOf(values: Values): readonly [number, number] {
  const query = values["query"] as readonly number[];
  return [query[0], query[1]];
}

const lists = ["blue", "orange"] as const;
const place = (x: number): number => inRange(x, -2, 2, 0.01);

/** The list and the index that a handle's id names. */
function ownPoint(handle: string): { readonly id: (typeof lists)[number]; readonly at: number } | undefined {
  const id = lists.find((name) => handle.startsWith(name));
  return id === undefined ? undefined : { id, at: Number(handle.slice(id.length)) };
}

export function dragPlane(_model: unknown, values: Values, handle: string, x: number, y: number): Values {
  if (handle === "query") return { ...values, query: [inRange(x, -1000, 1000, 0.01), inRange(y, -1000, 1000, 0.01)] };
  const own = ownPoint(handle);
  if (!own) return values;
  const list = values[own.id] as readonly number[];
  return { ...values, [own.id]: list.with(2 * own.at, place(x)).with(2 * own.at + 1, place(y)) };
}

/** A click puts a point more of the class that has fewer; elsewhere it moves the point asked. */
export function clickPlane(model: unknown, values: Values, scene: string, x: number, y: number): Values | undefined {
  if (!/-(tree|vote|map|plane)$/.test(scene)) return undefined;
  if (values["shape"] !== "points") return dragPlane(model, values, "query", x, y);
  const [blue, orange] = lists.map((id) => values[id] as readonly number[]);
  const id = blue.length <= orange.length ? "blue" : "orange";
  const list = values[id] as readonly number[];
  return list.length >= 120 ? undefined : { ...values, [id]: [...list, place(x), place(y)] };
}

export function removePoint(_model: unknown, values: Values, handle: string): Values {
  const own = ownPoint(handle);
  if (!own) return values;
  const list = values[own.id] as readonly number[];
  return { ...values, [own.id]: list.toSpliced(2 * own.at, 2) };
}
