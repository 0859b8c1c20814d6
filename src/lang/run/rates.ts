import { Q } from "../../core/num/rational";
import { addSurds, invertSurd, multiplySurds, type Surd, surdOf, surdSign, surdToNumber } from "../../core/num/surd";
import { rateOf } from "../../core/quadratic/theory";
import type { Statement } from "../syntax/tree";
import { eigenvaluesOf } from "./entries";
import { asSurd, type QuadraticForm } from "./form";
import { simplest } from "./numbers";
import { decimalTail, floatText, isRational, type Real, realText, realToNumber } from "./real";
import type { Settings } from "./settings";

type Word = (Statement & { readonly kind: "optimise" })["word"];

/** What theory says of a run: its text, and the factor of the error per step where that is exact or asymptotic. */
export interface Rate {
  readonly text: string;
  readonly value?: number;
}

/** The factor of the error per step that theory gives; exact for gradient descent with closed eigenvalues. */
export function rateText(word: Word, { step, stepReal, beta }: Settings, q: QuadraticForm): Rate | undefined {
  const { eigenvalues } = q.form;
  if (word === "gd") {
    const t = asSurd(stepReal);
    const factors = eigenvalues.map((lambda): Surd | undefined => {
      const l = asSurd(lambda);
      const scaled = l && t && multiplySurds(l, t);
      const factor = scaled && addSurds(surdOf(1), { ...scaled, p: -scaled.p, q: -scaled.q });
      return factor && (surdSign(factor) < 0 ? { ...factor, p: -factor.p, q: -factor.q } : factor);
    });
    if (factors.every((x) => x !== undefined)) {
      const worst = (factors as Surd[]).reduce((a, x) => (surdToNumber(x) > surdToNumber(a) ? x : a));
      const real = simplest(worst);
      return { text: `${realText(real)}${decimalTail(real)}`, value: surdToNumber(worst) };
    }
  }
  if (word === "jacobi") return jacobiRate(q);
  if (word === "steepest" || word === "cg") return boundOf(word, q);
  if (word !== "gd" && word !== "momentum" && word !== "nesterov") return undefined;
  const value = rateOf(word, step, beta, eigenvalues.map(realToNumber));
  return { text: `≈ ${floatText(value, 4)}`, value };
}

/**
 * What the error in the norm of A shrinks by, at least: (κ − 1)/(κ + 1) a step with exact line search, on average
 * (√κ − 1)/(√κ + 1) with conjugate gradients.
 *
 * @source Nocedal & Wright 2006, (3.29) and (5.36)
 */
function boundOf(word: "steepest" | "cg", { form }: QuadraticForm): Rate | undefined {
  const condition = realToNumber(form.condition);
  if (form.definiteness !== "positive definite" || !Number.isFinite(condition)) return undefined;
  const one = surdOf(1);
  const k = word === "steepest" ? asSurd(form.condition) : undefined;
  const [low, high] = [k && addSurds(k, { ...one, p: -one.p }), k && addSurds(k, one)];
  const exact = low && high && multiplySurds(low, invertSurd(high));
  if (exact) {
    const real = simplest(exact);
    return { text: `≤ ${realText(real)}${decimalTail(real)}` };
  }
  const root = word === "cg" ? Math.sqrt(condition) : condition;
  return { text: `≤ ${floatText((root - 1) / (root + 1), 4)}` };
}

/** The spectral radius of I − D⁻¹A with the diagonal D of A. */
function jacobiRate({ form }: QuadraticForm): Rate | undefined {
  const { A, n } = form;
  const diagonal = A.map((row, i) => row[i]);
  if (diagonal.some((d) => realToNumber(d) === 0)) return undefined;
  const entries = A.flatMap((row, i) => row.map((x): Real => quotient(x, diagonal[i])));
  const values = eigenvaluesOf({ rows: n, cols: n, entries });
  if (!("real" in values)) return undefined;
  const factors = values.real.map((x): Real => {
    const surd = asSurd(x);
    const factor = surd && addSurds(surdOf(1), { ...surd, p: -surd.p, q: -surd.q });
    if (!factor) return { approx: Math.abs(1 - realToNumber(x)) };
    return simplest(surdSign(factor) < 0 ? { ...factor, p: -factor.p, q: -factor.q } : factor);
  });
  const worst = factors.reduce((a, x) => (realToNumber(x) > realToNumber(a) ? x : a));
  const isFloat = !isRational(worst) && "approx" in worst;
  const text = isFloat ? `≈ ${floatText(realToNumber(worst), 4)}` : `${realText(worst)}${decimalTail(worst)}`;
  return { text, value: realToNumber(worst) };
}

const quotient = (x: Real, d: Real): Real =>
  isRational(x) && isRational(d) ? Q.div(x, d) : { approx: realToNumber(x) / realToNumber(d) };
