import { type Coefficient, N } from "./coefficient";
import { constantEntries } from "./constant";
import { isData } from "./data";
import { addData, scaleData } from "./data-fold";
import { type Graph, intern, type Node, type Size } from "./graph";
import { isZero, num, zero } from "./leaf";

/**
 * Σ coefs[i]·terms[i] in normal form: flat, equal terms merged, sorted by id, numbers gathered in the term 1, literals added.
 * @throws RangeError when the shapes differ
 */
export function sum(g: Graph, terms: readonly Node[], coefs?: readonly Coefficient[]): Node {
  if (terms.length === 0) return num(g, 0);
  const { rows, cols } = terms[0]!;
  const ids: Node[] = [];
  const by: Coefficient[] = [];
  let literal: Node | undefined;
  let unit: Coefficient = 0;
  for (let i = 0; i < terms.length; i++) {
    const t = terms[i]!;
    const c = coefs === undefined ? 1 : coefs[i]!;
    if (t.rows !== rows || t.cols !== cols) throw clash(t, rows, cols);
    if (t.op === "sum") {
      for (let j = 0; j < t.args.length; j++) {
        const a = t.args[j]!;
        const k = c === 1 ? t.coefs[j]! : N.mul(c, t.coefs[j]!);
        if (a.op === "num") unit = N.add(unit, N.mul(k, a.coefs[0]!));
        else if (a.op === "literal") literal = addLiterals(g, literal, a, k);
        else {
          ids.push(a);
          by.push(k);
        }
      }
    } else if (t.op === "num") unit = N.add(unit, N.mul(c, t.coefs[0]!));
    else if (t.op === "literal") literal = addLiterals(g, literal, t, c);
    else if (t.op !== "zero") {
      ids.push(t);
      by.push(c);
    }
  }
  if (!N.isZero(unit)) {
    ids.push(num(g, 1));
    by.push(unit);
  }
  if (ids.some(isData)) literal = absorbData(g, literal, ids, by);
  if (literal !== undefined) absorb(g, literal, ids, by);
  return finish(g, ids, by, rows, cols);
}

/** c·a. */
export function scale(g: Graph, c: Coefficient, a: Node): Node {
  if (c === 1) return a;
  if (N.isZero(c)) return zero(g, a.rows, a.cols);
  if (a.op === "num") return num(g, N.mul(c, a.coefs[0]!));
  if (a.op === "zero") return a;
  if (isData(a)) return scaleData(g, c, a);
  if (a.op === "literal") return scaleLiteral(g, c, a);
  if (a.op === "sum") {
    const by = a.coefs.map((k) => N.mul(c, k));
    if (a.args.some((t) => t.op === "literal")) return sum(g, a.args, by);
    if (a.args.length === 1 && by[0] === 1) return a.args[0]!;
    return intern(g, "sum", a.rows, a.cols, a.args, by);
  }
  return intern(g, "sum", a.rows, a.cols, [a], [c]);
}

/** The number in front of a term, and the rest: 2x is 2 and x; a sum of several terms has 1 in front. */
export function splitCoefficient(a: Node): { readonly c: Coefficient; readonly rest: Node } {
  if (a.op === "sum" && a.args.length === 1) return { c: a.coefs[0]!, rest: a.args[0]! };
  return { c: 1, rest: a };
}

/** A literal from entries that need not be normal: all zeros become the zero array. */
export function literal(g: Graph, rows: number, cols: number, entries: readonly Node[]): Node {
  if (entries.length !== rows * cols) {
    throw new RangeError(`a ${rows}×${cols} literal needs ${rows * cols} entries, got ${entries.length}`);
  }
  if (rows === 1 && cols === 1) return entries[0]!;
  return entries.every(isZero) ? zero(g, rows, cols) : intern(g, "literal", rows, cols, entries);
}

/** The entries of a concrete constant array, or undefined: `eye`, `ones`, `zero` of known size are written out. */
export function literalEntries(g: Graph, a: Node): readonly Node[] | undefined {
  if (a.op === "literal") return a.args;
  if (typeof a.rows !== "number" || typeof a.cols !== "number") return undefined;
  const n = a.rows * a.cols;
  if (a.op === "eye") return Array.from({ length: n }, (_, i) => num(g, i % (Number(a.cols) + 1) === 0 ? 1 : 0));
  if (a.op === "ones") return new Array<Node>(n).fill(num(g, 1));
  if (a.op === "zero") return new Array<Node>(n).fill(num(g, 0));
  if (a.rows === 1 && a.cols === 1) return [a];
  return constantEntries(g, a);
}

function clash(t: Node, rows: Size, cols: Size): RangeError {
  return new RangeError(`summands must all be ${rows}×${cols}, got ${t.rows}×${t.cols}`);
}

function scaleLiteral(g: Graph, c: Coefficient, a: Node): Node {
  if (c === 1) return a;
  const entries = a.args.map((e) => scale(g, c, e));
  return literal(g, a.rows as number, a.cols as number, entries);
}

