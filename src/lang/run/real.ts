import { Q, type Rational } from "../../core/num/rational";
import { type Surd, surdToNumber } from "../../core/num/surd";
import type { Scalar } from "../answer";
import type { Approx } from "../symbolic/coefficient";

/** A number an answer may hold: exact, a closed form with one square root, or floating point. */
export type Real = Rational | Surd | Approx;

export const isRational = (x: Real): x is Rational => typeof x === "number" || "d" in x;
export const isSurd = (x: Real): x is Surd => typeof x === "object" && "r" in x;

/** The nearest double. */
export function realToNumber(x: Real): number {
  return isRational(x) ? Q.toNumber(x) : isSurd(x) ? surdToNumber(x) : x.approx;
}

/** Exact fractions and big integers as strings, everything else as a number: the form of the JSON. */
export function realToScalar(x: Real): Scalar {
  if (!isRational(x)) return realToNumber(x);
  return typeof x === "number" ? x : Q.format(x);
}

/** Without `≈`: `22/5`, `(5 − √5)/2`, `0.333333`. The minus sign is `minus`. */
export function realText(x: Real, minus = "−"): string {
  const text = isRational(x) ? rationalText(x) : isSurd(x) ? surdText(x) : floatText(x.approx, 6);
  return minus === "-" ? text.replaceAll("−", "-") : text.replaceAll("-", minus);
}

/** Beyond this many digits an exact number is written in short. */
const longest = 60;

function rationalText(x: Rational): string {
  const text = Q.format(x);
  return text.length > longest ? `≈ ${shortText(x)}` : text;
}

/** Six significant digits of a number whose parts are beyond the range of doubles. */
function shortText(x: Rational): string {
  const value = Q.toNumber(x);
  if (Number.isFinite(value) && value !== 0) return floatText(value, 6);
  const [n, d] = [Q.numerator(x), Q.denominator(x)];
  const size = (k: bigint) => k.toString().replace("-", "").length;
  const exponent = size(n) - size(d);
  const scaled = exponent > 0 ? Q.ratio(n, d * 10n ** BigInt(exponent)) : Q.ratio(n * 10n ** BigInt(-exponent), d);
  const mantissa = Q.toNumber(scaled);
  const shift = Math.abs(mantissa) < 1 ? 1 : 0;
  return `${floatText(mantissa * 10 ** shift, 6)}e${exponent - shift}`;
}

/** LaTeX without delimiters. */
export function realLatex(x: Real): string {
  if (isRational(x)) {
    if (Q.isInteger(x)) return Q.format(x);
    const n = Q.numerator(x);
    return `${n < 0n ? "-" : ""}\\frac{${n < 0n ? -n : n}}{${Q.denominator(x)}}`;
  }
  if (!isSurd(x)) return floatLatex(x.approx);
  const { p, q, r, s } = x;
  const root = `${q === 1n || q === -1n ? "" : q < 0n ? -q : q}\\sqrt{${r}}`;
  const top = p === 0n ? `${q < 0n ? "-" : ""}${root}` : `${p}${q < 0n ? "-" : "+"}${root}`;
  return s === 1n ? top : `\\frac{${top}}{${s}}`;
}

/** What stands behind a lone scalar: ` = 4.4`, ` ≈ 4.472136`, or nothing for whole numbers and floats. */
export function decimalTail(x: Real): string {
  if (isSurd(x)) return ` ≈ ${floatText(surdToNumber(x), 7)}`;
  if (!isRational(x) || Q.isInteger(x) || Q.format(x).length > longest) return "";
  const value = Q.toNumber(x);
  const shown = floatText(value, 6);
  const exact = Q.parse(shown.replaceAll("−", "-"));
  return exact !== undefined && Q.same(exact, x) ? ` = ${shown}` : ` ≈ ${shown}`;
}

/** A double with `digits` significant digits and no trailing zeros: `0.333333`, `1.5e-7`, `∞`. */
export function floatText(x: number, digits: number): string {
  if (Number.isNaN(x)) return "undefined";
  if (!Number.isFinite(x)) return x > 0 ? "∞" : "−∞";
  if (x === 0) return "0";
  const size = Math.abs(x);
  const text = size >= 1e-5 && size < 1e15 ? plain(x, digits) : x.toExponential(digits - 1);
  const [mantissa, exponent] = text.split("e");
  const short = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  return (exponent === undefined ? short : `${short}e${exponent.replace("+", "")}`).replaceAll("-", "−");
}

function plain(x: number, digits: number): string {
  const decimals = digits - 1 - Math.floor(Math.log10(Math.abs(x)));
  return decimals > 0 ? x.toFixed(Math.min(decimals, 20)) : String(Number(x.toPrecision(digits)));
}

function floatLatex(x: number): string {
  const text = floatText(x, 6).replaceAll("−", "-");
  if (text.includes("∞")) return text.replace("∞", "\\infty");
  const [mantissa, exponent] = text.split("e");
  return exponent === undefined ? mantissa : `${mantissa}\\cdot 10^{${exponent}}`;
}

function surdText({ p, q, r, s }: Surd): string {
  if (q === 0n) return s === 1n ? `${p}` : `${p}/${s}`;
  const size = q < 0n ? -q : q;
  const root = `${size === 1n ? "" : size}√${r}`;
  const top = p === 0n ? `${q < 0n ? "−" : ""}${root}` : `${p} ${q < 0n ? "−" : "+"} ${root}`;
  if (s === 1n) return top;
  return p === 0n ? `${top}/${s}` : `(${top})/${s}`;
}
