import { Q } from "../../core/num/rational";
import { type Coefficient, N } from "./coefficient";
import { Form, type Node } from "./graph";
import { isScalar } from "./leaf";
import { compareNodes } from "./order";

/** The order in which names count while terms are arranged, as sort keys; and what was arranged before under it. */
export interface NameOrder {
  readonly key: (name: string) => string;
  readonly letters: Map<Node, string>;
  readonly terms: Map<Node, readonly Term[]>;
  readonly factors: Map<Node, readonly Factor[]>;
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
  const key = (name: string): string => {
    const known = place.get(name);
    if (known !== undefined) return known;
    const found =
      name.length === 1 ? `\uffff${name}` : `\uffff${name.replace(/\d+/g, (digits) => digits.padStart(6, "0"))}`;
    place.set(name, found);
    return found;
  };
  return {
    key,
    letters: new Map(),
    terms: new Map(),
    factors: new Map(),
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

/** A term with what it is sorted by. */
interface Keyed extends Term {
  readonly letters: string;
  readonly degree: number;
}

/** Sorts a list in place; one that is in order already, as most are, costs a look at its neighbours. */
function inOrder<T>(list: T[], compare: (a: T, b: T) => number): T[] {
  for (let i = 1; i < list.length; i++) if (compare(list[i - 1]!, list[i]!) > 0) return list.sort(compare);
  return list;
}

const byDegree = (a: Keyed, b: Keyed): number => b.degree - a.degree || byLetters(a, b);

function byLetters(a: Keyed, b: Keyed): number {
  if (a.letters !== b.letters) return a.letters < b.letters ? -1 : 1;
  return compareNodes(a.node, b.node);
}

function arrangeNow(sum: Node, order: NameOrder): readonly Term[] {
  if (sum.args.length === 1) return [{ c: sum.coefs[0]!, node: sum.args[0]! }];
  const plain = isScalar(sum) && !sum.args.some(hasArrays);
  const terms = sum.args.map(
    (node, i): Keyed => ({ c: sum.coefs[i]!, node, letters: letters(node, order), degree: plain ? degree(node) : 0 }),
  );
  inOrder(terms, plain ? byDegree : byLetters);
  const [first] = terms as [Keyed, ...Keyed[]];
  if (N.sign(first.c) > 0) return terms;
  const positive = terms.filter((t) => N.sign(t.c) > 0);
  const lead = positive[0];
  const isShort = lead !== undefined && first.node.length <= lead.node.length;
  const isPair = lead !== undefined && isLetter(lead.node) && isLetter(first.node);
  const leads =
    (isShort && !isPair) ||
    (lead !== undefined && isLone(lead) && hasCall(first.node)) ||
    (isScalar(sum) && positive.length === 1);
  if (!leads) return terms;
  order.turned.add(sum);
  return [lead!, ...terms.filter((t) => t !== lead)];
}

/** Whether a function stands in a product: S⁻¹, σ(Xw), but no sum of all entries. */
const hasCall = (n: Node): boolean =>
  n.op === "call" ? n.args.length > 0 : (n.op === "mat" || n.op === "prod") && n.args.some(hasCall);

/** A letter without a number. */
const isLone = ({ c, node }: Term): boolean => c === 1 && isLetter(node);

const isLetter = (n: Node): boolean => n.op === "sym" || n.op === "transpose";

/** A factor of a product with its exponent. */
export interface Factor {
  readonly base: Node;
  readonly e: Coefficient;
}

interface KeyedFactor extends Factor {
  readonly kind: number;
  readonly letters: string;
}

function compareFactors(a: KeyedFactor, b: KeyedFactor): number {
  if (a.kind !== b.kind) return a.kind - b.kind;
  if (a.letters !== b.letters) return a.letters < b.letters ? -1 : 1;
  return compareNodes(a.base, b.base);
}

/** The factors of a scalar or element-wise product, by kind (numbers, letters, Greek first, calls, sums) and letters. */
export function arrangeFactors(n: Node, order: NameOrder): readonly Factor[] {
  if (n.args.length === 1) return [{ base: n.args[0]!, e: n.coefs[0]! }];
  const known = order.factors.get(n);
  if (known !== undefined) return known;
  const factors = n.args.map(
    (base, i): KeyedFactor => ({ base, e: n.coefs[i]!, kind: kind(base), letters: letters(base, order) }),
  );
  order.factors.set(n, inOrder(factors, compareFactors));
  return factors;
}

/**
 * The letters of an expression in reading order as one sort key, in which each letter's key has an end that sorts before any
 * letter; a power repeats its letter.
 */
function letters(n: Node, order: NameOrder): string {
  const known = order.letters.get(n);
  if (known !== undefined) return known;
  const found = lettersNow(n, order);
  order.letters.set(n, found);
  return found;
}

/** What two expressions have in common beyond this many characters does not count. */
const MAX_LETTERS = 1_000;
const END = "\0";

function lettersNow(n: Node, order: NameOrder): string {
  if (n.op === "sym") return order.key(n.name) + END;
  if (n.op === "entry" && n.args[0]!.op === "sym") {
    const index = n.coefs.map((c) => String(N.toNumber(c)).padStart(6, "0")).join(",");
    return `${order.key(n.args[0]!.name)}[${index}${END}`;
  }
  let out = "";
  if (n.op === "prod") {
    for (const { base, e } of arrangeFactors(n, order)) {
      if (out.length > MAX_LETTERS) break;
      const each = letters(base, order);
      out += typeof e === "number" && e > 1 && e < 30 ? each.repeat(e) : each;
    }
    return out;
  }
  const parts = n.op === "sum" ? arrangeTerms(n, order).map(({ node }) => node) : n.args;
  for (const part of parts) {
    if (out.length > MAX_LETTERS) break;
    out += letters(part, order);
  }
  return out;
}

const isGreek = (name: string): boolean => name.charCodeAt(0) >= 0x370 && name.charCodeAt(0) <= 0x3ff;

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
