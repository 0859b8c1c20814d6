import { pseudoInverse } from "../../core/num/decompose";
import { multiply, transpose, type Vector } from "../../core/num/dense";
import { symmetricEigen } from "../../core/num/eigen";
import { trySolve } from "../../core/num/factor";
import { floatOf } from "../functions/evaluate";
import { N } from "./coefficient";
import { dataOf, isData } from "./data";
import type { Node, Size } from "./graph";

/** A numeric value: rows×cols doubles, row-major. */
export interface Numeric {
  readonly rows: number;
  readonly cols: number;
  readonly data: Vector;
}

/** What symbols and symbolic sizes stand for. */
export interface Environment {
  readonly values: ReadonlyMap<Node, Numeric>;
  readonly sizes?: ReadonlyMap<string, number>;
}

/** A scalar as a numeric value. */
export function numericScalar(x: number): Numeric {
  return { rows: 1, cols: 1, data: Float64Array.of(x) };
}

/**
 * The floating-point value of an expression. Outside a domain entries are NaN.
 * @throws RangeError for a symbol or size without a value, and for a function without a numeric form
 */
export function evaluate(node: Node, env: Environment): Numeric {
  return evaluator(env)(node);
}

/** The values of any expressions at one point, each part computed once. @throws RangeError as {@link evaluate} does, when called */
export function evaluator(env: Environment): (node: Node) => Numeric {
  const done = new Map<Node, Numeric>();
  const size = (s: Size): number => {
    if (typeof s === "number") return s;
    const known = env.sizes?.get(s) ?? productSize(s, size);
    if (known === undefined) throw new RangeError(`no value for the size ${s}`);
    return known;
  };
  const visit = (n: Node): Numeric => {
    const known = done.get(n);
    if (known !== undefined) return known;
    const v = compute(n, visit, size, env);
    done.set(n, v);
    return v;
  };
  return visit;
}

/** "m·n" as the sizes of Kronecker products are written. */
function productSize(s: string, size: (s: Size) => number): number | undefined {
  if (!s.includes("·")) return undefined;
  return s.split("·").reduce((p, part) => p * size(/^\d+$/.test(part) ? Number(part) : part), 1);
}

function compute(n: Node, visit: (n: Node) => Numeric, size: (s: Size) => number, env: Environment): Numeric {
  const rows = size(n.rows);
  const cols = size(n.cols);
  const full = (f: (k: number) => number): Numeric => ({
    rows,
    cols,
    data: Float64Array.from({ length: rows * cols }, (_, k) => f(k)),
  });
  switch (n.op) {
    case "num":
      return numericScalar(N.toNumber(n.coefs[0]!));
    case "sym": {
      const v = env.values.get(n);
      if (v !== undefined) return v;
      const s = env.sizes?.get(n.name);
      if (s !== undefined && rows === 1 && cols === 1) return numericScalar(s);
      throw new RangeError(`no value for ${n.name}`);
    }
    case "eye":
      return full((k) => (k % (cols + 1) === 0 ? 1 : 0));
    case "ones":
      return full(() => 1);
    case "zero":
      return full(() => 0);
    case "literal":
      return full((k) => visit(n.args[k]!).data[0]!);
    case "entry": {
      const a = visit(n.args[0]!);
      const [i, j] = n.coefs as readonly [number, number];
      return numericScalar(a.data[(i - 1) * a.cols + j - 1]!);
    }
    case "sum": {
      const both = symmetricPair(n);
      if (both !== undefined)
        return { rows, cols, data: symmetricSum(N.toNumber(n.coefs[0]!), visit(both).data, rows) };
      const out = new Float64Array(rows * cols);
      for (let i = 0; i < n.args.length; i++) {
        const t = n.args[i]!;
        const c = N.toNumber(n.coefs[i]!);
        if (t.op === "transpose") addTurned(out, c, visit(t.args[0]!).data, rows, cols);
        else addTo(out, c, visit(t).data);
      }
      return { rows, cols, data: out };
    }
    case "prod": {
      const out = new Float64Array(rows * cols).fill(1);
      n.args.forEach((b, i) => {
        const e = N.toNumber(n.coefs[i]!);
        const v = visit(b).data;
        for (let k = 0; k < out.length; k++) out[k]! *= e === 1 ? v[k]! : v[k]! ** e;
      });
      return { rows, cols, data: out };
    }
    case "pow": {
      const b = visit(n.args[0]!).data;
      const e = visit(n.args[1]!).data;
      return full((k) => b[k]! ** e[e.length === 1 ? 0 : k]!);
    }
    case "transpose": {
      const a = visit(n.args[0]!);
      return { rows, cols, data: transpose(a.data, a.rows, a.cols) };
    }
    case "mat": {
      let v = visit(n.args[1]!);
      for (let i = 2; i < n.args.length; i++) v = times(v, visit(n.args[i]!));
      const s = visit(n.args[0]!).data[0]!;
      return { rows, cols, data: s === 1 ? v.data : v.data.map((x) => s * x) };
    }
    case "call":
      if (isData(n)) return { rows, cols, data: dataOf(n)! };
      if (n.name === "unit") return full((k) => (k + 1 === n.coefs[0] ? 1 : 0));
      if (n.name === "causal") return full((k) => (k % cols <= Math.floor(k / cols) ? 1 : 0));
      return callValue(n.name, n.args.map(visit), rows, cols);
  }
}

