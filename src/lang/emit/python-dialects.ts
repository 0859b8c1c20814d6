import type { Code } from "./code";

/** What the three Python libraries say differently. */
export interface Dialect {
  readonly title: string;
  /** The module of arrays. */
  readonly np: string;
  readonly axis: string;
  readonly imports: readonly string[];
  readonly array: (c: Code, text: (x: Code) => string) => string;
  readonly filled: (what: "eye" | "ones" | "zeros", sizes: readonly string[]) => string;
  readonly maps: Readonly<Record<string, string>>;
  readonly calls: Readonly<Record<string, (...args: string[]) => string>>;
  readonly constants: Readonly<Record<string, string>>;
  /** Function definitions to put in front, by the name that needs them. */
  readonly helpers: Readonly<Record<string, readonly string[]>>;
  /** The argument of an element-wise function as the library wants it. */
  readonly lift: (c: Code, text: string) => string;
  /** A unit vector or the causal mask. */
  readonly constant: (c: Code, size: string) => string;
  /** An array of known numbers. */
  readonly data: (nested: string) => string;
}

/** `[a, b]` or `[[a, b], [c, d]]`. */
export function nested(entries: readonly string[], rows: number, cols: number, isMatrix: boolean): string {
  if (!isMatrix) return `[${entries.join(", ")}]`;
  const lines = Array.from({ length: rows }, (_, i) => `[${entries.slice(i * cols, (i + 1) * cols).join(", ")}]`);
  return `[${lines.join(", ")}]`;
}

const listed = (c: Code, text: (x: Code) => string): string =>
  nested(c.args.map(text), Number(c.rows), Number(c.cols), c.kind === "matrix");

const sameNames = ["exp", "log", "log1p", "expm1", "sin", "cos", "tan", "sinh", "cosh", "tanh", "abs", "sign", "sqrt"];

const mapsOf = (np: string, arc: (name: string) => string, more: Readonly<Record<string, string>>) => ({
  ...Object.fromEntries(sameNames.map((name) => [name, `${np}.${name}`])),
  asin: `${np}.${arc("sin")}`,
  acos: `${np}.${arc("cos")}`,
  atan: `${np}.${arc("tan")}`,
  ...more,
});

const callsOf = (np: string, axis: string): Dialect["calls"] => ({
  sum: (x) => `${np}.sum(${x})`,
  norm: (x) => `${np}.linalg.norm(${x})`,
  max: (x) => `${np}.max(${x})`,
  min: (x) => `${np}.min(${x})`,
  tr: (A) => `${np}.trace(${A})`,
  det: (A) => `${np}.linalg.det(${A})`,
  logdet: (A) => `${np}.linalg.slogdet(${A})[1]`,
  normop: (A) => `${np}.linalg.norm(${A}, 2)`,
  rank: (A) => `${np}.linalg.matrix_rank(${A})`,
  lambda_max: (A) => `${np}.linalg.eigvalsh(${A})[-1]`,
  vmax: (A) => `${np}.linalg.eigh(${A})[1][:, -1]`,
  inv: (A) => `${np}.linalg.inv(${A})`,
  pinv: (A) => `${np}.linalg.pinv(${A})`,
  diag: (v) => `${np}.diag(${v})`,
  diagof: (A) => `${np}.diag(${A})`,
  kron: (A, B) => `${np}.kron(${A}, ${B})`,
  vec: (A) => `${A.match(/^\w+$/) ? A : `(${A})`}.T.reshape(-1)`,
  maximum: (a, b) => `${np}.maximum(${a}, ${b})`,
  minimum: (a, b) => `${np}.minimum(${a}, ${b})`,
  sumrows: (A) => `${np}.sum(${A}, ${axis}=1)`,
  sum_rows: (A) => `${np}.sum(${A}, ${axis}=1)`,
  mean_rows: (A) => `${np}.mean(${A}, ${axis}=1)`,
  norm_rows: (A) => `${np}.linalg.norm(${A}, ${axis}=1)`,
});

