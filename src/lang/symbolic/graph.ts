import type { Text } from "../../words/text";
import { type Coefficient, N } from "./coefficient";

/** A number of rows or columns: known, or the name of a symbolic size (already unified, so equal sizes are equal strings). */
export type Size = number | string;

/**
 * What a node is; `args` and `coefs` mean:
 *
 * | op          | args                                   | coefs                         |
 * |-------------|----------------------------------------|-------------------------------|
 * | `num`       | –                                      | [value]                       |
 * | `sym`       | – (`name`, `traits`)                   | –                             |
 * | `sum`       | terms, sorted by id, all of one shape  | their coefficients            |
 * | `prod`      | bases, sorted by id; element-wise      | their exponents (numbers)     |
 * | `pow`       | [base, exponent], element-wise         | –                             |
 * | `mat`       | [scalar, factor, factor, …] in order   | –                             |
 * | `transpose` | [a leaf or opaque matrix]              | –                             |
 * | `call`      | arguments (`name` is the function)     | parameters of the function    |
 * | `literal`   | entries, row-major, all scalar         | –                             |
 * | `eye`, `ones`, `zero` | –                            | –                             |
 * | `entry`     | [matrix or vector]                     | [row, column], from 1         |
 *
 * Rational factors live in sums only: `2x` is the sum with the one term x and the coefficient 2. A scalar constant in a sum is
 * the term `num 1`. Inverses are `call inv`; norms are square roots of `x'x`; `sum(x)` is the product of a row of ones with x.
 */
export type Op =
  | "num"
  | "sym"
  | "sum"
  | "prod"
  | "pow"
  | "mat"
  | "transpose"
  | "call"
  | "literal"
  | "eye"
  | "ones"
  | "zero"
  | "entry";

/** One expression. Equal expressions of one graph are the same object, so `===` is equality of normal forms. */
export interface Node {
  readonly id: number;
  readonly op: Op;
  readonly rows: Size;
  readonly cols: Size;
  readonly args: readonly Node[];
  readonly coefs: readonly Coefficient[];
  readonly name: string;
  /** Bits of {@link Trait}; on a symbol as declared, elsewhere 0. */
  readonly traits: number;
  readonly hash: number;
  /** A bloom filter of the symbols inside: a clear bit proves absence. */
  readonly mask: number;
  /** How long it is once its shared parts are written out, numbers counted; saturates at 10¹². */
  readonly length: number;
  /** Bits of {@link Form}. */
  readonly forms: number;
}

/** What an expression is or holds, known from its parts as it is made. */
export const Form = {
  /** a sum of products of numbers, scalar symbols and entries of symbols with positive whole exponents */
  polynomial: 1,
  /** a matrix product, or a function of an array, stands in it */
  arrays: 2,
  /** data stands in it: its value is floating point */
  data: 4,
  /** a negative number stands as an exponent in it */
  fraction: 8,
  /** a function with a complement stands in it: a sine, a cosine or a sigmoid */
  complement: 16,
} as const;

function formsOf(op: Op, args: readonly Node[], coefs: readonly Coefficient[], name: string): number {
  let every: number = Form.polynomial;
  let some = 0;
  let arrays = op === "mat";
  for (let i = 0; i < args.length; i++) {
    const a = args[i]!;
    every &= a.forms;
    some |= a.forms;
    if (op === "call" && (a.rows !== 1 || a.cols !== 1)) arrays = true;
  }
  let rest = some & (Form.fraction | Form.complement);
  if (op === "prod") {
    for (const e of coefs) {
      if (typeof e !== "number" || e <= 0) every = 0;
      if (typeof e === "number" ? e < 0 : N.sign(e) < 0) rest |= Form.fraction;
    }
  }
  if (op === "call" && (name === "sin" || name === "cos" || name === "sigmoid")) rest |= Form.complement;
  const isPolynomial =
    op === "sum" || op === "prod"
      ? every !== 0
      : op === "num" || op === "sym" || (op === "entry" && args[0]!.op === "sym");
  if (op === "prod" && (some & Form.arrays) !== 0) arrays = true;
  const holdsData = (some & Form.data) !== 0 || (op === "call" && name === "data");
  return rest | (isPolynomial ? Form.polynomial : 0) | (arrays ? Form.arrays : 0) | (holdsData ? Form.data : 0);
}

/** Facts about a symbol: of a matrix its structure, of anything its sign (entry by entry). */
export const Trait = {
  symmetric: 1,
  skew: 2,
  diagonal: 4,
  orthogonal: 8,
  /** positive semidefinite; set with `symmetric` */
  psd: 16,
  /** positive definite; set with `symmetric` and `psd` */
  pd: 32,
  /** every entry > 0 */
  positive: 64,
  /** every entry ≥ 0 */
  nonnegative: 128,
  integer: 256,
} as const;

/** The arena of one session: it owns its nodes, and {@link clearGraph} lets all of them go. */
export interface Graph {
  table: (Node | undefined)[];
  count: number;
  /** Of the numbers behind data nodes. */
  bytes: number;
  nextId: number;
  /** How many nodes may live at once. */
  readonly limit: number;
  /** Memo tables keyed by node, one per purpose; cleared with the graph. */
  readonly memos: Map<string, Map<Node, Node>>;
  generation: number;
}

