import { Q, type Rational } from "../../core/num/rational";
import { attempt } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import { dependsOn, derivative } from "../symbolic/differential";
import type { Need } from "../symbolic/domain";
import { type Node, Trait } from "../symbolic/graph";
import { isNonnegative, isPositive } from "../symbolic/sign";
import { kinksIn } from "./kink";
import { numbersOf } from "./numbers";
import { between, numerator, order, piecesOf } from "./pieces";
import { isRational, realToNumber } from "./real";
import { rootsOf } from "./solve-scalar";
import { positivesIn, type Range, rangesOf } from "./variable-range";
import type { Task, World } from "./world";

/** A scalar function of one scalar, and where it is defined. */
export interface OneScalar {
  readonly x: Node;
  readonly body: Node;
  readonly needs: readonly Need[];
}

export type PointKind = "minimum" | "maximum" | "inflection";

/** All stationary points of a function of one variable, and what it does between and beyond them. */
export interface Profile {
  readonly range: Range;
  readonly points: readonly { readonly at: Node; readonly kind: PointKind }[];
  /** The sign of f′ before, between and behind the points. */
  readonly signs: readonly number[];
}

/**
 * Solves f′ = 0 in closed form on each interval where the variable may be. Where it depends on letters alone whether a root lies
 * inside, or whether a value ≥ 0 is 0, that it does is assumed and said.
 *
 * @returns undefined where roots, or signs that are needed, are not found for all letters
 */
export function profilesOf(
  task: Task,
  word: "minimise" | "maximise" | "stationary",
  of: OneScalar,
): { readonly profiles: readonly Profile[]; readonly assumed: readonly Node[] } | undefined {
  if (hasPoles(of.body)) return undefined;
  const isBent = kinksIn(of.body).some((kink) => kink.op === "call" && dependsOn(kink, of.x));
  if (isBent && word === "stationary") return undefined;
  const assumed: Node[] = [];
  const ranges = rangesOf(task, of.needs, of.x);
  const parts = ranges?.flatMap((range) =>
    isBent ? (joinedPieces(task.world, of, range) ?? [undefined]) : [{ of, range }],
  );
  const profiles = parts?.map((part) => part && profileOn(task, part.of, part.range, assumed));
  return profiles?.every((profile) => profile !== undefined) ? { profiles: profiles as Profile[], assumed } : undefined;
}

/** A function that is put together without a jump, as smooth pieces; both have the places where they meet. */
function joinedPieces(
  world: World,
  of: OneScalar,
  range: Range,
): { readonly of: OneScalar; readonly range: Range }[] | undefined {
  const { b } = world;
  const pieces = piecesOf(world, of.body, of.x, range);
  const isJoined = pieces?.every(({ low, body }, i) => {
    if (i === 0 || !low) return true;
    const here = (n: Node) => b.substitute(n, new Map([[of.x, low]]));
    return [pieces[i - 1].body, of.body].every((other) => order(world, here(other), here(body)) === 0);
  });
  if (!pieces || !isJoined) return undefined;
  return pieces.map(({ low, high, body }, i) => ({
    of: { ...of, body },
    range: {
      low,
      high,
      hasLow: i === 0 ? range.hasLow : true,
      hasHigh: i === pieces.length - 1 ? range.hasHigh : true,
    },
  }));
}

const polar: ReadonlySet<string> = new Set(["tan", "gamma", "lgamma"]);

/** Whether a function has poles that no condition tells of. */
const hasPoles = (n: Node): boolean =>
  n.mask !== 0 && ((n.op === "call" && polar.has(n.name)) || n.args.some(hasPoles));

function profileOn(task: Task, { x, body }: OneScalar, range: Range, assumed: Node[]): Profile | undefined {
  const known = [...positivesIn(task), ...assumed];
  const world: World = { ...task.world, positive: known };
  const { b } = world;
  const isAbove = range.low !== undefined && (order(world, range.low, b.num(0)) ?? -1) >= 0;
  const y = isAbove ? b.symbol(x.name, 1, 1, x.traits | Trait.positive | Trait.nonnegative) : x;
  const slope = attempt(() => derivative(b.graph, b.substitute(body, new Map([[x, y]])), y)).value;
  const roots = slope && rootsOf(world, slope, y);
  if (!roots) return undefined;
  const inside = ascending(world, roots, range, known);
  if (!inside) return undefined;
  const signs = signsOf({ ...world, positive: known }, slope, y, range, inside);
  if (!signs) return undefined;
  for (const fact of known) if (!assumed.includes(fact) && !positivesIn(task).includes(fact)) assumed.push(fact);
  return { range, signs, points: inside.map((at, i) => ({ at, kind: kindOf(signs[i], signs[i + 1]) })) };
}

const kindOf = (before: number, behind: number): PointKind =>
  before < 0 && behind > 0 ? "minimum" : before > 0 && behind < 0 ? "maximum" : "inflection";

