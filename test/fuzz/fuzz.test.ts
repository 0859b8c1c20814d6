import { expect, test } from "vitest";
import { fuzzSession } from "./session";
import { fuzzSyntax } from "./syntax";

test("20,000 hostile texts are parsed without a throw, and incremental parsing equals full", () => {
  expect(() => fuzzSyntax(20_000, 20_261_123)).not.toThrow();
}, 300_000);

test("1,000 edits leave a session saying what a fresh one says", () => {
  expect(() => fuzzSession(1_000, 7)).not.toThrow();
}, 300_000);
