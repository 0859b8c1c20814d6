import { describe, expect, it } from "vitest";
import { floatOf } from "../../../src/lang/functions/evaluate";
import { functionWords } from "../../../src/lang/functions/explain";
import { canonicalFunction, type FunctionName, functionFacts } from "../../../src/lang/functions/table";
import { createSession } from "../../../src/lang/session";

const names = Object.keys(functionFacts) as FunctionName[];

/** Points inside the domain of each function, ascending. */
const pointsOf = (name: FunctionName): readonly number[] => {
  const inside = name === "asin" || name === "acos" ? [-0.9, -0.5, 0, 0.4, 0.8] : [-3, -1.2, -0.1, 0.3, 1, 2.5];
  return name === "sqrt" || name === "log" ? [0.1, 0.5, 1, 2, 7] : inside;
};

describe("the table of functions", () => {
  for (const name of names) {
    const f = floatOf(name);
    const { sign, monotone, curvature } = functionFacts[name];
    if (f === undefined) continue;
    it(`${name}: sign, monotonicity and curvature are those of its values`, () => {
      const xs = pointsOf(name);
      xs.forEach((x, i) => {
        if (sign === "positive") expect(f(x)).toBeGreaterThan(0);
        if (sign === "nonnegative") expect(f(x)).toBeGreaterThanOrEqual(0);
        const next = xs[i + 1];
        if (next === undefined) return;
        if (monotone === "increasing") expect(f(next)).toBeGreaterThanOrEqual(f(x));
        if (monotone === "decreasing") expect(f(next)).toBeLessThanOrEqual(f(x));
        const middle = f((x + next) / 2) - (f(x) + f(next)) / 2;
        if (curvature === "convex") expect(middle).toBeLessThanOrEqual(1e-12);
        if (curvature === "concave") expect(middle).toBeGreaterThanOrEqual(-1e-12);
      });
    });
  }

  it("an alias leads to its function, and nothing else does", () => {
    expect(canonicalFunction("ln")).toBe("log");
    expect(canonicalFunction("σ")).toBe("sigmoid");
    expect(canonicalFunction("norm2")).toBe("norm");
    expect(canonicalFunction("__proto__")).toBeUndefined();
    expect(canonicalFunction("nabla")).toBeUndefined();
  });

  for (const name of names) {
    it(`${name}: the example in its documentation is understood`, () => {
      const { example, sentence } = functionWords[name];
      expect(sentence.zh).toMatch(/[\u4e00-\u9fff]/);
      const session = createSession({ locale: "en" });
      session.update(example);
      const steps = session.run();
      let step = steps.next();
      while (!step.done) step = steps.next();
      expect(step.value.problems.filter((p) => p.severity === "error").map((p) => p.message)).toEqual([]);
      expect(step.value.statements[0]?.answer?.text ?? "").not.toBe("");
    });
  }
});