/** The roots inside a range in their order, each once; `undefined` where the order is not known. */
function ascending(world: World, roots: readonly Node[], { low, high }: Range, known: Node[]): Node[] | undefined {
  const inside: Node[] = [];
  const isOnly = roots.length === 1;
  for (const root of roots) {
    const left = low ? beyond(world, root, low, known, isOnly) : 1;
    const right = high ? beyond(world, high, root, known, isOnly) : 1;
    if (left === undefined || right === undefined) return undefined;
    if (left <= 0 || right <= 0) continue;
    const places = inside.map((other) => order(world, root, other));
    if (places.includes(undefined)) return undefined;
    if (!places.includes(0)) inside.splice(places.filter((place) => place === 1).length, 0, root);
  }
  return inside;
}

/** Whether p > q; of the only root it is assumed where letters decide. */
function beyond(world: World, p: Node, q: Node, known: Node[], isOnly: boolean): number | undefined {
  const { b } = world;
  const sign = order({ ...world, positive: known }, p, q);
  if (sign !== undefined) return sign;
  const gap = attempt(() => b.expand(b.sub(p, q))).value;
  if (!gap || !isOnly) return undefined;
  if (isNonnegative(b.neg(gap))) return undefined;
  known.push(rootless(numerator(b, gap)));
  return 1;
}

/** √u > 0 is u > 0, and so is u². */
const rootless = (n: Node): Node =>
  n.op === "prod" && n.args.length === 1 && N.sign(n.coefs[0]) > 0 && N.toNumber(n.coefs[0]) < 1 ? n.args[0] : n;

/** The sign of f′ on each side of its roots: at numbers between them, or from f″ at them. */
function signsOf(
  world: World,
  slope: Node,
  x: Node,
  { low, high }: Range,
  roots: readonly Node[],
): number[] | undefined {
  const ends = [low, ...roots, high];
  const sampled = ends.slice(1).map((end, i) => signAt(world, slope, x, ends[i], end));
  if (sampled.every((sign) => sign !== undefined)) return sampled as number[];
  if (roots.length === 0) {
    if (isPositive(slope)) return [1];
    return isPositive(world.b.neg(slope)) ? [-1] : undefined;
  }
  if (roots.length > 1) return undefined;
  const bend = attempt(() => {
    const second = derivative(world.b.graph, slope, x);
    return order(world, world.b.substitute(second, new Map([[x, roots[0]]])), world.b.num(0));
  }).value;
  return bend ? [-bend, bend] : ofPowers(world, slope, x);
}

/** The signs of a x^p − b x^q with a, b > 0 on either side of its only root x > 0: of the lower power, and of the higher. */
function ofPowers({ b }: World, slope: Node, x: Node): number[] | undefined {
  const open = attempt(() => b.expand(slope)).value;
  if (open?.op !== "sum" || open.args.length !== 2 || !isPositive(x)) return undefined;
  const terms = open.args.flatMap((term, i) => {
    const at = term.op === "prod" ? term.args.indexOf(x) : -1;
    const power = term === x ? 1 : at >= 0 ? term.coefs[at] : dependsOn(term, x) ? undefined : 0;
    const rest =
      power === undefined ? undefined : attempt(() => b.mul(term, b.pow(x, b.num(Q.neg(power as Rational))))).value;
    return rest && !dependsOn(rest, x) && isPositive(rest)
      ? [{ power: N.toNumber(power ?? 0), sign: N.sign(open.coefs[i]) }]
      : [];
  });
  terms.sort((p, q) => p.power - q.power);
  return terms.length === 2 && terms[0].power < terms[1].power ? terms.map(({ sign }) => sign) : undefined;
}

function signAt(world: World, slope: Node, x: Node, low: Node | undefined, high: Node | undefined): number | undefined {
  const { b } = world;
  if ([low, high].some((end) => end && !attempt(() => numbersOf(b, end)).value)) return undefined;
  const at = b.num(between(world, low, high));
  const value = attempt(() => numbersOf(b, b.substitute(slope, new Map([[x, at]])))).value?.entries[0];
  if (value === undefined) return undefined;
  const sign = isRational(value) ? Q.sign(value) : Math.sign(realToNumber(value));
  return Number.isNaN(sign) || sign === 0 ? undefined : sign;
}

/** Where a function may be least, and the open ends towards which it falls. */
export interface Lowest {
  readonly candidates: readonly Node[];
  readonly falling: readonly { readonly end: Node | undefined; readonly isLow: boolean }[];
}

/** The candidates for the minimum (sign 1) or the maximum (sign −1): stationary points, and ends that belong to the range. */
export function lowestOf(profiles: readonly Profile[], sign: 1 | -1): Lowest {
  const wanted = sign > 0 ? "minimum" : "maximum";
  const candidates: Node[] = [];
  const falling: { end: Node | undefined; isLow: boolean }[] = [];
  for (const { range, points, signs } of profiles) {
    candidates.push(...points.flatMap(({ at, kind }) => (kind === wanted ? [at] : [])));
    const ends = [
      { end: range.low, isIn: range.hasLow, isLow: true, isFalling: sign * signs[0] > 0 },
      { end: range.high, isIn: range.hasHigh, isLow: false, isFalling: sign * signs[signs.length - 1] < 0 },
    ];
    for (const { end, isIn, isLow, isFalling } of ends) {
      if (!isFalling) continue;
      if (end && isIn) candidates.push(end);
      else falling.push({ end, isLow });
    }
  }
  return { candidates: [...new Set(candidates)], falling };
}
