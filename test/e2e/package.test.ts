import { readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { vsix } from "./places";

/** The names and sizes in a zip file, from its central directory. */
function listing(path: string): Map<string, number> {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const files = new Map<string, number>();
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const nameLength = bytes.readUInt16LE(at + 28);
    files.set(bytes.toString("utf8", at + 46, at + 46 + nameLength), bytes.readUInt32LE(at + 24));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

describe("the package", () => {
  const names = [...listing(vsix).keys()].filter((name) => name.startsWith("extension/")).map((name) => name.slice(10));

  test("is at most 3 MB", () => {
    expect(statSync(vsix).size).toBeLessThanOrEqual(3 * 1024 * 1024);
  });

  test("holds what runs, what is read, and nothing else", () => {
    const wanted =
      /^(?:package\.json|package\.nls(?:\.[\w-]+)?\.json|(?:readme|changelog)\.md|LICENSE(?:\.txt|\.md)?|examples\/tour\.nabla|dist\/[\w.]+\.js|dist\/webview\/[\w.]+|examples\/tour\.nabla|(?:syntaxes|snippets|l10n|media)\/[\w./-]+)$/i;
    expect(names.filter((name) => !wanted.test(name))).toEqual([]);
    expect(names.filter((name) => /\.(?:ts|map|test\.js)$/.test(name))).toEqual([]);
    const needed = ["dist/host.js", "dist/host.web.js", "dist/server.js", "dist/server.web.js", "dist/tex.js"];
    const more = ["dist/cli.js", "dist/webview/main.js", "package.nls.zh-cn.json"];
    expect([...needed, ...more].filter((name) => !names.includes(name))).toEqual([]);
  });
});
