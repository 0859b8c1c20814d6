/** Rearranging rows of coordinates together with their numbers, by the value on one axis. */

function swap(points: Float64Array, ids: Uint32Array, d: number, i: number, j: number): void {
  const id = ids[i];
  ids[i] = ids[j];
  ids[j] = id;
  for (let a = i * d, b = j * d, end = a + d; a < end; a++, b++) {
    const value = points[a];
    points[a] = points[b];
    points[b] = value;
  }
}

/**
 * Puts the rows with x ≤ cut (x < cut if `strictly`) before the others.
 * @param edges  gets the greatest x before the border and the least behind it [2]; ∓∞ where a side is empty
 * @returns the place of the first row behind the cut
 * @cost O(to − from), each coordinate read once
 */
export function partition(
  points: Float64Array,
  ids: Uint32Array,
  d: number,
  axis: number,
  from: number,
  to: number,
  cut: number,
  edges: Float64Array,
  strictly = false,
): number {
  let i = from;
  let j = to - 1;
  let most = Number.NEGATIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  for (;;) {
    for (; i <= j; i++) {
      const x = points[i * d + axis];
      if (strictly ? x >= cut : x > cut) break;
      if (x > most) most = x;
    }
    for (; i <= j; j--) {
      const x = points[j * d + axis];
      if (strictly ? x < cut : x <= cut) break;
      if (x < least) least = x;
    }
    if (i >= j) break;
    swap(points, ids, d, i, j);
  }
  edges[0] = most;
  edges[1] = least;
  return i;
}

/**
 * Puts the row with the (place − from)-th smallest value at `place`, smaller ones before it and greater ones behind.
 * @cost O(to − from) on average, whatever the copies; calls itself on samples of n^⅔ rows, so at most five deep
 * @source Floyd & Rivest 1975, "Algorithm 489: SELECT" (the sample); Hoare 1961, "Algorithm 65: FIND" (the narrowing)
 */
export function select(
  points: Float64Array,
  ids: Uint32Array,
  d: number,
  axis: number,
  from: number,
  to: number,
  place: number,
): void {
  let left = from;
  let right = to - 1;
  while (right > left) {
    const n = right - left + 1;
    if (n > 600) {
      const share = (place - left + 1) / n;
      const logN = Math.log(n);
      const sample = 0.5 * Math.exp((2 * logN) / 3);
      const margin = 0.5 * Math.sqrt((logN * sample * (n - sample)) / n) * (share < 0.5 ? -1 : 1);
      const low = Math.max(left, Math.floor(place - share * sample + margin));
      const high = Math.min(right, Math.floor(place + (1 - share) * sample + margin));
      select(points, ids, d, axis, low, high + 1, place);
    }
    const cut = points[place * d + axis];
    let i = left;
    let j = right;
    while (i <= j) {
      while (points[i * d + axis] < cut) i++;
      while (points[j * d + axis] > cut) j--;
      if (i > j) break;
      if (i < j) swap(points, ids, d, i, j);
      i++;
      j--;
    }
    if (place <= j) right = j;
    else if (place >= i) left = i;
    else return;
  }
}
