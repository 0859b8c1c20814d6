import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalogue, demoIds } from "../../src/demos/catalogue";
import { knowsLanguage } from "../../src/formula/find";
import { colors } from "../../src/manifest/colors";
import { commands } from "../../src/manifest/commands";
import { demoCommandId, formulaLanguages, manifestFor } from "../../src/manifest/contributes";
import { settings } from "../../src/manifest/settings";
import { hoverCommands } from "../../src/protocol/server";

const json = (path: string) => JSON.parse(readFileSync(join(process.cwd(), path), "utf8"));
const { contributes, activationEvents, sentences } = manifestFor(catalogue);
const manifest = json("package.json");

/** Contrast of two colours given as `#rrggbb`, by the formula of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [dark, light] = [a, b]
    .map((color) => {
      const [r, g, bl] = [1, 3, 5].map((at) => {
        const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * bl!;
    })
    .sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

describe("the tables of the manifest", () => {
  test("package.json says what they say (else: node scripts/manifest.mjs)", () => {
    expect(manifest.contributes).toEqual(contributes);
    expect(manifest.activationEvents).toEqual(activationEvents);
    expect(json("package.nls.json")).toEqual(sentences.en);
    expect(json("package.nls.zh-cn.json")).toEqual(sentences.zh);
  });

  test("every demo has its command and its picture", () => {
    const ids = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    for (const id of demoIds) {
      expect(ids).toContain(demoCommandId(id));
      expect(existsSync(join(process.cwd(), "media", "demos", `${id}.svg`))).toBe(true);
    }
  });

  test("a link in a hover runs commands that exist, and no others", () => {
    for (const id of hoverCommands) expect(Object.keys(commands)).toContain(id.replace("nablascope.", ""));
  });

  test("every language that starts us is one in which formulas are found", () => {
    expect(formulaLanguages.filter((language) => !knowsLanguage(language))).toEqual([]);
  });

  test("settings are few, and each default is allowed", () => {
    expect(Object.keys(settings).length).toBeLessThanOrEqual(8);
    for (const row of Object.values(settings)) {
      if (row.type === "choice") expect(Object.keys(row.options)).toContain(row.default);
      else if (row.type === "count") expect(row.default >= row.min && row.default <= row.max).toBe(true);
    }
  });

  test("every ink of an answer can be read on the ground of the editor's own themes", () => {
    const grounds = {
      light: "#ffffff",
      dark: "#1f1f1f",
      highContrast: "#000000",
      highContrastLight: "#ffffff",
    } as const;
    for (const inks of Object.values(colors)) {
      for (const theme of ["light", "dark", "highContrast", "highContrastLight"] as const) {
        expect(contrast(inks[theme], grounds[theme])).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  test("no key that a person types text with is taken, and none without a condition", () => {
    for (const { key, mac, when } of manifest.contributes.keybindings) {
      expect(when).toBeTruthy();
      // On macOS these two type ≠ and –, but not where a number stands.
      if (when.includes("nablascope.onNumber")) {
        expect(key).toMatch(/^alt\+[=-]$/);
        continue;
      }
      expect(key).toMatch(/^ctrl\+k alt\+/);
      expect(mac).toMatch(/^cmd\+k alt\+/);
    }
  });

  test("pictures of the walkthrough are there", () => {
    for (const { media } of manifest.contributes.walkthroughs[0].steps) {
      expect(existsSync(join(process.cwd(), media.svg))).toBe(true);
    }
  });
});