const digamma = (np: string, name: string): readonly string[] => [
  `def ${name}(x):`,
  "    # shifted to x >= 12, then the asymptotic series (Abramowitz & Stegun 6.3.18)",
  "    if x < 12:",
  "        return digamma(x + 1) - 1 / x",
  "    z = 1 / (x * x)",
  `    return ${np}.log(x) - 0.5 / x - z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z / 132))))`,
];

const trigamma: readonly string[] = [
  "def trigamma(x):",
  "    # shifted to x >= 12, then the asymptotic series (Abramowitz & Stegun 6.4.12)",
  "    if x < 12:",
  "        return trigamma(x + 1) + 1 / (x * x)",
  "    z = 1 / (x * x)",
  "    return 1 / x + z / 2 + (z / x) * (1 / 6 - z * (1 / 30 - z * (1 / 42 - z / 30)))",
];

const shared = {
  relu: (np: string) => ["def relu(x):", `    return ${np}.maximum(x, 0.0)`],
} as const;

export const numpyDialect: Dialect = {
  title: "NumPy",
  np: "np",
  axis: "axis",
  imports: ["import numpy as np"],
  array: (c, text) => `np.array(${listed(c, text)})`,
  filled: (what, sizes) => `np.${what}(${sizes.length > 1 ? `(${sizes.join(", ")})` : sizes[0]})`,
  maps: mapsOf("np", (name) => `arc${name}`, {
    sigmoid: "sigmoid",
    softplus: "softplus",
    relu: "relu",
    step: "step",
    erf: "erf",
    gamma: "gamma",
    lgamma: "lgamma",
    digamma: "digamma",
    trigamma: "trigamma",
  }),
  calls: {
    ...callsOf("np", "axis"),
    logsumexp: (x) => `np.logaddexp.reduce(${x})`,
    softmax: (x) => `softmax(${x})`,
    softmax_rows: (A) => `softmax_rows(${A})`,
    cumsum: (x) => `np.cumsum(${x})`,
  },
  constants: { pi: "np.pi", e: "np.e", inf: "np.inf" },
  helpers: {
    sigmoid: ["def sigmoid(x):", "    return np.exp(-np.logaddexp(0.0, -x))  # keeps its digits at both ends"],
    softplus: ["def softplus(x):", "    return np.logaddexp(0.0, x)"],
    relu: shared.relu("np"),
    step: ["def step(x):", "    return np.heaviside(x, 0.0)"],
    erf: ["erf = np.vectorize(math.erf)"],
    gamma: ["gamma = np.vectorize(math.gamma)"],
    lgamma: ["lgamma = np.vectorize(math.lgamma)"],
    digamma: ["@np.vectorize", ...digamma("np", "digamma")],
    trigamma: ["@np.vectorize", ...trigamma],
    softmax: ["def softmax(x):", "    e = np.exp(x - np.max(x))", "    return e / np.sum(e)"],
    softmax_rows: [
      "def softmax_rows(A):",
      "    e = np.exp(A - np.max(A, axis=1, keepdims=True))",
      "    return e / np.sum(e, axis=1, keepdims=True)",
    ],
  },
  lift: (_, text) => text,
  constant: (c, n) => (c.op === "unit" ? `np.eye(1, ${n}, ${c.at![0] - 1})[0]` : `np.tri(${n})`),
  data: (rows) => `np.array(${rows}, dtype=float)`,
};

