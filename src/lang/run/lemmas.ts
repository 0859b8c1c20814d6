import { attempt, type Builder } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import { isDefinite } from "../symbolic/definite";
import { type Node, Trait } from "../symbolic/graph";
import { isOne, isScalar } from "../symbolic/leaf";
import { isSemidefinite, isSymmetric } from "../symbolic/mat";

/** A known inequality as an equation: what a part is, with a new letter ≥ 0 for the difference. */
type Lemma = readonly [part: Node, is: Node];

/** The most lemmas that are tried for one inequality. */
const MOST = 24;

/**
 * The gap with one known inequality of its functions put in: of exp, log, softplus; of the largest, the mean and the norms of a
 * vector (Hölder); of quadratic forms and traces. If the outcome is nowhere negative for any value of the new letters, the gap isn't.
 */
export function* lemmasFor(b: Builder, gap: Node, isStrict: boolean): Generator<Node> {
  const parts = partsOf(gap);
  let count = 0;
  for (const part of parts) {
    for (const lemma of attempt(() => [...about(b, part, parts, isStrict)]).value ?? []) {
      if (count++ >= MOST) return;
      const moved = attempt(() => b.expand(b.substitute(gap, new Map([lemma])))).value;
      if (moved && moved !== gap) yield moved;
    }
  }
}

function partsOf(root: Node): ReadonlySet<Node> {
  const seen = new Set<Node>();
  const visit = (n: Node): void => {
    if (seen.has(n)) return;
    seen.add(n);
    n.args.forEach(visit);
  };
  visit(root);
  return seen;
}

function* about(b: Builder, n: Node, parts: ReadonlySet<Node>, isStrict: boolean): Generator<Lemma> {
  const slack = (isSure = false): Node =>
    b.symbol("#slack", n.rows, n.cols, Trait.nonnegative | (isSure ? Trait.positive : 0));
  const level = (value: Node): Node => (isScalar(n) ? value : b.mul(value, b.ones(n.rows, n.cols)));
  const one = level(b.num(1));
  const [x] = n.args;
  if (n.op === "call" && x) {
    if (n.name === "exp") yield [n, b.add(one, x, slack())];
    if (n.name === "log") {
      yield [n, b.sub(b.sub(x, one), slack())];
      yield [n, b.add(b.sub(one, b.pow(x, b.num(-1))), slack())];
    }
    if (n.name === "softplus") {
      yield [n, b.add(b.call("relu", x), slack(true))];
      yield [n, b.sub(b.add(b.call("relu", x), level(b.call("log", b.num(2)))), slack())];
    }
    if (n.name === "logsumexp") {
      const count = b.call("log", b.size(x.rows));
      yield [n, b.add(b.call("max", x), slack())];
      yield [n, b.add(b.call("mean", x), count, slack())];
      yield [n, b.sub(b.add(b.call("max", x), count), slack())];
    }
    if (n.name === "max" && n.args.length === 1) yield [n, b.add(b.call("mean", x), slack())];
    if (n.name === "min" && n.args.length === 1) yield [n, b.sub(b.call("mean", x), slack())];
    if (n.name === "logdet" && isDefinite(b.graph, x))
      yield [n, b.sub(b.sub(b.call("tr", x), b.size(x.rows)), slack())];
    if (n.name === "lambda_max" && isSymmetric(b.graph, x))
      yield [n, b.add(b.div(b.call("tr", x), b.size(x.rows)), slack())];
    // The mean of the eigenvalues, by arithmetic and geometric mean.
    if (n.name === "det" && isSemidefinite(b.graph, x))
      yield [n, b.sub(b.pow(b.div(b.call("tr", x), b.size(x.rows)), b.size(x.rows)), slack())];
    if (n.name === "lambda_max" && x.op === "sum") yield* ofLargest(b, n, x, slack);
    if (n.name === "lambda_max" && isSemidefinite(b.graph, x)) yield [n, b.sub(b.call("tr", x), slack())];
    if (n.name === "tr") yield* ofTrace(b, n, parts, slack);
  }
  if (n.op === "entry" && x) yield* ofEntry(b, n, x, parts);
  if (n.op === "mat") {
    yield* ofEntries(b, n, parts);
    yield* ofForm(b, n, parts, slack, isStrict);
  }
  yield* ofNorms(b, n, parts, slack);
}

