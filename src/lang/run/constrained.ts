import { nullspace, type RationalMatrix, solveSteps } from "../../core/num/exact";
import { Q, type Rational } from "../../core/num/rational";
import { componentsOf, coordinates } from "../check/derive";
import { letterNode } from "../check/maker";
import type { Fn } from "../check/term";
import { slowly } from "../slow";
import { attempt } from "../symbolic/build";
import { derivative } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { analyseQuadratic, dotOf, type QuadraticForm } from "./form";
import type { Scalarised } from "./quadratic";
import { isRational } from "./real";
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

/** A quadratic within linear conditions: its least point, or that it comes near one and has none. */
export interface Constrained {
  readonly q: QuadraticForm;
  /** Where a strict inequality keeps the infimum from being a minimum. */
  readonly isOpen: boolean;
}

/**
 * The exact minimiser (sign 1) or maximiser (−1) of a quadratic with rational coefficients under linear equations and inequalities:
 * every set of inequalities that hold with equality is tried, and the best point that satisfies all is taken.
 *
 * @returns undefined where a condition is not linear, a coefficient not rational, or the quadratic not bounded where it is tried
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
  const [A, b, c] = sign > 0 ? [exact, q.b, q.c] : [exact.map((row) => row.map(Q.neg)), q.b.map(Q.neg), Q.neg(q.c)];
  const fixed = rows.filter(({ word }) => word === "=");
  const bounds = rows.filter(({ word }) => word !== "=");
  if (bounds.length > mostInequalities || (bounds.length > 0 && !isStrictly(q, sign))) return undefined;
  let best: { readonly q: QuadraticForm; readonly value: Rational } | undefined;
  for (let set = 0; set < 2 ** bounds.length; set++) {
    const active = bounds.filter((_, i) => (set >> i) & 1);
    const found = onPlane(A, b, c, [...fixed, ...active]);
    if (found === "empty" || found.form.inertia.negative > 0 || found.stationary.kind === "none") continue;
    const x = found.stationary.x as readonly Rational[];
    const value = found.stationary.value as Rational;
    const holds = bounds.every(({ row, word, value: end }) => isKept(word, Q.sub(dotOf(row, x), end)));
    if (holds && (!best || Q.compare(value, best.value) < 0)) best = { q: found, value };
  }
  if (best?.q.stationary.kind !== "one" && best?.q.stationary.kind !== "many") return undefined;
  const { stationary } = best.q;
  const at = stationary.x as readonly Rational[];
  const isOpen = bounds.some(({ row, word, value }) => (word === ">" || word === "<") && Q.same(dotOf(row, at), value));
  return { isOpen, q: { ...best.q, stationary: { ...stationary, value: sign > 0 ? best.value : Q.neg(best.value) } } };
}

/** A definite quadratic has a least point on every closed convex set. */
const isStrictly = ({ form }: QuadraticForm, sign: 1 | -1): boolean =>
  form.definiteness === (sign > 0 ? "positive definite" : "negative definite");

/** Whether a gap satisfies an inequality, its closure where it is strict. */
const isKept = (word: string, gap: Rational): boolean =>
  word === ">" || word === "≥" ? Q.sign(gap) >= 0 : Q.sign(gap) <= 0;

/** The quadratic on the affine set where rows hold with equality; its points and directions in all coordinates. */
function onPlane(
  A: RationalMatrix,
  b: readonly Rational[],
  c: Rational,
  rows: readonly Row[],
): QuadraticForm | "empty" {
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
  for (const { left, word, right } of facts) {
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
