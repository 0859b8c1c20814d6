import { Q } from "../../core/num/rational";
import { call } from "./call";
import { entryOf, matrixPrime, rowDiagonal, unitArray } from "./differential";
import { type Graph, type Node, Trait } from "./graph";
import { eye, isScalar, isZero, num, ones, zero } from "./leaf";
import { hadamard, multiply, transpose } from "./mat";
import { product } from "./prod";
import { extremePlaces } from "./rows";
import { around, derivativeOf, factorPartial, isElementwise, noRule, powerPartials, transposeAll } from "./rule";
import { scale, sum } from "./sum";

/**
 * The gradients G of a scalar f by each symbol X, in the shape of X: df = Σ tr(G'dX). One backward pass over the graph.
 * For a symmetric X it is the symmetric one, for a skew X the skew one, for a diagonal X its diagonal part.
 */
export function gradients(g: Graph, f: Node, by: readonly Node[]): Node[] {
  if (!isScalar(f)) throw new RangeError(`a gradient is of a scalar, got ${f.rows}×${f.cols}`);
  let mask = 0;
  for (const x of by) mask |= x.mask;
  const parts = new Map<Node, Node[]>([[f, [num(g, 1)]]]);
  const wanted = new Set(by);
  const useful = reachable(f, mask, wanted);
  for (const n of [...useful].sort((a, b) => b.id - a.id)) {
    const list = parts.get(n);
    if (list === undefined || n.op === "sym") continue;
    const bar = list.length === 1 ? list[0]! : sum(g, list);
    if (isZero(bar)) continue;
    pull(g, n, bar, (arg, part) => {
      if (!useful.has(arg) || isZero(part)) return;
      if (part.rows !== arg.rows || part.cols !== arg.cols) {
        throw new RangeError(`an adjoint of ${arg.rows}×${arg.cols} came out ${part.rows}×${part.cols}`);
      }
      const known = parts.get(arg);
      if (known === undefined) parts.set(arg, [part]);
      else known.push(part);
    });
  }
  return [...wanted].map((x) => {
    const list = parts.get(x);
    return list === undefined ? zero(g, x.rows, x.cols) : ontoStructure(g, x, sum(g, list));
  });
}

/** The nodes from f down that contain a wanted symbol. */
function reachable(f: Node, mask: number, wanted: ReadonlySet<Node>): Set<Node> {
  const useful = new Set<Node>();
  const seen = new Set<Node>();
  const visit = (n: Node): boolean => {
    if (wanted.has(n)) useful.add(n);
    if ((n.mask & mask) === 0 || seen.has(n)) return useful.has(n);
    seen.add(n);
    for (const a of n.args) if (visit(a)) useful.add(n);
    return useful.has(n);
  };
  visit(f);
  return useful;
}

/** The part of G that lies in the space where X may move. */
function ontoStructure(g: Graph, x: Node, G: Node): Node {
  const half = Q.ratio(1, 2);
  if (isScalar(x)) return G;
  if (x.traits & Trait.diagonal) return call(g, "diag", [call(g, "diagof", [G])]);
  if (x.traits & Trait.symmetric) return sum(g, [G, transpose(g, G)], [half, half]);
  if (x.traits & Trait.skew) return sum(g, [G, transpose(g, G)], [half, Q.ratio(-1, 2)]);
  return G;
}

type Give = (arg: Node, part: Node) => void;