/** xᵢ is at most max(x) and at least min(x), and its square at most x'x. */
function* ofEntry(b: Builder, n: Node, x: Node, parts: ReadonlySet<Node>): Generator<Lemma> {
  if (x.cols !== 1) return;
  const slack = b.symbol("#slack", 1, 1, Trait.nonnegative);
  const [most, least, square] = [b.call("max", x), b.call("min", x), b.mul(b.transpose(x), x)];
  if (parts.has(most)) yield [most, b.add(n, slack)];
  if (parts.has(least)) yield [least, b.sub(n, slack)];
  if (parts.has(square)) yield [square, b.add(b.mul(n, n), slack)];
}

/** max(x) ≥ x and min(x) ≤ x, entry by entry. */
function* ofEntries(b: Builder, n: Node, parts: ReadonlySet<Node>): Generator<Lemma> {
  const [scalar, units] = n.args;
  if (n.args.length !== 2 || units?.op !== "ones" || scalar?.op !== "call" || scalar.args.length !== 1) return;
  const x = scalar.args[0]!;
  if (!parts.has(x) || x.rows !== n.rows || x.cols !== n.cols) return;
  const slack = b.symbol("#slack", n.rows, n.cols, Trait.nonnegative);
  if (scalar.name === "max") yield [n, b.add(x, slack)];
  if (scalar.name === "min") yield [n, b.sub(x, slack)];
}

/** x'Kx ≤ λmax(K) x'x, and ≤ tr(K) x'x for K ≽ 0. */
function* ofForm(
  b: Builder,
  n: Node,
  parts: ReadonlySet<Node>,
  slack: () => Node,
  isStrict: boolean,
): Generator<Lemma> {
  if (!isScalar(n) || n.args.length < 4 || !isOne(n.args[0]!)) return;
  const list = n.args.slice(1);
  const x = list[list.length - 1]!;
  if (b.transpose(x) !== list[0]) return;
  const K = b.mul(...list.slice(1, -1));
  if (!isSymmetric(b.graph, K)) return;
  const square = b.mul(b.transpose(x), x);
  if (!isStrict && K.op === "call" && K.name === "inv" && isDefinite(b.graph, K)) {
    // Cauchy–Schwarz of K^(½)x and K^(−½)x, for x ≠ 0; at 0 by continuity.
    const other = b.mul(b.transpose(x), K.args[0]!, x);
    if (parts.has(other)) yield [n, b.add(b.div(b.mul(square, square), other), slack())];
  }
  const most = b.call("lambda_max", K);
  if (parts.has(most)) yield [n, b.sub(b.mul(most, square), slack())];
  const [P, twin, ...more] = list.slice(1, -1);
  if (P && P === twin && more.length === 0 && isSemidefinite(b.graph, P)) {
    const top = b.call("lambda_max", P);
    if (parts.has(top)) yield [n, b.sub(b.mul(top, top, square), slack())];
  }
  if (isSemidefinite(b.graph, K)) yield [n, b.sub(b.mul(b.call("tr", K), square), slack())];
}

/** λmax(c A + d B) ≤ c λmax(A) + d λmax(B) for c, d > 0. */
function* ofLargest(b: Builder, n: Node, x: Node, slack: () => Node): Generator<Lemma> {
  const isSplit = x.args.every((t, i) => N.sign(x.coefs[i]!) > 0 && isSymmetric(b.graph, t));
  if (!isSplit) return;
  const parts = x.args.map((t) => b.call("lambda_max", t));
  yield [n, b.sub(b.sum(parts, x.coefs), slack())];
}

