import { describe, expect, it } from "vitest";
import { Q } from "../../../src/core/num/rational";
import { symmetricSpectrum } from "../../../src/core/num/spectrum";
import { invertSurd, multiplySurds } from "../../../src/core/num/surd";
import { gradients } from "../../../src/lang/symbolic/adjoint";
import { builder } from "../../../src/lang/symbolic/build";
import { normalised, surdNode, valueOfConstant } from "../../../src/lang/symbolic/closed";
import { derivative } from "../../../src/lang/symbolic/differential";
import { createGraph, type Node, Trait } from "../../../src/lang/symbolic/graph";
import { gradientOfList, hessian, hessianOfList } from "../../../src/lang/symbolic/jacobian";
import { present } from "../../../src/lang/symbolic/present";
import { printLatex, printText } from "../../../src/lang/symbolic/print";

const setUp = () => {
  const g = createGraph();
  const b = builder(g);
  const show = (n: Node, names: readonly string[] = []) => printText(g, present(g, n), { names });
  const square = (n: Node) => b.pow(n, b.num(2));
  return { g, b, show, square };
};

describe("the answers of the ten programs", () => {
  it("1: first gradient", () => {
    const { g, b, show, square } = setUp();
    const [x, y] = [b.symbol("x"), b.symbol("y")];
    const f = b.add(square(x), square(y));
    const grad = gradientOfList(g, f, [x, y]);
    expect(show(grad)).toBe("(2x, 2y)");
    expect(show(hessianOfList(g, f, [x, y]))).toBe("[2 0; 0 2]");
    const at = b.substitute(
      grad,
      new Map([
        [x, b.num(3)],
        [y, b.num(-4)],
      ]),
    );
    expect(show(at)).toBe("(6, −8)");
  });

  it("2: the quadratic, symbolic", () => {
    const { g, b, show } = setUp();
    const A = b.symbol("A", "n", "n", Trait.symmetric);
    const [x, bb, c] = [b.symbol("x", "n"), b.symbol("b", "n"), b.symbol("c")];
    const q = b.add(b.scale(Q.ratio(1, 2), b.mul(b.transpose(x), A, x)), b.neg(b.mul(b.transpose(bb), x)), c);
    expect(show(gradients(g, q, [x])[0]!)).toBe("A x − b");
    expect(show(hessian(g, q, x))).toBe("A");
    const star = b.mul(b.inv(A), bb);
    expect(show(star)).toBe("A⁻¹b");
    expect(show(b.substitute(q, new Map([[x, star]])))).toBe("c − ½ b'A⁻¹b");
  });

  it("4: ridge regression", () => {
    const { g, b, show, square } = setUp();
    const [X, y, w] = [b.symbol("X", "m", "n"), b.symbol("y", "m"), b.symbol("w", "n")];
    const lambda = b.symbol("λ", 1, 1, Trait.positive);
    const loss = b.add(square(b.call("norm", b.sub(b.mul(X, w), y))), b.mul(lambda, square(b.call("norm", w))));
    expect(show(loss)).toBe("‖Xw − y‖² + λw'w");
    expect(show(gradients(g, loss, [w])[0]!)).toBe("2X'(Xw − y) + 2λw");
    expect(show(hessian(g, loss, w))).toBe("2X'X + 2λI");
    const inner = b.add(b.mul(b.transpose(X), X), b.mul(lambda, b.eye("n")));
    expect(show(b.mul(b.inv(inner), b.transpose(X), y))).toBe("(X'X + λI)⁻¹ X'y");
  });

  it("5: logistic regression, with z folded", () => {
    const { g, b, square } = setUp();
    const [X, y, w] = [b.symbol("X", "m", "n"), b.symbol("y", "m"), b.symbol("w", "n")];
    const lambda = b.symbol("λ", 1, 1, Trait.positive);
    const z = b.had(y, b.mul(X, w));
    const inner = b.addScalar(b.call("exp", b.neg(z)), b.num(1));
    const data = b.mul(b.div(b.num(1), b.size("m")), b.call("sum", b.call("log", inner)));
    const loss = b.add(data, b.mul(b.div(lambda, b.num(2)), square(b.call("norm", w))));
    const names = ["X", "y", "w", "λ", "m"];
    const show = (n: Node) => printText(g, present(g, n), { names: ["m", ...names], fold: new Map([[z, "z"]]) });
    expect(show(gradients(g, loss, [w])[0]!)).toBe("−1/m X'(y ⊙ σ(−z)) + λw");
    expect(show(hessian(g, loss, w))).toBe("1/m X' diag(y² ⊙ σ(z) ⊙ σ(−z)) X + λI");
  });

  it("7: Gaussian log-likelihood", () => {
    const { g, b, show } = setUp();
    const S = b.symbol("S", "n", "n", Trait.symmetric | Trait.psd | Trait.pd);
    const [x, mu] = [b.symbol("x", "n"), b.symbol("μ", "n")];
    const d = b.sub(x, mu);
    const half = Q.ratio(1, 2);
    const nll = b.add(b.scale(half, b.call("logdet", S)), b.scale(half, b.mul(b.transpose(d), b.inv(S), d)));
    expect(show(gradients(g, nll, [mu])[0]!)).toBe("−S⁻¹(x − μ)");
    expect(show(gradients(g, nll, [S])[0]!)).toBe("½S⁻¹ − ½S⁻¹(x − μ)(x − μ)'S⁻¹");
  });

  it("8: Rosenbrock's Hessian at (1, 1) and its condition number", () => {
    const { g, b, show, square } = setUp();
    const [x, y] = [b.symbol("x"), b.symbol("y")];
    const r = b.add(square(b.sub(b.num(1), x)), b.mul(b.num(100), square(b.sub(y, square(x)))));
    const H = hessianOfList(g, r, [x, y]);
    expect(show(H)).toBe("[1200x² − 400y + 2, −400x; −400x, 200]");
    expect(
      show(
        b.substitute(
          H,
          new Map([
            [x, b.num(1)],
            [y, b.num(1)],
          ]),
        ),
      ),
    ).toBe("[802 −400; −400 200]");
    const [low, high] = symmetricSpectrum([
      [802, -400],
      [-400, 200],
    ]);
    const cond = surdNode(g, multiplySurds(high!.exact!, invertSurd(low!.exact!))!);
    expect(show(cond)).toBe("(250801 + 501√250601)/200");
    expect(valueOfConstant(cond)).toBeCloseTo(2508.01, 2);
  });

  it("10: matrix factorisation", () => {
    const { g, b, show, square } = setUp();
    const [T, U, V] = [b.symbol("T", "m", "n"), b.symbol("U", "m", "k"), b.symbol("V", "n", "k")];
    const L = square(b.call("norm", b.sub(T, b.mul(U, b.transpose(V)))));
    const [du, dv] = gradients(g, L, [U, V]) as [Node, Node];
    expect(show(du)).toBe("−2(T − UV')V");
    expect(show(dv)).toBe("−2(T − UV')'U");
    const [X, B, C] = [b.symbol("X", "n", "n"), b.symbol("B", "n", "n"), b.symbol("C", "n", "n")];
    const grad = gradients(g, b.call("tr", b.mul(b.transpose(X), B, X, C)), [X])[0]!;
    expect(grad).toBe(b.add(b.mul(B, X, C), b.mul(b.transpose(B), X, b.transpose(C))));
  });
});