function addTo(out: Float64Array, c: number, v: Vector): void {
  if (c === 1) for (let k = 0; k < out.length; k++) out[k]! += v[k]!;
  else for (let k = 0; k < out.length; k++) out[k]! += c * v[k]!;
}

/** A where the sum is c(A + A'). */
function symmetricPair(n: Node): Node | undefined {
  if (n.args.length !== 2 || !N.same(n.coefs[0]!, n.coefs[1]!)) return undefined;
  const [p, q] = n.args as [Node, Node];
  if (q.op === "transpose" && q.args[0] === p) return p;
  return p.op === "transpose" && p.args[0] === q ? q : undefined;
}

/** c(V + V'), each pair of entries once. */
function symmetricSum(c: number, v: Vector, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let top = 0; top < n; top += BLOCK) {
    const bottom = Math.min(top + BLOCK, n);
    for (let left = top; left < n; left += BLOCK) {
      const right = Math.min(left + BLOCK, n);
      for (let i = top; i < bottom; i++) {
        for (let j = Math.max(left, i); j < right; j++) {
          const s = c * (v[i * n + j]! + v[j * n + i]!);
          out[i * n + j] = s;
          out[j * n + i] = s;
        }
      }
    }
  }
  return out;
}

/** Entries of a block that stay in the cache while it is read across. */
const BLOCK = 32;

/** out + c·V' for V of cols×rows, block by block. */
function addTurned(out: Float64Array, c: number, v: Vector, rows: number, cols: number): void {
  for (let top = 0; top < rows; top += BLOCK) {
    const bottom = Math.min(top + BLOCK, rows);
    for (let left = 0; left < cols; left += BLOCK) {
      const right = Math.min(left + BLOCK, cols);
      for (let i = top; i < bottom; i++) {
        for (let j = left, k = i * cols + left; j < right; j++, k++) out[k]! += c * v[j * rows + i]!;
      }
    }
  }
}

/** The matrix product. */
export function times(a: Numeric, b: Numeric): Numeric {
  if (a.cols !== b.rows) throw new RangeError(`can't multiply ${a.rows}×${a.cols} by ${b.rows}×${b.cols}`);
  return { rows: a.rows, cols: b.cols, data: multiply(a.data, b.data, a.rows, a.cols, b.cols) };
}

/** A⁻¹; all NaN where A is singular. */
export function inverseOf(a: Numeric): Numeric {
  const n = a.rows;
  const out = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const e = new Float64Array(n);
    e[j] = 1;
    const x = trySolve(a.data, e);
    for (let i = 0; i < n; i++) out[i * n + j] = x === undefined ? Number.NaN : x[i]!;
  }
  return { rows: n, cols: n, data: out };
}

/** det A by elimination with row exchanges. */
export function determinantOf(a: Numeric): number {
  const n = a.rows;
  const M = Float64Array.from(a.data);
  let det = 1;
  for (let k = 0; k < n; k++) {
    let p = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(M[i * n + k]!) > Math.abs(M[p * n + k]!)) p = i;
    if (M[p * n + k] === 0) return 0;
    if (p !== k) {
      for (let j = 0; j < n; j++) [M[p * n + j], M[k * n + j]] = [M[k * n + j]!, M[p * n + j]!];
      det = -det;
    }
    det *= M[k * n + k]!;
    for (let i = k + 1; i < n; i++) {
      const f = M[i * n + k]! / M[k * n + k]!;
      for (let j = k; j < n; j++) M[i * n + j]! -= f * M[k * n + j]!;
    }
  }
  return det;
}

/** e^A as (e^(A/2^s))^(2^s) with ‖A/2^s‖ ≤ 1. @source Higham 2008, §10.3 */
function matrixExponential(a: Numeric): Numeric {
  const size = a.data.reduce((s, x) => s + Math.abs(x), 0);
  if (!Number.isFinite(size)) return { ...a, data: a.data.map(() => Number.NaN) };
  const halvings = size > 1 ? Math.ceil(Math.log2(size)) : 0;
  let out = matrixSeries({ ...a, data: a.data.map((x) => x / 2 ** halvings) }, "expm");
  for (let k = 0; k < halvings; k++) out = times(out, out);
  return out;
}

/** Σ Aᵏ/k!-like series: e^A, sin A or cos A with scaling left out; for matrices of moderate norm. */
function matrixSeries(a: Numeric, name: "expm" | "sinm" | "cosm"): Numeric {
  const n = a.rows;
  const identity = Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 1 : 0));
  const out = new Float64Array(n * n);
  let power: Numeric = { rows: n, cols: n, data: identity };
  for (let k = 0; k < 120; k++) {
    const use = name === "expm" || k % 2 === (name === "sinm" ? 1 : 0);
    const sign = name !== "expm" && k % 4 >= 2 ? -1 : 1;
    if (use) for (let i = 0; i < out.length; i++) out[i]! += sign * power.data[i]!;
    const next = times(power, a);
    power = { rows: n, cols: n, data: next.data.map((x) => x / (k + 1)) };
  }
  return { rows: n, cols: n, data: out };
}

