import { expect, test } from "vitest";
import { principalAxes, project } from "../../../src/core/ensemble/project";
import { columnsOf } from "../../../src/core/ensemble/samples";
import { iris, randomSamples } from "./support";

test("iris, standardised: the shares and the first axis that numpy 1.24 and R's prcomp(scale = TRUE) give", () => {
  const { axes, share } = principalAxes(iris.samples, 4);
  [0.72962445, 0.22850762, 0.03668922, 0.00517871].forEach((wanted, k) => void expect(share[k]).toBeCloseTo(wanted, 8));
  [0.52106591, -0.26934744, 0.5804131, 0.56485654].forEach(
    (wanted, j) => void expect(axes[0][j]).toBeCloseTo(wanted, 8),
  );
  [0.37741762, 0.92329566, 0.02449161, 0.06694199].forEach(
    (wanted, j) => void expect(axes[1][j]).toBeCloseTo(wanted, 8),
  );
});

test("no direction spreads the standardised rows more than the first axis", () => {
  const samples = randomSamples(80, 3, 4);
  samples.columns[2].forEach((x, i) => {
    samples.columns[2][i] = x + 2 * samples.columns[0][i];
  });
  const projection = principalAxes(samples, 3);
  const variance = (axis: ArrayLike<number>): number => {
    const { columns } = project({ ...projection, axes: [Float64Array.from(axis)] }, samples);
    return columns[0].reduce((sum, x) => sum + (x * x) / samples.n, 0);
  };
  const most = variance(projection.axes[0]);
  for (let k = 0; k < 300; k++) {
    const [u, v] = [Math.PI * k * 0.618, Math.acos(1 - (2 * (k + 0.5)) / 300)];
    expect(variance([Math.sin(v) * Math.cos(u), Math.sin(v) * Math.sin(u), Math.cos(v)])).toBeLessThanOrEqual(
      most + 1e-12,
    );
  }
  expect(most).toBeCloseTo(3 * projection.share[0], 10);
});

test("a column that never changes has no part in the axes, and neither unit nor zero point counts", () => {
  const base = randomSamples(40, 2, 5);
  const moved = columnsOf([base.columns[0].map((x) => 1000 * x + 7), base.columns[1], new Float64Array(40).fill(3)]);
  const [a, b] = [principalAxes(base), principalAxes(moved)];
  expect(b.axes[0][2]).toBeCloseTo(0, 12);
  const [p, q] = [project(a, base), project(b, moved)];
  p.columns[0].forEach((x, i) => void expect(q.columns[0][i]).toBeCloseTo(x, 9));
});

test("more axes than columns are refused", () => {
  expect(() => principalAxes(randomSamples(5, 2, 1), 3)).toThrow(new RangeError("count must lie in [1, 2], got 3"));
});
