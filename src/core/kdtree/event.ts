/** A point compared with the query, and whether it entered the list of the best. */
export interface Test {
  readonly id: number;
  readonly distance: number;
  readonly isKept: boolean;
}

export interface Ranked {
  readonly id: number;
  readonly distance: number;
}

/**
 * One step of a search. `least` is how far the cell or the plane is at least, `worst` what it has to beat: the k-th
 * distance, the radius, or +∞ while there are fewer than k.
 */
export type Event =
  /** Passed an inner node: the query's coordinate against the cut decides which child is near; the far one waits. */
  | {
      readonly kind: "descend";
      readonly node: number;
      readonly tree: number;
      readonly axis: number;
      readonly cut: number;
      /** 0 where there is no such child. */
      readonly near: number;
      readonly far: number;
      readonly least: number;
      readonly worst: number;
    }
  /** Compared the points of a leaf, or the one of an inner node. */
  | {
      readonly kind: "scan";
      readonly node: number;
      readonly tree: number;
      readonly tests: readonly Test[];
      /** The best after it, in order. */
      readonly best: readonly Ranked[];
      readonly worst: number;
    }
  /** Entered a side that waited: it can still hold something better. */
  | Verdict<"open">
  /** Left a side out: it cannot. */
  | Verdict<"prune">
  /** Took a subtree whole, without a test: it lies inside. */
  | Verdict<"swallow">
  /** The end: nothing waits, nothing that waits can be better, or the budget is spent. */
  | {
      readonly kind: "stop";
      readonly reason: "empty" | "bound" | "budget";
      readonly least: number;
      readonly worst: number;
      /** Cells that waited and were never opened. */
      readonly left: readonly Waiting[];
    };

export interface Verdict<K extends string> {
  readonly kind: K;
  readonly node: number;
  readonly tree: number;
  readonly least: number;
  readonly worst: number;
}

/** A side that waits, by its node. */
export interface Waiting {
  readonly node: number;
  readonly tree: number;
  readonly least: number;
}

/** What waits after the events [0, step): for depth first a stack, its top last; for best bin first in queue order. */
export function waitingAt(events: readonly Event[], step: number, isQueue: boolean): Waiting[] {
  const waiting = new Map<string, Waiting>();
  for (const event of events.slice(0, step)) {
    if (event.kind === "descend" && event.far > 0) {
      const { far: node, tree, least } = event;
      waiting.set(`${tree}/${node}`, { node, tree, least });
    } else if (event.kind === "open" || event.kind === "prune") waiting.delete(`${event.tree}/${event.node}`);
    else if (event.kind === "stop") waiting.clear();
  }
  const list = [...waiting.values()];
  // A queue keeps the older of equals in front, as the map does.
  return isQueue ? list.sort((a, b) => a.least - b.least) : list;
}
