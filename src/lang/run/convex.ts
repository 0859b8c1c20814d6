import { Q, type Rational } from "../../core/num/rational";
import { createRng } from "../../core/num/rng";
import type { Answer } from "../answer";
import type { Fn } from "../check/term";
import { attempt } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import { derivative } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { isNonnegative, isPositive } from "../symbolic/sign";
import { type Convexity, composed, hasConvexDomain } from "./composition";
import { curvatureOf } from "./curvature";
import { pointText } from "./describe";
import { isDefinedAt, needsText } from "./domain";
import { analyseForm, type Witness } from "./form";
import { kinkAt, kinksIn } from "./kink";
import { byMinors } from "./minors";
import { numbersOf } from "./numbers";
import { piecewiseConvexity } from "./piecewise";
import { quadraticIn, type Scalarised } from "./quadratic";
import { type Real, realText, realToNumber } from "./real";
import { reply, wordsLatex } from "./reply";
import { stronglyStructured } from "./structure";
import { brokenCondition, isRestricted, rangesOf } from "./variable-range";
import type { Task } from "./world";

/**
 * Whether a function is convex, and which of the three tiers says so: structure (signs of the Hessian), exact (inertia of a rational
 * Hessian), refuted (a point and a direction of the wrong curvature). Else undecided.
 */
export function convexAnswer(task: Task, fn: Fn, f: Scalarised | undefined): { readonly answer: Answer } {
  const verdict =
    (f &&
      attempt(
        () =>
          rangedTier(task, f) ??
          holedTier(task, f) ??
          exactTier(task, f) ??
          composedTier(task, f) ??
          piecewiseTier(task, f) ??
          domainTier(task, f) ??
          refuteTier(task, f),
      ).value) ??
    stronglyStructured(task, fn) ??
    undecided;
  const { text, word } = verdict;
  const tone = word === "undecided" ? "unsure" : word === "neither" ? "bad" : "good";
  return { answer: reply({ text, latex: wordsLatex(text), verdict: word, tone }) };
}

const undecided: Convexity = { word: "undecided", text: "undecided" };

function exactTier({ world }: Task, f: Scalarised): Convexity | undefined {
  const q = quadraticIn(world, f);
  if (!q) return undefined;
  const { definiteness, eigenvalues, down } = q.form;
  const reason = q.form.exact ? "exact" : "floating point";
  const bound = (x: Real) => `μ ${typeof x === "object" && "approx" in x ? "≈" : "="} ${realText(x)}`;
  switch (definiteness) {
    case "zero":
      return { word: "affine", text: `affine   (${reason}: ∇² = 0)` };
    case "positive definite":
      return { word: "strongly convex", text: `strongly convex, ${bound(eigenvalues[0])}   (${reason}: ∇² ≻ 0)` };
    case "negative definite": {
      const mu = eigenvalues[eigenvalues.length - 1];
      const size: Real = typeof mu === "number" ? -mu : { approx: -realToNumber(mu) };
      return { word: "strongly concave", text: `strongly concave, ${bound(size)}   (${reason}: ∇² ≺ 0)` };
    }
    case "positive semidefinite":
      return { word: "convex", text: `convex   (${reason}: ∇² ≽ 0)` };
    case "negative semidefinite":
      return { word: "concave", text: `concave   (${reason}: ∇² ≼ 0)` };
    case "indefinite":
      return down
        ? { word: "neither", text: `no: direction ${pointText(down.vector)} has curvature ${realText(down.value)}` }
        : undefined;
  }
}

/** A function that is undefined on a plane u = 0 within its domain is neither: its domain is not convex. */
function holedTier(task: Task, f: Scalarised): Convexity | undefined {
  const { world } = task;
  if (isRestricted(task, f.coords)) return undefined;
  const [need, ...others] = f.needs;
  if (need?.kind !== "nonzero" || others.length > 0) return undefined;
  if (curvatureOf(world.b.graph, need.of, new Set(f.coords)) !== "affine") return undefined;
  return { word: "neither", text: `no: it is defined where ${needsText(world, f.needs).en}, which is not convex` };
}

const kinks: ReadonlySet<string> = new Set(["abs", "sign", "relu", "step", "max", "min", "norm1", "norminf", "where"]);

