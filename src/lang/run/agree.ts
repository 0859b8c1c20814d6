import { Q, type Rational } from "../../core/num/rational";
import type { Rng } from "../../core/num/rng";
import { attempt } from "../symbolic/build";
import { isIdenticallyZero } from "../symbolic/canonical";
import { dependsOn } from "../symbolic/differential";
import { type Drawn, drawExact } from "../symbolic/draw-point";
import { type Environment, evaluate, type Numeric } from "../symbolic/evaluate";
import { evaluateOver, type Grid } from "../symbolic/exact";
import { modular, PRIME, rationals } from "../symbolic/field";
import type { Graph, Node } from "../symbolic/graph";
import { sum } from "../symbolic/sum";
import { isDecided } from "../symbolic/tie";
import { type Numbers, plainText } from "./numbers";
import { isRational, type Real, realToNumber } from "./real";

/** A point at which two expressions differ, with both values. */
export interface Difference {
  readonly at: string;
  readonly point: Drawn<Rational>;
  readonly left: Numbers;
  readonly right: Numbers;
}

/** What trying points showed. */
interface Trial {
  readonly difference?: Difference;
  /** How many points gave equal values, exactly or to nine digits. */
  readonly agreed: number;
}

/** How many points with small integers are tried; more where a choice may hide a difference. */
const DRAWS = 12;
const CHOICE_DRAWS = 28;

/** Beyond this many pieces of notation values are floating point at once. */
const MAX_EXACT = 4000;

const choices: ReadonlySet<string> = new Set(["where", "max", "min", "step", "relu", "abs", "sign"]);

function hasChoice(root: Node): boolean {
  const seen = new Set<Node>();
  const visit = (n: Node): boolean => {
    if (seen.has(n)) return false;
    seen.add(n);
    return (n.op === "call" && choices.has(n.name)) || n.args.some(visit);
  };
  return visit(root);
}

/** Points with small integers for all letters of some expressions; one where there is no letter. */
export function* pointsFor(roots: readonly Node[], most?: number): Generator<Drawn<Rational>, void, void> {
  const draws = roots.every(({ mask }) => mask === 0) ? 1 : (most ?? (roots.some(hasChoice) ? CHOICE_DRAWS : DRAWS));
  for (let draw = 0; draw < draws; draw++) {
    const point = drawExact(rationals, roots, draw);
    if (point !== undefined) yield point;
  }
}

/**
 * Compares two expressions at points, exactly where that is possible. A difference in floating point must be larger than any
 * rounding.
 */
function* tryPoints(g: Graph, a: Node, b: Node, points: Iterable<Drawn<Rational>>): Generator<void, Trial, void> {
  let agreed = 0;
  const isShort = a.length + b.length < MAX_EXACT;
  for (const point of points) {
    yield;
    const exact = isShort ? [a, b].map((n) => valueAt(g, n, point)) : [];
    const [x, y] =
      exact.length === 2 && exact.every((v) => v !== undefined) ? exact : [a, b].map((n) => floatAt(n, point));
    if (x === undefined || y === undefined) continue;
    const gap = gapOf(x, y);
    const isFloat = exact.length < 2 || [...x.entries, ...y.entries].some((e) => !isRational(e));
    if (gap > 1e-6 && isFloat && !(isSteady(a, b, point) && isClear(a, b, point))) continue;
    if (gap > 1e-6) return { difference: { at: pointText(point, [a, b]), point, left: x, right: y }, agreed };
    if (gap < 1e-9) agreed++;
  }
  return { agreed };
}

/** Both sides in floating point at a point at which their difference is no rounding and no jump. */
export function clearFloats(a: Node, b: Node, point: Drawn<Rational>): readonly [Numbers, Numbers] | undefined {
  const [x, y] = [a, b].map((n) => floatAt(n, point));
  if (!x || !y || gapOf(x, y) <= 1e-6 || !isSteady(a, b, point) || !isClear(a, b, point)) return undefined;
  return [x, y];
}

/** Whether a difference in floating point is one: rounding alone is another one a hair's breadth beside. */
function isSteady(a: Node, b: Node, point: Drawn<Rational>): boolean {
  const gapsAt = (shift: number): readonly number[] | undefined => {
    const [x, y] = [a, b].map((n) => floatAt(n, point, shift));
    return x && y?.entries.map((e, i) => realToNumber(x.entries[i]) - realToNumber(e));
  };
  const [here, ...beside] = [0, 1e-11, -1e-11].map(gapsAt);
  if (!here) return false;
  const size = Math.max(...here.map(Math.abs));
  return beside.every((gaps) => gaps?.every((d, i) => Math.abs(d - here[i]) <= 0.1 * size) ?? false);
}

