import { afterEach, describe, expect, test } from "vitest";
import { lengthEngine, type Memory, startMemory } from "./memory";

const uri = "file:///a.nabla";
let memory: Memory;
afterEach(() => memory?.end());

const typed = (line: number, character: number, text: string) => ({
  range: { start: { line, character }, end: { line, character } },
  text,
});

describe("documents", () => {
  test("an opened document gets its answers and its problems with the version", async () => {
    memory = await startMemory(lengthEngine());
    await memory.open(uri, "abc\nde!\n", 7);
    await memory.until(() => memory.diagnostics.has(uri) && memory.answers.has(uri), "diagnostics and answers");
    expect(memory.answers.get(uri)).toEqual([{ line: 0, text: "3", tone: "value" }]);
    const { version, diagnostics } = memory.diagnostics.get(uri)!;
    expect(version).toBe(7);
    expect(diagnostics).toMatchObject([{ code: "wrong", severity: 1, range: { start: { line: 1, character: 2 } } }]);
  });

  test("changes in quick succession are evaluated once, and the last text wins", async () => {
    let begun = 0;
    const engine = lengthEngine();
    memory = await startMemory({
      ...engine,
      createSession: (options) => {
        const session = engine.createSession(options);
        return {
          ...session,
          run: () => {
            begun++;
            return session.run();
          },
        };
      },
    });
    await memory.open(uri, "a");
    await memory.until(() => memory.answers.has(uri), "the first answer");
    const before = begun;
    for (let version = 2; version <= 201; version++) void memory.change(uri, version, [typed(0, 0, "x")]);
    await memory.until(() => memory.answers.get(uri)?.[0]?.text === "201", "the last answer");
    expect(begun - before).toBeLessThan(100);
    expect(memory.diagnostics.get(uri)?.version).toBe(201);
  });

  test("a version that goes backwards is taken as it comes", async () => {
    memory = await startMemory(lengthEngine());
    await memory.open(uri, "abc", 9);
    await memory.until(() => memory.answers.has(uri), "an answer");
    await memory.change(uri, 3, [typed(0, 3, "de")]);
    await memory.until(() => memory.answers.get(uri)?.[0]?.text === "5", "the new answer");
    expect(memory.diagnostics.get(uri)?.version).toBe(3);
  });

  test("positions outside the text, and none at all, change nothing but the nearest end", async () => {
    memory = await startMemory(lengthEngine());
    await memory.open(uri, "abc");
    const far = 2 ** 31;
    await memory.change(uri, 2, [
      { range: { start: { line: -1, character: -1 }, end: { line: -1, character: -1 } }, text: "<" },
      { range: { start: { line: far, character: far }, end: { line: far, character: far } }, text: ">" },
      { range: { start: null, end: { line: "x" } }, text: "" },
    ]);
    await memory.until(() => memory.answers.get(uri)?.[0]?.text === "5", "both ends typed at");
    for (const position of [{ line: -1, character: 0 }, { line: far, character: far }, {}, null]) {
      await memory.client.sendRequest("textDocument/hover", { textDocument: { uri }, position });
    }
    const hover = await memory.client.sendRequest("textDocument/hover", {
      textDocument: { uri },
      position: { line: 0, character: 1 },
    });
    expect(hover).toMatchObject({ contents: { kind: "markdown" } });
  });

  test("a document never opened, closed twice, or closed while it is evaluated does no harm", async () => {
    memory = await startMemory(lengthEngine(2));
    const at = { textDocument: { uri: "file:///unknown" }, position: { line: 0, character: 0 } };
    expect(await memory.client.sendRequest("textDocument/hover", at)).toBeNull();
    await memory.change("file:///unknown", 1, [{ text: "x" }]);
    await memory.client.sendNotification("textDocument/didClose", { textDocument: { uri: "file:///unknown" } });
    await memory.open(uri, "slow 50");
    const waiting = memory.client.sendRequest("textDocument/hover", {
      textDocument: { uri },
      position: { line: 0, character: 0 },
    });
    const outcome = expect(waiting).rejects.toMatchObject({ code: -32801 });
    await new Promise((resolve) => setTimeout(resolve, 10));
    await memory.client.sendNotification("textDocument/didClose", { textDocument: { uri } });
    await memory.client.sendNotification("textDocument/didClose", { textDocument: { uri } });
    await outcome;
    await memory.open(uri, "abcd");
    await memory.until(() => memory.answers.get(uri)?.[0]?.text === "4", "an answer after it was opened again");
  });

  test("an engine that throws is logged, and the next text is answered", async () => {
    memory = await startMemory(lengthEngine());
    await memory.open(uri, "hang");
    await memory.until(() => memory.log.some((line) => line.includes("broken here")), "the log");
    await memory.change(uri, 2, [{ text: "fine" }]);
    await memory.until(() => memory.answers.get(uri)?.[0]?.text === "4", "an answer");
  });
});

