import { Q } from "../../core/num/rational";
import { attempt, type Builder } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import { dependsOn } from "../symbolic/differential";
import type { Need } from "../symbolic/domain";
import { type Node, Trait } from "../symbolic/graph";
import { said } from "./facts";
import { numbersOf } from "./numbers";
import { type Interval, lineIn, order } from "./pieces";
import { realToNumber } from "./real";
import { rootsOf } from "./solve-scalar";
import type { Task } from "./world";

/** An interval with its ends, and whether they belong to it. */
export interface Range extends Interval {
  readonly hasLow: boolean;
  readonly hasHigh: boolean;
}

const words: ReadonlySet<string> = new Set(["<", "≤", ">", "≥"]);

/**
 * Where one scalar may be: where the function is defined, as it is declared, and what the facts of the file and of the statement say;
 * more than one interval where it is undefined between them.
 *
 * @returns undefined where those are not known
 */
export function rangesOf(task: Task, needs: readonly Need[], x: Node): readonly Range[] | undefined {
  const { world } = task;
  let range: Range = { low: undefined, high: undefined, hasLow: false, hasHigh: false };
  if (x.traits & (Trait.positive | Trait.nonnegative))
    range = { ...range, low: world.b.num(0), hasLow: (x.traits & Trait.positive) === 0 };
  const limits: { readonly gap: Node; readonly isIn: boolean }[] = [];
  const holes: Node[] = [];
  for (const { kind, of } of needs) {
    if (!dependsOn(of, x)) continue;
    if (kind === "nonzero") holes.push(of);
    else if (kind === "positive" || kind === "nonnegative") limits.push({ gap: of, isIn: kind === "nonnegative" });
    else return undefined;
  }
  for (const { left, word, right } of task.context.scope.facts()) {
    const gap = word === "<" || word === "≤" ? gapOf(world.b, right, left) : gapOf(world.b, left, right);
    if (!gap || !mentions(gap, x)) continue;
    if (!words.has(word)) return undefined;
    limits.push({ gap: renamed(task, gap, x), isIn: word === "≤" || word === "≥" });
  }
  for (const { gap, isIn } of limits) {
    const line = lineIn(world, gap, x);
    const cut = line && cutAt(task, range, line.root, line.rises, isIn);
    if (!cut) return undefined;
    range = cut;
  }
  return holes.reduce<readonly Range[] | undefined>((ranges, hole) => ranges && split(task, ranges, hole, x), [range]);
}

/** The ranges without the places where a scalar is 0. */
function split({ world }: Task, ranges: readonly Range[], hole: Node, x: Node): readonly Range[] | undefined {
  const roots = rootsOf(world, hole, x);
  if (!roots) return undefined;
  let parts = ranges;
  for (const at of roots) {
    const next: Range[] = [];
    for (const part of parts) {
      const [left, right] = [part.low, part.high].map((end) => (end ? order(world, at, end) : null));
      if (left === undefined || right === undefined) return undefined;
      if ((left !== null && left < 0) || (right !== null && right > 0)) next.push(part);
      else {
        if (left === null || left > 0) next.push({ ...part, high: at, hasHigh: false });
        if (right === null || right < 0) next.push({ ...part, low: at, hasLow: false });
      }
    }
    parts = next;
  }
  return parts;
}

/** Whether a declaration or a fact keeps a variable from being any number. */
export function isRestricted(task: Task, variables: readonly Node[]): boolean {
  return variables.some(
    (x) =>
      (x.traits & (Trait.positive | Trait.nonnegative)) !== 0 ||
      task.context.scope.facts().some(({ left, right }) => mentions(left, x) || mentions(right, x)),
  );
}

/** The equations that a variable satisfies, each as the side that is 0; nothing where there is anything else. */
export function equationsOn({ world: { b }, context }: Task, x: Node): readonly Node[] {
  const facts = context.scope.facts().filter(({ left, right }) => mentions(left, x) || mentions(right, x));
  if ((x.traits & (Trait.positive | Trait.nonnegative)) !== 0 || facts.some(({ word }) => word !== "=")) return [];
  const gaps = facts.map(({ left, right }) => gapOf(b, left, right));
  return gaps.every((gap) => gap !== undefined) ? (gaps as Node[]) : [];
}

/** The only conditions on a variable where each is an equation of a scalar with one that is free of it: ‖x‖ = 1 as x'x = 1. */
export function spheresOn(
  { world: { b }, context }: Task,
  x: Node,
): readonly { readonly of: Node; readonly is: Node }[] {
  const facts = context.scope.facts().filter(({ left, right }) => mentions(left, x) || mentions(right, x));
  const spheres = facts.flatMap(({ left, word, right }) => {
    const [of, is] = mentions(left, x) ? [left, right] : [right, left];
    if (word !== "=" || mentions(is, x) || of.rows !== 1 || of.cols !== 1) return [];
    const isRoot = of.op === "prod" && of.args.length === 1 && N.same(of.coefs[0], Q.ratio(1, 2));
    return [isRoot ? { of: of.args[0], is: b.mul(is, is) } : { of, is }];
  });
  return spheres.length === facts.length ? spheres : [];
}

