import { Multi, type Multinomial } from "../../core/num/multinomial";
import { isNowhereNegative, type Range } from "../../core/num/nonnegative";
import type { Quotient, Variables } from "./as-polynomial";

/** How many roots are squared away in one proof, all ways together. */
const BUDGET = 30;

/** Whether p/q ≥ 0 (strict: > 0) for all values of its variables, wherever q is not 0. */
export function isQuotientNonnegative({ top, below }: Quotient, variables: Variables, isStrict: boolean): boolean {
  const search = { variables, left: BUDGET };
  if (holds(search, below, false)) return holds(search, top, isStrict);
  const product = Multi.multiply(top, below);
  return product !== undefined && holds(search, product, isStrict);
}

interface Search {
  readonly variables: Variables;
  left: number;
}

/**
 * U + V√Q ≥ 0 if both are; if U ≥ 0 and U² ≥ V²Q; if V ≥ 0 and V²Q ≥ U². Each has a root less.
 */
function holds(search: Search, p: Multinomial, isStrict: boolean): boolean {
  if (search.left-- <= 0) return false;
  const { ranges, roots } = search.variables;
  if (isNowhereNegative(p, ranges, isStrict)) return true;
  const inside = Multi.variables(p).filter((i) => roots.has(i));
  return inside.some((i) => {
    const under = roots.get(i) as Multinomial;
    const signed = squareOf(under, ranges);
    if (signed !== undefined) return onBothSides(search, p, i, signed, isStrict);
    const [U, V] = split(p, i, under);
    if (!U || !V) return false;
    if (V.size === 0) return holds(search, U, isStrict);
    const square = Multi.multiply(U, U);
    const other = Multi.multiply(Multi.multiply(V, V), under);
    if (!square || !other) return false;
    const gap = Multi.add(square, other, -1);
    const back = Multi.add(other, square, -1);
    const [isU, isV] = [holds(search, U, isStrict), holds(search, V, false)];
    if (isU && isV) return true;
    if ((isU || (isStrict && holds(search, U, false))) && holds(search, gap, isStrict)) return true;
    return isV && holds(search, back, isStrict);
  });
}

/** The variable whose square a polynomial is, if it runs over all numbers. */
function squareOf(under: Multinomial, ranges: readonly Range[]): number | undefined {
  const [term, ...others] = under.values();
  if (!term || others.length > 0 || term.c !== 1) return undefined;
  const [v, ...rest] = Multi.variables(under);
  return v !== undefined && rest.length === 0 && term.e[v] === 2 && ranges[v] === "real" ? v : undefined;
}

/** |v| is v for v ≥ 0, and −v for −v ≥ 0. */
function onBothSides(search: Search, p: Multinomial, root: number, v: number, isStrict: boolean): boolean {
  const ranges = search.variables.ranges.map((range, i): Range => (i === v ? "nonnegative" : range));
  const size = Multi.variable(v);
  return [1, -1].every((sign) => {
    const place = (q: Multinomial) => Multi.substitute(q, v, Multi.add(Multi.zero, size, sign));
    const roots = new Map<number, Multinomial>();
    for (const [i, under] of search.variables.roots) {
      const moved = i === root ? undefined : place(under);
      if (moved) roots.set(i, moved);
      else if (i !== root) return false;
    }
    const moved = place(p);
    const plain = moved && Multi.substitute(moved, root, size);
    const inner = { variables: { ranges, roots }, left: search.left };
    const isFine = plain !== undefined && holds(inner, plain, isStrict);
    search.left = inner.left;
    return isFine;
  });
}

/** U and V of U + V√Q. */
function split(p: Multinomial, i: number, under: Multinomial): [Multinomial | undefined, Multinomial | undefined] {
  const parts: [Multinomial | undefined, Multinomial | undefined] = [Multi.zero, Multi.zero];
  Multi.coefficients(p, i).forEach((c, k) => {
    const term = Multi.multiply(c, Multi.raise(under, k >> 1));
    const before = parts[k % 2];
    parts[k % 2] = before && term && Multi.add(before, term);
  });
  return parts;
}
