import type { EmitTarget } from "../demo";
import type { Model, Run } from "./model";
import { typedOf } from "./model";
import type { Racer } from "./params";

/** The lines of one update, given x, g = ∇f(x) and the method's memory. */
interface Kernel {
  readonly before: readonly string[];
  readonly update: readonly string[];
}

const num = (value: number): string => String(value);

function pythonKernel({ racer, step, beta }: Run): Kernel {
  const conjugate = (z: string): Kernel => ({
    before: ["d = None"],
    update: [
      `z = ${z}`,
      "rz = -g @ z",
      "d = z if d is None else z + (rz / last) * d",
      "last = rz",
      "alpha = rz / (d @ A @ d)  # stops being a minimum along d when d'Ad <= 0",
      "x = x + alpha * d",
    ],
  });
  const kernels: { readonly [R in Racer]: Kernel } = {
    gd: { before: [], update: [`x = x - ${num(step)} * g`] },
    steepest: { before: [], update: ["alpha = (g @ g) / (g @ A @ g)", "x = x - alpha * g"] },
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
    newton: { before: [], update: ["x = x - np.linalg.solve(A, g)"] },
    cg: conjugate("-g"),
    pcg: conjugate("-g / np.diag(A)"),
    jacobi: { before: [], update: ["x = x - g / np.diag(A)"] },
  };
  return kernels[racer];
}

const matrixOf = (A: ArrayLike<number>): string => `[[${num(A[0]!)}, ${num(A[1]!)}], [${num(A[2]!)}, ${num(A[3]!)}]]`;

/** Methods that need nothing but gradients run on any function as they stand. */
const gradientOnly: ReadonlySet<Racer> = new Set<Racer>(["gd", "momentum", "nesterov", "adam"]);

/** Where the emitted loop begins and how often it runs: for the other methods on a typed function, Newton from the last point. */
function loopOf(
  model: Model,
  count: number,
): { readonly from: ArrayLike<number>; readonly count: number; readonly isNewton: boolean } {
  const { racer, trace } = model.inspected;
  const isNewton = model.formula !== undefined && !gradientOnly.has(racer);
  return isNewton ? { from: trace.last, count: 50, isNewton } : { from: model.start, count, isNewton };
}

function toPython(model: Model, count: number): string {
  const { A, b, c } = model.quadratic;
  const typed = typedOf(model);
  const loop = loopOf(model, count);
  const { before, update } = loop.isNewton
    ? {
        before: [],
        update: [
          "H = np.array([(grad(x + e) - grad(x - e)) / 2e-5 for e in 1e-5 * np.eye(2)])",
          "x = x - np.linalg.solve(H, g)",
        ],
      }
    : pythonKernel(model.inspected);
  const head = typed
    ? [
        "def f(p):",
        "    x, y = p",
        `    return ${typed.code("python")}`,
        "",
        "# central differences, one extrapolation",
        "def grad(p):",
        "    p = np.asarray(p, dtype=float)",
        "    d = lambda e, h: (f(p + h * e) - f(p - h * e)) / (2 * h)",
        "    return np.array([(4 * d(e, 5e-4) - d(e, 1e-3)) / 3 for e in np.eye(2)])",
      ]
    : [
        `A = np.array(${matrixOf(A)})`,
        `b = np.array([${num(b[0]!)}, ${num(b[1]!)}])`,
        `c = ${num(c)}`,
        "",
        "f = lambda x: 0.5 * x @ A @ x - b @ x + c",
        "grad = lambda x: A @ x - b",
      ];
  return [
    "import numpy as np",
    "",
    ...head,
    "",
    `x = np.array([${num(loop.from[0]!)}, ${num(loop.from[1]!)}], dtype=float)`,
    ...before,
    `for k in range(${loop.count}):  # ${loop.isNewton ? "Newton, from where the run ended" : model.inspected.racer}`,
    "    g = grad(x)",
    ...update.map((line) => `    ${line}`),
    'print("x =", x, " f =", f(x))',
    "",
  ].join("\n");
}

function typescriptKernel({ racer, step, beta }: Run): Kernel {
  const conjugate = (z: string): Kernel => ({
    before: ["let d: number[] | undefined;", "let last = 1;"],
    update: [
      `const z = ${z};`,
      "const rz = -dot(g, z);",
      "d = d ? d.map((entry, i) => z[i] + (rz / last) * entry) : z;",
      "last = rz;",
      "const alpha = rz / dot(d, times(A, d));",
      "x = x.map((entry, i) => entry + alpha * d![i]);",
    ],
  });
  const kernels: { readonly [R in Racer]: Kernel } = {
    gd: { before: [], update: [`x = x.map((entry, i) => entry - ${num(step)} * g[i]);`] },
    steepest: {
      before: [],
      update: ["const alpha = dot(g, g) / dot(g, times(A, g));", "x = x.map((entry, i) => entry - alpha * g[i]);"],
    },
    momentum: {
      before: ["let v = [0, 0];"],
      update: [
        `v = v.map((entry, i) => ${num(beta)} * entry - ${num(step)} * g[i]);`,
        "x = x.map((entry, i) => entry + v[i]);",
      ],
    },
    nesterov: {
      before: ["let v = [0, 0];"],
      update: [
        `const ahead = gradient(x.map((entry, i) => entry + ${num(beta)} * v[i]));`,
        `v = v.map((entry, i) => ${num(beta)} * entry - ${num(step)} * ahead[i]);`,
        "x = x.map((entry, i) => entry + v[i]);",
      ],
    },
    adam: {
      before: ["let m = [0, 0];", "let s = [0, 0];"],
      update: [
        "m = m.map((entry, i) => 0.9 * entry + 0.1 * g[i]);",
        "s = s.map((entry, i) => 0.999 * entry + 0.001 * g[i] ** 2);",
        `x = x.map((entry, i) => entry - (${num(step)} * (m[i] / (1 - 0.9 ** (k + 1)))) / (Math.sqrt(s[i] / (1 - 0.999 ** (k + 1))) + 1e-8));`,
      ],
    },
    newton: {
      before: ["const det = A[0][0] * A[1][1] - A[0][1] * A[1][0];"],
      update: ["x = [x[0] - (A[1][1] * g[0] - A[0][1] * g[1]) / det, x[1] - (A[0][0] * g[1] - A[1][0] * g[0]) / det];"],
    },
    cg: conjugate("g.map((entry) => -entry)"),
    pcg: conjugate("g.map((entry, i) => -entry / A[i][i])"),
    jacobi: { before: [], update: ["x = x.map((entry, i) => entry - g[i] / A[i][i]);"] },
  };
  return kernels[racer];
}