/** tr(K L L'K') ≤ tr(K'K) tr(L L'), and tr(S²) ≥ λmax(S)². */
function* ofTrace(b: Builder, n: Node, parts: ReadonlySet<Node>, slack: () => Node): Generator<Lemma> {
  const inside = n.args[0]!;
  if (inside.op === "call" && inside.name === "inv" && isDefinite(b.graph, inside)) {
    // The harmonic mean of the eigenvalues is below the arithmetic one.
    const [X, size] = [inside.args[0]!, b.size(inside.rows)];
    const trace = b.call("tr", X);
    if (parts.has(trace)) yield [n, b.add(b.div(b.mul(size, size), trace), slack())];
  }
  if (inside.op !== "mat" || !isOne(inside.args[0]!)) return;
  const list = inside.args.slice(1);
  const [first, second] = list;
  if (list.length === 2 && first === second && isSymmetric(b.graph, first!)) {
    const most = b.call("lambda_max", first!);
    if (parts.has(most)) yield [n, b.add(b.mul(most, most), slack())];
    const trace = b.call("tr", first!);
    if (isSemidefinite(b.graph, first!)) yield [n, b.sub(b.mul(trace, trace), slack())];
  }
  if (list.length === 2) yield* ofPair(b, n, first!, second!, parts, slack);
  if (list.length !== 4) return;
  for (let turn = 0; turn < 4; turn++) {
    const [p, q, r, s] = [...list.slice(turn), ...list.slice(0, turn)] as [Node, Node, Node, Node];
    if (b.transpose(q) !== r || b.transpose(p) !== s) continue;
    yield [n, b.sub(b.mul(b.call("tr", b.mul(s, p)), b.call("tr", b.mul(q, r))), slack())];
    return;
  }
}

/** tr(K'K) ≥ tr(K)²/n and ≥ tr(K²); tr(A B) ≤ tr(A) tr(B) for A, B ≽ 0. */
function* ofPair(
  b: Builder,
  n: Node,
  first: Node,
  second: Node,
  parts: ReadonlySet<Node>,
  slack: () => Node,
): Generator<Lemma> {
  if (first.rows !== first.cols) return;
  if (b.transpose(first) === second) {
    for (const K of [first, second]) {
      const trace = b.call("tr", K);
      if (parts.has(trace)) yield [n, b.add(b.div(b.mul(trace, trace), b.size(K.rows)), slack())];
      const square = b.call("tr", b.mul(K, K));
      if (square !== n && parts.has(square)) yield [n, b.add(square, slack())];
    }
  } else if (isSemidefinite(b.graph, first) && isSemidefinite(b.graph, second))
    yield [n, b.sub(b.mul(b.call("tr", first), b.call("tr", second)), slack())];
}

/** ‖x‖∞ ≤ ‖x‖ ≤ ‖x‖₁, the same the other way with the size, and |x'y| ≤ ‖x‖₁ ‖y‖∞. */
function* ofNorms(b: Builder, n: Node, parts: ReadonlySet<Node>, slack: () => Node): Generator<Lemma> {
  if (!isScalar(n)) return;
  const absolute = (x: Node): Node => b.call("abs", x);
  const sumOf = (x: Node): Node => b.call("sum", absolute(x));
  const mostOf = (x: Node): Node => b.call("max", absolute(x));
  const inside = n.op === "call" && n.name === "abs" ? n.args[0]! : n;
  const [left, right] = inside.op === "mat" && inside.args.length === 3 ? inside.args.slice(1) : [];
  if (left && right && isOne(inside.args[0]!) && right.cols === 1 && left.rows === 1) {
    const [x, y] = [b.transpose(left), right];
    const size = b.size(x.rows);
    if (x === y) {
      const [S, M] = [sumOf(x), mostOf(x)].map((norm) => (parts.has(norm) ? norm : undefined));
      if (S) yield [n, b.sub(b.mul(S, S), slack())];
      if (S) yield [n, b.add(b.div(b.mul(S, S), size), slack())];
      if (M) yield [n, b.add(b.mul(M, M), slack())];
      if (M) yield [n, b.sub(b.mul(size, M, M), slack())];
      return;
    }
    for (const [p, q] of [
      [x, y],
      [y, x],
    ] as const) {
      const [S, M] = [sumOf(p), mostOf(q)];
      if (!parts.has(S) || !parts.has(M)) continue;
      yield [n, b.sub(b.mul(S, M), slack())];
      if (n === inside) yield [n, b.sub(slack(), b.mul(S, M))];
    }
    if (left.op === "ones" && y.op === "call" && y.name === "abs") {
      const M = mostOf(y.args[0]!);
      if (!parts.has(M)) return;
      yield [n, b.add(M, slack())];
      yield [n, b.sub(b.mul(size, M), slack())];
    }
  }
}
