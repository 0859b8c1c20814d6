import { type Distribution, draw } from "../../core/estimation/distribution";
import { distributionOf } from "../../core/estimation/law";
import {
  flatNormalPrior,
  isProper,
  logNormalBothDensity,
  marginalMean,
  type NormalInverseGamma,
  updateNormalBoth,
} from "../../core/estimation/normal-both";
import { marginalDeviation } from "../../core/estimation/normal-deviation";
import { emptyTally, momentsOf, observe, type Tally } from "../../core/estimation/tally";
import { createRng } from "../../core/num/rng";
import type { Text } from "../../words/text";
import type { Context, Values } from "../demo";
import { memo } from "../memo";
import { kinds } from "./family";
import { ownNumbers, ownSample } from "./own";
import { numberOf, paceOf } from "./subject";

/** Data of a normal law whose mean and deviation are both unknown; plain data. */
export interface BothModel {
  readonly values: Values;
  readonly data: readonly number[];
  readonly seen: readonly number[];
  readonly truth?: readonly [mu: number, sigma: number];
  readonly own?: Text;
  readonly ownFault?: Text;
}

export function computeBoth(values: Values, seed: number, context: Context): BothModel {
  const table = context.data("own");
  const own = table
    ? ownSample(ownNumbers(table, "x"), 1000, Number.isFinite, { en: "a number", zh: "数" })
    : undefined;
  const known = own?.data ?? kinds.normal.sample(values["normalSource"])?.data;
  const choice = createRng(seed, 11);
  const truth = [6 * choice.nextFloat() - 3, 0.5 + 2 * choice.nextFloat()] as const;
  const rng = createRng(seed, 12);
  const law = distributionOf({ kind: "normal", mean: truth[0], sd: truth[1] });
  const data = known ?? Array.from({ length: numberOf(values, "size") }, () => draw(law, rng));
  return {
    values,
    data,
    seen: paceOf(data.length, values["pace"]),
    ...(known ? {} : { truth }),
    ...(own?.said ? { own: own.said } : {}),
    ...(own?.fault ? { ownFault: own.fault } : {}),
  };
}

/** The prior of the controls: flat in μ and ln σ, or as if so many data had been seen before. */
export function priorOf(values: Values): NormalInverseGamma {
  if (values["bothPrior"] === "flat") return flatNormalPrior;
  const strength = numberOf(values, "strength");
  const half = (numberOf(values, "worthSpread") * strength) / 2;
  return {
    mean: numberOf(values, "m0"),
    weight: numberOf(values, "worthMean") * strength,
    shape: half,
    scale: half * numberOf(values, "s0") ** 2,
  };
}

export interface BothState {
  readonly n: number;
  readonly tally: Tally;
  readonly prior: NormalInverseGamma;
  readonly law: NormalInverseGamma;
  /** Whether there is a posterior: a flat prior needs two different data. */
  readonly isWhole: boolean;
  /** x̄ and √(Σ(x − x̄)²/n); NaN without data. */
  readonly mle: readonly [mu: number, sigma: number];
  /** Σ(x − x̄)². */
  readonly spread: number;
}

function talliesOf(model: BothModel): readonly Tally[] {
  return memo(model, "tallies", () => {
    const out: Tally[] = [emptyTally];
    model.data.forEach((x, i) => {
      out.push(observe(out[i]!, x));
    });
    return out;
  });
}

export function bothAfter(model: BothModel, n: number): BothState {
  const tally = talliesOf(model)[n]!;
  const prior = priorOf(model.values);
  const law = updateNormalBoth(prior, tally);
  const { mean, spread } = n > 0 ? momentsOf(tally) : { mean: Number.NaN, spread: Number.NaN };
  return { n, tally, prior, law, isWhole: isProper(law), mle: [mean, Math.sqrt(spread / n)], spread };
}

export const bothAt = (model: BothModel, step: number): BothState =>
  bothAfter(model, model.seen[Math.min(step, model.seen.length - 1)]!);

/** The marginals of a proper law, by the letter of the parameter. */
export const marginalOf = (law: NormalInverseGamma, letter: "μ" | "σ"): Distribution =>
  letter === "μ" ? distributionOf(marginalMean(law)) : marginalDeviation(law);

/** ln of the joint density of μ and σ: that of μ and v times dv/dσ = 2σ. */
export const logJoint = (law: NormalInverseGamma, mu: number, sigma: number): number =>
  sigma > 0 ? logNormalBothDensity(law, mu, sigma * sigma) + Math.log(2 * sigma) : Number.NEGATIVE_INFINITY;

/** The top of the joint density of μ and σ. */
export const jointTop = ({ mean, shape, scale }: NormalInverseGamma): readonly [number, number] => [
  mean,
  Math.sqrt(scale / (shape + 1)),
];

/** An axis that holds what is believed at the end and after a few data, so that it does not jump while one plays. */
export function bothDomain(model: BothModel, letter: "μ" | "σ"): readonly [number, number] {
  return memo(model, `domain ${letter}`, () => {
    const counts = [model.data.length, ...(model.seen.length > 1 ? [Math.min(4, model.data.length)] : [])];
    const states = counts.map((n) => bothAfter(model, n)).filter(({ isWhole }) => isWhole);
    const first = bothAfter(model, 0);
    const laws = states.map(({ law }) => marginalOf(law, letter));
    const k = letter === "μ" ? 0 : 1;
    const ends = [
      ...laws.flatMap((d, i) =>
        i === 0 ? [d.quantile(0.002), d.quantile(0.998)] : [d.quantile(0.05), d.quantile(0.95)],
      ),
      ...(first.isWhole ? [0.1, 0.9].map((p) => marginalOf(first.law, letter).quantile(p)) : []),
      ...(model.truth && model.values["reveal"] === true ? [model.truth[k]!] : []),
      ...(laws.length === 0 && model.data.length > 0 ? [bothAfter(model, model.data.length).mle[k]!] : []),
    ].filter(Number.isFinite);
    const [low, high] = ends.length > 0 ? [Math.min(...ends), Math.max(...ends)] : [0, 1];
    const room = 0.08 * (high - low) || Math.max(1, 0.1 * Math.abs(high));
    return letter === "μ" ? [low - room, high + room] : [Math.max(0, low - room), high + room];
  });
}
