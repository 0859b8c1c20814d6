import { finish, nullspace, type RationalMatrix, solveSteps } from "../../core/num/exact";
import { Q, type Rational } from "../../core/num/rational";
import { componentsOf, coordinates } from "../check/derive";
import { letterNode } from "../check/maker";
import type { Fn } from "../check/term";
import { slowly } from "../slow";
import { attempt } from "../symbolic/build";
import { derivative } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { withoutBars } from "./facts-in-place";
import { analyseForm, analyseQuadratic, dotOf, type QuadraticForm } from "./form";
import type { Scalarised } from "./quadratic";
import { isRational, type Real } from "./real";
import { gapOf } from "./variable-range";
import type { Task } from "./world";

/** row·x word value, over the coordinates of a function. */
interface Row {
  readonly row: readonly Rational[];
  readonly word: string;
  readonly value: Rational;
}

/** Beyond so many inequalities not every set of active ones is tried. */
const mostInequalities = 8;

/** A quadratic within linear conditions: its least point, or that it comes near one and has none, or where it falls for ever. */
export type Constrained =
  | {
      readonly q: QuadraticForm;
      /** Where a strict inequality keeps the infimum from being a minimum. */
      readonly isOpen: boolean;
    }
  | { readonly along: readonly Real[] };

/** ½ x'Ax − b'x + c, to be made least. */
interface Goal {
  readonly A: RationalMatrix;
  readonly b: readonly Rational[];
  readonly c: Rational;
}

/**
 * The exact minimiser (sign 1) or maximiser (−1) of a quadratic with rational coefficients under linear equations and inequalities:
 * every set of inequalities that hold with equality is tried. Where the quadratic is convex, a point with multipliers of the right
 * signs is least; where it isn't but the set is bounded, the best point of all sets is.
 *
 * @returns undefined where a condition is not linear, a coefficient not rational, or the quadratic not seen to have a least value
 * @source Karush, Kuhn and Tucker: Boyd & Vandenberghe 2004, §5.5.3
 */
export function constrainedQuadratic(
  task: Task,
  fn: Fn,
  f: Scalarised,
  q: QuadraticForm,
  sign: 1 | -1,
): Constrained | undefined {
  const rows = rowsOn(task, fn, f);
  const { exact } = q.form;
  if (!rows || !exact || !q.b.every(isRational) || !isRational(q.c)) return undefined;
  const goal: Goal =
    sign > 0
      ? { A: exact, b: q.b, c: q.c }
      : { A: exact.map((row) => row.map(Q.neg)), b: q.b.map(Q.neg), c: Q.neg(q.c) };
  const fixed = rows.filter(({ word }) => word === "=");
  const bounds = rows.filter(({ word }) => word !== "=");
  if (bounds.length > mostInequalities) return undefined;
  const along = bounds.length === 0 ? endless(goal, fixed) : undefined;
  if (along) return { along };
  const best = leastWithin(goal, fixed, bounds);
  if (best?.stationary.kind !== "one" && best?.stationary.kind !== "many") return undefined;
  const { form } = best;
  const at = best.stationary.x as readonly Rational[];
  // Of a line of points the bounds may leave a part only.
  const stationary: QuadraticForm["stationary"] =
    bounds.length > 0 ? { kind: "one", x: at, value: best.stationary.value } : best.stationary;
  const isOpen = bounds.some(({ row, word, value }) => (word === ">" || word === "<") && Q.same(dotOf(row, at), value));
  if (sign > 0) return { isOpen, q: { ...best, stationary } };
  const value = Q.neg(stationary.value as Rational);
  const turned = analyseForm((form.exact as RationalMatrix).map((row) => row.map(Q.neg)));
  return { isOpen, q: { ...best, form: turned, stationary: { ...stationary, value } } };
}

