import { afterEach, describe, expect, test } from "vitest";
import { findBlocks } from "../../src/formula/blocks";
import { engine } from "../../src/server/language";
import { type Memory, startMemory } from "./memory";

const note =
  "# Note\n\n```nabla\nf(x, y) = x² + y²\n∇f(3, -4)\n```\n\nSome text.\n\n```nabla\ncheck ∇f = (2x, 3y)\nno + 1\n```\n";
const program =
  'def f(x):\n    """A bowl.\n\n    ```nabla\n    f(x, y) = 3x² + y²\n    ∇f\n    ```\n    """\n\n# ```nabla\n# g(x) = x³\n# g\'(2)\n# ```\n';

let memory: Memory;
afterEach(() => memory?.end());

async function opened(uri: string, text: string, languageId: string): Promise<void> {
  memory = await startMemory(engine, { ownAnswers: true });
  await memory.open(uri, text, 1, languageId);
  await memory.until(() => memory.diagnostics.has(uri), "the first diagnostics");
  await memory.until(() => memory.answers.has(uri) || findBlocks(text, languageId).length === 0, "the first answers");
}
const lines = (uri: string) => (memory.answers.get(uri) ?? []).map(({ line, text }) => [line, text]);

describe("blocks of Nabla in a file of another language", () => {
  const uri = "file:///note.md";

  test("are one program: answers and problems stand at the lines of the file", async () => {
    await opened(uri, note, "markdown");
    expect(lines(uri)).toContainEqual([4, "(6, -8)"]);
    expect(lines(uri).find(([line]) => line === 10)?.[1]).toMatch(/^refuted/);
    const problem = memory.diagnostics.get(uri)?.diagnostics.find(({ code }) => code === "undefined-name");
    expect(problem?.range).toMatchObject({ start: { line: 11, character: 0 }, end: { line: 11 } });
  });

  test("have answers as long as in a file of their own", async () => {
    await opened(
      uri,
      "```nabla\nh(a, b, c, d, k) = a^7 + b^8 + c^9 + d^10 + k^11\n∇h\n∇h(1/3, 1/7, 1/9, 2/11, 3)\n```\n",
      "markdown",
    );
    const lengths = lines(uri).map(([, text]) => String(text).length);
    expect(Math.max(...lengths)).toBeGreaterThan(43);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(60);
  });

  test("follow a line that is put in between them", async () => {
    await opened(uri, note, "markdown");
    const at = { line: 7, character: 0 };
    await memory.change(uri, 2, [{ range: { start: at, end: at }, text: "more\n" }]);
    await memory.until(() => lines(uri).some(([line]) => line === 11), "the moved answer");
    expect(lines(uri)).toContainEqual([4, "(6, -8)"]);
  });

  test("have hovers, and the text around them has none", async () => {
    await opened(uri, note, "markdown");
    const hover = (line: number, character: number) =>
      memory.client.sendRequest("textDocument/hover", { textDocument: { uri }, position: { line, character } });
    expect(JSON.stringify(await hover(4, 9))).toContain("6");
    expect(await hover(0, 3)).toBeNull();
    expect(await hover(7, 3)).toBeNull();
    expect(await memory.client.sendRequest("nabla/answer", { uri, line: 7 })).toBeNull();
    expect(await memory.client.sendRequest("nabla/answer", { uri, line: 4 })).toMatchObject({
      text: "(6, -8)",
      line: 4,
    });
  });

  test("in comments and docstrings answer too, and an inserted line gets the comment's mark", async () => {
    const file = "file:///a.py";
    await opened(file, program, "python");
    expect(lines(file)).toContainEqual([5, "(6x, 2y)"]);
    expect(lines(file)).toContainEqual([11, "12"]);
    const caret = { line: 10, character: 5 };
    const actions = await memory.client.sendRequest<
      { title: string; edit: { documentChanges: { edits: { newText: string }[] }[] } }[]
    >("textDocument/codeAction", {
      textDocument: { uri: file },
      range: { start: caret, end: caret },
      context: { diagnostics: [] },
    });
    const gradient = actions.find(({ title }) => title === "Insert the gradient ∇g");
    expect(gradient?.edit.documentChanges[0]?.edits[0]?.newText).toBe("\n# ∇g");
  });

  test("appear and go while the file is edited", async () => {
    await opened(uri, "# Note\n\n``nabla\n1/2 + 1/3\n```\n", "markdown");
    expect(lines(uri)).toEqual([]);
    const at = { line: 2, character: 0 };
    await memory.change(uri, 2, [{ range: { start: at, end: at }, text: "`" }]);
    await memory.until(() => lines(uri).length === 1, "the answer");
    expect(lines(uri)[0]?.[1]).toContain("5/6");
    await memory.change(uri, 3, [{ range: { start: at, end: { line: 2, character: 2 } }, text: "" }]);
    await memory.until(() => lines(uri).length === 0, "its end");
  });
});
