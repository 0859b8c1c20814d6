import { Q } from "../../core/num/rational";
import { type Coefficient, N } from "./coefficient";
import { constantEntries } from "./constant";
import type { Field } from "./field";
import type { Graph, Node, Size } from "./graph";

/** rows×cols elements of a field, row-major. */
export interface Grid<T> {
  readonly rows: number;
  readonly cols: number;
  readonly data: readonly T[];
}

/** What symbols and symbolic sizes stand for. */
export interface Place<T> {
  readonly values: ReadonlyMap<Node, Grid<T>>;
  readonly sizes: ReadonlyMap<string, number>;
}

/** Says that a value is not in the field or not defined; caught by {@link evaluateOver}. */
class NoValue extends Error {}

const nowhere = (): never => {
  throw new NoValue();
};

/** The value of an expression over a field; undefined where it has none there. */
export function evaluateOver<T>(field: Field<T>, g: Graph, node: Node, at: Place<T>): Grid<T> | undefined {
  const done = new Map<Node, Grid<T>>();
  const size = (s: Size): number => {
    if (typeof s === "number") return s;
    if (s.includes("·")) return s.split("·").reduce((p, part) => p * size(/^\d+$/.test(part) ? Number(part) : part), 1);
    return at.sizes.get(s) ?? nowhere();
  };
  const visit = (n: Node): Grid<T> => {
    const known = done.get(n);
    if (known !== undefined) return known;
    const v = gridOf(field, g, n, visit, size, at);
    done.set(n, v);
    return v;
  };
  try {
    return visit(node);
  } catch (error) {
    if (error instanceof NoValue) return undefined;
    throw error;
  }
}

const or = <T>(x: T | undefined): T => (x === undefined ? nowhere() : x);

function numberIn<T>(f: Field<T>, c: Coefficient): T {
  return N.isExact(c) ? or(f.of(c)) : nowhere();
}

function gridOf<T>(
  f: Field<T>,
  g: Graph,
  n: Node,
  visit: (n: Node) => Grid<T>,
  size: (s: Size) => number,
  at: Place<T>,
): Grid<T> {
  const [rows, cols] = [size(n.rows), size(n.cols)];
  const full = (x: (k: number) => T): Grid<T> => ({
    rows,
    cols,
    data: Array.from({ length: rows * cols }, (_, k) => x(k)),
  });
  switch (n.op) {
    case "num":
      return full(() => numberIn(f, n.coefs[0]!));
    case "sym": {
      const v = at.values.get(n);
      if (v !== undefined) return v;
      const s = at.sizes.get(n.name);
      return s !== undefined && rows * cols === 1 ? full(() => or(f.of(s))) : nowhere();
    }
    case "eye":
      return full((k) => (k % (cols + 1) === 0 ? f.one : f.zero));
    case "ones":
      return full(() => f.one);
    case "zero":
      return full(() => f.zero);
    case "literal": {
      const entries = n.args.map((e) => visit(e).data[0]!);
      return full((k) => entries[k]!);
    }
    case "entry": {
      const a = visit(n.args[0]!);
      const [i, j] = n.coefs as readonly [number, number];
      return full(() => a.data[(i - 1) * a.cols + j - 1] ?? nowhere());
    }
    case "sum": {
      const terms = n.args.map((t, i) => ({ c: numberIn(f, n.coefs[i]!), v: visit(t).data }));
      return full((k) => terms.reduce((s, { c, v }) => f.add(s, f.mul(c, v[k]!)), f.zero));
    }
    case "prod": {
      const factors = n.args.map((b, i) => ({ e: n.coefs[i]!, v: visit(b).data }));
      return full((k) => factors.reduce((p, { e, v }) => f.mul(p, power(f, v[k]!, e)), f.one));
    }
    case "pow": {
      const [b, e] = [visit(n.args[0]!).data, visit(n.args[1]!).data];
      return full((k) => guess(f, "pow", [b[k]!, e[e.length === 1 ? 0 : k]!]));
    }
    case "transpose":
      return turn(visit(n.args[0]!));
    case "mat": {
      const s = visit(n.args[0]!).data[0]!;
      const body = n.args
        .slice(1)
        .map(visit)
        .reduce((a, b) => times(f, a, b));
      return { ...body, data: body.data.map((x) => f.mul(s, x)) };
    }
    case "call": {
      const constant = constantEntries(g, { ...n, rows, cols });
      if (constant !== undefined) return full((k) => numberIn(f, constant[k]!.coefs[0]!));
      return callValue(f, n, n.args.map(visit), full);
    }
  }
}

function power<T>(f: Field<T>, base: T, e: Coefficient): T {
  if (!N.isExact(e)) return nowhere();
  const twice = Q.mul(e, 2);
  if (typeof twice !== "number" || Math.abs(twice) > 512) return guess(f, `^${Q.format(e)}`, [base]);
  const isHalf = twice % 2 !== 0;
  let b = isHalf ? or(f.root(base)) : base;
  let k = isHalf ? twice : twice / 2;
  if (k < 0) {
    b = or(f.inverse(b));
    k = -k;
  }
  let out = f.one;
  for (; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) out = f.mul(out, b);
    b = f.mul(b, b);
  }
  return out;
}

function guess<T>(f: Field<T>, name: string, args: readonly T[]): T {
  return f.guess === undefined ? nowhere() : f.guess(name, args);
}

function turn<T>(a: Grid<T>): Grid<T> {
  const data = a.data.map((_, k) => a.data[(k % a.rows) * a.cols + Math.floor(k / a.rows)]!);
  return { rows: a.cols, cols: a.rows, data };
}

