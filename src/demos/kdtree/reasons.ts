import { leftOf, RIGHT } from "../../core/kdtree/tree";
import type { Locale } from "../../words/text";
import { show } from "../number";
import type { SearchModel } from "./model";
import type { Moment } from "./moment";
import { momentAt, sizeOf } from "./moment";

/** Why a side was pruned or opened, as a segment from the query to the nearest it could offer. */
export interface Certificate {
  readonly to: readonly [number, number];
  readonly isPruned: boolean;
  /** |q − box| = 5 > rₖ = 1.5 */
  readonly text: string;
}

export function certificateOf(model: SearchModel, { event }: Moment): Certificate | undefined {
  if (event?.kind !== "prune" && event?.kind !== "open") return undefined;
  if (model.type === "box" || model.type === "partial" || event.node === 0) return undefined;
  const { tree, query } = model;
  const parent = parentOf(model, event.node);
  const axis = tree.nodes[4 * parent];
  const isPruned = event.kind === "prune";
  const name = model.type === "radius" ? "r" : "rₖ";
  const text = `${measureOf(model)} = ${show(event.least, 3)} ${isPruned ? ">" : "≤"} ${name} = ${show(event.worst, 3)}`;
  if (model.type === "nearest" && model.bound === "plane") {
    return { to: axis === 0 ? [tree.cuts[parent], query[1]] : [query[0], tree.cuts[parent]], isPruned, text };
  }
  return { to: nearestIn(model, event.node), isPruned, text };
}

/** What has become of the cell that a point of the plane lies in, with the numbers that decided it. */
export function fateAt(model: SearchModel, step: number, x: number, y: number, locale: Locale): string | undefined {
  if (model.tree.n === 0 || model.story === "build") return undefined;
  const { statuses } = momentAt(model, step);
  let node = 0;
  while (statuses.get(node) === "entered") {
    const axis = model.tree.nodes[4 * node];
    if (axis < 0) return undefined;
    const isLeft = (axis === 0 ? x : y) <= model.tree.cuts[node];
    node = isLeft ? leftOf(model.tree, node) : model.tree.nodes[4 * node + RIGHT];
    if (!(node > 0)) return undefined;
  }
  const count = sizeOf(model, node);
  const points = { en: `${count} ${count === 1 ? "point" : "points"}`, zh: `${count} 个点` }[locale];
  switch (statuses.get(node)) {
    case "pruned": {
      const proof = proofOf(model, node, step);
      return { en: `pruned, ${points}${proof}`, zh: `已剪去，${points}${proof}` }[locale];
    }
    case "scanned":
      return { en: `opened: ${points} compared`, zh: `已打开：比较了 ${points}` }[locale];
    case "swallowed":
      return { en: `taken whole: ${points} without a test`, zh: `整体取走：${points}未经测试` }[locale];
    case "waiting":
      return { en: `waits: ${points}`, zh: `等待中：${points}` }[locale];
    case "left":
      return { en: `left unopened: ${points}`, zh: `未打开：${points}` }[locale];
    default:
      return undefined;
  }
}

/** : |q − box| = 5 > rₖ = 1.5, as it stood when the node was pruned; nothing for a region that has no distance. */
function proofOf(model: SearchModel, node: number, step: number): string {
  if (model.type === "box" || model.type === "partial") return "";
  const name = model.type === "radius" ? "r" : "rₖ";
  for (const event of model.events.slice(0, step)) {
    const least =
      event.kind === "prune" && event.node === node
        ? event.least
        : event.kind === "stop"
          ? event.left.find((each) => each.node === node)?.least
          : undefined;
    if (least === undefined) continue;
    const slack = least <= event.worst ? ` · (1 + ${show(model.epsilon)})` : "";
    return `: ${measureOf(model)} = ${show(least)}${slack} > ${name} = ${show(event.worst)}`;
  }
  return "";
}

const measureOf = ({ type, bound }: SearchModel): string =>
  type === "nearest" && bound === "plane" ? "|q − τ|" : "|q − box|";

/** The node above: a subtree is a run of preorder, so the way down from the root is found by comparing numbers. */
export function parentOf({ tree }: SearchModel, node: number): number {
  let at = 0;
  for (;;) {
    const right = tree.nodes[4 * at + 1];
    const next = right > 0 && node >= right ? right : at + 1;
    if (next === node || tree.nodes[4 * at] < 0) return at;
    at = next;
  }
}

/** The point of a node's box (as the search bounds it) that is nearest to the query. */
function nearestIn(model: SearchModel, node: number): readonly [number, number] {
  const { tree, query } = model;
  const usesGaps = model.type !== "nearest" || model.bound === "gap";
  const low = [tree.low[0], tree.low[1]];
  const high = [tree.high[0], tree.high[1]];
  let at = 0;
  // From the root down to the node, each cut narrows the box.
  while (at !== node) {
    const right = tree.nodes[4 * at + 1];
    const goesRight = right > 0 && node >= right;
    const axis = tree.nodes[4 * at];
    if (goesRight) low[axis] = usesGaps ? tree.gaps[2 * at + 1] : tree.cuts[at];
    else high[axis] = usesGaps ? tree.gaps[2 * at] : tree.cuts[at];
    at = goesRight ? right : at + 1;
  }
  return [Math.min(Math.max(query[0], low[0]), high[0]), Math.min(Math.max(query[1], low[1]), high[1])];
}
