import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import { describe, expect, test } from "vitest";
import { desktopCall } from "../../scripts/desktop.mjs";
import { openFirstWindow } from "../../scripts/first-window.mjs";
import { shot } from "./editor";
import { lineShows } from "./keys";
import { vsix } from "./places";

const root = process.cwd();

describe("npm start with a desktop VS Code", () => {
  test("calls the `code` of the PATH with the extension under development and the examples, and ends as it ends", async () => {
    const folder = mkdtempSync(join(tmpdir(), "nablascope-code-"));
    try {
      const told = join(folder, "told.txt");
      writeFileSync(join(folder, "code"), `#!/bin/sh\nprintf '%s\\n' "$@" > "${told}"\nexit 7\n`);
      chmodSync(join(folder, "code"), 0o755);
      const env = { ...process.env, PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` };
      const child = spawn(process.execPath, [join(root, "scripts/start.mjs")], { env, stdio: "ignore", cwd: folder });
      const code = await new Promise((resolve) => child.once("exit", resolve));
      expect(readFileSync(told, "utf8").trim().split("\n")).toEqual([
        `--extensionDevelopmentPath=${root}`,
        join(root, "examples"),
        join(root, "examples/tour.nabla"),
      ]);
      expect(code).toBe(7);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("goes through a shell on Windows, with quotes around every path", () => {
    const where = {
      root: "C:\\My work\\nabla",
      folder: "C:\\My work\\nabla\\examples",
      file: "C:\\My work\\nabla\\examples\\tour.nabla",
      platform: "win32",
    };
    expect(desktopCall("C:\\Program Files\\VS Code\\bin\\code.cmd", where)).toEqual({
      program: '"C:\\Program Files\\VS Code\\bin\\code.cmd"',
      args: [
        '"--extensionDevelopmentPath=C:\\My work\\nabla"',
        '"C:\\My work\\nabla\\examples"',
        '"C:\\My work\\nabla\\examples\\tour.nabla"',
      ],
      shell: true,
    });
  });
});

describe("npm start in the browser", () => {
  test.each([
    ["a port that is taken", (port: number) => ["--port", String(port)], /^Port \d+ of 127\.0\.0\.1 is taken/],
    ["what is no port", () => ["--port", "80x"], /^--port takes a number/],
  ])("says of %s before anything is built", async (_what, args, said) => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
      const { port } = server.address() as AddressInfo;
      const child = spawn(process.execPath, [join(root, "scripts/start.mjs"), "--browser", ...args(port)]);
      let text = "";
      child.stdout.on("data", (chunk) => {
        text += chunk;
      });
      const [code] = await once(child, "close");
      expect(text).toMatch(said);
      expect(text).not.toContain("Building");
      expect(code).toBe(1);
    } finally {
      server.close();
    }
  });

  test("opens the tour with its answers, and nothing beside it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "nablascope-first-"));
    const editor = await openFirstWindow({ extension: vsix, home: folder });
    const browser = await chromium.launch({
      executablePath: process.env["CHROME"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox"],
    });
    try {
      const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      await page.goto(editor.opened);
      await page.locator('.tab.active[data-resource-name="tour.nabla"]').waitFor({ timeout: 60_000 });
      // ∇f of x² + 3xy + y³/3 is (2x + 3y, 3x + y²).
      await lineShows(page, 6, "(-4, 7)", 60_000);
      // What the editor has to say by itself, it says within a few seconds.
      await page.waitForTimeout(5_000);
      await shot(page, "start-browser");
      expect(await page.locator(".part.auxiliarybar").isVisible()).toBe(false);
      expect(await page.locator(".notification-toast").count()).toBe(0);
      expect(await page.locator(".monaco-dialog-box").count()).toBe(0);
      expect(await page.locator(".tab").count()).toBe(1);
    } finally {
      await browser.close();
      await editor.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
