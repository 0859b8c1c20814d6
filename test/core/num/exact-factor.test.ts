import { expect, test } from "vitest";
import { exactCholesky, exactLu, exactQr } from "../../../src/core/num/exact-factor";
import { Q, type Rational } from "../../../src/core/num/rational";
import { createRng } from "../../../src/core/num/rng";
import { type Surd, surdToNumber } from "../../../src/core/num/surd";

const rng = createRng(3);
const drawn = (m: number, n: number): Rational[][] =>
  Array.from({ length: m }, () => Array.from({ length: n }, () => Q.ratio(Math.floor(rng.nextFloat() * 13) - 6, 2)));
const times = (A: readonly (readonly Rational[])[], B: readonly (readonly Rational[])[]): Rational[][] =>
  A.map((row) => (B[0] ?? []).map((_, j) => row.reduce<Rational>((sum, x, k) => Q.add(sum, Q.mul(x, B[k]![j]!)), 0)));
const turned = <T>(A: readonly (readonly T[])[]): T[][] => (A[0] ?? []).map((_, j) => A.map((row) => row[j]!));
const floats = (A: readonly (readonly Surd[])[]): number[][] => A.map((row) => row.map(surdToNumber));
const product = (A: number[][], B: number[][]): number[][] =>
  A.map((row) => (B[0] ?? []).map((_, j) => row.reduce((sum, x, k) => sum + x * B[k]![j]!, 0)));

test("L U is A with its rows exchanged, exactly, for singular matrices too", () => {
  for (let n = 1; n <= 6; n++) {
    for (const A of [drawn(n, n), times(drawn(n, 1), drawn(1, n))]) {
      const { L, U, p } = exactLu(A);
      expect(times(L, U)).toEqual(p.map((i) => A[i]!.map((x) => Q.add(x, 0))));
      expect(L.every((row, i) => row[i] === 1 && row.slice(i + 1).every((x) => x === 0))).toBe(true);
      expect(U.every((row, i) => row.slice(0, i).every((x) => x === 0))).toBe(true);
      expect(L.flat().every((x) => Q.compare(Q.abs(x), 1) <= 0)).toBe(true);
    }
  }
});

test("L L' is A, and there is no L where A is not positive definite", () => {
  for (let n = 1; n <= 5; n++) {
    const B = drawn(n + 2, n);
    const A = times(turned(B), B);
    const L = floats(exactCholesky(A)!);
    for (const [i, row] of product(L, turned(L)).entries())
      for (const [j, x] of row.entries()) expect(Math.abs(x - Q.toNumber(A[i]![j]!))).toBeLessThan(1e-10);
  }
  expect(
    exactCholesky([
      [1, 2],
      [2, 1],
    ]),
  ).toBeUndefined();
  expect(
    exactCholesky([
      [1, 1],
      [1, 1],
    ]),
  ).toBeUndefined();
});

test("Q R is A with orthonormal columns of Q and a positive diagonal of R; dependent columns have none", () => {
  for (let n = 1; n <= 4; n++) {
    const A = drawn(n + 1, n);
    const { Q: basis, R } = exactQr(A)!;
    const [q, r] = [floats(basis), floats(R)];
    for (const [i, row] of product(q, r).entries())
      for (const [j, x] of row.entries()) expect(Math.abs(x - Q.toNumber(A[i]![j]!))).toBeLessThan(1e-10);
    for (const [i, row] of product(turned(q), q).entries())
      for (const [j, x] of row.entries()) expect(Math.abs(x - (i === j ? 1 : 0))).toBeLessThan(1e-10);
    expect(r.every((row, i) => row[i]! > 0)).toBe(true);
  }
  expect(
    exactQr([
      [1, 2],
      [2, 4],
    ]),
  ).toBeUndefined();
});
