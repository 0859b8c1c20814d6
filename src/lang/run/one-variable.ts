import { type Polynomial, valueAt } from "../../core/num/polynomial";
import { Q } from "../../core/num/rational";
import { realRoots } from "../../core/num/real-roots";
import { derivative } from "../symbolic/differential";
import { pointLatex, pointText, pointValue } from "./describe";
import { nodeOfReal } from "./entries";
import { numbersOf } from "./numbers";
import { polynomialIn } from "./polynomial-in";
import type { Scalarised } from "./quadratic";
import { type Real, realLatex, realText, realToNumber } from "./real";
import { reply, wordsLatex } from "./reply";
import { functionSubject } from "./subject-of";
import type { Outcome, World } from "./world";

type Word = "minimise" | "maximise" | "stationary";

/** The stationary points and the extremum of a polynomial in one variable, all of them, by Sturm's count; `undefined` for others. */
export function polynomialOptimum(world: World, word: Word, f: Scalarised): Outcome | undefined {
  const [x] = f.coords;
  if (f.coords.length !== 1) return undefined;
  const p = polynomialIn(world, f.body, x);
  const slope = p && polynomialIn(world, derivative(world.b.graph, f.body, x), x);
  if (!slope || slope.length < 2) return undefined;
  const points = realRoots(slope).map((root): Real => root);
  if (word === "stationary") return allPoints(f, p, slope, points);
  const sign = word === "minimise" ? 1 : -1;
  const lead = sign * Q.sign(p[p.length - 1]);
  if (p.length % 2 === 0 || lead < 0) {
    const goes = lead < 0 ? "∞" : "−∞";
    const text = `unbounded ${sign > 0 ? "below" : "above"} as ${f.names[0]} → ${goes}`;
    return { defines: [], subject: functionSubject(f), answer: reply({ text, latex: wordsLatex(text), tone: "bad" }) };
  }
  return extremum(world, f, sign, points);
}

/** The stationary point with the least value, or the greatest. */
function extremum(world: World, f: Scalarised, sign: number, points: readonly Real[]): Outcome {
  const { b } = world;
  const valued = points.map((x) => {
    const node = b.substitute(f.body, new Map([[f.coords[0], nodeOfReal(b, x)]]));
    return { x, value: numbersOf(b, node)?.entries[0] ?? { approx: Number.NaN } };
  });
  const best = Math.min(...valued.map(({ value }) => sign * realToNumber(value)));
  const near = (value: Real) => Math.abs(sign * realToNumber(value) - best) <= 1e-12 * Math.max(1, Math.abs(best));
  const all = valued.filter(({ value }) => near(value));
  const { value } = all[0];
  const where = all.map(({ x }) => pointText([x])).join(" and ");
  const isExact = !("approx" in Object(value));
  return {
    defines: [],
    subject: functionSubject(f, { at: [realToNumber(all[0].x)] }),
    answer: reply({
      text: `${where},  ${f.fn.name}* ${isExact ? "=" : "≈"} ${realText(value)}`,
      latex: `${all.map(({ x }) => pointLatex([x])).join(",\\; ")},\\; ${f.fn.name}^{*} = ${realLatex(value)}`,
      value: pointValue([all[0].x]),
    }),
  };
}

/** All stationary points with what each is, by the sign of the slope on both sides. */
function allPoints(f: Scalarised, p: Polynomial, slope: Polynomial, points: readonly Real[]): Outcome {
  if (points.length === 0) {
    const text = "no stationary point";
    return { defines: [], subject: functionSubject(f), answer: reply({ text, latex: wordsLatex(text), tone: "bad" }) };
  }
  const kinds = points.map((_, i) => kindAt(slope, points, i));
  const text = points.map((x, i) => `${pointText([x])} ${kinds[i]}`).join(",  ");
  const isDegenerate = p.length < 2;
  return {
    defines: [],
    subject: functionSubject(f, { at: [realToNumber(points[0])] }),
    answer: reply({
      text: isDegenerate ? "everywhere" : text,
      latex: points.map((x) => pointLatex([x])).join(",\\; "),
      value: pointValue([points[0]]),
    }),
  };
}

function kindAt(slope: Polynomial, points: readonly Real[], i: number): string {
  const at = realToNumber(points[i]);
  const before = i > 0 ? (realToNumber(points[i - 1]) + at) / 2 : at - 1;
  const after = i < points.length - 1 ? (realToNumber(points[i + 1]) + at) / 2 : at + 1;
  const [left, right] = [before, after].map((x) => Q.sign(valueAt(slope, Q.fromNumber(x))));
  if (left < 0 && right > 0) return "minimum";
  return left > 0 && right < 0 ? "maximum" : "inflection";
}
