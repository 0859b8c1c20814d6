import { closedEigenvalues } from "../../core/num/closed-eigen";
import { generalEigenvalues } from "../../core/num/decompose";
import { Q, type Rational } from "../../core/num/rational";
import type { Builder } from "../symbolic/build";
import type { Node } from "../symbolic/graph";
import { analyseForm } from "./form";
import { type Numbers, simplest } from "./numbers";
import { isRational, type Real, realToNumber } from "./real";

/** A real number as a node: a closed form stays one. */
export function nodeOfReal(b: Builder, x: Real): Node {
  if (isRational(x)) return b.num(x);
  if ("approx" in x) return b.num(x);
  const root = b.pow(b.num(Q.ratio(x.r)), b.num(Q.ratio(1, 2)));
  return b.sum([b.num(1), root], [Q.ratio(x.p, x.s), Q.ratio(x.q, x.s)]);
}

/** The entries as rows. */
export const rowsOf = ({ rows, cols, entries }: Numbers): Real[][] =>
  Array.from({ length: rows }, (_, i) => entries.slice(i * cols, (i + 1) * cols));

/** The entries in floating point, row-major [rows·cols]. */
export const floatsOf = ({ entries }: Numbers): Float64Array => Float64Array.from(entries, realToNumber);

/** Whether A = Aᵀ, entry by entry and exactly. */
export function isSymmetricNumbers({ rows, cols, entries }: Numbers): boolean {
  if (rows !== cols) return false;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < i; j++) if (!sameReal(entries[i * cols + j], entries[j * cols + i])) return false;
  return true;
}

function sameReal(a: Real, b: Real): boolean {
  return isRational(a) && isRational(b) ? Q.same(a, b) : realToNumber(a) === realToNumber(b);
}

/** The eigenvalues of a square matrix, ascending by real part; complex ones as pairs. */
export function eigenvaluesOf(
  A: Numbers,
): { readonly real: readonly Real[] } | { readonly complex: readonly { re: number; im: number }[] } {
  if (isSymmetricNumbers(A)) return { real: analyseForm(rowsOf(A)).eigenvalues };
  const values = generalEigenvalues(floatsOf(A), A.rows);
  const size = Math.max(1, ...values.map(({ re, im }) => Math.hypot(re, im)));
  const guesses = values.map(({ re }) => re).sort((a, b) => a - b);
  if (A.entries.every(isRational)) {
    const closed = closedEigenvalues(rowsOf(A) as Rational[][], guesses);
    if (closed) return { real: closed.map(simplest) };
  }
  if (values.some(({ im }) => Math.abs(im) > 1e-9 * size)) return { complex: values };
  return { real: guesses.map((approx) => ({ approx })) };
}
