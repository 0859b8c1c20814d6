import { call } from "./call";
import type { Coefficient } from "./coefficient";
import { constantEntries, unit } from "./constant";
import { dataEntry } from "./data";
import { type Graph, intern, memo, type Node } from "./graph";
import { eye, isOne, isScalar, isZero, num, ones, zero } from "./leaf";
import { hadamard, multiply, transpose } from "./mat";
import { product } from "./prod";
import { extremePlaces } from "./rows";
import { around, derivativeOf, factorPartial, isElementwise, noRule, powerPartials, scaledMatrix } from "./rule";
import { literal, scale, sum } from "./sum";

/** ∂f/∂x for a scalar symbol x, in the shape of f. Memoised per symbol. */
export function derivative(g: Graph, f: Node, x: Node): Node {
  if (!isScalar(x)) throw new RangeError(`a partial derivative is by a scalar, got ${x.rows}×${x.cols}`);
  return new Forward(g, new Map([[x, num(g, 1)]]), memo(g, `D${x.id}`)).of(f);
}

/** d/dt f(X + t·V) at t = 0, for symbols X with tangents V of their shapes; in the shape of f. */
export function differential(g: Graph, f: Node, tangents: ReadonlyMap<Node, Node>): Node {
  for (const [x, v] of tangents) {
    if (x.rows !== v.rows || x.cols !== v.cols) throw new RangeError(`the direction must be ${x.rows}×${x.cols}`);
  }
  return new Forward(g, tangents, new Map()).of(f);
}

/** True if `f` contains the symbol `x`. */
export function dependsOn(f: Node, x: Node): boolean {
  const seen = new Set<Node>();
  const visit = (n: Node): boolean => {
    if (n === x) return true;
    if ((n.mask & x.mask) !== x.mask || n.args.length === 0 || seen.has(n)) return false;
    seen.add(n);
    return n.args.some(visit);
  };
  return visit(f);
}

/** Pushes tangents through a graph; every rule is linear in the tangent. */
class Forward {
  private readonly mask: number;

  constructor(
    private readonly g: Graph,
    private readonly tangents: ReadonlyMap<Node, Node>,
    private readonly done: Map<Node, Node>,
  ) {
    let mask = 0;
    for (const x of tangents.keys()) mask |= x.mask;
    this.mask = mask;
  }

  of(n: Node): Node {
    const { g } = this;
    if ((n.mask & this.mask) === 0) return zero(g, n.rows, n.cols);
    if (n.op === "sym") return this.tangents.get(n) ?? zero(g, n.rows, n.cols);
    if (n.op === "prod" && isScalar(n)) return this.monomial(n);
    const known = this.done.get(n);
    if (known !== undefined) return known;
    const d = this.rule(n);
    this.done.set(n, d);
    return d;
  }

  private rule(n: Node): Node {
    const { g } = this;
    switch (n.op) {
      case "sum":
        return this.sum(n);
      case "prod":
        return sum(
          g,
          this.withZero(
            n,
            n.args.map((b, i) => {
              const d = this.of(b);
              return isZero(d) ? d : hadamard(g, [factorPartial(g, n, i), d]);
            }),
          ),
        );
      case "pow":
        return this.pow(n);
      case "mat":
        return this.mat(n);
      case "transpose":
        return transpose(g, this.of(n.args[0]!));
      case "literal":
        return literal(
          g,
          n.rows as number,
          n.cols as number,
          n.args.map((e) => this.of(e)),
        );
      case "entry":
        return entryOf(g, this.of(n.args[0]!), n.coefs);
      case "call":
        return this.call(n);
      default:
        return zero(g, n.rows, n.cols);
    }
  }

  private withZero(n: Node, terms: Node[]): Node[] {
    return terms.length > 0 ? terms : [zero(this.g, n.rows, n.cols)];
  }

  private sum(n: Node): Node {
    const terms: Node[] = [];
    const coefs: Coefficient[] = [];
    for (let i = 0; i < n.args.length; i++) {
      const t = n.args[i]!;
      if ((t.mask & this.mask) === 0) continue;
      const d = this.of(t);
      if (isZero(d)) continue;
      terms.push(d);
      coefs.push(n.coefs[i]!);
    }
    return terms.length === 0 ? zero(this.g, n.rows, n.cols) : sum(this.g, terms, coefs);
  }

  /** Scalar products: where a factor is the variable itself the rest is normal already. */
  private monomial(n: Node): Node {
    const { g } = this;
    const simple = n.args.every((b) => b.op === "sym" || b.op === "num");
    if (!simple) {
      const known = this.done.get(n);
      if (known !== undefined) return known;
    }
    const terms: Node[] = [];
    for (let i = 0; i < n.args.length; i++) {
      const b = n.args[i]!;
      if ((b.mask & this.mask) === 0) continue;
      const d = this.of(b);
      if (isZero(d)) continue;
      const e = n.coefs[i]!;
      const rest =
        isOne(d) && typeof e === "number" ? scale(g, e, lower(g, n, i, e)) : product(g, [factorPartial(g, n, i), d]);
      terms.push(rest);
    }
    const d = terms.length === 1 ? terms[0]! : sum(g, terms);
    if (!simple) this.done.set(n, d);
    return d;
  }

