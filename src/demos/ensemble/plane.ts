import { stratifiedFolds } from "../../core/ensemble/folds";
import { flipLabels, makeShape, type Shape } from "../../core/ensemble/generate";
import { type Projection, principalAxes, project } from "../../core/ensemble/project";
import { type Classes, classesOf, columnsOf, type Samples, samplesOf, take } from "../../core/ensemble/samples";
import { createRng } from "../../core/num/rng";
import type { Text } from "../../words/text";
import type { Context, Values } from "../demo";
import type { Box } from "../frame";
import cancerJson from "./cancer.json";
import irisJson from "./iris.json";
import { numberOf } from "./lesson";
import { features } from "./params-data";

/** Rows of two features and a class: what is fitted, and fresh ones to judge by. */
export interface Plane {
  readonly samples: Samples;
  readonly targets: Classes;
  /** Labels before some were flipped. */
  readonly clean: Classes;
  readonly fresh: Samples;
  readonly freshTargets: Classes;
  /** Whether `fresh` are other rows than `samples`. */
  readonly isHeld: boolean;
  readonly names: readonly [string, string];
  readonly classes: readonly string[];
  readonly box: Box;
  /** How the two numbers come from the features, where there are more of them. */
  readonly projection?: Projection & { readonly features: readonly string[] };
  /** What was taken of a table of the person's own. */
  readonly said?: Text;
}

export type Read = { readonly plane: Plane } | { readonly problem: Text };

const drawn: readonly string[] = ["moons", "circles", "xor", "diagonal", "spirals"];
/** Rows fitted at most: what is above is thinned evenly. */
const MOST = 600;
const CLASSES = 6;

/** The data that the values choose; `two` joins all classes but the last, for methods of two classes. */
export function readPlane(values: Values, seed: number, context: Context, two = false): Read {
  const read = readWhole(values, seed, context);
  if ("problem" in read) return read;
  if (!two || read.plane.classes.length <= 2) return differing(read.plane);
  const { plane } = read;
  const last = plane.classes.length - 1;
  const join = (targets: Classes): Classes =>
    classesOf(
      targets.of.map((k) => (k === last ? 1 : 0)),
      2,
    );
  return differing({
    ...plane,
    targets: join(plane.targets),
    clean: join(plane.clean),
    freshTargets: join(plane.freshTargets),
    classes: [plane.classes.slice(0, last).join(" + "), plane.classes[last]],
  });
}

/** Refuses data whose labels are all the same. */
function differing(plane: Plane): Read {
  if (plane.targets.of.some((k) => k !== plane.targets.of[0])) return { plane };
  return {
    problem: {
      en: "All labels to be learned are the same; take more rows, fewer flips or another seed.",
      zh: "要学习的标签全都相同；请增加样本、减少翻转或换一个种子。",
    },
  };
}

/** The kinds of iris keep their Latin names. */
const chineseClasses: Readonly<Record<string, string>> = { malignant: "恶性", benign: "良性" };

/** A measurement of the shipped tables, its unit kept. */
function chineseName(name: string): string {
  const known = features.find(([en]) => name === en || name.startsWith(`${en} `));
  return known ? known[1] + name.slice(known[0].length) : name;
}

