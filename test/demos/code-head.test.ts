import { expect, test } from "vitest";
import { withHead } from "../../src/demos/code-head";

const title = { en: "Flip, believe, update", zh: "抛、信、更新" };

test("Python that loads NumPy says so in its first line, and only then", () => {
  const first = (code: string): string => withHead(code, "python", title).split("\n")[0]!;
  expect(first("import numpy as np\n")).toBe(
    "# Flip, believe, update (Nablascope). Runs in Python 3.9 or later with NumPy (pip install numpy).",
  );
  expect(first("def f():\n    pass\n\nimport numpy as np\n")).toContain("NumPy");
  expect(first("from math import exp\n")).not.toContain("NumPy");
});

test("the code below the head is as it was, and the head is a comment of its language", () => {
  expect(withHead("let x = 1;\n", "typescript", title)).toMatch(/^\/\/ .*\nlet x = 1;\n$/);
  expect(withHead("f(x) = x^2\n", "nabla", title)).toMatch(/^# .*Nabla language\.\nf\(x\) = x\^2\n$/);
});
