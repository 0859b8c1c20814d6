import { shuffle } from "../../src/core/ensemble/folds";
import { type Classes, classesOf, columnsOf, type Samples, take } from "../../src/core/ensemble/samples";
import { argmax } from "../../src/core/ensemble/tree";
import { createRng } from "../../src/core/num/rng";
import breastCancer from "../core/ensemble/fixtures/breast-cancer.json";

export interface Split {
  readonly train: Samples;
  readonly labels: Classes;
  readonly test: Samples;
  readonly truth: Classes;
}

/** Five splits 70/30 of the rows. */
function splits(samples: Samples, targets: Classes): readonly Split[] {
  return [0, 1, 2, 3, 4].map((seed) => {
    const rows = shuffle([...Array(samples.n).keys()], createRng(seed));
    const cut = Math.floor(samples.n * 0.7);
    const [first, rest] = [rows.slice(0, cut), rows.slice(cut)];
    return {
      train: take(samples, first),
      labels: take(targets, first),
      test: take(samples, rest),
      truth: take(targets, rest),
    };
  });
}

/** 569 × 30. */
export const cancer = splits(
  columnsOf(breastCancer.columns.map((c) => Float64Array.from(c))),
  classesOf(breastCancer.of),
);

/** 5,000 × 20: two clouds a class about corners of a cube in ten columns, and ten columns of noise. */
export const clouds = ((): readonly Split[] => {
  const rng = createRng(5);
  const corners = Array.from({ length: 4 }, () => Array.from({ length: 10 }, () => (rng.nextBelow(2) === 0 ? -1 : 1)));
  const n = 5000;
  const columns = Array.from({ length: 20 }, () => new Float64Array(n));
  const of = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const cloud = rng.nextBelow(4);
    of[i] = rng.nextFloat() < 0.02 ? rng.nextBelow(2) : cloud % 2;
    columns.forEach((column, j) => {
      column[i] = (j < 10 ? corners[cloud][j] : 0) + 1.4 * rng.nextNormal();
    });
  }
  return splits(columnsOf(columns), classesOf(of, 2));
})();

/** The share of rows whose class has the largest of the shares [n, K]. */
export function accuracy(shares: Float64Array, { of, count }: Classes): number {
  return of.filter((k, i) => argmax(shares, count, i * count) === k).length / of.length;
}

/** Row-major, for peers. */
export const rowsOf = ({ n, columns }: Samples): number[][] =>
  Array.from({ length: n }, (_, i) => columns.map((column) => column[i]));
