import type { Place } from "../../src/protocol/page";

/** Where the panel has been, for back and forward: a list and a position in it. */
export interface Trail {
  readonly places: readonly Place[];
  readonly at: number;
}

export const emptyTrail: Trail = { places: [], at: -1 };
const mostPlaces = 50;

/** The trail after a new place is shown; what lay ahead is forgotten, and a place shown twice in a row stands once. */
export function visit(trail: Trail, place: Place): Trail {
  const now = trail.places[trail.at];
  if (now !== undefined && now.document === place.document && now.offset === place.offset) return trail;
  const places = [...trail.places.slice(0, trail.at + 1), place].slice(-mostPlaces);
  return { places, at: places.length - 1 };
}

/** One place back (−1) or forward (+1), if there is one. */
export function move(trail: Trail, by: -1 | 1): Trail | undefined {
  const at = trail.at + by;
  return at >= 0 && at < trail.places.length ? { ...trail, at } : undefined;
}