function addLiterals(g: Graph, a: Node | undefined, b: Node, c: Coefficient): Node {
  if (a === undefined || a.op === "zero") return scaleLiteral(g, c, b);
  const entries = a.args.map((e, i) => sum(g, [e, b.args[i]!], [1, c]));
  return literal(g, a.rows as number, a.cols as number, entries);
}

/** Adds up the data among the terms, and the literal if it holds numbers only; what comes to few numbers is a literal again. */
function absorbData(g: Graph, lit: Node | undefined, ids: Node[], by: Coefficient[]): Node | undefined {
  const terms: Node[] = [];
  const coefs: Coefficient[] = [];
  for (let i = ids.length - 1; i >= 0; i--) {
    if (!isData(ids[i]!)) continue;
    terms.push(...ids.splice(i, 1));
    coefs.push(...by.splice(i, 1));
  }
  const all = lit && addData(g, [...terms, lit], [...coefs, 1]);
  const total = all ?? addData(g, terms, coefs)!;
  const rest = all === undefined ? lit : undefined;
  if (total.op === "literal") return addLiterals(g, rest, total, 1);
  ids.push(total);
  by.push(1);
  return rest;
}

/** Adds what is constant among the terms (identity, ones) into the literal, and the literal to the terms. */
function absorb(g: Graph, lit: Node, ids: Node[], by: Coefficient[]): void {
  let total: Node = lit;
  for (let i = ids.length - 1; i >= 0; i--) {
    const constant = ids[i]!.op === "eye" || ids[i]!.op === "ones" ? literalEntries(g, ids[i]!) : undefined;
    if (constant === undefined) continue;
    const part = intern(g, "literal", lit.rows, lit.cols, constant);
    total = total.op === "literal" ? addLiterals(g, total, part, by[i]!) : scaleLiteral(g, by[i]!, part);
    ids.splice(i, 1);
    by.splice(i, 1);
  }
  if (total.op === "literal") {
    ids.push(total);
    by.push(1);
  }
}

function finish(g: Graph, ids: Node[], by: Coefficient[], rows: Size, cols: Size): Node {
  sortTogether(ids, by);
  let k = 0;
  for (let i = 0; i < ids.length; i++) {
    if (k > 0 && ids[k - 1] === ids[i]) {
      by[k - 1] = N.add(by[k - 1]!, by[i]!);
    } else {
      if (k > 0 && N.isZero(by[k - 1]!)) k--;
      ids[k] = ids[i]!;
      by[k] = by[i]!;
      k++;
    }
  }
  if (k > 0 && N.isZero(by[k - 1]!)) k--;
  if (k < ids.length) {
    ids.length = k;
    by.length = k;
  }
  if (k === 0) return zero(g, rows, cols);
  if (k === 1) {
    if (ids[0]!.op === "num") return num(g, by[0]!);
    if (by[0] === 1) return ids[0]!;
  }
  return k === 2
    ? (complement(g, ids, by) ?? intern(g, "sum", rows, cols, ids, by))
    : intern(g, "sum", rows, cols, ids, by);
}

/** c − cσ(u) = cσ(−u). */
function complement(g: Graph, ids: readonly Node[], by: readonly Coefficient[]): Node | undefined {
  const at = ids[0]!.op === "call" ? 0 : 1;
  const [s, one] = [ids[at]!, ids[1 - at]!];
  if (s.op !== "call" || s.name !== "sigmoid") return undefined;
  const isOne = one.op === "ones" || (one.op === "num" && one.coefs[0] === 1);
  if (!isOne || !N.isZero(N.add(by[0]!, by[1]!))) return undefined;
  const u = scale(g, -1, s.args[0]!);
  return scale(g, by[1 - at]!, intern(g, "call", s.rows, s.cols, [u], [], "sigmoid"));
}

/** Sorts by id; nearly sorted input, the usual case, costs one pass. */
export function sortTogether(ids: Node[], by: Coefficient[]): void {
  const n = ids.length;
  let moved = 0;
  for (let i = 1; i < n; i++) {
    const a = ids[i]!;
    const id = a.id;
    if (ids[i - 1]!.id <= id) continue;
    const c = by[i]!;
    let j = i - 1;
    while (j >= 0 && ids[j]!.id > id) {
      ids[j + 1] = ids[j]!;
      by[j + 1] = by[j]!;
      j--;
    }
    ids[j + 1] = a;
    by[j + 1] = c;
    moved += i - j;
    if (moved > 4000) {
      sortLong(ids, by);
      return;
    }
  }
}

function sortLong(ids: Node[], by: Coefficient[]): void {
  const order = ids.map((_, i) => i).sort((i, j) => ids[i]!.id - ids[j]!.id);
  const sortedIds = order.map((i) => ids[i]!);
  const sortedBy = order.map((i) => by[i]!);
  for (let i = 0; i < order.length; i++) {
    ids[i] = sortedIds[i]!;
    by[i] = sortedBy[i]!;
  }
}
