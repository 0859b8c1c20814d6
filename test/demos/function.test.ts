import { expect, test } from "vitest";
import { dualGradient, dualHessian } from "../../src/core/gradient/expression";
import { type FormulaCode, typedFunction } from "../../src/demos/function";

const read = (text: string) => {
  const { value, problems } = typedFunction(text);
  expect(problems, text).toEqual([]);
  return value!;
};
const at = (text: string, x: number, y: number): number => read(text).value(x, y);

test("formulas are read as they are written on paper", () => {
  expect(at("x² + y²", 1, 2)).toBe(5);
  expect(at("2xy − x^2/y", 3, 4)).toBe(24 - 9 / 4);
  expect(at("-x^2", 3, 0)).toBe(-9);
  expect(at("2^-x", 1, 0)).toBe(0.5);
  expect(at("x^y^2", 2, 2)).toBeCloseTo(16, 12);
  expect(at("sin(x) e^y", 0.5, 0.3)).toBeCloseTo(Math.sin(0.5) * Math.exp(0.3), 14);
  expect(at("|x| + |y|", -1, 2)).toBe(3);
  expect(at("|x y| sqrt(4)", -1, 2)).toBe(4);
  expect(at("x sin x", 2, 0)).toBeCloseTo(2 * Math.sin(2), 14);
  expect(at("(x + 1)(y − 1)", 1, 3)).toBe(4);
  expect(at("3 π", 0, 0)).toBeCloseTo(3 * Math.PI, 14);
  expect(at("x^10", 2, 0)).toBe(1024);
  expect(at("max(x, y, 0) + σ(0)", -3, -4)).toBe(0.5);
  expect(at("norm((x, y))", 3, 4)).toBe(5);
});

test("a definition pasted whole is its right-hand side", () => {
  expect(at("f(x, y) = x − y", 3, 1)).toBe(2);
  expect(at("q(x) = ‖x‖²", 3, 1)).toBe(10);
});

test("matrices and vectors may be written, and A and b are the ones given", () => {
  expect(at("1/2 x'[2, 1; 1, 3] x − [1; 2]'x", 1, 2)).toBe(9 - 5);
  const { value } = typedFunction("½ x'Ax − b'x", { A: [2, 1, 1, 3], b: [1, 2] });
  expect(value!.value(1, 2)).toBe(4);
  expect([...value!.gradient(1, 2)]).toEqual([3, 5]);
  expect([...value!.hessian(1, 2)]).toEqual([2, 1, 1, 3]);
  expect(value!.tex().gradient).toContain("A");
  expect(typedFunction("½ x'Ax").problems).not.toEqual([]);
});

test("symbolic slopes and curvatures agree with dual numbers, which share nothing with them", () => {
  for (const text of [
    "x² − 3x y + exp(−y²)",
    "sqrt(1 + x²) / (1 + |y|)",
    "atan(x y)^3",
    "(x + 3)^y",
    "σ(x) softplus(y)",
    "asin(x/3) acos(y/3)",
    "max(x, 2y) min(x y, 4) + relu(x)",
    "log(x + 4) tanh(y) − cosh(x) sinh(y/2)",
  ]) {
    const f = read(text);
    for (const [x, y] of [
      [0.7, -0.4],
      [-1.1, 1.9],
    ] as const) {
      const [g, H] = [dualGradient(f.expression!, [x, y]), dualHessian(f.expression!, [x, y])];
      f.gradient(x, y).forEach((slope, i) => {
        expect(slope, text).toBeCloseTo(g[i]!, 10);
      });
      f.hessian(x, y).forEach((bend, i) => {
        expect(bend, text).toBeCloseTo(H[i]!, 9);
      });
    }
  }
});

test("a function without dual numbers is still valued and differentiated", () => {
  const f = read("erf(x) + lgamma(y)");
  expect(f.expression).toBeUndefined();
  expect(f.gradient(0, 1)[0]).toBeCloseTo(2 / Math.sqrt(Math.PI), 12);
});

