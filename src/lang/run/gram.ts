import type { Builder } from "../symbolic/build";
import type { Node } from "../symbolic/graph";
import { isOne, isScalar } from "../symbolic/leaf";
import { isSemidefinite } from "../symbolic/mat";
import { isNonnegative } from "../symbolic/sign";

/** u'Kv for a positive semidefinite K: the identity (undefined), of matrices too, or a matrix. */
export interface Inner {
  readonly u: Node;
  readonly v: Node;
  readonly kernel: Node | undefined;
}

/** Vectors of one inner product, in the order in which they get their coordinates. */
export interface Group {
  readonly kernel: Node | undefined;
  readonly vectors: readonly Node[];
}

const isOnes = ({ op, cols }: Node): boolean => op === "ones" && cols === 1;

/** All ways to read a product of two vectors, or a trace of two matrices, as an inner product. */
function readings(b: Builder, node: Node): Inner[] {
  const isTrace = node.op === "call" && node.name === "tr";
  const inside = isTrace ? node.args[0]! : node;
  if (inside.op !== "mat" || inside.args.length < 3 || !isOne(inside.args[0]!)) return [];
  if (!isTrace && !isScalar(inside)) return [];
  const list = inside.args.slice(1);
  const found: Inner[] = [];
  for (let j = 1; j <= list.length; j++) {
    const left = b.transpose(b.mul(...list.slice(0, j)));
    if (j < list.length) found.push({ u: left, v: b.mul(...list.slice(j)), kernel: undefined });
    const middle = list[j];
    if (isTrace || j + 1 >= list.length || !middle || !isSemidefinite(b.graph, middle)) continue;
    found.push({ u: left, v: b.mul(...list.slice(j + 1)), kernel: middle });
  }
  return found.filter(({ u, v }) => u.rows === v.rows && u.cols === v.cols);
}

/** Whether a node may be an inner product: x'Ay, tr(M'N). */
export const mayBeInner = (node: Node): boolean =>
  isScalar(node) && (node.op === "mat" || (node.op === "call" && node.name === "tr"));

/**
 * Reads products as inner products, so that the fewest vectors stand in them: first the squares u'Ku, then what has their
 * vectors on both sides. What has no such reading is left out.
 */
export function innerProducts(b: Builder, nodes: readonly Node[]): ReadonlyMap<Node, Inner> {
  const chosen = new Map<Node, Inner>();
  const known = new Map<Node | undefined, Set<Node>>();
  const choose = (node: Node, inner: Inner): void => {
    chosen.set(node, inner);
    const set = known.get(inner.kernel) ?? new Set();
    known.set(inner.kernel, set.add(inner.u).add(inner.v));
  };
  const open = new Map(nodes.map((node) => [node, readings(b, node)] as const));
  for (const [node, list] of open) {
    const square = list.find(({ u, v }) => u === v);
    if (square) choose(node, square);
  }
  const isKnown = ({ u, v, kernel }: Inner) =>
    [u, v].filter((side) => known.get(kernel)?.has(side) || (kernel === undefined && isOnes(side))).length;
  for (const need of [2, 1, 0]) {
    for (const [node, list] of open) {
      // A trace alone is better known by the sign of its factors.
      if (chosen.has(node) || (need === 0 && node.op === "call")) continue;
      // And a sum of what is nowhere negative by its own sign.
      if (need < 2 && isNonnegative(node)) continue;
      const best = list.find((inner) => isKnown(inner) >= need && (need > 0 || list.length === 1));
      if (best) choose(node, best);
    }
  }
  return chosen;
}

/** The vectors of each inner product: a column of ones and what is not 0 come first. */
export function groupsOf(inners: Iterable<Inner>, isNonzero: (v: Node) => boolean): Group[] {
  const sets = new Map<string, { kernel: Node | undefined; vectors: Set<Node> }>();
  for (const { u, v, kernel } of inners) {
    const key = `${kernel?.id ?? "I"} ${u.rows}×${u.cols}`;
    const set = sets.get(key) ?? { kernel, vectors: new Set<Node>() };
    sets.set(key, set);
    set.vectors.add(u).add(v);
  }
  const rank = (v: Node): number => (isOnes(v) ? 0 : isNonzero(v) ? 1 : 2);
  return [...sets.values()].map(({ kernel, vectors }) => ({
    kernel,
    vectors: [...vectors].sort((p, q) => rank(p) - rank(q)),
  }));
}
