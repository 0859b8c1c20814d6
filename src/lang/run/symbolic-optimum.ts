import { Q } from "../../core/num/rational";
import { complain } from "../check/context";
import { letterNode } from "../check/maker";
import type { Fn } from "../check/term";
import { N } from "../symbolic/coefficient";
import { isDefinite } from "../symbolic/definite";
import type { Node } from "../symbolic/graph";
import { isSemidefinite } from "../symbolic/mat";
import { printLatex } from "../symbolic/print";
import type { Expr } from "../syntax/tree";
import { hasFullRank, withoutNegative } from "./facts";
import { formula, reply, wordsLatex } from "./reply";
import { type Curved, curvedIn } from "./symbolic-quadratic";
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
  if (!x || others.length > 0) return undefined;
  const q = curvedIn(task.world.b, fn.body, x);
  if (!q) return undefined;
  const { b } = task.world;
  const sign = word === "maximise" ? -1 : 1;
  const up = b.scale(sign, q.by);
  const assumption = isSafe(task, up)
    ? undefined
    : word === "stationary"
      ? `${formula(task.world, q.by)} invertible`
      : null;
  if (assumption === null) return refusal(task, word, fn, q, up);
  const unit = Q.inverse(commonNumber(q.by));
  const inverse = b.inv(b.scale(unit, q.by));
  const slope = b.scale(Q.neg(unit), q.g);
  const point = q.side === "left" ? b.mul(inverse, slope) : b.mul(slope, inverse);
  const gain = b.call("tr", b.mul(b.transpose(q.g), point));
  const value = b.add(q.c, b.scale(Q.ratio(1, 2), gain));
  const options = { names: [...fn.names], fold: fn.fold };
  const [where, best] = [point, value].map((node) => formula(task.world, node, options));
  const label = given.length > 0 ? `${x.name}* = ` : "";
  return {
    defines: [],
    answer: reply({
      text: `${label}${where},  ${fn.name}* = ${best}${assumption ? `   (${assumption})` : ""}`,
      short: `${label}${where}`,
      latex: () =>
        `${x.name}^{*} = ${printLatex(b.graph, point, options)},\\quad ${fn.name}^{*} = ${printLatex(b.graph, value, options)}`,
    }),
  };
}

const isSafe = (task: Task, H: Node): boolean =>
  isDefinite(task.world.b.graph, withoutNegative(task, H), (f) => hasFullRank(task, f));

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
  const shown = formula(task.world, up);
  const text = task.context.text.trimEnd();
  const line = `${text} given ${wanted ?? `${shown} ≻ 0`}`;
  complain(
    task.context,
    "unknown",
    {
      what: `${word} ${fn.name}`,
      why: { en: `it needs ${shown} ≻ 0; write: ${line}`, zh: `需要 ${shown} ≻ 0；请写：${line}` },
    },
    { from: 0, to: text.length },
    wanted
      ? [
          {
            title: { en: `Add: given ${wanted}`, zh: `添加：given ${wanted}` },
            edits: [{ from: text.length, to: text.length, text: ` given ${wanted}` }],
          },
        ]
      : [],
  );
  return { defines: [] };
}

/** The simplest condition that would do: a sign of one matrix, or a rank. */
function assumptionFor(task: Task, H: Node, up: Node): string | undefined {
  const core = H.op === "sum" && H.args.length === 1 ? H.args[0] : H;
  if (core.op === "sym") return `${core.name} ${up === H ? "≻" : "≺"} 0`;
  if (!isSemidefinite(task.world.b.graph, up) || core.op !== "mat") return undefined;
  const last = core.args[core.args.length - 1];
  return last.op === "sym" ? `rank ${last.name} = ${last.cols}` : undefined;
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

/** The number that all terms of a sum have as a factor. */
function commonNumber(H: Node) {
  const [first, ...rest] = H.op === "sum" ? H.coefs : [1];
  return N.isExact(first) && rest.every((c) => N.same(c, first)) ? first : 1;
}
