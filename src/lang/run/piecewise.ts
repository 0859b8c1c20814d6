import { valueAt } from "../../core/num/polynomial";
import { Q, type Rational } from "../../core/num/rational";
import { realRoots } from "../../core/num/real-roots";
import { attempt } from "../symbolic/build";
import { dependsOn, derivative } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { isNonnegative } from "../symbolic/sign";
import type { Convexity } from "./composition";
import { nodeOfReal } from "./entries";
import { between, type Interval, order, type Piece, piecesOf } from "./pieces";
import { polynomialIn } from "./polynomial-in";
import { formula } from "./reply";
import type { World } from "./world";

/** How a function bends on a piece: `flat` where f″ = 0, up or down with the least |f″| where that is a number, or both ways. */
type Bend =
  | { readonly way: "flat" }
  | { readonly way: "up" | "down"; readonly least?: Node }
  | { readonly way: "both"; readonly at: Node };

/**
 * Convexity of a function of one variable that is put together from smooth pieces: f″ has one sign on each, and the slope jumps
 * the same way where they meet. A jump of the function itself is neither.
 *
 * @returns undefined where the places and signs are not known for all letters
 */
export function piecewiseConvexity(world: World, body: Node, x: Node, within: Interval): Convexity | undefined {
  const pieces = piecesOf(world, body, x, within);
  if (!pieces) return undefined;
  const joints = pieces.slice(1).map((right, i) => jointAt(world, pieces[i], right, x));
  const jump = joints.find((joint) => joint?.jump);
  if (jump) return { word: "neither", text: `no: it jumps at ${formula(world, jump.at)}` };
  const bends = pieces.map((piece) => bendOn(world, piece, x));
  const bends2 = bends.find((bend) => bend?.way === "both");
  if (bends2?.way === "both") return curvedBothWays(world, pieces, bends, x);
  if (joints.some((joint) => !joint) || bends.some((bend) => !bend)) return undefined;
  const ways = [...bends.map((bend) => bend?.way), ...joints.map((joint) => joint?.way)];
  const [isUp, isDown] = [ways.includes("up"), ways.includes("down")];
  if (isUp && isDown) return bentBothWays(world, pieces, bends, joints);
  if (!isUp && !isDown) return { word: "affine", text: "affine   (structure: f″ = 0)" };
  return verdict(world, bends, isUp ? "convex" : "concave");
}

function verdict(world: World, bends: readonly (Bend | undefined)[], shape: "convex" | "concave"): Convexity {
  const sign = shape === "convex" ? "≥" : "≤";
  const isStrict = bends.every((bend) => bend?.way !== "flat");
  const why = `(structure: f″ ${sign} 0${bends.length > 1 ? " on each piece" : ""})`;
  if (!isStrict) return { word: shape, text: `${shape}   ${why}` };
  const least = bends.map((bend) => (bend && "least" in bend ? bend.least : undefined));
  const smallest = least.every((x) => x !== undefined)
    ? (least as Node[]).find((x) => (least as Node[]).every((y) => (order(world, x, y) ?? 1) <= 0))
    : undefined;
  if (smallest)
    return { word: `strongly ${shape}`, text: `strongly ${shape}, μ ≥ ${formula(world, smallest)}   ${why}` };
  return { word: `strictly ${shape}`, text: `strictly ${shape}   ${why}` };
}

/** What happens where two pieces meet: a jump of the function, or the sign of the change of its slope. */
interface Joint {
  readonly at: Node;
  readonly jump: boolean;
  readonly way: "up" | "down" | "flat";
}

function jointAt(world: World, left: Piece, right: Piece, x: Node): Joint | undefined {
  const { b } = world;
  const at = right.low;
  if (!at) return undefined;
  const here = (n: Node) => b.substitute(n, new Map([[x, at]]));
  const gap = attempt(() => order(world, here(right.body), here(left.body))).value;
  if (gap === undefined) return undefined;
  if (gap !== 0) return { at, jump: true, way: "flat" };
  const slope = (piece: Piece) => here(derivative(b.graph, piece.body, x));
  const turn = attempt(() => order(world, slope(right), slope(left))).value;
  if (turn === undefined) return undefined;
  return { at, jump: false, way: turn > 0 ? "up" : turn < 0 ? "down" : "flat" };
}

