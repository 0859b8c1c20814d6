import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { entries } from "../../scripts/entries.mjs";
import { createTypesetter } from "../../src/tex/service";
import { startNodeWorker } from "../../src/tex/start-node";

const folder = mkdtempSync(join(tmpdir(), "typeset-"));
const file = join(folder, "worker.cjs");
const request = (tex: string) => ({ tex, display: true, color: "#000", fontPx: 16 });

beforeAll(async () => {
  const { from, platform, format, external = [] } = entries.find(({ to }) => to === "tex.js")!;
  await build({
    entryPoints: [fileURLToPath(new URL(`../../${from}`, import.meta.url))],
    bundle: true,
    platform,
    format,
    external: [...external],
    minify: true,
    outfile: file,
    logLevel: "error",
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the bundled worker in a thread", () => {
  test("typesets, refuses and survives a formula that is wrong", async () => {
    const typesetter = createTypesetter({ start: () => startNodeWorker(file) });
    try {
      const [good, bad, hostile, next] = await Promise.all(
        ["\\frac{a}{b}", "\\frac{a}{", "\\def\\x{\\x}\\x", "x^2"].map((tex) => typesetter.typeset(request(tex))),
      );
      expect(good?.kind).toBe("svg");
      expect(bad?.kind).toBe("error");
      expect(hostile?.kind).toBe("refused");
      expect(next?.kind).toBe("svg");
    } finally {
      typesetter.dispose();
    }
  });
  test("is ended when it hangs, and a new one answers", async () => {
    const hanging = join(folder, "hang.cjs");
    writeFileSync(
      hanging,
      'const { parentPort } = require("node:worker_threads"); parentPort.on("message", () => { for (;;); }); parentPort.postMessage({ type: "ready" });',
    );
    let starts = 0;
    const typesetter = createTypesetter({
      start: () => startNodeWorker(starts++ === 0 ? hanging : file),
      replyMs: 300,
    });
    try {
      const [hung, next] = await Promise.all([typesetter.typeset(request("x")), typesetter.typeset(request("y"))]);
      expect(hung?.kind).toBe("refused");
      expect(next?.kind).toBe("svg");
      expect(starts).toBe(2);
    } finally {
      typesetter.dispose();
    }
  });
});
