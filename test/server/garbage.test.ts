import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const server = join(process.cwd(), "dist/server.js");

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** What becomes of a server that reads these bytes and, at once or after it has said `awaited`, the end of its input. */
function feed(bytes: Buffer | string, awaited?: string): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "pipe"] });
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      if (awaited !== undefined && said.includes(awaited)) child.stdin.end();
    });
    child.stderr.resume();
    child.stdin.on("error", () => undefined);
    const late = setTimeout(() => child.kill("SIGKILL"), 8_000);
    child.once("exit", (code) => {
      clearTimeout(late);
      resolve({ code, said });
    });
    child.stdin.write(bytes);
    if (awaited === undefined) child.stdin.end();
  });
}

const message = (body: object | string, length?: number): string => {
  const text = typeof body === "string" ? body : JSON.stringify({ jsonrpc: "2.0", ...body });
  return `Content-Length: ${length ?? Buffer.byteLength(text)}\r\n\r\n${text}`;
};
const hello = message({ id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
const ping = message({ id: 2, method: "nabla/ping", params: null });

describe.runIf(existsSync(server))("bytes that are no protocol", () => {
  test.each([
    ["nothing", ""],
    ["no head at all", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["a length that is no number", "Content-Length: many\r\n\r\n{}"],
    ["a negative length", "Content-Length: -5\r\n\r\n{}"],
    ["a length beyond the end", message({ id: 1, method: "initialize", params: {} }, 9_999_999)],
    ["bytes of no text", Buffer.from(Array.from({ length: 4_096 }, (_, k) => (k * 167 + 13) % 256))],
    ["a megabyte without a head", "x".repeat(1_200_000)],
    ["a body that is no JSON", message("{nonsense")],
    ["a first message that is no request", message({ method: "initialized", params: {} })],
  ])("%s: the server ends with its input, and does not hang", async (_name, bytes) => {
    const { code } = await feed(bytes);
    expect(code).not.toBeNull();
  });

  test("a broken body between two whole ones is skipped: what comes behind is answered", async () => {
    const { said } = await feed(hello + message("{nonsense}") + ping, '"id":2');
    expect(said).toContain('"id":1');
    expect(said).toContain('"id":2');
  });

  test("a length that is too short makes one message unreadable, and the reply to what came before stands", async () => {
    const { said, code } = await feed(hello + message({ id: 3, method: "nabla/ping", params: null }, 10), '"id":1');
    expect(said).toContain('"id":1');
    expect(code).not.toBeNull();
  });
});
