import { Q } from "../../core/num/rational";
import { letterNode } from "../check/maker";
import { needsAt } from "../check/needs";
import type { Fn } from "../check/term";
import { gradients } from "../symbolic/adjoint";
import { attempt, type Builder } from "../symbolic/build";
import { dependsOn } from "../symbolic/differential";
import type { Need } from "../symbolic/domain";
import { type Node, Trait } from "../symbolic/graph";
import { isPositive } from "../symbolic/sign";
import { starred, told } from "./block-optimum";
import { entrywiseIn } from "./entrywise";
import { definiteOptimum } from "./likelihood";
import { lowestOf, profilesOf } from "./scalar-optimum";
import { isSafe, solved } from "./symbolic-optimum";
import { curvedIn } from "./symbolic-quadratic";
import { isRestricted } from "./variable-range";
import { whereText } from "./where";
import type { Outcome, Task } from "./world";

type Word = "minimise" | "maximise" | "stationary";

/** What is left of a function once some of its variables are at their best. */
interface Rest {
  readonly value: Node;
  readonly needs: readonly Need[];
}

interface Solved {
  readonly x: Node;
  readonly point: Node;
}

interface Best {
  readonly point: Node;
  readonly assumed: readonly Node[];
}

/**
 * The joint optimum of a function each of whose variables can be solved for in closed form, given those that are solved for later: as
 * mean and variance of a likelihood. Each is the one best value for all values of the others, and so all together are.
 *
 * @returns undefined where there is none for one of them
 */
export function stepwiseOptimum(task: Task, word: Word, fn: Fn): Outcome | undefined {
  const { b } = task.world;
  const blocks = fn.params.map((letter) => letterNode(task.maker, letter));
  const signed = new Map(blocks.flatMap((x) => positiveTwin(b, fn.needs, x)));
  const whole = movedTo(b, { value: fn.body, needs: fn.needs }, signed);
  if (!whole) return undefined;
  let rest: Rest | undefined = whole;
  const left = blocks.map((x) => signed.get(x) ?? x);
  const [steps, starts, ends]: Solved[][] = [[], [], []];
  const assumed: Node[] = [];
  while (left.length > 0) {
    const at = rest;
    const found = at && firstOf(left, (x) => bestOf(task, word, at, x));
    if (!found) return undefined;
    const { x, best } = found;
    left.splice(left.indexOf(x), 1);
    rest = movedTo(b, at, new Map([[x, best.point]]));
    // The best value of x is also the best beside the others' best values, in which it is shorter.
    const isFree = steps.every(({ point }) => !dependsOn(point, x));
    const beside = isFree && steps.length > 0 ? bestOf(task, word, whole, x) : undefined;
    if (beside) ends.push({ x, point: beside.point });
    else starts.push({ x, point: best.point });
    assumed.push(...(beside ?? best).assumed);
    steps.push({ x, point: best.point });
  }
  if (!rest) return undefined;
  const options = { names: [...fn.names], fold: fn.fold };
  const inStars = ends.reduce((value, { x }) => trimmed(b, value, x), whole.value);
  const value = ends.length > 0 ? shorter(inStars, rest.value) : rest.value;
  const shown = [...ends.reverse(), ...starts];
  const inShown = shown.length > 1 ? starred(b, shown) : new Map();
  const conditions = assumed.map((n) => b.substitute(n, inShown));
  return told(task, fn, shown, value, whereText(task.world, conditions, options));
}

/** A function's value where its slope in x is 0, to which a multiple of tr(x'∇) adds nothing: ‖y‖²/(2v) is m/2 there. */
function trimmed(b: Builder, value: Node, x: Node): Node {
  const slope = attempt(() => gradients(b.graph, value, [x])[0]).value;
  if (!slope) return value;
  const idle = b.call("tr", b.mul(b.transpose(x), slope));
  const forms = [1, -1, Q.ratio(1, 2), Q.ratio(-1, 2)].flatMap(
    (c) => attempt(() => b.expand(b.add(value, b.scale(c, b.expand(idle))))).value ?? [],
  );
  return forms.reduce(shorter, value);
}

const shorter = (p: Node, q: Node): Node => (p.length <= q.length ? p : q);

function firstOf(left: readonly Node[], bestAt: (x: Node) => Best | undefined) {
  for (const x of left) {
    const best = bestAt(x);
    if (best) return { x, best };
  }
  return undefined;
}

/** A scalar of which, or of a positive multiple of which, the function takes the logarithm is positive. */
function positiveTwin(b: Builder, needs: readonly Need[], x: Node): [Node, Node][] {
  if (x.rows !== 1 || x.cols !== 1) return [];
  const twin = b.symbol(x.name, 1, 1, x.traits | Trait.positive | Trait.nonnegative);
  const at = (of: Node, value: Node) => b.substitute(of, new Map([[x, value]]));
  const isOdd = (of: Node) => isPositive(at(of, twin)) && isPositive(b.neg(at(of, b.neg(twin))));
  const isLogged = needs.some(({ kind, of }) => kind === "positive" && dependsOn(of, x) && isOdd(of));
  return isLogged && twin !== x ? [[x, twin]] : [];
}

function movedTo(b: Builder, { value, needs }: Rest, by: ReadonlyMap<Node, Node>): Rest | undefined {
  if (by.size === 0) return { value, needs };
  return attempt(() => ({ value: b.substitute(value, by), needs: needsAt(b, needs, by) })).value;
}

/** Where a function of all that is left is best in one variable. */
function bestOf(task: Task, word: Word, { value, needs }: Rest, x: Node): Best | undefined {
  const { b } = task.world;
  const sign = word === "maximise" ? -1 : 1;
  const isScalar = x.rows === 1 && x.cols === 1;
  const signs = Trait.positive | Trait.nonnegative | Trait.psd | Trait.orthogonal;
  const q = (x.traits & signs) === 0 && !isRestricted(task, [x]) ? curvedIn(b, value, x) : undefined;
  if (q && isSafe(task, b.scale(sign, q.by))) return { point: solved(b, q).point, assumed: [] };
  if (isScalar) return scalarBest(task, word, { value, needs }, x);
  if (isRestricted(task, [b.symbol(x.name, x.rows, x.cols)])) return undefined;
  return definiteOptimum(task, sign, value, x) ?? attempt(() => entriesBest(task, word, { value, needs }, x)).value;
}

function scalarBest(task: Task, word: Word, { value, needs }: Rest, x: Node): Best | undefined {
  const found = profilesOf(task, word, { x, body: value, needs });
  if (!found) return undefined;
  const points = found.profiles.flatMap((profile) => profile.points.map(({ at }) => at));
  const { candidates, falling } = lowestOf(found.profiles, word === "maximise" ? -1 : 1);
  const only = word === "stationary" ? points : falling.length === 0 ? candidates : [];
  return only.length === 1 ? { point: only[0], assumed: found.assumed } : undefined;
}

/** @throws Refusal where the function is no sum over the entries of x */
function entriesBest(task: Task, word: Word, { value, needs }: Rest, x: Node): Best | undefined {
  if (x.cols !== 1) return undefined;
  const { t, body, lift } = entrywiseIn(task.world.b, value, x);
  if (needs.some(({ of }) => dependsOn(of, x) && of !== x)) return undefined;
  const own = needs.flatMap(({ kind, of }) => (of === x ? [{ kind, of: t }] : []));
  const best = scalarBest(task, word, { value: body, needs: own }, t);
  return best && { point: lift(best.point), assumed: best.assumed.map(lift) };
}
