import type { Numbers } from "../num/dense";
import type { Rng } from "../num/rng";
import type { Target } from "./target";

export const samplers = ["metropolis", "hmc"] as const;
export type Sampler = (typeof samplers)[number];

/** A chain with what was proposed at each draw, so that every step can be shown. */
export interface Chain {
  readonly dimension: number;
  /** Draws after the start, [draws, d]; a rejected proposal repeats the state. */
  readonly draws: Float64Array;
  /** What was proposed at each draw [draws, d]. */
  readonly proposals: Float64Array;
  readonly accepted: Uint8Array;
  /** Acceptance probability of each proposal. */
  readonly chances: Float64Array;
  /** Leapfrog steps of each draw as points [steps + 1, d], only where they were asked for. */
  readonly paths?: readonly Float64Array[];
  /** Draws whose energy ran away: their step was too long for the curvature. */
  readonly divergences: number;
}

export interface SamplerOptions {
  readonly draws: number;
  /** Standard deviation of Metropolis' proposals, or step size of the leapfrog. */
  readonly scale: number;
  /** At most so many leapfrog steps for a draw: from one up, as chance has it, so that no draw swings back to where it began. */
  readonly leaps?: number;
  readonly keepPaths?: boolean;
  /** Called every thousand draws. */
  readonly checkpoint?: () => void;
}

/**
 * Draws from a target. The chain keeps the target exactly, whatever the scale; a bad scale only makes it slow.
 * @throws RangeError when the start has no density
 * @source Metropolis et al. 1953; Duane et al. 1987, Neal 2011 (HMC)
 */
export function sample(sampler: Sampler, target: Target, start: Numbers, rng: Rng, options: SamplerOptions): Chain {
  const { draws: count, scale, leaps = 10, keepPaths = false, checkpoint } = options;
  const d = target.dimension;
  if (!Number.isFinite(target.value(start)))
    throw new RangeError(`the start must have a density, got ${Array.from(start)}`);
  const draws = new Float64Array(count * d);
  const proposals = new Float64Array(count * d);
  const accepted = new Uint8Array(count);
  const chances = new Float64Array(count);
  const paths: Float64Array[] = [];
  let divergences = 0;
  let x: Float64Array = Float64Array.from(start);
  let value = target.value(x);
  let gradient: Float64Array | undefined = sampler === "hmc" ? target.gradient(x) : undefined;
  for (let t = 0; t < count; t++) {
    if (t % 1000 === 0) checkpoint?.();
    const proposal =
      sampler === "metropolis"
        ? stepped(x, scale, rng)
        : leap(target, x, gradient!, scale, 1 + rng.nextBelow(leaps), rng, keepPaths);
    const next = target.value(proposal.at);
    const gain = (Number.isNaN(next) ? Number.NEGATIVE_INFINITY : next) - value + proposal.kinetic;
    const chance = Number.isNaN(gain) ? 0 : Math.min(1, Math.exp(gain));
    // A path that leaves the support is refused; one whose energy runs away was too coarse for the curvature.
    const isCoarse = proposal.kinetic < -1000 || (next > Number.NEGATIVE_INFINITY && gain < -1000);
    if (sampler === "hmc" && (isCoarse || Number.isNaN(proposal.kinetic) || Number.isNaN(next))) divergences++;
    if (proposal.path) paths.push(proposal.path);
    proposals.set(proposal.at.map(finiteOr0), t * d);
    chances[t] = chance;
    if (rng.nextFloat() < chance) {
      x = proposal.at;
      value = next;
      gradient = proposal.gradient;
      accepted[t] = 1;
    }
    draws.set(x, t * d);
  }
  return { dimension: d, draws, proposals, accepted, chances, divergences, ...(keepPaths ? { paths } : {}) };
}

const finiteOr0 = (entry: number): number => (Number.isFinite(entry) ? entry : 0);

interface Proposal {
  readonly at: Float64Array;
  /** Kinetic energy before less that after. */
  readonly kinetic: number;
  readonly gradient?: Float64Array | undefined;
  readonly path?: Float64Array | undefined;
}

function stepped(x: Float64Array, scale: number, rng: Rng): Proposal {
  return { at: x.map((entry) => entry + scale * rng.nextNormal()), kinetic: 0 };
}

/** Half a kick, then drifts and kicks in turn: reversible, and of constant volume, so that only the energy decides. */
function leap(
  target: Target,
  x: Float64Array,
  slope: Float64Array,
  size: number,
  leaps: number,
  rng: Rng,
  keepPath: boolean,
): Proposal {
  const momentum = x.map(() => rng.nextNormal());
  const before = energy(momentum);
  const at = x.slice();
  let gradient: Float64Array = slope;
  const path = keepPath ? new Float64Array((leaps + 1) * x.length) : undefined;
  path?.set(at, 0);
  for (let i = 0; i < leaps; i++) {
    for (let j = 0; j < at.length; j++) {
      momentum[j] = momentum[j]! + (size / 2) * gradient[j]!;
      at[j] = at[j]! + size * momentum[j]!;
    }
    gradient = target.gradient(at);
    for (let j = 0; j < at.length; j++) momentum[j] = momentum[j]! + (size / 2) * gradient[j]!;
    path?.set(at.map(finiteOr0), (i + 1) * x.length);
  }
  return { at, kinetic: before - energy(momentum), gradient, path };
}

const energy = (momentum: Float64Array): number => momentum.reduce((sum, entry) => sum + entry * entry, 0) / 2;

/**
 * A scale under which the wanted share of proposals is accepted (0.44 and 0.234 of Metropolis in one and more dimensions, 0.8 of
 * HMC), and a state that has forgotten its start: a warm-up whose draws are thrown away.
 */
export function tune(
  sampler: Sampler,
  target: Target,
  start: Numbers,
  rng: Rng,
  options: { readonly scale: number; readonly leaps?: number; readonly rounds?: number },
): { readonly scale: number; readonly at: Float64Array } {
  const wanted = sampler === "hmc" ? 0.8 : target.dimension === 1 ? 0.44 : 0.234;
  const { leaps = 10, rounds = 400 } = options;
  let log = Math.log(options.scale);
  let at: Float64Array = Float64Array.from(start);
  for (let k = 0; k < rounds; k++) {
    const chain = sample(sampler, target, at, rng, { draws: 1, scale: Math.exp(log), leaps });
    at = chain.draws;
    // Robbins and Monro: ever smaller corrections towards the wanted share.
    log += (chain.chances[0]! - wanted) / Math.sqrt(1 + k / 4);
  }
  return { scale: Math.exp(log), at };
}
