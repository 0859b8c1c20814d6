import { gradients } from "../symbolic/adjoint";
import { attempt } from "../symbolic/build";
import { holdsData } from "../symbolic/data";
import { derivative, differential } from "../symbolic/differential";
import { type Node, Refusal, Trait } from "../symbolic/graph";
import { hessian, jacobian } from "../symbolic/jacobian";
import { lower } from "./lower";
import { letterNode, type Maker, withValues } from "./maker";
import { take } from "./needs";
import type { DeriveTerm } from "./term";

/** The derivative that a term asks for, over the symbols of its variables; the point is not filled in yet. */
export function differentiate(maker: Maker, term: DeriveTerm): Node {
  const { fn, body } = term.of;
  if (fn) take(maker, fn.needs);
  const f = fn ? fn.body : body ? lower(maker, body) : maker.b.num(0);
  const by = (term.wrt.length > 0 ? term.wrt : (fn?.params ?? [])).map((letter) => letterNode(maker, letter));
  switch (term.kind) {
    case "gradient":
      return isScalar(f) ? gradientNode(maker, f, by) : jacobianNode(maker, f, by);
    case "jacobian":
      return jacobianNode(maker, f, by);
    case "hessian":
      return hessianNode(maker, f, by);
    case "derivative":
    case "partial":
      return by.reduce((node, x) => partialNode(maker, node, x), f);
    case "directional":
    case "differential":
    case "hvp":
      return alongNode(maker, f, by, term);
  }
}

const isScalar = ({ rows, cols }: Node): boolean => rows === 1 && cols === 1;

/** ∇f by one variable in its shape, or by several scalars as a column. */
export function gradientNode({ b }: Pick<Maker, "b">, f: Node, by: readonly Node[]): Node {
  if (!isScalar(f)) throw noMatrixForm();
  if (by.length === 1) return isScalar(by[0]) ? derivative(b.graph, f, by[0]) : gradients(b.graph, f, by)[0];
  if (!by.every(isScalar))
    throw new Refusal("rule", { en: "write ∇ with a subscript for several vectors", zh: "对多个向量求梯度时请写下标" });
  return b.vector(by.map((x) => derivative(b.graph, f, x)));
}

/** ∂f/∂x in the layout of the language: scalar by scalar, gradient, or Jacobian. */
function partialNode(maker: Maker, f: Node, x: Node): Node {
  if (isScalar(x)) return derivative(maker.b.graph, f, x);
  return isScalar(f) ? gradientNode(maker, f, [x]) : jacobianNode(maker, f, [x]);
}

const noMatrixForm = (): Refusal =>
  new Refusal("rule", {
    en: "this derivative can't be written as a matrix; ask for it along a direction",
    zh: "该导数无法写成矩阵，请改求沿某方向的导数",
  });

/** J with J_ij = ∂f_i/∂x_j; for known sizes entry by entry. */
export function jacobianNode(maker: Pick<Maker, "b" | "values">, f: Node, by: readonly Node[]): Node {
  const { b } = maker;
  const plane = coordinates(maker, by);
  const parts = plane && componentsOf(maker, f, plane);
  if (!plane || !parts) {
    if (by.length !== 1 || by[0].cols !== 1 || f.cols !== 1) throw noMatrixForm();
    return jacobian(b.graph, f, by[0]);
  }
  const { coords } = plane;
  const entries = parts.flatMap((part) => coords.map((x) => derivative(b.graph, part, x)));
  return b.substitute(b.literal(parts.length, coords.length, entries), plane.back);
}

