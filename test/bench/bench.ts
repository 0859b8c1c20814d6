/**
 * The shape of a bench module: `export default` a list of benches. Each `test/bench/*.bench.ts` is found by itself.
 *
 * Cases of one bench are timed in interleaved rounds, so that a slow moment of the machine hits all of them; what
 * counts is the median. `setup` runs once and returns what is timed.
 */
export interface Bench {
  /** What is measured, as it stands in the table: `gradient + Hessian of a dense quadratic, n = 10`. */
  readonly name: string;
  readonly cases: readonly Case[];
  /** What must be made before: the bundles, or the package of them as well. */
  readonly needs?: "build" | "package";
  /** Run before timing, with each case's result of one call: throws if they don't agree. */
  readonly agree?: (results: ReadonlyMap<string, unknown>) => void;
  /** Targets for figures of this bench; each has its row in `targets.json`, whose bound stands there once. */
  readonly targets?: readonly TargetUse[];
  /** At most this long for all rounds of all cases together; 2,000 ms unless told. */
  readonly budgetMs?: number;
}

export interface Case {
  /** `ours` or the name of a peer with its version; behind ` · ` where a bench times several things. */
  readonly name: string;
  /** Prepares the case; a peer that is not installed returns undefined and is left out. */
  readonly setup: () => Timed | undefined | Promise<Timed | undefined>;
}

/** One call is one sample unless it times itself and returns `{ ms }` or, for percentiles, `{ samplesMs }`. */
export type Timed = () => unknown | Promise<unknown>;

export interface TargetUse {
  /** The row's id in `targets.json`. */
  readonly id: string;
  /** The figure compared with the row's bound. */
  readonly figure: (result: BenchResult) => number;
}

export interface CaseResult {
  readonly samplesMs: readonly number[];
  readonly medianMs: number;
  readonly p95Ms: number;
}

export interface BenchResult {
  readonly name: string;
  readonly cases: ReadonlyMap<string, CaseResult>;
}

/** Median of a case in milliseconds: the usual figure of a target. */
export function median(name = "ours"): (result: BenchResult) => number {
  return (result) => caseOf(result, name).medianMs;
}

export function p95(name = "ours"): (result: BenchResult) => number {
  return (result) => caseOf(result, name).p95Ms;
}

/** How many times slower a peer is than ours. */
export function ratio(peer: string, ours = "ours"): (result: BenchResult) => number {
  return (result) => caseOf(result, peer).medianMs / caseOf(result, ours).medianMs;
}

/** @throws RangeError for a case that is not there */
export function caseOf(result: BenchResult, name: string): CaseResult {
  const found = result.cases.get(name);
  if (!found) throw new RangeError(`the bench "${result.name}" has no case "${name}"`);
  return found;
}
