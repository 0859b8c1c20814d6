import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  determinantSteps,
  finish,
  inverseSteps,
  nullspace,
  type RationalMatrix,
  rankSteps,
  solveSteps,
} from "../../../src/core/num/exact";
import { definiteness, definitenessName } from "../../../src/core/num/inertia";
import { characteristicPolynomial, countRoots, signChanges, valueAt } from "../../../src/core/num/polynomial";
import { Q, type Rational } from "../../../src/core/num/rational";
import { symmetricSpectrum } from "../../../src/core/num/spectrum";
import quadratics from "./fixtures/quadratics.json";

const determinant = (A: RationalMatrix) => finish(determinantSteps(A));
const tryInverse = (A: RationalMatrix) => finish(inverseSteps(A));
const solveExactly = (A: RationalMatrix, b: readonly Rational[]) => finish(solveSteps(A, b));
const rank = (A: RationalMatrix) => finish(rankSteps(A));

const entry = fc.oneof(
  fc.integer({ min: -4, max: 4 }),
  fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 6 })).map(([n, d]) => Q.ratio(n, d)),
);
const square = (n: number) => fc.array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: n, maxLength: n });
const anySquare = fc.integer({ min: 1, max: 5 }).chain(square);
const symmetric = anySquare.map((A) => A.map((row, i) => row.map((x, j) => (i <= j ? x : A[j]![i]!))));

const times = (A: readonly (readonly Rational[])[], B: readonly (readonly Rational[])[]) =>
  A.map((row) => B[0]!.map((_, j) => row.reduce<Rational>((s, x, k) => Q.add(s, Q.mul(x, B[k]![j]!)), 0)));

const form = (A: readonly (readonly Rational[])[], v: readonly Rational[]) =>
  v.reduce<Rational>(
    (s, x, i) =>
      Q.add(
        s,
        Q.mul(
          x,
          A[i]!.reduce<Rational>((t, a, j) => Q.add(t, Q.mul(a, v[j]!)), 0),
        ),
      ),
    0,
  );

describe("exact linear algebra", () => {
  it("the determinant is multiplicative", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }).chain((n) => fc.tuple(square(n), square(n))),
        ([A, B]) => Q.same(determinant(times(A, B)), Q.mul(determinant(A), determinant(B))),
      ),
    );
  });

  it("A times its inverse is the identity, and there is none exactly when det A = 0", () => {
    fc.assert(
      fc.property(anySquare, (A) => {
        const inverse = tryInverse(A);
        if (inverse === undefined) return determinant(A) === 0;
        return times(A, inverse).every((row, i) => row.every((x, j) => x === (i === j ? 1 : 0)));
      }),
    );
  });

  it("rank and null space add up to n, and the null space is mapped to zero", () => {
    fc.assert(
      fc.property(anySquare, (A) => {
        const kernel = nullspace(A);
        expect(rank(A) + kernel.length).toBe(A.length);
        for (const v of kernel)
          for (const row of times(
            A,
            v.map((x) => [x]),
          ))
            expect(row[0]).toBe(0);
      }),
    );
  });

  it("a solution solves, and none is claimed only when b is outside the range", () => {
    fc.assert(
      fc.property(anySquare, fc.array(entry, { minLength: 5, maxLength: 5 }), (A, c) => {
        const b = c.slice(0, A.length);
        const s = solveExactly(A, b);
        if (s.kind === "none") {
          expect(rank(A.map((row, i) => [...row, b[i]!]))).toBe(rank(A) + 1);
        } else
          expect(
            times(
              A,
              s.x.map((x) => [x]),
            ).every((row, i) => Q.same(row[0]!, b[i]!)),
          ).toBe(true);
      }),
    );
  });

  it("inertia by elimination is what Descartes reads off the characteristic polynomial", () => {
    fc.assert(
      fc.property(symmetric, (A) => {
        const p = characteristicPolynomial(A);
        const { inertia, up, down, kernel } = definiteness(A);
        expect(inertia.positive).toBe(signChanges(p));
        expect(inertia.zero).toBe(p.findIndex((c) => c !== 0));
        expect(inertia.positive + inertia.zero + inertia.negative).toBe(A.length);
        expect(kernel.length).toBe(inertia.zero);
        expect(up === undefined ? 0 : 1).toBe(inertia.positive > 0 ? 1 : 0);
        if (up) expect(Q.sign(form(A, up))).toBe(1);
        if (down) expect(Q.sign(form(A, down))).toBe(-1);
      }),
    );
  });

  it("a matrix satisfies its characteristic polynomial (Cayley–Hamilton)", () => {
    fc.assert(
      fc.property(anySquare, (A) => {
        let power: readonly (readonly Rational[])[] = A.map((_, i) => A.map((__, j): Rational => (i === j ? 1 : 0)));
        let sum: Rational[][] = A.map((row) => row.map(() => 0));
        for (const c of characteristicPolynomial(A)) {
          sum = sum.map((row, i) => row.map((x, j) => Q.add(x, Q.mul(c, power[i]![j]!))));
          power = times(A, power);
        }
        expect(sum.flat().every((x) => x === 0)).toBe(true);
      }),
    );
  });

  it("every eigenvalue is a root, and their sum is the trace", () => {
    fc.assert(
      fc.property(symmetric, (A) => {
        const values = symmetricSpectrum(A).map((e) => e.value);
        expect(values.length).toBe(A.length);
        const trace = A.reduce((s, row, i) => s + Q.toNumber(row[i]!), 0);
        expect(values.reduce((s, x) => s + x, 0)).toBeCloseTo(trace, 8);
      }),
      { numRuns: 60 },
    );
  });

  it("1e-20 above zero is positive definite, 1e-20 below is not", () => {
    const tiny = Q.power(10, -20);
    expect(
      definitenessName(
        definiteness([
          [1, 1],
          [1, Q.add(1, tiny)],
        ]).inertia,
      ),
    ).toBe("positive definite");
    expect(
      definitenessName(
        definiteness([
          [1, 1],
          [1, Q.sub(1, tiny)],
        ]).inertia,
      ),
    ).toBe("indefinite");
    expect(
      definitenessName(
        definiteness([
          [1, 1],
          [1, 1],
        ]).inertia,
      ),
    ).toBe("positive semidefinite");
    expect(
      definitenessName(
        definiteness([
          [0, 1],
          [1, 0],
        ]).inertia,
      ),
    ).toBe("indefinite");
    expect(
      definitenessName(
        definiteness([
          [0, 0],
          [0, 0],
        ]).inertia,
      ),
    ).toBe("zero");
  });

  it("Sturm counts the roots of (λ − 1)(λ − 2)(λ − 3) in half-open intervals", () => {
    const p = [-6, 11, -6, 1];
    expect(countRoots(p, null, null)).toBe(3);
    expect(countRoots(p, 1, 3)).toBe(2);
    expect(countRoots(p, 0, 1)).toBe(1);
    expect(valueAt(p, 2)).toBe(0);
  });
});

describe("the reference quadratics", () => {
  for (const row of quadratics) {
    it(`${row.name}: inertia, class and spectrum are the published ones`, () => {
      const A = row.hessian.map((r) => r.map((x) => Q.parse(x)!));
      const { inertia } = definiteness(A);
      expect(inertia).toEqual(row.inertia);
      expect(definitenessName(inertia)).toBe(row.definiteness);
      if (row.eigenvalues) {
        symmetricSpectrum(A).forEach((e, i) => {
          const want = Number(row.eigenvalues![i]);
          expect(Math.abs(e.value - want)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(want)));
        });
      }
    });
  }
});
