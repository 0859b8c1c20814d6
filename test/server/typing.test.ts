import { afterEach, describe, expect, test } from "vitest";
import { lengthEngine, type Memory, startMemory } from "./memory";

const uri = "file:///typing.nabla";
let memory: Memory;
afterEach(() => memory?.end());

const typed = (line: number, character: number, text: string) => ({
  range: { start: { line, character }, end: { line, character } },
  text,
});
const codes = () => memory.diagnostics.get(uri)?.diagnostics.map(({ code }) => code) ?? [];

async function opened(text: string): Promise<void> {
  memory = await startMemory(lengthEngine());
  await memory.open(uri, text);
  await memory.until(() => memory.diagnostics.has(uri), "the first diagnostics");
}

describe("a half-typed line", () => {
  test("keeps its last answer, dimmed, and is not underlined until half a second has passed", async () => {
    await opened("abc\nde");
    const from = performance.now();
    await memory.change(uri, 2, [typed(0, 3, "!")]);
    await memory.until(() => memory.answers.get(uri)?.[0]?.dim === true, "a dimmed answer");
    expect(memory.answers.get(uri)).toEqual([
      { line: 0, text: "3", tone: "value", dim: true },
      { line: 1, text: "2", tone: "value" },
    ]);
    expect(codes()).toEqual([]);
    await memory.until(() => codes().includes("wrong"), "the underline");
    expect(performance.now() - from).toBeGreaterThan(450);
    expect(memory.answers.get(uri)).toEqual([{ line: 1, text: "2", tone: "value" }]);
  });

  test("is shown as it is as soon as the caret leaves it", async () => {
    await opened("abc\nde");
    await memory.change(uri, 2, [typed(0, 3, "!")]);
    await memory.until(() => memory.answers.get(uri)?.[0]?.dim === true, "a dimmed answer");
    const from = performance.now();
    await memory.client.sendNotification("nabla/caret", { uri, line: 0 });
    await memory.client.sendNotification("nabla/caret", { uri, line: 1 });
    await memory.until(() => codes().includes("wrong"), "the underline");
    expect(performance.now() - from).toBeLessThan(300);
  });

  test("finished in time is never underlined, and has its new answer at once", async () => {
    await opened("abc");
    await memory.change(uri, 2, [typed(0, 3, "!")]);
    await memory.until(() => memory.answers.get(uri)?.[0]?.dim === true, "a dimmed answer");
    await memory.change(uri, 3, [
      { range: { start: { line: 0, character: 3 }, end: { line: 0, character: 4 } }, text: "d" },
    ]);
    await memory.until(() => memory.answers.get(uri)?.[0]?.text === "4", "the new answer");
    expect(memory.answers.get(uri)?.[0]?.dim).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(codes()).toEqual([]);
  });

  test("waits with warnings too, while those of other lines stand", async () => {
    await opened("a~\nde");
    await memory.until(() => codes().length === 1, "the old warning");
    await memory.change(uri, 2, [typed(1, 2, "~")]);
    await memory.until(() => memory.diagnostics.get(uri)?.version === 2, "the new version");
    expect(codes()).toEqual(["odd"]);
    await memory.until(() => codes().length === 2, "the new warning");
  });

  test("a pasted or opened text is underlined at once", async () => {
    await opened("a");
    const from = performance.now();
    await memory.change(uri, 2, [typed(0, 1, "!\nb!\n")]);
    await memory.until(() => codes().length === 2, "both underlines");
    expect(performance.now() - from).toBeLessThan(300);
  });

  test("another document is not kept waiting by it", async () => {
    await opened("abc");
    await memory.change(uri, 2, [typed(0, 3, "!")]);
    await memory.open("file:///b.nabla", "x!");
    await memory.until(() => memory.diagnostics.get("file:///b.nabla")?.diagnostics.length === 1, "its underline", 300);
  });
});
