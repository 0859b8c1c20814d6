import { fitLaplace, type LaplaceFit } from "../../core/estimation/laplace";
import { type Chain, type Sampler, sample, tune } from "../../core/estimation/sampler";
import type { Target } from "../../core/estimation/target";
import { createRng } from "../../core/num/rng";
import type { Context, Values } from "../demo";
import { isDrawable } from "../frame";
import type { FormulaProblem, TypedFunction } from "../function";
import { typedFunction } from "../function";
import { numberOf } from "./subject";

export type Window = readonly [x0: number, y0: number, x1: number, y1: number];

/** Chains on a typed log-density inside a window; plain data. */
export interface DensityModel {
  readonly values: Values;
  readonly formula: string;
  readonly problems: readonly FormulaProblem[];
  readonly dimension: 1 | 2;
  readonly window: Window;
  readonly sampler: Sampler;
  readonly scale: number;
  readonly chains: readonly Chain[];
  readonly laplace?: LaplaceFit;
  /** Unit direction along which nothing is known. */
  readonly ridge?: readonly number[];
  /** Nowhere in the window is there a density. */
  readonly isEmpty: boolean;
}

export const CHAINS = 4;

const NOWHERE = "0";

const functionOf = (formula: string): TypedFunction => typedFunction(formula).value ?? typedFunction(NOWHERE).value!;

/** The typed log-density, cut to the window, so that every method speaks of the same law. */
export function targetIn(model: Pick<DensityModel, "formula" | "dimension" | "window">): Target {
  const f = functionOf(model.formula);
  const { dimension, window } = model;
  const [x0, y0, x1, y1] = window;
  const isInside = (x: number, y: number): boolean => x >= x0 && x <= x1 && (dimension === 1 || (y >= y0 && y <= y1));
  const y = (p: ArrayLike<number>): number => (dimension === 1 ? 0 : p[1]!);
  return {
    dimension,
    value(p) {
      if (!isInside(p[0]!, y(p))) return Number.NEGATIVE_INFINITY;
      const value = f.value(p[0]!, y(p));
      return isDrawable(value) ? value : Number.NEGATIVE_INFINITY;
    },
    gradient(p) {
      const g = f.gradient(p[0]!, y(p));
      return dimension === 1 ? g.slice(0, 1) : g;
    },
    hessian(p) {
      const H = f.hessian(p[0]!, y(p));
      return dimension === 1 ? H.slice(0, 1) : H;
    },
  };
}

function windowOf(values: Values): Window {
  const [x0, x1] = values["xRange"] as readonly number[];
  const [y0, y1] = values["yRange"] as readonly number[];
  const [a, b] = [Math.min(x0!, x1!), Math.max(x0!, x1!)];
  const [c, d] = [Math.min(y0!, y1!), Math.max(y0!, y1!)];
  return [a, c, b > a ? b : a + 1, d > c ? d : c + 1];
}

export function computeDensity(values: Values, seed: number, context: Context): DensityModel {
  const formula = String(values["formula"]);
  const problems = typedFunction(formula).problems;
  const dimension = values["dimension"] === "1" ? 1 : 2;
  const window = windowOf(values);
  const sampler = values["sampler"] as Sampler;
  const base = { values, formula, problems, dimension, window, sampler } as const;
  const target = targetIn(base);
  const top = topOf(target, window);
  const scale = numberOf(values, "stepSize");
  if (!top) return { ...base, scale, chains: [], isEmpty: true };
  const fit = fitLaplace(target, top, 60);
  const isWhole = fit !== undefined && "mode" in fit;
  const ridge = fit?.ridge;
  const { chains, used } = chainsOf(target, top, { values, seed, sampler, window }, context);
  return {
    ...base,
    scale: used,
    chains,
    isEmpty: false,
    ...(isWhole ? { laplace: fit } : {}),
    ...(ridge ? { ridge } : {}),
  };
}

/** The best centre of a coarse grid. */
function topOf(target: Target, [x0, y0, x1, y1]: Window): number[] | undefined {
  const COUNT = 41;
  let best: number[] | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < (target.dimension === 1 ? 1 : COUNT); i++) {
    for (let j = 0; j < COUNT; j++) {
      const p = [x0 + ((x1 - x0) * (j + 0.5)) / COUNT, y0 + ((y1 - y0) * (i + 0.5)) / COUNT].slice(0, target.dimension);
      const value = target.value(p);
      if (!(value > most)) continue;
      most = value;
      best = p;
    }
  }
  return best;
}

interface Setting {
  readonly values: Values;
  readonly seed: number;
  readonly sampler: Sampler;
  readonly window: Window;
}

/** Chains from starts apart from each other; each has numbers of its own. */
function chainsOf(
  target: Target,
  top: readonly number[],
  { values, seed, sampler, window }: Setting,
  context: Context,
) {
  const [x0, y0, x1, y1] = window;
  const draws = numberOf(values, "draws");
  const typed = numberOf(values, "stepSize");
  const isTuned = values["tuned"] === true;
  const warm = Array.from({ length: CHAINS }, (_, c) => {
    context.checkpoint();
    const rng = createRng(seed, 20 + c);
    // Corners of the middle of the window, if there is a density; else the top.
    const corner = [c % 2 === 0 ? 0.2 : 0.8, c < 2 ? 0.2 : 0.8];
    const far = [x0 + corner[0]! * (x1 - x0), y0 + corner[1]! * (y1 - y0)].slice(0, target.dimension);
    const start = Number.isFinite(target.value(far)) ? far : top;
    const { scale, at } = isTuned
      ? tune(sampler, target, start, rng, { scale: typed, leaps: LEAPS, rounds: 300 })
      : { scale: typed, at: Float64Array.from(start) };
    return { scale, at, rng };
  });
  const first = warm[0]!.scale;
  for (let used = first, tries = 0; ; used *= 0.75, tries++) {
    const chains = warm.map(({ at, rng }, c) =>
      sample(sampler, target, at, rng, {
        draws,
        scale: used,
        // Paths of the same length, whatever the step.
        leaps: Math.round((LEAPS * first) / used),
        keepPaths: c === 0 && sampler === "hmc",
        checkpoint: context.checkpoint,
      }),
    );
    // A step that is right for the most part may be too long where the density is narrow.
    const isCoarse = isTuned && chains.some(({ divergences }) => divergences > 0);
    if (!isCoarse || tries === MOST_TRIES) return { chains, used };
  }
}

const LEAPS = 12;
const MOST_TRIES = 5;

export const typedIn = (model: DensityModel): TypedFunction => functionOf(model.formula);
