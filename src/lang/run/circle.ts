import { Q, type Rational } from "../../core/num/rational";
import { attempt, type Builder } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import type { Node } from "../symbolic/graph";
import { isScalar } from "../symbolic/leaf";
import type { Granted } from "./facts-in-place";

/** A circle or an ellipse as the values of one letter: all its points but one, and that one. */
export interface Turned {
  readonly fact: Granted;
  /** x = R(1 − w²)/(1 + w²) and y = 2Sw/(1 + w²) for any real w. */
  readonly around: ReadonlyMap<Node, Node>;
  /** x = −R, y = 0. */
  readonly last: ReadonlyMap<Node, Node>;
}

/** The first fact a x² + b y² = c with rational radii and two letters of which nothing else is declared. */
export function circleIn(b: Builder, facts: readonly Granted[]): Turned | undefined {
  for (const fact of facts) {
    const { left, right, word, rank } = fact;
    const gap = word === "=" && !rank ? attempt(() => b.expand(b.sub(left, right))).value : undefined;
    if (gap?.op !== "sum" || !isScalar(gap) || gap.args.length !== 3) continue;
    const squares = gap.args.flatMap((t, i) => {
      const [x] = t.args;
      const isSquare = t.op === "prod" && t.args.length === 1 && t.coefs[0] === 2 && x?.op === "sym" && x.traits === 0;
      return isSquare ? [{ x: x as Node, c: gap.coefs[i]! }] : [];
    });
    const constant = b.rational(b.substitute(gap, new Map(squares.map(({ x }) => [x, b.num(0)]))));
    if (squares.length !== 2 || constant === undefined || !squares.every(({ c }) => N.isExact(c))) continue;
    const radii = squares.map(({ c }) => Q.div(Q.neg(constant), c as Rational));
    const [R, S] = radii.map((square) => (Q.sign(square) > 0 ? b.pow(b.num(square), b.num(Q.ratio(1, 2))) : undefined));
    // With roots in their coefficients polynomials take too long to decide.
    if (!R || !S || [R, S].some((radius) => b.rational(radius) === undefined)) continue;
    const [x, y] = squares.map((square) => square.x) as [Node, Node];
    const w = b.symbol("#turn", 1, 1, 0);
    const [one, square] = [b.num(1), b.mul(w, w)];
    const below = b.add(one, square);
    const around = new Map([
      [x, b.div(b.mul(R, b.sub(one, square)), below)],
      [y, b.div(b.mul(b.num(2), S, w), below)],
    ]);
    const last = new Map([
      [x, b.neg(R)],
      [y, b.num(0)],
    ]);
    return { fact, around, last };
  }
  return undefined;
}
