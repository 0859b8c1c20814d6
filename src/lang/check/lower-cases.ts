import { type Node, Refusal } from "../symbolic/graph";
import { type Maker, withValues } from "./maker";
import { type Needs, need } from "./needs";
import type { Condition, Term } from "./term";

type Lower = (maker: Maker, term: Term) => Node;

/** A condition with its operands lowered, once: lowered again for each use, nested cases would cost 2^depth. */
interface Lowered {
  readonly words: Condition["words"];
  readonly sides: readonly Node[];
}

/** The first branch whose condition holds; where letters decide, a choice for each entry. */
export function casesOf(maker: Maker, term: Term & { op: "cases" }, lower: Lower): Node {
  const open: { readonly when: Lowered; readonly value: Node }[] = [];
  let last: Node | undefined;
  for (const { when: condition, value } of term.branches) {
    const when = condition && {
      words: condition.words,
      sides: condition.operands.map((operand) => lower(maker, operand)),
    };
    const known = when ? decided(maker, when) : true;
    if (known === false) continue;
    const needs: Needs = new Map();
    const node = lower({ ...maker, needs }, value);
    noteWithin(maker, needs, open, known === true ? undefined : when);
    if (known === true || !when) {
      last = node;
      break;
    }
    open.push({ when, value: node });
  }
  if (!last) throw new Refusal("domain", { en: "no case applies; add an else", zh: "没有适用的情形；请补上 else" });
  return open.reduceRight((rest, { when, value }) => chosen(maker, when, value, rest), last);
}

/** A branch is asked only where no earlier condition holds and its own does: elsewhere its needs stand at 1, which meets them. */
function noteWithin(
  maker: Maker,
  needs: Needs,
  earlier: readonly { readonly when: Lowered }[],
  when: Lowered | undefined,
): void {
  const { b } = maker;
  for (const { kind, of } of needs.values()) {
    if (earlier.length > 0 || when) {
      // Conditions on arrays would have to be kept entry by entry of another shape.
      if (of.rows !== 1 || of.cols !== 1 || kind === "invertible") continue;
    }
    const met = b.num(1);
    const own = when ? chosen(maker, when, of, met) : of;
    need(
      maker,
      kind,
      earlier.reduceRight((rest, { when: before }) => chosen(maker, before, met, rest), own),
    );
  }
}

/** Whether a condition holds, if numbers alone decide. */
function decided(maker: Maker, when: Lowered): boolean | undefined {
  const { b } = maker;
  const sides = when.sides.map((side) => withValues(maker, side));
  let all: boolean | undefined = true;
  for (let i = 0; i < when.words.length; i++) {
    const [p, q] = [sides[i], sides[i + 1]];
    if (p.rows !== 1 || p.cols !== 1 || q.rows !== 1 || q.cols !== 1) return undefined;
    const outcome = choice(maker, when.words[i], p, q, b.num(1), b.num(0));
    if (outcome.op !== "num") all = undefined;
    else if (outcome.coefs[0] === 0) return false;
  }
  return all;
}

/** value where all comparisons hold, else rest. */
function chosen(maker: Maker, { words, sides }: Lowered, value: Node, rest: Node): Node {
  return words.reduceRight((inner, word, i) => choice(maker, word, sides[i], sides[i + 1], inner, rest), value);
}

/** p word q ? yes : no, with every comparison turned into "difference > 0". */
function choice(maker: Maker, word: string, p: Node, q: Node, yes: Node, no: Node): Node {
  const { b } = maker;
  const shape = [p, q, yes, no].find(({ rows, cols }) => rows !== 1 || cols !== 1);
  const fit = (n: Node): Node => (shape && n.rows === 1 && n.cols === 1 ? b.mul(n, b.ones(shape.rows, shape.cols)) : n);
  const where = (c: Node, x: Node, y: Node) => b.call("where", c, x, y);
  const [left, right, x, y] = [p, q, yes, no].map(fit);
  const [up, down] = [b.sub(left, right), b.sub(right, left)];
  switch (word) {
    case ">":
      return where(up, x, y);
    case "<":
      return where(down, x, y);
    case "≥":
      return where(down, y, x);
    case "≤":
      return where(up, y, x);
    case "≠":
      return where(up, x, where(down, x, y));
    default:
      return where(up, y, where(down, y, x));
  }
}
