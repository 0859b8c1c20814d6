import { Q, type Rational } from "../../core/num/rational";
import { complain } from "../check/context";
import { letterNode } from "../check/maker";
import type { Fn } from "../check/term";
import { attempt, type Builder } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import { isDefinite } from "../symbolic/definite";
import { dependsOn } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { jacobian } from "../symbolic/jacobian";
import { isSemidefinite } from "../symbolic/mat";
import { type PrintOptions, printLatex } from "../symbolic/print";
import { isPositive } from "../symbolic/sign";
import type { Expr } from "../syntax/tree";
import { hasFullRank, withoutNegative } from "./facts";
import { order } from "./pieces";
import { formula, reply, wordsLatex } from "./reply";
import { type Curved, curvedIn } from "./symbolic-quadratic";
import { equationsOn, gapOf, isRestricted, positivesIn } from "./variable-range";
import type { Outcome, Task } from "./world";

type Word = "minimise" | "maximise" | "stationary";

/**
 * The optimum of c + g'x + ½ x'Hx for symbols: x* = −H⁻¹g with f* = c − ½ g'H⁻¹g, where H ≻ 0 (or ≺ 0) follows from structure or
 * from what is `given`; the same for a matrix X whose gradient is LX + G or XR + G.
 *
 * @returns undefined where the function is no such quadratic in one variable
 */
export function symbolicOptimum(task: Task, word: Word, fn: Fn, given: readonly Expr[]): Outcome | undefined {
  const [x, ...others] = fn.params.map((letter) => letterNode(task.maker, letter));
  if (!x || others.length > 0 || (x.traits & Trait.orthogonal) !== 0) return undefined;
  const q = curvedIn(task.world.b, fn.body, x);
  if (!q) return undefined;
  if (isRestricted(task, [x])) return onPlane(task, word, fn, x, q);
  const { b } = task.world;
  const sign = word === "maximise" ? -1 : 1;
  const up = b.scale(sign, q.by);
  const assumption = isSafe(task, up) ? undefined : word === "stationary" ? invertibleText(task, q.by) : null;
  if (assumption === null) return refusal(task, word, fn, q, up);
  const { point, value } = solved(b, q);
  const options = { names: [...fn.names], fold: fn.fold };
  const [where, best] = [point, value].map((node) => formula(task.world, node, options));
  // A positive definite X keeps it to the minimisers that are.
  const isOutside = (x.traits & Trait.psd) !== 0 && !isSafe(task, point);
  const cone = isOutside ? `${where} ${x.traits & Trait.pd ? "≻" : "≽"} 0` : undefined;
  const conditions = [assumption, cone].filter((condition) => condition !== undefined);
  const label = given.length > 0 ? `${x.name}* = ` : "";
  return {
    defines: [],
    answer: reply({
      text: `${label}${where},  ${fn.name}* = ${best}${conditions.length > 0 ? `   (${conditions.join(", ")})` : ""}`,
      short: `${label}${where}`,
      latex: () =>
        `${x.name}^{*} = ${printLatex(b.graph, point, options)},\\quad ${fn.name}^{*} = ${printLatex(b.graph, value, options)}`,
    }),
  };
}

/** `A invertible`, `a ≠ 0`. */
export function invertibleText({ world }: Task, H: Node): string {
  const core = formula(world, coreOf(world.b, H));
  return H.rows === 1 && H.cols === 1 ? `${core} ≠ 0` : `${core} invertible`;
}

/** Where the gradient of a quadratic vanishes, −H⁻¹g, and its value there. @throws Refusal where H is singular */
export function solved(b: Builder, q: Curved): { readonly point: Node; readonly value: Node } {
  const unit = Q.inverse(commonNumber(q.by));
  const inverse = b.inv(b.scale(unit, q.by));
  const slope = b.scale(Q.neg(unit), q.g);
  const point = q.side === "left" ? b.mul(inverse, slope) : b.mul(slope, inverse);
  const gain = b.call("tr", b.mul(b.transpose(q.g), point));
  return { point, value: b.add(q.c, b.scale(Q.ratio(1, 2), gain)) };
}

