import { describe, expect, test } from "vitest";
import { findBlocks } from "../../src/formula/blocks";
import { programOf } from "../../src/formula/program";
import { placeInFile, stretchInFile, wholeText } from "../../src/protocol/pieces";

const note = "# Bowl\n\n> ```nabla\n> f(x, y) = x² + y²\n> ∇f(3, 4)\n> ```\n\ntext\n\n```nabla\ng(x) = 2x\n```\n";
const docstring = 'def f(x):\n    """\n    ```nabla\n    h(x) = 3x²\n    h(2)\n    ```\n    """\n';

describe("a program put together from the blocks of a file", () => {
  test.each([
    ["markdown", note],
    ["python", docstring],
  ])("has every number where the file has it: %s", (language, text) => {
    const program = programOf(findBlocks(text, language));
    const numbers = [...program.text.matchAll(/\d/g)];
    expect(numbers.length).toBeGreaterThan(1);
    for (const { index, 0: digit } of numbers) {
      const { from, to } = stretchInFile(program.pieces, { from: index, to: index + 1 });
      expect(text.slice(from, to)).toBe(digit);
      expect(placeInFile(program.pieces, index)).toBe(program.toSource(index));
      expect(program.toProgram(from)).toBe(index);
    }
  });

  test("is the file itself where the file is a program", () => {
    expect(stretchInFile(wholeText, { from: 3, to: 5, text: "7" })).toEqual({ from: 3, to: 5, text: "7" });
  });
});
