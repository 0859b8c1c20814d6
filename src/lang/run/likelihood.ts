import { Q } from "../../core/num/rational";
import { gradients } from "../symbolic/adjoint";
import { attempt, type Builder } from "../symbolic/build";
import { dependsOn } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { isPositive } from "../symbolic/sign";
import { isZeroNode } from "./matrix-order";
import { commonNumber, isSafe } from "./symbolic-optimum";
import type { Task } from "./world";

/** Where a function of a positive definite matrix is best, and what has to be positive definite for that. */
export interface DefinitePoint {
  readonly point: Node;
  /** Not known to be ≻ 0. */
  readonly assumed: readonly Node[];
}

/**
 * The optimum over X ≻ 0 of a function with the gradient C − aX⁻¹, which is X = aC⁻¹, or aX⁻¹ − X⁻¹BX⁻¹, which is X = B/a: the
 * likelihoods of a precision and of a covariance. The second is the first in X⁻¹, so that its only stationary point is the best one.
 *
 * @param sign  1 for the minimum, −1 for the maximum
 * @source Anderson 2003, lemma 3.2.2
 */
export function definiteOptimum(task: Task, sign: 1 | -1, body: Node, x: Node): DefinitePoint | undefined {
  if ((x.traits & Trait.pd) === 0) return undefined;
  const { b } = task.world;
  const inverse = b.inv(x);
  const slope = attempt(() => b.scale(sign, gradients(b.graph, body, [x])[0])).value;
  // As it stands, residuals stay products; multiplied out, more is seen.
  const parts =
    slope && (partsOf(b, slope, x, inverse) ?? attempt(() => partsOf(b, b.expand(slope), x, inverse)).value);
  if (!parts || isZeroNode(parts.single)) return undefined;
  const { single: a, double, free } = parts;
  const isPrecision = isZeroNode(double);
  if (isPrecision === isZeroNode(free)) return undefined;
  const up = isPrecision ? b.neg(a) : a;
  const of = isPrecision ? free : b.neg(double);
  if (!isPositive(up)) return undefined;
  const unit = Q.inverse(commonNumber(of));
  return {
    point: isPrecision ? b.mul(b.scale(unit, up), b.inv(b.scale(unit, of))) : b.div(of, up),
    assumed: isSafe(task, of) ? [] : [of],
  };
}

/** a, B and C of aX⁻¹ + X⁻¹BX⁻¹ + C. */
function partsOf(
  b: Builder,
  slope: Node,
  x: Node,
  inverse: Node,
): { readonly single: Node; readonly double: Node; readonly free: Node } | undefined {
  const [terms, coefs] = slope.op === "sum" ? [slope.args, slope.coefs] : [[slope], [1 as const]];
  const found = { single: [b.num(0)], double: [b.zeros(x.rows, x.cols)], free: [b.zeros(x.rows, x.cols)] };
  for (const [i, term] of terms.entries()) {
    const [scalar, ...factors] = term.op === "mat" ? term.args : [b.num(1), term];
    const inner = factors.slice(1, -1);
    const isFree = (n: Node) => !dependsOn(n, x);
    const isWithin = factors[0] === inverse && factors.at(-1) === inverse && inner.every(isFree);
    if (isFree(term)) found.free.push(b.scale(coefs[i], term));
    else if (!isFree(scalar) || !isWithin) return undefined;
    else if (factors.length === 1) found.single.push(b.scale(coefs[i], scalar));
    else found.double.push(b.scale(coefs[i], b.mul(scalar, ...(inner.length > 0 ? inner : [b.eye(x.rows)]))));
  }
  return { single: b.sum(found.single), double: b.sum(found.double), free: b.sum(found.free) };
}
