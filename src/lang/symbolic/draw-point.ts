import { Q } from "../../core/num/rational";
import { createRng } from "../../core/num/rng";
import { eliminate, type Grid, type Place, times } from "./exact";
import type { Field } from "./field";
import { type Node, type Size, Trait } from "./graph";
import { leavesOf } from "./recheck";

/** A point that fits the traits of all symbols, with sizes for the symbolic ones; `draw` counts the tries. */
export interface Drawn<T> extends Place<T> {
  readonly symbols: readonly Node[];
}

/**
 * Points with small integers: the first few are smallest. Equal letters get equal values whatever was evaluated before.
 *
 * @param next  a random whole number for an entry; by default small ones that grow with the draw
 */
export function drawExact<T>(
  field: Field<T>,
  roots: readonly Node[],
  draw: number,
  next?: (rng: ReturnType<typeof createRng>) => T,
): Drawn<T> | undefined {
  const leaves = leavesOf(roots);
  const rng = createRng(977 + draw);
  const sizes = new Map(leaves.sizes.map((s, i) => [s, draw === 0 ? 2 + (i % 2) : 2 + ((i + draw) % 3)] as const));
  const symbols = leaves.symbols
    .filter((x) => !(x.rows === 1 && x.cols === 1 && sizes.has(x.name)))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.traits - b.traits));
  const values = new Map<Node, Grid<T>>();
  let count = 0;
  const entry = (x: Node): T => {
    const isPositive = (x.traits & (Trait.positive | Trait.nonnegative)) !== 0;
    if (next !== undefined) return next(rng);
    const at = count++;
    if (draw === 0) return field.of(((at * 2) % 3) + 1)!;
    const size = 1 + rng.nextBelow(draw < 6 ? 4 : 12);
    const signed = isPositive || draw === 1 || rng.nextFloat() < 0.5 ? size : -size;
    // Whole numbers saturate tanh and its like: later points lie near 0, and the last ones near and far by turns.
    return field.of(draw < 6 ? signed : Q.ratio(signed, draw < 12 ? 8 : scales[draw % 3]!))!;
  };
  let turned = 0;
  for (const x of symbols) {
    const of = (s: Size) => (typeof s === "number" ? s : (sizes.get(s) ?? 1));
    const v = structured(field, x, of(x.rows), of(x.cols), () => entry(x));
    if (v === undefined) return undefined;
    // Rotations first, then each orthogonal letter with a mirror in some draws and without in others.
    const isMirrored = (x.traits & Trait.orthogonal) !== 0 && ((draw >> turned++) & 1) === 1;
    values.set(x, isMirrored ? mirrored(field, v) : v);
  }
  return { values, sizes, symbols };
}

const scales = [8, 1, 2] as const;

/** With the first column turned around: of the other determinant. */
function mirrored<T>(f: Field<T>, { rows, cols, data }: Grid<T>): Grid<T> {
  const minus = f.of(-1)!;
  return { rows, cols, data: data.map((v, k) => (k % cols === 0 ? f.mul(minus, v) : v)) };
}

/** A random array with the structure of a symbol. */
function structured<T>(f: Field<T>, x: Node, rows: number, cols: number, entry: () => T): Grid<T> | undefined {
  const t = x.traits;
  const plain = (): Grid<T> => ({ rows, cols, data: Array.from({ length: rows * cols }, entry) });
  const map = (pick: (i: number, j: number) => T): Grid<T> => ({
    rows,
    cols,
    data: Array.from({ length: rows * cols }, (_, k) => pick(Math.floor(k / cols), k % cols)),
  });
  if (rows === 1 && cols === 1) return t & Trait.skew ? map(() => f.zero) : plain();
  const minus = f.of(-1)!;
  const base = plain();
  const at = (i: number, j: number) => base.data[i * cols + j]!;
  const skew = () => map((i, j) => (i < j ? at(i, j) : i > j ? f.mul(minus, at(j, i)) : f.zero));
  if (t & Trait.orthogonal) {
    const K = skew();
    const unit = (sign: T) => map((i, j) => f.add(i === j ? f.one : f.zero, f.mul(sign, K.data[i * cols + j]!)));
    const { inverse } = eliminate(f, unit(minus));
    return inverse && times(f, inverse, unit(f.one));
  }
  if (t & Trait.diagonal) return map((i, j) => (i === j ? at(i, j) : f.zero));
  if (t & Trait.psd) {
    const L = map((i, j) => (i >= j ? at(i, j) : f.zero));
    const square = times(
      f,
      L,
      map((i, j) => (j >= i ? at(j, i) : f.zero)),
    );
    return t & Trait.pd
      ? { ...square, data: square.data.map((v, k) => (k % (cols + 1) === 0 ? f.add(v, f.one) : v)) }
      : square;
  }
  if (t & Trait.symmetric) return map((i, j) => (i <= j ? at(i, j) : at(j, i)));
  return t & Trait.skew ? skew() : base;
}