describe("notation", () => {
  it("numbers with roots are exact and over one denominator", () => {
    const { g, b, show } = setUp();
    const root = (n: number) => b.call("sqrt", b.num(n));
    expect(show(root(20))).toBe("2√5");
    expect(show(b.div(root(5), b.num(7)))).toBe("√5/7");
    expect(show(b.mul(root(2), root(3)))).toBe("√6");
    expect(show(b.mul(root(2), root(2)))).toBe("2");
    expect(show(b.div(b.num(1), root(2)))).toBe("√2/2");
    expect(show(b.div(b.add(b.num(5), root(5)), b.num(2)))).toBe("(5 + √5)/2");
    expect(normalised(g, [3, 4])!.map((n) => show(n))).toEqual(["3/5", "4/5"]);
    expect(normalised(g, [1, 1])!.map((n) => show(n))).toEqual(["√2/2", "√2/2"]);
  });

  it("polynomials fall in degree and fractions stand under one bar", () => {
    const { b, show, square } = setUp();
    const [x, y] = [b.symbol("x"), b.symbol("y")];
    expect(show(b.add(b.num(1), square(x), b.mul(x, y), b.scale(-3, y)))).toBe("x² + xy − 3y + 1");
    expect(show(b.sub(b.num(1), x))).toBe("1 − x");
    expect(show(b.div(b.scale(3, x), b.scale(2, b.add(x, y))))).toBe("3x/(2(x + y))");
    expect(show(b.mul(b.num(Q.ratio(1, 3)), x))).toBe("1/3 x");
    expect(show(b.pow(x, b.add(y, b.num(1))))).toBe("x^(y + 1)");
  });

  it("LaTeX uses fractions, roots and transposes", () => {
    const { g, b } = setUp();
    const [X, w, y] = [b.symbol("X", "m", "n"), b.symbol("w", "n"), b.symbol("y", "m")];
    const t = b.symbol("t");
    expect(printLatex(g, b.mul(b.transpose(X), b.sub(b.mul(X, w), y)), { names: ["X"] })).toBe(
      "X^{\\top} \\left(X w - y\\right)",
    );
    expect(printLatex(g, b.div(b.num(1), b.call("sqrt", t)))).toBe("\\frac{1}{\\sqrt{t}}");
    expect(printLatex(g, b.symbol("α_1"))).toBe("\\alpha_{1}");
  });

  it("what is shown does not depend on what was typed before", () => {
    const lines = (warm: boolean) => {
      const { g, b, show, square } = setUp();
      const [x, y] = warm ? [b.symbol("y"), b.symbol("x")].reverse() : [b.symbol("x"), b.symbol("y")];
      if (warm) b.add(square(y!), square(x!), b.call("sin", b.mul(y!, x!)));
      const f = b.add(b.call("sin", b.mul(x!, y!)), square(x!), b.mul(x!, square(y!)));
      return [show(derivative(g, f, x!)), show(derivative(g, f, y!))];
    };
    expect(lines(true)).toEqual(lines(false));
  });
});