/** Whether two expressions are equal, and what showed it. */
export interface Equality {
  readonly kind: "proved" | "refuted" | "undecided";
  readonly difference?: Difference;
  /** Rewriting made both sides one form. */
  readonly isSame: boolean;
  readonly agreed: number;
  /** In how many sizes they agree modulo a large prime. */
  readonly sizes: number | undefined;
}

/** Proved: one normal form, and agreement at points or modulo a large prime. Refuted: different values at a point. */
export function* equality(
  g: Graph,
  a: Node,
  b: Node,
  points: Iterable<Drawn<Rational>> = pointsFor([a, b]),
): Generator<void, Equality, void> {
  if (a === b) return { kind: "proved", isSame: true, agreed: 0, sizes: undefined };
  const gap = attempt(() => sum(g, [a, b], [1, -1])).value;
  yield;
  const isSame = gap !== undefined && (attempt(() => isIdenticallyZero(g, gap)).value ?? false);
  const { difference, agreed } = yield* tryPoints(g, a, b, points);
  if (difference) return { kind: isSame ? "undecided" : "refuted", difference, isSame, agreed, sizes: undefined };
  yield;
  const sizes = modularAgreement(g, a, b);
  return { kind: isSame && (agreed > 0 || sizes === 3) ? "proved" : "undecided", isSame, agreed, sizes };
}

/** The exact value at a point. */
export function valueAt(g: Graph, n: Node, point: Drawn<Rational>): Numbers | undefined {
  const v = evaluateOver(rationals, g, n, point);
  return v && { rows: v.rows, cols: v.cols, entries: v.data };
}

/** Whether no jump of either side hangs on rounding at a point. */
function isClear(a: Node, b: Node, point: Drawn<Rational>): boolean {
  try {
    return isDecided([a, b], floatsAt(point, 0), "values");
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** A point in floating point, each entry moved by `shift` relative to its size. */
function floatsAt({ values, sizes }: Drawn<Rational>, shift: number): Environment {
  const floats = new Map<Node, Numeric>();
  const moved = (q: Rational, k: number, cols: number) => {
    const [i, j] = [Math.floor(k / cols), k % cols];
    return Q.toNumber(q) * (1 + shift * (1 + 0.37 * (i + j) + 0.11 * i * j));
  };
  for (const [x, v] of values) floats.set(x, { ...v, data: Float64Array.from(v.data, (q, k) => moved(q, k, v.cols)) });
  return { values: floats, sizes };
}

/** The value in floating point at a point moved by `shift`. */
export function floatAt(n: Node, point: Drawn<Rational>, shift = 0): Numbers | undefined {
  try {
    const { rows, cols, data } = evaluate(n, floatsAt(point, shift));
    if (!data.every((x) => Number.isFinite(x) && Math.abs(x) < 1e9)) return undefined;
    return { rows, cols, entries: Array.from(data, (approx): Real => ({ approx })) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The largest difference of entries relative to their size; 0 where both are exact and equal, ∞ where they are exact and not. */
function gapOf(a: Numbers, b: Numbers): number {
  if (a.rows !== b.rows || a.cols !== b.cols) return Number.POSITIVE_INFINITY;
  let gap = 0;
  a.entries.forEach((x, i) => {
    const y = b.entries[i];
    if (isRational(x) && isRational(y)) {
      if (!Q.same(x, y)) gap = Number.POSITIVE_INFINITY;
      return;
    }
    const [p, q] = [realToNumber(x), realToNumber(y)];
    gap = Math.max(gap, Math.abs(p - q) / Math.max(1, Math.abs(p), Math.abs(q)));
  });
  return gap;
}

/** `x = (1, 3), A = [2 1; 1 1]`, for the letters of some expressions. */
export function pointText({ symbols, values }: Drawn<Rational>, of: readonly Node[]): string {
  return symbols
    .filter((x) => of.some((n) => dependsOn(n, x)))
    .map((x) => {
      const { rows, cols, data } = values.get(x) as Grid<Rational>;
      return `${x.name} = ${plainText({ rows, cols, entries: data })}`;
    })
    .join(", ");
}

/** In how many of three choices of sizes two expressions agree at a random point modulo a large prime; undefined where that says nothing. */
function modularAgreement(g: Graph, a: Node, b: Node): number | undefined {
  if (a.length + b.length > MAX_EXACT) return undefined;
  const next = (rng: Rng) => ((BigInt(rng.nextU32()) << 32n) | BigInt(rng.nextU32())) % PRIME;
  let agreed = 0;
  let tried = 0;
  for (let draw = 0; draw < 9 && tried < 3; draw++) {
    const point = drawExact(modular, [a, b], draw, next);
    if (point === undefined) continue;
    const [x, y] = [evaluateOver(modular, g, a, point), evaluateOver(modular, g, b, point)];
    if (x === undefined || y === undefined) continue;
    tried++;
    if (x.data.length === y.data.length && x.data.every((v, i) => v === y.data[i])) agreed++;
  }
  return tried === 0 ? undefined : agreed;
}
