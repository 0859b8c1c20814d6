import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Editor, launch, shot } from "./editor";
import { goTo, hoverAtCaret, lineShows, openFile, type } from "./keys";
import { extensionsDir } from "./places";
import { processesWith } from "./processes";

/** The installed extension with a manifest that leaves only its web build, so that it runs in the page. */
function webOnly(home: string): string {
  const folder = join(home, "extensions");
  cpSync(extensionsDir, folder, { recursive: true });
  const [own] = JSON.parse(readFileSync(join(folder, "extensions.json"), "utf8")) as { relativeLocation: string }[];
  const path = join(folder, own!.relativeLocation, "package.json");
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  delete manifest.main;
  writeFileSync(path, JSON.stringify({ ...manifest, extensionKind: ["ui"] }));
  for (const file of ["host.js", "server.js", "server.main.js"])
    rmSync(join(folder, own!.relativeLocation, "dist", file));
  return folder;
}

describe("the web build, in a web extension host", () => {
  const home = mkdtempSync(join(tmpdir(), "nablascope-web-"));
  let editor: Editor;
  beforeAll(async () => {
    mkdirSync(home, { recursive: true });
    const folder = webOnly(home);
    editor = await launch({ extensionsDir: folder, files: { "web.nabla": "f(x, y) = x² + y²\n∇f(1, 2)\n" } });
  });
  afterAll(async () => {
    await editor?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  test("answers come from a server in a worker, and no process is started", async () => {
    const { page } = editor;
    await openFile(page, "web.nabla");
    await lineShows(page, 2, "(2, 4)", 30_000);
    await goTo(page, 3, 1);
    await type(page, "∇f(3, 5)");
    await lineShows(page, 3, "(6, 10)");
    expect(processesWith(editor.extensionsDir, "dist/server")).toEqual([]);
    await shot(page, "web");
  });

  test("the path of a data file is completed from what lies beside", async () => {
    const { page } = editor;
    await openFile(page, "web.nabla");
    await goTo(page, 3, 99);
    await page.keyboard.press("Enter");
    await type(page, 'load "');
    const row = page.locator(".suggest-widget .monaco-list-row", { hasText: "points.csv" });
    await row.waitFor();
    await shot(page, "web-paths");
    await page.keyboard.press("Enter");
    await lineShows(page, 4, 'load "points.csv"');
  });

  test("formulas are typeset on hover", async () => {
    const { page } = editor;
    await openFile(page, "notes.md");
    await goTo(page, 5, 20);
    await hoverAtCaret(page, "image");
    await page.keyboard.press("Escape");
  });
});
