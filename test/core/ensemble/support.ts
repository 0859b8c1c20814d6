import { type Classes, classesOf, columnsOf, type Samples } from "../../../src/core/ensemble/samples";
import { createRng } from "../../../src/core/num/rng";
import breastCancerJson from "./fixtures/breast-cancer.json";
import irisJson from "./fixtures/iris.json";
import golden from "./fixtures/scikit-learn.json";

interface Table {
  readonly columns: readonly (readonly number[])[];
  readonly of: readonly number[];
}

function load({ columns, of }: Table): { samples: Samples; targets: Classes } {
  return { samples: columnsOf(columns.map((column) => Float64Array.from(column))), targets: classesOf(of) };
}

export const iris = load(irisJson);
export const breastCancer = load(breastCancerJson);
export { golden };

/** Rows of distinct numbers, and rows on a coarse lattice where many are equal. */
export function randomSamples(n: number, d: number, seed: number, lattice = 0): Samples {
  const rng = createRng(seed, 900);
  const draw = () => (lattice > 0 ? Math.round(rng.nextNormal() * lattice) / lattice : rng.nextNormal());
  return columnsOf(Array.from({ length: d }, () => Float64Array.from({ length: n }, draw)));
}

export function randomClasses(n: number, K: number, seed: number): Classes {
  const rng = createRng(seed, 901);
  return classesOf(
    Array.from({ length: n }, () => rng.nextBelow(K)),
    K,
  );
}

/** The point of row i [d]. */
export function rowOf(samples: Samples, i: number): Float64Array {
  return Float64Array.from(samples.columns, (column) => column[i]);
}

/** The share of entries where two lists differ. */
export function disagreement(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count++;
  return count / a.length;
}
