import type { Kind } from "./term";

/** How the shape of a known function's value follows from its arguments. */
export type ShapeRule =
  /** Element-wise: the shape of the argument (of the largest, where there are several). */
  | "each"
  /** Any vector or matrix to a scalar. */
  | "reduce"
  /** A square matrix to a scalar. */
  | "square-scalar"
  /** A square matrix to one of its shape. */
  | "square-square"
  /** Any matrix to a scalar. */
  | "matrix-scalar"
  /** A square matrix to a vector of its size. */
  | "square-vector"
  | "same"
  | "rows"
  | "pinv"
  | "transpose"
  | "diag"
  | "vec"
  | "dot"
  | "kron"
  | "sized";

export interface Known {
  readonly rule: ShapeRule;
  readonly least: number;
  readonly most: number;
  /** The kind an undeclared argument gets. */
  readonly wants?: Kind;
}

const unary = (rule: ShapeRule, wants?: Kind): Known => ({ rule, least: 1, most: 1, ...(wants ? { wants } : {}) });

/** The functions of section 4 by canonical name, as far as shapes and the number of arguments go. */
export const knownShapes: ReadonlyMap<string, Known> = new Map<string, Known>([
  ...[
    "sqrt",
    "exp",
    "log",
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "sinh",
    "cosh",
    "tanh",
    "abs",
    "sign",
    "relu",
    "sigmoid",
    "softplus",
    "erf",
    "gamma",
    "lgamma",
    "digamma",
    "trigamma",
    "step",
  ].map((name): [string, Known] => [name, unary("each")]),
  ["max", { rule: "each", least: 1, most: 64 }],
  ["min", { rule: "each", least: 1, most: 64 }],
  ...["sum", "mean", "norm", "norm1", "norminf", "logsumexp"].map((name): [string, Known] => [
    name,
    unary("reduce", "column"),
  ]),
  ["dot", { rule: "dot", least: 2, most: 2, wants: "column" }],
  ...["softmax", "cumsum"].map((name): [string, Known] => [name, unary("same", "column")]),
  ["softmax_rows", unary("same", "matrix")],
  ...["sum_rows", "mean_rows", "norm_rows"].map((name): [string, Known] => [name, unary("rows", "matrix")]),
  ...["tr", "det", "logdet", "lambda_max"].map((name): [string, Known] => [name, unary("square-scalar", "matrix")]),
  ...["rank", "normop", "cond"].map((name): [string, Known] => [name, unary("matrix-scalar", "matrix")]),
  ...["inv", "expm", "sinm", "cosm", "symmetrise"].map((name): [string, Known] => [
    name,
    unary("square-square", "matrix"),
  ]),
  ...["eig", "eigvals", "vmax"].map((name): [string, Known] => [name, unary("square-vector", "matrix")]),
  ["pinv", unary("pinv", "matrix")],
  ["transpose", unary("transpose")],
  ["diag", unary("diag", "column")],
  ["vec", unary("vec", "matrix")],
  ["kron", { rule: "kron", least: 2, most: 2 }],
  ["eye", { rule: "sized", least: 1, most: 2 }],
  ["causal", { rule: "sized", least: 1, most: 1 }],
  ["zeros", { rule: "sized", least: 1, most: 2 }],
  ["ones", { rule: "sized", least: 1, most: 2 }],
]);

/** Functions whose answer is words or several matrices; they stand alone in a question. */
export const wholeAnswers: ReadonlySet<string> = new Set(["definite", "inertia", "svd", "chol", "lu", "qr"]);

const aliases: Readonly<Record<string, string>> = {
  ln: "log",
  norm2: "norm",
  σ: "sigmoid",
  sigma: "sigmoid",
  γ: "gamma",
  arcsin: "asin",
  arccos: "acos",
  arctan: "atan",
  λ_max: "lambda_max",
  trace: "tr",
  symmetrize: "symmetrise",
};

/** The canonical name of a known function, if `name` is one. */
export function knownName(name: string): string | undefined {
  const canonical = Object.hasOwn(aliases, name) ? aliases[name] : name;
  return knownShapes.has(canonical) || wholeAnswers.has(canonical) ? canonical : undefined;
}
