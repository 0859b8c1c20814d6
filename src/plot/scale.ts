import { tickStep } from "d3-array";
import { format, precisionFixed } from "d3-format";
import { scaleLinear, scaleLog } from "d3-scale";
import type { Axis } from "./scene";

/** From data to pixels along one axis, with round ticks and their texts. */
export interface Scale {
  readonly map: (value: number) => number;
  readonly invert: (px: number) => number;
  readonly ticks: readonly Tick[];
  readonly kind: "linear" | "log" | "band";
}

export interface Tick {
  readonly at: number;
  readonly px: number;
  /** Empty for a tick without a number. */
  readonly text: string;
}

/**
 * The scale of an axis over `from`…`to` px, with a tick about every `spacingPx`.
 * A domain without extent is widened by one half each way; a log domain is kept above zero.
 */
export function axisScale(axis: Axis, from: number, to: number, spacingPx: number): Scale {
  const count = Math.max(2, Math.floor(Math.abs(to - from) / spacingPx));
  const fixed = axis.ticks;
  if (axis.scale === "log") return logScale(axis, from, to, count);
  const [low, high] = widened(axis.domain);
  const scale = scaleLinear([low, high], [from, to]);
  // Called for each of a hundred thousand points: no more than it takes.
  const pxPerUnit = (to - from) / (high - low);
  const map = (value: number): number => from + (value - low) * pxPerUnit;
  const invert = (px: number): number => low + (px - from) / pxPerUnit;
  const kind = axis.scale === "band" ? "band" : "linear";
  const wanted = Math.min(count, mostTicks(axis, high - low));
  const at =
    fixed?.filter((tick) => tick.at >= low && tick.at <= high) ??
    scale
      .ticks(wanted)
      .filter((value) => !axis.whole || Number.isInteger(value))
      .map((value) => ({ at: value, text: tickText(value, tickStep(low, high, wanted)) }));
  return {
    map,
    invert,
    kind,
    ticks: thinned(
      at.map((tick) => ({ ...tick, px: map(tick.at) })),
      fixed ? spacingPx / 4 : 0,
    ),
  };
}

/** How many ticks make sense over an extent: one a band, or one a whole number. */
function mostTicks({ scale, whole }: Axis, extent: number): number {
  if (scale === "band") return Math.round(extent) + 1;
  return whole ? Math.max(1, Math.floor(extent)) : Number.POSITIVE_INFINITY;
}

function logScale(axis: Axis, from: number, to: number, count: number): Scale {
  const high = axis.domain[1] > 0 ? axis.domain[1] : 1;
  const low = axis.domain[0] > 0 ? Math.min(axis.domain[0], high / 1.0001) : high * 1e-12;
  const scale = scaleLog([low, high], [from, to]).clamp(false);
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const decades = last - first + 1;
  const ticks: Tick[] = [];
  if (decades >= 2) {
    const every = Math.max(1, Math.ceil(decades / count));
    for (let power = Math.ceil(first / every) * every; power <= last; power += every)
      ticks.push({ at: 10 ** power, px: scale(10 ** power), text: powerText(power) });
  } else {
    for (const value of scale.ticks(Math.min(5, count)))
      ticks.push({ at: value, px: scale(value), text: numberText(value) });
  }
  const floor = Math.max(from, to);
  return {
    kind: "log",
    // Zero lies infinitely far below; what is no number lies nowhere, and breaks a line.
    map: (value) => (value > 0 ? scale(value) : Number.isNaN(value) ? value : floor + 1e4),
    invert: (px) => scale.invert(px),
    ticks,
  };
}

function widened([low, high]: readonly [number, number]): readonly [number, number] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

function thinned(ticks: readonly Tick[], leastPx: number): readonly Tick[] {
  const kept: Tick[] = [];
  for (const tick of ticks) {
    const before = kept.at(-1);
    if (before === undefined || Math.abs(tick.px - before.px) >= leastPx) kept.push(tick);
  }
  return kept;
}

/** A number at a tick, with as many decimals as the step between ticks needs; 10ⁿ outside 10⁻⁴…10⁵. */
export function tickText(value: number, step: number): string {
  const size = Math.abs(value);
  if (size < Math.abs(step) * 1e-6) return "0";
  if (size >= 1e5 || Math.abs(step) < 1e-4) return scientific(value, 3);
  return format(`,.${precisionFixed(step)}f`)(value)
    .replace("-", "−")
    .replace(/,/g, "\u2009");
}

/** A number to be read: at most `digits` significant digits, a true minus, 10ⁿ where that is shorter. */
export function numberText(value: number, digits = 4): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return scientific(value, digits);
  return format(`.${digits}~r`)(value).replace("-", "−");
}

function scientific(value: number, digits: number): string {
  const [mantissa, power] = value.toExponential(Math.max(0, digits - 1)).split("e");
  const short = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  const head = short === "1" ? "" : short === "-1" ? "−" : `${short.replace("-", "−")}×`;
  return `${head}${powerText(Number(power))}`;
}

const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function powerText(power: number): string {
  if (power === 0) return "1";
  if (power === 1) return "10";
  const digits = [...String(Math.abs(power))].map((digit) => raised[Number(digit)]).join("");
  return `10${power < 0 ? "⁻" : ""}${digits}`;
}
