import { Q } from "../../core/num/rational";
import { attempt, type Builder } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import { type Node, Trait } from "../symbolic/graph";
import { isScalar } from "../symbolic/leaf";
import { leavesOf } from "../symbolic/recheck";
import type { Granted } from "./facts-in-place";
import { isZeroNode } from "./matrix-order";

/** Whether a fact is an order or an equation of matrices. */
export const isOfMatrices = ({ left, word, right }: Granted): boolean =>
  "≻≽≺≼".includes(word) || (word === "=" && (left.cols !== 1 || right.cols !== 1));

/**
 * A gap with what the order of matrices says of their forms put in: of A'P + PA ≺ 0, that 2x'PAx = −s with s ≥ 0, and s > 0 where
 * x ≠ 0; and what an equation of matrices says of them. Undefined where no such form stands in it.
 */
export function withFormsGiven(
  b: Builder,
  gap: Node,
  facts: readonly Granted[],
  nonzero: ReadonlySet<Node>,
): Node | undefined {
  const columns = leavesOf([gap]).symbols.filter((x) => x.cols === 1 && !isScalar(x));
  let now = gap;
  let count = 0;
  for (const { left, word, right, rank } of facts) {
    if (rank || !isOfMatrices({ left, word, right })) continue;
    const [high, low] = word === "≻" || word === "≽" ? [left, right] : [right, left];
    const M = isZeroNode(low) ? high : isZeroNode(high) ? b.neg(low) : attempt(() => b.sub(high, low)).value;
    for (const x of columns) {
      const form = M && M.rows === x.rows && attempt(() => b.expand(b.mul(b.transpose(x), M, x))).value;
      if (!form || (word === "=" && form.op === "zero")) continue;
      const isStrict = (word === "≻" || word === "≺") && nonzero.has(x);
      const s =
        word === "="
          ? b.num(0)
          : b.symbol(`#form${count++}`, 1, 1, Trait.nonnegative | (isStrict ? Trait.positive : 0));
      const terms =
        form.op === "sum" ? form.args.map((t, i) => [t, form.coefs[i]!] as const) : [[form, 1 as const] as const];
      const placed = terms.flatMap(([t, c]) => {
        const rest = N.isExact(c) && attempt(() => b.sub(form, b.scale(c, t))).value;
        const by = rest && new Map([[t, b.scale(Q.inverse(c), b.sub(s, rest))]]);
        const moved = by && attempt(() => b.expand(b.substitute(now, by))).value;
        return moved && moved !== now ? [moved] : [];
      });
      now = placed[0] ?? now;
    }
  }
  return now === gap ? undefined : now;
}
