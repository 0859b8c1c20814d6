import { describe, expect, test } from "vitest";
import { targets } from "../../../src/lang/emit/target";
import { hasNumpy, hasPython, loadTypescript, pythonFailures } from "./execute";
import { programNames, samplesOf } from "./programs";

const pictured = ["ridge", "logistic", "gaussian", "factorisation", "rosenbrock", "attention", "quadratic", "inverses"];

describe.each(programNames)("%s", (name) => {
  test("its TypeScript passes the test that it brings along", () => {
    const samples = samplesOf(name, ["typescript"]);
    for (const { code } of samples) {
      const { selfTest } = loadTypescript(code);
      expect(selfTest, code).toBeTypeOf("function");
      expect(() => selfTest!()).not.toThrow();
    }
  });

  test("a self-test notices a value that is off by a thousandth", () => {
    for (const { code } of samplesOf(name, ["typescript"])) {
      const off = code.replace(
        /(const expected\d* = \[)([^,\]]+)/,
        (_, head, x) => `${head}${Number(x) * 1.001 + 0.001}`,
      );
      expect(off).not.toBe(code);
      expect(() => loadTypescript(off).selfTest!()).toThrow(/expected/);
    }
  });
});

test("every program comes in NumPy", () => {
  const missing = programNames.filter((name) => samplesOf(name, ["numpy"]).length === 0);
  expect(missing).toEqual([]);
});

// Where Python or NumPy is not installed these are shown as not run; the golden files below hold their text still.
test.runIf(hasNumpy)("the NumPy of every program passes the test that it brings along, without a warning", () => {
  const programs = programNames.flatMap((name) => samplesOf(name, ["numpy"]).map(({ code }) => [name, code] as const));
  expect(programs.filter(([, code]) => !code.includes("self_test()"))).toEqual([]);
  expect(pythonFailures("run", programs)).toEqual([]);
});

test.runIf(hasPython)("the JAX and PyTorch of every program are Python", () => {
  const programs = programNames.flatMap((name) =>
    samplesOf(name, ["jax", "pytorch"]).map(({ code }) => [name, code] as const),
  );
  expect(pythonFailures("read", programs)).toEqual([]);
});

describe.each(pictured)("%s", (name) => {
  test.each(targets)("its %s is the one on record", async (target) => {
    const text = samplesOf(name, [target])
      .map(({ code }) => code)
      .join("\n");
    await expect(text).toMatchFileSnapshot(`golden/${name}.${target}.txt`);
  });
});

test("no inverse is formed where a system can be solved, and no logarithm of a determinant", () => {
  const [gaussian] = samplesOf("gaussian", ["numpy"]);
  expect(gaussian!.code).toContain("np.linalg.solve(S, r)");
  expect(gaussian!.code).toContain("np.linalg.slogdet(S)[1]");
  expect(gaussian!.code).not.toContain("np.log(np.linalg.det");
  const [, normal] = samplesOf("inverses", ["numpy"]);
  expect(normal!.code).not.toContain("inv(");
});
