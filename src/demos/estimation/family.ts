import { normalLimit } from "../../core/estimation/asymptotic";
import {
  type Conjugate,
  exponential,
  normalMean,
  poisson,
  uniformMaximum,
  uniformPredictiveDensity,
} from "../../core/estimation/conjugate";
import { type Distribution, density, draw } from "../../core/estimation/distribution";
import { distributionOf, type Law } from "../../core/estimation/law";
import { gammaLogarithm } from "../../core/estimation/log-odds";
import { emptyTally, observe, type Tally } from "../../core/estimation/tally";
import { createRng } from "../../core/num/rng";
import type { Text } from "../../words/text";
import type { Context, Values } from "../demo";
import { memo } from "../memo";
import { ownNumbers, ownSample } from "./own";
import samples from "./samples.json";
import { numberOf, paceOf } from "./subject";

export const familyIds = ["normal", "counts", "waits", "maximum"] as const;
export type FamilyId = (typeof familyIds)[number];

/** Data of a conjugate family with one parameter, in their order; plain data. */
export interface FamilyModel {
  readonly id: FamilyId;
  readonly values: Values;
  readonly data: readonly number[];
  readonly exposures?: readonly number[];
  readonly seen: readonly number[];
  readonly truth?: number;
  readonly own?: Text;
  readonly ownFault?: Text;
}

/** What tells one family from the others. */
export interface FamilyKind {
  readonly letter: string;
  readonly axis: Text;
  readonly datum: Text;
  readonly needs: Text;
  /** The prior, its weight multiplied by `strength`. */
  prior(values: Values): Law;
  conjugate(values: Values): Conjugate<Law, unknown>;
  /** A truth for hidden data, and a law of the data given it. */
  truth(uniform: number, values: Values): number;
  data(truth: number, values: Values): Law;
  /** Data of a well-known sample. */
  sample(name: unknown): { readonly data: readonly number[]; readonly exposures?: readonly number[] } | undefined;
}

// A family's own prior and data types are narrower; the demo hands each only what it made itself.
const wide = (conjugate: unknown): Conjugate<Law, unknown> => conjugate as Conjugate<Law, unknown>;

export const kinds: { readonly [F in FamilyId]: FamilyKind } = {
  normal: {
    letter: "μ",
    axis: { en: "μ, mean", zh: "μ，均值" },
    datum: { en: "measurement", zh: "测量值" },
    needs: { en: "a number", zh: "数" },
    prior: (values) => ({
      kind: "normal",
      mean: numberOf(values, "m0"),
      sd: numberOf(values, "t0") / Math.sqrt(numberOf(values, "strength")),
    }),
    conjugate: (values) => wide(normalMean(numberOf(values, "sigma"))),
    truth: (u) => 6 * u - 3,
    data: (truth, values) => ({ kind: "normal", mean: truth, sd: numberOf(values, "sigma") }),
    sample: (name) =>
      name === "newcomb"
        ? { data: samples.newcomb.values }
        : name === "iris"
          ? { data: samples.sepalLength.values }
          : name === "four"
            ? { data: [1.2, 0.8, 1.5, 0.9] }
            : undefined,
  },
  counts: {
    letter: "λ",
    axis: { en: "λ, events per unit", zh: "λ，单位事件率" },
    datum: { en: "count", zh: "计数" },
    needs: { en: "a whole number ≥ 0", zh: "不小于 0 的整数" },
    prior: gammaPrior,
    conjugate: () => wide(poisson),
    truth: (u) => 0.3 + 5 * u,
    data: (truth) => ({ kind: "poisson", mean: truth }),
    sample: (name) =>
      name === "asthma"
        ? { data: [3], exposures: [2] }
        : name === "asthma10"
          ? { data: [3, ...[2, 4, 3, 1, 5, 3, 2, 4, 3]], exposures: new Array<number>(10).fill(2) }
          : undefined,
  },
  waits: {
    letter: "λ",
    axis: { en: "λ, rate", zh: "λ，速率" },
    datum: { en: "wait", zh: "等待时间" },
    needs: { en: "above 0", zh: "正数" },
    prior: gammaPrior,
    conjugate: () => wide(exponential),
    truth: (u) => 0.2 + 3 * u,
    data: (truth) => ({ kind: "exponential", rate: truth }),
    sample: () => undefined,
  },
  maximum: {
    letter: "θ",
    axis: { en: "θ, upper end", zh: "θ，上端" },
    datum: { en: "draw", zh: "抽样值" },
    needs: { en: "above 0", zh: "正数" },
    prior: (values) => ({
      kind: "pareto",
      scale: numberOf(values, "scale0"),
      shape: numberOf(values, "shape0") * numberOf(values, "strength"),
    }),
    conjugate: () => wide(uniformMaximum),
    truth: (u) => 4 + 12 * u,
    data: (truth) => ({ kind: "uniform", low: 0, high: truth }),
    sample: (name) => (name === "tanks" ? { data: [19, 40, 42, 60] } : undefined),
  },
};

function gammaPrior(values: Values): Law {
  const s = numberOf(values, "strength");
  return { kind: "gamma", shape: numberOf(values, "shape") * s, rate: numberOf(values, "rate") * s };
}

