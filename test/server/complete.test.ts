import { afterEach, describe, expect, test } from "vitest";
import type { DataAsk, DataList } from "../../src/protocol/server";
import { engine } from "../../src/server/language";
import { able, type Memory, startMemory } from "./memory";

const uri = "file:///complete.nabla";
let memory: Memory;
afterEach(() => memory?.end());

interface Item {
  readonly label: string;
  readonly insertTextFormat?: number;
  readonly textEdit: { readonly newText: string };
}

/** What is offered at the end of `text`, asked for by hand or by a key. */
async function offered(text: string, completionItem: object, triggerCharacter?: string): Promise<readonly Item[]> {
  memory = await startMemory(engine, {}, undefined, {
    ...able,
    textDocument: { ...able.textDocument, completion: { completionItem } },
  });
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
    const rich = (await offered("", { snippetSupport: true })).find(({ label }) => label === "gradient");
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

describe("paths of data files", () => {
  const list: DataList = [
    { name: "points.csv", isFolder: false },
    { name: "weights.NPY", isFolder: false },
    { name: "notes.md", isFolder: false },
    { name: 'odd".csv', isFolder: false },
    { name: "data", isFolder: true },
    { name: "..", isFolder: true },
  ];
  const at = "‸";
  async function paths(marked: string, options: object = { readsData: true }) {
    const asked: DataAsk[] = [];
    memory = await startMemory(engine, options);
    memory.client.onRequest("nabla/readData", () => ({ message: { en: "no such file.", zh: "文件不存在。" } }));
    memory.client.onRequest("nabla/listData", (ask: DataAsk) => {
      asked.push(ask);
      return list;
    });
    const offset = marked.indexOf(at);
    const text = marked.replace(at, "");
    await memory.open(uri, text);
    await memory.until(() => memory.diagnostics.has(uri), "the first diagnostics");
    const position = {
      line: text.slice(0, offset).split("\n").length - 1,
      character: offset - (text.lastIndexOf("\n", offset - 1) + 1),
    };
    const ask = { textDocument: { uri }, position, context: { triggerKind: 2, triggerCharacter: '"' } };
    const { items } = await memory.client.sendRequest<{ items: (Item & { textEdit: { range: object } })[] }>(
      "textDocument/completion",
      ask,
    );
    return { asked, items, labels: items.map(({ label }) => label) };
  }

  test("are those that can be read, and the folders, of the folder that is typed", async () => {
    const beside = await paths('X = load "‸"');
    expect(beside.asked).toEqual([{ uri, path: "" }]);
    expect(beside.labels).toEqual(["points.csv", "weights.NPY", "data/", "../"]);
    memory.end();
    const below = await paths('n = 1\nload "data/po‸ints.csv" columns a');
    expect(below.asked).toEqual([{ uri, path: "data/" }]);
    expect(below.items[0]?.textEdit).toEqual({
      newText: "data/points.csv",
      range: { start: { line: 1, character: 6 }, end: { line: 1, character: 21 } },
    });
  });

  test("are not asked for elsewhere, for an absolute path, or of a client that reads no files", async () => {
    for (const [text, options] of [
      ['# load "‸"', { readsData: true }],
      ['X = load "a.csv" ‸', { readsData: true }],
      ['X = load "/etc/‸"', { readsData: true }],
      ['X = load "C:\\‸"', { readsData: true }],
      ['X = load "‸"', {}],
    ] as const) {
      const { asked, labels } = await paths(text, options);
      expect([text, asked, labels.filter((label) => /csv|\//.test(label))]).toEqual([text, [], []]);
      memory.end();
    }
  });
});
