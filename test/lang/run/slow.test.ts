import { expect, test } from "vitest";
import { determinantSteps, finish } from "../../../src/core/num/exact";
import { Q } from "../../../src/core/num/rational";
import { createSession } from "../../../src/lang/session";
import { analysisOf } from "../../support/nabla";

const entry = (i: number, j: number) => ((i * 7 + j * 13) % 19) - 9 + (i === j ? 40 : 0);
const matrix = (n: number) => {
  const rows = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => entry(i, j)).join(" "));
  return `A = [${rows.join("; ")}]\n`;
};

test("exact elimination of a large matrix is done in many small turns, and comes to what it is", () => {
  const session = createSession({ locale: "en" });
  session.update(`${matrix(16)}det (A + A')`);
  let turns = 0;
  for (const work = session.run(); !work.next().done; ) turns++;
  expect(turns).toBeGreaterThan(100);
  const rows = Array.from({ length: 16 }, (_, i) => Array.from({ length: 16 }, (_, j) => entry(i, j) + entry(j, i)));
  expect(String(session.last.statements[1].answer?.value)).toBe(Q.format(finish(determinantSteps(rows))));
});

test("a statement that was paused says everything once", () => {
  const { problems, statements } = analysisOf(`${matrix(12)}det (A + A')\nrank A\ndefinite (A + A')`);
  expect(problems).toEqual([]);
  expect(statements.map(({ answer }) => answer !== undefined)).toEqual([false, true, true, true]);
});

test("what a dropped run found is not worked out again", () => {
  const text = `f(x, y) = x² y + sin(x)\n∇f\n∇²f\nf(1, 2)`;
  const session = createSession({ locale: "en" });
  session.update(text);
  const dropped = session.run();
  for (let i = 0; i < 3; i++) dropped.next();
  let turns = 0;
  for (const work = session.run(); !work.next().done; ) turns++;
  expect(turns).toBeLessThan(4);
  expect(session.last.statements.map(({ answer }) => answer?.text)).toEqual(
    analysisOf(text).statements.map(({ answer }) => answer?.text),
  );
});

test("kinds of a deep product are settled in a time that grows with its length", () => {
  const start = performance.now();
  analysisOf(`f(x) = ${"(x + 1)*".repeat(80)}x\n∇f`);
  expect(performance.now() - start).toBeLessThan(5_000);
});

/** 2³⁵ steps would not end: that the answer comes at all is what is asked. */
test.each([
  ["calls", (inner: string) => `sin(${inner})`, (x: number) => Math.sin(x)],
  ["powers", (inner: string) => `(${inner} + 1) .^ 1`, (x: number) => x + 1],
  ["conditions", (inner: string) => `cases(${inner} > 0: x; else: 1)`, (x: number) => (x > 0 ? 0.5 : 1)],
  ["solutions", (inner: string) => `([2] \\ (${inner}))`, (x: number) => x / 2],
])("%s within each other, 35 deep, are worked out once at each level", (_, wrap, step) => {
  let [text, value] = ["x", 0.5];
  for (let depth = 0; depth < 35; depth++) [text, value] = [wrap(text), step(value)];
  const { statements } = analysisOf(`g(x) = ${text}\ng(~0.5)`);
  expect(Number(statements[1].answer?.value)).toBeCloseTo(value, 12);
});
