import type { Vector } from "../../core/num/dense";
import { symmetricEigen } from "../../core/num/eigen";
import type { Text } from "../../words/text";
import type { OwnData } from "../demo";

/** More would take seconds a step. */
export const MOST_ROWS = 200;

/** A table of the person's own as the A of a quadratic, or why it can't be one. */
export interface OwnMatrix {
  readonly n: number;
  /** (M + Mᵀ)/2 [n, n], row-major. */
  readonly A: Vector;
  /** Ascending, all of them positive. */
  readonly eigenvalues: readonly number[];
  readonly isSymmetric: boolean;
}

export type ReadMatrix = { readonly matrix: OwnMatrix } | { readonly problem: Text };

/** Nothing where no table is chosen, or where its control says already what is wrong with it. */
export function readMatrix(data: OwnData | undefined): ReadMatrix | undefined {
  if (data === undefined) return undefined;
  const columns = (data.columns["columns"] ?? []).flatMap(({ numbers }) => (numbers ? [numbers] : []));
  const n = columns.length;
  if (n !== data.rows) return { problem: notSquare(data.rows, n) };
  if (n < 2 || n > MOST_ROWS) return { problem: wrongSize(n) };
  const A = new Float64Array(n * n);
  let isSymmetric = true;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [up, down] = [columns[j]![i]!, columns[i]![j]!];
      if (!Number.isFinite(up)) return { problem: gapAt(i + 1, j + 1) };
      A[i * n + j] = up / 2 + down / 2;
      isSymmetric &&= Math.abs(up - down) <= 1e-12 * Math.max(Math.abs(up), Math.abs(down));
    }
  }
  const eigenvalues = Array.from(symmetricEigen(A, n).values).sort((a, b) => a - b);
  const [low, high] = [eigenvalues[0]!, eigenvalues[n - 1]!];
  if (!(low > 1e-12 * high)) return { problem: notDefinite(low) };
  return { matrix: { n, A, eigenvalues, isSymmetric } };
}

const notSquare = (rows: number, columns: number): Text => ({
  en: `The table has ${rows} rows and ${columns} columns of numbers; a matrix A has as many of either.`,
  zh: `表格有 ${rows} 行、${columns} 个数值列；矩阵 A 的行数与列数应相等。`,
});
const wrongSize = (n: number): Text => ({
  en: `A ${n}×${n} table; from 2×2 to ${MOST_ROWS}×${MOST_ROWS} can be used.`,
  zh: `表格为 ${n}×${n}；可用 2×2 至 ${MOST_ROWS}×${MOST_ROWS}。`,
});
const gapAt = (row: number, column: number): Text => ({
  en: `Row ${row}, column ${column} holds no number.`,
  zh: `第 ${row} 行第 ${column} 列没有数。`,
});
const notDefinite = (low: number): Text => ({
  en: `Its smallest eigenvalue is ${Number(low.toPrecision(3))}: A is not positive definite, so there is no single lowest point to race to.`,
  zh: `最小特征值为 ${Number(low.toPrecision(3))}：A 不是正定的，没有唯一的最低点可比赛。`,
});
