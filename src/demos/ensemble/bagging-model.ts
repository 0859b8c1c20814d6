import { type Forest, type ForestOptions, growForest, outOfBagErrors, stagedErrors } from "../../core/ensemble/forest";
import { addResponses, argmax } from "../../core/ensemble/tree";
import type { Text } from "../../words/text";
import type { Context, Values } from "../demo";
import { memo } from "../memo";
import { gridOf } from "./ground";
import { numberOf } from "./lesson";
import { type Plane, readPlane } from "./plane";

export interface BagModel {
  readonly values: Values;
  readonly seed: number;
  readonly problem?: Text;
  readonly plane?: Plane;
  readonly forest?: Forest;
  readonly outside: Float64Array;
  readonly fresh: Float64Array;
  readonly train: Float64Array;
}

/** How the forest of these values is grown. */
export function forestOptions(values: Values, seed: number): ForestOptions {
  return {
    trees: numberOf(values, "trees"),
    seed,
    bootstrap: values["bag"] !== "tree",
    maxDepth: numberOf(values, "depth"),
    minLeaf: numberOf(values, "leaf"),
    ...(values["bag"] === "forest" ? { maxFeatures: 1 } : {}),
  };
}

export function compute(values: Values, seed: number, context: Context): BagModel {
  const none = new Float64Array(0);
  const read = readPlane(values, seed, context);
  const empty = { values, seed, outside: none, fresh: none, train: none };
  if ("problem" in read) return { ...empty, problem: read.problem };
  const { plane } = read;
  const options = forestOptions(values, seed);
  const run = growForest(plane.samples, plane.targets, options);
  let next = run.next();
  for (; !next.done; next = run.next()) {
    context.checkpoint();
    context.progress((0.6 * next.value) / options.trees);
  }
  const forest = next.value;
  const ballot = values["ballot"] === "hard" ? "hard" : "soft";
  return {
    values,
    seed,
    plane,
    forest,
    outside: outOfBagErrors(forest, plane.samples, plane.targets, ballot),
    fresh: stagedErrors(forest, plane.fresh, plane.freshTargets, ballot),
    train: stagedErrors(forest, plane.samples, plane.targets, ballot),
  };
}

/** What each tree answers on the grid: shares of the classes [cells, K]. */
export function mapsOf(model: BagModel): readonly Float32Array[] {
  // Kept with the trees, so that the pictures of many steps do not push it out.
  return memo(model.forest!, "maps", () => {
    const grid = gridOf(model.plane!.box);
    const K = model.plane!.classes.length;
    return model.forest!.trees.map((tree) => Float32Array.from(addResponses(new Float64Array(grid.n * K), tree, grid)));
  });
}

/** Shares of the classes on the grid after `count` trees [cells, K]. */
export function votesAt(model: BagModel, count: number): Float64Array {
  return memo(model, `votes ${count}`, () => {
    const K = model.plane!.classes.length;
    const maps = mapsOf(model);
    const out = new Float64Array(maps[0].length);
    for (let b = 0; b < count; b++) {
      const map = maps[b];
      if (model.values["ballot"] === "hard") {
        for (let at = 0; at < map.length; at += K) out[at + argmax(map, K, at)] += 1;
      } else for (let k = 0; k < map.length; k++) out[k] += map[k];
    }
    return out.map((x) => x / count);
  });
}
