import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Q } from "../../../src/core/num/rational";
import { attempt, builder } from "../../../src/lang/symbolic/build";
import { derivative } from "../../../src/lang/symbolic/differential";
import { clearGraph, createGraph, type Node, Trait } from "../../../src/lang/symbolic/graph";
import { present } from "../../../src/lang/symbolic/present";
import { printText } from "../../../src/lang/symbolic/print";
import { recheck } from "../../../src/lang/symbolic/recheck";

const setUp = () => {
  const g = createGraph();
  const b = builder(g);
  return { g, b, x: b.symbol("x"), y: b.symbol("y"), z: b.symbol("z") };
};

describe("normal forms", () => {
  it("a sum and a product are one node in every order and grouping", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
        fc.integer({ min: 1, max: 4 }),
        (order, cut) => {
          const { b, x, y, z } = setUp();
          const parts = [x, b.scale(3, y), b.mul(x, z), b.call("sin", y), b.num(Q.ratio(2, 3))];
          const mixed = order.map((i) => parts[i]!);
          expect(b.add(b.add(...mixed.slice(0, cut)), ...mixed.slice(cut))).toBe(b.add(...parts));
          expect(b.mul(b.mul(...mixed.slice(0, cut)), ...mixed.slice(cut))).toBe(b.mul(...parts));
        },
      ),
    );
  });

  it("x − x is 0, x/x is 1, and equal terms are counted", () => {
    const { b, x } = setUp();
    expect(b.sub(x, x)).toBe(b.num(0));
    expect(b.div(x, x)).toBe(b.num(1));
    expect(b.add(x, x, x)).toBe(b.scale(3, x));
    expect(b.mul(x, x)).toBe(b.pow(x, b.num(2)));
  });

  it("roots are taken only where they are right", () => {
    const { b, x } = setUp();
    const half = b.num(Q.ratio(1, 2));
    expect(b.pow(b.pow(x, b.num(2)), half)).toBe(b.call("abs", x));
    expect(b.pow(b.pow(x, half), b.num(2))).toBe(x);
    const p = b.symbol("p", 1, 1, Trait.positive);
    expect(b.pow(b.pow(p, b.num(2)), half)).toBe(p);
    expect(b.pow(b.call("exp", x), half)).toBe(b.call("exp", b.scale(Q.ratio(1, 2), x)));
  });

  it("declared structure fires while a product is built", () => {
    const { b } = setUp();
    const S = b.symbol("S", "n", "n", Trait.symmetric);
    const K = b.symbol("K", "n", "n", Trait.skew);
    const O = b.symbol("O", "n", "n", Trait.orthogonal);
    const A = b.symbol("A", "n", "n");
    const v = b.symbol("v", "n");
    const u = b.symbol("u", "n");
    expect(b.transpose(S)).toBe(S);
    expect(b.transpose(b.inv(S))).toBe(b.inv(S));
    expect(b.mul(b.transpose(O), O, v)).toBe(v);
    expect(b.inv(O)).toBe(b.transpose(O));
    expect(b.mul(b.transpose(v), K, v)).toBe(b.num(0));
    expect(b.mul(A, b.inv(A))).toBe(b.eye("n"));
    expect(b.transpose(b.transpose(A))).toBe(A);
    expect(b.mul(b.transpose(v), A, u)).toBe(b.mul(b.transpose(u), b.transpose(A), v));
    expect(b.call("tr", b.mul(A, S))).toBe(b.call("tr", b.mul(S, b.transpose(A))));
  });

  it("(AB)' is B'A' and (AB)⁻¹ is B⁻¹A⁻¹", () => {
    const { b } = setUp();
    const [A, B] = [b.symbol("A", "n", "n"), b.symbol("B", "n", "n")];
    expect(b.transpose(b.mul(A, B))).toBe(b.mul(b.transpose(B), b.transpose(A)));
    expect(b.inv(b.mul(A, B))).toBe(b.mul(b.inv(B), b.inv(A)));
  });

  it("concrete matrices are multiplied and inverted exactly", () => {
    const { b } = setUp();
    const A = b.matrix([
      [2, 1],
      [1, 3],
    ]);
    const v = b.matrix([[1], [2]]);
    expect(b.solve(A, v)).toBe(b.matrix([[Q.ratio(1, 5)], [Q.ratio(3, 5)]]));
    expect(b.mul(A, b.inv(A))).toBe(
      b.matrix([
        [1, 0],
        [0, 1],
      ]),
    );
    expect(b.call("det", A)).toBe(b.num(5));
  });

  it("what can't be had is a value: a singular inverse, a division by zero, a huge power", () => {
    const { b, x, y } = setUp();
    const singular = b.matrix([
      [1, 2],
      [2, 4],
    ]);
    expect(attempt(() => b.inv(singular)).refusal?.code).toBe("domain");
    expect(attempt(() => b.div(x, b.num(0))).refusal?.code).toBe("domain");
    expect(attempt(() => b.pow(b.num(3), b.num(10_000_000))).refusal?.code).toBe("limit");
    const power = b.pow(b.add(x, y), b.num(1000));
    expect(attempt(() => b.expand(power)).refusal?.code).toBe("limit");
    expect(attempt(() => derivative(b.graph, power, x)).value).toBe(b.scale(1000, b.pow(b.add(x, y), b.num(999))));
  });

  it("a full graph refuses, and clearing it makes room without reusing ids", () => {
    const g = createGraph(50);
    const b = builder(g);
    const grow = () => {
      let t: Node = b.symbol("x");
      for (let i = 0; i < 100; i++) t = b.call("sin", t);
      return t;
    };
    expect(attempt(grow).refusal?.code).toBe("limit");
    const last = g.nextId;
    clearGraph(g);
    expect(b.symbol("x").id).toBeGreaterThanOrEqual(last);
  });

  it("deep and towering expressions are answered or refused, never waited for", () => {
    const { g, b, x, y } = setUp();
    let deep: Node = x;
    for (let i = 0; i < 30; i++) deep = b.call("sin", b.add(deep, b.mul(x, y)));
    const slope = derivative(g, deep, x);
    expect(printText(g, present(g, slope)).length).toBeLessThan(20_000);
    expect(recheck({ kind: "gradient", of: deep, by: [x], is: [slope] })).toBe("checked");
    expect(attempt(() => printText(g, derivative(g, slope, x))).refusal?.code).toBe("limit");
    let tower: Node = b.symbol("p", 1, 1, Trait.positive);
    for (let i = 0; i < 40; i++) tower = b.add(b.mul(tower, tower), tower);
    expect(b.call("abs", tower)).toBe(tower);
    expect(attempt(() => printText(g, present(g, tower))).refusal?.code).toBe("limit");
  }, 2000);

  it("names such as __proto__ are names", () => {
    const { b } = setUp();
    const p = b.symbol("__proto__");
    expect(derivative(b.graph, b.mul(p, p), p)).toBe(b.scale(2, p));
    expect(b.call("__proto__", p).op).toBe("call");
    expect(b.call("constructor", p).op).toBe("call");
  });
});

describe("differentiation", () => {
  it("is linear and obeys the product rule, node for node after expansion", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -4, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        (c, p, q) => {
          const { g, b, x, y } = setUp();
          const f = b.add(b.pow(x, b.num(p)), b.call("sin", b.mul(x, y)));
          const h = b.mul(y, b.pow(x, b.num(q)), b.call("exp", x));
          const D = (n: Node) => derivative(g, n, x);
          expect(D(b.add(b.scale(c, f), h))).toBe(b.add(b.scale(c, D(f)), D(h)));
          expect(b.expand(D(b.mul(f, h)))).toBe(b.expand(b.add(b.mul(D(f), h), b.mul(f, D(h)))));
        },
      ),
    );
  });

  it("mixed partial derivatives are one node after expansion", () => {
    const { g, b, x, y } = setUp();
    const f = b.mul(b.call("sin", b.mul(x, y)), b.pow(b.add(x, b.pow(y, b.num(2))), b.num(3)));
    const xy = derivative(g, derivative(g, f, x), y);
    const yx = derivative(g, derivative(g, f, y), x);
    expect(b.expand(xy)).toBe(b.expand(yx));
  });
});
