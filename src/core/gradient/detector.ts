import type { Numbers, Vector } from "../num/dense";
import type { Field } from "./difference";
import type { Limit } from "./limit";
import { oneSidedDerivative, twoSidedDerivative } from "./limit";

export type Smoothness =
  /** f(p + hu) − f(p) − ∇f·hu = o(h), evenly over all u. */
  | "differentiable"
  /** D_u f is linear in u, but the remainder is not o(h): curves find what straight lines miss. */
  | "linear-only"
  /** D_u f exists for every u but is no linear function of it: the polar plot is no circle. */
  | "directional-only"
  /** For some u there is no D_u f. */
  | "some-missing"
  | "undefined";

export interface Verdict {
  readonly smoothness: Smoothness;
  /** D_{u(θ)} f at θ = 2πk/count; NaN where the limit does not exist, ±∞ where the quotient blows up. */
  readonly polar: Vector;
  /** The vector g that fits D_u f ≈ g·u best over all directions that exist. */
  readonly fitted: readonly [number, number];
  /** max |D_u f − g·u| over the sampled directions. */
  readonly misfit: number;
  /** max over a circle of radius h of |f(p + hu) − f(p) − g·hu| / h, for falling h. */
  readonly remainders: readonly { readonly h: number; readonly ratio: number }[];
  /** A curve into p along which f does not tend to f(p), where one was found. */
  readonly jump?: { readonly curve: CurveName; readonly limit: number };
}

export type CurveName = "line" | "parabola-x" | "parabola-y" | "cubic-x" | "cubic-y";

const curves: { readonly [C in CurveName]: (t: number, s: number) => readonly [number, number] } = {
  line: (t, s) => [t, s * t],
  "parabola-x": (t, s) => [t, s * t * t],
  "parabola-y": (t, s) => [s * t * t, t],
  "cubic-x": (t, s) => [t, s * t ** 3],
  "cubic-y": (t, s) => [s * t ** 3, t],
};

const limitValue = (limit: Limit): number =>
  limit.kind === "value" ? limit.value : limit.kind === "infinite" ? limit.sign * Number.POSITIVE_INFINITY : Number.NaN;

/** D_u f(p) for `count` directions around the circle. */
export function polarSamples(f: Field, p: Numbers, count: number, oneSided: boolean): Vector {
  const derivative = oneSided ? oneSidedDerivative : twoSidedDerivative;
  return Float64Array.from({ length: count }, (_, k) => {
    const angleRad = (2 * Math.PI * k) / count;
    return limitValue(derivative(f, p, [Math.cos(angleRad), Math.sin(angleRad)]));
  });
}

/** Least squares fit of a cos θ + b sin θ to even samples around the circle; NaN and ∞ are left out. */
export function fitCircle(polar: Vector): { readonly fitted: readonly [number, number]; readonly misfit: number } {
  let cc = 0;
  let cs = 0;
  let ss = 0;
  let cy = 0;
  let sy = 0;
  polar.forEach((value, k) => {
    if (!Number.isFinite(value)) return;
    const c = Math.cos((2 * Math.PI * k) / polar.length);
    const s = Math.sin((2 * Math.PI * k) / polar.length);
    cc += c * c;
    cs += c * s;
    ss += s * s;
    cy += c * value;
    sy += s * value;
  });
  const determinant = cc * ss - cs * cs;
  const isSolvable = determinant > 1e-9;
  const a = isSolvable ? (cy * ss - sy * cs) / determinant : cc > 0 ? cy / cc : 0;
  const b = isSolvable ? (sy * cc - cy * cs) / determinant : cc > 0 ? 0 : ss > 0 ? sy / ss : 0;
  let misfit = 0;
  polar.forEach((value, k) => {
    if (!Number.isFinite(value)) return;
    const angleRad = (2 * Math.PI * k) / polar.length;
    misfit = Math.max(misfit, Math.abs(value - a * Math.cos(angleRad) - b * Math.sin(angleRad)));
  });
  return { fitted: [a, b], misfit };
}

/**
 * Decides, as far as numbers can, whether f is differentiable at p, from D_u f around the circle, the remainder on
 * shrinking circles, and curves into p. @cost about 30·count values of f
 */
export function detect(f: Field, p: Numbers, count = 72): Verdict {
  const base = f(p);
  const polar = polarSamples(f, p, count, true);
  const { fitted, misfit } = fitCircle(polar);
  if (!Number.isFinite(base)) return { smoothness: "undefined", polar, fitted, misfit, remainders: [] };
  const remainders = [3, 6, 9, 12, 15].map((k) => ({ h: 2 ** -k, ratio: remainderRatio(f, p, fitted, 2 ** -k, base) }));
  const jump = findJump(f, p, base);
  const size = Math.max(1, ...Array.from(polar.filter(Number.isFinite), Math.abs));
  const allowed = 1e-4 * size;
  let smoothness: Smoothness;
  if (!polar.every(Number.isFinite)) smoothness = "some-missing";
  else if (misfit > allowed) smoothness = "directional-only";
  else if (jump !== undefined || !vanishes(remainders, size)) smoothness = "linear-only";
  else smoothness = "differentiable";
  return { smoothness, polar, fitted, misfit, remainders, ...(jump ? { jump } : {}) };
}

/** max over directions, among them ones that hug the axes as curves do, of |f(p + hu) − f(p) − g·hu|/h. */
function remainderRatio(f: Field, p: Numbers, g: readonly [number, number], h: number, base: number): number {
  let worst = 0;
  const probe = (angleRad: number): void => {
    const dx = h * Math.cos(angleRad);
    const dy = h * Math.sin(angleRad);
    const rest = Math.abs(f([p[0]! + dx, p[1]! + dy]) - base - g[0] * dx - g[1] * dy) / h;
    if (!(rest <= worst)) worst = rest;
  };
  for (let k = 0; k < 64; k++) probe((2 * Math.PI * k) / 64);
  for (let quarter = 0; quarter < 4; quarter++) {
    for (const tilt of [h, -h, h * h, -h * h, Math.sqrt(h)]) probe((Math.PI / 2) * quarter + tilt);
  }
  return worst;
}

function vanishes(remainders: readonly { readonly ratio: number }[], size: number): boolean {
  const first = remainders[0]!.ratio;
  const last = remainders.at(-1)!.ratio;
  return last <= 1e-3 * size || last <= first / 50;
}

/** Follows lines, parabolas and cubics into p and looks for a value other than f(p) in the limit. */
function findJump(f: Field, p: Numbers, base: number): { curve: CurveName; limit: number } | undefined {
  for (const curve of Object.keys(curves) as CurveName[]) {
    for (const s of [1, -1, 0.5, 2]) {
      const at = (t: number): number => {
        const [dx, dy] = curves[curve](t, s);
        return f([p[0]! + dx, p[1]! + dy]);
      };
      const near = at(2 ** -14);
      const nearer = at(2 ** -17);
      if (!Number.isFinite(near) || !Number.isFinite(nearer)) continue;
      const scale = Math.max(1e-9, Math.abs(near), Math.abs(base));
      if (Math.abs(near - nearer) < 1e-3 * scale && Math.abs(nearer - base) > 0.05 * scale) {
        return { curve, limit: nearer };
      }
    }
  }
  return undefined;
}
