/** Cells waiting to be opened, a min-heap by (rank, age); each keeps its offsets to the query [d]. */
export class Cells {
  size = 0;
  private ranks = new Float64Array(64);
  /** Slot of each heap entry, older ones smaller, and for each slot its tree and node. */
  private slots = new Int32Array(64);
  private facts = new Int32Array(2 * 64);
  private offsets: Float64Array;
  private used = 0;

  constructor(private readonly d: number) {
    this.offsets = new Float64Array(64 * d);
  }

  /** The distance's rank of the nearest cell that waits. */
  get leastRank(): number {
    return this.ranks[0];
  }

  clear(): void {
    this.size = 0;
    this.used = 0;
  }

  push(rank: number, tree: number, node: number, offsets: Float64Array): void {
    const slot = this.used++;
    if (slot === this.slots.length) this.grow();
    this.facts[2 * slot] = tree;
    this.facts[2 * slot + 1] = node;
    this.offsets.set(offsets, slot * this.d);
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!(rank < this.ranks[parent])) break; // the older of equals stays in front
      this.ranks[at] = this.ranks[parent];
      this.slots[at] = this.slots[parent];
      at = parent;
    }
    this.ranks[at] = rank;
    this.slots[at] = slot;
  }

  /** Takes the nearest cell out, its offsets into `offsets`. */
  pop(offsets: Float64Array): { rank: number; tree: number; node: number } {
    const { ranks, slots, facts, d } = this;
    const rank = ranks[0];
    const slot = slots[0];
    const end = --this.size;
    const moved = ranks[end];
    const movedSlot = slots[end];
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= end) break;
      if (child + 1 < end && this.isBefore(child + 1, child)) child++;
      if (!(ranks[child] < moved || (ranks[child] === moved && slots[child] < movedSlot))) break;
      ranks[at] = ranks[child];
      slots[at] = slots[child];
      at = child;
    }
    ranks[at] = moved;
    slots[at] = movedSlot;
    for (let axis = 0; axis < d; axis++) offsets[axis] = this.offsets[slot * d + axis];
    return { rank, tree: facts[2 * slot], node: facts[2 * slot + 1] };
  }

  private isBefore(a: number, b: number): boolean {
    return this.ranks[a] < this.ranks[b] || (this.ranks[a] === this.ranks[b] && this.slots[a] < this.slots[b]);
  }

  private grow(): void {
    const room = 2 * this.slots.length;
    this.ranks = grown(this.ranks, new Float64Array(room));
    this.slots = grown(this.slots, new Int32Array(room));
    this.facts = grown(this.facts, new Int32Array(2 * room));
    this.offsets = grown(this.offsets, new Float64Array(room * this.d));
  }
}

function grown<A extends Float64Array | Int32Array>(old: A, larger: A): A {
  larger.set(old as never);
  return larger;
}
