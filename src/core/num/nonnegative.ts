import { Multi, type Multinomial } from "./multinomial";
import { countRoots, type Polynomial, squareFreeFactors, valueAt } from "./polynomial";
import { Q, type Rational } from "./rational";

/** Where a variable runs: over all numbers, those ≥ 0, those > 0. */
export type Range = "real" | "nonnegative" | "positive";

/** How many polynomials one proof may look at. */
const BUDGET = 120;

interface Search {
  readonly ranges: readonly Range[];
  left: number;
}

/**
 * Whether a polynomial is ≥ 0 (strict: > 0) wherever its variables run. True is a proof: by the signs of monomials, by Sturm in
 * one variable, by the discriminant of what is quadratic in a variable, by homogeneity, by the order of nonnegative variables.
 * False says nothing.
 */
export function isNowhereNegative(p: Multinomial, ranges: readonly Range[], isStrict = false): boolean {
  return holds({ ranges, left: BUDGET }, p, isStrict, true);
}

function holds(search: Search, p: Multinomial, isStrict: boolean, mayOrder: boolean): boolean {
  if (search.left-- <= 0) return false;
  if (p.size === 0) return !isStrict;
  const { ranges } = search;
  const rangeOf = (i: number): Range => ranges[i] ?? "real";
  if (bySigns(p, rangeOf, isStrict)) return true;
  if (isSomewhereNegative(p, rangeOf)) return false;
  const vars = Multi.variables(p);
  if (vars.length === 0) return false;
  if (vars.length === 1) return inOne(dense(p, vars[0]!), rangeOf(vars[0]!), isStrict);
  const divided = withoutFactor(p, vars, rangeOf, isStrict);
  if (divided) return holds(search, divided, isStrict, mayOrder);
  if (!isStrict && byDegree(search, p, vars, rangeOf)) return true;
  for (const i of vars) if (inVariable(search, p, i, rangeOf(i), isStrict)) return true;
  return mayOrder && !isStrict && byOrder(search, p, vars, rangeOf);
}

/** Every monomial is ≥ 0, and where it must be strict one of them > 0. */
function bySigns(p: Multinomial, rangeOf: (i: number) => Range, isStrict: boolean): boolean {
  let isPositive = !isStrict;
  for (const { e, c } of p.values()) {
    if (Q.sign(c) < 0 || e.some((k, i) => k % 2 === 1 && rangeOf(i) === "real")) return false;
    isPositive ||= e.every((k, i) => k === 0 || rangeOf(i) === "positive");
  }
  return isPositive;
}

/** Some small points, to give up early on what is false. */
function isSomewhereNegative(p: Multinomial, rangeOf: (i: number) => Range): boolean {
  for (let draw = 0; draw < 6; draw++) {
    let total: Rational = 0;
    for (const { e, c } of p.values()) {
      let term = c;
      e.forEach((k, i) => {
        const size = 1 + ((i * 3 + draw * (i + 1)) % 5);
        const x = rangeOf(i) === "real" && (draw + i) % 2 === 1 ? -size : size;
        if (k > 0) term = Q.mul(term, Q.power(draw > 2 ? Q.ratio(x, 3) : x, k));
      });
      total = Q.add(total, term);
    }
    if (Q.sign(total) < 0) return true;
  }
  return false;
}

function dense(p: Multinomial, i: number): Polynomial {
  const out: Rational[] = [];
  for (const { e, c } of p.values()) {
    const power = e[i] ?? 0;
    while (out.length <= power) out.push(0);
    out[power] = c;
  }
  return out;
}

/** In one variable, exactly: no root of odd multiplicity inside, and a value that is right. */
function inOne(p: Polynomial, range: Range, isStrict: boolean): boolean {
  const from = range === "real" ? null : 0;
  if (Q.sign(valueAt(p, 1)) < 0 || Q.sign(p[p.length - 1] ?? 0) < 0) return false;
  if (isStrict && range !== "positive" && Q.sign(p[0] ?? 0) <= 0) return false;
  return squareFreeFactors(p).every(({ factor, times }) => {
    if (!isStrict && times % 2 === 0) return true;
    return countRoots(factor, from, null) === 0;
  });
}

