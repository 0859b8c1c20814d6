import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { desktopCall } from "../../scripts/desktop.mjs";

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
      ]);
      expect(code).toBe(7);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("goes through a shell on Windows, with quotes around every path", () => {
    const where = { root: "C:\\My work\\nabla", folder: "C:\\My work\\nabla\\examples", platform: "win32" };
    expect(desktopCall("C:\\Program Files\\VS Code\\bin\\code.cmd", where)).toEqual({
      program: '"C:\\Program Files\\VS Code\\bin\\code.cmd"',
      args: ['"--extensionDevelopmentPath=C:\\My work\\nabla"', '"C:\\My work\\nabla\\examples"'],
      shell: true,
    });
  });
});
