import { afterEach, expect, test } from "vitest";
import type { DataAsk, DataReply } from "../../src/protocol/server";
import { engine } from "../../src/server/language";
import { type Memory, startMemory } from "./memory";

const uri = "file:///paper/a.nabla";
const text = 'X = load "p.csv"\nsum(X)\n';
const base64 = (words: string): DataReply => ({ base64: Buffer.from(words).toString("base64") });
let memory: Memory;
afterEach(() => memory?.end());

const answerOf = (line: number) => memory.answers.get(uri)?.find((one) => one.line === line)?.text;
const codes = () => memory.diagnostics.get(uri)?.diagnostics.map(({ code }) => code);

async function start(read: (ask: DataAsk) => DataReply | Promise<DataReply>): Promise<DataAsk[]> {
  const asked: DataAsk[] = [];
  memory = await startMemory(engine, { readsData: true });
  memory.client.onRequest<DataReply, void>("nabla/readData", (ask: DataAsk) => {
    asked.push(ask);
    return read(ask);
  });
  return asked;
}

test("a data file is asked of the client once, and answered with when it has come", async () => {
  const asked = await start(() => base64("1\n2\n"));
  await memory.open(uri, text);
  await memory.until(() => answerOf(1) === "≈ 3", "the sum");
  await memory.change(uri, 2, [
    { range: { start: { line: 1, character: 6 }, end: { line: 1, character: 6 } }, text: " + 1" },
  ]);
  await memory.until(() => answerOf(1) === "≈ 4", "the new sum");
  expect(asked).toEqual([{ uri, path: "p.csv" }]);
});

test("a data file that changes is read again, and its last state wins", async () => {
  let content = "1\n2\n";
  await start(() => base64(content));
  await memory.open(uri, text);
  await memory.until(() => answerOf(1) === "≈ 3", "the sum");
  for (content of ["1\n5\n", "1\n6\n"])
    await memory.client.sendNotification("nabla/dataChanged", { uri, path: "p.csv" });
  await memory.until(() => answerOf(1) === "≈ 7", "the sum of the new file");
  expect(codes()).toEqual([]);
});

test("what the client says about a file stands at its path", async () => {
  await start(() => ({ message: { en: "there is no such file.", zh: "文件不存在。" } }));
  await memory.open(uri, text);
  await memory.until(() => codes()?.includes("load-fault") === true, "the fault");
  expect(memory.diagnostics.get(uri)?.diagnostics[0].message).toBe("p.csv: there is no such file.");
});

test("a client that reads no files is not asked, and a change nobody waits for is ignored", async () => {
  memory = await startMemory(engine);
  await memory.client.sendNotification("nabla/dataChanged", { uri: "file:///none", path: "p.csv" });
  await memory.open(uri, text);
  await memory.until(() => codes()?.includes("load-unavailable") === true, "the reason");
});
