import { afterEach, describe, expect, test } from "vitest";
import { engine } from "../../src/server/language";
import { type Memory, startMemory } from "./memory";

const uri = "file:///complete.nabla";
let memory: Memory;
afterEach(() => memory?.end());

interface Item {
  readonly label: string;
  readonly insertTextFormat?: number;
  readonly textEdit: { readonly newText: string };
}

/** What is offered at the end of `text`, asked for by hand or by a key. */
async function offered(text: string, options: object, triggerCharacter?: string): Promise<readonly Item[]> {
  memory = await startMemory(engine, options);
  await memory.open(uri, text);
  await memory.until(() => memory.diagnostics.has(uri), "the first diagnostics");
  const lines = text.split("\n");
  const position = { line: lines.length - 1, character: lines[lines.length - 1]!.length };
  const context = triggerCharacter === undefined ? { triggerKind: 1 } : { triggerKind: 2, triggerCharacter };
  const ask = { textDocument: { uri }, position, context };
  return (await memory.client.sendRequest<{ items: Item[] }>("textDocument/completion", ask)).items;
}

describe("completion", () => {
  test("gives places to fill in only to a client that fills them in", async () => {
    const rich = (await offered("", { snippets: true })).find(({ label }) => label === "gradient");
    expect(rich).toMatchObject({ insertTextFormat: 2, textEdit: { newText: `∇\${1:f}` } });
    memory.end();
    const plain = await offered("", {});
    expect(plain.find(({ label }) => label === "gradient")).toMatchObject({ textEdit: { newText: "∇f" } });
    for (const { insertTextFormat, textEdit } of plain) {
      expect(insertTextFormat).toBeUndefined();
      expect(textEdit.newText).not.toContain("$");
    }
  });

  test("opens by itself at a blank only where certain words follow", async () => {
    expect((await offered("A : ", {}, " ")).map(({ label }) => label)).toContain("spd");
    memory.end();
    expect((await offered("f(x) = x²\nexport f to ", {}, " ")).map(({ label }) => label)).toContain("numpy");
    memory.end();
    expect(await offered("f(x) = x²\nderive f ", {}, " ")).toEqual([]);
    memory.end();
    expect(await offered("1 + ", {}, " ")).toEqual([]);
  });
});
