import { show } from "../number";
import type { SearchModel } from "./model";
import type { Moment } from "./moment";

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
  const what = model.type === "nearest" && model.bound === "plane" ? "|q − τ|" : "|q − box|";
  const text = `${what} = ${show(event.least, 3)} ${isPruned ? ">" : "≤"} ${name} = ${show(event.worst, 3)}`;
  if (model.type === "nearest" && model.bound === "plane") {
    return { to: axis === 0 ? [tree.cuts[parent], query[1]] : [query[0], tree.cuts[parent]], isPruned, text };
  }
  return { to: nearestIn(model, event.node), isPruned, text };
}

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
