import { expect, test } from "vitest";
import { applyInto, multiply, norm, symmetricPart, transpose } from "../../../src/core/num/dense";
import { symmetricEigen } from "../../../src/core/num/eigen";
import { solveCholesky, tryCholesky, tryLdl, trySolve } from "../../../src/core/num/factor";
import { createRng } from "../../../src/core/num/rng";

function randomSymmetric(n: number, seed: number): Float64Array {
  const rng = createRng(seed);
  return symmetricPart(
    Float64Array.from({ length: n * n }, () => rng.nextNormal()),
    n,
  );
}

test("V diag(λ) Vᵀ gives a symmetric matrix back, and V is orthogonal", () => {
  for (const n of [1, 2, 3, 5, 12, 30]) {
    const A = randomSymmetric(n, n);
    const { values, vectors } = symmetricEigen(A, n);
    const scaled = vectors.map((entry, at) => entry * values[Math.floor(at / n)]!);
    const back = multiply(transpose(vectors, n, n), scaled, n, n, n);
    const unit = multiply(vectors, transpose(vectors, n, n), n, n, n);
    for (let at = 0; at < n * n; at++) {
      expect(Math.abs(back[at]! - A[at]!)).toBeLessThan(1e-12);
      expect(Math.abs(unit[at]! - (at % (n + 1) === 0 ? 1 : 0))).toBeLessThan(1e-13);
    }
    for (let j = 1; j < n; j++) expect(values[j]!).toBeGreaterThanOrEqual(values[j - 1]!);
  }
});

test("tiny, huge, diagonal, singular and zero matrices have their eigenvalues", () => {
  expect(Array.from(symmetricEigen([0, 0, 0, 0], 2).values)).toEqual([0, 0]);
  expect(Array.from(symmetricEigen([5, 0, 0, -3], 2).values)).toEqual([-3, 5]);
  const huge = symmetricEigen([2e300, 1e300, 1e300, 2e300], 2).values;
  expect(huge[0]! / 1e300).toBeCloseTo(1, 12);
  expect(huge[1]! / 3e300).toBeCloseTo(1, 12);
  const tiny = symmetricEigen([2e-300, 1e-300, 1e-300, 2e-300], 2).values;
  expect(tiny[0]! / 1e-300).toBeCloseTo(1, 12);
  expect(symmetricEigen([1, 1, 1, 1], 2).values[0]!).toBeCloseTo(0, 15);
  expect(symmetricEigen([], 0).values).toHaveLength(0);
  expect(() => symmetricEigen([Number.NaN], 1)).toThrow(RangeError);
});

test("Cholesky, LDL and elimination solve the same system", () => {
  for (const n of [1, 3, 8, 20]) {
    const B = randomSymmetric(n, 100 + n);
    const A = multiply(B, B, n, n, n).map((entry, at) => entry + (at % (n + 1) === 0 ? 1 : 0));
    const rng = createRng(n);
    const x = Float64Array.from({ length: n }, () => rng.nextNormal());
    const b = applyInto(new Float64Array(n), A, x);
    const viaCholesky = solveCholesky(tryCholesky(A, n)!, b);
    const viaLu = trySolve(A, b)!;
    const { L, d } = tryLdl(A, n)!;
    const back = multiply(
      L.map((entry, at) => entry * d[at % n]!),
      transpose(L, n, n),
      n,
      n,
      n,
    );
    for (let i = 0; i < n; i++) {
      expect(viaCholesky[i]!).toBeCloseTo(x[i]!, 8);
      expect(viaLu[i]!).toBeCloseTo(x[i]!, 8);
    }
    for (let at = 0; at < n * n; at++) expect(back[at]!).toBeCloseTo(A[at]!, 9);
  }
});

test("a matrix that is not positive definite has no Cholesky factor, a singular one no solution", () => {
  expect(tryCholesky([1, 2, 2, 1], 2)).toBeUndefined();
  expect(trySolve([1, 2, 2, 4], [1, 1])).toBeUndefined();
  expect(tryLdl([0, 1, 1, 0], 2)).toBeUndefined();
  expect(trySolve([0, 1, 1, 0], [2, 3])).toEqual(Float64Array.of(3, 2));
});

test("norms neither overflow nor underflow", () => {
  expect(norm([3e300, 4e300])).toBeCloseTo(5e300, -290);
  expect(norm([3e-300, 4e-300]) / 5e-300).toBeCloseTo(1, 14);
  expect(norm([])).toBe(0);
});
