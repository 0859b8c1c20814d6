import { type Coefficient, N } from "./coefficient";
import { dataArray, dataOf, isData } from "./data";
import { type Graph, type Node, Refusal } from "./graph";

/** The most multiplications in one product of data: a quarter of a second. */
const MAX_WORK = 250_000_000;
/** c·A for data. */
export function scaleData(g: Graph, c: Coefficient, a: Node): Node {
  const by = N.toNumber(c);
  return dataArray(
    g,
    a.rows as number,
    a.cols as number,
    dataOf(a)!.map((x) => by * x),
  );
}

/** A' for data. */
export function transposeData(g: Graph, a: Node): Node {
  const data = dataOf(a)!;
  const [m, n] = [a.rows as number, a.cols as number];
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out[j * m + i] = data[i * n + j]!;
  return dataArray(g, n, m, out);
}

/** Σ coefs[i]·terms[i] for data and arrays of numbers, one of them data at least. */
export function addData(g: Graph, terms: readonly Node[], coefs: readonly Coefficient[]): Node | undefined {
  const { rows, cols } = terms[0]!;
  const out = new Float64Array(Number(rows) * Number(cols));
  for (const [i, term] of terms.entries()) {
    const c = N.toNumber(coefs[i]!);
    const values = valuesOf(term);
    if (values === undefined) return undefined;
    for (let k = 0; k < out.length; k++) out[k]! += c * values[k]!;
  }
  return dataArray(g, rows as number, cols as number, out);
}

/** AB in floating point where both are arrays of numbers and one is data. @throws Refusal beyond a limit */
export function multiplyData(g: Graph, a: Node, b: Node): Node | undefined {
  if (!isData(a) && !isData(b)) return undefined;
  const p = valuesOf(a);
  const q = p && valuesOf(b);
  if (p === undefined || q === undefined) return undefined;
  const [m, k, n] = [a.rows as number, a.cols as number, b.cols as number];
  if (m * k * n > MAX_WORK) throw new Refusal("limit", tooMuchWork);
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      const x = p[i * k + l]!;
      if (x === 0) continue;
      for (let j = 0, at = i * n, from = l * n; j < n; j++) out[at + j]! += x * q[from + j]!;
    }
  }
  return dataArray(g, m, n, out);
}

/** The numbers of data, of a literal of numbers, or of ones; row-major. */
function valuesOf(n: Node): Float64Array | undefined {
  if (n.op === "literal")
    return n.args.every((e) => e.op === "num") ? Float64Array.from(n.args, (e) => N.toNumber(e.coefs[0]!)) : undefined;
  if (n.op === "ones" && typeof n.rows === "number" && typeof n.cols === "number")
    return new Float64Array(n.rows * n.cols).fill(1);
  return dataOf(n);
}

const tooMuchWork = {
  en: "This matrix product is too large to be worked out.",
  zh: "这个矩阵乘积规模过大，无法计算。",
} as const;
