import { Q, type Rational } from "../../core/num/rational";
import { attempt, type Builder } from "../symbolic/build";
import type { Drawn } from "../symbolic/draw-point";
import { type Node, Trait } from "../symbolic/graph";
import { isScalar } from "../symbolic/leaf";
import { mirrored } from "./facts";
import type { Granted } from "./facts-in-place";
import { measured } from "./lengths";

/** Letters whose numbers together have a length that a fact bounds: a vector, or scalars as in t² + s² = 1. */
interface Sphere {
  readonly letters: readonly Node[];
  readonly word: string;
  readonly radius: Rational;
}

const signed = Trait.positive | Trait.nonnegative;

/** Points moved onto the spheres and into the balls of the facts, where no random point lies; none where there are no such facts. */
export function* pointsOnSpheres(
  b: Builder,
  facts: readonly Granted[],
  points: Iterable<Drawn<Rational>>,
): Generator<Drawn<Rational>, void, void> {
  const all = [...lengthsGiven(b, facts), ...circlesGiven(b, facts)];
  const spheres = all.filter(({ letters }) => letters.every(({ traits }) => (traits & ~signed) === 0));
  if (spheres.length === 0) return;
  let draw = 0;
  for (const point of points) {
    const values = new Map(point.values);
    let isInside = true;
    for (const { letters, word, radius } of spheres) {
      const grids = letters.map((x) => values.get(x));
      if (grids.some((grid) => grid === undefined)) continue;
      const at = onUnitSphere(
        grids.flatMap((grid) => grid!.data),
        Q.ratio(1, 1 + (draw % 3)),
      );
      const size = Q.mul(radius, reach(word, draw));
      let from = 0;
      for (const [i, x] of letters.entries()) {
        const grid = grids[i]!;
        const own = at.slice(from, from + grid.data.length);
        from += own.length;
        const data = own.map((q) => Q.mul(size, x.traits & signed ? Q.abs(q) : q));
        isInside &&= (x.traits & Trait.positive) === 0 || data.every((q) => Q.sign(q) > 0);
        values.set(x, { ...grid, data });
      }
    }
    draw++;
    if (isInside) yield { ...point, values };
  }
}

/** How much of the radius is gone, so that the fact holds. */
function reach(word: string, draw: number): Rational {
  if (word === "<" || (word === "≤" && draw % 2 === 1)) return Q.ratio(1, 2);
  return word === ">" || (word === "≥" && draw % 2 === 1) ? 2 : 1;
}

/** A rational point of the unit sphere: the plane, drawn in some scale, seen from the pole. */
function onUnitSphere(v: readonly Rational[], scale: Rational): Rational[] {
  const plane = v.slice(0, -1).map((x) => Q.mul(x, scale));
  const square = plane.reduce<Rational>((sum, x) => Q.add(sum, Q.mul(x, x)), 0);
  const below = Q.inverse(Q.add(square, 1));
  return [...plane.map((x) => Q.mul(Q.mul(2, x), below)), Q.mul(Q.sub(square, 1), below)];
}

/** ‖x‖ = c, x'x ≤ c². */
function lengthsGiven(b: Builder, facts: readonly Granted[]): Sphere[] {
  const sizes = measured(b, facts);
  if (!sizes) return [];
  return [...sizes.lengths].flatMap(([x, p]) => {
    const said = sizes.facts.flatMap(({ left, word, right }): Sphere[] => {
      const radius = left === p ? b.rational(right) : right === p ? b.rational(left) : undefined;
      const known = left === p ? word : (mirrored[word] ?? word);
      return radius !== undefined && known !== "≠" && Q.sign(radius) > 0 ? [{ letters: [x], word: known, radius }] : [];
    });
    return [said.find(({ word }) => word === "=") ?? said[0]].filter((sphere) => sphere !== undefined);
  });
}

/** t² + s² = c², all with one weight. */
function circlesGiven(b: Builder, facts: readonly Granted[]): Sphere[] {
  return facts.flatMap(({ left, word, right, rank }): Sphere[] => {
    const gap = word === "=" && !rank ? attempt(() => b.expand(b.sub(left, right))).value : undefined;
    if (gap?.op !== "sum" || !isScalar(gap)) return [];
    const squares = gap.args.filter((t) => t.op === "prod" && t.args.length === 1 && t.coefs[0] === 2);
    const letters = squares.map((t) => t.args[0]!);
    const weight = gap.coefs[gap.args.indexOf(squares[0]!)];
    const rest = gap.args.filter((t) => !squares.includes(t));
    const isAlike = gap.args.every((t, i) => !squares.includes(t) || gap.coefs[i] === weight);
    if (letters.length < 2 || rest.length !== 1 || !isAlike || letters.some((x) => x.op !== "sym")) return [];
    const level = b.rational(b.scale(gap.coefs[gap.args.indexOf(rest[0]!)]!, rest[0]!));
    const unit = b.rational(b.scale(weight!, b.num(1)));
    if (level === undefined || unit === undefined || Q.sign(unit) === 0) return [];
    const radius = b.rational(b.pow(b.num(Q.neg(Q.div(level, unit))), b.num(Q.ratio(1, 2))));
    return radius !== undefined && Q.sign(radius) > 0 ? [{ letters, word: "=", radius }] : [];
  });
}
