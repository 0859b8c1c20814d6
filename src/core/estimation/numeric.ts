import { integrate } from "../num/quadrature";
import { solveIncreasing } from "../num/root";
import type { Distribution, Mode } from "./distribution";

const PANELS = 96;
const ORDER = 16;
/** e⁻⁶⁰ of the top is nothing beside it. */
const DEPTH = 60;

/** What is known only up to a factor, made a distribution by quadrature; also ln of that factor's inverse, the evidence. */
export interface NumericDistribution extends Distribution {
  readonly logTotal: number;
}

/**
 * The distribution whose density is ∝ e^(logWeight(θ)) between two finite ends, with one top.
 * @param top  where it is highest, if that is known
 * @returns undefined where the weight is nowhere a positive number
 * @cost about 1,500 evaluations; a quantile some 100 more
 */
export function numericDistribution(
  logWeight: (theta: number) => number,
  low: number,
  high: number,
  top = findTop(logWeight, low, high),
): NumericDistribution | undefined {
  const peak = logWeight(top);
  if (!Number.isFinite(peak)) return undefined;
  const weight = (x: number): number => {
    const log = logWeight(x) - peak;
    return Number.isNaN(log) ? 0 : Math.exp(log);
  };
  const from = edge(logWeight, top, low, peak - DEPTH);
  const to = edge(logWeight, top, high, peak - DEPTH);
  const ends = Float64Array.from({ length: PANELS + 1 }, (_, i) => from + ((to - from) * i) / PANELS);
  const panels = Array.from({ length: PANELS }, (_, i) => integrate(weight, ends[i]!, ends[i + 1]!, ORDER));
  const lower = new Float64Array(PANELS + 1);
  const upper = new Float64Array(PANELS + 1);
  for (let i = 0; i < PANELS; i++) lower[i + 1] = lower[i]! + panels[i]!;
  for (let i = PANELS; i > 0; i--) upper[i - 1] = upper[i]! + panels[i - 1]!;
  const mass = lower[PANELS]!;
  if (!(mass > 0)) return undefined;
  const moment = (f: (x: number) => number): number =>
    panels.reduce((sum, _, i) => sum + integrate((x) => f(x) * weight(x), ends[i]!, ends[i + 1]!, ORDER), 0) / mass;
  const mean = moment((x) => x);
  const panelOf = (x: number): number =>
    Math.min(PANELS - 1, Math.max(0, Math.floor(((x - from) / (to - from)) * PANELS)));
  const tails = (x: number): readonly [number, number] => {
    if (x <= from) return [0, 1];
    if (x >= to) return [1, 0];
    const i = panelOf(x);
    return [
      (lower[i]! + integrate(weight, ends[i]!, x, ORDER)) / mass,
      (upper[i + 1]! + integrate(weight, x, ends[i + 1]!, ORDER)) / mass,
    ];
  };
  const quantile = (p: number): number => {
    if (!(p > 0)) return from;
    if (!(p < 1)) return to;
    return solveIncreasing(
      (x) => {
        const [below, above] = tails(x);
        return [p < 0.5 ? below - p : 1 - p - above, weight(x) / mass];
      },
      from,
      to,
      mean,
    );
  };
  return {
    support: [low, high],
    isDiscrete: false,
    logDensity: (x) => (x >= low && x <= high ? logWeight(x) - peak - Math.log(mass) : Number.NEGATIVE_INFINITY),
    tails,
    quantile,
    mean,
    sd: Math.sqrt(moment((x) => (x - mean) ** 2)),
    mode: modeAt(top, low, high),
    logTotal: peak + Math.log(mass),
  };
}

function modeAt(top: number, low: number, high: number): Mode {
  return { kind: top === low || top === high ? "end" : "interior", at: [top], isUnbounded: false };
}

/** How far a weight reaches from its top towards an end before it falls below `floor`. */
function edge(logWeight: (x: number) => number, top: number, end: number, floor: number): number {
  if (logWeight(end) > floor) return end;
  let [near, far] = [top, end];
  for (let k = 0; k < 60; k++) {
    const middle = (near + far) / 2;
    if (logWeight(middle) > floor) near = middle;
    else far = middle;
    if (Math.abs(far - near) <= 1e-3 * Math.abs(far - top)) break;
  }
  return far;
}

/** The highest of 400 samples, narrowed by golden sections between its neighbours. */
export function findTop(f: (x: number) => number, low: number, high: number): number {
  const COUNT = 400;
  const at = (i: number): number => low + ((high - low) * i) / COUNT;
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i <= COUNT; i++) {
    const value = f(at(i));
    if (!(value > most)) continue;
    best = i;
    most = value;
  }
  let a = at(Math.max(0, best - 1));
  let b = at(Math.min(COUNT, best + 1));
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let k = 0; k < 80 && b - a > 1e-14 * Math.abs(a + b); k++) {
    const [c, d] = [b - golden * (b - a), a + golden * (b - a)];
    if (f(c) < f(d)) a = c;
    else b = d;
  }
  const inner = (a + b) / 2;
  return [low, high, inner].reduce((x, y) => (f(y) > f(x) ? y : x), inner);
}
