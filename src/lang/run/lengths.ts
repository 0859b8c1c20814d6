import { Q } from "../../core/num/rational";
import { attempt, type Builder } from "../symbolic/build";
import { type Node, Trait } from "../symbolic/graph";
import { isOne, isScalar } from "../symbolic/leaf";
import type { Granted } from "./facts-in-place";

/** Facts in which the length of a vector is a letter of its own, and what that makes of the expressions they are about. */
export interface Measured {
  readonly facts: readonly Granted[];
  /** p² for each x'x. */
  readonly by: ReadonlyMap<Node, Node>;
  /** p for each vector x. */
  readonly lengths: ReadonlyMap<Node, Node>;
}

/**
 * With a letter p ≥ 0 for the length of each vector whose length a fact is about: `‖x‖ ≤ 1` says p ≤ 1, and x'x is p². What is
 * shown for all x and p is shown for p = ‖x‖. Undefined where no fact is about a length.
 */
export function measured(b: Builder, granted: readonly Granted[]): Measured | undefined {
  const facts = granted.filter(({ rank }) => !rank);
  const by = new Map<Node, Node>();
  const lengths = new Map<Node, Node>();
  const visit = (n: Node): void => {
    const x = n.op === "mat" && n.args.length === 3 && isOne(n.args[0]!) ? n.args[2]! : undefined;
    if (x?.op === "sym" && isScalar(n) && b.mul(b.transpose(x), x) === n) {
      const p = lengths.get(x) ?? b.symbol(`#length ${x.name}`, 1, 1, Trait.nonnegative);
      lengths.set(x, p);
      by.set(n, b.mul(p, p));
    } else n.args.forEach(visit);
  };
  for (const { left, right } of facts) [left, right].forEach(visit);
  if (by.size === 0) return undefined;
  const now = (n: Node): Node => attempt(() => b.substitute(n, by)).value ?? n;
  const roots = new Map([...lengths.values()].map((p) => [b.mul(p, p), p] as const));
  /** p² ≤ c is p ≤ √c. */
  const rooted = (fact: Granted): Granted => {
    const [p, q] = [roots.get(fact.left), roots.get(fact.right)];
    const value = p ? b.rational(fact.right) : q ? b.rational(fact.left) : undefined;
    if (value === undefined || Q.sign(value) < 0) return fact;
    const root = b.pow(b.num(value), b.num(Q.ratio(1, 2)));
    return { ...fact, left: p ?? root, right: q ?? root };
  };
  const moved = facts.map((fact) => rooted({ ...fact, left: now(fact.left), right: now(fact.right) }));
  return { facts: moved, by, lengths };
}

/** The gap with ± p q ∓ s for an inner product x'y of measured vectors, s ≥ 0: all that Cauchy and Schwarz leave open. */
export function* boundedByLengths(
  b: Builder,
  gap: Node,
  { by, lengths }: Measured,
): Generator<{ readonly gap: Node; readonly isBounded: boolean }> {
  const plain = b.substitute(gap, by);
  yield { gap: plain, isBounded: false };
  const found = new Map<Node, Node>();
  const lengthOf = (x: Node): Node | undefined =>
    x.op === "ones" && x.cols === 1 ? b.pow(b.size(x.rows), b.num(Q.ratio(1, 2))) : lengths.get(x);
  const visit = (n: Node): void => {
    const isProduct = n.op === "mat" && n.args.length === 3 && isOne(n.args[0]!) && isScalar(n);
    const [p, q] = isProduct ? [b.transpose(n.args[1]!), n.args[2]!].map(lengthOf) : [];
    if (p && q) found.set(n, b.mul(p, q));
    else n.args.forEach(visit);
  };
  visit(plain);
  const slack = b.symbol("#left open", 1, 1, Trait.nonnegative);
  for (const [inner, most] of found) {
    const size = b.call("abs", inner);
    for (const [part, is] of [
      [size, b.sub(most, slack)],
      [b.mul(inner, inner), b.sub(b.mul(most, most), slack)],
      [inner, b.sub(most, slack)],
      [inner, b.sub(slack, most)],
    ] as const) {
      const moved = b.substitute(plain, new Map([[part, is]]));
      if (moved !== plain) yield { gap: moved, isBounded: true };
    }
  }
}