function readWhole(values: Values, seed: number, context: Context): Read {
  const shape = String(values["shape"]);
  const flips = createRng(seed, 11);
  const share = numberOf(values, "flip");
  if (drawn.includes(shape)) {
    const rows = numberOf(values, "rows");
    const scatter = numberOf(values, "scatter");
    const train = makeShape(shape as Shape, rows, scatter, createRng(seed, 1));
    const fresh = makeShape(shape as Shape, 500, scatter, createRng(seed, 2));
    const both = joined(train.samples, fresh.samples);
    return {
      plane: {
        samples: train.samples,
        clean: train.targets,
        targets: flipLabels(train.targets, share, flips),
        fresh: fresh.samples,
        freshTargets: fresh.targets,
        isHeld: true,
        names: ["x₁", "x₂"],
        classes: ["0", "1"],
        box: boxOf(both),
      },
    };
  }
  if (shape === "points") return readPoints(values, share, seed);
  if (shape === "own") return readOwn(values, context, seed);
  const json = shape === "iris" ? irisJson : cancerJson;
  const chosen = [`${shape}X`, `${shape}Y`].map((id) => Number(values[id]));
  const columns = json.columns.map((column) => Float64Array.from(column));
  const targets = classesOf(json.of);
  const isZh = context.locale === "zh";
  const names = isZh ? json.names.map(chineseName) : json.names;
  const classes = isZh ? json.classes.map((name) => chineseClasses[name] ?? name) : json.classes;
  if (values["plane"] === "principal") return held(columns, names, targets, classes, share, seed, true);
  const two = chosen.map((j) => columns[j]);
  return held(
    two,
    chosen.map((j) => names[j]),
    targets,
    classes,
    share,
    seed,
  );
}

function readPoints(values: Values, share: number, seed: number): Read {
  const [blue, orange] = [values["blue"], values["orange"]] as [readonly number[], readonly number[]];
  if (blue.length === 0 || orange.length === 0) {
    return {
      problem: {
        en: "Both classes need a point: add them in the list, or click into the picture.",
        zh: "两类都至少要有一个点：在列表中添加，或在图中单击。",
      },
    };
  }
  const samples = samplesOf([...blue, ...orange], 2);
  const clean = classesOf(
    Array.from({ length: samples.n }, (_, i) => (2 * i < blue.length ? 0 : 1)),
    2,
  );
  return {
    plane: {
      samples,
      targets: flipLabels(clean, share, createRng(seed, 11)),
      clean,
      fresh: samples,
      freshTargets: clean,
      isHeld: false,
      names: ["x₁", "x₂"],
      classes: ["0", "1"],
      box: [-2, -2, 2, 2],
    },
  };
}

function readOwn(values: Values, context: Context, seed: number): Read {
  const table = context.data("table");
  if (!table) {
    return {
      problem: {
        en: "Choose a table with two columns of numbers and one of classes.",
        zh: "请选择一张表：两列数值，一列类别。",
      },
    };
  }
  const [x, y, labels] = ["x", "y", "class"].map((role) => table.columns[role]?.[0]);
  if (!x?.numbers || !y?.numbers || !labels) {
    return {
      problem: {
        en: `${table.name} lacks two columns of numbers or one of classes.`,
        zh: `${table.name} 缺少两列数值或一列类别。`,
      },
    };
  }
  const isProjected = values["plane"] === "principal";
  const more = (table.columns["more"] ?? []).filter(({ name }) => name !== x.name && name !== y.name);
  const used = [x, y, ...(isProjected ? more : [])];
  const code = new Map<string, number>();
  const kept: { row: number; k: number }[] = [];
  const thin = Math.max(1, Math.ceil(table.rows / MOST));
  for (let row = 0; row < table.rows; row += thin) {
    const label = labels.texts
      ? labels.texts[row]
      : labels.numbers && Number.isFinite(labels.numbers[row])
        ? String(labels.numbers[row])
        : "";
    const isWhole = used.every(({ numbers }) => Math.abs(numbers![row]) < 1e12);
    if (!isWhole || label === "") continue;
    if (!code.has(label)) code.set(label, code.size);
    kept.push({ row, k: code.get(label)! });
  }
  if (code.size > CLASSES) {
    return {
      problem: {
        en: `The column ${labels.name} has ${code.size} different entries; a class column has at most ${CLASSES}.`,
        zh: `列 ${labels.name} 有 ${code.size} 种不同的值；类别列最多 ${CLASSES} 种。`,
      },
    };
  }
  if (kept.length < 4 || code.size < 2) {
    return {
      problem: {
        en: `${table.name} has ${kept.length} whole ${kept.length === 1 ? "row" : "rows"} of ${code.size} ${code.size === 1 ? "class" : "classes"}; at least 4 rows and 2 classes are needed.`,
        zh: `${table.name} 有 ${kept.length} 个完整的行、${code.size} 个类别；至少需要 4 行、2 个类别。`,
      },
    };
  }
  const columns = used.map(({ numbers }) => Float64Array.from(kept, ({ row }) => numbers![row]));
  const targets = classesOf(
    kept.map(({ k }) => k),
    code.size,
  );
  const names = used.map(({ name }) => name);
  const read = held(columns, names, targets, [...code.keys()], numberOf(values, "flip"), seed, isProjected);
  const looked = Math.ceil(table.rows / thin);
  return "problem" in read
    ? read
    : { plane: { ...read.plane, said: takenOf(table.rows, looked, kept.length, code.size) } };
}

