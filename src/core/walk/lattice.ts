import { scaledI0 } from "../num/bessel";
import { integrate } from "../num/quadrature";
import { gamma } from "../num/special";
import { walkLaw } from "./law";
import { firstFromReturns, returnLaw } from "./returns";

/** The simple walk on the lattice of d dimensions: each step goes along one of 2d axes' directions, all alike. */

const MAX_DIMENSION = 8;

function checkDimension(d: number): void {
  if (!Number.isInteger(d) || d < 1 || d > MAX_DIMENSION) {
    throw new RangeError(`d must be a whole number in [1, ${MAX_DIMENSION}], got ${d}`);
  }
}

/**
 * How many closed walks of 2m steps there are, m = 0…M: the coefficients (2m)! [x^{2m}] I₀(2x)^d, exactly;
 * u_{2m} is the count over (2d)^{2m}.
 * @returns [M + 1]
 * @cost O(d M²) products of long numbers
 */
export function closedWalks(d: number, M: number): bigint[] {
  checkDimension(d);
  const central = [1n];
  for (let m = 1; m <= M; m++) central.push((central[m - 1]! * BigInt(2 * (2 * m - 1))) / BigInt(m));
  let counts = central;
  for (let axes = 2; axes <= d; axes++) {
    counts = central.map((_, m) => {
      // 2j of the 2m steps lie on the new axis: C(2m, 2j) ways.
      let sum = 0n;
      let ways = 1n;
      for (let j = 0; j <= m; j++) {
        sum += ways * central[j]! * counts[m - j]!;
        ways = (ways * BigInt((2 * m - 2 * j) * (2 * m - 2 * j - 1))) / BigInt((2 * j + 1) * (2 * j + 2));
      }
      return sum;
    });
  }
  return counts;
}

/**
 * u_{2m}, the probability to stand at the origin after 2m steps, m = 0…M. In two dimensions the square of the one-dimensional one,
 * like 1/(πm); in more the steps along one axis are binomial and the rest is the walk with one axis less.
 * @returns [M + 1]
 * @cost O(d M²)
 */
export function latticeReturns(d: number, M: number): Float64Array {
  checkDimension(d);
  const line = returnLaw(M);
  if (d === 1) return line;
  let u = line.map((x) => x * x);
  for (let axes = 3; axes <= d; axes++) {
    const fewer = u;
    u = line.map((_, m) => {
      const along = walkLaw(2 * m, 1 / axes);
      let sum = 0;
      for (let j = 0; j <= m; j++) sum += along[2 * j]! * line[j]! * fewer[m - j]!;
      return sum;
    });
  }
  return u;
}

/** P(a return by step 2m), m = 0…M, from the renewal equation. @returns [M + 1] @cost O(d M²) */
export function latticeReturnedBy(d: number, M: number): Float64Array {
  const f = firstFromReturns(latticeReturns(d, M));
  let sum = 0;
  return f.map((x) => {
    sum += x;
    return sum;
  });
}

/**
 * The expected number of times at the origin, the start counted: u_d = ∫₀^∞ (e^(−t/d) I₀(t/d))^d dt, ∞ for d ≤ 2.
 * With t = ds and, from s = 1 on, s = 1/w² both parts are smooth.
 */
export function expectedVisits(d: number): number {
  checkDimension(d);
  if (d <= 2) return Number.POSITIVE_INFINITY;
  const near = integrate((s) => scaledI0(s) ** d, 0, 1, 40);
  const far = integrate((w) => (2 * scaledI0(1 / (w * w)) ** d) / w ** 3, 0, 1, 40, 8);
  return d * (near + far);
}

/** Pólya's number, the probability ever to return: 1 for d ≤ 2, else 1 − 1/u_d. @source Pólya 1921; Montroll 1956 */
export const polya = (d: number): number => 1 - 1 / expectedVisits(d);

/** u₃ = √6/(32π³) Γ(1/24) Γ(5/24) Γ(7/24) Γ(11/24). @source Watson 1939; Glasser & Zucker 1977 */
export const watson = (): number =>
  [1, 5, 7, 11].reduce((product, k) => product * gamma(k / 24), Math.sqrt(6) / (32 * Math.PI ** 3));
