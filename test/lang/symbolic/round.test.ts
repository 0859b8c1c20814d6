import fc from "fast-check";
import { expect, it } from "vitest";
import { createSession } from "../../../src/lang/session";
import { gradients } from "../../../src/lang/symbolic/adjoint";
import { attempt, builder } from "../../../src/lang/symbolic/build";
import { derivative } from "../../../src/lang/symbolic/differential";
import { evaluate } from "../../../src/lang/symbolic/evaluate";
import { createGraph } from "../../../src/lang/symbolic/graph";
import { hessian } from "../../../src/lang/symbolic/jacobian";
import { present } from "../../../src/lang/symbolic/present";
import { printText } from "../../../src/lang/symbolic/print";
import { scalarTree, vectorTree } from "./draw";

/** The statements of a program after it has run. */
function run(text: string) {
  const session = createSession({ locale: "en" });
  session.update(text);
  const steps = session.run();
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value.statements;
}

it("a printed derivative, typed again, has the value it was printed from", () => {
  let compared = 0;
  for (const make of fc.sample(scalarTree, { numRuns: 200, seed: 5 })) {
    const g = createGraph();
    const b = builder(g);
    const [x, y] = [b.symbol("x"), b.symbol("y")];
    const node = present(g, derivative(g, make(b, [x, y]), x));
    const text = attempt(() => printText(g, node)).value;
    if (text === undefined || text.length > 300) continue;
    const at = (v: number) => ({ rows: 1, cols: 1, data: Float64Array.of(v) });
    const want = evaluate(node, {
      values: new Map([
        [x, at(0.5)],
        [y, at(0.25)],
      ]),
    }).data[0]!;
    if (!(Math.abs(want) > 1e-5 && Math.abs(want) < 1e6)) continue;
    const value = run(`f(x, y) = ${text}\nf(~0.5, ~0.25)`)[1]?.answer?.value;
    const [n, d = "1"] = String(value).split("/");
    expect(Number(n) / Number(d), text).toBeCloseTo(want, 4 - Math.ceil(Math.log10(Math.abs(want))));
    compared++;
  }
  expect(compared).toBeGreaterThan(60);
});

it("what is shown of a matrix derivative is proved equal to what was derived", () => {
  let proved = 0;
  for (const make of fc.sample(vectorTree, { numRuns: 80, seed: 5 })) {
    const g = createGraph();
    const b = builder(g);
    const leaves = [b.symbol("x", "n"), b.symbol("y", "n"), b.symbol("A", "n", "n")];
    const f = make(b, leaves);
    const second = attempt(() => hessian(g, f, leaves[0]!)).value;
    for (const node of [f, gradients(g, f, [leaves[0]!])[0]!, ...(second ? [second] : [])]) {
      const texts = attempt(() => [printText(g, node), printText(g, present(g, node))]).value;
      if (texts === undefined || texts.some((t) => t.length > 200)) continue;
      const check = run(`n : size\nx, y : vector n\nA : matrix n×n\ncheck ${texts[0]} = ${texts[1]}`)[3];
      expect(check?.answer?.verdict, texts.join(" = ")).toBe("proved");
      proved++;
    }
  }
  expect(proved).toBeGreaterThan(60);
});