/** How many rows of a table are used, and what became of the others. */
function takenOf(rows: number, looked: number, kept: number, classes: number): Text {
  const [thinned, gaps] = [looked < rows, looked - kept];
  return {
    en: `${kept} ${kept === 1 ? "row" : "rows"} of ${classes} classes${thinned ? `, one of every ${Math.ceil(rows / looked)} of ${rows}` : ""}${gaps > 0 ? `; ${gaps} without a number or a class left out` : ""}. Three tenths are kept for the test.`,
    zh: `取 ${kept} 行，${classes} 个类别${thinned ? `，从 ${rows} 行中每 ${Math.ceil(rows / looked)} 行取一行` : ""}${gaps > 0 ? `；略去缺数或缺类别的 ${gaps} 行` : ""}。其中三成留作测试。`,
  };
}

/** Keeps three tenths of the rows for the test; more than two columns are looked at along two principal axes of the others. */
function held(
  columns: readonly Float64Array[],
  features: readonly string[],
  all: Classes,
  classes: readonly string[],
  share: number,
  seed: number,
  isProjected = false,
): Read {
  const rows = columnsOf(columns);
  const folds = Math.min(10, rows.n);
  const parts = stratifiedFolds(all, folds, createRng(seed, 3)).map(({ test }) => test);
  const cut = Math.max(1, Math.round(folds * 0.3));
  const rowsOf = (some: readonly Int32Array[]): Int32Array => Int32Array.from(some.flatMap((part) => [...part])).sort();
  const [test, train] = [rowsOf(parts.slice(0, cut)), rowsOf(parts.slice(cut))];
  const clean = take(all, train);
  // The axes are those of the rows that are learned from: the test must not show through them.
  const projection = isProjected ? { ...principalAxes(take(rows, train)), features } : undefined;
  const samples = projection ? project(projection, rows) : rows;
  const names: readonly [string, string] = projection
    ? [axisName(projection, 0), axisName(projection, 1)]
    : [features[0], features[1]];
  return {
    plane: {
      samples: take(samples, train),
      clean,
      targets: flipLabels(clean, share, createRng(seed, 11)),
      fresh: take(samples, test),
      freshTargets: take(all, test),
      isHeld: true,
      names,
      classes,
      box: boxOf(samples),
      ...(projection ? { projection } : {}),
    },
  };
}

/** PC1 (44 %) */
const axisName = ({ share }: Projection, k: number): string => `PC${k + 1} (${Math.round(100 * share[k])} %)`;

function joined(a: Samples, b: Samples): Samples {
  return columnsOf(a.columns.map((column, j) => Float64Array.from([...column, ...b.columns[j]])));
}

/** A box about the rows, each axis on its own. */
function boxOf({ columns }: Samples): Box {
  const [x, y] = columns.map((column) => {
    const low = column.reduce((a, b) => Math.min(a, b));
    const high = column.reduce((a, b) => Math.max(a, b));
    const room = (high - low) * 0.06 || Math.max(1, Math.abs(low)) * 0.1;
    return [low - room, high + room] as const;
  });
  return [x[0], y[0], x[1], y[1]];
}
