import { afterEach, describe, expect, test } from "vitest";
import type { CodeReply } from "../../src/protocol/server";
import { engine } from "../../src/server/language";
import { type Memory, startMemory } from "./memory";

const uri = "file:///features.nabla";
const text = "k = 2\nf(x, y) = k x² + 0.25y²\ng(x, y) = f(x, y) + k\n∇f(1, 2)\nexport f to numpy, julia\n";

let memory: Memory;
afterEach(() => memory?.end());

async function opened(content = text): Promise<void> {
  memory = await startMemory(engine, { commands: true });
  await memory.open(uri, content);
  await memory.until(() => memory.diagnostics.has(uri), "the first diagnostics");
}
const ask = <R>(method: string, more: object): Promise<R> =>
  memory.client.sendRequest<R>(method, { textDocument: { uri }, ...more });

interface Item {
  readonly name: string;
}

describe("call hierarchy", () => {
  const prepared = async (line: number, character: number) =>
    (await ask<Item[] | null>("textDocument/prepareCallHierarchy", { position: { line, character } }))?.[0];

  test("of a function names the statements that use it, and what it uses itself", async () => {
    await opened();
    const item = await prepared(3, 1);
    expect(item?.name).toBe("f");
    const incoming = await memory.client.sendRequest<{ from: Item; fromRanges: object[] }[]>(
      "callHierarchy/incomingCalls",
      { item },
    );
    expect(incoming.map(({ from }) => from.name)).toEqual(["g", "∇f(1, 2)", "export f to numpy, julia"]);
    const outgoing = await memory.client.sendRequest<{ to: Item }[]>("callHierarchy/outgoingCalls", { item });
    expect(outgoing.map(({ to }) => to.name)).toEqual(["k"]);
  });

  test("is not offered where no name of the file stands", async () => {
    await opened();
    expect(await prepared(1, 7)).toBeUndefined();
  });
});

describe("code of a statement", () => {
  const code = (line: number, target?: string) =>
    memory.client.sendRequest<CodeReply | null>("nabla/code", {
      uri,
      line,
      ...(target === undefined ? {} : { target }),
    });

  test("of an export are its own files", async () => {
    await opened();
    expect(await code(4)).toEqual({
      kind: "targets",
      targets: [
        { id: "numpy", title: "NumPy" },
        { id: "julia", title: "Julia" },
      ],
    });
    expect(await code(4, "julia")).toMatchObject({ kind: "file", name: "f_julia.jl" });
  });

  test("of a function and of a question is what exporting them would give, in any language", async () => {
    await opened();
    const targets = await code(1);
    expect(targets?.kind === "targets" && targets.targets.length).toBe(8);
    const file = await code(1, "numpy");
    expect(file).toMatchObject({ kind: "file" });
    expect(file?.kind === "file" && file.text).toContain("def f");
    expect(memory.diagnostics.get(uri)?.diagnostics).toEqual([]);
  });

  test("is refused in words where there is nothing to export", async () => {
    await opened("n : size\nA : matrix n×n\n");
    expect(await code(1)).toBeNull();
    expect(await code(0, "nonsense")).toBeNull();
  });
});

describe("links and words at a statement", () => {
  test("a hover on a number has links that carry its place and its text", async () => {
    await opened();
    const hover = await ask<{ contents: { value: string } }>("textDocument/hover", {
      position: { line: 1, character: 19 },
    });
    const link = /command:nablascope\.increaseNumber\?(\S+?)\)/.exec(hover.contents.value)?.[1] ?? "";
    expect(JSON.parse(decodeURIComponent(link))).toEqual([{ uri, line: 1, character: 17, text: "0.25" }]);
  });

  test("plot and export stand above a function, export above an export, and nothing above a question", async () => {
    await opened();
    const lenses = await ask<{ range: { start: { line: number } }; command: { title: string } }[]>(
      "textDocument/codeLens",
      {},
    );
    const words = (line: number) =>
      lenses.filter(({ range }) => range.start.line === line).map(({ command }) => command.title);
    expect(words(1).sort()).toEqual(["export", "plot"]);
    expect(words(4)).toEqual(["export"]);
    expect(words(3)).toEqual([]);
  });

  test("the gradient and the Hessian of a function can be inserted", async () => {
    await opened();
    const caret = { line: 1, character: 1 };
    const actions = await ask<{ title: string }[]>("textDocument/codeAction", {
      range: { start: caret, end: caret },
      context: { diagnostics: [] },
    });
    const titles = actions.map(({ title }) => title);
    expect(titles).toContain("Insert the gradient ∇f");
    expect(titles).toContain("Insert the Hessian ∇²f");
  });

  test("an answer is told whole, with the line it would be inserted as", async () => {
    await opened();
    const answer = await memory.client.sendRequest("nabla/answer", { uri, line: 3 });
    expect(answer).toMatchObject({ text: "(4, 1)", line: 3, inserted: "\n(4, 1)" });
  });
});

test("formatting a selection leaves the line alone before whose first character it ends", async () => {
  await opened("f( x )=x^2\ng( x )=x^3\n");
  const options = { tabSize: 2, insertSpaces: true };
  const linesOf = async (line: number, character: number) => {
    const range = { start: { line: 0, character: 0 }, end: { line, character } };
    const edits = await ask<{ range: { start: { line: number } } }[]>("textDocument/rangeFormatting", {
      range,
      options,
    });
    return [...new Set(edits.map((edit) => edit.range.start.line))];
  };
  expect(await linesOf(1, 0)).toEqual([0]);
  expect(await linesOf(1, 1)).toEqual([0, 1]);
  expect(await linesOf(0, 0)).toEqual([0]);
});
