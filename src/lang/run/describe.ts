import { Q } from "../../core/num/rational";
import type { Definiteness } from "../../core/quadratic/analysis";
import type { Fn } from "../check/term";
import type { QuadraticForm, Witness } from "./form";
import { plainText } from "./numbers";
import { floatText, isRational, type Real, realLatex, realText, realToNumber, realToScalar } from "./real";
import { wordsLatex } from "./reply";

/** `(1/3, 1/3)`; one number stays without parentheses. */
export function pointText(x: readonly Real[], minus = "−"): string {
  const core = plainText({ rows: x.length, cols: 1, entries: x }, minus);
  return x.some((entry) => typeof entry === "object" && "approx" in entry) ? `≈ ${core}` : core;
}

/** A point in LaTeX; one number stands without parentheses. */
export function pointLatex(x: readonly Real[]): string {
  const texts = x.map(realLatex);
  return x.length === 1 ? texts[0] : `\\left(${texts.join(",\\, ")}\\right)`;
}

/** A point as a plain value: a list, or the number itself where it has one coordinate. */
export const pointValue = (x: readonly Real[]) => (x.length === 1 ? realToScalar(x[0]) : x.map(realToScalar));

const shortClass: Readonly<Record<Definiteness, string>> = {
  "positive definite": "pd",
  "positive semidefinite": "psd",
  "negative definite": "nd",
  "negative semidefinite": "nsd",
  indefinite: "indefinite",
  zero: "zero",
};

/** Half the curvature as a multiple of x²: `−x²`, `−3/2 x²`. */
function squareText(value: Real): string {
  const half: Real = isRational(value) ? Q.div(value, 2) : { approx: realToNumber(value) / 2 };
  const text = realText(half);
  return text === "1" ? "x²" : text === "−1" ? "−x²" : `${text}${/^−?\d+$/.test(text) ? "" : " "}x²`;
}

/** `saddle: −x² along (1, −1)`: a direction in which the form falls, and how fast. */
export const saddleText = (down: Witness): string =>
  `saddle: ${squareText(down.value)} along ${pointText(down.vector)}`;

/** Where the quadratic has its extremum, or why it has none; for the line of its definition. */
export function describeQuadratic({ form, stationary }: QuadraticForm, fn: Fn) {
  const { name } = fn;
  const parts = [shortClass[form.definiteness]];
  const condition = realToNumber(form.condition);
  const isMax = form.definiteness.startsWith("negative");
  const verdict = form.definiteness;
  if (form.definiteness === "indefinite" && form.down) {
    const text = saddleText(form.down);
    return { text, latex: wordsLatex(text), verdict, tone: "value" as const };
  }
  if (stationary.kind === "none") {
    const text = `unbounded ${isMax ? "above" : "below"} along ${pointText(isMax ? stationary.along.map(negate) : stationary.along)}`;
    return { text: `${parts[0]} · ${text}`, latex: wordsLatex(text), verdict };
  }
  if (Number.isFinite(condition)) parts.push(`κ ${floatText(condition, 4)}`);
  const word = isMax ? "max" : "min";
  const { x } = stationary;
  const where = stationary.kind === "one" ? pointText(x) : lineText(x, stationary.nullspace, fn);
  parts.push(`${word} ${where}`);
  const short = parts.join(" · ");
  const latex = `${wordsLatex(shortClass[form.definiteness])},\\; \\kappa = ${Number.isFinite(condition) ? realLatex(form.condition) : "\\infty"},\\; \\arg\\${word} = ${pointLatex(stationary.x)}`;
  return {
    text: `${short},  ${name}* = ${realText(stationary.value)}`,
    short,
    latex,
    value: pointValue(stationary.x),
    verdict,
  };
}

const negate = (x: Real): Real => (isRational(x) ? Q.neg(x) : { approx: -realToNumber(x) });

/** `(2, 0) + t (1, −1)`: all points of an affine set, with letters that the function has not taken for its own. */
export function lineText(x: readonly Real[], nullspace: readonly (readonly Real[])[], { params }: Fn): string {
  if (nullspace.length > 3) return `${pointText(x)} + null space of dimension ${nullspace.length}`;
  const letters = ["t", "s", "r", "u", "v", "w", "t′", "s′", "r′"].filter((t) =>
    params.every(({ name }) => name !== t),
  );
  return [pointText(x), ...nullspace.map((v, i) => `${letters[i]} ${pointText(v)}`)].join(" + ");
}
