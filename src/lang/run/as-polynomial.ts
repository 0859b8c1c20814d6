import { Multi, type Multinomial } from "../../core/num/multinomial";
import { isNowhereNegative, type Range } from "../../core/num/nonnegative";
import { Q, type Rational } from "../../core/num/rational";
import { attempt, type Builder } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import { isDefinite } from "../symbolic/definite";
import { type Node, Trait } from "../symbolic/graph";
import { isScalar } from "../symbolic/leaf";
import { isSemidefinite } from "../symbolic/mat";
import { isNonnegative, isPositive } from "../symbolic/sign";
import { groupsOf, type Inner, innerProducts, mayBeInner } from "./gram";

/** An expression as a quotient of polynomials, some of whose variables are square roots of others. */
export interface Quotient {
  readonly top: Multinomial;
  readonly below: Multinomial;
}

export interface Variables {
  readonly ranges: Range[];
  /** Of the variables that are square roots: what stands under the root. */
  readonly roots: Map<number, Multinomial>;
}

/** What is known beyond the expression itself. */
export interface Known {
  readonly isNonzero: (v: Node) => boolean;
  /** m of a letter that stands for exp(m). */
  readonly exponentOf?: ReadonlyMap<string, Node>;
  /** The sign of an exponent, as far as it is known. */
  readonly signOf?: (n: Node) => Range;
}

/** More vectors of one inner product than this are not given coordinates. */
const MOST_VECTORS = 4;

/**
 * Reads an expression (entry by entry, if it is an array) as a quotient of polynomials in variables that are independent of each
 * other but for the square roots: absolute values, maxima and norms are roots, inner products become those of vectors in
 * coordinates along each other (QR), everything else is a variable of its own. What holds for all values of the variables holds
 * for the expression wherever it is defined and continuous.
 */
export function asPolynomial(
  b: Builder,
  node: Node,
  known: Known,
): (Quotient & { readonly variables: Variables; readonly vectors: number }) | undefined {
  const variables: Variables = { ranges: [], roots: new Map() };
  const reader = new Reader(b, node, known, variables);
  const quotient = attempt(() => reader.read(node)).value;
  return quotient && { ...quotient, variables, vectors: reader.vectors };
}

const one = Multi.constant(1);
const whole = (top: Multinomial): Quotient => ({ top, below: one });

class Reader {
  /** The most vectors that share an inner product. */
  vectors = 0;
  readonly #done = new Map<Node, Quotient | undefined>();
  readonly #inner: ReadonlyMap<Node, Inner>;
  readonly #coordinates = new Map<string, readonly Multinomial[]>();
  /** By which whole number the exponents of a symbol are divided. */
  readonly #units = new Map<Node, number>();

  constructor(
    readonly b: Builder,
    root: Node,
    readonly known: Known,
    readonly variables: Variables,
  ) {
    const inner: Node[] = [];
    this.#look(root, inner, new Set());
    this.#inner = innerProducts(b, inner);
    for (const { kernel, vectors } of groupsOf(this.#inner.values(), known.isNonzero)) {
      if (vectors.length > MOST_VECTORS) continue;
      this.vectors = Math.max(this.vectors, vectors.length);
      this.#place(kernel, vectors);
    }
  }

  /** Finds inner products, and broken exponents of letters. */
  #look(n: Node, inner: Node[], seen: Set<Node>): void {
    if (seen.has(n)) return;
    seen.add(n);
    if (mayBeInner(n)) {
      inner.push(n);
      return;
    }
    if (n.op === "prod")
      n.args.forEach((base, i) => {
        const e = n.coefs[i]!;
        if (base.op !== "sym" || !N.isExact(e)) return;
        const d = Number(Q.denominator(e));
        if (d > 1) this.#units.set(base, lcm(this.#units.get(base) ?? 1, d));
      });
    if (n.op === "sum" || n.op === "prod" || n.op === "call" || n.op === "pow" || n.op === "mat" || n.op === "literal")
      for (const arg of n.args) this.#look(arg, inner, seen);
  }

