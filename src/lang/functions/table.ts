/** Every function that the language knows, by canonical name. */
export type FunctionName =
  | "sqrt"
  | "exp"
  | "log"
  | "sin"
  | "cos"
  | "tan"
  | "asin"
  | "acos"
  | "atan"
  | "sinh"
  | "cosh"
  | "tanh"
  | "abs"
  | "sign"
  | "max"
  | "min"
  | "relu"
  | "step"
  | "sigmoid"
  | "softplus"
  | "erf"
  | "gamma"
  | "lgamma"
  | "digamma"
  | "trigamma"
  | "sum"
  | "mean"
  | "norm"
  | "norm1"
  | "norminf"
  | "dot"
  | "softmax"
  | "logsumexp"
  | "cumsum"
  | "diag"
  | "tr"
  | "det"
  | "logdet"
  | "inv"
  | "pinv"
  | "rank"
  | "transpose"
  | "eye"
  | "zeros"
  | "ones"
  | "kron"
  | "vec"
  | "eig"
  | "svd"
  | "chol"
  | "lu"
  | "qr"
  | "expm"
  | "sinm"
  | "cosm"
  | "lambda_max"
  | "vmax"
  | "normop"
  | "symmetrise"
  | "eigvals"
  | "definite"
  | "cond"
  | "inertia"
  | "causal"
  | "softmax_rows"
  | "sum_rows"
  | "mean_rows"
  | "norm_rows";

/** On what a function acts, for completion and signature help. */
export type Family = "element-wise" | "vector" | "matrix" | "quadratic" | "rows";

/** What is known of a function beside its derivative; of element-wise ones also sign, monotonicity and curvature on their domain. */
export interface FunctionFacts {
  readonly family: Family;
  /** As in a signature: `log(x)`, `kron(A, B)`. */
  readonly signature: string;
  readonly aliases?: readonly string[];
  readonly least?: number;
  readonly most?: number;
  readonly sign?: "positive" | "nonnegative";
  readonly monotone?: "increasing" | "decreasing";
  readonly curvature?: "convex" | "concave" | "affine";
}

const each = (signature: string, more: Partial<FunctionFacts> = {}): FunctionFacts => ({
  family: "element-wise",
  signature,
  ...more,
});
const vector = (signature: string, more: Partial<FunctionFacts> = {}): FunctionFacts => ({
  family: "vector",
  signature,
  ...more,
});
const matrix = (signature: string, more: Partial<FunctionFacts> = {}): FunctionFacts => ({
  family: "matrix",
  signature,
  ...more,
});
const quadratic = (signature: string, more: Partial<FunctionFacts> = {}): FunctionFacts => ({
  family: "quadratic",
  signature,
  ...more,
});
const rows = (signature: string): FunctionFacts => ({ family: "rows", signature });