/** Why the engine does not answer; a value, never a crash. `limit` is a guard on size, `rule` a thing it can't derive. */
export class Refusal extends Error {
  constructor(
    readonly code: "limit" | "rule" | "domain",
    readonly text: Text,
  ) {
    super(text.en);
    this.name = "Refusal";
  }
}

/** Places of an empty table: a line of a file needs some dozens. */
const LEAST = 128;

/** An empty graph holding at most `limit` nodes. */
export function createGraph(limit = 400_000): Graph {
  return { table: new Array(LEAST), count: 0, bytes: 0, nextId: 1, limit, memos: new Map(), generation: 0 };
}

/** Forgets all nodes. Ids go on rising, so that nodes of an older generation never pass for new ones. */
export function clearGraph(g: Graph): void {
  g.table = new Array(LEAST);
  g.count = 0;
  g.bytes = 0;
  g.memos.clear();
  g.generation++;
}

const NO_ARGS: readonly Node[] = [];
const NO_COEFS: readonly Coefficient[] = [];

function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
}

const opHash: { readonly [O in Op]: number } = {
  num: 0x1f3d5b79,
  sym: 0x2e4c6a88,
  sum: 0x3b5d7f91,
  prod: 0x4c6e80a2,
  pow: 0x5d7f91b3,
  mat: 0x6e80a2c4,
  transpose: 0x7f91b3d5,
  call: 0x10a2c4e6,
  literal: 0x21b3d5f7,
  eye: 0x32c4e608,
  ones: 0x43d5f719,
  zero: 0x54e6082a,
  entry: 0x65f7193b,
};

function sizeHash(s: Size): number {
  return typeof s === "number" ? s : hashText(s);
}

function equalContent(
  n: Node,
  op: Op,
  rows: Size,
  cols: Size,
  args: readonly Node[],
  coefs: readonly Coefficient[],
  name: string,
  traits: number,
): boolean {
  if (n.op !== op || n.rows !== rows || n.cols !== cols || n.name !== name || n.traits !== traits) return false;
  const a = n.args;
  const c = n.coefs;
  if (a.length !== args.length || c.length !== coefs.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== args[i]) return false;
  for (let i = 0; i < c.length; i++) if (c[i] !== coefs[i] && !N.same(c[i]!, coefs[i]!)) return false;
  return true;
}

function grow(g: Graph): void {
  const bigger: (Node | undefined)[] = new Array(g.table.length * 2);
  const wrap = bigger.length - 1;
  for (const n of g.table) {
    if (n === undefined) continue;
    let at = n.hash & wrap;
    while (bigger[at] !== undefined) at = (at + 1) & wrap;
    bigger[at] = n;
  }
  g.table = bigger;
}

/**
 * The one node with this content, made if it does not exist. Only builders call this: it does not normalise.
 * @throws Refusal when the graph is full
 */
export function intern(
  g: Graph,
  op: Op,
  rows: Size,
  cols: Size,
  args: readonly Node[] = NO_ARGS,
  coefs: readonly Coefficient[] = NO_COEFS,
  name = "",
  traits = 0,
): Node {
  let h = opHash[op];
  if (rows !== 1) h = Math.imul(h ^ sizeHash(rows), 0x85ebca6b);
  if (cols !== 1) h = Math.imul(h ^ sizeHash(cols), 0xc2b2ae35);
  let mask = 0;
  let length = 1;
  for (let i = 0; i < args.length; i++) {
    const a = args[i]!;
    h = Math.imul(h ^ a.id, 0x9e3779b1);
    h ^= h >>> 15;
    mask |= a.mask;
    length += a.length;
  }
  for (let i = 0; i < coefs.length; i++) {
    const c = coefs[i]!;
    h = Math.imul(h ^ N.hash(c), 0x27d4eb2f) ^ (h >>> 13);
    if (c !== 1 && c !== -1 && args.length > 0) length++;
  }
  if (name !== "") {
    const t = hashText(name);
    h = Math.imul(h ^ t, 0x165667b1);
    if (op === "sym") mask = 1 << ((t ^ (t >>> 11) ^ (t >>> 20)) & 31);
  }
  h ^= h >>> 16;
  const table = g.table;
  const wrap = table.length - 1;
  let at = h & wrap;
  for (;;) {
    const n = table[at];
    if (n === undefined) break;
    if (n.hash === h && equalContent(n, op, rows, cols, args, coefs, name, traits)) return n;
    at = (at + 1) & wrap;
  }
  if (g.count >= g.limit) throw new Refusal("limit", tooLarge);
  length = Math.min(length, MAX_LENGTH);
  const forms = formsOf(op, args, coefs, name);
  const node: Node = { id: g.nextId++, op, rows, cols, args, coefs, name, traits, hash: h, mask, length, forms };
  table[at] = node;
  g.count++;
  if (g.count * 2 > table.length) grow(g);
  return node;
}

const MAX_LENGTH = 1e12;

const tooLarge: Text = {
  en: "This expression grows too large to be worked out.",
  zh: "这个表达式展开后过大，无法继续推导。",
};

/** The memo table of one purpose, e.g. `"D 17"` for derivatives by node 17. */
export function memo(g: Graph, purpose: string): Map<Node, Node> {
  let m = g.memos.get(purpose);
  if (m === undefined) {
    m = new Map();
    g.memos.set(purpose, m);
  }
  return m;
}

/** A computed value, or the reason why there is none. */
export type Outcome<T> =
  | { readonly value: T; readonly refusal?: undefined }
  | { readonly value?: undefined; readonly refusal: Refusal };