/** A direction within the plane of equations along which a quadratic falls for ever. */
function endless(goal: Goal, fixed: readonly Row[]): readonly Real[] | undefined {
  const whole = onPlane(goal, fixed);
  if (whole === "empty") return undefined;
  if (whole.stationary.kind === "none" && whole.form.inertia.negative === 0) return whole.stationary.along;
  const { down } = whole.form;
  const Z = nullspace(fixed.map(({ row }) => row));
  if (!down?.vector.every(isRational) || fixed.length === 0 || Z.length !== down.vector.length) return undefined;
  return goal.b.map((_, i) =>
    dotOf(
      Z.map((z) => z[i]),
      down.vector as readonly Rational[],
    ),
  );
}

/** The quadratic on the plane on which it is least within the conditions. */
function leastWithin(goal: Goal, fixed: readonly Row[], bounds: readonly Row[]): QuadraticForm | undefined {
  const whole = onPlane(goal, fixed);
  if (whole === "empty") return undefined;
  const isConvex = whole.form.inertia.negative === 0;
  if (!isConvex && !isBounded(fixed, bounds, goal.b.length)) return undefined;
  let best: { readonly q: QuadraticForm; readonly value: Rational } | undefined;
  for (let set = 0; set < 2 ** bounds.length; set++) {
    const active = bounds.filter((_, i) => (set >> i) & 1);
    const found = onPlane(goal, [...fixed, ...active]);
    if (found === "empty" || found.form.inertia.negative > 0 || found.stationary.kind === "none") continue;
    const x = found.stationary.x as readonly Rational[];
    const value = found.stationary.value as Rational;
    if (!bounds.every(({ row, word, value: end }) => isKept(word, Q.sub(dotOf(row, x), end)))) continue;
    if (isConvex && hasMultipliers(goal, x, fixed, active)) return found;
    if (!best || Q.compare(value, best.value) < 0) best = { q: found, value };
  }
  return isConvex ? undefined : best?.q;
}

/** Whether the slope at x is pushed against the conditions alone: ∇f = Σ λᵢ rowᵢ with λᵢ of the sign of its inequality. */
function hasMultipliers(
  { A, b }: Goal,
  x: readonly Rational[],
  fixed: readonly Row[],
  active: readonly Row[],
): boolean {
  const slope = A.map((row, i) => Q.sub(dotOf(row, x), b[i]));
  const rows = [...fixed, ...active];
  if (rows.length === 0) return slope.every((y) => Q.sign(y) === 0);
  const solution = finish(
    solveSteps(
      slope.map((_, i) => rows.map(({ row }) => row[i])),
      slope,
    ),
  );
  return solution.kind !== "none" && active.every(({ word }, i) => isKept(word, solution.x[fixed.length + i]));
}

/** Whether every coordinate has a least and a greatest value. */
function isBounded(fixed: readonly Row[], bounds: readonly Row[], n: number): boolean {
  const none = Array.from({ length: n }, () => Array.from({ length: n }, (): Rational => 0));
  return none.every((_, i) =>
    [1, -1].every((side) => {
      const b = none.map((_, j): Rational => (i === j ? side : 0));
      return leastWithin({ A: none, b, c: 0 }, fixed, bounds) !== undefined;
    }),
  );
}

/** Whether a gap satisfies an inequality, its closure where it is strict. */
const isKept = (word: string, gap: Rational): boolean =>
  word === ">" || word === "≥" ? Q.sign(gap) >= 0 : Q.sign(gap) <= 0;

