import type { Rational } from "../../core/num/rational";
import { Q } from "../../core/num/rational";
import type { Fact } from "../check/scope";
import { attempt, type Builder } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import { isDefinite } from "../symbolic/definite";
import { dependsOn } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { isScalar } from "../symbolic/leaf";
import { isSemidefinite, isSymmetric } from "../symbolic/mat";
import { isNonnegative, isPositive } from "../symbolic/sign";
import { mirrored } from "./facts";
import { isZeroNode } from "./matrix-order";

/** Facts as what letters are: `t > 2` is t = 2 + s with s > 0, `A ≽ B` is A = B + P with P ≽ 0. */
export interface Placed {
  /** What stands for each letter, written in the new ones. */
  readonly by: ReadonlyMap<Node, Node>;
  /** Letters said not to be 0. */
  readonly nonzero: ReadonlySet<Node>;
  /** A range with an end that belongs to it is reached in the limit only. */
  readonly isOpen: boolean;
}

const positive = Trait.positive | Trait.nonnegative;

/** A comparison that may be taken for granted. */
export type Granted = Pick<Fact, "left" | "word" | "right" | "rank">;

/** Reads facts one after the other; those that say nothing about one letter are left out, which only loses what they say. */
export function placeFacts(b: Builder, facts: readonly Granted[]): Placed {
  const by = new Map<Node, Node>();
  const nonzero = new Set<Node>();
  let isOpen = false;
  let count = 0;
  const move = (letter: Node, to: Node): void => {
    const step = new Map([[letter, to]]);
    for (const [name, is] of by) by.set(name, b.substitute(is, step));
    by.set(letter, to);
  };
  const now = (n: Node): Node => attempt(() => b.expand(b.substitute(n, by))).value ?? b.substitute(n, by);
  for (const fact of facts.flatMap((each) => [...withoutBars(b, each)])) {
    const { word, rank } = fact;
    if (rank) continue;
    const long = longIn(b, fact);
    if (long) nonzero.add(long);
    const [left, right] = [now(fact.left), now(fact.right)];
    if (word === "≠") {
      for (const [x, y] of [
        [fact.left, fact.right],
        [fact.right, fact.left],
      ])
        if (x.op === "sym" && isZeroNode(y)) nonzero.add(x);
      continue;
    }
    const isUp = "≻≽>≥".includes(word);
    const [high, low] = isUp ? [left, right] : [right, left];
    const isStrict = "≻≺<>".includes(word);
    const fresh = (x: Node, traits: number): Node => b.symbol(`#fact${count++}`, x.rows, x.cols, traits);
    if ("≻≽≺≼".includes(word)) {
      const gap = isZeroNode(low) ? high : isZeroNode(high) ? b.neg(low) : b.sub(high, low);
      const traits = Trait.symmetric | Trait.psd | (isStrict ? Trait.pd : 0);
      const found = solved(
        b,
        gap,
        (x) => isSymmetric(b.graph, x) && !isScalar(x),
        (x) => fresh(x, traits),
        keepsOrder(b),
      );
      if (found) move(found.letter, found.is);
    } else if (word === "=") {
      const found = solved(b, b.sub(left, right), () => true, undefined, keepsSign);
      if (found) move(found.letter, found.is);
    } else {
      const gap = spread(b, high, low);
      const traits = isStrict ? positive : Trait.nonnegative;
      const found =
        gap &&
        solved(
          b,
          gap,
          () => true,
          (x) => fresh(x, traits),
          keepsSign,
        );
      if (found) move(found.letter, found.is);
      const within = found ? undefined : gap && boundedAbove(gap);
      if (within) {
        // 0 ≤ s ≤ c is s = c w/(1 + w).
        const w = fresh(within.letter, within.letter.traits & positive);
        move(within.letter, b.scale(within.most, b.div(w, b.add(b.num(1), w))));
        isOpen ||= !isStrict;
      }
    }
  }
  return { by, nonzero, isOpen };
}

/** What stands for a square in an identity: of t² + s² = 1, 1 − s² for t². */
export function squaresGiven(b: Builder, facts: readonly Granted[]): ReadonlyMap<Node, Node> {
  const by = new Map<Node, Node>();
  for (const { left, right, word, rank } of facts) {
    const gap = word === "=" && !rank ? attempt(() => b.expand(b.sub(left, right))).value : undefined;
    if (gap?.op !== "sum" || !isScalar(gap)) continue;
    const at = gap.args.findIndex((t, i) => {
      const [letter] = t.args;
      if (t.op !== "prod" || t.args.length !== 1 || letter?.op !== "sym" || t.coefs[0] !== 2) return false;
      return N.isExact(gap.coefs[i]!) && gap.args.every((other) => other === t || !dependsOn(other, letter));
    });
    const [square, c] = [gap.args[at], gap.coefs[at] as Rational];
    if (square && !by.has(square)) by.set(square, b.scale(Q.inverse(c), b.sub(b.scale(c, square), gap)));
  }
  return by;
}

