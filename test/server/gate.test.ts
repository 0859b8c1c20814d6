import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { gated } from "../../src/server/gate";

/** A server that echoes the method of what reaches it. */
function start() {
  const [there, back] = [new PassThrough(), new PassThrough()];
  const writer = new StreamMessageWriter(back);
  const server = createMessageConnection(gated(new StreamMessageReader(there), writer), writer);
  const heard: string[] = [];
  server.onRequest((method) => method);
  server.onNotification((method) => void heard.push(method));
  server.listen();
  const client = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  client.listen();
  const code = (method: string) => client.sendRequest(method, {}).then(String, (error) => error.code);
  return { client, code, heard };
}

test("before initialize a request is refused and a notification dropped; after shutdown only exit passes", async () => {
  const { client, code, heard } = start();
  expect(await code("textDocument/hover")).toBe(-32002);
  expect(await code("no/suchThing")).toBe(-32002);
  await client.sendNotification("textDocument/didOpen", {});
  expect(await code("initialize")).toBe("initialize");
  expect(await code("initialize")).toBe(-32600);
  expect(await code("textDocument/hover")).toBe("textDocument/hover");
  await client.sendNotification("textDocument/didChange", {});
  expect(await code("shutdown")).toBe("shutdown");
  expect(await code("textDocument/hover")).toBe(-32600);
  await client.sendNotification("textDocument/didClose", {});
  await client.sendNotification("exit");
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(heard).toEqual(["textDocument/didChange", "exit"]);
});