/** Hands the adjoint `bar` of n on to its arguments. */
function pull(g: Graph, n: Node, bar: Node, give: Give): void {
  switch (n.op) {
    case "sum":
      n.args.forEach((t, i) => {
        give(t, scale(g, n.coefs[i]!, bar));
      });
      return;
    case "prod":
      n.args.forEach((b, i) => {
        give(b, hadamard(g, [bar, factorPartial(g, n, i)]));
      });
      return;
    case "pow": {
      const { base, exponent } = powerPartials(g, n);
      give(n.args[0]!, hadamard(g, [bar, base]));
      const e = hadamard(g, [bar, exponent]);
      give(n.args[1]!, isScalar(n.args[1]!) ? call(g, "sum", [e]) : e);
      return;
    }
    case "mat":
      pullProduct(g, n, bar, give);
      return;
    case "transpose":
      give(n.args[0]!, transpose(g, bar));
      return;
    case "literal":
      n.args.forEach((e, k) => {
        const cols = n.cols as number;
        give(e, entryOf(g, bar, [Math.floor(k / cols) + 1, (k % cols) + 1]));
      });
      return;
    case "entry": {
      const [i, j] = n.coefs as readonly [number, number];
      give(n.args[0]!, multiply(g, [bar, unitArray(g, n.args[0]!, i, j)]));
      return;
    }
    case "call":
      pullCall(g, n, bar, give);
      return;
    default:
  }
}

function pullProduct(g: Graph, n: Node, bar: Node, give: Give): void {
  const factors = n.args.slice(1);
  const s = n.args[0]!;
  if (s.op !== "num") {
    const F = multiply(g, factors);
    const inner =
      n.cols === 1
        ? multiply(g, [transpose(g, bar), F])
        : n.rows === 1
          ? multiply(g, [F, transpose(g, bar)])
          : call(g, "tr", [multiply(g, [transpose(g, bar), F])]);
    give(s, inner);
  }
  for (let i = 0; i < factors.length; i++) {
    const { before, after } = around(n, i);
    give(factors[i]!, multiply(g, [s, ...transposeAll(g, before.slice(1)), bar, ...transposeAll(g, after)]));
  }
}

function pullCall(g: Graph, n: Node, bar: Node, give: Give): void {
  const a = n.args[0]!;
  if (a === undefined) return;
  // tr f(X) for a power series f has the gradient f'(X)'; f(X) alone has none that is a matrix.
  if (n.name === "where" || n.name === "max" || n.name === "min") {
    pullChoice(g, n, bar, give);
    return;
  }
  const inner = n.name === "tr" && a.op === "call" && ["expm", "sinm", "cosm"].includes(a.name) ? a : undefined;
  if (inner !== undefined) give(inner.args[0]!, multiply(g, [bar, transpose(g, matrixPrime(g, inner))]));
  else give(a, callAdjoint(g, n, bar));
}

/** What is chosen gets the adjoint, the condition nothing. */
function pullChoice(g: Graph, n: Node, bar: Node, give: Give): void {
  const none = zero(g, bar.rows, bar.cols);
  if (n.name === "where") {
    const [c, a, b] = n.args as [Node, Node, Node];
    give(a, call(g, "where", [c, bar, none]));
    give(b, call(g, "where", [c, none, bar]));
    return;
  }
  const name = n.name as "max" | "min";
  if (n.args.length === 1) {
    give(n.args[0]!, multiply(g, [bar, extremePlaces(g, name, n, n.args[0]!)]));
    return;
  }
  n.args.forEach((a, i) => {
    const one = ones(g, a.rows, a.cols);
    const others = n.args.map((_, k) => (k === i ? one : scale(g, 0, one)));
    give(a, hadamard(g, [bar, chosen(g, n.args, others, name)]));
  });
}

/** values[k] at the k where the largest (or smallest) candidate stands. */
function chosen(g: Graph, candidates: readonly Node[], values: readonly Node[], name: "max" | "min"): Node {
  let best = candidates[0]!;
  let value = values[0]!;
  for (let k = 1; k < candidates.length; k++) {
    const a = candidates[k]!;
    const c = sum(g, name === "max" ? [best, a] : [a, best], [1, -1]);
    value = call(g, "where", [c, value, values[k]!]);
    best = call(g, "where", [c, best, a]);
  }
  return value;
}

