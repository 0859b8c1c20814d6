import { finish, rankSteps } from "../../core/num/exact";
import { Q, type Rational } from "../../core/num/rational";
import { multiplySurds, surdOf, surdRoot } from "../../core/num/surd";
import type { Builder } from "../symbolic/build";
import type { Node } from "../symbolic/graph";
import { eigenvaluesOf, rowsOf } from "./entries";
import { type Numbers, numbersOf, simplest } from "./numbers";
import { isRational, isSurd, type Real, realText } from "./real";

/** Beyond this many entries exact work takes longer than a line may. */
const MAX_ENTRIES = 64;

const isSmallExact = ({ entries }: Numbers): boolean => entries.length <= MAX_ENTRIES && entries.every(isRational);

/**
 * The pseudoinverse of a small rational matrix, exactly: A = CF with the independent columns C of A and F = (C'C)⁻¹C'A, so that
 * A⁺ = F'(FF')⁻¹(C'C)⁻¹C'. Undefined for other matrices.
 */
export function exactPinv(b: Builder, A: Node, numbers: Numbers): Node | undefined {
  if (!isSmallExact(numbers)) return undefined;
  const rows = rowsOf(numbers) as Rational[][];
  const kept: number[] = [];
  for (let j = 0; j < numbers.cols; j++) {
    const trial = rows.map((row) => [...kept, j].map((k) => row[k] as Rational));
    if (finish(rankSteps(trial)) > kept.length) kept.push(j);
  }
  if (kept.length === 0) return b.zeros(numbers.cols, numbers.rows);
  const C = b.matrix(rows.map((row) => kept.map((k) => row[k] as Rational)));
  const left = b.mul(b.inv(b.mul(b.transpose(C), C)), b.transpose(C));
  const F = b.mul(left, A);
  return b.mul(b.transpose(F), b.inv(b.mul(F, b.transpose(F))), left);
}

/** The eigenvalues of A'A, ascending; undefined for matrices that are not small and rational. */
function squaredSingular(b: Builder, A: Node, numbers: Numbers): readonly Real[] | undefined {
  if (!isSmallExact(numbers)) return undefined;
  const isWide = numbers.cols > numbers.rows;
  const gram = isWide ? b.mul(A, b.transpose(A)) : b.mul(b.transpose(A), A);
  const values = numbersOf(b, gram);
  const spectrum = values && eigenvaluesOf(values);
  return spectrum && "real" in spectrum ? spectrum.real : undefined;
}

/** The largest singular value, where its square is rational. */
export function exactNormop(b: Builder, A: Node, numbers: Numbers): Real | undefined {
  const top = squaredSingular(b, A, numbers)?.at(-1);
  return top !== undefined && isRational(top) ? simplest(surdRoot(top)) : undefined;
}

/** σmax/σmin: ∞ for a singular matrix, in closed form for 2×2 and where both squares are rational. */
export function exactCond(b: Builder, A: Node, numbers: Numbers): Real | undefined {
  const squares = squaredSingular(b, A, numbers);
  if (!squares || squares.length === 0) return undefined;
  const [least, most] = [squares[0], squares[squares.length - 1]];
  const rank = finish(rankSteps(rowsOf(numbers) as Rational[][]));
  if (rank < Math.min(numbers.rows, numbers.cols)) return { approx: Number.POSITIVE_INFINITY };
  if (isRational(least) && isRational(most)) return simplest(surdRoot(Q.div(most, least)));
  if (squares.length !== 2) return undefined;
  // σ₁/σ₂ = σ₁²/(σ₁σ₂), where (σ₁σ₂)² = det A'A is a square.
  const det = numbersOf(
    b,
    b.call("det", numbers.cols > numbers.rows ? b.mul(A, b.transpose(A)) : b.mul(b.transpose(A), A)),
  );
  const area = det && isRational(det.entries[0]) ? Q.trySqrt(det.entries[0]) : undefined;
  if (area === undefined || isRational(most) || !("r" in most)) return undefined;
  const quotient = multiplySurds(most, surdOf(Q.inverse(area)));
  return quotient && simplest(quotient);
}

/** Complex eigenvalues of a rational 2×2 matrix as re ± im·i, both in closed form. */
export function exactPair({ rows, entries }: Numbers): { readonly re: Real; readonly im: Real } | undefined {
  if (rows !== 2 || !entries.every(isRational)) return undefined;
  const [a, c, d, e] = entries as [Rational, Rational, Rational, Rational];
  const half = Q.div(Q.add(a, e), 2);
  const area = Q.sub(Q.mul(a, e), Q.mul(c, d));
  const square = Q.sub(area, Q.mul(half, half));
  return Q.sign(square) > 0 ? { re: half, im: simplest(surdRoot(square)) } : undefined;
}

/** `1 − 2i, 1 + 2i`, `−1/2 − ½√3i, …`. */
export function pairTexts({ re, im }: { readonly re: Real; readonly im: Real }): string[] {
  const size = realText(im);
  const part = size === "1" ? "i" : isSurd(im) ? `(${size})i` : `${size}i`;
  const start = isRational(re) && re === 0 ? "" : `${realText(re)} `;
  return [`${start}−${start ? " " : ""}${part}`, `${start}${start ? "+ " : ""}${part}`];
}
