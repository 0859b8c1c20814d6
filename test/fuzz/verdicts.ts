import { createRng } from "../../src/core/num/rng";
import { attempt } from "../../src/lang/symbolic/build";
import { evaluate } from "../../src/lang/symbolic/evaluate";
import type { Graph, Node } from "../../src/lang/symbolic/graph";
import { present } from "../../src/lang/symbolic/present";
import { printText } from "../../src/lang/symbolic/print";
import { drawPoint, leavesOf } from "../../src/lang/symbolic/recheck";
import { expand } from "../../src/lang/symbolic/rewrite";
import { isDecided } from "../../src/lang/symbolic/tie";
import { mutantsOf, verdictOn } from "../lang/symbolic/mutants";
import { drawDerivative } from "./derivatives";

/** What became of the checks: of right answers in other forms, and of wrong ones. */
export interface Verdicts {
  readonly forms: number;
  readonly proved: number;
  readonly mutants: number;
  readonly refuted: number;
}

/** Beyond this many pieces of notation the exact values of a wrong answer take longer than a fuzz has. */
const MAX_LENGTH = 400;

/**
 * Draws derivatives of `count` random expressions. What is shown of one and its expansion must not be refuted; mutants of it (a
 * sign, a transpose, a factor 2, a dropped term) whose values differ must not be proved. @throws Error naming the first false verdict
 */
export function fuzzVerdicts(count: number, seed: number): Verdicts {
  const tally = { forms: 0, proved: 0, mutants: 0, refuted: 0 };
  for (let i = 0; i < count; i++) {
    const drawn = drawDerivative(seed + i);
    if (drawn === undefined || drawn.is.length > MAX_LENGTH) continue;
    const { g, is } = drawn;
    const text = () => `seed ${seed + i}: ${printText(g, is)}`;
    for (const form of [attempt(() => present(g, is)).value, attempt(() => expand(g, is)).value]) {
      if (form === undefined || form === is) continue;
      const verdict = verdictOn(g, form, is);
      if (verdict === "refuted") throw new Error(`falsely refuted: ${printText(g, form)} for ${text()}`);
      tally.forms++;
      if (verdict === "proved") tally.proved++;
    }
    checkMutants(g, is, tally, text);
  }
  return tally;
}

function checkMutants(g: Graph, is: Node, tally: { mutants: number; refuted: number }, text: () => string): void {
  for (const wrong of attempt(() => mutantsOf(g, is)).value ?? []) {
    if (wrong.rows !== is.rows || wrong.cols !== is.cols || !differ(is, wrong)) continue;
    const verdict = verdictOn(g, wrong, is);
    if (verdict === "proved") throw new Error(`falsely proved: ${printText(g, wrong)} for ${text()}`);
    tally.mutants++;
    if (verdict === "refuted") tally.refuted++;
  }
}

/** Whether two expressions clearly have other values at a point inside the domain at which no choice hangs on rounding. */
function differ(a: Node, b: Node): boolean {
  const { symbols, sizes } = leavesOf([a, b]);
  for (let draw = 0; draw < 6; draw++) {
    const env = drawPoint(symbols, sizes, draw, createRng(draw + 5));
    const [x, y] = [evaluate(a, env).data, evaluate(b, env).data];
    if (!x.every(Number.isFinite) || !y.every(Number.isFinite)) continue;
    const size = Math.max(1, ...x.map(Math.abs));
    if (x.some((v, k) => Math.abs(v - y[k]!) > 1e-4 * size) && isDecided([a, b], env, "values")) return true;
  }
  return false;
}