/**
 * The optimum of c + g'x + ½ x'Hx with H ≻ 0 (≺ 0) where C x = d: x* = H⁻¹C'S⁻¹(d + CH⁻¹g) − H⁻¹g with S = CH⁻¹C'.
 *
 * @source Boyd & Vandenberghe 2004, §10.1.1
 */
function onPlane(task: Task, word: Word, fn: Fn, x: Node, q: Curved): Outcome | undefined {
  const { b } = task.world;
  const up = b.scale(word === "maximise" ? -1 : 1, q.by);
  const [gap, ...others] = equationsOn(task, x);
  if (!gap || others.length > 0 || x.cols !== 1 || x.rows === 1 || word === "stationary" || !isSafe(task, up))
    return undefined;
  const C = attempt(() => jacobian(b.graph, gap, x)).value;
  if (!C || dependsOn(C, x)) return undefined;
  const d = b.neg(b.substitute(gap, new Map([[x, b.zeros(x.rows, 1)]])));
  const inverse = b.inv(q.by);
  const S = b.mul(C, inverse, b.transpose(C));
  const isRow = S.rows === 1 && S.cols === 1;
  const lack = b.add(d, b.mul(C, inverse, q.g));
  const pull = isRow ? b.mul(inverse, b.transpose(C), b.div(lack, S)) : b.mul(inverse, b.transpose(C), b.inv(S), lack);
  const point = b.sub(pull, b.mul(inverse, q.g));
  const gain = isRow ? b.div(b.mul(lack, lack), S) : b.mul(b.transpose(lack), b.inv(S), lack);
  const value = b.add(
    q.c,
    b.scale(Q.ratio(-1, 2), b.mul(b.transpose(q.g), inverse, q.g)),
    b.scale(Q.ratio(1, 2), gain),
  );
  const options = { names: [...fn.names], fold: fn.fold };
  const [where, best] = [point, value].map((node) => formula(task.world, node, options));
  return {
    defines: [],
    answer: reply({
      text: `${x.name}* = ${where},  ${fn.name}* = ${best}${conditionText(task, S, options)}`,
      short: `${x.name}* = ${where}`,
      latex: () =>
        `${x.name}^{*} = ${printLatex(b.graph, point, options)},\\quad ${fn.name}^{*} = ${printLatex(b.graph, value, options)}`,
    }),
  };
}

/** `   (AA' invertible)`, and nothing where a positive number says so itself. */
function conditionText({ world }: Task, S: Node, options: PrintOptions): string {
  const core = S.op === "sum" && S.args.length === 1 ? S.args[0] : S;
  if (isPositive(core)) return "";
  return `   (${formula(world, core, options)} ${core.rows === 1 && core.cols === 1 ? "≠ 0" : "invertible"})`;
}

/** Whether H ≻ 0 follows from structure, from the facts of the file, or is one of them. */
export function isSafe(task: Task, H: Node): boolean {
  const { b } = task.world;
  const { context } = task;
  if (isDefinite(b.graph, withoutNegative(task, H), (f) => hasFullRank(task, f))) return true;
  if (H.rows === 1 && H.cols === 1)
    return order({ ...task.world, positive: [...positivesIn(task)] }, H, b.num(0)) === 1;
  const core = coreOf(b, H);
  return context.scope.facts().some(({ left, word, right }) => {
    const gap = word === "≻" ? gapOf(b, left, right) : word === "≺" ? gapOf(b, right, left) : undefined;
    return gap !== undefined && coreOf(b, gap) === core;
  });
}

/** A matrix multiplied out, without the positive number before all of it. */
export function coreOf(b: Builder, n: Node): Node {
  const open = attempt(() => b.expand(n)).value ?? n;
  const c = commonNumber(open);
  return Q.sign(c) > 0 ? b.scale(Q.inverse(c), open) : open;
}