/** The quadratic on the affine set where rows hold with equality; its points and directions in all coordinates. */
function onPlane({ A, b, c }: Goal, rows: readonly Row[]): QuadraticForm | "empty" {
  if (rows.length === 0) return analyseQuadratic(A, b, c);
  const C = rows.map(({ row }) => row);
  const d = rows.map(({ value }) => value);
  const solution = slowly(`plane ${d.map(Q.format).join()}`, C, () => solveSteps(C, d));
  if (solution.kind === "none") return "empty";
  const start = solution.x;
  const Z = nullspace(C);
  const slope = A.map((row, i) => Q.sub(b[i], dotOf(row, start)));
  const constant = Q.add(
    c,
    Q.sub(
      Q.div(
        dotOf(
          start,
          A.map((row) => dotOf(row, start)),
        ),
        2,
      ),
      dotOf(b, start),
    ),
  );
  if (Z.length === 0) {
    const flat = analyseQuadratic([[1]], [0], constant);
    return { ...flat, stationary: { kind: "one", x: start, value: constant } };
  }
  const AZ = Z.map((z) => A.map((row) => dotOf(row, z)));
  const reduced = analyseQuadratic(
    Z.map((z) => AZ.map((v) => dotOf(z, v))),
    Z.map((z) => dotOf(z, slope)),
    constant,
  );
  const back = (t: readonly unknown[]) =>
    start.map((_, i) =>
      dotOf(
        Z.map((z) => z[i]),
        t as readonly Rational[],
      ),
    );
  const { stationary } = reduced;
  if (stationary.kind === "none") return { ...reduced, stationary: { kind: "none", along: back(stationary.along) } };
  const x = back(stationary.x).map((y, i) => Q.add(y, start[i]));
  if (stationary.kind === "one") return { ...reduced, stationary: { ...stationary, x } };
  return { ...reduced, stationary: { ...stationary, x, nullspace: stationary.nullspace.map(back) } };
}

/** The conditions on a function's variables as rows over its coordinates; `undefined` where one is not linear with numbers. */
function rowsOn(task: Task, fn: Fn, f: Scalarised): readonly Row[] | undefined {
  const { world, maker } = task;
  const plane = coordinates(
    maker,
    fn.params.map((letter) => letterNode(maker, letter)),
  );
  const names = new Set(fn.params.map(({ name }) => name));
  const facts = task.context.scope.facts().filter(({ left, right }) => [left, right].some((n) => holds(n, names)));
  if (!plane) return undefined;
  const rows: Row[] = signRows(f);
  for (const { left, word, right } of facts.flatMap((fact) => [...withoutBars(world.b, fact)])) {
    if (!"<≤>≥=".includes(word)) return undefined;
    const gap = gapOf(world.b, left, right);
    const parts = gap && attempt(() => componentsOf(maker, named(task, gap, fn), plane)).value;
    if (!parts) return undefined;
    for (const part of parts) {
      const row = rowIn(task, f, part);
      if (!row) return undefined;
      rows.push({ ...row, word });
    }
  }
  return rows;
}

/** Signs that are declared: x : positive vector 2. */
const signRows = ({ coords }: Scalarised): Row[] =>
  coords.flatMap(({ traits }, i) => {
    const word = traits & Trait.positive ? ">" : traits & Trait.nonnegative ? "≥" : undefined;
    return word ? [{ row: coords.map((_, j): Rational => (i === j ? 1 : 0)), word, value: 0 as Rational }] : [];
  });

const holds = (n: Node, names: ReadonlySet<string>): boolean =>
  (n.op === "sym" && names.has(n.name)) || n.args.some((a) => holds(a, names));

/** A fact may have been read before its variables got the traits that they have now. */
function named({ world, maker }: Task, gap: Node, { params }: Fn): Node {
  const by = new Map<Node, Node>();
  const visit = (n: Node): void => {
    const letter = n.op === "sym" ? params.find(({ name }) => name === n.name) : undefined;
    const node = letter && letterNode(maker, letter);
    if (node && node !== n && node.rows === n.rows && node.cols === n.cols) by.set(n, node);
    n.args.forEach(visit);
  };
  visit(gap);
  return by.size > 0 ? world.b.substitute(gap, by) : gap;
}

function rowIn({ world: { b } }: Task, { coords }: Scalarised, gap: Node): Omit<Row, "word"> | undefined {
  const row = coords.map((x) => b.rational(b.expand(derivative(b.graph, gap, x))));
  const constant = b.rational(b.substitute(gap, new Map(coords.map((x) => [x, b.num(0)]))));
  if (constant === undefined || row.some((x) => x === undefined)) return undefined;
  return { row: row as Rational[], value: Q.neg(constant) };
}