/** The sign of f″ inside a piece. */
function bendOn(world: World, piece: Piece, x: Node): Bend | undefined {
  const { b } = world;
  const second = attempt(() => derivative(b.graph, derivative(b.graph, piece.body, x), x)).value;
  const open = second && (attempt(() => b.expand(second)).value ?? second);
  if (!second || !open) return undefined;
  if (open.op === "zero" || b.rational(open) === 0) return { way: "flat" };
  if (!dependsOn(open, x)) {
    const sign = order(world, open, b.num(0));
    return sign ? { way: sign > 0 ? "up" : "down", least: sign > 0 ? open : b.neg(open) } : undefined;
  }
  return ofPolynomial(world, second, piece, x) ?? ofShifted(world, second, piece, x);
}

function ofPolynomial(world: World, second: Node, { low, high }: Piece, x: Node): Bend | undefined {
  const { b } = world;
  const p = polynomialIn(world, second, x);
  const isNumber = (end: Node | undefined) => end === undefined || order(world, end, b.num(0)) !== undefined;
  if (!p || ![low, high].every((end) => isNumber(end) && (!end || end.mask === 0))) return undefined;
  const roots = realRoots(p)
    .map((root) => nodeOfReal(b, root))
    .filter((r) => (!low || order(world, r, low) === 1) && (!high || order(world, r, high) === -1));
  const ends = [low, ...roots, high];
  const samples = ends.slice(1).map((end, i): Rational => between(world, ends[i], end));
  const signs = samples.map((at) => Q.sign(valueAt(p, at)));
  if (signs.every((s) => s > 0)) return { way: "up", ...leastOf(world, second, { low, high }, x, 1) };
  if (signs.every((s) => s < 0)) return { way: "down", ...leastOf(world, second, { low, high }, x, -1) };
  return { way: "both", at: b.num(samples[signs.findIndex((s) => s < 0)]) };
}

/** The least |f″| of a polynomial f″ of one sign, if it is > 0: at an end, or where f‴ = 0. */
function leastOf(
  world: World,
  second: Node,
  { low, high }: Interval,
  x: Node,
  sign: 1 | -1,
): { readonly least?: Node } {
  const { b } = world;
  const third = polynomialIn(world, derivative(b.graph, second, x), x) ?? [];
  const inside = realRoots(third)
    .map((root) => nodeOfReal(b, root))
    .filter((r) => (!low || order(world, r, low) === 1) && (!high || order(world, r, high) === -1));
  const values = [...(low ? [low] : []), ...inside, ...(high ? [high] : [])].map((at) =>
    b.scale(sign, b.expand(b.substitute(second, new Map([[x, at]])))),
  );
  const least = values.find((v) => values.every((other) => (order(world, v, other) ?? 1) <= 0));
  return least && order(world, least, b.num(0)) === 1 ? { least } : {};
}

/** f″ with x = low + t or high − t for a t > 0, so that signs show. */
function ofShifted({ b }: World, second: Node, { low, high }: Piece, x: Node): Bend | undefined {
  const t = b.symbol(`${x.name}#`, 1, 1, Trait.positive | Trait.nonnegative);
  const places = [x, ...(low ? [b.add(low, t)] : []), ...(high ? [b.sub(high, t)] : [])];
  for (const place of places) {
    const moved = attempt(() => b.substitute(second, new Map([[x, place]]))).value;
    const forms = moved ? [moved, attempt(() => b.expand(moved)).value ?? moved] : [];
    if (forms.some(isNonnegative)) return { way: "up" };
    if (forms.some((n) => isNonnegative(b.neg(n)))) return { way: "down" };
  }
  return undefined;
}

function curvedBothWays(
  world: World,
  pieces: readonly Piece[],
  bends: readonly (Bend | undefined)[],
  x: Node,
): Convexity {
  const { b } = world;
  const i = bends.findIndex((bend) => bend?.way === "both");
  const at = (bends[i] as { at: Node }).at;
  const second = derivative(b.graph, derivative(b.graph, pieces[i].body, x), x);
  const value = formula(world, b.substitute(second, new Map([[x, at]])));
  return { word: "neither", text: `no: at ${formula(world, at)} direction 1 has curvature ${value}` };
}

/** A piece or a kink that bends down beside one that bends up. */
function bentBothWays(
  world: World,
  pieces: readonly Piece[],
  bends: readonly (Bend | undefined)[],
  joints: readonly (Joint | undefined)[],
): Convexity {
  const kink = joints.find((joint) => joint?.way === "down");
  if (kink) return { word: "neither", text: `no: the slope falls at ${formula(world, kink.at)}` };
  const { low, high } = pieces[bends.findIndex((bend) => bend?.way === "down")];
  const ends = [low, high].map((end, k) => (end ? formula(world, end) : k === 0 ? "−∞" : "∞"));
  return { word: "neither", text: `no: the slope falls between ${ends[0]} and ${ends[1]}` };
}
