import { N } from "./coefficient";
import type { Node, Op } from "./graph";

const rank: { readonly [O in Op]: number } = {
  num: 0,
  sym: 1,
  entry: 2,
  transpose: 3,
  ones: 4,
  eye: 5,
  zero: 6,
  call: 7,
  prod: 8,
  pow: 9,
  mat: 10,
  sum: 11,
  literal: 12,
};

/**
 * A total order of expressions by what they are, never by when they were made: capital letters first, then small, then Greek.
 * Canonical choices that a reader sees (x'Ay or y'A'x) use it, so that they do not depend on what was typed before.
 */
export function compareNodes(a: Node, b: Node): number {
  if (a === b) return 0;
  const leafA = a.op === "transpose" ? a.args[0]! : a;
  const leafB = b.op === "transpose" ? b.args[0]! : b;
  if (leafA.op === "sym" && leafB.op === "sym") {
    if (leafA.name !== leafB.name) return leafA.name < leafB.name ? -1 : 1;
    return a.op === b.op ? compareText(shapeOf(a), shapeOf(b)) || a.traits - b.traits : a.op === "transpose" ? 1 : -1;
  }
  if (a.op !== b.op) return rank[a.op] - rank[b.op];
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  const ordered = a.op !== "sum" && a.op !== "prod";
  const p = ordered ? a.args : sortedArgs(a);
  const q = ordered ? b.args : sortedArgs(b);
  for (let i = 0; i < p.length && i < q.length; i++) {
    const c = compareNodes(p[i]!, q[i]!);
    if (c !== 0) return c;
  }
  if (p.length !== q.length) return p.length - q.length;
  for (let i = 0; i < a.coefs.length; i++) {
    const x = a.coefs[ordered ? i : a.args.indexOf(p[i]!)]!;
    const y = b.coefs[ordered ? i : b.args.indexOf(q[i]!)]!;
    const d = N.sign(N.sub(x, y));
    if (d !== 0) return d;
  }
  return compareText(shapeOf(a), shapeOf(b));
}

// Without it two deep expressions would sort the same inner sums again and again at every level.
const sorted = new WeakMap<Node, readonly Node[]>();

function sortedArgs(n: Node): readonly Node[] {
  const known = sorted.get(n);
  if (known !== undefined) return known;
  const list = [...n.args].sort(compareNodes);
  sorted.set(n, list);
  return list;
}

/** Compares two lists factor by factor; the list with fewer transposed matrices comes first. */
export function compareFactors(p: readonly Node[], q: readonly Node[]): number {
  const d = transposedIn(p) - transposedIn(q);
  if (d !== 0) return d;
  for (let i = 0; i < p.length && i < q.length; i++) {
    const c = compareNodes(p[i]!, q[i]!);
    if (c !== 0) return c;
  }
  return p.length - q.length;
}

function transposedIn(list: readonly Node[]): number {
  let count = 0;
  for (const n of list) {
    const inner = n.op === "call" && n.name === "inv" ? n.args[0]! : n;
    if (inner.op === "transpose" && inner.rows !== 1) count++;
  }
  return count;
}

const shapeOf = (n: Node): string => `${n.rows}×${n.cols}`;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
