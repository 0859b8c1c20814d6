import type { Context, OwnData, Values } from "../demo";
import { type Cloud, type Made, makeCloud, petals, sixPoints } from "./clouds";

/** The points a demo runs on, and what had to be done to them. */
export interface Source {
  readonly cloud: Cloud;
  /** Rows of a table without two usable numbers. */
  readonly skipped: number;
  /** What the points are called in keys: equal keys have equal points. */
  readonly key: string;
  /** Set while an own table is asked for and none is there. */
  readonly isMissing: boolean;
  readonly isOwn: boolean;
}

const none = new Int32Array(0);
/** Beyond this a square is no number any more. */
const LARGEST = 1e100;
/** So many classes can be told apart on screen. */
export const MOST_CLASSES = 8;

export function sourceOf(values: Values, seed: number, context: Context): Source {
  const data = String(values["data"]);
  const make = (cloud: Cloud, key: string, skipped = 0): Source => ({
    cloud,
    key,
    skipped,
    isMissing: false,
    isOwn: false,
  });
  if (data === "six")
    return make({ points: Float64Array.from(sixPoints), labels: none, classes: [], names: ["x", "y"] }, "six");
  if (data === "iris") return make(petals(), "iris");
  if (data === "hand") {
    const points = values["points"] as readonly number[];
    return make({ points: Float64Array.from(points), labels: none, classes: [], names: ["x", "y"] }, `hand ${points}`);
  }
  if (data === "own") return own(values, context.data("own"));
  const n = Number(values["n"]);
  const key = `${data} ${n} ${seed}`;
  return make(
    context.reuse(`cloud ${key}`, () => makeCloud(data as Made, n, seed)),
    key,
  );
}

function own(values: Values, table: OwnData | undefined): Source {
  const [x, y, kind] = ["x", "y", "class"].map((role) => table?.columns[role]?.[0]);
  if (!table || !x?.numbers || !y?.numbers) {
    const cloud: Cloud = { points: new Float64Array(0), labels: none, classes: [], names: ["x", "y"] };
    return { cloud, skipped: 0, key: "none", isMissing: true, isOwn: true };
  }
  const usable = (value: number) => Math.abs(value) <= LARGEST;
  const rows = Array.from({ length: table.rows }, (_, row) => row).filter(
    (row) => usable(x.numbers![row]) && usable(y.numbers![row]),
  );
  const columns = [x.numbers, y.numbers].map((numbers) => {
    const taken = rows.map((row) => numbers[row]);
    return values["fit"] === false ? taken : stretched(taken);
  });
  const points = Float64Array.from({ length: 2 * rows.length }, (_, at) => columns[at % 2][at >> 1]);
  const names = kind ? rows.map((row) => kind.texts?.[row] ?? String(kind.numbers![row])) : [];
  const classes = [...new Set(names)].sort();
  const isClassed = classes.length > 0 && classes.length <= MOST_CLASSES;
  const labels = isClassed ? Int32Array.from(names, (name) => classes.indexOf(name)) : none;
  let sum = 0;
  for (const each of points) sum = (sum * 31 + each) % 1e15;
  return {
    cloud: { points, labels, classes: isClassed ? classes.map((name) => name || "–") : [], names: [x.name, y.name] },
    skipped: table.rows - rows.length,
    key: `own ${table.name} ${points.length} ${sum} ${values["fit"]}`,
    isMissing: false,
    isOwn: true,
  };
}

/**
 * Points with a class each: their own, or, for points that are made or placed here, above or below a wave, one in ten on the wrong
 * side, so that there is something to decide. A table without a class column has none.
 */
export function classed({ cloud, isOwn }: Source): Cloud {
  const { points, classes } = cloud;
  const n = points.length / 2;
  if (classes.length > 0 || isOwn || n === 0) return cloud;
  const labels = Int32Array.from({ length: n }, (_, row) => {
    const isAbove = points[2 * row + 1] > 5 + 1.6 * Math.sin(1.1 * points[2 * row]);
    // Multiples of the golden ratio fill [0, 1) evenly.
    const isWrong = n > 20 && (row * 0.6180339887) % 1 < 0.1;
    return isAbove !== isWrong ? 0 : 1;
  });
  return { ...cloud, labels, classes: ["A", "B"] };
}

/** To [0, 10]; one value alone goes to the middle. */
function stretched(values: readonly number[]): number[] {
  const [low, high] = values.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [Infinity, -Infinity]);
  return values.map((x) => (high > low ? (10 * (x - low)) / (high - low) : 5));
}
