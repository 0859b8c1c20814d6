import { Q } from "../../core/num/rational";
import { isInverse } from "./cancel";
import { type Coefficient, N } from "./coefficient";
import { type Graph, type Node, Refusal } from "./graph";
import { isOne, isScalar, isZero, num } from "./leaf";
import { multiply } from "./mat";
import { compareNodes } from "./order";
import { expand } from "./rewrite";
import { sum } from "./sum";

/** How often a sum is rewritten at most, and how many terms it may grow to. */
const ROUNDS = 24;
const MAX_TERMS = 200;

/**
 * A sum with inverses of sums taken apart: T₁W⁻¹ = 1/c₁ (I − Σ cᵢTᵢW⁻¹) for W = Σ cᵢTᵢ and its longest term T₁, on both sides of
 * W⁻¹, and multiplied by M from the left where a term begins with M⁻¹, from the right where one ends with it. Zero exactly where
 * the sum is.
 */
export function withoutInverses(g: Graph, n: Node): Node {
  const first = cleared(g, n, shortest);
  return isZero(first) ? first : cleared(g, n, (list) => list.find((m) => m !== undefined));
}

/** Which of the matrices whose inverses stand at the ends is multiplied with first decides how far the folding comes. */
type Pick = (list: readonly (Node | undefined)[]) => Node | undefined;

function cleared(g: Graph, n: Node, pick: Pick): Node {
  let at = folded(g, n);
  for (let round = 0; round < 8 && at.op === "sum" && !isScalar(at); round++) {
    const left = pick(at.args.map((t) => inverted(t, 0)));
    const right = left === undefined ? pick(at.args.map((t) => inverted(t, -1))) : undefined;
    if (left === undefined && right === undefined) return at;
    const terms = at.args.map((t) => multiply(g, left === undefined ? [t, right!] : [left, t]));
    at = folded(g, expand(g, sum(g, terms, at.coefs)));
  }
  return at;
}

/** Single matrices before sums: what they stand beside may then be folded. */
const shortest: Pick = (list) =>
  list.reduce((best, m) => (m && (!best || m.length < best.length) ? m : best), undefined);

/** M where the first (0) or last (−1) factor of a term is M⁻¹. */
function inverted(t: Node, end: 0 | -1): Node | undefined {
  const f = t.op === "mat" ? t.args.slice(1).at(end)! : t;
  return isInverse(f) ? f.args[0] : undefined;
}

function folded(g: Graph, n: Node): Node {
  let at = n;
  for (let round = 0; round < ROUNDS; round++) {
    const terms = at.op === "sum" ? at.args : [at];
    const coefs: readonly Coefficient[] = at.op === "sum" ? at.coefs : [1];
    if (terms.length > MAX_TERMS) throw new Refusal("limit", tooMany);
    const next = terms.map((t) => foldOnce(g, t));
    if (next.every((t) => t === undefined)) return at;
    at = expand(
      g,
      sum(
        g,
        next.map((t, i) => t ?? terms[i]!),
        coefs,
      ),
    );
  }
  return at;
}

/** The term with one T₁W⁻¹ or W⁻¹T₁ in it replaced. */
function foldOnce(g: Graph, t: Node): Node | undefined {
  if (t.op !== "mat") return undefined;
  const [s, ...list] = t.args as [Node, ...Node[]];
  for (const [i, f] of list.entries()) {
    const W = isInverse(f) ? f.args[0]! : undefined;
    if (W?.op !== "sum") continue;
    const lead = leadOf(W);
    const factors = factorsOf(W.args[lead]!);
    if (factors === undefined) continue;
    const c = W.coefs[lead]!;
    if (N.isApprox(c)) continue;
    const rest = (side: "left" | "right"): Node => {
      const others = W.args.flatMap((w, k) => (k === lead ? [] : [multiply(g, side === "left" ? [w, f] : [f, w])]));
      const by = W.coefs.filter((_, k) => k !== lead).map(N.neg);
      return sum(g, [multiply(g, [f, W]), ...others], [1, ...by]);
    };
    const matches = (from: number) => from >= 0 && factors.every((x, k) => list[from + k] === x);
    const before = i - factors.length;
    const inverse = num(g, Q.inverse(c));
    if (matches(before)) return multiply(g, [s, inverse, ...list.slice(0, before), rest("left"), ...list.slice(i + 1)]);
    if (matches(i + 1))
      return multiply(g, [s, inverse, ...list.slice(0, i), rest("right"), ...list.slice(i + 1 + factors.length)]);
  }
  return undefined;
}

/** The longest term of a sum that is not the identity. */
function leadOf(W: Node): number {
  let best = W.args[0]!.op === "eye" ? 1 : 0;
  for (let i = best + 1; i < W.args.length; i++) {
    if (W.args[i]!.op === "eye") continue;
    const order = W.args[i]!.length - W.args[best]!.length;
    if (order > 0 || (order === 0 && compareNodes(W.args[i]!, W.args[best]!) < 0)) best = i;
  }
  return best;
}

function factorsOf(t: Node): readonly Node[] | undefined {
  if (t.op !== "mat") return [t];
  return isOne(t.args[0]!) ? t.args.slice(1) : undefined;
}

const tooMany = { en: "The inverses give too many terms.", zh: "逆矩阵展开后的项过多。" } as const;
