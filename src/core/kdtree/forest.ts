import { type BuildOptions, buildTree } from "./build";
import type { Tree } from "./tree";

/**
 * Trees over the same rows whose axes are drawn by chance, each from a stream of its own.
 * @param trees  how many, ≥ 1
 * @source Silpa-Anan & Hartley 2008, "Optimised KD-trees for fast image descriptor matching"; Muja & Lowe 2009
 */
export function buildForest(
  data: ArrayLike<number>,
  d: number,
  trees: number,
  options: Omit<BuildOptions, "rule"> = {},
): Tree[] {
  if (!Number.isInteger(trees) || trees < 1) throw new RangeError(`trees must be a whole number ≥ 1, got ${trees}`);
  const { seed = 1 } = options;
  return Array.from({ length: trees }, (_, index) =>
    buildTree(data, d, { ...options, rule: "random", seed: seed * 1009 + index }),
  );
}