/** left − right, a scalar beside a vector spread over it; `undefined` where they don't fit. */
export function gapOf(b: Builder, left: Node, right: Node): Node | undefined {
  const isScalar = ({ rows, cols }: Node) => rows === 1 && cols === 1;
  const spread = (n: Node, m: Node) => (isScalar(n) && !isScalar(m) ? b.mul(n, b.ones(m.rows, m.cols)) : n);
  const [p, q] = [spread(left, right), spread(right, left)];
  return p.rows === q.rows && p.cols === q.cols ? attempt(() => b.sub(p, q)).value : undefined;
}

/** What the facts of the file say is > 0. */
export function positivesIn({ world, context }: Task): readonly Node[] {
  return context.scope.facts().flatMap(({ left, word, right }) => {
    const gap = word === ">" ? gapOf(world.b, left, right) : word === "<" ? gapOf(world.b, right, left) : undefined;
    return gap && gap.rows === 1 && gap.cols === 1 ? [gap] : [];
  });
}

/** What is said of variables beyond their being numbers: `x > 0`, `x + y < 3`. */
export function conditionsOn({ context }: Task, variables: readonly Node[]): readonly string[] {
  const signs = variables.flatMap(({ name, traits }) =>
    traits & Trait.positive ? [`${name} > 0`] : traits & Trait.nonnegative ? [`${name} ≥ 0`] : [],
  );
  const facts = context.scope
    .facts()
    .filter(({ left, right }) => variables.some((x) => mentions(left, x) || mentions(right, x)));
  return [...facts.map(({ text }) => text), ...signs];
}

/** The first condition on the variables that a point breaks, or of which that can't be seen. */
export function brokenCondition(task: Task, variables: readonly Node[], at: readonly number[]): string | undefined {
  const { b } = task.world;
  const sign = variables.findIndex(({ traits }, i) =>
    traits & Trait.positive ? at[i] <= 0 : (traits & Trait.nonnegative) !== 0 && at[i] < 0,
  );
  if (sign >= 0) return conditionsOn(task, [variables[sign]]).at(-1);
  const whole = wholeVectors(b, variables, at);
  const fact = task.context.scope.facts().find(({ left, word, right }) => {
    if (!variables.some((x) => mentions(left, x) || mentions(right, x))) return false;
    const sides = [left, right].map((n) =>
      attempt(() => numbersOf(b, b.substitute(n, placesIn(n, whole))))?.value?.entries.map(realToNumber),
    );
    const [x, y] = sides;
    if (!x || !y) return true;
    const size = Math.max(x.length, y.length);
    return !Array.from({ length: size }, (_, i) => x[x.length === 1 ? 0 : i] - y[y.length === 1 ? 0 : i]).every((gap) =>
      said(word, Math.abs(gap) < 1e-9 ? 0 : gap),
    );
  });
  return fact?.text;
}

/** Values of scalars by their names, and of vectors by theirs: x from x_1, x_2. */
function wholeVectors(b: Builder, variables: readonly Node[], at: readonly number[]): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  const entries = new Map<string, Node[]>();
  for (const [i, { name }] of variables.entries()) {
    const value = b.num(Number.isInteger(at[i]) ? at[i] : { approx: at[i] });
    found.set(name, value);
    const [, stem] = /^(.+)_\d+$/.exec(name) ?? [];
    if (stem) entries.set(stem, [...(entries.get(stem) ?? []), value]);
  }
  for (const [stem, list] of entries) if (!found.has(stem)) found.set(stem, b.vector(list));
  return found;
}

/** The symbols of a node that have values. */
function placesIn(node: Node, values: ReadonlyMap<string, Node>): ReadonlyMap<Node, Node> {
  const by = new Map<Node, Node>();
  const visit = (n: Node): void => {
    const value = n.op === "sym" ? values.get(n.name) : undefined;
    if (value && value.rows === n.rows && value.cols === n.cols) by.set(n, value);
    n.args.forEach(visit);
  };
  visit(node);
  return by;
}

/** Facts may have been read before the symbol was known to be positive. */
function renamed({ world }: Task, gap: Node, x: Node): Node {
  const twins = new Map<Node, Node>();
  const visit = (n: Node): void => {
    if (n.op === "sym" && n.name === x.name && n !== x) twins.set(n, x);
    n.args.forEach(visit);
  };
  visit(gap);
  return twins.size > 0 ? world.b.substitute(gap, twins) : gap;
}

/** Whether a node holds a variable, or the vector that it is an entry of. */
const mentions = (n: Node, x: Node): boolean =>
  (n.op === "sym" && (n.name === x.name || (x.name.startsWith(`${n.name}_`) && n.rows !== 1))) ||
  n.args.some((a) => mentions(a, x));

function cutAt({ world }: Task, range: Range, at: Node, isLow: boolean, isIn: boolean): Range | undefined {
  const end = isLow ? range.low : range.high;
  const gap = end ? order(world, at, end) : isLow ? 1 : -1;
  if (gap === undefined) return undefined;
  if (isLow) {
    if (gap < 0) return range;
    return { ...range, low: at, hasLow: isIn && (gap > 0 || range.hasLow) };
  }
  if (gap > 0) return range;
  return { ...range, high: at, hasHigh: isIn && (gap < 0 || range.hasHigh) };
}