describe("requests", () => {
  test("a long evaluation lets messages through, and a change ends it", async () => {
    memory = await startMemory(lengthEngine(4));
    await memory.open(uri, "slow 1000");
    const from = performance.now();
    await memory.client.sendRequest("nabla/ping", null);
    expect(performance.now() - from).toBeLessThan(200);
    await memory.change(uri, 2, [{ text: "ab" }]);
    await memory.until(() => memory.answers.get(uri)?.[0]?.text === "2", "the answer of the new text", 1_000);
  });

  test("of a thousand requests, some cancelled, each is settled exactly once", async () => {
    memory = await startMemory(lengthEngine(1));
    await memory.open(uri, "slow 40\nabc");
    const { CancellationTokenSource } = await import("vscode-languageserver/node");
    let settled = 0;
    const methods = ["textDocument/hover", "textDocument/inlayHint", "textDocument/codeAction", "nabla/answer"];
    const all = Array.from({ length: 1_000 }, (_, k) => {
      const source = new CancellationTokenSource();
      const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
      const ask = { textDocument: { uri }, position: range.start, range, context: {}, uri, line: 1 };
      const reply = memory.client.sendRequest(methods[k % methods.length]!, ask, source.token);
      if (k % 3 === 0) source.cancel();
      return reply.then(
        () => settled++,
        (error: { code: number }) => {
          expect(error.code).toBe(-32800);
          settled++;
        },
      );
    });
    await Promise.all(all);
    expect(settled).toBe(1_000);
  });

  test("hints for a client that draws none itself stand at the ends of their lines", async () => {
    memory = await startMemory(lengthEngine(), { ownAnswers: false });
    await memory.open(uri, "abc\r\n\r\nde");
    const hints = await memory.client.sendRequest("textDocument/inlayHint", {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 2, character: 9 } },
    });
    expect(hints).toMatchObject([
      { position: { line: 0, character: 3 } },
      { position: { line: 2, character: 2 }, label: "2", paddingLeft: true },
    ]);
  });

  test("a quick fix is one edit of the version it was made for", async () => {
    memory = await startMemory(lengthEngine());
    await memory.open(uri, "ab~c", 4);
    const at = { line: 0, character: 2 };
    const actions = await memory.client.sendRequest("textDocument/codeAction", {
      textDocument: { uri },
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    expect(actions).toMatchObject([
      {
        title: "Remove it",
        kind: "quickfix",
        isPreferred: true,
        edit: {
          documentChanges: [
            {
              textDocument: { uri, version: 4 },
              edits: [{ range: { start: at, end: { line: 0, character: 3 } }, newText: "" }],
            },
          ],
        },
      },
    ]);
  });

  test("a quarantined document is read by a session that never evaluates", async () => {
    const quiet: string[] = [];
    const engine = lengthEngine();
    memory = await startMemory(
      {
        ...engine,
        quietSession: (options) => {
          quiet.push(options.locale);
          return engine.createSession(options);
        },
      },
      { quarantined: [uri], locale: "zh" },
    );
    await memory.open(uri, "abc");
    await memory.open("file:///other.nabla", "abc");
    await memory.until(() => memory.answers.size === 2, "both");
    expect(quiet).toEqual(["zh"]);
  });
});
