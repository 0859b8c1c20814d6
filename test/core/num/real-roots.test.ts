import fc from "fast-check";
import { expect, test } from "vitest";
import { Q, type Rational } from "../../../src/core/num/rational";
import { realRoots, rootToNumber } from "../../../src/core/num/real-roots";

const times = (p: readonly Rational[], q: readonly Rational[]): Rational[] => {
  const out: Rational[] = new Array<Rational>(p.length + q.length - 1).fill(0);
  p.forEach((a, i) => {
    q.forEach((b, j) => {
      out[i + j] = Q.add(out[i + j]!, Q.mul(a, b));
    });
  });
  return out;
};

test("the roots of a product of linear factors are its factors', once each", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 5 })), {
        minLength: 1,
        maxLength: 6,
      }),
      (list) => {
        const p = list.reduce<Rational[]>((q, [n, d]) => times(q, [Q.ratio(-n, d), 1]), [1]);
        const wanted = [...new Set(list.map(([n, d]) => Q.format(Q.ratio(n, d))))].sort();
        expect(
          realRoots(p)
            .map((x) => Q.format(x as Rational))
            .sort(),
        ).toEqual(wanted);
      },
    ),
    { seed: 2, numRuns: 100 },
  );
});

test("a factor without real roots adds none, and irrational roots lie where the sign changes", () => {
  expect(realRoots([1, 0, 1])).toEqual([]);
  expect(realRoots([1, -3, 0, 1]).map(rootToNumber)).toEqual(
    [-1.8793852415718169, 0.34729635533386066, 1.532088886237956].map((x) => expect.closeTo(x, 14)),
  );
  expect(realRoots([-2, 0, 1]).map(rootToNumber)).toEqual([-Math.SQRT2, Math.SQRT2]);
  expect(realRoots([7])).toEqual([]);
  expect(realRoots([])).toEqual([]);
});

test("two roots 1e-9 apart are told apart", () => {
  const close = Q.ratio(1, 1_000_000_000);
  const p = times([Q.neg(Q.add(1, close)), 0, 1], [-1, 0, 1]);
  expect(realRoots(p)).toHaveLength(4);
});
