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
  before: ["let d: number[] | undefined;", "let last = 1;"],
  update: [
    `const z = ${z};`,
    "const rz = -dot(g, z);",
    "d = d ? d.map((entry, i) => z[i] + (rz / last) * entry) : z;",
    "last = rz;",
    "const alpha = rz / dot(d, hessian(x).map((row) => dot(row, d!)));",
    "x = x.map((entry, i) => entry + alpha * d![i]);",
  ],
});

/** Polak and Ribière's directions with a line search. */
const conjugateBeyond = (z: string): Kernel => ({
  before: ["let d: number[] | undefined;", "let [old, last] = [[0, 0], 1];"],
  update: [
    `const z = ${z};`,
    "const beta = d ? Math.max(0, (dot(g, z) - dot(old, z)) / last) : 0;",
    "d = z.map((entry, i) => -entry + beta * (d?.[i] ?? 0));",
    "if (!(dot(d, g) < 0)) d = z.map((entry) => -entry); // uphill: start afresh",
    "[old, last] = [g, dot(g, z)];",
    "const size = search(x, d);",
    "x = x.map((entry, i) => entry + size * d![i]);",
  ],
});

function kernelOf({ racer, step, beta }: Run, isQuadratic: boolean): Kernel {
  const kernels: { readonly [R in Racer]: Kernel } = {
    gd: { before: [], update: [`x = x.map((entry, i) => entry - ${num(step)} * g[i]);`] },
    steepest: {
      before: [],
      update: [
        isQuadratic
          ? "const size = dot(g, g) / dot(g, hessian(x).map((row) => dot(row, g)));"
          : "const size = search(x, g.map((entry) => -entry));",
        "x = x.map((entry, i) => entry - size * g[i]);",
      ],
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
      before: [],
      update: [
        "const [[a, h], [, d]] = hessian(x);",
        "const det = a * d - h * h;",
        "x = [x[0] - (d * g[0] - h * g[1]) / det, x[1] - (a * g[1] - h * g[0]) / det];",
      ],
    },
    cg: isQuadratic ? conjugate("g.map((entry) => -entry)") : conjugateBeyond("g"),
    pcg: isQuadratic
      ? conjugate("g.map((entry, i) => -entry / hessian(x)[i][i])")
      : conjugateBeyond("g.map((entry, i) => (hessian(x)[i][i] > 0 ? entry / hessian(x)[i][i] : entry))"),
    jacobi: { before: [], update: ["const H = hessian(x);", "x = x.map((entry, i) => entry - g[i] / H[i][i]);"] },
  };
  return kernels[racer];
}

const dot = "const dot = (p: number[], q: number[]) => p.reduce((sum, entry, i) => sum + entry * q[i], 0);";

/** Needed by the line searches of steepest descent and the conjugate methods beyond quadratics. */
const search = [
  "// a t > 0 where f stops falling along d: doubled, then regula falsi with every third step a halving",
  "const search = (x: number[], d: number[]): number => {",
  "  const slope = (t: number) => dot(gradient(x.map((entry, i) => entry + t * d[i])), d);",
  "  let [low, high, atLow, atHigh] = [0, 1, slope(0), slope(1)];",
  "  while (!Number.isFinite(atHigh)) atHigh = slope((high /= 2));",
  "  while (atHigh < 0) {",
  "    [low, atLow, high] = [high, atHigh, 2 * high];",
  "    atHigh = slope(high);",
  "  }",
  "  for (let k = 0; k < 100; k++) {",
  "    let t = low - (atLow * (high - low)) / (atHigh - atLow);",
  "    if (k % 3 === 2 || !(t > low && t < high)) t = (low + high) / 2;",
  "    if (!(t > low && t < high)) break;",
  "    const atT = slope(t);",
  "    if (atT < 0) [low, atLow] = [t, atT];",
  "    else [high, atHigh] = [t, atT];",
  "  }",
  "  return -atLow <= atHigh && low > 0 ? low : high;",
  "};",
];

function functionLines(model: Model): readonly string[] | undefined {
  const typed = typedOf(model);
  if (!typed) {
    const { A, b, c } = model.quadratic;
    return [
      `const A = [[${num(A[0]!)}, ${num(A[1]!)}], [${num(A[2]!)}, ${num(A[3]!)}]];`,
      `const b = [${num(b[0]!)}, ${num(b[1]!)}];`,
      dot,
      "const hessian = (_x: number[]) => A;",
      "const gradient = (x: number[]) => A.map((row, i) => dot(row, x) - b[i]);",
      `const f = (x: number[]) => 0.5 * dot(x, A.map((row) => dot(row, x))) - dot(b, x) + ${num(c)};`,
    ];
  }
  const code = typed.code("typescript");
  if (!code) return undefined;
  const [fx, fy] = code.gradient;
  const [xx, xy, yy] = code.hessian;
  return [
    ...code.preamble,
    dot,
    `const f = ([x, y]: number[]) => ${code.value};`,
    `const gradient = ([x, y]: number[]) => [${fx}, ${fy}];`,
    `const hessian = ([x, y]: number[]) => [[${xx}, ${xy}], [${xy}, ${yy}]];`,
  ];
}

/** TypeScript code of the first `count` updates of the inspected run. */
export function toTypescript(model: Model, count: number): string {
  const lines = functionLines(model);
  if (!lines) return `// ${model.formula} has no form in TypeScript\n`;
  const { before, update } = kernelOf(model.inspected, model.formula === undefined);
  return [
    ...lines,
    ...(update.some((line) => line.includes("search(")) ? search : []),
    "",
    `let x = [${num(model.start[0])}, ${num(model.start[1])}];`,
    ...before,
    `for (let k = 0; k < ${count}; k++) { // ${model.inspected.racer}`,
    "  const g = gradient(x);",
    ...update.map((line) => `  ${line}`),
    "}",
    "console.log({ x, f: f(x) });",
    "",
  ].join("\n");
}
