import { Q } from "../../core/num/rational";
import type { Text } from "../../words/text";
import { attempt } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import { dependsOn, derivative } from "../symbolic/differential";
import type { Node } from "../symbolic/graph";
import { numbersOf } from "./numbers";
import { isRational, type Real, realToNumber } from "./real";
import { formula } from "./reply";
import type { World } from "./world";

const bends: ReadonlySet<string> = new Set(["abs", "relu"]);
/** Functions of a whole vector or matrix with kinks of their own. */
const cones: ReadonlySet<string> = new Set(["norm1", "norminf", "normop", "lambda_max"]);
const jumps: ReadonlySet<string> = new Set(["sign", "step"]);

/** Where an expression may fail to have a derivative: |u|, relu, sign, step, max, min, choices, roots. */
function isKink(n: Node): boolean {
  if (n.op === "prod") return n.coefs.some(isRoot);
  return n.op === "call" && (bends.has(n.name) || jumps.has(n.name) || isExtreme(n) || n.name === "where");
}

const isRoot = (e: Node["coefs"][number]): boolean =>
  N.isExact(e) && !Q.isInteger(e) && Q.sign(e) > 0 && Q.compare(e, 1) < 0;
const isExtreme = (n: Node): boolean => n.name === "max" || n.name === "min";

/** The kinks of an expression in scalars, each once. */
export function kinksIn(body: Node): Node[] {
  return thoseOf(body, isKink);
}

function thoseOf(body: Node, isOne: (n: Node) => boolean): Node[] {
  const found: Node[] = [];
  const seen = new Set<Node>();
  const visit = (n: Node): void => {
    if (seen.has(n) || n.mask === 0) return;
    seen.add(n);
    if (isOne(n)) found.push(n);
    n.args.forEach(visit);
  };
  visit(body);
  return found;
}

/** Whether a kink of an expression moves with a variable. */
export function isBent(body: Node, x: Node): boolean {
  const isOne = (n: Node) => isKink(n) || (n.op === "call" && cones.has(n.name));
  return dependsOn(body, x) && thoseOf(body, isOne).some((kink) => dependsOn(kink, x));
}

/** Why a scalar function of scalar coordinates has no derivative at a point, if one of its kinks lies there and matters. */
export function kinkAt(world: World, body: Node, coords: readonly Node[], point: readonly Node[]): Text | undefined {
  const at = new Map(coords.map((x, i) => [x, point[i]]));
  for (const kink of kinksIn(body)) {
    if (kink.rows !== 1 || kink.cols !== 1) continue;
    const why = attempt(() => kinkHere(world, body, coords, at, kink)).value;
    if (why) return why;
  }
  return undefined;
}

type Point = ReadonlyMap<Node, Node>;

function kinkHere({ b, ...rest }: World, body: Node, coords: readonly Node[], at: Point, kink: Node): Text | undefined {
  const world = { b, ...rest };
  const value = (n: Node): Real | undefined => numbersOf(b, b.substitute(n, at))?.entries[0];
  const slopes = (n: Node) => coords.map((x) => value(derivative(b.graph, n, x)));
  const moves = (n: Node) => slopes(n).some((s) => s === undefined || !isZero(s));
  const trouble = troubleOf(kink, value, slopes, moves);
  if (!trouble) return undefined;
  // A kink that is multiplied by zero there does no harm: x|x| has a derivative at 0.
  const t = b.symbol("#kink");
  const weight = b.substitute(derivative(b.graph, b.substitute(body, new Map([[kink, t]])), t), new Map([[t, kink]]));
  const size = value(weight);
  if (size !== undefined && isZero(size)) return undefined;
  const shown = formula(world, kink);
  return { en: `${shown} ${trouble.en} there`, zh: `${shown} 在该点${trouble.zh}` };
}

const bend: Text = { en: "has a kink", zh: "有尖点，不可导" };
const jump: Text = { en: "has a jump", zh: "有跳跃，不可导" };
const tie: Text = { en: "is a tie: its slope is not unique", zh: "取值并列，斜率不唯一" };
const steep: Text = { en: "has no finite slope", zh: "斜率不是有限值" };

function troubleOf(
  kink: Node,
  value: (n: Node) => Real | undefined,
  slopes: (n: Node) => readonly (Real | undefined)[],
  moves: (n: Node) => boolean,
): Text | undefined {
  const isNought = (n: Node) => {
    const x = value(n);
    return x !== undefined && isZero(x);
  };
  if (kink.op === "prod") {
    return kink.args.some((base, i) => isRoot(kink.coefs[i]) && isNought(base)) ? steep : undefined;
  }
  const [u] = kink.args;
  if (bends.has(kink.name)) return isNought(u) && moves(u) ? bend : undefined;
  if (jumps.has(kink.name)) return isNought(u) && moves(u) ? jump : undefined;
  const differ = (p: Node, q: Node) => slopes(p).some((s, i) => !same(s, slopes(q)[i]));
  if (kink.name === "where") {
    if (!isNought(u)) return undefined;
    const [, p, q] = kink.args;
    if (!same(value(p), value(q))) return jump;
    return differ(p, q) ? bend : undefined;
  }
  const values = kink.args.map(value);
  const top = value(kink);
  const best = kink.args.filter((_, i) => same(values[i], top));
  return best.slice(1).some((p) => differ(best[0], p)) ? tie : undefined;
}

const isZero = (x: Real): boolean => (isRational(x) ? x === 0 : Math.abs(realToNumber(x)) < 1e-12);

function same(a: Real | undefined, b: Real | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return isRational(a) && isRational(b) ? Q.same(a, b) : Math.abs(realToNumber(a) - realToNumber(b)) < 1e-12;
}
