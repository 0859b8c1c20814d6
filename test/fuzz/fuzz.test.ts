import { expect, test } from "vitest";
import { fuzzDerivatives } from "./derivatives";
import { fuzzSession } from "./session";
import { fuzzSyntax } from "./syntax";
import { fuzzVerdicts } from "./verdicts";

test("20,000 hostile texts are parsed without a throw, and incremental parsing equals full", () => {
  expect(() => fuzzSyntax(20_000, 20_261_123)).not.toThrow();
}, 300_000);

test("1,000 edits leave a session saying what a fresh one says", () => {
  expect(() => fuzzSession(1_000, 7)).not.toThrow();
}, 300_000);

test("2,000 random expressions have the derivatives that dual numbers and differences give", () => {
  expect(fuzzDerivatives(2_000, 20_261_123).refused).toBeLessThan(20);
}, 300_000);

test("of the derivatives of 1,000 random expressions no other form is refuted and no mutant is proved", () => {
  const { forms, proved, mutants, refuted } = fuzzVerdicts(1_000, 20_261_123);
  expect(mutants).toBeGreaterThan(2_000);
  expect(refuted / mutants).toBeGreaterThan(0.998);
  expect(proved / forms).toBeGreaterThan(0.97);
}, 300_000);

test("a choice that hangs on rounding contradicts no derivative and no identity", () => {
  // t/(u² + 1) is the largest softmax entry but for rounding; each row of a softmax sums to 1, so that no sum is above another.
  expect(fuzzDerivatives(1, 31_076_954)).toEqual({ drawn: 1, refused: 0 });
  expect(fuzzVerdicts(1, 36_011_087).forms).toBeGreaterThan(0);
});