/** Without a monomial that is nowhere negative (strict: positive) in all terms; undefined where there is none. */
function withoutFactor(
  p: Multinomial,
  vars: readonly number[],
  rangeOf: (i: number) => Range,
  isStrict: boolean,
): Multinomial | undefined {
  const list = [...p.values()];
  const common = vars.map((i) => {
    const least = Math.min(...list.map(({ e }) => e[i] ?? 0));
    if (isStrict) return rangeOf(i) === "positive" ? least : 0;
    return rangeOf(i) === "real" ? least - (least % 2) : least;
  });
  if (common.every((k) => k === 0)) return undefined;
  let out: Multinomial = Multi.zero;
  for (const { e, c } of list) {
    const rest = [...e];
    vars.forEach((i, at) => {
      rest[i] = (rest[i] ?? 0) - common[at]!;
    });
    while (rest.length > 0 && rest[rest.length - 1] === 0) rest.pop();
    out = Multi.add(out, new Map([[rest.join(), { e: rest, c }]]));
  }
  return out;
}

/** A form of one degree (even, or in nonnegative variables) is ≥ 0 where one variable is 1. */
function byDegree(search: Search, p: Multinomial, vars: readonly number[], rangeOf: (i: number) => Range): boolean {
  const groups = [vars, ...vars.map((i) => vars.filter((j) => j !== i))].filter((group) => group.length > 1);
  for (const group of groups) {
    const degrees = [...p.values()].map(({ e }) => group.reduce((sum, i) => sum + (e[i] ?? 0), 0));
    if (degrees.some((d) => d !== degrees[0])) continue;
    const unit = group.find((i) => rangeOf(i) !== "real") ?? (degrees[0]! % 2 === 0 ? group[0] : undefined);
    if (unit === undefined) continue;
    const next = Multi.substitute(p, unit, Multi.constant(1));
    return next !== undefined && holds(search, next, false, true);
  }
  return false;
}

/** By the coefficients of the powers of one variable. */
function inVariable(search: Search, p: Multinomial, i: number, range: Range, isStrict: boolean): boolean {
  const powers = Multi.coefficients(p, i);
  const isEven = powers.every((q, k) => k % 2 === 0 || q.size === 0);
  const [c, b, a, ...rest] = isEven ? powers.filter((_, k) => k % 2 === 0) : powers;
  const isUp = isEven || range !== "real";
  const down = (q: Multinomial | undefined, strict = false): boolean =>
    q !== undefined ? holds(search, q, strict, false) : !strict;
  if (rest.length > 0) return isUp && [c, b, a, ...rest].every((q, k) => down(q, isStrict && k === 0));
  if (isUp && [b, a].every((q) => down(q)) && down(c, isStrict)) return true;
  if (!a || a.size === 0) return false;
  const product = Multi.multiply(a, c);
  const square = Multi.multiply(b, b);
  const gap = product && square && Multi.add(square, product, -4);
  const discriminant = gap && Multi.add(Multi.zero, gap, -1);
  return discriminant !== undefined && down(a) && down(c) && down(discriminant, isStrict);
}

/** The most variables whose orders are gone through. */
const MOST_ORDERED = 4;

/** In nonnegative variables, for each order x ≤ y ≤ … of them, by the differences of neighbours. */
function byOrder(search: Search, p: Multinomial, vars: readonly number[], rangeOf: (i: number) => Range): boolean {
  const ordered = vars.filter((i) => rangeOf(i) !== "real");
  if (ordered.length < 2 || ordered.length > MOST_ORDERED) return false;
  return orders(ordered).every((order) => {
    let q: Multinomial | undefined = p;
    // From the largest on: x_k becomes x_k + x_{k−1} + … of what is below it.
    for (let k = order.length - 1; k > 0 && q; k--) {
      let sum: Multinomial = Multi.zero;
      for (const i of order.slice(0, k + 1)) sum = Multi.add(sum, Multi.variable(i));
      q = Multi.substitute(q, order[k]!, sum);
    }
    if (!q) return false;
    const loose = { ...search, ranges: search.ranges.map((r): Range => (r === "positive" ? "nonnegative" : r)) };
    const isFine = holds(loose, q, false, false);
    search.left = loose.left;
    return isFine;
  });
}

function orders(list: readonly number[]): number[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((first) => orders(list.filter((i) => i !== first)).map((rest) => [first, ...rest]));
}