/** |u| ≤ c as u ≤ c and −u ≤ c. */
export function* withoutBars(b: Builder, fact: Granted): Generator<Granted> {
  const [low, high] = fact.word === "≤" || fact.word === "<" ? [fact.left, fact.right] : [fact.right, fact.left];
  const isOrder = ["≤", "<", "≥", ">"].includes(fact.word);
  if (!isOrder || low.op !== "call" || low.name !== "abs") {
    yield fact;
    return;
  }
  const word = fact.word === "<" || fact.word === ">" ? "<" : "≤";
  const inside = low.args[0]!;
  yield { left: inside, word, right: high };
  yield { left: b.neg(inside), word, right: high };
}

/** x of ‖x‖ = c, ‖x‖ > c and the like, where that keeps x from 0. */
function longIn(b: Builder, { left, word, right }: Granted): Node | undefined {
  for (const [norm, said, bound] of [
    [left, word, right],
    [right, mirrored[word] ?? word, left],
  ] as const) {
    const value = b.rational(bound);
    if (value === undefined || norm.op !== "prod" || norm.args.length !== 1) continue;
    const [square] = norm.args;
    const x = square?.op === "mat" ? square.args[2] : undefined;
    if (x?.op !== "sym" || b.mul(b.transpose(x), x) !== square) continue;
    const sign = Q.sign(value);
    if ((said === ">" && sign >= 0) || ((said === "=" || said === "≥") && sign > 0)) return x;
  }
  return undefined;
}

function spread(b: Builder, high: Node, low: Node): Node | undefined {
  const big = [high, low].find((n) => !isScalar(n));
  const [p, q] = big ? [high, low].map((n) => (isScalar(n) ? b.mul(n, b.ones(big.rows, big.cols)) : n)) : [high, low];
  return attempt(() => b.expand(b.sub(p!, q!))).value;
}

const keepsSign = (letter: Node, is: Node): boolean =>
  letter.traits & Trait.positive
    ? isPositive(is)
    : letter.traits & Trait.nonnegative
      ? isNonnegative(is)
      : letter.traits === 0;

const keepsOrder =
  (b: Builder) =>
  (letter: Node, is: Node): boolean =>
    letter.traits & Trait.pd
      ? isDefinite(b.graph, is)
      : letter.traits & Trait.psd
        ? isSemidefinite(b.graph, is)
        : letter.traits === Trait.symmetric;

/** gap = c·letter + rest as letter = (slack − rest)/c, for a letter of which nothing is lost. */
function solved(
  b: Builder,
  gap: Node,
  fits: (letter: Node) => boolean,
  slackFor: ((letter: Node) => Node) | undefined,
  keeps: (letter: Node, is: Node) => boolean,
): { readonly letter: Node; readonly is: Node } | undefined {
  const terms: readonly (readonly [Node, Node["coefs"][number]])[] =
    gap.op === "sum" ? gap.args.map((t, i) => [t, gap.coefs[i]!] as const) : [[gap, 1]];
  for (const [letter, c] of terms) {
    if (letter.op !== "sym" || !N.isExact(c) || !fits(letter) || letter.traits & Trait.integer) continue;
    const rest = b.sub(gap, b.scale(c, letter));
    if (dependsOn(rest, letter)) continue;
    const slack = slackFor?.(letter);
    const is = b.scale(Q.inverse(c), slack ? b.sub(slack, rest) : b.neg(rest));
    if (keeps(letter, is)) return { letter, is };
  }
  return undefined;
}

/** c − s ≥ 0 for a letter s ≥ 0. */
function boundedAbove(gap: Node): { readonly letter: Node; readonly most: Rational } | undefined {
  if (gap.op !== "sum" || gap.args.length !== 2 || !isScalar(gap)) return undefined;
  const at = gap.args.findIndex((t) => t.op === "sym");
  const [letter, c] = [gap.args[at], gap.coefs[at]];
  const [unit, most] = [gap.args[1 - at], gap.coefs[1 - at]];
  if (!letter || !c || !unit || !most || !N.isExact(c) || !N.isExact(most)) return undefined;
  if (unit.op !== "num" || Q.sign(c) >= 0 || Q.sign(most) <= 0) return undefined;
  if ((letter.traits & positive) === 0) return undefined;
  const value = unit.coefs[0]!;
  return N.isExact(value) ? { letter, most: Q.div(Q.mul(most, value), Q.neg(c)) } : undefined;
}
