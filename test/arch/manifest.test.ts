import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { refusing20 } from "../../scripts/engines.mjs";
import { read, root } from "../support/source";

const manifest = JSON.parse(read("package.json"));
const english: Record<string, string> = JSON.parse(read("package.nls.json"));
const chinese: Record<string, string> = JSON.parse(read("package.nls.zh-cn.json"));

/** Names and symbols that read the same in both languages. */
const same = /^(?:Nablascope|Nabla|[\W\d_]+)$/;

describe("the manifest", () => {
  test("says who we are and which VS Code it needs", () => {
    expect([manifest.name, manifest.publisher]).toEqual(["nablascope", "nablascope"]);
    expect(manifest.engines.vscode).toBe("^1.96.0");
    expect(manifest.devDependencies["@types/vscode"]).toBe("1.96.0");
  });

  test("names no file that is not there", () => {
    const paths = [...JSON.stringify(manifest.contributes).matchAll(/"\.\/([^"]+)"/g)].map((match) => match[1]!);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect([manifest.main, manifest.browser]).toEqual(["./dist/host.js", "./dist/host.web.js"]);
  });

  test("starts for nothing but what it is for", () => {
    expect(manifest.activationEvents ?? []).not.toContain("*");
    expect(manifest.activationEvents ?? []).not.toContain("onStartupFinished");
  });

  test("works in Restricted Mode and in virtual workspaces", () => {
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe(true);
    expect([true, "limited"]).toContain(
      manifest.capabilities.virtualWorkspaces?.supported ?? manifest.capabilities.virtualWorkspaces,
    );
  });

  test("has every sentence in English and in Chinese", () => {
    const used = [...read("package.json").matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]!);
    expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
    expect([...new Set(used)].filter((key) => !(key in english))).toEqual([]);
    expect(Object.keys(english).filter((key) => !used.includes(key))).toEqual([]);
    const untranslated = Object.entries(chinese).filter(
      ([, text]) => !/\p{Script=Han}/u.test(text) && !same.test(text),
    );
    expect(untranslated).toEqual([]);
  });

  test("shows no sentence that is not in the tables", () => {
    const shown = new Set(["title", "description", "markdownDescription", "category", "label", "displayName", "name"]);
    const bare: string[] = [];
    const walk = (value: unknown, path: string) => {
      if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, `${path}[${index}]`);
      else if (value && typeof value === "object") {
        for (const [key, item] of Object.entries(value)) {
          if (shown.has(key) && typeof item === "string" && !item.startsWith("%") && !same.test(item))
            bare.push(`${path}.${key}: ${item}`);
          else walk(item, `${path}.${key}`);
        }
      }
    };
    const { grammars: _, ...contributes } = manifest.contributes;
    walk(contributes, "contributes");
    expect(bare).toEqual([]);
  });

  test("pins every library, and every locked tool runs on Node 20", () => {
    const loose = Object.entries<string>(manifest.devDependencies).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
    expect(refusing20(JSON.parse(read("package-lock.json")))).toEqual([]);
    expect(refusing20({ packages: { "node_modules/x": { engines: { node: ">=22" } } } })).toEqual([
      "x needs Node >=22",
    ]);
  });
});