function toTypescript(model: Model, count: number): string {
  const { A, b, c } = model.quadratic;
  const typed = typedOf(model);
  const loop = loopOf(model, count);
  const { before, update } = loop.isNewton
    ? {
        before: [],
        update: [
          "const [p, q] = [gradient([x[0] + 1e-5, x[1]]), gradient([x[0] - 1e-5, x[1]])];",
          "const [r, s] = [gradient([x[0], x[1] + 1e-5]), gradient([x[0], x[1] - 1e-5])];",
          "const H = [(p[0] - q[0]) / 2e-5, (r[0] - s[0]) / 2e-5, (r[1] - s[1]) / 2e-5];",
          "const det = H[0] * H[2] - H[1] * H[1];",
          "x = [x[0] - (H[2] * g[0] - H[1] * g[1]) / det, x[1] - (H[0] * g[1] - H[1] * g[0]) / det];",
        ],
      }
    : typescriptKernel(model.inspected);
  const head = typed
    ? [
        "const f = (v: number[]) => {",
        "  const [x, y] = v;",
        `  return ${typed.code("typescript")};`,
        "};",
        "// central differences, one extrapolation",
        "const gradient = (v: number[]) => [0, 1].map((i) => {",
        "  const at = (t: number) => f(v.map((entry, j) => (i === j ? entry + t : entry)));",
        "  const d = (h: number) => (at(h) - at(-h)) / (2 * h);",
        "  return (4 * d(5e-4) - d(1e-3)) / 3;",
        "});",
      ]
    : [
        `const A = ${matrixOf(A)};`,
        `const b = [${num(b[0]!)}, ${num(b[1]!)}];`,
        `const c = ${num(c)};`,
        "const dot = (p: number[], q: number[]) => p.reduce((sum, entry, i) => sum + entry * q[i], 0);",
        "const times = (m: number[][], v: number[]) => m.map((row) => dot(row, v));",
        "const gradient = (v: number[]) => times(A, v).map((entry, i) => entry - b[i]);",
        "const f = (v: number[]) => 0.5 * dot(v, times(A, v)) - dot(b, v) + c;",
      ];
  return [
    ...head,
    "",
    `let x = [${num(loop.from[0]!)}, ${num(loop.from[1]!)}];`,
    ...before,
    `for (let k = 0; k < ${loop.count}; k++) { // ${loop.isNewton ? "Newton, from where the run ended" : model.inspected.racer}`,
    "  const g = gradient(x);",
    ...update.map((line) => `  ${line}`),
    "}",
    "console.log({ x, f: f(x) });",
    "",
  ].join("\n");
}

const nablaStatements: { readonly [R in Racer]: (run: Run, at: string) => string | undefined } = {
  gd: ({ step }, at) => `gd f from ${at} step ${num(step)}`,
  steepest: (_run, at) => `steepest f from ${at}`,
  momentum: ({ step }, at) => `momentum f from ${at} step ${num(step)}`,
  nesterov: ({ step }, at) => `nesterov f from ${at} step ${num(step)}`,
  adam: ({ step }, at) => `adam f from ${at} step ${num(step)}`,
  newton: (_run, at) => `newton f from ${at}`,
  cg: (_run, at) => `cg f from ${at}`,
  pcg: (_run, at) => `cg f from ${at}`,
  jacobi: (_run, at) => `jacobi f from ${at}`,
};

function toNabla(model: Model): string {
  const { A, b, c } = model.quadratic;
  const at = `(${num(model.start[0])}, ${num(model.start[1])})`;
  const head =
    model.formula === undefined
      ? [
          `A = [${num(A[0]!)}, ${num(A[1]!)}; ${num(A[2]!)}, ${num(A[3]!)}]`,
          `b = [${num(b[0]!)}; ${num(b[1]!)}]`,
          `f(x) = 1/2 x' A x - b' x${c === 0 ? "" : c < 0 ? ` - ${num(-c)}` : ` + ${num(c)}`}`,
        ]
      : [`f(x, y) = ${model.formula}`];
  const runs = model.runs.flatMap((run) => {
    const line = nablaStatements[run.racer](run, at);
    const isPossible = model.formula === undefined || !["cg", "pcg", "jacobi"].includes(run.racer);
    return line && isPossible ? [line] : [];
  });
  return [...head, "minimise f", ...new Set(runs), `plot f`, ""].join("\n");
}

export function emit(model: Model, step: number, target: EmitTarget): string {
  if (target === "nabla") return toNabla(model);
  const all = model.inspected.trace.steps;
  const count = Math.min(step === 0 ? all : step, all);
  return target === "python" ? toPython(model, count) : toTypescript(model, count);
}
