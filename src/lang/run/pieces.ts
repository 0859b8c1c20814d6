import { valueAt } from "../../core/num/polynomial";
import { Q, type Rational } from "../../core/num/rational";
import { realRoots } from "../../core/num/real-roots";
import { attempt, type Builder } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import { dependsOn, derivative } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { symbolsOf } from "../symbolic/letters";
import { isPositive } from "../symbolic/sign";
import { nodeOfReal } from "./entries";
import { kinksIn } from "./kink";
import { numbersOf } from "./numbers";
import { polynomialIn } from "./polynomial-in";
import { isRational, realToNumber } from "./real";
import type { Ground } from "./world";

/** Where a variable may be; an end that is missing is infinite. */
export interface Interval {
  readonly low: Node | undefined;
  readonly high: Node | undefined;
}

/** A function of one variable on an interval inside which it has no kink. */
export interface Piece extends Interval {
  readonly body: Node;
}

const mostPieces = 40;

/** Of fractions within fractions. */
const mostRounds = 3;

/** −1, 0 or 1 where the order of two scalars is known for all letters. */
export function order(world: Ground, p: Node, q: Node): number | undefined {
  const { b } = world;
  const gap = attempt(() => b.expand(b.sub(p, q))).value;
  if (!gap) return undefined;
  if (gap.op === "zero") return 0;
  const number = attempt(() => numbersOf(b, gap)).value?.entries[0];
  if (number !== undefined) return isRational(number) ? Q.sign(number) : Math.sign(realToNumber(number));
  if (isPositive(gap)) return 1;
  if (isPositive(b.neg(gap))) return -1;
  const signs = (attempt(() => variants(world, numerator(b, gap))).value ?? []).map((form) =>
    isPositive(form) ? 1 : isPositive(b.neg(form)) ? -1 : 0,
  );
  return signs.length > 0 && signs[0] !== 0 && signs.every((sign) => sign === signs[0]) ? signs[0] : undefined;
}

/** A sum times its positive denominators: k/n − 1 > 0 is k − n > 0. */
export function numerator(b: Builder, gap: Node): Node {
  const terms = gap.op === "sum" ? gap.args : [gap];
  const below = new Map<Node, Rational>();
  for (const term of terms) {
    if (term.op !== "prod") continue;
    term.args.forEach((base, i) => {
      const power = term.coefs[i];
      if (!N.isExact(power) || Q.compare(power, below.get(base) ?? 0) >= 0) return;
      const isEven = typeof power === "number" && power % 2 === 0;
      if (isEven || isPositive(base)) below.set(base, power);
    });
  }
  const factors = [...below].map(([base, power]) => b.pow(base, b.num(Q.neg(power))));
  const whole =
    factors.length === 0
      ? gap
      : b.expand(
          b.sum(
            terms.map((t) => b.mul(t, ...factors)),
            gap.op === "sum" ? gap.coefs : [1],
          ),
        );
  if (whole.op === "sum" && whole.args.length === 1 && N.sign(whole.coefs[0]) > 0) return whole.args[0];
  return whole;
}

/** With a letter n of n − k > 0 written k + δ for a δ > 0, and so on, so that signs show; (x − μ)² > 0 leaves x − μ two signs. */
function variants({ b, positive }: Ground, gap: Node): readonly Node[] {
  const place = (form: Node, facts: readonly Node[]): readonly Node[] => {
    const [fact, ...others] = facts;
    if (!fact) return [withoutDenominators(b, form)];
    const delta = b.symbol(`#δ${facts.length}`, 1, 1, Trait.positive | Trait.nonnegative);
    const isSquare = fact.op === "prod" && fact.args.length === 1 && fact.coefs[0] === 2;
    const [base] = isSquare ? fact.args : [fact];
    return (isSquare ? [delta, b.neg(delta)] : [delta]).flatMap((value) => {
      const by = placed(b, base, value, form);
      const rest = others.map((other) => b.substitute(other, by)).filter((other) => !isPositive(other));
      return place(b.substitute(form, by), rest);
    });
  };
  return place(gap, positive ?? []);
}

/** Multiplied out, once its fractions, and those within them, are gone. */
function withoutDenominators(b: Builder, form: Node): Node {
  let whole = attempt(() => b.expand(form)).value ?? form;
  for (let round = 0; round < mostRounds; round++) {
    const next = attempt(() => b.expand(numerator(b, whole))).value ?? whole;
    if (next === whole) break;
    whole = next;
  }
  return whole;
}

/** What makes a scalar come to a value: one of its letters, or the scalar itself. */
function placed(b: Builder, scalar: Node, value: Node, within: Node): ReadonlyMap<Node, Node> {
  const letters = new Set<Node>();
  symbolsOf(scalar, letters);
  const slopes = [...letters].flatMap((letter) => {
    const isFit = letter.rows === 1 && letter.cols === 1 && dependsOn(within, letter);
    const slope = isFit ? b.rational(derivative(b.graph, scalar, letter)) : undefined;
    return slope ? [{ letter, slope }] : [];
  });
  // n = k + δ shows more signs than k = n − δ.
  const [first] = slopes.sort((p, q) => Q.sign(q.slope) - Q.sign(p.slope));
  if (first) {
    const { letter, slope } = first;
    return new Map([[letter, b.add(letter, b.scale(Q.inverse(slope), b.sub(value, scalar)))]]);
  }
  return new Map([[scalar, value]]);
}

