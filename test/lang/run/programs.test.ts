import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analysisOf } from "../../support/nabla";

const folder = join(import.meta.dirname, "../syntax/programs");

/** Code comes in a later version. */
const later = /^export /;

const squeeze = (text: string): string => text.replace(/\s+/g, " ").trim();

describe.each(readdirSync(folder).sort())("program %s", (file) => {
  const text = readFileSync(join(folder, file), "utf8");
  const { statements, problems } = analysisOf(text);
  const lines = text.split("\n");
  for (const { source, from, answer } of statements) {
    const line = lines[text.slice(0, from).split("\n").length - 1 + source.split("\n").length - 1] ?? "";
    const expected = /\s#\s*(.*)$/.exec(line)?.[1];
    if (!expected || later.test(source)) continue;
    test(`${source} is ${expected}`, () => {
      expect(squeeze(answer?.text ?? "").startsWith(squeeze(expected))).toBe(true);
    });
  }
  test("no line is wrong", () => {
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});