test("the hole of 0/0 is filled only where it was asked for", () => {
  expect(at("x y/(x² + y²)", 0, 0)).toBeNaN();
  expect(typedFunction("x y/(x² + y²)", { hole: 0 }).value!.value(0, 0)).toBe(0);
});

test("what is wrong is said in the language's words, and its fixes repair the text", () => {
  const [caret] = typedFunction("x**2 + y").problems;
  expect(caret!.message.en).toBe("A power is written ^, not **.");
  expect([caret!.from, caret!.to]).toEqual([1, 3]);
  expect(caret!.fixes.map(({ text }) => text)).toEqual(["x^2 + y"]);
  expect(typedFunction("f(x, y) = x**2").problems[0]!.fixes[0]!.text).toBe("f(x, y) = x^2");
  const [letter] = typedFunction("y + a x²").problems;
  expect([letter!.from, letter!.to, letter!.message.en.split(" ")[0]]).toEqual([4, 5, "a"]);
  expect(typedFunction("(x, y)").problems).toHaveLength(1);
});

test("whatever is typed there is a value or a problem with a place and both languages, never a throw", () => {
  const texts = [
    "",
    " ",
    "x +",
    "(x",
    "x)",
    "|x",
    "z",
    "x $ y",
    "sin",
    "sin(",
    "x^",
    "1e",
    "__proto__",
    "\ud800",
    "x\ny : vector 3\n(",
    "((((((".repeat(40),
    "−".repeat(390),
    "x".repeat(400),
    "x".repeat(401),
    "2 3",
    "f(x)",
    "1..2",
    "x²²",
    "x''",
    "[x y]",
    "∇x",
    "# nothing",
  ];
  for (const text of texts) {
    const { value, problems } = typedFunction(text);
    expect(value === undefined, text).toBe(problems.length > 0);
    for (const { from, to, message } of problems) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThanOrEqual(from);
      expect(to).toBeLessThanOrEqual(text.length);
      expect(message.en).not.toBe("");
      expect(message.zh).toMatch(/[\u4e00-\u9fff]/);
    }
    if (value) expect(typeof value.value(1, 2)).toBe("number");
  }
});

function run({ preamble, value, gradient, hessian }: FormulaCode, x: number, y: number): number[] {
  const plain = preamble.join("\n").replaceAll(": number", "");
  return new Function("x", "y", `${plain}\nreturn [${[value, ...gradient, ...hessian].join(", ")}];`)(x, y) as number[];
}

test("the code of a formula computes the same value, slopes and curvatures", () => {
  for (const text of [
    "x² − 3x y + exp(−y²)",
    "sqrt(x) / (1 + |y|)",
    "atan(x y)^3",
    "(−x)^2 − (x − 2y)^3/4 + 2^-x",
    "−(x − (y − 1)) / (x y) / (2 + x)",
    "erf(x) gamma(x + 2) + lgamma(x) + step(y) relu(x)",
    "π x^y max(x, y) sign(y)",
    "softplus(x) sigmoid(y)",
  ]) {
    const f = read(text);
    for (const y of [-0.7, 1.6]) {
      const got = run(f.code("typescript")!, 1.3, y);
      const [xx, xy, , yy] = f.hessian(1.3, y);
      const wanted = [f.value(1.3, y), ...f.gradient(1.3, y), xx!, xy!, yy!];
      wanted.forEach((number, i) => {
        if (Number.isFinite(number)) expect(got[i], `${text} ${i}`).toBeCloseTo(number, 9);
      });
    }
  }
});

test("a number that no double holds is refused in words, and one that cancels is not", () => {
  for (const text of ["1e999 x", "x − 1e999 y²", "sin(x) + 2^2000", "[1e400, 0; 0, 1] [x; y] [1, 1]"]) {
    const { value, problems } = typedFunction(text);
    expect(value, text).toBeUndefined();
    expect(problems.length, text).toBeGreaterThan(0);
  }
  expect(typedFunction("1e999 x").problems[0]!.message.en).toContain("larger than any");
  expect(at("10^400 x / 10^399", 2, 0)).toBe(20);
  expect(at("1e-999 x + y", 2, 3)).toBe(3);
});