/** The largest eigenvalue of the symmetric part, with its unit vector; the first entry that is not small is positive. */
export function topEigen(a: Numeric): { readonly value: number; readonly vector: Vector } {
  const n = a.rows;
  if (a.data.some((x) => !Number.isFinite(x)))
    return { value: Number.NaN, vector: new Float64Array(n).fill(Number.NaN) };
  const { values, vectors } = symmetricEigen(a.data, n);
  const v = vectors.slice((n - 1) * n);
  const lead = v.find((x) => Math.abs(x) > 1e-9) ?? 1;
  return { value: values[n - 1]!, vector: lead < 0 ? v.map((x) => -x) : v };
}

function softmax(v: Vector): Vector {
  const max = v.reduce((m, x) => Math.max(m, x), Number.NEGATIVE_INFINITY);
  const e = v.map((x) => Math.exp(x - max));
  const s = e.reduce((a, b) => a + b, 0);
  return e.map((x) => x / s);
}

function callValue(name: string, args: readonly Numeric[], rows: number, cols: number): Numeric {
  const a = args[0];
  const float = floatOf(name);
  const shaped = (data: Vector): Numeric => ({ rows, cols, data });
  if (float !== undefined && a !== undefined) return shaped(a.data.map(float));
  switch (name) {
    case "pi":
      return numericScalar(Math.PI);
    case "e":
      return numericScalar(Math.E);
    case "inf":
      return numericScalar(Number.POSITIVE_INFINITY);
    case "inv":
      return inverseOf(a!);
    case "det":
      return numericScalar(determinantOf(a!));
    case "logdet":
      return numericScalar(Math.log(Math.abs(determinantOf(a!))));
    case "tr":
      return numericScalar(
        Array.from({ length: a!.rows }, (_, i) => a!.data[i * a!.cols + i]!).reduce((s, x) => s + x, 0),
      );
    case "diag":
      return shaped(
        Float64Array.from({ length: rows * cols }, (_, k) => (k % (cols + 1) === 0 ? a!.data[k / (cols + 1)]! : 0)),
      );
    case "diagof":
      return shaped(Float64Array.from({ length: rows }, (_, i) => a!.data[i * a!.cols + i]!));
    case "softmax":
      return shaped(softmax(a!.data));
    case "logsumexp": {
      const max = a!.data.reduce((m, x) => Math.max(m, x), Number.NEGATIVE_INFINITY);
      return numericScalar(max + Math.log(a!.data.reduce((s, x) => s + Math.exp(x - max), 0)));
    }
    case "max":
    case "min": {
      const pick = name === "max" ? Math.max : Math.min;
      if (args.length === 1) return numericScalar(a!.data.reduce((m, x) => pick(m, x)));
      return shaped(
        Float64Array.from({ length: rows * cols }, (_, k) =>
          pick(...args.map((b) => b.data[b.data.length === 1 ? 0 : k]!)),
        ),
      );
    }
    case "softmax_rows":
      return shaped(
        Float64Array.from(
          Array.from({ length: rows }, (_, i) => [...softmax(a!.data.slice(i * cols, (i + 1) * cols))]).flat(),
        ),
      );
    case "vec":
      return shaped(
        Float64Array.from({ length: rows }, (_, k) => a!.data[(k % a!.rows) * a!.cols + Math.floor(k / a!.rows)]!),
      );
    case "where": {
      const [c, p, q] = args as [Numeric, Numeric, Numeric];
      return shaped(p.data.map((x, k) => (c.data[k]! > 0 ? x : c.data[k]! <= 0 ? q.data[k]! : Number.NaN)));
    }
    case "pinv":
      return shaped(Float64Array.from([...pseudoInverse(a!.data, a!.rows, a!.cols)]));
    case "kron": {
      const b = args[1]!;
      return shaped(
        Float64Array.from({ length: rows * cols }, (_, at) => {
          const [i, j] = [Math.floor(at / cols), at % cols];
          const p = a!.data[Math.floor(i / b.rows) * a!.cols + Math.floor(j / b.cols)]!;
          return p * b.data[(i % b.rows) * b.cols + (j % b.cols)]!;
        }),
      );
    }
    case "expm":
    case "sinm":
    case "cosm":
      return name === "expm" ? matrixExponential(a!) : matrixSeries(a!, name);
    case "lambda_max":
      return numericScalar(topEigen(a!).value);
    case "vmax":
      return shaped(topEigen(a!).vector);
    case "normop":
      return numericScalar(
        Math.sqrt(
          topEigen(times({ rows: a!.cols, cols: a!.rows, data: transpose(a!.data, a!.rows, a!.cols) }, a!)).value,
        ),
      );
    default:
      throw new RangeError(`no numeric form of ${name}`);
  }
}
