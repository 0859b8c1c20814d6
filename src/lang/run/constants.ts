import { Enclose, type Enclosure } from "../../core/num/enclosure";
import { Q, type Rational } from "../../core/num/rational";
import { attempt, type Builder } from "../symbolic/build";
import { isIdenticallyZero } from "../symbolic/canonical";
import { N } from "../symbolic/coefficient";
import { holdsData } from "../symbolic/data";
import type { Node } from "../symbolic/graph";
import { hasSymbols } from "../symbolic/letters";
import { enclosureOf } from "./enclose";
import { entryNodes } from "./numbers";
import { separationOf } from "./separation";

/** Two constants entry by entry: which is the larger, 0 where they are equal, undefined where that can't be told. */
export interface Comparison {
  readonly orders: readonly (-1 | 0 | 1 | undefined)[];
  /** Both in decimals, with enough of them to see a difference. */
  readonly left: string;
  readonly right: string;
  /** What is to be said where it can't be told. */
  readonly agreement: string;
}

interface Entry {
  readonly node: Node;
  readonly bounds: Enclosure;
  /** Where it is a rational number. */
  readonly exact: Rational | undefined;
}

/** More decimals than this are not written. */
const MOST_DECIMALS = 60;

/**
 * Compares constants of which one at least is irrational, by bounds that no rounding can break. Undefined where both are rational
 * or an entry has no such bounds (letters, data, floating point, functions without).
 */
export function compareConstants(b: Builder, x: Node, y: Node): Comparison | undefined {
  const [left, right] = [entriesOf(b, x), entriesOf(b, y)];
  if (!left || !right || [...left, ...right].every(({ exact }) => exact !== undefined)) return undefined;
  const length = Math.max(left.length, right.length);
  const pairs = Array.from({ length }, (_, i) => [left[left.length === 1 ? 0 : i], right[right.length === 1 ? 0 : i]]);
  const orders = pairs.map(([p, q]) => orderOf(b, p, q));
  const decimals = decimalsFor(pairs.filter((_, i) => orders[i] !== 0));
  const open = pairs.filter((_, i) => orders[i] === undefined).flat();
  const isNarrow = open.every(({ bounds }) => Enclose.digits(bounds) > MOST_DECIMALS);
  const agreement = `both sides agree ${isNarrow ? `to ${MOST_DECIMALS} decimals` : "but for rounding"}`;
  return { orders, left: textOf(x, left, decimals), right: textOf(y, right, decimals), agreement };
}

function entriesOf(b: Builder, node: Node): Entry[] | undefined {
  const { rows, cols } = node;
  if (typeof rows !== "number" || typeof cols !== "number" || rows * cols > 100) return undefined;
  if (hasSymbols(node) || holdsData(node)) return undefined;
  const entries: Entry[] = [];
  for (const part of attempt(() => entryNodes(b, node, rows, cols)).value ?? []) {
    const bounds = enclosureOf(part);
    if (!bounds) return undefined;
    const [value] = part.coefs;
    const exact = part.op === "zero" ? 0 : part.op === "num" && N.isExact(value) ? (value as Rational) : undefined;
    entries.push({ node: part, bounds, exact });
  }
  return entries.length === rows * cols ? entries : undefined;
}

function orderOf(b: Builder, p: Entry, q: Entry): -1 | 0 | 1 | undefined {
  if (p.exact !== undefined && q.exact !== undefined) return Math.sign(Q.compare(p.exact, q.exact)) as -1 | 0 | 1;
  const order = Enclose.order(p.bounds, q.bounds);
  if (order !== 0) return order;
  const gap = attempt(() => b.sub(p.node, q.node)).value;
  const isSame = p.node === q.node || (gap && attempt(() => isIdenticallyZero(b.graph, gap)).value);
  return isSame || (gap && isTooNear(gap, p.bounds, q.bounds)) ? 0 : undefined;
}

/** Whether two algebraic numbers are nearer to each other than different ones of their size can be. */
function isTooNear(gap: Node, p: Enclosure, q: Enclosure): boolean {
  const separation = separationOf(gap);
  return separation !== undefined && Enclose.nearness(p, q) > separation;
}

/** Two decimals beyond the first at which every pair differs. */
function decimalsFor(pairs: readonly (readonly Entry[])[]): number {
  if (pairs.length === 0) return 6;
  let decimals = 3;
  const isSeen = ([p, q]: readonly Entry[]) =>
    Enclose.decimal(p.bounds, decimals) !== Enclose.decimal(q.bounds, decimals);
  while (decimals < MOST_DECIMALS && !pairs.some(isSeen)) decimals++;
  return decimals + 2;
}

function textOf({ rows, cols }: Node, entries: readonly Entry[], decimals: number): string {
  const texts = entries.map(({ exact, bounds }) => {
    const text = Enclose.decimal(bounds, decimals).replace("-", "−");
    const isWhole = exact !== undefined && Q.isInteger(Q.mul(exact, Q.ratio(10n ** BigInt(decimals), 1n)));
    return isWhole ? text.replace(/\.?0+$/, "") : text;
  });
  if (rows === 1 && cols === 1) return texts[0];
  if (cols === 1) return `(${texts.join(", ")})`;
  const width = Number(cols);
  const lines = Array.from({ length: Number(rows) }, (_, i) => texts.slice(i * width, (i + 1) * width).join(" "));
  return `[${lines.join("; ")}]`;
}
