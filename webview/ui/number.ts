import type { NumberParam } from "../../src/demos/demo";

/** The numeric half of a control: what a person types, and where a slider stands. */

/** The number in a typed text: decimals, `1e-3`, a fraction `2/7`, with either minus. */
export function parseTyped(text: string): number | undefined {
  const plain = text.trim().replace(/[−–]/g, "-").replace(/^\+/, "");
  const match = /^(-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?:\s*\/\s*((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))?$/i.exec(plain);
  if (match === null) return undefined;
  const value = Number(match[1]) / (match[2] === undefined ? 1 : Number(match[2]));
  return Number.isFinite(value) ? value : undefined;
}

type Range = Pick<NumberParam, "min" | "max" | "step" | "log" | "integer">;

/** How many stops a logarithmic slider has. */
export const logStops = 400;

/** Where a value stands between the ends of its slider, 0…1. */
export function shareOf(value: number, { min, max, log }: Range): number {
  const share = log === true ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return Math.min(1, Math.max(0, share));
}

/** The value at a share of a slider, at a round number for its step. */
export function valueAt(share: number, range: Range): number {
  const { min, max, step, log, integer } = range;
  if (log === true) {
    const value = min * (max / min) ** share;
    const rounded = Number(value.toPrecision(3));
    return clamp(integer === true ? Math.round(rounded) : rounded, range);
  }
  const stepped = min + Math.round(((max - min) * share) / step) * step;
  return clamp(Number(stepped.toPrecision(12)), range);
}

const clamp = (value: number, { min, max }: Range): number => Math.min(max, Math.max(min, value));

/** A value for an input field: short, and read back to the same number. */
export function fieldText(value: number): string {
  const short = String(Number(value.toPrecision(6)));
  return Math.abs(Number(short) - value) <= Math.abs(value) * 1e-12 ? short : String(Number(value.toPrecision(10)));
}
