import { describe, expect, test } from "vitest";
import { findBlocks } from "../../src/formula/blocks";
import { programOf } from "../../src/formula/program";

const codes = (text: string, language: string) => findBlocks(text, language).map(({ code }) => code.text);

/** Every character of the program is the character of the file at its place, and the way back finds it. */
function expectMapped(text: string, language: string): void {
  const program = programOf(findBlocks(text, language));
  for (let at = 0; at < program.text.length; at++) {
    const source = program.toSource(at);
    if (program.text[at] !== "\n") expect(text[source]).toBe(program.text[at]);
    if (program.text[at] !== "\n") expect(program.toProgram(source)).toBe(at);
    if (program.text[at] !== "\n") expect(program.holds(source)).toBe(true);
  }
}

const markdown =
  "# Note\n\n```nabla\nf(x) = x²\n∇f\n```\n\n> ~~~ {.nabla}\n> ∇f(3)\n> ~~~\n\n- item\n  ```nabla\n  1 + 1\n  ```\n";
const python =
  'def f(x):\n    """Square.\n\n    ```nabla\n    f(x) = x²\n      \n    ∇f(2)\n    ```\n    """\n    # ```nabla\n    # f(4)\n    # ```\n    return "```nabla"\n';
const script =
  "/**\n * Bowl.\n * ```nabla\n * q(x, y) = x² + y²\n * ∇q\n * ```\n */\nconst text = `\n\\`\\`\\`nabla\n1\n`;\n// ```nabla\n// 1/2\n// ```\n";

describe("blocks of Nabla in other files", () => {
  test("stand in Markdown, in quotes and in lists, without their marks", () => {
    expect(codes(markdown, "markdown")).toEqual(["f(x) = x²\n∇f\n", "∇f(3)\n", "1 + 1\n"]);
  });

  test("stand in docstrings and in comments, without indentation and comment marks, and not in other strings", () => {
    expect(codes(python, "python")).toEqual(["f(x) = x²\n  \n∇f(2)\n", "f(4)\n"]);
    expect(codes(script, "typescript")).toEqual(["q(x, y) = x² + y²\n∇q\n", "1/2\n"]);
  });

  test("are not found inside a fence of another language, nor in a language that is not known", () => {
    expect(codes("````md\n```nabla\n1\n```\n````\n", "markdown")).toEqual([]);
    expect(codes("```nablas\n1\n```\n", "markdown")).toEqual([]);
    expect(codes("```nabla\n1\n```\n", "plaintext")).toEqual([]);
  });

  test("go to the end of the text while their end is not typed yet", () => {
    expect(codes("a\n```nabla\n1 + 1\n2", "markdown")).toEqual(["1 + 1\n2"]);
  });

  test.each([
    ["markdown", markdown],
    ["python", python],
    ["typescript", script],
    ["markdown", markdown.replaceAll("\n", "\r\n")],
    ["python", python.replaceAll("\n", "\r\n")],
  ])("know the place of every character in the file (%s)", (language, text) => {
    expectMapped(text, language);
  });

  test("are one program in the order of the file, and what lies between them is outside", () => {
    const program = programOf(findBlocks(markdown, "markdown"));
    expect(program.text).toBe("f(x) = x²\n∇f\n∇f(3)\n1 + 1\n");
    expect(program.holds(markdown.indexOf("Note"))).toBe(false);
    expect(program.holds(markdown.indexOf("item"))).toBe(false);
    expect(program.toProgram(markdown.indexOf("item"))).toBe(program.text.indexOf("1 + 1"));
    expect(program.toProgram(markdown.length)).toBe(program.text.length);
  });
});