/** The adjoint of the one argument of a call. */
function callAdjoint(g: Graph, n: Node, bar: Node): Node {
  const a = n.args[0]!;
  if (isElementwise(n.name)) return hadamard(g, [bar, derivativeOf(g, n.name, a)]);
  switch (n.name) {
    case "inv": {
      const t = transpose(g, n);
      return scale(g, -1, multiply(g, [t, bar, t]));
    }
    case "tr":
      return multiply(g, [bar, identityLike(g, a)]);
    case "det":
      return multiply(g, [bar, n, transpose(g, call(g, "inv", [a]))]);
    case "logdet":
      return multiply(g, [bar, transpose(g, call(g, "inv", [a]))]);
    case "diag":
      return diagonalPart(g, bar);
    case "diagof":
      return call(g, "diag", [bar]);
    case "softmax":
      return sum(g, [hadamard(g, [n, bar]), multiply(g, [n, transpose(g, n), bar])], [1, -1]);
    case "logsumexp":
      return multiply(g, [bar, call(g, "softmax", [a])]);
    case "lambda_max": {
      const v = call(g, "vmax", [a]);
      return multiply(g, [bar, v, transpose(g, v)]);
    }
    case "softmax_rows": {
      const weighted = hadamard(g, [n, bar]);
      return sum(g, [weighted, multiply(g, [rowDiagonal(g, weighted), n])], [1, -1]);
    }
    case "vec":
      return unstacked(g, bar, a);
    case "pinv": {
      const [P, B] = [transpose(g, n), transpose(g, bar)];
      const rest = (p: Node, q: Node) => sum(g, [eye(g, p.rows), multiply(g, [p, q])], [1, -1]);
      return sum(
        g,
        [multiply(g, [P, bar, P]), multiply(g, [rest(a, n), B, n, P]), multiply(g, [P, n, B, rest(n, a)])],
        [-1, 1, 1],
      );
    }
    default:
      throw noRule(n.name);
  }
}

/** The diagonal of a matrix: of a product that is no outer one, by row sums, without forming the product. */
function diagonalPart(g: Graph, a: Node): Node {
  if (a.op === "sum") {
    return sum(
      g,
      a.args.map((t) => diagonalPart(g, t)),
      a.coefs,
    );
  }
  if (a.op !== "mat" || a.args.length < 3 || a.args[1]!.cols === 1 || a.args[1]!.cols === a.rows)
    return call(g, "diagof", [a]);
  const rest = transpose(g, multiply(g, a.args.slice(2)));
  return multiply(g, [a.args[0]!, call(g, "sum_rows", [hadamard(g, [a.args[1]!, rest])])]);
}

/** The matrix whose columns a column of vec's holds. @throws Refusal where it is no combination of such */
function unstacked(g: Graph, bar: Node, like: Pick<Node, "rows" | "cols">): Node {
  if (bar.op === "zero") return zero(g, like.rows, like.cols);
  if (bar.op === "ones") return ones(g, like.rows, like.cols);
  if (bar.op === "call" && bar.name === "vec") return bar.args[0]!;
  if (bar.op === "sum") {
    return sum(
      g,
      bar.args.map((t) => unstacked(g, t, like)),
      bar.coefs,
    );
  }
  if (bar.op === "mat" && bar.args.length === 2) {
    return multiply(g, [bar.args[0]!, unstacked(g, bar.args[1]!, like)]);
  }
  if (bar.op === "mat" && bar.args[1]!.op === "call" && bar.args[1]!.name === "kron") {
    const [p, q] = bar.args[1]!.args as [Node, Node];
    const inner = unstacked(g, multiply(g, bar.args.slice(2)), { rows: q.cols, cols: p.cols });
    return multiply(g, [bar.args[0]!, q, inner, transpose(g, p)]);
  }
  if (bar.op === "call" && bar.name === "softmax") {
    const e = call(g, "exp", [unstacked(g, bar.args[0]!, like)]);
    return multiply(g, [product(g, [call(g, "sum", [e])], [-1]), e]);
  }
  if (bar.op === "prod") {
    return hadamard(
      g,
      bar.args.map((t) => unstacked(g, t, like)),
      bar.coefs,
    );
  }
  if (bar.op === "call" && isElementwise(bar.name)) return call(g, bar.name, [unstacked(g, bar.args[0]!, like)]);
  throw noRule("vec");
}

function identityLike(g: Graph, a: Node): Node {
  return call(g, "diag", [ones(g, a.rows, 1)]);
}
