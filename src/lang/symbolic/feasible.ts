import { Q, type Rational } from "../../core/num/rational";
import { N } from "./coefficient";
import type { Node } from "./graph";
import { isOne } from "./leaf";
import { isNonnegative, isPositive } from "./sign";

/** A number that is known to be < 0, 0 or > 0. */
export interface Signed {
  readonly of: Node;
  readonly sign: -1 | 0 | 1;
}

/** Σ by[m]·m + constant > 0, or ≥ 0 where it is not strict; m are monomials by their id. */
interface Row {
  readonly by: ReadonlyMap<number, Rational>;
  readonly constant: Rational;
  readonly strict: boolean;
}

/** Beyond this many inequalities nothing is concluded. */
const MAX_ROWS = 200;

/**
 * False only if no values of the monomials give all numbers their signs. @source Fourier and Motzkin: Schrijver 1986, §12.2
 */
export function isPossible(signs: readonly Signed[]): boolean {
  const letters = new Map<number, Node>();
  let rows: Row[] = [];
  for (const { of, sign } of signs) {
    const form = linear(of, letters);
    if (form === undefined) continue;
    if (sign !== 0) rows.push(times(form, sign, true));
    else rows.push(times(form, 1, false), times(form, -1, false));
  }
  for (const [id, m] of letters)
    if (isNonnegative(m)) rows.push({ by: new Map([[id, 1]]), constant: 0, strict: isPositive(m) });
  for (const id of letters.keys()) {
    rows = withoutLetter(rows, id);
    if (rows.length > MAX_ROWS) return true;
  }
  return rows.every(({ constant, strict }) => (strict ? Q.sign(constant) > 0 : Q.sign(constant) >= 0));
}

function linear(n: Node, letters: Map<number, Node>): Omit<Row, "strict"> | undefined {
  const by = new Map<number, Rational>();
  let constant: Rational = 0;
  const terms = n.op === "sum" ? n.args.map((t, i) => [t, n.coefs[i]!] as const) : [[n, 1 as const] as const];
  for (const [t, c] of terms) {
    if (N.isApprox(c)) return undefined;
    if (isOne(t)) constant = c;
    else if (t.op === "num") {
      if (!N.isExact(t.coefs[0]!)) return undefined;
      constant = Q.mul(c, t.coefs[0]);
    } else {
      by.set(t.id, c);
      letters.set(t.id, t);
    }
  }
  return { by, constant };
}

function times({ by, constant }: Omit<Row, "strict">, c: Rational, strict: boolean): Row {
  return { by: new Map([...by].map(([id, k]) => [id, Q.mul(k, c)])), constant: Q.mul(constant, c), strict };
}

/** Every pair of inequalities that bound the letter from both sides, added up so that it cancels. */
function withoutLetter(rows: readonly Row[], id: number): Row[] {
  const at = (row: Row) => Q.sign(row.by.get(id) ?? 0);
  const [below, above] = [rows.filter((row) => at(row) > 0), rows.filter((row) => at(row) < 0)];
  const combined = below.flatMap((p) => above.map((q) => added(p, q, id)));
  return [...rows.filter((row) => at(row) === 0), ...combined];
}

function added(p: Row, q: Row, id: number): Row {
  const [a, b] = [Q.neg(q.by.get(id)!), p.by.get(id)!];
  const by = new Map<number, Rational>();
  for (const key of new Set([...p.by.keys(), ...q.by.keys()])) {
    const k = Q.add(Q.mul(a, p.by.get(key) ?? 0), Q.mul(b, q.by.get(key) ?? 0));
    if (Q.sign(k) !== 0) by.set(key, k);
  }
  return { by, constant: Q.add(Q.mul(a, p.constant), Q.mul(b, q.constant)), strict: p.strict || q.strict };
}
