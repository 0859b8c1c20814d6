import { attempt } from "../symbolic/build";
import { type Node, Refusal, type Size, Trait } from "../symbolic/graph";
import { isNonnegative, isPositive } from "../symbolic/sign";
import { type Frame, sumOverFrame, valuesOver } from "./batch";
import { type Maker, withValues } from "./maker";
import { type Needs, need } from "./needs";
import type { Term } from "./term";

type Lower = (maker: Maker, term: Term) => Node;

/** The refusal for what only numbers can answer. */
export const needsNumbers = (): Refusal =>
  new Refusal("rule", { en: "it needs numbers that are not there yet", zh: "所需的数值尚不存在" });

/** Where an entry is looked for: a number, all, or the index of a sum over a symbolic size. */
type Place = number | Frame | undefined;

/** `x[2]`, `A[1, 2]`, `A[i, :]`, `A[:, j]`. */
export function entryOf(maker: Maker, term: Term & { op: "entry" }, lower: Lower): Node {
  const { b } = maker;
  const of = lower(maker, term.of);
  const { rows, cols } = of;
  const place = (index: Term | undefined, size: Size): Place => {
    if (!index) return undefined;
    const frame = index.op === "letter" ? maker.frames?.get(index.letter) : undefined;
    if (frame) return frame;
    const value = b.rational(withValues(maker, lower(maker, index)));
    const most = typeof size === "number" ? size : Number.POSITIVE_INFINITY;
    if (typeof value === "number" && value >= 1 && value <= most) return value;
    if (value === undefined) throw needsNumbers();
    throw new Refusal("domain", { en: `entries are counted from 1 to ${size}`, zh: `下标从 1 到 ${size}` });
  };
  const [i, j] = term.indices;
  if (term.indices.length !== 1) return pick(maker, of, place(i, rows), place(j, cols));
  if (cols === 1) return pick(maker, of, place(i, rows), 1);
  return pick(maker, of, 1, place(i, rows === 1 ? cols : Number(rows) * Number(cols)));
}

const isFrame = (at: Place): at is Frame => typeof at === "object";

function pick(maker: Maker, of: Node, i: Place, j: Place): Node {
  const { b } = maker;
  if (isFrame(i) || isFrame(j)) return pickByIndex(maker, of, i, j);
  if (i !== undefined && j !== undefined) return b.entry(of, i, j);
  if (i === undefined && j === undefined) return of;
  const A = i === undefined ? of : b.transpose(of);
  const at = (i ?? j) as number;
  if (A.cols === 1) return A;
  if (typeof A.rows === "number" && typeof A.cols === "number")
    return b.vector(Array.from({ length: A.rows }, (_, k) => b.entry(A, k + 1, at)));
  return b.mul(A, b.unit(A.cols, at));
}

/** A placeholder for the value at an index; the values for all of them are kept with the index. */
function pickByIndex(maker: Maker, of: Node, i: Place, j: Place): Node {
  const { b, frames } = maker;
  if (isFrame(i) && i === j) return pick(maker, b.call("diag", of), i, 1);
  const depth = (at: Place) => (isFrame(at) ? [...(frames?.values() ?? [])].indexOf(at) : -1);
  const byRow = depth(i) > depth(j);
  const frame = (byRow ? i : j) as Frame;
  const size = byRow ? of.rows : of.cols;
  if (size !== frame.size) {
    throw new Refusal("domain", {
      en: `the index runs to ${frame.size}, and there are ${size} entries`,
      zh: `下标取到 ${frame.size}，而元素个数为 ${size}`,
    });
  }
  const other = byRow ? j : i;
  const values = byRow
    ? pick(maker, of, undefined, other)
    : other === undefined
      ? b.transpose(of)
      : pick(maker, of, other, undefined);
  const isVector = other === undefined && of.cols !== 1 && of.rows !== 1;
  const length = isVector ? (byRow ? of.cols : of.rows) : 1;
  const sign = isPositive(of) ? Trait.positive | Trait.nonnegative : isNonnegative(of) ? Trait.nonnegative : 0;
  const name = `${of.name || "#"}${of.id}[${[i, j].map((at) => (isFrame(at) ? `i${depth(at)}` : (at ?? ":"))).join(", ")}]`;
  const placeholder = b.symbol(name, length, 1, sign);
  frame.rows.set(placeholder, values);
  return placeholder;
}

/** Σ written out for whole bounds; over a symbolic size, as products of the arrays whose entries it adds. */
export function sumOver(maker: Maker, term: Term & { op: "sumover" }, lower: Lower): Node {
  const { b } = maker;
  const [low, high] = [term.low, term.high].map((bound) => withValues(maker, lower(maker, bound)));
  const [from, to] = [b.rational(low), b.rational(high)];
  if (typeof from !== "number") throw needsNumbers();
  if (typeof to === "number") {
    if (to - from > 10_000)
      throw new Refusal("limit", { en: "a sum of more than 10,000 terms", zh: "求和超过 10000 项" });
    const terms: Node[] = [];
    for (let i = from; i <= to; i++) {
      term.index.node = b.num(i);
      terms.push(lower(maker, term.body));
    }
    return terms.length === 0 ? b.num(0) : b.sum(terms);
  }
  if (from !== 1 || high.op !== "sym" || !(high.traits & Trait.integer)) throw needsNumbers();
  const frame: Frame = { size: high.name, rows: new Map() };
  const frames = new Map([...(maker.frames ?? []), [term.index, frame] as const]);
  term.index.node = b.symbol(`#i${frames.size}`, 1, 1, Trait.positive | Trait.nonnegative);
  frame.rows.set(term.index.node, b.call("cumsum", b.ones(frame.size)));
  const needs: Needs = new Map();
  const body = lower({ ...maker, frames, needs }, term.body);
  for (const { kind, of } of needs.values()) {
    const all = attempt(() => valuesOver(b, frame, of)).value;
    if (all) need(maker, kind, all);
  }
  return sumOverFrame(b, frame, body);
}