  private pow(n: Node): Node {
    const { g } = this;
    const [b, e] = n.args as [Node, Node];
    const [db, de] = [this.of(b), this.of(e)];
    const terms: Node[] = [];
    const { base, exponent } = powerPartials(g, n);
    if (!isZero(db)) terms.push(hadamard(g, [base, db]));
    if (!isZero(de)) terms.push(hadamard(g, [exponent, de]));
    return sum(g, this.withZero(n, terms));
  }

  private mat(n: Node): Node {
    const { g } = this;
    const terms: Node[] = [];
    const ds = this.of(n.args[0]!);
    if (!isZero(ds)) terms.push(multiply(g, [ds, ...n.args.slice(1)]));
    for (let i = 0; i < n.args.length - 1; i++) {
      const d = this.of(n.args[i + 1]!);
      if (isZero(d)) continue;
      const { before, after } = around(n, i);
      terms.push(multiply(g, [...before, d, ...after]));
    }
    return sum(g, this.withZero(n, terms));
  }

  private call(n: Node): Node {
    const { g } = this;
    const a = n.args[0]!;
    const d = this.of(a);
    if (isZero(d) && n.args.every((x) => isZero(this.of(x)))) return zero(g, n.rows, n.cols);
    if (isElementwise(n.name)) return hadamard(g, [derivativeOf(g, n.name, a), d]);
    switch (n.name) {
      case "inv":
        return scale(g, -1, multiply(g, [n, d, n]));
      case "tr":
        return this.trace(a, d);
      case "det":
        return multiply(g, [n, call(g, "tr", [multiply(g, [call(g, "inv", [a]), d])])]);
      case "logdet":
        return call(g, "tr", [multiply(g, [call(g, "inv", [a]), d])]);
      case "diag":
      case "diagof":
      case "vec":
        return call(g, n.name === "diagof" ? "diag" : n.name, [d]);
      case "softmax":
        return sum(g, [hadamard(g, [n, d]), multiply(g, [n, transpose(g, n), d])], [1, -1]);
      case "softmax_rows":
        return sum(g, [hadamard(g, [n, d]), multiply(g, [rowDiagonal(g, hadamard(g, [n, d])), n])], [1, -1]);
      case "where":
        return call(g, "where", [a, this.of(n.args[1]!), this.of(n.args[2]!)]);
      case "max":
      case "min":
        return this.extreme(n, n.name);
      case "pinv":
        return sum(g, this.pseudoInverse(n, a, d), [-1, 1, 1]);
      case "logsumexp":
        return multiply(g, [transpose(g, call(g, "softmax", [a])), d]);
      case "lambda_max": {
        const v = call(g, "vmax", [a]);
        return multiply(g, [transpose(g, v), d, v]);
      }
      case "kron":
        return sum(g, [call(g, "kron", [d, n.args[1]!]), call(g, "kron", [a, this.of(n.args[1]!)])]);
      case "expm":
      case "sinm":
      case "cosm":
        return this.matrixFunction(n, d);
      default:
        throw noRule(n.name);
    }
  }

  /** max(a, b, …) as nested choices; of one array, the change at the extreme entry. */
  private extreme(n: Node, name: "max" | "min"): Node {
    const { g } = this;
    if (n.args.length > 1) return this.of(asChoice(g, n, name));
    const places = extremePlaces(g, name, n, n.args[0]!);
    return call(g, "sum", [hadamard(g, [places, this.of(n.args[0]!)])]);
  }

  /** dA⁺ where the rank does not change. @source Golub & Pereyra 1973, eq. 4.12 */
  private pseudoInverse(n: Node, a: Node, d: Node): Node[] {
    const { g } = this;
    const [P, dT] = [transpose(g, n), transpose(g, d)];
    const rest = (p: Node, q: Node) => sum(g, [eye(g, p.rows), multiply(g, [p, q])], [1, -1]);
    return [multiply(g, [n, d, n]), multiply(g, [n, P, dT, rest(a, n)]), multiply(g, [rest(n, a), dT, P, n])];
  }

  private trace(a: Node, d: Node): Node {
    const { g } = this;
    if (a.op === "call" && Object.hasOwn(matrixDerivative, a.name)) {
      return call(g, "tr", [multiply(g, [matrixPrime(g, a), this.of(a.args[0]!)])]);
    }
    return call(g, "tr", [d]);
  }