/** Why there is no one optimum: the function falls for ever, a rank or a sign is not known, or many points are optimal. */
function refusal(task: Task, word: Word, fn: Fn, q: Curved, up: Node): Outcome {
  const { b } = task.world;
  const isMax = word === "maximise";
  if (isSafe(task, b.neg(up))) {
    const text = `unbounded ${isMax ? "above" : "below"}   (structure: ∇² ${isMax ? "≻" : "≺"} 0)`;
    return { defines: [], answer: reply({ text, latex: wordsLatex(text), tone: "bad" }) };
  }
  const many = isMax ? undefined : leastSquares(task, fn, q);
  if (many) return many;
  const wanted = assumptionFor(task, q.by, up);
  const isScalar = up.rows === 1 && up.cols === 1;
  const shown = formula(task.world, coreOf(b, up));
  const text = task.context.text.trimEnd();
  const needed = `${shown} ${isScalar ? ">" : "≻"} 0`;
  const line = `${text}${task.tree.given.length > 0 ? ", " : " given "}${wanted ?? needed}`;
  complain(
    task.context,
    "unknown",
    {
      what: `${word} ${"of" in task.tree ? text.slice(task.tree.of.from, task.tree.of.to).trim() : fn.name}`,
      why: { en: `it needs ${needed}; write: ${line}`, zh: `需要 ${needed}；请写：${line}` },
    },
    { from: 0, to: text.length },
    [
      {
        title: { en: `Add: given ${wanted ?? needed}`, zh: `添加：given ${wanted ?? needed}` },
        edits: [{ from: text.length, to: text.length, text: line.slice(text.length) }],
      },
    ],
  );
  return { defines: [] };
}

/** The simplest condition that would do: a sign of one matrix, or a rank. */
function assumptionFor(task: Task, H: Node, up: Node): string | undefined {
  const core = H.op === "sum" && H.args.length === 1 ? H.args[0] : H;
  const isScalar = H.rows === 1 && H.cols === 1;
  if (core.op === "sym") return `${core.name} ${up === H ? (isScalar ? ">" : "≻") : isScalar ? "<" : "≺"} 0`;
  if (!isSemidefinite(task.world.b.graph, up) || core.op !== "mat") return undefined;
  const last = core.args[core.args.length - 1];
  const isEnough = isDefinite(task.world.b.graph, up, (f) => f === last || hasFullRank(task, f));
  return last.op === "sym" && isEnough ? `rank ${last.name} = ${last.cols}` : undefined;
}

/** ‖Xw − v‖² without a rank: the shortest of all minimisers. */
function leastSquares(task: Task, fn: Fn, { by, g, side }: Curved): Outcome | undefined {
  const { b } = task.world;
  const core = by.op === "sum" && by.args.length === 1 ? by.args[0] : by;
  const k = by.op === "sum" && by.args.length === 1 ? by.coefs[0] : 1;
  if (side !== "left" || core.op !== "mat" || core.args.length !== 3 || !N.isExact(k)) return undefined;
  const [, left, X] = core.args;
  const [terms, coefs] = g.op === "sum" ? [g.args, g.coefs] : [[g], [1 as const]];
  const isNormal =
    b.transpose(X) === left && terms.every((t) => t.op === "mat" && t.args[1] === left && t.args.length > 2);
  if (!isNormal) return undefined;
  const target = b.sum(
    terms.map((t) => b.mul(t.args[0], ...t.args.slice(2))),
    coefs,
  );
  const point = b.mul(b.call("pinv", X), b.scale(Q.neg(Q.inverse(k)), target));
  const options = { names: [...fn.names], fold: fn.fold };
  const text = `${formula(task.world, point, options)}   the shortest of all; unique if rank ${formula(task.world, X)} = ${X.cols}`;
  return { defines: [], answer: reply({ text, latex: () => printLatex(b.graph, point, options) }) };
}

/** The greatest number by which all terms of a sum can be divided and have whole coefficients; 1 where one is floating point. */
export function commonNumber(H: Node): Rational {
  const coefs = H.op === "sum" ? H.coefs : [1 as const];
  const exact = coefs.flatMap((c) => (N.isExact(c) ? [c] : []));
  if (exact.length < coefs.length) return 1;
  const gcd = (p: bigint, q: bigint): bigint => (q === 0n ? p : gcd(q, p % q));
  const size = (p: bigint) => (p < 0n ? -p : p);
  const above = exact.map((c) => size(Q.numerator(c))).reduce(gcd);
  const below = exact.map(Q.denominator).reduce((p, q) => (p / gcd(p, q)) * q);
  const isDown = exact.every((c) => Q.sign(c) < 0);
  return Q.ratio(isDown ? -above : above, below);
}
