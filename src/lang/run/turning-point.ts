import { Q } from "../../core/num/rational";
import { attempt, type Builder } from "../symbolic/build";
import { dependsOn, derivative } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { isScalar } from "../symbolic/leaf";
import { leavesOf } from "../symbolic/recheck";
import { said } from "./facts";
import type { Granted } from "./facts-in-place";
import { signOf } from "./least-value";
import { rootsOf } from "./solve-scalar";

/** A place at which an inequality of one letter fails, which no drawn number would meet: sin t < 1 at t = π/2. */
export interface TurningPoint {
  readonly letter: Node;
  readonly at: Node;
  readonly left: Node;
  readonly right: Node;
}

/** Where the difference of both sides is stationary, or a sine is ±1 or 0, and `left word right` is certainly false. */
export function failsAtTurningPoint(
  b: Builder,
  left: Node,
  word: string,
  right: Node,
  granted: readonly Granted[],
): TurningPoint | undefined {
  const [t, ...others] = leavesOf([left, right]).symbols;
  if (!t || others.length > 0 || ![t, left, right].every(isScalar)) return undefined;
  const signs = Trait.positive | Trait.nonnegative;
  if ((t.traits & ~signs) !== 0) return undefined;
  const declared: readonly Granted[] =
    (t.traits & signs) === 0 ? [] : [{ left: t, word: t.traits & Trait.positive ? ">" : "≥", right: b.num(0) }];
  const slope = attempt(() => b.expand(derivative(b.graph, b.sub(left, right), t))).value;
  const roots = (slope && dependsOn(slope, t) && rootsOf({ b }, slope, t)) || [];
  const turns = [Q.ratio(1, 2), Q.ratio(-1, 2), 1].map((part) => b.mul(b.num(part), b.call("pi")));
  for (const at of [...roots, ...turns]) {
    const there = (n: Node): Node | undefined => attempt(() => b.expand(b.substitute(n, new Map([[t, at]])))).value;
    const gapAt = (p: Node, q: Node): number | undefined => {
      const gap = there(b.sub(p, q));
      return gap && signOf(b, gap);
    };
    const isAllowed = [...declared, ...granted].every((fact) => {
      const sign = fact.rank || !"<≤>≥=≠".includes(fact.word) ? undefined : gapAt(fact.left, fact.right);
      return sign !== undefined && said(fact.word, sign);
    });
    const sign = isAllowed ? gapAt(left, right) : undefined;
    if (sign === undefined || said(word, sign)) continue;
    const [p, q] = [there(left), there(right)];
    if (p && q) return { letter: t, at, left: p, right: q };
  }
  return undefined;
}