  /** f(sM) along a scalar s: f'(sM)·M·ds; other directions do not commute. */
  private matrixFunction(n: Node, d: Node): Node {
    const { g } = this;
    const parts = scaledMatrix(g, n.args[0]!);
    if (parts === undefined || !isZero(this.of(parts.M))) throw noRule(n.name);
    return multiply(g, [d, matrixPrime(g, n)]);
  }
}

const matrixDerivative: { readonly [name: string]: readonly [string, 1 | -1] } = {
  expm: ["expm", 1],
  sinm: ["cosm", 1],
  cosm: ["sinm", -1],
};

/** f'(A) for f(A) = expm, sinm, cosm. */
export function matrixPrime(g: Graph, n: Node): Node {
  const row = matrixDerivative[n.name];
  if (row === undefined) throw noRule(n.name);
  return scale(g, row[1], call(g, row[0], [n.args[0]!]));
}

/** The product with the exponent of base i lowered by one. */
function lower(g: Graph, n: Node, i: number, e: number): Node {
  const args = n.args;
  if (e === 1) {
    if (args.length === 1) return num(g, 1);
    const bases = args.filter((_, j) => j !== i);
    const exps = n.coefs.filter((_, j) => j !== i);
    if (bases.length === 1 && exps[0] === 1) return bases[0]!;
    return intern(g, "prod", 1, 1, bases, exps);
  }
  if (args.length === 1 && e === 2) return args[0]!;
  if (e === 1 || e === 0) return product(g, args, n.coefs);
  const exps = n.coefs.slice();
  exps[i] = e - 1;
  return intern(g, "prod", 1, 1, args, exps);
}

/** Entry (i, j), from 1, of an array. */
export function entryOf(g: Graph, a: Node, at: readonly Coefficient[]): Node {
  const [i, j] = at as readonly [number, number];
  if (isScalar(a)) return a;
  const outside = (size: Node["rows"], k: number) => k < 1 || (typeof size === "number" && k > size);
  if (outside(a.rows, i) || outside(a.cols, j)) throw new RangeError(`no entry (${i}, ${j}) in ${a.rows}×${a.cols}`);
  switch (a.op) {
    case "literal":
      return a.args[(i - 1) * (a.cols as number) + j - 1]!;
    case "zero":
      return num(g, 0);
    case "ones":
      return num(g, 1);
    case "eye":
      return num(g, i === j ? 1 : 0);
    case "transpose":
      return entryOf(g, a.args[0]!, [j, i]);
    case "sum":
      return sum(
        g,
        a.args.map((t) => entryOf(g, t, at)),
        a.coefs,
      );
    case "prod":
      return product(
        g,
        a.args.map((b) => entryOf(g, b, at)),
        a.coefs,
      );
    case "call":
      if (isElementwise(a.name)) return call(g, a.name, [entryOf(g, a.args[0]!, at)]);
      if (a.name === "where")
        return call(
          g,
          a.name,
          a.args.map((x) => entryOf(g, x, at)),
        );
      if (a.args.length === 0) {
        const number = dataEntry(g, a, i, j);
        if (number !== undefined) return number;
        const list = constantEntries(g, a);
        if (list !== undefined) return list[(i - 1) * (a.cols as number) + j - 1]!;
        if (a.name === "unit") return num(g, a.coefs[0] === i ? 1 : 0);
        return num(g, j <= i ? 1 : 0);
      }
      break;
    case "mat":
      if (a.args.length === 2) return product(g, [a.args[0]!, entryOf(g, a.args[1]!, at)]);
      break;
    default:
  }
  return intern(g, "entry", 1, 1, [a], [i, j]);
}

/** max or min of several scalars or arrays of one shape as nested choices. */
export function asChoice(g: Graph, n: Node, name: "max" | "min"): Node {
  return n.args
    .slice(1)
    .reduce(
      (best, a) => call(g, "where", [sum(g, name === "max" ? [best, a] : [a, best], [1, -1]), best, a]),
      n.args[0]!,
    );
}

/** diag of the row sums. */
export function rowDiagonal(g: Graph, a: Node): Node {
  return call(g, "diag", [call(g, "sum_rows", [a])]);
}

/** The unit array with a one at (i, j). */
export function unitArray(g: Graph, like: Node, i: number, j: number): Node {
  if (typeof like.rows !== "number" || typeof like.cols !== "number") {
    return multiply(g, [unit(g, like.rows, i), transpose(g, unit(g, like.cols, j))]);
  }
  const n = like.rows * like.cols;
  const at = (i - 1) * like.cols + j - 1;
  if (n === 1) return ones(g, 1, 1);
  return literal(
    g,
    like.rows,
    like.cols,
    Array.from({ length: n }, (_, k) => num(g, k === at ? 1 : 0)),
  );
}
