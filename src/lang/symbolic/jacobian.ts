import { gradients } from "./adjoint";
import { call } from "./call";
import { asChoice, dependsOn, derivative, entryOf } from "./differential";
import { type Graph, type Node, Refusal } from "./graph";
import { eye, isOne, isScalar, isZero, num, ones, zero } from "./leaf";
import { hadamard, multiply, transpose } from "./mat";
import { derivativeOf, factorPartial, isElementwise, powerPartials } from "./rule";
import { literal, scale, sum } from "./sum";

/** J_ij = ∂yᵢ/∂xⱼ of a column (or scalar) y by a column (or scalar) x. @throws Refusal where no matrix form is found */
export function jacobian(g: Graph, y: Node, x: Node): Node {
  if (isScalar(x)) return derivative(g, y, x);
  if (x.cols !== 1) throw new RangeError(`a Jacobian is by a column, got ${x.rows}×${x.cols}`);
  if (isScalar(y)) return transpose(g, gradients(g, y, [x])[0]!);
  if (y.cols !== 1) throw new RangeError(`a Jacobian is of a column, got ${y.rows}×${y.cols}`);
  return column(g, y, x);
}

function absent(n: Node, x: Node): boolean {
  return (n.mask & x.mask) === 0 || !dependsOn(n, x);
}

function column(g: Graph, y: Node, x: Node): Node {
  if (y === x) return eye(g, x.rows);
  if (absent(y, x)) return zero(g, y.rows, x.rows);
  switch (y.op) {
    case "sum":
      return sumJacobians(
        g,
        y.args.map((t) => column(g, t, x)),
        y.coefs,
      );
    case "prod":
      return total(g, y, x, (i) => spread(g, factorPartial(g, y, i), column(g, y.args[i]!, x)));
    case "pow": {
      const { base, exponent } = powerPartials(g, y);
      const first = spread(g, base, column(g, y.args[0]!, x));
      const e = y.args[1]!;
      if (absent(e, x)) return first;
      return sum(g, [
        first,
        isScalar(e) ? multiply(g, [exponent, jacobian(g, e, x)]) : spread(g, exponent, column(g, e, x)),
      ]);
    }
    case "mat":
      return productJacobian(g, y, x);
    case "literal":
      return stack(g, y, x);
    case "call":
      return ofCall(g, y, x);
    default:
      throw noMatrix(y);
  }
}

/** diag(v)·J, with diag(v)·I = diag(v). */
function spread(g: Graph, v: Node, J: Node): Node {
  const u = asDiagonal(g, J);
  return u === undefined ? multiply(g, [call(g, "diag", [v]), J]) : call(g, "diag", [hadamard(g, [v, u])]);
}

/** u where J is diag(u), also for I and sums of such. */
function asDiagonal(g: Graph, J: Node): Node | undefined {
  if (J.op === "eye") return ones(g, J.rows, 1);
  if (J.op === "call" && J.name === "diag") return J.args[0];
  if (J.op === "mat" && J.args.length === 2) {
    const u = asDiagonal(g, J.args[1]!);
    return u === undefined ? undefined : multiply(g, [J.args[0]!, u]);
  }
  if (J.op !== "sum") return undefined;
  const parts = J.args.map((t) => asDiagonal(g, t));
  return parts.every((p) => p !== undefined) ? sum(g, parts, J.coefs) : undefined;
}

/** The sum of Jacobians; diagonal ones become one diagonal. */
function sumJacobians(g: Graph, terms: readonly Node[], coefs?: Node["coefs"]): Node {
  const J = sum(g, terms, coefs);
  const u = J.op === "sum" && J.args.length > 1 ? asDiagonal(g, J) : undefined;
  return u === undefined ? J : call(g, "diag", [u]);
}

function total(g: Graph, y: Node, x: Node, part: (i: number) => Node): Node {
  const terms: Node[] = [];
  y.args.forEach((a, i) => {
    if (!absent(a, x)) terms.push(part(i));
  });
  return sumJacobians(g, terms);
}

