import { Q, type Rational } from "../../core/num/rational";
import { type Drawn, drawExact } from "../symbolic/draw-point";
import type { Grid } from "../symbolic/exact";
import { rationals } from "../symbolic/field";
import type { Graph, Node } from "../symbolic/graph";
import { Trait } from "../symbolic/graph";
import { valueAt } from "./agree";

/** More letters than this are not set to 0 one by one. */
const MOST = 6;

/** Points at which inequalities fail or hold with equality: letters at 0, at 1, equal to each other. */
export function* cornersOf(roots: readonly Node[]): Generator<Drawn<Rational>, void, void> {
  if (roots.every(({ mask }) => mask === 0)) return;
  const base = drawExact(rationals, roots, 0);
  if (!base) return;
  const { symbols } = base;
  const sized = (x: Node): Grid<Rational> => base.values.get(x) as Grid<Rational>;
  const filled = (x: Node, value: Rational): Grid<Rational> => ({ ...sized(x), data: sized(x).data.map(() => value) });
  const point = (change: Iterable<readonly [Node, Grid<Rational>]>): Drawn<Rational> => ({
    ...base,
    values: new Map([...base.values, ...change]),
  });
  const zeros = symbols.filter(mayVanish).map((x) => [x, filled(x, 0)] as const);
  if (zeros.length > 0) yield point(zeros);
  if (zeros.length > 1 && zeros.length <= MOST) for (const zero of zeros) yield point([zero]);
  const plain = symbols.filter(({ traits }) => (traits & ~(Trait.positive | Trait.nonnegative)) === 0);
  if (plain.length > 0) yield point(plain.map((x) => [x, filled(x, 1)] as const));
  if (zeros.length > 0) yield point(symbols.filter(isFree).map((x) => [x, filled(x, -1)] as const));
  const units = symbols.filter(({ traits, rows, cols }) => traits === 0 && (rows !== 1 || cols !== 1));
  const unit = (x: Node): Grid<Rational> => {
    const { rows, cols, data } = sized(x);
    return { rows, cols, data: data.map((_, k) => (k % (cols + 1) === 0 && (cols > 1 || k === 0) ? 1 : 0)) };
  };
  if (units.length > 1) yield point(units.map((x) => [x, unit(x)] as const));
  if (units.length <= MOST) for (const x of units) yield point([[x, unit(x)]]);
  const alike = symbols.flatMap((x, i) => {
    const first = symbols.slice(0, i).find((y) => y.rows === x.rows && y.cols === x.cols && y.traits === x.traits);
    return first ? [[x, sized(first)] as const] : [];
  });
  if (alike.length > 0) yield point(alike);
  const sizable = symbols.filter(({ traits }) => (traits & (Trait.orthogonal | Trait.integer)) === 0);
  if (sizable.length > MOST) return;
  for (const factor of [8, Q.ratio(1, 8)]) {
    for (const x of sizable) yield point([[x, { ...sized(x), data: sized(x).data.map((q) => Q.mul(q, factor)) }]]);
  }
}

const isFree = ({ traits }: Node): boolean => traits === 0;

const mayVanish = ({ traits }: Node): boolean =>
  (traits & (Trait.positive | Trait.pd | Trait.orthogonal | Trait.integer)) === 0;

/** Points of the letters in whose place others stand: those are drawn, the letters follow. */
export function* pointsBehind(
  g: Graph,
  by: ReadonlyMap<Node, Node>,
  roots: readonly Node[],
  draws: number,
): Generator<Drawn<Rational>, void, void> {
  const all = [...roots, ...by.values()];
  const random = Array.from({ length: draws }, (_, draw) => drawExact(rationals, all, draw));
  for (const drawn of [random[0], ...cornersOf(all), ...random.slice(1)]) {
    if (!drawn) continue;
    const values = new Map(drawn.values);
    const isWhole = [...by].every(([x, is]) => {
      const value = valueAt(g, is, drawn);
      if (value) values.set(x, { rows: value.rows, cols: value.cols, data: value.entries as Rational[] });
      return value !== undefined;
    });
    if (isWhole) yield { ...drawn, values };
  }
}