/** Where a scalar that is linear in x, with a slope of known sign, is 0. */
export function lineIn(
  { b, ...rest }: Ground,
  u: Node,
  x: Node,
): { readonly root: Node; readonly rises: boolean } | undefined {
  const slope = attempt(() => b.expand(derivative(b.graph, u, x))).value;
  if (!slope || dependsOn(slope, x)) return undefined;
  const sign = order({ b, ...rest }, slope, b.num(0));
  if (!sign) return undefined;
  const atZero = b.substitute(u, new Map([[x, b.num(0)]]));
  return { root: b.neg(b.div(atZero, slope)), rises: sign > 0 };
}

/** Splits a function of one variable at its kinks |u|, max, choices and their like; `undefined` where they can't be placed. */
export function piecesOf(world: Ground, body: Node, x: Node, within: Interval): readonly Piece[] | undefined {
  const done: Piece[] = [];
  const open: Piece[] = [{ ...within, body }];
  for (let piece = open.pop(); piece; piece = open.pop()) {
    if (done.length + open.length > mostPieces) return undefined;
    const bend = innermost(world, piece.body, x);
    if (bend === undefined) done.push(piece);
    else {
      const parts = bend === "unknown" ? undefined : split(world, piece, bend, x);
      if (!parts) return undefined;
      open.push(...parts.reverse());
    }
  }
  return done;
}

/** A kink as a choice: `yes` where u > 0, `no` where u < 0. */
interface Bend {
  readonly kink: Node;
  readonly u: Node;
  readonly yes: Node;
  readonly no: Node;
}

const hasBends = (n: Node, x: Node): boolean => kinksIn(n).some((k) => k.op === "call" && dependsOn(k, x));

/** A kink whose condition has none itself. */
function innermost(world: Ground, body: Node, x: Node): Bend | "unknown" | undefined {
  const kinks = kinksIn(body).filter((k) => k.op === "call" && dependsOn(k, x));
  if (kinks.length === 0) return undefined;
  const bends = kinks.map((kink) => bendOf(world, kink));
  return bends.find((bend) => bend && dependsOn(bend.u, x) && !hasBends(bend.u, x)) ?? "unknown";
}

function bendOf({ b }: Ground, kink: Node): Bend | undefined {
  if (kink.rows !== 1 || kink.cols !== 1 || kink.args.some(({ rows, cols }) => rows !== 1 || cols !== 1))
    return undefined;
  const [u, p, q] = kink.args;
  switch (kink.name) {
    case "abs":
      return { kink, u, yes: u, no: b.neg(u) };
    case "relu":
      return { kink, u, yes: u, no: b.num(0) };
    case "step":
      return { kink, u, yes: b.num(1), no: b.num(0) };
    case "sign":
      return { kink, u, yes: b.num(1), no: b.num(-1) };
    case "where":
      return { kink, u, yes: p, no: q };
    case "max":
    case "min": {
      const rest = kink.args.length > 2 ? b.call(kink.name, ...kink.args.slice(1)) : p;
      const gap = kink.name === "max" ? b.sub(u, rest) : b.sub(rest, u);
      return { kink, u: gap, yes: u, no: rest };
    }
    default:
      return undefined;
  }
}

function split(world: Ground, piece: Piece, { kink, u, yes, no }: Bend, x: Node): Piece[] | undefined {
  const { b } = world;
  const line = lineIn(world, u, x);
  const roots = line ? [line.root] : polynomialRoots(world, u, x);
  if (!roots) return undefined;
  const inside: Node[] = [];
  for (const root of roots) {
    const [left, right] = [piece.low, piece.high].map((end) => (end ? order(world, root, end) : null));
    if (left === undefined || right === undefined) return undefined;
    if ((left === null || left > 0) && (right === null || right < 0)) inside.push(root);
  }
  const ends = [piece.low, ...inside, piece.high];
  const parts: Piece[] = [];
  for (let i = 0; i + 1 < ends.length; i++) {
    const [low, high] = [ends[i], ends[i + 1]];
    const isUp = line ? isAfter(world, line.root, low) === line.rises : signBetween(world, u, x, low, high) > 0;
    parts.push({ low, high, body: b.substitute(piece.body, new Map([[kink, isUp ? yes : no]])) });
  }
  return parts;
}

/** Whether an interval that begins at `low` lies behind a root, given that the root is not inside. */
const isAfter = (world: Ground, root: Node, low: Node | undefined): boolean =>
  low !== undefined && (order(world, low, root) ?? -1) >= 0;

function polynomialRoots(world: Ground, u: Node, x: Node): Node[] | undefined {
  const p = polynomialIn(world, u, x);
  return p && p.length > 1 ? realRoots(p).map((root) => nodeOfReal(world.b, root)) : undefined;
}

/** The sign of a polynomial on an interval without roots inside. */
function signBetween(world: Ground, u: Node, x: Node, low: Node | undefined, high: Node | undefined): number {
  const p = polynomialIn(world, u, x) ?? [];
  return Q.sign(valueAt(p, between(world, low, high)));
}

/** A rational number inside an interval whose ends are numbers. */
export function between({ b }: Ground, low: Node | undefined, high: Node | undefined): Rational {
  const [from, to] = [low, high].map((end) => {
    const number = end && numbersOf(b, end)?.entries[0];
    return number === undefined ? undefined : isRational(number) ? number : Q.fromNumber(realToNumber(number));
  });
  if (from === undefined) return to === undefined ? 0 : Q.sub(to, 1);
  return to === undefined ? Q.add(from, 1) : Q.div(Q.add(from, to), 2);
}