/** The mathematical columns of the table of functions. @source curvature and monotonicity: Boyd & Vandenberghe 2004, §3.1.5 */
export const functionFacts: { readonly [F in FunctionName]: FunctionFacts } = {
  sqrt: each("sqrt(x)", { sign: "nonnegative", monotone: "increasing", curvature: "concave" }),
  exp: each("exp(x)", { sign: "positive", monotone: "increasing", curvature: "convex" }),
  log: each("log(x)", { aliases: ["ln"], monotone: "increasing", curvature: "concave" }),
  sin: each("sin(x)"),
  cos: each("cos(x)"),
  tan: each("tan(x)"),
  asin: each("asin(x)", { aliases: ["arcsin"], monotone: "increasing" }),
  acos: each("acos(x)", { aliases: ["arccos"], sign: "nonnegative", monotone: "decreasing" }),
  atan: each("atan(x)", { aliases: ["arctan"], monotone: "increasing" }),
  sinh: each("sinh(x)", { monotone: "increasing" }),
  cosh: each("cosh(x)", { sign: "positive", curvature: "convex" }),
  tanh: each("tanh(x)", { monotone: "increasing" }),
  abs: each("abs(x)", { sign: "nonnegative", curvature: "convex" }),
  sign: each("sign(x)", { monotone: "increasing" }),
  max: each("max(x, y, …)", { least: 1, most: 64, monotone: "increasing", curvature: "convex" }),
  min: each("min(x, y, …)", { least: 1, most: 64, monotone: "increasing", curvature: "concave" }),
  relu: each("relu(x)", { sign: "nonnegative", monotone: "increasing", curvature: "convex" }),
  step: each("step(x)", { sign: "nonnegative", monotone: "increasing" }),
  sigmoid: each("sigmoid(x)", { aliases: ["σ", "sigma"], sign: "positive", monotone: "increasing" }),
  softplus: each("softplus(x)", { sign: "positive", monotone: "increasing", curvature: "convex" }),
  erf: each("erf(x)", { monotone: "increasing" }),
  gamma: each("gamma(x)"),
  lgamma: each("lgamma(x)", {}),
  digamma: each("digamma(x)", {}),
  trigamma: each("trigamma(x)"),
  sum: vector("sum(x)", { monotone: "increasing", curvature: "affine" }),
  mean: vector("mean(x)", { monotone: "increasing", curvature: "affine" }),
  norm: vector("norm(x)", { aliases: ["norm2"], sign: "nonnegative", curvature: "convex" }),
  norm1: vector("norm1(x)", { sign: "nonnegative", curvature: "convex" }),
  norminf: vector("norminf(x)", { sign: "nonnegative", curvature: "convex" }),
  dot: vector("dot(a, b)", { least: 2, most: 2 }),
  softmax: vector("softmax(x)", { sign: "positive" }),
  logsumexp: vector("logsumexp(x)", { monotone: "increasing", curvature: "convex" }),
  cumsum: vector("cumsum(x)", { monotone: "increasing", curvature: "affine" }),
  diag: vector("diag(x)", { curvature: "affine" }),
  tr: matrix("tr(A)", { aliases: ["trace"], curvature: "affine" }),
  det: matrix("det(A)"),
  logdet: matrix("logdet(A)", { curvature: "concave" }),
  inv: matrix("inv(A)"),
  pinv: matrix("pinv(A)"),
  rank: matrix("rank(A)", { sign: "nonnegative" }),
  transpose: matrix("transpose(A)", { curvature: "affine" }),
  eye: matrix("eye(n)"),
  zeros: matrix("zeros(m, n)", { least: 1, most: 2 }),
  ones: matrix("ones(m, n)", { least: 1, most: 2 }),
  causal: matrix("causal(n)", { sign: "nonnegative" }),
  kron: matrix("kron(A, B)", { least: 2, most: 2 }),
  vec: matrix("vec(A)", { curvature: "affine" }),
  eig: matrix("eig(A)"),
  svd: matrix("svd(A)"),
  chol: matrix("chol(A)"),
  lu: matrix("lu(A)"),
  qr: matrix("qr(A)"),
  expm: matrix("expm(A)"),
  sinm: matrix("sinm(A)"),
  cosm: matrix("cosm(A)"),
  lambda_max: matrix("lambda_max(A)", { aliases: ["λ_max"], curvature: "convex" }),
  vmax: matrix("vmax(A)"),
  normop: matrix("normop(A)", { sign: "nonnegative", curvature: "convex" }),
  symmetrise: quadratic("symmetrise(A)", { aliases: ["symmetrize"], curvature: "affine" }),
  eigvals: quadratic("eigvals(A)"),
  definite: quadratic("definite(A)"),
  cond: quadratic("cond(A)"),
  inertia: quadratic("inertia(A)"),
  softmax_rows: rows("softmax_rows(A)"),
  sum_rows: rows("sum_rows(A)"),
  mean_rows: rows("mean_rows(A)"),
  norm_rows: rows("norm_rows(A)"),
};

const byAlias = new Map<string, FunctionName>();
for (const [name, facts] of Object.entries(functionFacts) as [FunctionName, FunctionFacts][]) {
  byAlias.set(name, name);
  for (const alias of facts.aliases ?? []) byAlias.set(alias, name);
}

/** The canonical name behind a name or an alias. */
export function canonicalFunction(name: string): FunctionName | undefined {
  return byAlias.get(name);
}
