import { gradients } from "../symbolic/adjoint";
import { derivative, differential } from "../symbolic/differential";
import { type Node, Refusal } from "../symbolic/graph";
import { hessian, jacobian } from "../symbolic/jacobian";
import { letterNode, lower, type Maker, withValues } from "./lower";
import type { DeriveTerm } from "./term";

/** The derivative that a term asks for, over the symbols of its variables; the point is not filled in yet. */
export function differentiate(maker: Maker, term: DeriveTerm): Node {
  const { fn, body } = term.of;
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
    case "hvp":
      return alongNode(maker, f, by, term);
  }
}

const isScalar = ({ rows, cols }: Node): boolean => rows === 1 && cols === 1;

/** ∇f by one variable in its shape, or by several scalars as a column. */
export function gradientNode({ b }: Pick<Maker, "b">, f: Node, by: readonly Node[]): Node {
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
  const entries = coordinates(maker, by);
  const parts = entries && componentsOf(maker, f);
  if (!entries || !parts) {
    if (by.length !== 1 || by[0].cols !== 1 || f.cols !== 1) throw noMatrixForm();
    return jacobian(b.graph, f, by[0]);
  }
  return b.literal(
    parts.length,
    entries.length,
    parts.flatMap((part) => entries.map((x) => derivative(b.graph, part, x))),
  );
}

/** ∇²f over the entries of the variables. */
export function hessianNode(maker: Pick<Maker, "b" | "values">, f: Node, by: readonly Node[]): Node {
  const { b } = maker;
  const entries = coordinates(maker, by);
  if (!entries) {
    if (by.length !== 1 || by[0].cols !== 1) throw noMatrixForm();
    return hessian(b.graph, f, by[0]);
  }
  const [part] = componentsOf(maker, f) ?? [];
  const gradient = entries.map((x) => derivative(b.graph, part, x));
  const n = entries.length;
  const H: Node[] = new Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) H[i * n + j] = H[j * n + i] = derivative(b.graph, gradient[i], entries[j]);
  return n === 1 ? H[0] : b.literal(n, n, H);
}

/** The scalar symbols that the variables consist of; `undefined` for symbolic sizes. */
export function coordinates({ b }: Pick<Maker, "b">, by: readonly Node[]): Node[] | undefined {
  const all: Node[] = [];
  for (const x of by) {
    if (isScalar(x)) all.push(x);
    else if (typeof x.rows !== "number" || typeof x.cols !== "number") return undefined;
    else all.push(...b.scalarise(x).args);
  }
  return all;
}

/** The scalar parts of a node, with the values of the file filled in; `undefined` for symbolic sizes. */
export function componentsOf(maker: Pick<Maker, "b" | "values">, f: Node): Node[] | undefined {
  const { b } = maker;
  if (typeof f.rows !== "number" || typeof f.cols !== "number") return undefined;
  const written = b.scalarise(withValues(maker, f));
  if (isScalar(f)) return [written];
  if (written.op === "literal") return [...written.args];
  const { rows, cols } = f;
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