export const jaxDialect: Dialect = {
  ...numpyDialect,
  title: "JAX",
  np: "jnp",
  imports: ["import jax", "import jax.numpy as jnp", "", 'jax.config.update("jax_enable_x64", True)'],
  array: (c, text) => `jnp.array(${listed(c, text)})`,
  filled: (what, sizes) => `jnp.${what}(${sizes.length > 1 ? `(${sizes.join(", ")})` : sizes[0]})`,
  maps: mapsOf("jnp", (name) => `arc${name}`, {
    sigmoid: "jax.nn.sigmoid",
    softplus: "jax.nn.softplus",
    relu: "jax.nn.relu",
    step: "step",
    erf: "jax.scipy.special.erf",
    gamma: "jax.scipy.special.gamma",
    lgamma: "jax.scipy.special.gammaln",
    digamma: "jax.scipy.special.digamma",
    trigamma: "trigamma",
  }),
  calls: {
    ...callsOf("jnp", "axis"),
    logsumexp: (x) => `jax.scipy.special.logsumexp(${x})`,
    softmax: (x) => `jax.nn.softmax(${x})`,
    softmax_rows: (A) => `jax.nn.softmax(${A}, axis=1)`,
    cumsum: (x) => `jnp.cumsum(${x})`,
    expm: (A) => `jax.scipy.linalg.expm(${A})`,
  },
  constants: { pi: "jnp.pi", e: "jnp.e", inf: "jnp.inf" },
  helpers: {
    step: ["def step(x):", "    return jnp.heaviside(x, 0.0)"],
    trigamma: ["def trigamma(x):", "    return jax.scipy.special.polygamma(1, x)"],
  },
  constant: (c, n) => (c.op === "unit" ? `jnp.eye(1, ${n}, ${c.at![0] - 1})[0]` : `jnp.tri(${n})`),
  data: (rows) => `jnp.array(${rows}, dtype=float)`,
};

/** Whether a value is a tensor: it holds a parameter or a known array, not only numbers and sizes. */
const isTensor = (c: Code): boolean => c.op === "ref" || c.kind !== "scalar" || c.args.some(isTensor);
const asTensor = (c: Code, text: string): string => (isTensor(c) ? text : `torch.tensor(${text}, dtype=torch.float64)`);

export const torchDialect: Dialect = {
  title: "PyTorch",
  np: "torch",
  axis: "dim",
  imports: ["import math", "", "import torch"],
  array: (c, text) => {
    if (c.args.every((x) => x.op === "num")) return `torch.tensor(${listed(c, text)}, dtype=torch.float64)`;
    const flat = `torch.stack([${c.args.map((x) => asTensor(x, text(x))).join(", ")}])`;
    return c.kind === "matrix" ? `${flat}.reshape(${c.rows}, ${c.cols})` : flat;
  },
  filled: (what, sizes) => `torch.${what}(${sizes.join(", ")}, dtype=torch.float64)`,
  maps: mapsOf("torch", (name) => `a${name}`, {
    sigmoid: "torch.sigmoid",
    softplus: "softplus",
    relu: "torch.relu",
    step: "step",
    erf: "torch.erf",
    gamma: "gamma",
    lgamma: "torch.lgamma",
    digamma: "torch.digamma",
    trigamma: "trigamma",
  }),
  calls: {
    ...callsOf("torch", "dim"),
    logsumexp: (x) => `torch.logsumexp(${x}, dim=0)`,
    normop: (A) => `torch.linalg.matrix_norm(${A}, 2)`,
    softmax: (x) => `torch.softmax(${x}, dim=0)`,
    softmax_rows: (A) => `torch.softmax(${A}, dim=1)`,
    cumsum: (x) => `torch.cumsum(${x}, dim=0)`,
    expm: (A) => `torch.linalg.matrix_exp(${A})`,
    norm_rows: (A) => `torch.linalg.norm(${A}, dim=1)`,
  },
  constants: { pi: "math.pi", e: "math.e", inf: "math.inf" },
  helpers: {
    softplus: ["def softplus(x):", "    return torch.logaddexp(x, torch.zeros_like(x))"],
    step: ["def step(x):", "    return torch.heaviside(x, torch.zeros_like(x))"],
    gamma: ["def gamma(x):", "    return torch.exp(torch.lgamma(x))  # for x > 0"],
    trigamma: ["def trigamma(x):", "    return torch.polygamma(1, x)"],
  },
  lift: asTensor,
  constant: (c, n) =>
    c.op === "unit"
      ? `torch.eye(${n}, dtype=torch.float64)[${c.at![0] - 1}]`
      : `torch.tril(torch.ones(${n}, ${n}, dtype=torch.float64))`,
  data: (rows) => `torch.tensor(${rows}, dtype=torch.float64)`,
};