/** ∇²f over the entries of the variables. */
export function hessianNode(maker: Pick<Maker, "b" | "values">, f: Node, by: readonly Node[]): Node {
  const { b } = maker;
  const plane = coordinates(maker, by);
  const [part] = plane ? (componentsOf(maker, f, plane) ?? []) : [];
  if (!plane || !part) {
    if (by.length !== 1 || by[0].cols !== 1 || !isScalar(f)) throw noMatrixForm();
    return hessian(b.graph, f, by[0]);
  }
  const { coords, back } = plane;
  const gradient = coords.map((x) => derivative(b.graph, part, x));
  const n = coords.length;
  const H: Node[] = new Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) H[i * n + j] = H[j * n + i] = derivative(b.graph, gradient[i], coords[j]);
  return b.substitute(n === 1 ? H[0] : b.literal(n, n, H), back);
}

/** Variables taken apart into scalar symbols: `into` puts those in the variables' place, `back` the entries in theirs. */
export interface Plane {
  readonly coords: readonly Node[];
  readonly into: ReadonlyMap<Node, Node>;
  readonly back: ReadonlyMap<Node, Node>;
}

/** Marks the scalar symbol of an entry, so that a name like `x_1` of the file is another node. */
const entryTrait = 1 << 21;

/** The scalar symbols that variables of known size consist of; `undefined` for symbolic sizes. */
export function coordinates({ b }: Pick<Maker, "b">, by: readonly Node[]): Plane | undefined {
  const coords: Node[] = [];
  const into = new Map<Node, Node>();
  const back = new Map<Node, Node>();
  for (const x of by) {
    if (isScalar(x)) {
      coords.push(x);
      continue;
    }
    const { rows, cols, name, traits } = x;
    if (typeof rows !== "number" || typeof cols !== "number" || x.op !== "sym") return undefined;
    const entries: Node[] = [];
    for (let i = 1; i <= rows; i++) {
      for (let j = 1; j <= cols; j++) {
        const sign = traits & (Trait.positive | Trait.nonnegative);
        const entry = b.symbol(cols === 1 ? `${name}_${i}` : `${name}_${i}${j}`, 1, 1, sign | entryTrait);
        entries.push(entry);
        back.set(entry, cols === 1 ? b.entry(x, i) : b.entry(x, i, j));
      }
    }
    coords.push(...entries);
    into.set(x, b.literal(rows, cols, entries));
  }
  return { coords, into, back };
}

/** The scalar parts of a node over the coordinates, with the values of the file filled in; `undefined` for symbolic sizes. */
export function componentsOf(maker: Pick<Maker, "b" | "values">, f: Node, { into }: Plane): Node[] | undefined {
  const { b } = maker;
  const { rows, cols } = f;
  if (typeof rows !== "number" || typeof cols !== "number") return undefined;
  const valued = withValues(maker, f);
  // What data comes to is worked out before the variables are taken apart: w'X'Xw has as many entries as X'X.
  const open = holdsData(valued) ? b.substitute(attempt(() => b.expand(valued)).value ?? valued, into) : undefined;
  const written = b.scalarise(open ?? withValues(maker, f, into));
  if (isScalar(f)) return [written];
  if (written.op === "literal") return [...written.args];
  return Array.from({ length: rows * cols }, (_, at) => b.entry(written, Math.floor(at / cols) + 1, (at % cols) + 1));
}

/** The derivative along a direction, normalised; or the Hessian times it. */
function alongNode(maker: Maker, f: Node, by: readonly Node[], term: DeriveTerm): Node {
  const { b } = maker;
  const given = term.direction ? lower(maker, term.direction) : b.num(1);
  const direction = term.kind === "directional" ? b.div(given, b.call("norm", withValues(maker, given))) : given;
  if (term.kind === "hvp" && by.length === 1 && typeof by[0].rows === "string") {
    return differential(b.graph, gradientNode(maker, f, by), new Map([[by[0], given]]));
  }
  if (term.kind === "hvp") return b.mul(hessianNode(maker, f, by), direction);
  if (by.length === 1) return differential(b.graph, f, new Map([[by[0], direction]]));
  return b.sum(by.map((x, i) => b.mul(derivative(b.graph, f, x), b.entry(withValues(maker, direction), i + 1))));
}
