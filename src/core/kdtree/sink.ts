/** A growing list of whole numbers. */
export class Sink {
  count = 0;
  rows = new Uint32Array(256);

  /** The list with room for so many more; what is written from `count` on has to be counted by the writer. */
  room(more: number): Uint32Array {
    if (this.count + more > this.rows.length) {
      const larger = new Uint32Array(2 * (this.count + more));
      larger.set(this.rows.subarray(0, this.count));
      this.rows = larger;
    }
    return this.rows;
  }

  push(row: number): void {
    this.room(1)[this.count++] = row;
  }

  taken(): Uint32Array {
    return this.rows.slice(0, this.count);
  }
}
