import { Q, type Rational } from "./rational";
import { addSurds, multiplySurds, type Surd, surdOf, surdRoot, surdToNumber } from "./surd";

/** Largest matrix whose characteristic polynomial is looked at for closed forms. */
const LARGEST = 8;

/**
 * The eigenvalues of a rational matrix with real spectrum, ascending, where the characteristic polynomial splits into factors
 * of degree one and two over the rationals. Scaled to integer entries the eigenvalues are algebraic integers, so the
 * candidates are what the floating-point eigenvalues round to, and each is proved by exact division.
 *
 * @param A       [n, n], n ≤ 8
 * @param guesses all n eigenvalues in floating point
 * @returns undefined when there is no such closed form, or n > 8
 */
export function closedEigenvalues(A: readonly (readonly Rational[])[], guesses: readonly number[]): Surd[] | undefined {
  if (A.length === 0 || A.length > LARGEST || !guesses.every(Number.isFinite)) return undefined;
  const scale = A.flat().reduce<bigint>((d, x) => lcm(d, Q.denominator(x)), 1n);
  const M = A.map((row) => row.map((x) => Q.numerator(x) * (scale / Q.denominator(x))));
  let rest = characteristic(M);
  const roots: Surd[] = [];
  const near = guesses.map((x) => x * Number(scale)).filter((x) => Number.isSafeInteger(Math.round(x)));
  for (const x of near) {
    const root = BigInt(Math.round(x));
    const quotient = divide(rest, [1n, -root]);
    if (!quotient) continue;
    rest = quotient;
    roots.push(surdOf(Q.ratio(root, scale)));
  }
  for (let i = 0; i < near.length && rest.length > 3; i++) {
    for (let j = i + 1; j < near.length && rest.length > 3; j++) {
      const [s, p] = [Math.round(near[i] + near[j]), Math.round(near[i] * near[j])];
      if (!Number.isSafeInteger(s) || !Number.isSafeInteger(p)) continue;
      const factor = [1n, BigInt(-s), BigInt(p)];
      const quotient = divide(rest, factor);
      const pair = quotient && quadraticRoots(factor, scale);
      if (!quotient || !pair) continue;
      rest = quotient;
      roots.push(...pair);
    }
  }
  if (rest.length === 3) {
    const pair = quadraticRoots(rest, scale);
    if (!pair) return undefined;
    roots.push(...pair);
  } else if (rest.length === 2) roots.push(surdOf(Q.ratio(-rest[1], scale)));
  else if (rest.length > 3) return undefined;
  return roots.sort((a, b) => surdToNumber(a) - surdToNumber(b));
}

/** Coefficients of det(λI − M), highest first. @source Faddeev & LeVerrier, with exact divisions */
function characteristic(M: readonly (readonly bigint[])[]): bigint[] {
  const n = M.length;
  const coefs = [1n];
  let B = M.map((row) => row.map(() => 0n));
  for (let k = 1; k <= n; k++) {
    const c = coefs[k - 1];
    const shifted = B.map((row, i) => row.map((x, j) => (i === j ? x + c : x)));
    B = M.map((row) => shifted[0].map((_, j) => row.reduce((sum, x, l) => sum + x * shifted[l][j], 0n)));
    coefs.push(-B.reduce((sum, row, i) => sum + row[i], 0n) / BigInt(k));
  }
  return coefs;
}

/** Polynomial division by a monic divisor; undefined unless the remainder is 0. */
function divide(p: readonly bigint[], by: readonly bigint[]): bigint[] | undefined {
  if (p.length < by.length) return undefined;
  const work = [...p];
  const steps = p.length - by.length + 1;
  for (let i = 0; i < steps; i++) for (let j = 1; j < by.length; j++) work[i + j] -= work[i] * by[j];
  return work.slice(steps).every((x) => x === 0n) ? work.slice(0, steps) : undefined;
}

/** Both roots of λ² + bλ + c, divided by `scale`; undefined when they are not real. */
function quadraticRoots([, b, c]: readonly bigint[], scale: bigint): Surd[] | undefined {
  const discriminant = b * b - 4n * c;
  if (discriminant < 0n) return undefined;
  const root = surdRoot(Q.ratio(discriminant, 4n * scale * scale));
  const middle = surdOf(Q.ratio(-b, 2n * scale));
  const low = multiplySurds(surdOf(-1), root);
  const pair = [low && addSurds(middle, low), addSurds(middle, root)];
  return pair.every((x) => x !== undefined) ? (pair as Surd[]) : undefined;
}

function lcm(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
