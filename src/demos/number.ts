import type { Locale, Text } from "../words/text";

/** A number for a sentence or a label: `digits` significant digits, a real minus sign, no trailing zeros. */
export function show(value: number, digits = 4): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  // What rounding left over of a zero is shown as the zero.
  if (Math.abs(value) < 1e-14) return "0";
  const size = Math.abs(value);
  const text =
    size >= 1e6 || size < 1e-4
      ? value
          .toExponential(Math.max(0, digits - 2))
          .replace(/\.?0+e/, "e")
          .replace("e+", "e")
      : String(Number(value.toPrecision(digits)));
  return text.replaceAll("-", "−");
}

/** A number for TeX: an ASCII minus, powers of ten written out. */
export function showTex(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "\\text{–}" : value > 0 ? "\\infty" : "-\\infty";
  const plain = show(value, digits).replaceAll("−", "-");
  const [mantissa, exponent] = plain.split("e");
  return exponent === undefined ? plain : `${mantissa}\\cdot 10^{${exponent}}`;
}

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
