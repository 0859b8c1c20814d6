import { checkLaw, logProbability, walkLaw } from "./law";

function checkLevel(r: number): void {
  if (!Number.isSafeInteger(r) || r < 1) throw new RangeError(`the level must be a whole number ≥ 1, got ${r}`);
}

/**
 * P(the first visit of r is at step n) = (r/n) P(S_n = r), the hitting time theorem.
 * For r = 1 and p = ½ these are the coefficients of (1 − √(1 − s²))/s, and the mean of that time is ∞.
 * @source Feller 1968, vol. 1, III.7; van der Hofstad & Keane 2008 for any p
 */
export function firstPassage(n: number, r: number, p = 0.5): number {
  checkLaw(n, p);
  checkLevel(r);
  return n === 0 ? 0 : (r / n) * Math.exp(logProbability(n, r, p));
}

/** {@link firstPassage} for n = 0…N. @returns [N + 1] @cost O(N) by the ratio of the entries two apart */
export function firstPassageLaw(N: number, r: number, p = 0.5): Float64Array {
  checkLaw(N, p);
  checkLevel(r);
  const law = new Float64Array(N + 1);
  if (p === 0 || r > N) return law;
  law[r] = p ** r;
  // f_{n+2}/f_n = n(n + 1)pq/((j + 1)(n − j + 1)) with j = (n + r)/2 ups; where f_r underflows, each by its logarithm.
  const tiny = law[r]! < 1e-280;
  for (let n = r; n + 2 <= N; n += 2) {
    const ups = (n + r) / 2;
    law[n + 2] = tiny
      ? firstPassage(n + 2, r, p)
      : law[n]! * ((n * (n + 1) * p * (1 - p)) / ((ups + 1) * (n - ups + 1)));
  }
  return law;
}

/** P(r is ever reached): 1 for p ≥ ½, else (p/q)^r. */
export function everReached(r: number, p: number): number {
  checkLevel(r);
  return p >= 0.5 ? 1 : (p / (1 - p)) ** r;
}

/**
 * P(max of S₀…S_n ≥ r) by reflection: each path that has touched r and ends below it has a mirror image that ends above.
 * For p = ½ it is P(S_n = r) + 2P(S_n > r), or P(S_n ≥ r) + P(S_n > r); in general P(S_n ≥ r) + (p/q)^r P(S_n < −r).
 * @source Feller 1968, vol. 1, III.7; for p ≠ ½ each mirrored path weighs (p/q) to the power of its rise
 */
export function maximumAtLeast(n: number, r: number, p = 0.5): number {
  checkLaw(n, p);
  if (r <= 0) return 1;
  checkLevel(r);
  if (p === 0) return 0;
  const law = walkLaw(n, p);
  let reached = 0;
  for (let j = n; 2 * j - n >= r; j--) reached += law[j]!;
  if (p === 1) return reached;
  let mirrored = 0;
  for (let j = 0; 2 * j - n < -r; j++)
    mirrored += Math.exp(logProbability(n, 2 * j - n, p) + r * Math.log(p / (1 - p)));
  return reached + mirrored;
}

/** P(max of S₀…S_n = r) for r = 0…n. @returns [n + 1] @cost O(n) */
export function maximumLaw(n: number): Float64Array {
  // P(M = r) = P(M ≥ r) − P(M ≥ r + 1) = P(S = r) or P(S = r + 1), whichever has the parity of n.
  const law = walkLaw(n);
  return Float64Array.from({ length: n + 1 }, (_, r) => law[Math.floor((n + r + 1) / 2)]!);
}
