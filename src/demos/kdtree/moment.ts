import { type Event, type Ranked, type Waiting, waitingAt } from "../../core/kdtree/event";
import { leftOf, RIGHT } from "../../core/kdtree/tree";
import { memo } from "../memo";
import type { SearchModel } from "./model";

/** What has become of a node. */
export type Status = "entered" | "scanned" | "waiting" | "pruned" | "swallowed" | "left";

/** A search after some of its events. */
export interface Moment {
  readonly step: number;
  readonly event?: Event;
  readonly statuses: ReadonlyMap<number, Status>;
  readonly best: readonly Ranked[];
  readonly worst: number;
  readonly waiting: readonly Waiting[];
  /** Rows compared so far, and of them those inside the region. */
  readonly tested: readonly number[];
  readonly kept: readonly number[];
}

export function momentAt(model: SearchModel, step: number): Moment {
  const upTo = Math.max(0, Math.min(step, model.events.length));
  return memo(model, `moment ${upTo}`, () => replay(model, upTo));
}

function replay(model: SearchModel, step: number): Moment {
  const events = model.events.slice(0, step);
  const statuses = new Map<number, Status>();
  let best: readonly Ranked[] = [];
  let worst = model.type === "nearest" ? Number.POSITIVE_INFINITY : model.type === "radius" ? model.radius : 0;
  const tested: number[] = [];
  const kept: number[] = [];
  for (const event of events) {
    if (event.kind === "descend") {
      statuses.set(event.node, "entered");
      if (event.far > 0) statuses.set(event.far, "waiting");
    } else if (event.kind === "open") {
      statuses.set(event.node, "entered");
      if (model.type !== "nearest") for (const child of childrenOf(model, event.node)) statuses.set(child, "waiting");
    } else if (event.kind === "scan") {
      const isLeaf = model.tree.nodes[4 * event.node] < 0;
      statuses.set(event.node, isLeaf ? "scanned" : "entered");
      for (const { id, isKept } of event.tests) {
        tested.push(id);
        if (isKept) kept.push(id);
      }
      if (model.type === "nearest") {
        best = event.best;
        worst = event.worst;
      }
    } else if (event.kind === "prune") statuses.set(event.node, "pruned");
    else if (event.kind === "swallow") {
      statuses.set(event.node, "swallowed");
      for (let at = model.tree.nodes[4 * event.node + 2]; at < model.tree.nodes[4 * event.node + 3]; at++) {
        kept.push(model.tree.ids[at]);
      }
    } else for (const { node } of event.left) statuses.set(node, event.reason === "bound" ? "pruned" : "left");
  }
  const event = events.at(-1);
  const waiting = model.type === "nearest" ? waitingAt(model.events, step, model.isQueue) : [];
  return { step, ...(event ? { event } : {}), statuses, best, worst, waiting, tested, kept };
}

/** How many nodes wait at once, at most, in the whole run. */
export function mostWaiting(model: SearchModel): number {
  return memo(model, "most waiting", () => {
    const waiting = new Set<string>();
    let most = 0;
    for (const event of model.events) {
      if (event.kind === "descend" && event.far > 0) waiting.add(`${event.tree}/${event.far}`);
      else if (event.kind === "open" || event.kind === "prune") waiting.delete(`${event.tree}/${event.node}`);
      else if (event.kind === "stop") waiting.clear();
      most = Math.max(most, waiting.size);
    }
    return most;
  });
}

export function childrenOf({ tree }: SearchModel, node: number): number[] {
  if (tree.nodes[4 * node] < 0) return [];
  return [leftOf(tree, node), tree.nodes[4 * node + RIGHT]].filter((child) => child > 0);
}

/** Points below a node, itself included. */
export function sizeOf({ tree }: SearchModel, node: number): number {
  return tree.nodes[4 * node + 3] - tree.nodes[4 * node + 2];
}

/** Inner nodes level by level: the order in which a building is shown. */
export function buildOrder(model: SearchModel): readonly number[] {
  return memo(model, "build order", () => {
    const order: number[] = [];
    let level = [0];
    while (level.length > 0 && order.length < model.steps) {
      order.push(...level.filter((node) => model.tree.nodes[4 * node] >= 0));
      level = level.flatMap((node) => childrenOf(model, node));
    }
    return order.slice(0, model.steps);
  });
}
