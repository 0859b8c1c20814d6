import { describe, expect, test } from "vitest";
import { createRng } from "../../../src/core/num/rng";
import { builder } from "../../../src/lang/symbolic/build";
import { N } from "../../../src/lang/symbolic/coefficient";
import { isData } from "../../../src/lang/symbolic/data";
import { evaluate, type Numeric } from "../../../src/lang/symbolic/evaluate";
import { createGraph, type Node, Refusal } from "../../../src/lang/symbolic/graph";
import { hessian } from "../../../src/lang/symbolic/jacobian";

const rng = createRng(5);
const random = (length: number) => Float64Array.from({ length }, () => rng.nextFloat() - 0.5);
const b = builder(createGraph());

/** The same numbers as one leaf and as a literal of nodes, whose products are worked out node by node. */
function both(
  rows: number,
  cols: number,
): { readonly leaf: Node; readonly nodes: Node; readonly numbers: Float64Array } {
  const numbers = random(rows * cols);
  const leaf = b.data(rows, cols, numbers);
  expect(isData(leaf)).toBe(true);
  return {
    leaf,
    nodes: b.literal(
      rows,
      cols,
      Array.from(numbers, (x) => b.num(N.approx(x))),
    ),
    numbers,
  };
}

function expectSame(found: Node, wanted: Node, at: Map<Node, Numeric> = new Map()): void {
  const [p, q] = [evaluate(found, { values: at }), evaluate(wanted, { values: at })];
  expect([p.rows, p.cols]).toEqual([q.rows, q.cols]);
  for (const [k, x] of p.data.entries()) expect(Math.abs(x - q.data[k])).toBeLessThan(1e-9 * (1 + Math.abs(q.data[k])));
}

describe("data is one leaf, and comes to what its numbers come to", () => {
  const A = both(40, 25);
  const B = both(25, 30);
  const C = both(40, 25);
  test("products, transposes, sums, multiples and entries", () => {
    expectSame(b.mul(A.leaf, B.leaf), b.mul(A.nodes, B.nodes));
    expectSame(b.mul(b.transpose(A.leaf), A.leaf), b.mul(b.transpose(A.nodes), A.nodes));
    expectSame(b.sum([A.leaf, C.leaf], [2, -3]), b.sum([A.nodes, C.nodes], [2, -3]));
    expectSame(b.sub(A.leaf, C.nodes), b.sub(A.nodes, C.nodes));
    expectSame(b.scale(3, A.leaf), b.scale(3, A.nodes));
    expectSame(b.entry(A.leaf, 7, 11), b.entry(A.nodes, 7, 11));
    expectSame(b.call("sum", A.leaf), b.call("sum", A.nodes));
    expectSame(b.call("exp", A.leaf), b.call("exp", A.nodes));
  });
  test("with letters in between", () => {
    const x = b.symbol("x", 25);
    const at = new Map([[x, { rows: 25, cols: 1, data: random(25) }]]);
    expectSame(b.mul(A.leaf, x), b.mul(A.nodes, x), at);
    expectSame(b.add(b.mul(A.leaf, x), b.mul(C.leaf, x)), b.mul(b.add(A.nodes, C.nodes), x), at);
    const form = b.mul(b.transpose(x), b.transpose(A.leaf), A.leaf, x);
    expectSame(hessian(b.graph, form, x), b.scale(2, b.mul(b.transpose(A.nodes), A.nodes)), at);
  });
  test("equal numbers are one node, and so are a matrix and its transpose where it is symmetric", () => {
    expect(b.data(40, 25, A.numbers.slice())).toBe(A.leaf);
    expect(b.transpose(b.transpose(A.leaf))).toBe(A.leaf);
    const S = b.add(b.mul(A.leaf, b.transpose(A.leaf)), b.eye(40));
    expect(b.transpose(S)).toBe(S);
  });
  test("few numbers are a literal, none but zeros nothing, one a number", () => {
    expect(b.data(2, 2, Float64Array.of(1, 2, 3, 4)).op).toBe("literal");
    expect(b.data(100, 100, new Float64Array(10_000)).op).toBe("zero");
    expect(b.data(1, 1, Float64Array.of(7)).op).toBe("num");
    expect(b.mul(b.ones(1, 40), A.leaf).op).toBe("literal");
    expect(b.sub(A.leaf, A.leaf).op).toBe("zero");
  });
  test("limits are checked before anything is made", () => {
    const big = b.data(1000, 1000, random(1_000_000));
    expect(() => b.mul(big, big)).toThrow(Refusal);
    expect(() => b.data(2, 3, new Float64Array(5))).toThrow(/2×3 = 6 numbers, got 5/);
  });
});