  /** Gives vectors coordinates: each new one has its own last, which is ≥ 0. */
  #place(kernel: Node | undefined, vectors: readonly Node[]): void {
    vectors.forEach((v, i) => {
      const coords = Array.from({ length: i }, () => Multi.variable(this.#fresh("real")));
      if (v.op === "ones") {
        const size = this.b.size(v.rows);
        const p = size.op === "sym" ? undefined : this.#rootOf(Multi.constant(size.coefs[0] as Rational));
        const root = p ?? Multi.variable(this.#fresh("positive"));
        if (!p) this.#done.set(size, whole(Multi.raise(root, 2)!));
        coords.push(root);
      } else {
        const isFree = i === 0 && this.known.isNonzero(v);
        const isStrict = isFree && (kernel === undefined || isDefinite(this.b.graph, kernel));
        coords.push(Multi.variable(this.#fresh(isStrict ? "positive" : "nonnegative")));
      }
      this.#coordinates.set(keyOf(kernel, v), coords);
    });
  }

  #fresh(range: Range): number {
    this.variables.ranges.push(range);
    return this.variables.ranges.length - 1;
  }

  #rootOf(under: Multinomial): Multinomial {
    const plain = plainRoot(under, this.variables.ranges);
    if (plain) return plain;
    const i = this.#fresh("nonnegative");
    this.variables.roots.set(i, under);
    return Multi.variable(i);
  }

  read(n: Node): Quotient | undefined {
    if (this.#done.has(n)) return this.#done.get(n);
    const value = this.#readNew(n);
    this.#done.set(n, value);
    return value;
  }

  #readNew(n: Node): Quotient | undefined {
    const inner = this.#innerOf(n);
    if (inner) return whole(inner);
    switch (n.op) {
      case "num":
        return N.isExact(n.coefs[0]!) ? whole(Multi.constant(n.coefs[0] as Rational)) : undefined;
      case "zero":
        return whole(Multi.zero);
      case "ones":
        return whole(one);
      case "sum":
        return this.#readSum(n);
      case "prod":
        return this.#readProduct(n);
      case "mat":
        return n.args.length === 2 ? times(this.read(n.args[0]!), this.read(n.args[1]!)) : this.#atom(n);
      case "call":
        return this.#readCall(n);
      default:
        return this.#atom(n);
    }
  }

  #innerOf(n: Node): Multinomial | undefined {
    const inner = this.#inner.get(n);
    if (!inner) return undefined;
    const [u, v] = [inner.u, inner.v].map((x) => this.#coordinates.get(keyOf(inner.kernel, x)));
    if (!u || !v) return undefined;
    let total: Multinomial | undefined = Multi.zero;
    for (let k = 0; k < Math.min(u.length, v.length) && total; k++) {
      const product = Multi.multiply(u[k], v[k]);
      total = product && Multi.add(total, product);
    }
    return total;
  }

  #readSum(n: Node): Quotient | undefined {
    let total: Quotient | undefined = whole(Multi.zero);
    for (const [i, arg] of n.args.entries()) {
      const c = n.coefs[i]!;
      if (!N.isExact(c)) return undefined;
      total = plus(total, this.read(arg), c);
    }
    return total;
  }

  #readProduct(n: Node): Quotient | undefined {
    let total: Quotient | undefined = whole(one);
    for (const [i, base] of n.args.entries()) {
      const e = n.coefs[i]!;
      if (!N.isExact(e) || Math.abs(Q.toNumber(e)) > 40) return undefined;
      total = times(total, this.#power(base, e));
    }
    return total;
  }

  #power(base: Node, e: Rational): Quotient | undefined {
    const unit = this.#units.get(base);
    if (unit) {
      const k = Number(Q.mul(e, unit));
      this.read(base);
      const [index] = Multi.variables(this.#done.get(base)?.top ?? one);
      const p = index === undefined ? undefined : Multi.variable(index, Math.abs(k));
      return p && (k < 0 ? { top: one, below: p } : whole(p));
    }
    const value = this.read(base);
    if (!value) return undefined;
    if (Q.isInteger(e)) return powered(value, Number(e));
    const twice = Q.mul(e, 2);
    if (!Q.isInteger(twice)) return this.#rootAtom(base, e);
    // √(p/q) = √(p q)/q for q ≥ 0.
    if (!isNowhereNegative(value.below, this.variables.ranges)) return undefined;
    const under = Multi.multiply(value.top, value.below);
    const root = under && { top: this.#rootOf(under), below: value.below };
    return root && powered(root, Number(twice));
  }

  /** A root that is no square root: a variable of its own, ≥ 0. */
  #rootAtom(base: Node, e: Rational): Quotient | undefined {
    const d = Q.denominator(e);
    const root = this.b.pow(base, this.b.num(Q.ratio(1n, d)));
    if (!this.#done.has(root))
      this.#done.set(root, whole(Multi.variable(this.#fresh(isPositive(base) ? "positive" : "nonnegative"))));
    const value = this.#done.get(root);
    return value && powered(value, Number(Q.numerator(e)));
  }

  #readCall(n: Node): Quotient | undefined {
    const [x, y] = n.args;
    switch (n.name) {
      case "abs":
        return this.#absolute(this.read(x!));
      case "relu":
        return halved(plus(this.read(x!), this.#absolute(this.read(x!))));
      case "max":
      case "min": {
        if (n.args.length !== 2) return this.#atom(n);
        const [p, q] = [this.read(x!), this.read(y!)];
        return halved(plus(plus(p, q), this.#absolute(plus(p, q, -1)), n.name === "max" ? 1 : -1));
      }
      case "erf":
      case "tanh": {
        // In (−1, 1): (w − 1)/(w + 1) for w > 0.
        const w = Multi.variable(this.#fresh("positive"));
        return { top: Multi.add(w, one, -1), below: Multi.add(w, one) };
      }
      case "softmax":
      case "softmax_rows":
        return { top: one, below: Multi.add(one, Multi.variable(this.#fresh("nonnegative"))) };
      case "sigmoid": {
        const w = Multi.variable(this.#fresh("positive"));
        return { top: w, below: Multi.add(w, one) };
      }
      default:
        return this.#atom(n);
    }
  }

  #absolute(value: Quotient | undefined): Quotient | undefined {
    if (!value) return undefined;
    if (isNowhereNegative(value.top, this.variables.ranges) && isNowhereNegative(value.below, this.variables.ranges))
      return value;
    const square = Multi.multiply(value.top, value.top);
    const below = Multi.multiply(value.below, value.below);
    if (!square || !below) return undefined;
    return { top: this.#rootOf(square), below: this.#rootOf(below) };
  }

  /** Something that the rest does not look into: a variable with the sign that is known of it. */
  #atom(n: Node): Quotient | undefined {
    const unit = this.#units.get(n);
    const range = unit && !isPositive(n) ? "nonnegative" : this.#rangeOf(n);
    if (unit) return whole(Multi.variable(this.#fresh(range), unit));
    const exponent = this.known.exponentOf?.get(n.name);
    const sign = n.op === "sym" && exponent ? (this.known.signOf?.(exponent) ?? "real") : "real";
    // exp(m) = 1 + s for m ≥ 0.
    if (sign !== "real") return whole(Multi.add(one, Multi.variable(this.#fresh(sign))));
    return whole(Multi.variable(this.#fresh(range)));
  }

  #rangeOf(n: Node): Range {
    if (isPositive(n)) return "positive";
    const { graph } = this.b;
    const [x] = n.args;
    if (n.op === "call" && x) {
      if (n.name === "log" && x.op === "sym" && x.traits & Trait.integer) return "nonnegative";
      if (n.name === "trigamma" || (n.name === "gamma" && isPositive(x))) return "positive";
      if (["tr", "det", "lambda_max"].includes(n.name) && x.rows === x.cols) {
        if (isDefinite(graph, x)) return "positive";
        if (isSemidefinite(graph, x)) return "nonnegative";
      }
      if (n.name === "tr" && isTraceOfTwo(this.b, x, isDefinite)) return "positive";
      if (n.name === "tr" && isTraceOfTwo(this.b, x, isSemidefinite)) return "nonnegative";
    }
    // On the diagonal of a semidefinite matrix.
    if (n.op === "entry" && x && N.same(n.coefs[0]!, n.coefs[1] ?? -1)) {
      if (isDefinite(graph, x)) return "positive";
      if (isSemidefinite(graph, x)) return "nonnegative";
    }
    if (isNonnegative(n)) return "nonnegative";
    return isScalar(n) && isSemidefinite(graph, n) ? "nonnegative" : "real";
  }
}

/** tr(P Q) ≥ 0 for semidefinite P, Q (> 0 for definite ones), whichever factor stands first. */
function isTraceOfTwo(b: Builder, x: Node, test: (g: Builder["graph"], n: Node) => boolean): boolean {
  if (x.op !== "mat") return false;
  const list = x.args.slice(1);
  return list.some((_, start) => {
    const turned = [...list.slice(start), ...list.slice(0, start)];
    return turned.some((_, j) => {
      const parts = j === 0 ? [turned] : [turned.slice(0, j), turned.slice(j)];
      return parts.every((part) => part[0]!.rows === part[part.length - 1]!.cols && test(b.graph, b.mul(...part)));
    });
  });
}

const keyOf = (kernel: Node | undefined, v: Node): string => `${kernel?.id ?? "I"} ${v.id}`;

function lcm(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}

function plus(p: Quotient | undefined, q: Quotient | undefined, c: Rational = 1): Quotient | undefined {
  if (!p || !q) return undefined;
  if (isSame(p.below, q.below)) return { top: Multi.add(p.top, q.top, c), below: p.below };
  const [a, b] = [Multi.multiply(p.top, q.below), Multi.multiply(q.top, p.below)];
  const below = Multi.multiply(p.below, q.below);
  return a && b && below && { top: Multi.add(a, b, c), below };
}

const isSame = (p: Multinomial, q: Multinomial): boolean => p === q || Multi.add(p, q, -1).size === 0;

function times(p: Quotient | undefined, q: Quotient | undefined): Quotient | undefined {
  const top = Multi.multiply(p?.top, q?.top);
  const below = Multi.multiply(p?.below, q?.below);
  return top && below && { top, below };
}

function powered({ top, below }: Quotient, e: number): Quotient | undefined {
  const [p, q] = [Multi.raise(top, Math.abs(e)), Multi.raise(below, Math.abs(e))];
  return p && q && (e < 0 ? { top: q, below: p } : { top: p, below: q });
}

const halved = (p: Quotient | undefined): Quotient | undefined => times(p, whole(Multi.constant(Q.ratio(1, 2))));

/** The root of a monomial that is a square of something ≥ 0. */
function plainRoot(p: Multinomial, ranges: readonly Range[]): Multinomial | undefined {
  if (p.size === 0) return p;
  if (p.size > 1) return undefined;
  const [{ e, c }] = [...p.values()] as [{ e: readonly number[]; c: Rational }];
  const root = Q.sign(c) > 0 ? Q.trySqrt(c) : undefined;
  if (root === undefined || e.some((k, i) => k % 2 === 1 || (k % 4 === 2 && (ranges[i] ?? "real") === "real")))
    return undefined;
  let out: Multinomial | undefined = Multi.constant(root);
  e.forEach((k, i) => {
    if (k > 0) out = Multi.multiply(out, Multi.variable(i, k / 2));
  });
  return out;
}
