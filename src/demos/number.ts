import { numberText } from "../plot/scale";
import type { Locale, Text } from "../words/text";

/** A number for a sentence or a label: `digits` significant digits, a real minus sign, no trailing zeros. */
export function show(value: number, digits = 4): string {
  return numberText(isNothing(value) ? 0 : value, isFar(value) ? Math.max(1, digits - 1) : digits);
}

/** What rounding left over of a zero is shown as the zero. */
const isNothing = (value: number): boolean => Math.abs(value) < 1e-14;
const isFar = (value: number): boolean => Math.abs(value) >= 1e6 || Math.abs(value) < 1e-4;

/** A number for TeX: an ASCII minus, powers of ten written out. */
export function showTex(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "\\text{–}" : value > 0 ? "\\infty" : "-\\infty";
  if (isNothing(value)) return "0";
  if (!isFar(value)) return String(Number(value.toPrecision(digits)));
  const [mantissa, exponent] = value.toExponential(Math.max(0, digits - 2)).split("e");
  return `${Number(mantissa)}\\cdot 10^{${Number(exponent)}}`;
}

/** A whole power in raised digits: ²⁰. */
export const raised = (power: number): string =>
  [...String(power)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");

/** (1.5, −2) */
export function showPoint(point: ArrayLike<number>, digits = 4): string {
  return `(${Array.from(point, (entry) => show(entry, digits)).join(", ")})`;
}

/** Picks a text's sentence. */
export function say(text: Text, locale: Locale): string {
  return text[locale];
}

/** `value` within [low, high], rounded to a multiple of `step`; `fallback` for what is no number. */
export function inRange(value: number, low: number, high: number, step = 0, fallback = low): number {
  if (!Number.isFinite(value)) return fallback;
  const rounded = step > 0 ? Number((Math.round(value / step) * step).toPrecision(12)) : value;
  return Math.min(high, Math.max(low, rounded));
}