/** Rows from the gradients of the entries of a concrete column. */
function stack(g: Graph, y: Node, x: Node): Node {
  if (typeof x.rows !== "number") throw noMatrix(y);
  const grads = y.args.map((e) => gradients(g, e, [x])[0]!);
  const n = x.rows;
  const entries = grads.flatMap((v) => Array.from({ length: n }, (_, j) => entryOf(g, v, [j + 1, 1])));
  return literal(g, y.rows as number, n, entries);
}

function ofCall(g: Graph, y: Node, x: Node): Node {
  const a = y.args[0]!;
  if (isElementwise(y.name)) return spread(g, derivativeOf(g, y.name, a), column(g, a, x));
  if (y.name === "softmax") {
    const J = column(g, a, x);
    return sum(g, [multiply(g, [call(g, "diag", [y]), J]), multiply(g, [y, transpose(g, y), J])], [1, -1]);
  }
  if (y.name === "where") {
    const [c, p, q] = y.args as [Node, Node, Node];
    const [one, none] = [ones(g, y.rows, 1), zero(g, y.rows, 1)];
    return sumJacobians(g, [
      spread(g, call(g, "where", [c, one, none]), column(g, p, x)),
      spread(g, call(g, "where", [c, none, one]), column(g, q, x)),
    ]);
  }
  if ((y.name === "max" || y.name === "min") && y.args.length > 1) return column(g, asChoice(g, y, y.name), x);
  if (y.name === "diagof") return through(g, a, x, (L, dM, R) => diagonalOfProduct(g, L, dM, R));
  throw noMatrix(y);
}

/** diag(L·diag(u)·R) = (L ⊙ R')·u */
function diagonalOfProduct(g: Graph, L: Node, J: Node, R: Node): Node {
  return multiply(g, [hadamard(g, [L, transpose(g, R)]), J]);
}

function through(g: Graph, a: Node, x: Node, part: (L: Node, J: Node, R: Node) => Node): Node {
  if (a.op !== "mat" || !absent(a.args[0]!, x)) throw noMatrix(a);
  const factors = a.args.slice(1);
  const terms = factors.flatMap((f, i) => {
    if (absent(f, x)) return [];
    if (f.op !== "call" || f.name !== "diag") throw noMatrix(a);
    const L = multiply(g, [a.args[0]!, ...(i > 0 ? factors.slice(0, i) : [eye(g, f.rows)])]);
    const R = multiply(g, i < factors.length - 1 ? factors.slice(i + 1) : [eye(g, f.cols)]);
    return [part(L, column(g, f.args[0]!, x), R)];
  });
  return sum(g, terms);
}

/** The Jacobian of s·F₁…Fₖ, a column. */
function productJacobian(g: Graph, y: Node, x: Node): Node {
  const s = y.args[0]!;
  const factors = y.args.slice(1);
  const terms: Node[] = [];
  if (!absent(s, x)) terms.push(multiply(g, [multiply(g, factors), transpose(g, gradients(g, s, [x])[0]!)]));
  for (let i = 0; i < factors.length; i++) {
    if (absent(factors[i]!, x)) continue;
    const before = multiply(g, [s, ...(i > 0 ? factors.slice(0, i) : [leftUnit(g, factors[0]!)])]);
    const after = i < factors.length - 1 ? multiply(g, factors.slice(i + 1)) : num(g, 1);
    terms.push(sandwiched(g, before, factors[i]!, after, x));
  }
  return sum(g, terms);
}

const leftUnit = (g: Graph, f: Node): Node => eye(g, f.rows);

