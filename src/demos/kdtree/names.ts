import { pivotOf } from "../../core/kdtree/tree";
import type { Locale } from "../../words/text";
import { show, showPoint } from "../number";
import type { AxisName } from "./clouds";
import type { SearchModel } from "./model";

/** What points, nodes and sides are called in sentences. */

/** (7, 2) while there are few points, else #12. */
export function pointName({ source }: SearchModel, id: number): string {
  const { points } = source.cloud;
  return points.length <= 60 ? showPoint([points[2 * id], points[2 * id + 1]], 3) : `#${id}`;
}

/** By its own point, by its cut, or by how much it holds. */
export function nodeName(model: SearchModel, node: number, locale: Locale): string {
  const { tree } = model;
  const axis = tree.nodes[4 * node];
  const pivot = pivotOf(tree, node);
  if (pivot >= 0) return pointName(model, tree.ids[pivot]);
  const [from, to] = [tree.nodes[4 * node + 2], tree.nodes[4 * node + 3]];
  if (axis >= 0) return `${"xy"[axis]} ≤ ${show(tree.cuts[node], 3)}`;
  if (to - from === 1) return pointName(model, tree.ids[from]);
  return { en: `leaf of ${to - from}`, zh: `${to - from} 点的叶子` }[locale];
}

/** On which side of its parent's cut a node lies, as it is seen in the picture. */
export function sideName(axis: number, isLeft: boolean, locale: Locale): string {
  if (axis === 0) return isLeft ? { en: "left", zh: "左" }[locale] : { en: "right", zh: "右" }[locale];
  return isLeft ? { en: "lower", zh: "下" }[locale] : { en: "upper", zh: "上" }[locale];
}

export const axisName = (name: AxisName, locale: Locale): string => (typeof name === "string" ? name : name[locale]);
