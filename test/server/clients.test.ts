import { afterEach, describe, expect, test } from "vitest";
import { engine } from "../../src/server/language";
import { type Memory, startMemory } from "./memory";

const uri = "file:///clients.nabla";
const text = "## Bowl\nf(x, y) = x² + 3y²\nf(1, 2)\n[1 2; 3 4] * [1; 2; 3]\nunused(z) = 1/2z\n";
let memory: Memory;
afterEach(() => memory?.end());

async function opened(capabilities: object): Promise<void> {
  memory = await startMemory(engine, { ownAnswers: false }, undefined, capabilities);
  await memory.open(uri, text);
  await memory.until(() => memory.diagnostics.has(uri), "the first diagnostics");
}
const ask = <R>(method: string, more: object = {}): Promise<R> =>
  memory.client.sendRequest<R>(method, { textDocument: { uri }, ...more });

interface Said {
  readonly kind: string;
  readonly value: string;
}

describe("a client that said nothing of itself", () => {
  test("gets hovers, documentation and signatures as plain text without a mark of Markdown", async () => {
    await opened({});
    const { contents } = await ask<{ contents: Said }>("textDocument/hover", { position: { line: 2, character: 0 } });
    expect(contents.kind).toBe("plaintext");
    expect(contents.value).toContain("x² + 3y²");
    expect(contents.value).not.toMatch(/[`*\\]|^---$/m);
    const { items } = await ask<{ items: { label: string; documentation?: Said }[] }>("textDocument/completion", {
      position: { line: 5, character: 0 },
    });
    const said = items.flatMap(({ documentation }) => (documentation === undefined ? [] : [documentation]));
    expect(said.length).toBeGreaterThan(20);
    expect(said.filter(({ kind, value }) => kind !== "plaintext" || value.includes("\\"))).toEqual([]);
  });

  test("gets symbols as a list, edits as changes, a bare rename, and no actions that it can't read", async () => {
    await opened({});
    const symbols = await ask<{ name: string; location?: object; children?: object }[]>("textDocument/documentSymbol");
    expect(symbols.map(({ name }) => name)).toContain("f");
    for (const one of symbols) expect([Object.hasOwn(one, "location"), one.children]).toEqual([true, undefined]);
    const edit = await ask<{ changes?: Record<string, object[]>; documentChanges?: object }>("textDocument/rename", {
      position: { line: 1, character: 0 },
      newName: "bowl",
    });
    expect(edit.documentChanges).toBeUndefined();
    expect(edit.changes?.[uri]).toHaveLength(2);
    const range = { start: { line: 4, character: 0 }, end: { line: 4, character: 16 } };
    expect(await ask("textDocument/codeAction", { range, context: { diagnostics: [] } })).toEqual([]);
  });

  test("gets diagnostics without tags and related places", async () => {
    await opened({});
    const { diagnostics } = memory.diagnostics.get(uri)!;
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const one of diagnostics) expect(Object.keys(one)).not.toContain("tags");
    for (const one of diagnostics) expect(Object.keys(one)).not.toContain("relatedInformation");
  });
});
