import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { derivativeColumn } from "../../../src/lang/functions/derivative";
import { floatOf } from "../../../src/lang/functions/evaluate";
import { slopes } from "../../../src/lang/functions/slope";
import { gradients } from "../../../src/lang/symbolic/adjoint";
import { attempt, builder } from "../../../src/lang/symbolic/build";
import { derivative } from "../../../src/lang/symbolic/differential";
import { evaluate } from "../../../src/lang/symbolic/evaluate";
import { createGraph, type Node, Trait } from "../../../src/lang/symbolic/graph";
import { hessian } from "../../../src/lang/symbolic/jacobian";
import { present } from "../../../src/lang/symbolic/present";
import { recheck } from "../../../src/lang/symbolic/recheck";
import { scalarTree, vectorTree } from "./draw";

type Derivable = keyof typeof derivativeColumn;
const column = derivativeColumn as { [K in Derivable]: (typeof derivativeColumn)[K] };
const original = { ...derivativeColumn };

afterEach(() => {
  Object.assign(column, original);
});

/** d/dx of name(x/(1 + x²)), whose argument lies inside many domains, and its re-check. */
function verdictFor(name: Derivable) {
  const g = createGraph();
  const b = builder(g);
  const x = b.symbol("x");
  const f = b.call(name, b.mul(x, b.pow(b.add(b.num(1), b.mul(x, x)), b.num(-1))));
  const is = derivative(g, f, x);
  return recheck({ kind: "gradient", of: f, by: [x], is: [is] });
}

const derivable = (Object.keys(original) as Derivable[]).filter((n) => original[n] !== undefined);

describe("the derivative column", () => {
  for (const name of derivable) {
    it(`${name}: the rule passes the re-check, and a broken rule is withheld`, () => {
      expect(verdictFor(name)).toBe("checked");
      const rule = original[name]!;
      column[name] = (u, t) => t.linear(0, [1, rule(u, t)], [{ n: 1, d: 100 }, t.product([u, 2])]);
      expect(verdictFor(name)).toBe("failed");
    });

    it(`${name}: the slope for dual numbers is a difference quotient of the values`, () => {
      const f = floatOf(name)!;
      for (const x of [0.3, 0.45, 0.8]) {
        const h = 1e-5;
        expect(slopes[name](x)).toBeCloseTo((f(x + h) - f(x - h)) / (2 * h), 5);
      }
    });
  }

  it("outside every domain the answer is marked as not re-checked", () => {
    const g = createGraph();
    const b = builder(g);
    const x = b.symbol("x");
    const f = b.call("log", b.neg(b.add(b.num(1), b.mul(x, x))));
    expect(recheck({ kind: "gradient", of: f, by: [x], is: [derivative(g, f, x)] })).toBe("unchecked");
  });
});

describe("random expressions", () => {
  it("gradients and second derivatives of scalars agree with dual numbers, shown or raw", () => {
    fc.assert(
      fc.property(scalarTree, (make) => {
        const g = createGraph();
        const b = builder(g);
        const leaves = [b.symbol("x"), b.symbol("y")];
        const f = make(b, leaves);
        const ds = leaves.map((x) => derivative(g, f, x));
        expect(recheck({ kind: "gradient", of: f, by: leaves, is: ds })).not.toBe("failed");
        expect(recheck({ kind: "gradient", of: f, by: leaves, is: ds.map((d) => present(g, d)) })).not.toBe("failed");
        const [fx, fy] = ds as [Node, Node];
        const fxy = derivative(g, fx, leaves[1]!);
        expect(recheck({ kind: "gradient", of: fx, by: [leaves[1]!], is: [fxy] })).not.toBe("failed");
        expect(recheck({ kind: "gradient", of: fy, by: [leaves[0]!], is: [fxy] })).not.toBe("failed");
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  it("gradients and Hessians in vectors agree with dual numbers, or are refused", () => {
    let refused = 0;
    let tried = 0;
    fc.assert(
      fc.property(vectorTree, fc.constantFrom(0, Trait.symmetric, Trait.skew), (make, traits) => {
        const g = createGraph();
        const b = builder(g);
        const leaves = [b.symbol("x", "n"), b.symbol("y", "n"), b.symbol("A", "n", "n", traits)];
        const f = make(b, leaves);
        const is = gradients(g, f, leaves);
        expect(recheck({ kind: "gradient", of: f, by: leaves, is })).toBe("checked");
        tried++;
        const H = attempt(() => hessian(g, f, leaves[0]!));
        if (H.refusal !== undefined) {
          refused++;
          return;
        }
        expect(recheck({ kind: "jacobian", of: is[0]!, by: leaves[0]!, is: H.value })).toBe("checked");
        expect(recheck({ kind: "jacobian", of: is[0]!, by: leaves[0]!, is: present(g, H.value) })).toBe("checked");
      }),
      { numRuns: 300, seed: 11 },
    );
    expect(refused / tried).toBeLessThan(0.02);
  });

  it("an expression and its expansion have one value", () => {
    fc.assert(
      fc.property(scalarTree, (make) => {
        const g = createGraph();
        const b = builder(g);
        const leaves = [b.symbol("x"), b.symbol("y")];
        const f = make(b, leaves);
        const open = attempt(() => b.expand(f));
        if (open.refusal !== undefined) return;
        const env = {
          values: new Map(leaves.map((x, i) => [x, { rows: 1, cols: 1, data: Float64Array.of(0.4 + i * 0.3) }])),
        };
        const [p, q] = [evaluate(f, env).data[0]!, evaluate(open.value, env).data[0]!];
        expect(Math.abs(p - q)).toBeLessThanOrEqual(1e-7 * Math.max(1, Math.abs(p)));
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});
