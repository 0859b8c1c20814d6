import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applySplice, spliceBetween } from "../../src/protocol/answers";
import type { LineAnswer } from "../../src/protocol/server";

const answer = fc.record({
  line: fc.nat(30),
  text: fc.constantFrom("1", "2", "(2x, 2y)"),
  tone: fc.constantFrom("value", "good") as fc.Arbitrary<LineAnswer["tone"]>,
});
const list = fc.array(answer, { maxLength: 12 }).map((all) => all.sort((a, b) => a.line - b.line));

describe("the splice between two lists of answers", () => {
  test("turns the one into the other, whatever they are", () => {
    fc.assert(
      fc.property(list, list, (before, after) => {
        const splice = spliceBetween(before, after);
        expect(splice === undefined ? before : applySplice(before, splice)).toEqual(after);
      }),
      { numRuns: 2_000 },
    );
  });

  test("says nothing when nothing changed, and little when lines were only moved", () => {
    const many: LineAnswer[] = Array.from({ length: 500 }, (_, line) => ({ line, text: String(line), tone: "value" }));
    expect(spliceBetween(many, many)).toBeUndefined();
    const moved = many.map((one) => (one.line < 250 ? one : { ...one, line: one.line + 1 }));
    expect(spliceBetween(many, moved)).toEqual({ start: 250, remove: 0, insert: [], shift: 1 });
  });
});
