import { buildTree } from "../../core/kdtree/build";
import type { Event } from "../../core/kdtree/event";
import type { Metric } from "../../core/kdtree/metric";
import type { Bound, Counts } from "../../core/kdtree/options";
import { traceNearest } from "../../core/kdtree/trace";
import { traceBins } from "../../core/kdtree/trace-bins";
import { ball, box, traceRegion } from "../../core/kdtree/trace-region";
import type { Rule, Store, Threshold, Tree } from "../../core/kdtree/tree";
import type { Context, Values } from "../demo";
import type { HighModel } from "./high";
import { computeHigh } from "./high";
import type { MatchModel } from "./match";
import { computeMatch } from "./match";
import { type Source, sourceOf } from "./points";
import type { RegionsModel } from "./regions";
import { computeRegions } from "./regions";
import type { RivalsModel } from "./rivals";
import { computeRivals } from "./rivals";
import { type QueryType, type Truth, truthOf } from "./truth";

export interface SearchModel {
  readonly subject: "search";
  readonly values: Values;
  readonly source: Source;
  readonly tree: Tree;
  readonly story: "search" | "build";
  readonly type: QueryType;
  readonly query: readonly [number, number];
  readonly metric: Metric;
  readonly k: number;
  readonly radius: number;
  readonly closed: boolean;
  /** Corners of the box asked for; endless for a coordinate left free. */
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
  readonly isQueue: boolean;
  readonly epsilon: number;
  readonly bound: Bound;
  readonly events: readonly Event[];
  readonly isWhole: boolean;
  readonly isExact: boolean;
  readonly counts: Counts;
  readonly ids: Uint32Array;
  readonly distances: Float64Array;
  /** The answer by comparing every point. */
  readonly truth: Truth;
  readonly steps: number;
}

export type Model = SearchModel | HighModel | MatchModel | RegionsModel | RivalsModel;

/** At most so many steps of a search are told, and so many splits of a building. */
const MOST_EVENTS = 3_000;
const MOST_SPLITS = 400;

export function compute(values: Values, seed: number, context: Context): Model {
  switch (values["subject"]) {
    case "high":
      return computeHigh(values, seed, context);
    case "match":
      return computeMatch(values, seed, context);
    case "regions":
      return computeRegions(values, seed, context);
    case "rivals":
      return computeRivals(values, seed, context);
    default:
      return computeSearch(values, seed, context);
  }
}

function computeSearch(values: Values, seed: number, context: Context): SearchModel {
  const source = sourceOf(values, seed, context);
  const rule = values["rule"] as Rule;
  const threshold = values["threshold"] as Threshold;
  const store = values["store"] as Store;
  const leafSize = Number(values["leaf"]);
  context.checkpoint();
  const tree = context.reuse(`tree ${source.key} ${rule} ${threshold} ${store} ${leafSize} ${seed}`, () =>
    buildTree(source.cloud.points, 2, { rule, threshold, store, leafSize, seed }),
  );
  const type = values["type"] as QueryType;
  const query = queryIn(tree, values["query"] as readonly number[]);
  const metric: Metric = type === "nearest" || type === "radius" ? (values["metric"] as Metric) : "Linf";
  const k = Number(values["k"]);
  const radius = Number(values["radius"]);
  const closed = values["closed"] !== false;
  const isQueue = type === "nearest" && values["order"] === "queue";
  const epsilon = Number(values["epsilon"]);
  const bound = values["bound"] as Bound;
  const [low, high] = corners(values, type, query);
  const ask = { type, query, metric, k, radius, closed, low, high };
  const found = run();
  const truth = truthOf(source.cloud.points, ask);
  const story = values["story"] === "build" ? "build" : "search";
  return {
    subject: "search",
    values,
    source,
    tree,
    story,
    ...ask,
    isQueue,
    epsilon,
    bound,
    ...found,
    truth,
    steps: story === "build" ? Math.min(countSplits(tree), MOST_SPLITS) : found.events.length,
  };

  function run(): Pick<SearchModel, "events" | "isWhole" | "isExact" | "counts" | "ids" | "distances"> {
    if (type === "nearest") {
      const options = { metric, bound, epsilon };
      const leaves = Number(values["leaves"]);
      const trace = isQueue
        ? traceBins(tree, query, k, { ...options, ...(leaves > 0 ? { leaves } : {}) }, MOST_EVENTS)
        : { ...traceNearest(tree, query, k, options, MOST_EVENTS), isExact: true };
      return { ...trace, isExact: trace.isExact && epsilon === 0 };
    }
    const area = type === "radius" ? ball(metric, query, radius, closed) : box(low, high);
    const trace = traceRegion(tree, area, type !== "partial", MOST_EVENTS);
    return { ...trace, isExact: true, distances: new Float64Array(0) };
  }
}

function countSplits({ nodes }: Tree): number {
  let sum = 0;
  for (let at = 0; at < nodes.length; at += 4) if (nodes[at] >= 0) sum++;
  return sum;
}

/** The query where it can be seen: one far outside the points of a table goes to their middle. */
function queryIn({ n, low, high }: Tree, [x, y]: readonly number[]): readonly [number, number] {
  if (n === 0) return [x, y];
  const isNear = [x, y].every((value, axis) => {
    const span = Math.max(high[axis] - low[axis], 10);
    return value >= low[axis] - span && value <= high[axis] + span;
  });
  return isNear ? [x, y] : [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2];
}

function corners(
  values: Values,
  type: QueryType,
  [x, y]: readonly [number, number],
): readonly [readonly [number, number], readonly [number, number]] {
  if (type === "box") {
    const [dx, dy] = values["half"] as readonly number[];
    return [
      [x - dx, y - dy],
      [x + dx, y + dy],
    ];
  }
  const [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return values["given"] === "y"
    ? [
        [least, y],
        [most, y],
      ]
    : [
        [x, least],
        [x, most],
      ];
}
