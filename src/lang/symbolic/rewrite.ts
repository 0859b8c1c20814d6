import type { Rational } from "../../core/num/rational";
import { call } from "./call";
import { type Coefficient, N } from "./coefficient";
import { entryOf } from "./differential";
import { type Graph, type Node, Refusal } from "./graph";
import { eye, isScalar, isZero } from "./leaf";
import { hadamard, multiply, transpose } from "./mat";
import { power, product } from "./prod";
import { literal, literalEntries, sum } from "./sum";

/** Rebuilds n from new arguments, so that every rule of construction fires again. */
export function rebuild(g: Graph, n: Node, args: readonly Node[]): Node {
  switch (n.op) {
    case "sum":
      return sum(g, args, n.coefs);
    case "prod":
      return isScalar(n) ? product(g, args, n.coefs) : hadamard(g, args, n.coefs);
    case "pow":
      return power(g, args[0]!, args[1]!);
    case "mat":
      return multiply(g, args);
    case "transpose":
      return transpose(g, args[0]!);
    case "literal":
      return literal(g, n.rows as number, n.cols as number, args);
    case "entry":
      return entryOf(g, args[0]!, n.coefs);
    case "call":
      return call(g, n.name, args);
    default:
      return n;
  }
}

/** `node` with every key of `by` replaced by its value (of the same shape), in normal form. */
export function substitute(g: Graph, node: Node, by: ReadonlyMap<Node, Node>): Node {
  let mask = 0;
  for (const [from, to] of by) {
    if (from.rows !== to.rows || from.cols !== to.cols) {
      throw new RangeError(`${from.name} is ${from.rows}×${from.cols}, its value ${to.rows}×${to.cols}`);
    }
    mask |= from.mask;
  }
  const done = new Map<Node, Node>(by);
  const visit = (n: Node): Node => {
    if ((n.mask & mask) === 0) return n;
    const known = done.get(n);
    if (known !== undefined) return known;
    if (n.args.length === 0) return n;
    const args = n.args.map(visit);
    const out = args.every((a, i) => a === n.args[i]) ? n : rebuild(g, n, args);
    done.set(n, out);
    return out;
  };
  return visit(node);
}

/** The most entries that writing an expression out may make. */
const MAX_ENTRIES = 20_000;

/** Arrays of known size written entry by entry: the symbol x becomes (x₁, x₂, …), products and sums are carried out. */
export function scalarise(g: Graph, node: Node): Node {
  const done = new Map<Node, Node>();
  const visit = (n: Node): Node => {
    const known = done.get(n);
    if (known !== undefined) return known;
    const out = open(n);
    done.set(n, out);
    return out;
  };
  const open = (n: Node): Node => {
    if (n.args.length > 0 && n.op !== "entry") {
      const args = n.args.map(visit);
      const out = args.every((a, i) => a === n.args[i]) ? n : rebuild(g, n, args);
      if (out !== n || isScalar(out)) return out;
    }
    if (isScalar(n) || n.op === "literal" || n.op === "zero") return n;
    if (typeof n.rows !== "number" || typeof n.cols !== "number") return n;
    if (n.rows * n.cols > MAX_ENTRIES) throw new Refusal("limit", tooMany);
    const constant = literalEntries(g, n);
    if (constant !== undefined) return literal(g, n.rows, n.cols, constant);
    const cols = n.cols;
    const entries = Array.from({ length: n.rows * cols }, (_, k) =>
      entryOf(g, n, [Math.floor(k / cols) + 1, (k % cols) + 1]),
    );
    return literal(g, n.rows, n.cols, entries);
  };
  return visit(node);
}

/** The most terms that multiplying out may make in one sum. */
const MAX_TERMS = 4000;
/** The most products that one call may form on the way: they are not paused in between. */
const MAX_PRODUCTS = 20_000;

/** Products and whole powers of sums multiplied out, scalar and matrix ones, everywhere inside. @throws Refusal beyond a limit */
export function expand(g: Graph, node: Node): Node {
  const done = new Map<Node, Node>();
  let left = MAX_PRODUCTS;
  const spend = (products: number): void => {
    left -= products;
    if (left < 0) throw new Refusal("limit", tooManyTerms);
  };
  const visit = (n: Node): Node => {
    if (n.args.length === 0) return n;
    const known = done.get(n);
    if (known !== undefined) return known;
    const args = n.args.map(visit);
    let out = args.every((a, i) => a === n.args[i]) ? n : rebuild(g, n, args);
    if (out !== n && out.op !== n.op) out = visit(out);
    else if (out.op === "prod") out = expandProduct(g, out, visit, spend);
    else if (out.op === "mat") out = expandMatrixProduct(g, out, visit);
    else if (out.op === "call" && out.name === "diag" && out.args[0]!.op === "sum") {
      const inner = out.args[0]!;
      out = sum(
        g,
        inner.args.map((t) => call(g, "diag", [t])),
        inner.coefs,
      );
    }
    done.set(n, out);
    return out;
  };
  return visit(node);
}

