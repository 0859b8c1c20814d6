import { Q } from "../../core/num/rational";
import { type Coefficient, N } from "./coefficient";
import { Form, type Node } from "./graph";
import { isScalar } from "./leaf";
import { compareNodes } from "./order";

/** The order in which names count while terms are arranged, as sort keys; and what was arranged before under it. */
export interface NameOrder {
  readonly key: (name: string) => string;
  readonly letters: Map<Node, readonly string[]>;
  readonly terms: Map<Node, readonly Term[]>;
  /** Sums of which a term with a minus would lead, had not another been taken to the front. */
  readonly turned: Set<Node>;
}

/** A term of a sum with its number. */
export interface Term {
  readonly c: Coefficient;
  readonly node: Node;
}

/** Sort keys: a name's place in `names`, or the name itself behind all of those, x_2 before x_10. */
export function nameOrder(names: readonly string[] = []): NameOrder {
  const place = new Map([...new Set(names)].map((n, i) => [n, String.fromCharCode(1 + i)]));
  return {
    key: (name) => place.get(name) ?? `\uffff${name.replace(/\d+/g, (digits) => digits.padStart(6, "0"))}`,
    letters: new Map(),
    terms: new Map(),
    turned: new Set(),
  };
}

/**
 * The terms of a sum as one writes them: polynomials by falling degree, then by their letters; sums of arrays by their letters,
 * a shorter beginning first. A short term with a minus does not lead, and of a scalar sum none where exactly one other could.
 */
export function arrangeTerms(sum: Node, order: NameOrder): readonly Term[] {
  const known = order.terms.get(sum);
  if (known !== undefined) return known;
  const terms = arrangeNow(sum, order);
  order.terms.set(sum, terms);
  return terms;
}

function arrangeNow(sum: Node, order: NameOrder): readonly Term[] {
  const terms = sum.args.map((node, i) => ({ c: sum.coefs[i]!, node }));
  const plain = isScalar(sum) && !terms.some((t) => hasArrays(t.node));
  const keys = new Map(terms.map((t) => [t, letters(t.node, order)]));
  const compareKeys = (a: Term, b: Term) => compareLists(keys.get(a)!, keys.get(b)!) || compareNodes(a.node, b.node);
  terms.sort((a, b) => (plain ? degree(b.node) - degree(a.node) : 0) || compareKeys(a, b));
  const [first] = terms as [Term, ...Term[]];
  if (N.sign(first.c) > 0) return terms;
  const positive = terms.filter((t) => N.sign(t.c) > 0);
  const lead = positive[0];
  const isShort = lead !== undefined && first.node.length <= lead.node.length;
  const leads = (isShort && !(isLetter(lead.node) && isLetter(first.node))) || (isScalar(sum) && positive.length === 1);
  if (!leads) return terms;
  order.turned.add(sum);
  return [lead!, ...terms.filter((t) => t !== lead)];
}

const isLetter = (n: Node): boolean => n.op === "sym" || n.op === "transpose";

/** The factors of a scalar or element-wise product, by kind (numbers, letters, Greek first, calls, sums) and letters. */
export function arrangeFactors(n: Node, order: NameOrder): readonly { readonly base: Node; readonly e: Coefficient }[] {
  const list = n.args.map((base, i) => ({ base, e: n.coefs[i]! }));
  return list.sort(
    (a, b) =>
      kind(a.base) - kind(b.base) ||
      compareLists(letters(a.base, order), letters(b.base, order)) ||
      compareNodes(a.base, b.base),
  );
}

/** The letters of an expression in reading order, as sort keys; a power repeats its letter. */
function letters(n: Node, order: NameOrder): readonly string[] {
  const known = order.letters.get(n);
  if (known !== undefined) return known;
  const out: string[] = [];
  collectLetters(n, order, out);
  order.letters.set(n, out);
  return out;
}

const MAX_LETTERS = 200;

function collectLetters(n: Node, order: NameOrder, out: string[]): void {
  const take = (a: Node, times = 1) => {
    if (out.length > MAX_LETTERS) return;
    for (let k = 0; k < times; k++) out.push(...letters(a, order));
    out.length = Math.min(out.length, MAX_LETTERS + 1);
  };
  if (n.op === "sym") out.push(order.key(n.name));
  else if (n.op === "entry" && n.args[0]!.op === "sym") {
    const index = n.coefs.map((c) => String(N.toNumber(c)).padStart(6, "0")).join(",");
    out.push(`${order.key(n.args[0]!.name)}[${index}`);
  } else if (n.op === "prod") {
    for (const f of arrangeFactors(n, order)) take(f.base, typeof f.e === "number" && f.e > 1 && f.e < 30 ? f.e : 1);
  } else if (n.op === "sum") for (const t of arrangeTerms(n, order)) take(t.node);
  else for (const a of n.args) take(a);
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  return a.length - b.length;
}

const isGreek = (name: string): boolean => /^[\u0370-\u03ff]/.test(name);

function kind(n: Node): number {
  switch (n.op) {
    case "num":
      return 0;
    case "sym":
      return isGreek(n.name) ? 2 : 3;
    case "entry":
      return 3;
    case "pow":
      return 5;
    case "call":
      return n.args.length === 0 ? 1 : 6;
    case "sum":
      return 8;
    default:
      return 4;
  }
}

const hasArrays = (n: Node): boolean => (n.forms & Form.arrays) !== 0;

/** The total degree of a monomial; what is no polynomial counts as 0. */
function degree(n: Node): number {
  if (n.op === "sym" || n.op === "entry") return 1;
  if (n.op === "sum") return Math.max(...n.args.map(degree));
  if (n.op !== "prod") return 0;
  return n.args.reduce((d, b, i) => d + degree(b) * (N.isExact(n.coefs[i]!) ? Q.toNumber(n.coefs[i]) : 1), 0);
}
