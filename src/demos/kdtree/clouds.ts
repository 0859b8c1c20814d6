import { createRng, type Rng } from "../../core/num/rng";
import type { Text } from "../../words/text";
import iris from "./iris.json";

export type AxisName = string | Text;

/** Points in the plane, x, y, x, y …, with the class of each where they have one (−1 for none). */
export interface Cloud {
  readonly points: Float64Array;
  /** [n], or empty where there are no classes. */
  readonly labels: Int32Array;
  readonly classes: readonly string[];
  /** Of the axes; those of a person's own table are as they stand there. */
  readonly names: readonly [AxisName, AxisName];
}

/** The six points of the worked example. */
export const sixPoints: readonly number[] = [2, 3, 5, 4, 9, 6, 4, 7, 8, 1, 7, 2];

const noLabels = new Int32Array(0);
const plain = (points: Float64Array): Cloud => ({ points, labels: noLabels, classes: [], names: ["x", "y"] });
const spread = (n: number, make: (row: number) => readonly [number, number]): Float64Array => {
  const out = new Float64Array(2 * n);
  for (let row = 0; row < n; row++) out.set(make(row), 2 * row);
  return out;
};

/** Makes n points in about [0, 10]²; the same seed gives the same ones. */
type Generator = (n: number, rng: Rng) => Cloud;

const generators = {
  uniform: (n, rng) => plain(spread(n, () => [10 * rng.nextFloat(), 10 * rng.nextFloat()])),
  clusters: (n, rng) => {
    const centres = Array.from({ length: 6 }, () => [1.5 + 7 * rng.nextFloat(), 1.5 + 7 * rng.nextFloat()]);
    const labels = Int32Array.from({ length: n }, () => rng.nextBelow(6));
    const points = spread(n, (row) => {
      const [x, y] = centres[labels[row]];
      return [x + 0.45 * rng.nextNormal(), y + 0.45 * rng.nextNormal()];
    });
    return { points, labels: labels.map((label) => label % 3), classes: ["A", "B", "C"], names: ["x", "y"] };
  },
  moons: (n, rng) => {
    const labels = Int32Array.from({ length: n }, (_, row) => row % 2);
    const points = spread(n, (row) => {
      const angle = Math.PI * rng.nextFloat();
      const [dx, dy] = [0.55 * rng.nextNormal(), 0.55 * rng.nextNormal()];
      return row % 2 === 0
        ? [3.6 + 2.8 * Math.cos(angle) + dx, 4.2 + 2.8 * Math.sin(angle) + dy]
        : [6.4 - 2.8 * Math.cos(angle) + dx, 5.8 - 2.8 * Math.sin(angle) + dy];
    });
    return { points, labels, classes: ["A", "B"], names: ["x", "y"] };
  },
  grid: (n) => {
    const side = Math.max(1, Math.round(Math.sqrt(n)));
    return plain(
      spread(side * side, (row) => [((row % side) + 0.5) * (10 / side), (Math.floor(row / side) + 0.5) * (10 / side)]),
    );
  },
  diagonal: (n, rng) =>
    plain(
      spread(n, () => {
        const t = 10 * rng.nextFloat();
        return [t, t];
      }),
    ),
  copies: (n, rng) => {
    const places = Array.from({ length: 5 }, () => [1 + rng.nextBelow(9), 1 + rng.nextBelow(9)] as const);
    return plain(spread(n, () => places[rng.nextBelow(5)]));
  },
  ring: (n) =>
    plain(
      spread(n, (row) => {
        const angle = (2 * Math.PI * (row + 0.5)) / n;
        return [5 + 4 * Math.cos(angle), 5 + 4 * Math.sin(angle)];
      }),
    ),
  far: (n, rng) => {
    // Two thin clouds: the median cuts them into slivers that reach across the empty middle.
    return plain(
      spread(n, (row) => [
        row % 2 === 0 ? 0.6 + 0.12 * rng.nextNormal() : 9.4 + 0.12 * rng.nextNormal(),
        10 * rng.nextFloat(),
      ]),
    );
  },
  dust: (n) => plain(spread(n, (row) => [10 * 0.75 ** row, 10 * 0.75 ** ((row * 7) % Math.max(1, n))])),
} as const satisfies Readonly<Record<string, Generator>>;

export type Made = keyof typeof generators;

/** The cloud of a name that `generators` knows. */
export function makeCloud(name: Made, n: number, seed: number): Cloud {
  return generators[name](n, createRng(seed));
}

/** Petals of 150 irises. */
export function petals(): Cloud {
  return {
    points: Float64Array.from(iris.rows.flatMap((row) => row.slice(0, 2))),
    labels: Int32Array.from(iris.rows, (row) => row[2]),
    classes: iris.classes,
    names: [
      { en: "petal length / cm", zh: "花瓣长度 / cm" },
      { en: "petal width / cm", zh: "花瓣宽度 / cm" },
    ],
  };
}