/** A product or the terms of a sum multiplied out; what stands inside their factors is left as it is. @throws Refusal beyond a limit */
export function expandHere(g: Graph, n: Node): Node {
  if (n.op === "sum") {
    return sum(
      g,
      n.args.map((t) => (t.op === "sum" ? t : expandHere(g, t))),
      n.coefs,
    );
  }
  const again = (m: Node): Node => (m === n || m.op === "sum" ? m : expandHere(g, m));
  let left = MAX_PRODUCTS / 10;
  const spend = (products: number): void => {
    left -= products;
    if (left < 0) throw new Refusal("limit", tooManyTerms);
  };
  if (n.op === "prod") return expandProduct(g, n, again, spend);
  return n.op === "mat" ? expandMatrixProduct(g, n, again) : n;
}

type Term = readonly [Coefficient, Node];

function termsOf(n: Node): readonly Term[] {
  return n.op === "sum" ? n.args.map((t, i) => [n.coefs[i]!, t] as const) : [[1, n]];
}

function expandProduct(g: Graph, n: Node, visit: (n: Node) => Node, spend: (products: number) => void): Node {
  const isOpen = (b: Node, e: Coefficient) => b.op === "sum" && b.args.length > 1 && typeof e === "number" && e > 0;
  if (!n.args.some((b, i) => isOpen(b, n.coefs[i]!))) return n;
  const closed: Node[] = [];
  const exps: Coefficient[] = [];
  let work: readonly Term[] = [];
  let started = false;
  const times = (a: readonly Term[], b: readonly Term[]): readonly Term[] => {
    if (a.length * b.length > MAX_TERMS) throw new Refusal("limit", tooManyTerms);
    spend(a.length * b.length);
    const parts = a.flatMap(([c, x]) => b.map(([d, y]): Term => [N.mul(c, d), hadamard(g, [x, y])]));
    const merged = sum(
      g,
      parts.map((p) => p[1]),
      parts.map((p) => p[0]),
    );
    return termsOf(merged);
  };
  n.args.forEach((b, i) => {
    const e = n.coefs[i]!;
    if (!isOpen(b, e)) {
      closed.push(b);
      exps.push(e);
      return;
    }
    const list = termsOf(b);
    if (list.length ** Math.min(Number(e), 12) > MAX_TERMS * 64 || Number(e) > 64)
      throw new Refusal("limit", tooManyTerms);
    for (let k = 0; k < Number(e); k++) {
      work = started ? times(work, list) : list;
      started = true;
    }
  });
  const rest = closed.length === 0 ? undefined : product(g, closed, exps, n.rows, n.cols);
  const all = rest === undefined ? work : times(work, [[1, rest]]);
  const out = sum(
    g,
    all.map((p) => p[1]),
    all.map((p) => p[0]),
  );
  return out === n ? n : isZero(out) ? out : out.op === "sum" ? out : visit(out);
}

function expandMatrixProduct(g: Graph, n: Node, visit: (n: Node) => Node): Node {
  const at = n.args.findIndex((f) => f.op === "sum" && f.args.length > 1);
  if (at < 0) return n;
  const list = termsOf(n.args[at]!);
  if (list.length > MAX_TERMS) throw new Refusal("limit", tooManyTerms);
  const before = n.args.slice(0, at);
  const after = n.args.slice(at + 1);
  const parts = list.map(([, t]) => visit(multiply(g, [...before, t, ...after])));
  return sum(
    g,
    parts,
    list.map(([c]) => c),
  );
}

/** The exact number a node is, if it is one. */
export function rationalOf(n: Node): Rational | undefined {
  if (n.op === "num" && N.isExact(n.coefs[0]!)) return n.coefs[0];
  return undefined;
}

/** The blocks, row by row, as one literal; all shapes known. */
export function joinBlocks(g: Graph, rows: readonly (readonly Node[])[]): Node {
  const entries: Node[] = [];
  let height = 0;
  let width = -1;
  for (const row of rows) {
    const h = row[0]!.rows;
    const parts = row.map((b) => {
      const written = scalarise(g, b);
      const list = literalEntries(g, written);
      if (list === undefined || b.rows !== h) throw new RangeError(`blocks of a row must be ${h} high, got ${b.rows}`);
      return { list, cols: b.cols as number };
    });
    for (let i = 0; i < (h as number); i++) {
      for (const p of parts) entries.push(...p.list.slice(i * p.cols, (i + 1) * p.cols));
    }
    const w = parts.reduce((s, p) => s + p.cols, 0);
    if (width >= 0 && w !== width) throw new RangeError(`rows of blocks must be ${width} wide, got ${w}`);
    width = w;
    height += h as number;
  }
  return literal(g, height, width, entries);
}

/** base^k of a square matrix; k may be negative. */
export function matrixPower(g: Graph, base: Node, k: number): Node {
  if (isScalar(base)) return product(g, [base], [k]);
  if (k < 0) return matrixPower(g, call(g, "inv", [base]), -k);
  if (k === 0) return eye(g, base.rows);
  if (k > 64 && base.op !== "literal") throw new Refusal("limit", tooHigh);
  if (base.op !== "literal") return multiply(g, new Array<Node>(k).fill(base));
  let out: Node | undefined;
  let square = base;
  for (let e = k; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) out = out === undefined ? square : multiply(g, [out, square]);
    if (e > 1) square = multiply(g, [square, square]);
  }
  return out!;
}

const tooMany = { en: "This array has too many entries.", zh: "这个数组的元素过多。" } as const;
const tooManyTerms = { en: "Multiplied out this has too many terms.", zh: "展开后的项数过多。" } as const;
const tooHigh = { en: "A power of a symbolic matrix may be at most 64.", zh: "符号矩阵的幂次最高为 64。" } as const;
