import type { Metric } from "./metric";
import type { Tree } from "./tree";

/**
 * How far away a subtree must be at least: `plane` |q_s − τ|; `cell` the distance to its cell, which uses every cut on
 * the way down; `gap` the same, but up to the first point behind each cut instead of the cut.
 */
export type Bound = "plane" | "cell" | "gap";

export interface SearchOptions {
  /** Default `L2`. */
  readonly metric?: Metric;
  /** All give the same answer; `gap` visits least. Default `gap`. */
  readonly bound?: Bound;
  /** Leaves out what cannot come nearer than d_k / (1 + ε). Default 0: exact. */
  readonly epsilon?: number;
}

/** What a search did. */
export interface Counts {
  /** Nodes entered, leaves among them. */
  nodes: number;
  leaves: number;
  /** Distances from the query to a point. */
  distances: number;
}

/** The found rows in the order of (distance, row). */
export interface Neighbours {
  readonly ids: Uint32Array;
  readonly distances: Float64Array;
  readonly counts: Counts;
}

/** Counters of a search at zero. */
export function newCounts(): Counts {
  return { nodes: 0, leaves: 0, distances: 0 };
}

/** @throws RangeError if there are no whole queries of the tree's dimension, or a coordinate is NaN */
export function refuseQueries(tree: Pick<Tree, "d">, queries: ArrayLike<number>, count: number): void {
  if (queries.length !== count * tree.d) {
    throw new RangeError(
      `the query must hold ${count === 1 ? "" : `${count}×`}${tree.d} numbers, got ${queries.length}`,
    );
  }
  for (let at = 0; at < queries.length; at++) {
    if (Number.isFinite(queries[at])) continue;
    const place = `${count === 1 ? "" : `row ${Math.floor(at / tree.d)}, `}column ${at % tree.d}`;
    throw new RangeError(`the query must hold finite numbers, got ${queries[at]} in ${place}`);
  }
}

/** @throws RangeError if k is no whole number from 1 */
export function refuseK(k: number): void {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`k must be a whole number ≥ 1, got ${k}`);
}

/** @throws RangeError if ε is negative or NaN */
export function refuseEpsilon(epsilon: number): void {
  if (!(epsilon >= 0)) throw new RangeError(`epsilon must be at least 0, got ${epsilon}`);
}
