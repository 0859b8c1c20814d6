import { Best } from "./best";
import type { Event, Ranked, Waiting } from "./event";
import { distanceOf, type Metric, rankBetween } from "./metric";
import { type Counts, type Neighbours, newCounts } from "./options";
import type { Tree } from "./tree";

/** An answer with its story. */
export interface Trace extends Neighbours {
  readonly events: readonly Event[];
  /** Whether every event is there. */
  readonly isWhole: boolean;
}

/** Keeps the best, the counts and the events of a search that is told. */
export class Recorder {
  readonly counts: Counts = newCounts();
  private readonly best: Best | undefined;
  private readonly events: Event[] = [];
  private isWhole = true;

  constructor(
    private readonly query: ArrayLike<number>,
    k: number,
    private readonly metric: Metric,
    private readonly limit: number,
  ) {
    this.best = k > 0 ? new Best(k) : undefined;
  }

  get worstRank(): number {
    return this.best?.worst ?? Number.POSITIVE_INFINITY;
  }

  get worst(): number {
    return distanceOf(this.metric, this.worstRank);
  }

  descend(
    tree: number,
    node: number,
    turn: { axis: number; cut: number; near: number; far: number },
    least: number,
  ): void {
    const { axis, cut, near, far } = turn;
    this.add(() => ({ kind: "descend", node, tree, axis, cut, near, far, least, worst: this.worst }));
  }

  verdict(kind: "open" | "prune", tree: number, node: number, least: number): void {
    this.add(() => ({ kind, tree, node, least, worst: this.worst }));
  }

  stop(reason: "empty" | "bound" | "budget", least: number, left: readonly Waiting[]): void {
    this.add(() => ({ kind: "stop", reason, least, worst: this.worst, left }));
  }

  /** Compares the rows [from, end) in the tree's order; of copies of one point the first k are enough. */
  scan(
    tree: Tree,
    index: number,
    node: number,
    from: number,
    end: number,
    isNews: (id: number) => boolean = () => true,
  ): void {
    const best = this.best!;
    const to = end - from > tree.leafSize ? Math.min(end, from + best.k) : end;
    const tests: { id: number; distance: number; isKept: boolean }[] = [];
    for (let at = from; at < to; at++) {
      const id = tree.ids[at];
      if (!isNews(id)) continue;
      const rank = rankBetween(this.metric, tree.points, at, this.query, 0, tree.d);
      tests.push({ id, distance: distanceOf(this.metric, rank), isKept: best.offer(rank, id) });
    }
    this.counts.distances += tests.length;
    this.add(() => ({ kind: "scan", node, tree: index, tests, best: this.ranked(), worst: this.worst }));
  }

  trace(): Trace {
    const found = this.ranked();
    return {
      ids: Uint32Array.from(found, ({ id }) => id),
      distances: Float64Array.from(found, ({ distance }) => distance),
      counts: this.counts,
      events: this.events,
      isWhole: this.isWhole,
    };
  }

  private ranked(): Ranked[] {
    const { best, metric } = this;
    if (!best) return [];
    return Array.from({ length: best.count }, (_, at) => ({ id: best.ids[at], rank: best.ranks[at] }))
      .sort((a, b) => a.rank - b.rank || a.id - b.id)
      .map(({ id, rank }) => ({ id, distance: distanceOf(metric, rank) }));
  }

  private add(event: () => Event): void {
    if (this.events.length < this.limit) this.events.push(event());
    else this.isWhole = false;
  }
}
