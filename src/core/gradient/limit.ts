import type { Numbers } from "../num/dense";
import type { Field } from "./difference";
import { along } from "./difference";

/** What a quotient tends to as h → 0. */
export type Limit =
  | { readonly kind: "value"; readonly value: number; readonly error: number }
  | { readonly kind: "infinite"; readonly sign: 1 | -1 }
  | { readonly kind: "none" };

const HALVINGS = 26;

/**
 * D_u f(p) as the one-sided limit of (f(p + hu) − f(p))/h for h → 0+, extrapolated from halved steps.
 * Finds it for any leading error c·hᵖ, and tells a blow-up and an oscillation from it.
 */
export function oneSidedDerivative(f: Field, p: Numbers, u: Numbers): Limit {
  const base = f(p);
  if (!Number.isFinite(base)) return { kind: "none" };
  return limitOf((h) => (along(f, p, u, h) - base) / h, 2 ** -52 * Math.max(Math.abs(base), 1e-300));
}

/** D_u f(p) as the two-sided limit: both one-sided ones exist and agree (along −u with the opposite sign). */
export function twoSidedDerivative(f: Field, p: Numbers, u: Numbers): Limit {
  const ahead = oneSidedDerivative(f, p, u);
  const behind = oneSidedDerivative(
    f,
    p,
    Array.from(u, (entry) => -entry),
  );
  if (ahead.kind === "infinite" && behind.kind === "infinite" && ahead.sign === -behind.sign) return ahead;
  if (ahead.kind !== "value" || behind.kind !== "value") return { kind: "none" };
  const apart = Math.abs(ahead.value + behind.value);
  const allowed = 1e-5 * Math.max(1, Math.abs(ahead.value)) + ahead.error + behind.error;
  if (apart > allowed) return { kind: "none" };
  return { kind: "value", value: (ahead.value - behind.value) / 2, error: Math.max(ahead.error, behind.error) };
}

/** The limit of s(h) as h → 0+ along h = 2⁻³, 2⁻⁴, …; `noise` is the rounding error of h·s(h). */
function limitOf(s: (h: number) => number, noise: number): Limit {
  const samples: number[] = [];
  const steps: number[] = [];
  for (let k = 3; k <= HALVINGS; k++) {
    const value = s(2 ** -k);
    if (!Number.isFinite(value)) return { kind: "none" };
    samples.push(value);
    steps.push(2 ** -k);
  }
  const smooth = neville(samples, steps, noise);
  if (smooth) return smooth;
  const count = samples.length;
  const tail = samples.slice(count - 8);
  const grows = tail.every((value, k) => k === 0 || Math.abs(value) > 1.15 * Math.abs(tail[k - 1]!));
  if (grows && tail.every((value) => Math.sign(value) === Math.sign(tail[0]!)) && Math.abs(tail[7]!) > 50) {
    return { kind: "infinite", sign: tail[7]! > 0 ? 1 : -1 };
  }
  return aitken(samples) ?? { kind: "none" };
}

/** Polynomial extrapolation in h: for a smooth function a few columns suffice. */
function neville(samples: readonly number[], steps: readonly number[], noise: number): Limit | undefined {
  const scale = Math.max(1, ...samples.slice(-4).map(Math.abs));
  let best: { value: number; error: number } | undefined;
  let row: number[] = [];
  for (let k = 0; k < Math.min(samples.length, 16); k++) {
    const next = [samples[k]!];
    for (let j = 1; j <= Math.min(k, 6); j++) {
      const ratio = 2 ** j;
      next.push((ratio * next[j - 1]! - row[j - 1]!) / (ratio - 1));
    }
    if (k >= 2) {
      const value = next.at(-1)!;
      const error = Math.abs(value - next.at(-2)!) + Math.abs(value - row.at(-1)!) + noise / steps[k]!;
      if (!best || error < best.error) best = { value, error };
    }
    row = next;
  }
  if (!best || best.error > 1e-7 * scale) return undefined;
  // The extrapolated number must also be what small steps come near to, or the fit has jumped to a wrong conclusion.
  const last = samples.at(-1)!;
  if (Math.abs(last - best.value) > 1e-3 * scale + (4 * noise) / steps.at(-1)!) return undefined;
  return { kind: "value", ...best };
}

/** Aitken's Δ² on the last samples: exact for L + c·hᵖ with any p. */
function aitken(samples: readonly number[]): Limit | undefined {
  const guesses: number[] = [];
  for (let k = samples.length - 8; k < samples.length - 2; k++) {
    const first = samples[k + 1]! - samples[k]!;
    const second = samples[k + 2]! - samples[k + 1]! - first;
    guesses.push(Math.abs(second) < 1e-300 ? samples[k + 2]! : samples[k]! - (first * first) / second);
  }
  const value = guesses.at(-1)!;
  const error = Math.max(...guesses.slice(-3).map((guess) => Math.abs(guess - value)));
  const moved = Math.abs(samples.at(-1)! - samples.at(-2)!);
  if (!Number.isFinite(value) || error > 1e-4 * Math.max(1, Math.abs(value))) return undefined;
  return moved < Math.max(1, Math.abs(value)) ? { kind: "value", value, error } : undefined;
}
