/** Up to so many nearest, the insertion into a sorted list is faster than a heap. */
const SORTED = 48;

/** Whether the k nearest are kept as a list in order, else as a heap. */
export function isSortedList(k: number): boolean {
  return k <= SORTED;
}

/** Whether (rank, id) comes behind (otherRank, otherId): farther, or as far with a greater number. */
function isBehind(rank: number, id: number, otherRank: number, otherId: number): boolean {
  return rank > otherRank || (rank === otherRank && id > otherId);
}

/** The k nearest so far, ordered by (rank, id): a sorted list while k is small, else a heap with the worst on top. */
export class Best {
  readonly ranks: Float64Array;
  readonly ids: Uint32Array;
  count = 0;
  /** What a newcomer has to beat: the k-th, or +∞ while there are fewer. */
  worst = Number.POSITIVE_INFINITY;
  worstId = Number.POSITIVE_INFINITY;
  private readonly isSorted: boolean;

  constructor(readonly k: number) {
    this.ranks = new Float64Array(k);
    this.ids = new Uint32Array(k);
    this.isSorted = isSortedList(k);
  }

  clear(): void {
    this.count = 0;
    this.worst = Number.POSITIVE_INFINITY;
    this.worstId = Number.POSITIVE_INFINITY;
  }

  /** Takes a candidate in if it is better than the worst. @returns whether it was */
  offer(rank: number, id: number): boolean {
    if (!(rank < this.worst || (rank === this.worst && id < this.worstId))) return false;
    if (this.isSorted) this.insert(rank, id);
    else if (this.count < this.k) this.siftUp(rank, id);
    else this.siftDown(rank, id, this.k);
    if (this.count === this.k) {
      const at = this.isSorted ? this.k - 1 : 0;
      this.worst = this.ranks[at];
      this.worstId = this.ids[at];
    }
    return true;
  }

  /** Puts the list in order; after it, nothing can be offered before `clear`. */
  sort(): void {
    if (this.isSorted) return;
    for (let end = this.count - 1; end > 0; end--) {
      const rank = this.ranks[end];
      const id = this.ids[end];
      this.ranks[end] = this.ranks[0];
      this.ids[end] = this.ids[0];
      this.siftDown(rank, id, end);
    }
  }

  private insert(rank: number, id: number): void {
    const { ranks, ids } = this;
    let at = this.count < this.k ? this.count++ : this.k - 1;
    while (at > 0 && isBehind(ranks[at - 1], ids[at - 1], rank, id)) {
      ranks[at] = ranks[at - 1];
      ids[at] = ids[at - 1];
      at--;
    }
    ranks[at] = rank;
    ids[at] = id;
  }

  private siftUp(rank: number, id: number): void {
    const { ranks, ids } = this;
    let at = this.count++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBehind(rank, id, ranks[parent], ids[parent])) break;
      ranks[at] = ranks[parent];
      ids[at] = ids[parent];
      at = parent;
    }
    ranks[at] = rank;
    ids[at] = id;
  }

  /** Puts (rank, id) where the top was, in a heap of `size`. */
  private siftDown(rank: number, id: number, size: number): void {
    const { ranks, ids } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && isBehind(ranks[child + 1], ids[child + 1], ranks[child], ids[child])) child++;
      if (!isBehind(ranks[child], ids[child], rank, id)) break;
      ranks[at] = ranks[child];
      ids[at] = ids[child];
      at = child;
    }
    ranks[at] = rank;
    ids[at] = id;
  }
}