/** The Jacobian of L·M(x)·r for constant L and r, M a matrix, r a column or the number 1 when M is the column. */
function sandwiched(g: Graph, L: Node, M: Node, r: Node, x: Node): Node {
  if (absent(M, x)) return zero(g, L.rows, x.rows);
  if (M.cols === 1 && isScalar(r)) return multiply(g, [L, r, column(g, M, x)]);
  if (M.rows === 1) return multiply(g, [L, transpose(g, r), column(g, transpose(g, M), x)]);
  switch (M.op) {
    case "sum":
      return sum(
        g,
        M.args.map((t) => sandwiched(g, L, t, r, x)),
        M.coefs,
      );
    case "mat": {
      const s = M.args[0]!;
      const list = M.args.slice(1);
      const terms: Node[] = [];
      if (!absent(s, x)) terms.push(multiply(g, [L, multiply(g, list), r, transpose(g, gradients(g, s, [x])[0]!)]));
      list.forEach((f, i) => {
        if (absent(f, x)) return;
        const left = multiply(g, [L, s, ...list.slice(0, i)]);
        terms.push(sandwiched(g, left, f, multiply(g, [...list.slice(i + 1), r]), x));
      });
      return sum(g, terms);
    }
    case "call":
      if (M.name === "inv") return scale(g, -1, sandwiched(g, multiply(g, [L, M]), M.args[0]!, multiply(g, [M, r]), x));
      if (M.name === "diag") return multiply(g, [L, call(g, "diag", [r]), column(g, M.args[0]!, x)]);
      break;
    case "prod": {
      const outer = outerFactors(M);
      if (outer !== undefined) return hadamardOuter(g, L, M, r, x);
      break;
    }
    default:
  }
  throw noMatrix(M);
}

/** Factors u v' of an element-wise product, each once. */
function outerFactors(M: Node): true | undefined {
  const isOuter = (b: Node) => b.op === "mat" && b.args.length === 3 && b.args[1]!.cols === 1;
  return M.args.every((b, i) => isOuter(b) && M.coefs[i] === 1) ? true : undefined;
}

/** (u v' ⊙ K)r = u ⊙ (K(v ⊙ r)), so that what depends on x is a column again. */
function hadamardOuter(g: Graph, L: Node, M: Node, r: Node, x: Node): Node {
  const us = M.args.map((b) => b.args[1]!);
  const vs = M.args.map((b) => transpose(g, b.args[2]!));
  const u = hadamard(g, us);
  const v = hadamard(g, vs);
  const scalars = M.args.map((b) => b.args[0]!).filter((s) => !isOne(s));
  return column(g, multiply(g, [L, ...scalars, multiply(g, [u, transpose(g, v), r])]), x);
}

function noMatrix(n: Node): Refusal {
  const what = n.op === "call" ? n.name : n.op === "prod" ? "⊙" : n.op;
  return new Refusal("rule", {
    en: `I can't write this derivative as a matrix (${what}); ask for it along a direction.`,
    zh: `无法把这个导数写成矩阵（${what}）；可以改求沿某个方向的导数。`,
  });
}

/** The Hessian of a scalar by a column, or the mixed one ∂²f/∂u∂v for two. */
export function hessian(g: Graph, f: Node, u: Node, v: Node = u): Node {
  const du = gradients(g, f, [u])[0]!;
  if (isZero(du)) return isScalar(u) && isScalar(v) ? num(g, 0) : zero(g, u.rows, v.rows);
  return jacobian(g, du, v);
}

/** The gradient of a scalar by a list of scalars, as a literal column. */
export function gradientOfList(g: Graph, f: Node, xs: readonly Node[]): Node {
  return literal(
    g,
    xs.length,
    1,
    xs.map((x) => derivative(g, f, x)),
  );
}

/** The Hessian of a scalar by a list of scalars; each entry off the diagonal is derived once. */
export function hessianOfList(g: Graph, f: Node, xs: readonly Node[]): Node {
  const n = xs.length;
  const entries = new Array<Node>(n * n);
  for (let i = 0; i < n; i++) {
    const di = derivative(g, f, xs[i]!);
    for (let j = i; j < n; j++) {
      const d = derivative(g, di, xs[j]!);
      entries[i * n + j] = d;
      entries[j * n + i] = d;
    }
  }
  return literal(g, n, n, entries);
}
