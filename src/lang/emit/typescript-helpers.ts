/** Functions that emitted TypeScript brings along where it uses them; `needs` names others. */
export const typescriptHelpers: Readonly<
  Record<string, { readonly needs?: readonly string[]; readonly lines: readonly string[] }>
> = {
  vector: {
    lines: [
      "const vector = (n: number, f: (i: number) => number): number[] => Array.from({ length: n }, (_, i) => f(i));",
    ],
  },
  matrix: {
    needs: ["vector"],
    lines: [
      "const matrix = (m: number, n: number, f: (i: number, j: number) => number): number[][] =>",
      "  Array.from({ length: m }, (_, i) => vector(n, (j) => f(i, j)));",
    ],
  },
  total: {
    lines: [
      "const total = (n: number, f: (k: number) => number): number => {",
      "  let s = 0;",
      "  for (let k = 0; k < n; k++) s += f(k);",
      "  return s;",
      "};",
    ],
  },
  sigmoid: {
    lines: [
      "const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));",
    ],
  },
  softplus: {
    lines: ["const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));"],
  },
  softmax: {
    lines: [
      "const softmax = (x: readonly number[]): number[] => {",
      "  const most = Math.max(...x);",
      "  const e = x.map((t) => Math.exp(t - most));",
      "  const s = e.reduce((p, q) => p + q, 0);",
      "  return e.map((t) => t / s);",
      "};",
    ],
  },
  logsumexp: {
    lines: [
      "const logsumexp = (x: readonly number[]): number => {",
      "  const most = Math.max(...x);",
      "  return most + Math.log(x.reduce((s, t) => s + Math.exp(t - most), 0));",
      "};",
    ],
  },
  cumsum: {
    lines: [
      "const cumsum = (x: readonly number[]): number[] => {",
      "  let s = 0;",
      "  return x.map((t) => (s += t));",
      "};",
    ],
  },
  factor: {
    lines: [
      "/** P A = L U with row exchanges; L below the diagonal of `lu`, U on and above it. */",
      "const factor = (A: readonly (readonly number[])[]) => {",
      "  const lu = A.map((row) => [...row]);",
      "  const order = A.map((_, i) => i);",
      "  let sign = 1;",
      "  for (let k = 0; k < lu.length; k++) {",
      "    let p = k;",
      "    for (let i = k + 1; i < lu.length; i++) if (Math.abs(lu[i][k]) > Math.abs(lu[p][k])) p = i;",
      "    if (p !== k) {",
      "      [lu[p], lu[k]] = [lu[k], lu[p]];",
      "      [order[p], order[k]] = [order[k], order[p]];",
      "      sign = -sign;",
      "    }",
      "    for (let i = k + 1; i < lu.length; i++) {",
      "      lu[i][k] /= lu[k][k];",
      "      for (let j = k + 1; j < lu.length; j++) lu[i][j] -= lu[i][k] * lu[k][j];",
      "    }",
      "  }",
      "  return { lu, order, sign };",
      "};",
    ],
  },
  determinant: {
    needs: ["factor"],
    lines: [
      "const determinant = (A: readonly (readonly number[])[]): number => {",
      "  const { lu, sign } = factor(A);",
      "  return lu.reduce((d, row, i) => d * row[i], sign);",
      "};",
    ],
  },
  logdet: {
    needs: ["factor"],
    lines: [
      "/** log|det A| */",
      "const logdet = (A: readonly (readonly number[])[]): number =>",
      "  factor(A).lu.reduce((s, row, i) => s + Math.log(Math.abs(row[i])), 0);",
    ],
  },
  solve: {
    needs: ["factor"],
    lines: [
      "/** x with A x = b. */",
      "const solve = (A: readonly (readonly number[])[], b: readonly number[]): number[] => {",
      "  const { lu, order } = factor(A);",
      "  const x = order.map((k) => b[k]);",
      "  for (let i = 0; i < x.length; i++) for (let j = 0; j < i; j++) x[i] -= lu[i][j] * x[j];",
      "  for (let i = x.length - 1; i >= 0; i--) {",
      "    for (let j = i + 1; j < x.length; j++) x[i] -= lu[i][j] * x[j];",
      "    x[i] /= lu[i][i];",
      "  }",
      "  return x;",
      "};",
    ],
  },
  solveAll: {
    needs: ["solve", "matrix"],
    lines: [
      "/** X with A X = B, column by column. */",
      "const solveAll = (A: readonly (readonly number[])[], B: readonly (readonly number[])[]): number[][] => {",
      "  const columns = B[0].map((_, j) => solve(A, B.map((row) => row[j])));",
      "  return matrix(A.length, columns.length, (i, j) => columns[j][i]);",
      "};",
    ],
  },
  erf: {
    lines: [
      "/** Series for small x, continued fraction beyond (Abramowitz & Stegun 7.1.6, 7.1.14). */",
      "const erf = (x: number): number => {",
      "  if (Math.abs(x) > 2) {",
      "    let tail = Math.abs(x);",
      "    for (let k = 120; k >= 1; k--) tail = Math.abs(x) + k / 2 / tail;",
      "    return Math.sign(x) * (1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / tail);",
      "  }",
      "  let [term, s] = [x, x];",
      "  for (let k = 1; k < 100; k++) s += term *= (2 * x * x) / (2 * k + 1);",
      "  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * s;",
      "};",
    ],
  },
  lgamma: {
    lines: [
      "/** Stirling's series after a shift (Abramowitz & Stegun 6.1.40); for x > 0. */",
      "const lgamma = (x: number): number => {",
      "  let shift = 1;",
      "  for (; x < 15; x++) shift *= x;",
      "  const z = 1 / (x * x);",
      "  const tail = (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z / 1188)))) / x;",
      "  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + tail - Math.log(shift);",
      "};",
    ],
  },
  gamma: {
    needs: ["lgamma"],
    lines: [
      "const gamma = (x: number): number =>",
      "  x < 0.5 ? Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x)) : Math.exp(lgamma(x));",
    ],
  },
  digamma: {
    lines: [
      "/** Asymptotic series after a shift (Abramowitz & Stegun 6.3.18). */",
      "const digamma = (x: number): number => {",
      "  if (x < 12) return digamma(x + 1) - 1 / x;",
      "  const z = 1 / (x * x);",
      "  return Math.log(x) - 0.5 / x - z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z / 132))));",
      "};",
    ],
  },
  trigamma: {
    lines: [
      "/** Asymptotic series after a shift (Abramowitz & Stegun 6.4.12). */",
      "const trigamma = (x: number): number => {",
      "  if (x < 12) return trigamma(x + 1) + 1 / (x * x);",
      "  const z = 1 / (x * x);",
      "  return 1 / x + z / 2 + (z / x) * (1 / 6 - z * (1 / 30 - z * (1 / 42 - z / 30)));",
      "};",
    ],
  },
  check: {
    lines: [
      "const check = (holds: boolean, what: string): void => {",
      "  if (!holds) throw new RangeError(what);",
      "};",
    ],
  },
};
