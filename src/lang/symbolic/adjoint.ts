import { Q } from "../../core/num/rational";
import { call } from "./call";
import { entryOf, matrixPrime, unitArray } from "./differential";
import { type Graph, type Node, Trait } from "./graph";
import { isScalar, isZero, num, ones, zero } from "./leaf";
import { hadamard, multiply, transpose } from "./mat";
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
  const inner = n.name === "tr" && a.op === "call" && ["expm", "sinm", "cosm"].includes(a.name) ? a : undefined;
  if (inner !== undefined) give(inner.args[0]!, multiply(g, [bar, transpose(g, matrixPrime(g, inner))]));
  else give(a, callAdjoint(g, n, bar));
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
      return call(g, "diagof", [bar]);
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
    case "sum_rows":
      return multiply(g, [bar, ones(g, 1, a.cols)]);
    default:
      throw noRule(n.name);
  }
}

function identityLike(g: Graph, a: Node): Node {
  return call(g, "diag", [ones(g, a.rows, 1)]);
}
