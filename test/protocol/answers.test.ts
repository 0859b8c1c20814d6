import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applySplice, shiftLines, spliceBetween } from "../../src/protocol/answers";
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

describe("answers after an edit that the server has not seen", () => {
  const everyLine = (count: number): LineAnswer[] =>
    Array.from({ length: count }, (_, line) => ({ line, text: `answer ${line}`, tone: "value" }));
  const shift = fc.record({ line: fc.nat(9), removed: fc.nat(5), added: fc.nat(4), isAtStart: fc.boolean() });

  test("stand with the lines that the edit did not touch, one a line and in order", () => {
    fc.assert(
      fc.property(shift, (edit) => {
        const after = shiftLines(everyLine(16), edit);
        const lines = after.map(({ line }) => line);
        expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
        for (let line = 0; line < 16; line++) {
          if (line >= edit.line && line <= edit.line + edit.removed) continue;
          const moved = line < edit.line ? line : line + edit.added - edit.removed;
          expect(after.find(({ text }) => text === `answer ${line}`)?.line).toBe(moved);
        }
      }),
    );
  });

  test("stay at the end of a line that is broken there, and go down with a line that is pushed down", () => {
    const broken = shiftLines(everyLine(2), { line: 0, removed: 0, added: 1, isAtStart: false });
    expect(broken.map(({ line, text }) => [line, text])).toEqual([
      [0, "answer 0"],
      [2, "answer 1"],
    ]);
    const pushed = shiftLines(everyLine(2), { line: 0, removed: 0, added: 1, isAtStart: true });
    expect(pushed.map(({ line }) => line)).toEqual([1, 2]);
  });

  test("are gone with the lines that are cut out", () => {
    const cut = shiftLines(everyLine(4), { line: 1, removed: 2, added: 0, isAtStart: true });
    expect(cut.map(({ line, text }) => [line, text])).toEqual([
      [0, "answer 0"],
      [1, "answer 3"],
    ]);
  });
});