function hasKink(node: Node, seen = new Set<Node>()): boolean {
  if (seen.has(node)) return false;
  seen.add(node);
  return (node.op === "call" && kinks.has(node.name)) || node.args.some((arg) => hasKink(arg, seen));
}

/** Signs of the Hessian's entries: one variable, or a separable function; else the rules of composition. */
function structureTier({ world }: Task, f: Scalarised): Convexity | undefined {
  const { b } = world;
  if (!hasKink(f.body) && hasConvexDomain(world, f.needs, new Set(f.coords))) {
    const slopes = f.coords.map((x) => derivative(b.graph, f.body, x));
    const isSeparable = slopes.every((slope, i) =>
      f.coords.every((y, j) => i === j || isZero(derivative(b.graph, slope, y))),
    );
    if (isSeparable) {
      const second = slopes.map((slope, i) => derivative(b.graph, slope, f.coords[i]));
      for (const sign of [1, -1] as const) {
        const found = second.map((node) => signOf(sign > 0 ? node : b.neg(node)));
        const name = sign > 0 ? "convex" : "concave";
        if (found.every((x) => x === "zero")) return { word: "affine", text: "affine   (structure: f″ = 0)" };
        if (found.some((x) => x === undefined)) continue;
        const least = Math.min(...found.map((x) => (typeof x === "number" ? x : 0)));
        const bounded = found.every((x) => typeof x === "number");
        if (bounded)
          return {
            word: `strongly ${name}`,
            text: `strongly ${name}, μ ≥ ${realText({ approx: least })}   (structure: ${sign > 0 ? "f″" : "−f″"} ≥ ${realText({ approx: least })})`,
          };
        if (found.every((x) => x !== "zero"))
          return {
            word: `strictly ${name}`,
            text: `strictly ${name}   (structure: ${sign > 0 ? "f″ ≥ 0" : "f″ ≤ 0"}, zero at most at single points)`,
          };
        return { word: name, text: `${name}   (structure: ${sign > 0 ? "f″ ≥ 0" : "f″ ≤ 0"})` };
      }
    }
  }
  return composed(world, f.body, f.coords);
}

/** What signs and compositions tell, or the minors of the Hessian where those tell more. */
function composedTier(task: Task, f: Scalarised): Convexity | undefined {
  const known = structureTier(task, f);
  if (known && !["convex", "concave"].includes(known.word)) return known;
  const minors = byMinors(task.world, f);
  return !known || minors?.word === `strictly ${known.word}` ? (minors ?? known) : known;
}

/** One variable that conditions keep in an interval. */
function rangedTier(task: Task, f: Scalarised): Convexity | undefined {
  return f.coords.length === 1 && isRestricted(task, f.coords) ? piecewiseTier(task, f) : undefined;
}

/** One variable, and pieces that are smooth. */
function piecewiseTier(task: Task, f: Scalarised): Convexity | undefined {
  const [x] = f.coords;
  const [within, ...others] = f.coords.length === 1 ? (rangesOf(task, f.needs, x) ?? []) : [];
  return within && others.length === 0 ? piecewiseConvexity(task.world, f.body, x, within) : undefined;
}

/** Two points where the function is defined, and is not between them: a domain that is not convex. */
function domainTier(task: Task, f: Scalarised): Convexity | undefined {
  const { world } = task;
  if (f.needs.length === 0 || hasConvexDomain(world, f.needs, new Set(f.coords))) return undefined;
  const inside: (readonly Rational[])[] = [];
  for (const at of candidatePoints(f)) {
    if (inside.length >= 20) break;
    if (isDefinedAt(world, f, at) && !isExcluded(task, f, at)) inside.push(at);
  }
  for (const [i, p] of inside.entries())
    for (const q of inside.slice(0, i)) {
      const middle = p.map((x, k) => Q.div(Q.add(x, q[k]), 2));
      if (isDefinedAt(world, f, middle) || isExcluded(task, f, middle)) continue;
      const [a, b, c] = [p, q, middle].map((x) => pointText(x));
      return { word: "neither", text: `no: defined at ${b} and ${a}, not at ${c}` };
    }
  return undefined;
}

