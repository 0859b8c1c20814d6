import { determinantSteps, inverseSteps } from "../../core/num/exact";
import type { Rational } from "../../core/num/rational";
import { slowly } from "../slow";
import { N } from "./coefficient";
import { type Graph, type Node, Refusal } from "./graph";
import { isZero, num } from "./leaf";
import { product } from "./prod";
import { literal, sum } from "./sum";

/** The largest concrete matrix with symbols inside whose determinant is written out. */
const MAX_SYMBOLIC = 6;

/** The entries of a literal as exact numbers, row by row, or undefined if one is none. */
export function rationalRows(a: Node): Rational[][] | undefined {
  const [m, n] = [a.rows as number, a.cols as number];
  const rows: Rational[][] = [];
  for (let i = 0; i < m; i++) {
    const row: Rational[] = [];
    for (let j = 0; j < n; j++) {
      const e = a.args[i * n + j]!;
      if (e.op !== "num" || !N.isExact(e.coefs[0]!)) return undefined;
      row.push(e.coefs[0]);
    }
    rows.push(row);
  }
  return rows;
}

/** det of a literal: exact elimination for numbers, Laplace's expansion for small matrices with symbols. */
export function literalDeterminant(g: Graph, a: Node): Node {
  const rows = rationalRows(a);
  if (rows !== undefined)
    return num(
      g,
      slowly("det", rows, () => determinantSteps(rows)),
    );
  const n = a.rows as number;
  if (n > MAX_SYMBOLIC) throw new Refusal("limit", tooLarge);
  return minor(g, a.args, n, range(n), range(n));
}

/** a⁻¹ of a literal, exactly. @throws Refusal when it is singular */
export function literalInverse(g: Graph, a: Node): Node {
  const n = a.rows as number;
  const rows = rationalRows(a);
  if (rows !== undefined) {
    const inverse = slowly("inv", rows, () => inverseSteps(rows));
    if (inverse === undefined) throw new Refusal("domain", singular);
    return literal(
      g,
      n,
      n,
      inverse.flat().map((x) => num(g, x)),
    );
  }
  const det = literalDeterminant(g, a);
  if (isZero(det)) throw new Refusal("domain", singular);
  const all = range(n);
  const entries = Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    const cofactor = minor(
      g,
      a.args,
      n,
      all.filter((r) => r !== j),
      all.filter((c) => c !== i),
    );
    return product(g, [num(g, (i + j) % 2 === 0 ? 1 : -1), cofactor, det], [1, 1, -1]);
  });
  return literal(g, n, n, entries);
}

function minor(g: Graph, entries: readonly Node[], n: number, rows: readonly number[], cols: readonly number[]): Node {
  if (rows.length === 0) return num(g, 1);
  const terms = cols.map((c, k) => {
    const e = entries[rows[0]! * n + c]!;
    if (isZero(e)) return e;
    const rest = minor(
      g,
      entries,
      n,
      rows.slice(1),
      cols.filter((x) => x !== c),
    );
    return product(g, [num(g, k % 2 === 0 ? 1 : -1), e, rest]);
  });
  return sum(g, terms);
}

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const singular = { en: "This matrix is singular: it has no inverse.", zh: "该矩阵奇异，没有逆矩阵。" } as const;
const tooLarge = {
  en: `A matrix with symbols inside is worked out up to ${MAX_SYMBOLIC}×${MAX_SYMBOLIC}.`,
  zh: `含符号的矩阵最多计算到 ${MAX_SYMBOLIC}×${MAX_SYMBOLIC}。`,
} as const;
