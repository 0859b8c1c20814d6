import { Q, type Rational } from "../../core/num/rational";
import { analyse } from "../../core/quadratic/analysis";
import { quadraticOf } from "../../core/quadratic/form";
import { componentsOf, coordinates } from "../check/derive";
import { letterNode } from "../check/maker";
import { needsAt } from "../check/needs";
import type { Fn } from "../check/term";
import { attempt } from "../symbolic/build";
import { type Coefficient, N } from "../symbolic/coefficient";
import { derivative } from "../symbolic/differential";
import type { Need } from "../symbolic/domain";
import type { Node } from "../symbolic/graph";
import { analyseForm, analyseQuadratic, type QuadraticForm } from "./form";
import { kinksIn } from "./kink";
import { realToNumber } from "./real";
import type { World } from "./world";

/** A scalar function over scalar coordinates, with the values of the file filled in. */
export interface Scalarised {
  readonly fn: Fn;
  readonly coords: readonly Node[];
  readonly names: readonly string[];
  readonly body: Node;
  /** Where it is defined, in its coordinates. */
  readonly needs: readonly Need[];
}

/** The function written out in its coordinates; `undefined` for symbolic sizes and values that are no scalars. */
export function scalarised(world: World, fn: Fn): Scalarised | undefined {
  if (fn.body.rows !== 1 || fn.body.cols !== 1 || fn.params.length === 0) return undefined;
  const maker = { b: world.b, values: world.values };
  const plane = coordinates(
    maker,
    fn.params.map((letter) => letterNode(maker, letter)),
  );
  const [body] = plane ? (componentsOf(maker, fn.body, plane) ?? []) : [];
  if (!plane || !body) return undefined;
  const moved = fn.needs.length === 0 ? [] : attempt(() => needsAt(world.b, fn.needs, plane.into)).value;
  const needs = moved && attempt(() => needsAt(world.b, moved, world.values)).value;
  return { fn, coords: plane.coords, names: plane.coords.map(({ name }) => name), body, needs: needs ?? fn.needs };
}

/** By the body, then by the coordinates: x² is one function of x and another of (x, y). */
const cache = new WeakMap<Node, Map<string, QuadraticForm | undefined>>();

/**
 * A, b, c of a function that is ½xᵀAx − bᵀx + c, read from its expanded gradient; `undefined` where it is none.
 * The class is exact when A is.
 */
export function quadraticIn(world: World, f: Pick<Scalarised, "coords" | "body">): QuadraticForm | undefined {
  const known = cache.get(f.body) ?? new Map<string, QuadraticForm | undefined>();
  cache.set(f.body, known);
  const key = f.coords.map(({ id }) => id).join(" ");
  if (known.has(key)) return known.get(key);
  const q = attempt(() => readQuadratic(world, f)).value;
  known.set(key, q);
  return q;
}

const largest = 200;
/** Beyond this size the class is decided in floating point: exact elimination would take seconds. */
const largestExact = 32;

function readQuadratic({ b }: World, { coords, body }: Pick<Scalarised, "coords" | "body">): QuadraticForm | undefined {
  const n = coords.length;
  // The formulas of the derivatives say nothing of kinks and jumps.
  if (n > largest || kinksIn(body).length > 0) return undefined;
  const index = new Map(coords.map((node, i) => [node, i]));
  const A: Coefficient[][] = [];
  const slope: Coefficient[] = [];
  for (const x of coords) {
    const row: Coefficient[] = new Array<Coefficient>(n).fill(0);
    const constant = linearInto(row, index, b.expand(derivative(b.graph, body, x)));
    if (constant === undefined) return undefined;
    A.push(row);
    slope.push(constant);
  }
  const zeros = new Map(coords.map((node) => [node, b.num(0)]));
  const atZero = b.substitute(body, zeros);
  if (atZero.op !== "num") return undefined;
  const c = atZero.coefs[0];
  const all = [...A.flat(), ...slope, c];
  if (n <= largestExact && all.every(N.isExact))
    return analyseQuadratic(A as Rational[][], (slope as Rational[]).map(Q.neg), c as Rational);
  return floatQuadratic(A, slope, c);
}

/** Reads Σ cᵢ xᵢ + constant into `row`; returns the constant, or `undefined` when the node is not of this form. */
function linearInto(row: Coefficient[], index: ReadonlyMap<Node, number>, node: Node): Coefficient | undefined {
  const [args, coefs] = node.op === "sum" ? [node.args, node.coefs] : [[node], [1]];
  let constant: Coefficient = 0;
  for (let k = 0; k < args.length; k++) {
    const at = index.get(args[k]);
    if (at !== undefined) row[at] = coefs[k];
    else if (args[k].op === "num") constant = N.add(constant, N.mul(coefs[k], args[k].coefs[0]));
    else if (args[k].op !== "zero") return undefined;
  }
  return constant;
}

function floatQuadratic(
  A: readonly (readonly Coefficient[])[],
  slope: readonly Coefficient[],
  c: Coefficient,
): QuadraticForm {
  const flat = Float64Array.from(A.flat(), N.toNumber);
  const b = Float64Array.from(slope, (x) => -N.toNumber(x));
  const { stationary, descent } = analyse(quadraticOf(flat, b, N.toNumber(c)));
  const form = analyseForm(A.map((row) => row.map((x) => ({ approx: N.toNumber(x) }))));
  const reals = (v: ArrayLike<number>) => Array.from(v, (approx) => ({ approx }));
  const base = { form, b: reals(b), c: { approx: N.toNumber(c) } };
  if (!stationary) return { ...base, stationary: { kind: "none", along: reals(descent?.direction ?? b) } };
  const x = reals(stationary);
  const value = { approx: N.toNumber(c) - x.reduce((sum, entry, i) => sum + realToNumber(entry) * b[i], 0) / 2 };
  return { ...base, stationary: { kind: "one", x, value } };
}