/** Which well-known sample each family's choice offers. */
export function computeFamily(id: FamilyId, values: Values, seed: number, context: Context): FamilyModel {
  const kind = kinds[id];
  const { accepts } = kind.conjugate(values);
  const table = context.data("own");
  const own = table ? ownSample(ownNumbers(table, "x"), 1000, accepts, kind.needs) : undefined;
  const known = own?.data ? undefined : kind.sample(values[`${id}Source`]);
  const exposed =
    table && own?.data && id === "counts"
      ? exposuresOf(table.columns["exposure"]?.[0]?.numbers, own.data.length, table.rows)
      : undefined;
  const truth = own?.data || known ? undefined : kind.truth(createRng(seed, 11).nextFloat(), values);
  const rng = createRng(seed, 12);
  const count = numberOf(values, "size");
  const drawn =
    truth === undefined ? [] : Array.from({ length: count }, () => draw(distributionOf(kind.data(truth, values)), rng));
  const data = own?.data ?? known?.data ?? drawn;
  const exposures = known?.exposures ?? exposed;
  return {
    id,
    values,
    data,
    ...(exposures ? { exposures } : {}),
    seen: paceOf(data.length, values["pace"]),
    ...(truth === undefined ? {} : { truth }),
    ...(own?.said ? { own: own.said } : {}),
    ...(own?.fault ? { ownFault: own.fault } : {}),
  };
}

/** A column of exposures is used only if it is whole: as long as the data, and positive. */
function exposuresOf(numbers: Float64Array | undefined, n: number, rows: number): number[] | undefined {
  if (!numbers || n !== rows || !numbers.every((x) => x > 0 && x < 1e9)) return undefined;
  return Array.from(numbers);
}

export interface FamilyState {
  readonly n: number;
  readonly tally: Tally;
  readonly priorLaw: Law;
  readonly posteriorLaw: Law;
  readonly prior: Distribution;
  readonly posterior: Distribution;
  readonly mle: number;
}

/** Sufficient statistics after each datum. */
function talliesOf(model: FamilyModel): readonly Tally[] {
  return memo(model, "tallies", () => {
    const out: Tally[] = [emptyTally];
    model.data.forEach((x, i) => {
      out.push(observe(out[i]!, x, model.exposures?.[i]));
    });
    return out;
  });
}

export function familyStateAt(model: FamilyModel, step: number): FamilyState {
  return familyAfter(model, model.seen[Math.min(step, model.seen.length - 1)]!);
}

/** What is believed after the first n data. */
export function familyAfter(model: FamilyModel, n: number): FamilyState {
  const kind = kinds[model.id];
  const conjugate = kind.conjugate(model.values);
  const tally = talliesOf(model)[n]!;
  const priorLaw = kind.prior(model.values);
  const posteriorLaw = conjugate.posterior(priorLaw, tally);
  return {
    n,
    tally,
    priorLaw,
    posteriorLaw,
    prior: distributionOf(priorLaw),
    posterior: distributionOf(posteriorLaw),
    mle: conjugate.mle(tally),
  };
}

/** The drawn axis: the parameter, or its logarithm where that is asked for and possible. */
export function familyAxis(
  model: FamilyModel,
  { prior, posterior, priorLaw, posteriorLaw, mle, tally, n }: FamilyState,
) {
  const conjugate = kinds[model.id].conjugate(model.values);
  const isLog = model.values["scale"] === "odds" && priorLaw.kind === "gamma" && posteriorLaw.kind === "gamma";
  const information = conjugate.information(mle);
  const size = model.id === "counts" ? exposureOf(tally) : n;
  const hasLimit =
    n > 0 &&
    information > 0 &&
    Number.isFinite(information) &&
    mle > Number.NEGATIVE_INFINITY &&
    Number.isFinite(mle) &&
    size > 0;
  if (!isLog) {
    const limit = hasLimit ? distributionOf(normalLimit(mle, information, size)) : undefined;
    return { isLog, prior, posterior, limit, toAxis: (x: number) => x, back: (x: number) => x };
  }
  const limit =
    hasLimit && mle > 0 ? distributionOf(normalLimit(Math.log(mle), information * mle * mle, size)) : undefined;
  return {
    isLog,
    prior: gammaLogarithm(priorLaw.shape, priorLaw.rate),
    posterior: gammaLogarithm(posteriorLaw.shape, posteriorLaw.rate),
    limit,
    toAxis: (x: number) => (x > 0 ? Math.log(x) : -30),
    back: Math.exp,
  };
}

const exposureOf = (tally: Tally): number => tally.exposure.reduce((sum, part) => sum + part, 0);

/** Density or mass of the next datum. */
export function familyPredictive(
  model: FamilyModel,
  { posteriorLaw }: FamilyState,
): { readonly isDiscrete: boolean; readonly at: (x: number) => number; readonly law?: Distribution } {
  const next = kinds[model.id].conjugate(model.values).predictive(posteriorLaw) as
    | Law
    | { kind: "uniform-pareto"; scale: number; shape: number };
  if (next.kind === "uniform-pareto") return { isDiscrete: false, at: (x) => uniformPredictiveDensity(next, x) };
  const law = distributionOf(next);
  return { isDiscrete: law.isDiscrete, at: (x) => density(law, x), law };
}
