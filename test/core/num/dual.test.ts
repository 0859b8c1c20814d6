import { expect, test } from "vitest";
import type { Algebra, ElementaryName } from "../../../src/core/num/algebra";
import { complexes, reals } from "../../../src/core/num/algebra";
import { duals, hyperDuals } from "../../../src/core/num/dual";
import { createRng } from "../../../src/core/num/rng";

const names: readonly ElementaryName[] = [
  "sqrt",
  "exp",
  "log",
  "sin",
  "cos",
  "tan",
  "sinh",
  "cosh",
  "tanh",
  "atan",
  "abs",
];

test("dual numbers, the complex step and a central difference agree on every elementary function", () => {
  const rng = createRng(5);
  for (const name of names) {
    for (let k = 0; k < 20; k++) {
      const x = 0.2 + rng.nextFloat();
      const exact = duals.apply(name, { v: x, d: 1 }).d;
      const h = 1e-5;
      const central = (reals.apply(name, x + h) - reals.apply(name, x - h)) / (2 * h);
      expect(Math.abs(exact - central)).toBeLessThan(1e-8 * Math.max(1, Math.abs(exact)));
      const step = complexes.apply(name, { re: x, im: 1e-20 });
      expect(Math.abs(step.im / 1e-20 - exact)).toBeLessThan(1e-13 * Math.max(1, Math.abs(exact)));
    }
  }
});

/** x³y / (1 + e^(xy)) + y^1.5 */
function sample<T>(k: Algebra<T>, x: T, y: T): T {
  const top = k.mul(k.power(x, 3), y);
  const bottom = k.add(k.of(1), k.apply("exp", k.mul(x, y)));
  return k.add(k.div(top, bottom), k.power(y, 1.5));
}

test("duals of duals give the mixed second derivative", () => {
  const x = { v: { v: 0.7, d: 1 }, d: { v: 0, d: 0 } };
  const y = { v: { v: 1.3, d: 0 }, d: { v: 1, d: 0 } };
  const mixed = sample(hyperDuals, x, y).d.d;
  const slope = (at: number): number => sample(duals, { v: 0.7, d: 1 }, { v: at, d: 0 }).d;
  expect(mixed).toBeCloseTo((slope(1.3 + 1e-5) - slope(1.3 - 1e-5)) / 2e-5, 8);
});

test("the derivative of |x| at its kink is not a number", () => {
  expect(duals.apply("abs", { v: 0, d: 1 }).d).toBeNaN();
  expect(duals.power({ v: 0, d: 1 }, 2)).toEqual({ v: 0, d: 0 });
  expect(duals.power({ v: 0, d: 1 }, 0)).toEqual({ v: 1, d: 0 });
});
