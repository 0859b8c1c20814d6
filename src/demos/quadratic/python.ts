import type { Model, Run } from "./model";
import { typedOf } from "./model";
import type { Racer } from "./params";

/** The lines of one update, given x, g = ∇f(x) and the method's memory. */
interface Kernel {
  readonly before: readonly string[];
  readonly update: readonly string[];
}

const num = (value: number): string => String(value);

const conjugate = (z: string): Kernel => ({
  before: ["d = None"],
  update: [
    `z = ${z}`,
    "rz = -g @ z",
    "d = z if d is None else z + (rz / last) * d",
    "last = rz",
    "alpha = rz / (d @ A @ d)  # a minimum along d only where d'Ad > 0",
    "x = x + alpha * d",
  ],
});

/** Polak and Ribière's directions with a line search. */
const conjugateBeyond = (z: string): Kernel => ({
  before: ["d = None"],
  update: [
    `z = ${z}`,
    "beta = 0 if d is None else max(0, (g @ z - old @ z) / last)",
    "d = -z if d is None else -z + beta * d",
    "if d @ g >= 0:  # uphill: start afresh",
    "    d = -z",
    "old, last = g, g @ z",
    "x = x + search(x, d) * d",
  ],
});

function kernelOf({ racer, step, beta }: Run, isQuadratic: boolean): Kernel {
  const kernels: { readonly [R in Racer]: Kernel } = {
    gd: { before: [], update: [`x = x - ${num(step)} * g`] },
    steepest: isQuadratic
      ? { before: [], update: ["alpha = (g @ g) / (g @ A @ g)", "x = x - alpha * g"] }
      : { before: [], update: ["x = x - search(x, -g) * g"] },
    momentum: { before: ["v = np.zeros(2)"], update: [`v = ${num(beta)} * v - ${num(step)} * g`, "x = x + v"] },
    nesterov: {
      before: ["v = np.zeros(2)"],
      update: [`v = ${num(beta)} * v - ${num(step)} * grad(x + ${num(beta)} * v)`, "x = x + v"],
    },
    adam: {
      before: ["m, s = np.zeros(2), np.zeros(2)"],
      update: [
        "m = 0.9 * m + 0.1 * g",
        "s = 0.999 * s + 0.001 * g * g",
        `x = x - ${num(step)} * (m / (1 - 0.9 ** (k + 1))) / (np.sqrt(s / (1 - 0.999 ** (k + 1))) + 1e-8)`,
      ],
    },
    newton: { before: [], update: [`x = x - np.linalg.solve(${isQuadratic ? "A" : "hess(x)"}, g)`] },
    cg: isQuadratic ? conjugate("-g") : conjugateBeyond("g"),
    pcg: isQuadratic
      ? conjugate("-g / np.diag(A)")
      : conjugateBeyond("g * np.array([1 / h if h > 0 else 1 for h in np.diag(hess(x))])"),
    jacobi: { before: [], update: [`x = x - g / np.diag(${isQuadratic ? "A" : "hess(x)"})`] },
  };
  return kernels[racer];
}

/** Needed by the line searches of steepest descent and the conjugate methods beyond quadratics. */
const search = [
  "",
  "# a t > 0 where f stops falling along d: doubled, then regula falsi with every third step a halving",
  "def search(x, d):",
  "    slope = lambda t: grad(x + t * d) @ d",
  "    low, high, at_low, at_high = 0.0, 1.0, slope(0.0), slope(1.0)",
  "    while not np.isfinite(at_high):",
  "        high /= 2",
  "        at_high = slope(high)",
  "    while at_high < 0:",
  "        low, at_low, high = high, at_high, 2 * high",
  "        at_high = slope(high)",
  "    for k in range(100):",
  "        t = low - at_low * (high - low) / (at_high - at_low)",
  "        if k % 3 == 2 or not low < t < high:",
  "            t = (low + high) / 2",
  "        if not low < t < high:",
  "            break",
  "        at_t = slope(t)",
  "        if at_t < 0: low, at_low = t, at_t",
  "        else: high, at_high = t, at_t",
  "    return low if -at_low <= at_high and low > 0 else high",
];

function functionLines(model: Model): readonly string[] | undefined {
  const typed = typedOf(model);
  if (!typed) {
    const { A, b, c } = model.quadratic;
    return [
      `A = np.array([[${num(A[0]!)}, ${num(A[1]!)}], [${num(A[2]!)}, ${num(A[3]!)}]])`,
      `b = np.array([${num(b[0]!)}, ${num(b[1]!)}])`,
      `c = ${num(c)}`,
      "",
      "f = lambda x: 0.5 * x @ A @ x - b @ x + c",
      "grad = lambda x: A @ x - b",
    ];
  }
  const code = typed.code("python");
  if (!code) return undefined;
  const [fx, fy] = code.gradient;
  const [xx, xy, yy] = code.hessian;
  const define = (name: string, value: string): string[] => [
    `def ${name}(p):`,
    "    x, y = p",
    `    return ${value}`,
    "",
  ];
  return [
    ...code.preamble,
    ...define("f", code.value),
    ...define("grad", `np.array([${fx}, ${fy}])`),
    ...define("hess", `np.array([[${xx}, ${xy}], [${xy}, ${yy}]])`).slice(0, -1),
  ];
}

/** NumPy code of the first `count` updates of the inspected run. */
export function toPython(model: Model, count: number): string {
  const { racer } = model.inspected;
  const isQuadratic = model.formula === undefined;
  const lines = functionLines(model);
  if (!lines) return `# ${model.formula} has no form in NumPy\n`;
  const { before, update } = kernelOf(model.inspected, isQuadratic);
  return [
    "import numpy as np",
    "",
    ...lines,
    ...(update.some((line) => line.includes("search(")) ? search : []),
    "",
    `x = np.array([${num(model.start[0])}, ${num(model.start[1])}], dtype=float)`,
    ...before,
    `for k in range(${count}):  # ${racer}`,
    "    g = grad(x)",
    ...update.map((line) => `    ${line}`),
    'print("x =", x.tolist(), " f =", float(f(x)))',
    "",
  ].join("\n");
}
