import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { filesUnder, read, root, strip } from "../support/source";

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => /\.(ts|mts|mjs|js|json|md|ya?ml|css|html|svg|nabla|py|tex|csv)$|^\.[\w/.-]+$/.test(path));

/** Every match of a pattern in the files, as `path: match`. */
function found(paths: readonly string[], pattern: RegExp, text: (path: string) => string = read): string[] {
  return paths.flatMap((path) => [...safely(path, text).matchAll(pattern)].map((match) => `${path}: ${match[0]}`));
}

/** A file that is listed but deleted in the working tree has no text. */
function safely(path: string, text: (path: string) => string): string {
  try {
    return text(path);
  } catch {
    return "";
  }
}

const own = [...filesUnder("src"), ...filesUnder("webview")];

describe("text of the repository", () => {
  test("no tracked file names a machine's path or a package registry", () => {
    const paths = /(?:^|[\s"'`(=:])\/(?:home|Users|work|root|tmp)\/[\w.-]+/gm;
    const hosts = /\bregistry\.(?:npmjs\.org|yarnpkg\.com|npmmirror\.com)\b/g;
    expect(
      [...found(tracked, paths), ...found(tracked, hosts)].filter((line) => !line.startsWith("test/arch/")),
    ).toEqual([]);
  });

  test("lock files name versions and hashes but no addresses", () => {
    const locks = tracked.filter((path) => path.endsWith("package-lock.json"));
    expect(locks.length).toBeGreaterThanOrEqual(3);
    expect(found(locks, /"resolved": "[^"]*"/g)).toEqual([]);
  });

  test("our own code makes no HTML from strings and runs no text as code", () => {
    const banned =
      /\.(?:innerHTML|outerHTML)\b|\binsertAdjacentHTML\b|\beval\s*\(|\bnew Function\b|\bdocument\.write\b/g;
    expect(found(own, banned, (path) => strip(read(path), false))).toEqual([]);
  });

  test("no source is left unfinished", () => {
    expect(found(own, /\b(?:TODO|FIXME|XXX|HACK)\b/g)).toEqual([]);
    const tests = filesUnder("test").filter((path) => !path.startsWith("test/arch/"));
    const skipped = /\b(?:test|it|describe)\.(?:skip|only|todo)\b/g;
    expect(found(tests, skipped, (path) => strip(read(path), false))).toEqual([]);
  });

  test("only one folder knows vscode, one MathJax, one the language server's protocol", () => {
    const users = (name: RegExp) =>
      own.filter((path) => name.test(strip(read(path), true))).map((path) => path.split("/").slice(0, 2).join("/"));
    expect([...new Set(users(/from "vscode"/))]).toEqual(["src/host"]);
    expect([...new Set(users(/from "mathjax-full\//))]).toEqual(["src/tex"]);
    expect([...new Set(users(/from "vscode-languageserver/))]).toEqual(["src/server"]);
  });
});