/** The matrix product over a field. */
export function times<T>(f: Field<T>, a: Grid<T>, b: Grid<T>): Grid<T> {
  const entry = (k: number): T => {
    const [i, j] = [Math.floor(k / b.cols), k % b.cols];
    let s = f.zero;
    for (let l = 0; l < a.cols; l++) s = f.add(s, f.mul(a.data[i * a.cols + l]!, b.data[l * b.cols + j]!));
    return s;
  };
  return { rows: a.rows, cols: b.cols, data: Array.from({ length: a.rows * b.cols }, (_, k) => entry(k)) };
}

/** Gauss–Jordan: the inverse (undefined for a singular matrix) and the determinant. */
export function eliminate<T>(f: Field<T>, a: Grid<T>): { readonly inverse?: Grid<T>; readonly det: T } {
  const n = a.rows;
  const left = Array.from({ length: n }, (_, i) => [...a.data.slice(i * n, (i + 1) * n)]);
  const right = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? f.one : f.zero)));
  const minus = or(f.of(-1));
  let det = f.one;
  for (let k = 0; k < n; k++) {
    const p = left.findIndex((row, i) => i >= k && !f.isZero(row[k]!));
    if (p < 0) return { det: f.zero };
    if (p !== k) {
      [left[p], left[k]] = [left[k]!, left[p]!];
      [right[p], right[k]] = [right[k]!, right[p]!];
      det = f.mul(det, minus);
    }
    const pivot = left[k]![k]!;
    det = f.mul(det, pivot);
    const inverse = or(f.inverse(pivot));
    for (const side of [left, right]) side[k] = side[k]!.map((x) => f.mul(x, inverse));
    for (let i = 0; i < n; i++) {
      if (i === k || f.isZero(left[i]![k]!)) continue;
      const by = f.mul(minus, left[i]![k]!);
      for (const side of [left, right]) side[i] = side[i]!.map((x, j) => f.add(x, f.mul(by, side[k]![j]!)));
    }
  }
  return { det, inverse: { rows: n, cols: n, data: right.flat() } };
}

function callValue<T>(f: Field<T>, n: Node, args: readonly Grid<T>[], full: (x: (k: number) => T) => Grid<T>): Grid<T> {
  const a = args[0];
  if (a === undefined) return full(() => guess(f, n.name, []));
  const ordered = orderedValue(f, n.name, args, full);
  if (ordered !== undefined) return ordered;
  switch (n.name) {
    case "inv":
      return or(eliminate(f, a).inverse);
    case "det":
      return full(() => eliminate(f, a).det);
    case "tr":
      return full(() => Array.from({ length: a.rows }, (_, i) => a.data[i * (a.cols + 1)]!).reduce(f.add, f.zero));
    case "diag":
      return full((k) => (k % (a.rows + 1) === 0 ? a.data[k / (a.rows + 1)]! : f.zero));
    case "diagof":
      return full((k) => a.data[k * (a.cols + 1)]!);
    case "vec":
      return { rows: a.data.length, cols: 1, data: turn(a).data };
    case "kron": {
      const b = args[1]!;
      const width = a.cols * b.cols;
      return full((k) => {
        const [i, j] = [Math.floor(k / width), k % width];
        const outer = a.data[Math.floor(i / b.rows) * a.cols + Math.floor(j / b.cols)]!;
        return f.mul(outer, b.data[(i % b.rows) * b.cols + (j % b.cols)]!);
      });
    }
    default: {
      const each =
        n.args.length === 1 && n.rows === n.args[0]!.rows && n.cols === n.args[0]!.cols && !wholeArray.has(n.name);
      const all = args.flatMap((x) => x.data);
      return full((k) => (each ? guess(f, n.name, [a.data[k]!]) : guess(f, `${n.name} ${k}`, all)));
    }
  }
}

/** Functions of a whole array that have its shape. */
const wholeArray: ReadonlySet<string> = new Set(["softmax", "softmax_rows", "expm", "sinm", "cosm", "vmax", "pinv"]);

/** Functions that compare, where the field is ordered. */
function orderedValue<T>(
  f: Field<T>,
  name: string,
  args: readonly Grid<T>[],
  full: (x: (k: number) => T) => Grid<T>,
): Grid<T> | undefined {
  const { sign } = f;
  if (sign === undefined) return undefined;
  const a = args[0]!.data;
  const minus = (x: T) => f.mul(or(f.of(-1)), x);
  switch (name) {
    case "abs":
      return full((k) => (sign(a[k]!) < 0 ? minus(a[k]!) : a[k]!));
    case "sign":
      return full((k) => or(f.of(sign(a[k]!))));
    case "step":
      return full((k) => (sign(a[k]!) > 0 ? f.one : f.zero));
    case "relu":
      return full((k) => (sign(a[k]!) > 0 ? a[k]! : f.zero));
    case "where":
      return full((k) => (sign(a[k]!) > 0 ? args[1]!.data[k]! : args[2]!.data[k]!));
    case "max":
    case "min": {
      const better = (x: T, y: T) => (sign(f.add(x, minus(y))) > 0 === (name === "max") ? x : y);
      if (args.length === 1) return full(() => a.slice(1).reduce(better, a[0]!));
      return full((k) => {
        const list = args.map(({ data }) => data[data.length === 1 ? 0 : k]!);
        return list.slice(1).reduce(better, list[0]!);
      });
    }
    default:
      return undefined;
  }
}
