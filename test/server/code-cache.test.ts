import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadWithCode } from "../../src/server/code-cache";
import { hello, startClient } from "../support/lsp";

const home = mkdtempSync(join(tmpdir(), "nablascope-code-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

let count = 0;
/** A file that tells where it lies and doubles a number with a function that is compiled when it is first called. */
function program(factor = 2): { file: string; folder: string } {
  count += 1;
  const file = join(home, `program-${count}.js`);
  const path = 'require("node:path").basename(__filename)';
  writeFileSync(file, `exports.name = ${path}; exports.times = (x) => { const y = ${factor}; return x * y; };`);
  const folder = join(home, `kept-${count}`);
  mkdirSync(folder);
  return { file, folder };
}
interface Exports {
  readonly name: string;
  times(x: number): number;
}

describe("compiled code kept between starts", () => {
  test("a file is loaded like a module, and its code lies in the folder afterwards", () => {
    const { file, folder } = program();
    const { exports, keep } = loadWithCode(file, folder);
    const { name, times } = exports as Exports;
    expect([name, times(21)]).toEqual([`program-${count}.js`, 42]);
    keep();
    expect(readdirSync(folder)).toHaveLength(1);
    expect(readdirSync(folder)[0]).toMatch(/^program-\d+\.js-[0-9a-f]{16}-[0-9a-f]+\.code$/);
  });

  test("a second start takes it, and writes only what it has compiled beyond it", () => {
    const { file, folder } = program();
    loadWithCode(file, folder).keep(); // `times` was never called: its code is not among it
    const kept = join(folder, readdirSync(folder)[0]!);
    const little = statSync(kept).size;
    loadWithCode(file, folder).keep();
    expect(statSync(kept).size).toBe(little);
    const third = loadWithCode(file, folder);
    expect((third.exports as Exports).times(4)).toBe(8);
    third.keep();
    expect(statSync(kept).size).toBeGreaterThan(little);
  });

  test("a damaged file is left alone, and written anew", () => {
    const { file, folder } = program();
    loadWithCode(file, folder).keep();
    const kept = join(folder, readdirSync(folder)[0]!);
    const whole = readFileSync(kept);
    const damaged = Buffer.from(whole);
    damaged[damaged.length - 40]! ^= 1;
    for (const bytes of [damaged, whole.subarray(0, 20), Buffer.alloc(0)]) {
      writeFileSync(kept, bytes);
      const { exports, keep } = loadWithCode(file, folder);
      expect((exports as Exports).times(3)).toBe(6);
      keep();
      expect(readFileSync(kept).length).toBeGreaterThan(whole.length);
    }
  });

  test("another text of the file has code of its own", () => {
    const { file, folder } = program(2);
    loadWithCode(file, folder).keep();
    writeFileSync(file, readFileSync(file, "utf8").replace("const y = 2", "const y = 5"));
    const { exports, keep } = loadWithCode(file, folder);
    expect((exports as Exports).times(3)).toBe(15);
    keep();
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test("a folder that is not there costs nothing but the code", () => {
    const { file } = program();
    const { exports, keep } = loadWithCode(file, join(file, "no-folder"));
    keep();
    expect((exports as Exports).times(1)).toBe(2);
  });

  test("the server answers alike without, with a new and with a filled folder, and fills it when it ends", async () => {
    const folder = join(home, "server");
    mkdirSync(folder);
    const answers: unknown[] = [];
    for (const args of [[], [`--code-cache=${folder}`], [`--code-cache=${folder}`]]) {
      const client = startClient(process.execPath, [join(process.cwd(), "dist/server.js"), "--stdio", ...args]);
      await client.request("initialize", hello());
      client.notify("initialized", {});
      const told = client.next(({ method }) => method === "nabla/answers");
      const textDocument = { uri: "file:///a.nabla", languageId: "nabla", version: 1, text: "f(x, y) = x²y\n∇f\n" };
      client.notify("textDocument/didOpen", { textDocument });
      answers.push((await told).params);
      const over = new Promise((resolve) => client.process.once("exit", resolve));
      await client.request("shutdown", null);
      client.notify("exit", null);
      expect(await over).toBe(0);
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(JSON.stringify(answers[0])).toContain("2xy");
    expect(readdirSync(folder).filter((name) => name.startsWith("server.main.js-"))).toHaveLength(1);
  });
});
