import { trySolve } from "../num/factor";
import type { Chain } from "./chain";

/** The states from which the target can be reached, as flags. */
function reaching({ n, P }: Chain, target: ReadonlySet<number>): boolean[] {
  const can = Array.from({ length: n }, (_, i) => target.has(i));
  for (let changed = true; changed; ) {
    changed = false;
    for (let i = 0; i < n; i++) {
      if (can[i]) continue;
      for (let j = 0; j < n && !can[i]; j++) if (can[j] && P[i * n + j]! > 0) can[i] = changed = true;
    }
  }
  return can;
}

/** x with x = c + P x on `states` and x given elsewhere. */
function solveOn({ n, P }: Chain, states: readonly number[], known: Float64Array, constant: number): Float64Array {
  const m = states.length;
  const A = new Float64Array(m * m);
  const b = new Float64Array(m);
  const inside = new Set(states);
  states.forEach((i, row) => {
    b[row] = constant;
    for (let j = 0; j < n; j++) if (!inside.has(j) && P[i * n + j]! > 0) b[row]! += P[i * n + j]! * known[j]!;
    states.forEach((j, col) => {
      A[row * m + col] = (row === col ? 1 : 0) - P[i * n + j]!;
    });
  });
  const x = m === 0 ? b : trySolve(A, b);
  if (!x) throw new RangeError("the chain must leave these states with probability 1");
  const out = Float64Array.from(known);
  states.forEach((i, row) => {
    out[i] = x[row]!;
  });
  return out;
}

/** P(the target is ever reached from i): the smallest solution of h = Ph with h = 1 on the target. @returns [n] @cost O(n³) */
export function hittingProbabilities(chain: Chain, target: readonly number[]): Float64Array {
  const goal = new Set(target);
  const can = reaching(chain, goal);
  const known = Float64Array.from({ length: chain.n }, (_, i) => (goal.has(i) ? 1 : 0));
  const open = can.flatMap((yes, i) => (yes && !goal.has(i) ? [i] : []));
  return solveOn(chain, open, known, 0);
}

/** The mean number of steps from i to the target; ∞ where it may never be reached. @returns [n] @cost O(n³) */
export function hittingTimes(chain: Chain, target: readonly number[]): Float64Array {
  const goal = new Set(target);
  // Sure are the states from which no state is reached that cannot reach the target.
  const lost = new Set(reaching(chain, goal).flatMap((yes, i) => (yes ? [] : [i])));
  const { n, P } = chain;
  // A target state is left by no one.
  const stopped: Chain = { n, P: P.map((x, at) => (goal.has(Math.floor(at / n)) ? 0 : x)) };
  const unsure = lost.size === 0 ? [] : reaching(stopped, lost);
  const known = Float64Array.from({ length: n }, (_, i) =>
    goal.has(i) ? 0 : unsure[i] ? Number.POSITIVE_INFINITY : 0,
  );
  const open = Array.from({ length: n }, (_, i) => i).filter((i) => !goal.has(i) && !unsure[i]);
  return solveOn(chain, open, known, 1);
}