/** Whether conditions on the variables exclude a point. */
const isExcluded = (task: Task, { coords }: Scalarised, at: readonly Rational[]): boolean =>
  isRestricted(task, coords) && brokenCondition(task, coords, at.map(Q.toNumber)) !== undefined;

const isZero = (node: Node): boolean => node.op === "zero" || (node.op === "num" && node.coefs[0] === 0);

/** A positive lower bound, "nonnegative", "zero", or unknown. An analytic function that is ≥ 0 and not 0 has single zeros only. */
function signOf(node: Node): number | "nonnegative" | "zero" | undefined {
  if (isZero(node)) return "zero";
  if (node.op === "call" && node.name === "cosh") return 1;
  if (node.op === "num") return N.sign(node.coefs[0]) > 0 ? N.toNumber(node.coefs[0]) : undefined;
  if (node.op === "sum" && isNonnegative(node)) {
    const at = node.args.findIndex(({ op }) => op === "num");
    if (at >= 0) return N.toNumber(node.coefs[at]) * N.toNumber(node.args[at].coefs[0]);
  }
  return isNonnegative(node) || isPositive(node) ? "nonnegative" : undefined;
}

/** Looks for points of either curvature: small integers first, then fractions. */
function refuteTier(task: Task, f: Scalarised): Convexity | undefined {
  const { world } = task;
  const { b } = world;
  const slopes = f.coords.map((x) => derivative(b.graph, f.body, x));
  const second = slopes.map((slope, i) => f.coords.slice(0, i + 1).map((y) => derivative(b.graph, slope, y)));
  let down: { readonly at: readonly Rational[]; readonly witness: Witness } | undefined;
  let up = false;
  const isBent = kinksIn(f.body).length > 0;
  for (const at of candidatePoints(f)) {
    if (!isDefinedAt(world, f, at) || isExcluded(task, f, at)) continue;
    const by = new Map(f.coords.map((node, i) => [node, b.num(at[i])]));
    const lower = attempt(() =>
      second.map((row) => row.map((node) => numbersOf(b, b.substitute(node, by))?.entries[0])),
    ).value;
    if (!lower || lower.flat().some((x) => x === undefined || !Number.isFinite(realToNumber(x)))) continue;
    const rows = lower.map((_, i) => lower.map((__, j) => (j <= i ? lower[i][j] : lower[j][i]) as Real));
    const form = analyseForm(rows);
    const size = Math.max(...rows.flat().map((x) => Math.abs(realToNumber(x))));
    const isReal = ({ value }: Witness) => form.exact !== undefined || Math.abs(realToNumber(value)) > 1e-9 * size;
    if (!(form.down && isReal(form.down) && !down) && !(form.up && isReal(form.up) && !up)) continue;
    // At a kink of f or of its gradient the formula of the Hessian says nothing.
    const place = at.map((x) => b.num(x));
    if (isBent && [f.body, ...slopes].some((node) => kinkAt(world, node, f.coords, place))) continue;
    if (form.down && isReal(form.down)) down ??= { at, witness: form.down };
    if (form.up && isReal(form.up)) up = true;
    if (down && up) break;
  }
  if (!down || !up) return undefined;
  return {
    word: "neither",
    text: `no: at ${pointText(down.at)} direction ${f.coords.length === 1 ? "1" : pointText(down.witness.vector)} has curvature ${realText(down.witness.value)}`,
  };
}

function* candidatePoints({ coords }: Scalarised): Generator<readonly Rational[], void, void> {
  const positive = coords.map(({ traits }) => (traits & (Trait.positive | Trait.nonnegative)) !== 0);
  const clean = (point: readonly Rational[]) =>
    point.map((x, i) => (positive[i] && Q.sign(x) <= 0 ? Q.add(Q.abs(x), 1) : x));
  const n = coords.length;
  yield clean(coords.map(() => 0));
  for (let i = 0; i < n; i++)
    for (const x of [1, -1, 2, -2]) yield clean(coords.map((_, j) => (i === n - 1 - j ? x : 0)));
  const rng = createRng(3);
  for (let k = 0; k < 60; k++)
    yield clean(
      coords.map(() =>
        k < 30 ? Math.floor(rng.nextFloat() * 7) - 3 : Q.ratio(Math.floor(rng.nextFloat() * 41) - 20, 4),
      ),
    );
}
