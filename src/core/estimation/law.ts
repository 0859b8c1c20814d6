import { betaLaw, gammaLaw, inverseGammaLaw, lomaxLaw, paretoLaw } from "./continuous";
import { betaBinomialLaw, binomialLaw, negativeBinomialLaw, poissonLaw } from "./discrete";
import type { Distribution } from "./distribution";
import { laplaceLaw, normalLaw, studentLaw, truncatedNormalLaw, uniformLaw } from "./location";

/** A distribution as plain data. Rates are inverse scales; `df` are degrees of freedom. */
export type Law =
  | { readonly kind: "beta"; readonly a: number; readonly b: number }
  | { readonly kind: "gamma"; readonly shape: number; readonly rate: number }
  | { readonly kind: "inverse-gamma"; readonly shape: number; readonly scale: number }
  | { readonly kind: "chi-square"; readonly df: number }
  | { readonly kind: "exponential"; readonly rate: number }
  | { readonly kind: "normal"; readonly mean: number; readonly sd: number }
  | { readonly kind: "student"; readonly df: number; readonly location: number; readonly scale: number }
  | { readonly kind: "laplace"; readonly location: number; readonly scale: number }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number }
  | {
      readonly kind: "truncated-normal";
      readonly mean: number;
      readonly sd: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: "pareto"; readonly scale: number; readonly shape: number }
  | { readonly kind: "lomax"; readonly scale: number; readonly shape: number }
  | { readonly kind: "poisson"; readonly mean: number }
  | { readonly kind: "binomial"; readonly n: number; readonly p: number }
  | { readonly kind: "negative-binomial"; readonly r: number; readonly p: number }
  | { readonly kind: "beta-binomial"; readonly n: number; readonly a: number; readonly b: number };

export type LawKind = Law["kind"];
export type LawOf<K extends LawKind> = Extract<Law, { readonly kind: K }>;

const makers: { readonly [K in LawKind]: (law: LawOf<K>) => Distribution } = {
  beta: ({ a, b }) => betaLaw(a, b),
  gamma: ({ shape, rate }) => gammaLaw(shape, rate),
  "inverse-gamma": ({ shape, scale }) => inverseGammaLaw(shape, scale),
  "chi-square": ({ df }) => gammaLaw(df / 2, 0.5),
  exponential: ({ rate }) => gammaLaw(1, rate),
  normal: ({ mean, sd }) => normalLaw(mean, sd),
  student: ({ df, location, scale }) => studentLaw(df, location, scale),
  laplace: ({ location, scale }) => laplaceLaw(location, scale),
  uniform: ({ low, high }) => uniformLaw(low, high),
  "truncated-normal": ({ mean, sd, low, high }) => truncatedNormalLaw(mean, sd, low, high),
  pareto: ({ scale, shape }) => paretoLaw(scale, shape),
  lomax: ({ scale, shape }) => lomaxLaw(scale, shape),
  poisson: ({ mean }) => poissonLaw(mean),
  binomial: ({ n, p }) => binomialLaw(n, p),
  "negative-binomial": ({ r, p }) => negativeBinomialLaw(r, p),
  "beta-binomial": ({ n, a, b }) => betaBinomialLaw(n, a, b),
};

/** Every kind of law there is. */
export const lawKinds = Object.keys(makers) as readonly LawKind[];

/** The distribution of a law. @throws RangeError when a parameter is outside its range */
export function distributionOf(law: Law): Distribution {
  return (makers[law.kind] as (law: Law) => Distribution)(law);
}
