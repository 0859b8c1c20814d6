import { expect, test } from "vitest";
import { analysisOf } from "../../support/nabla";

test("a jump that only rounding takes refutes nothing", () => {
  // log cosh t = log(e²ᵗ + 1) − t − log 2 for every t, and sin(t + u) is its addition formula: neither side is ever the larger.
  const { statements } = analysisOf(`t, u : scalar
check cases(log(cosh(t)) > log(exp(2t) + 1) - t - log(2): 1; else: 0) = 0
check cases(sin(t + u) > sin(t) cos(u) + cos(t) sin(u): 1; else: 0) = 0
check cases(tanh(t) > t: 1; else: 0) = 0`);
  const verdicts = statements.slice(1).map(({ answer }) => answer?.verdict);
  expect(verdicts.slice(0, 2)).not.toContain("refuted");
  expect(verdicts[2]).toBe("refuted");
});
