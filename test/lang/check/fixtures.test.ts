import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analysisOf } from "../../support/nabla";

const root = join(import.meta.dirname, "fixtures");

/** `line:column code sentence`, and below it, after `fix:`, the line as the first fix leaves it. */
describe.each(readdirSync(root))("%s", (folder) => {
  test.each(readdirSync(join(root, folder)))("%s", (file) => {
    const [text, expected] = readFileSync(join(root, folder, file), "utf8").split("==>\n");
    const { problems } = analysisOf(text);
    const wanted =
      folder === "error"
        ? problems.filter(({ severity }) => severity === "error")
        : problems.filter(({ code }) => `${code}.txt` === file);
    const told = wanted.flatMap(({ from, code, message, fixes }) => {
      const before = text.slice(0, from).split("\n");
      const line = `${before.length}:${(before.at(-1) ?? "").length + 1} ${code} ${message.en}`;
      const [fix] = fixes;
      if (!fix || !expected.includes("fix:")) return [line];
      let fixed = text;
      for (const edit of [...fix.edits].sort((a, b) => b.from - a.from))
        fixed = fixed.slice(0, edit.from) + edit.text + fixed.slice(edit.to);
      return [line, `fix: ${fixed.split("\n")[before.length - 1]}`];
    });
    expect(told.join("\n")).toBe(expected.trim());
    for (const { message } of problems) expect(message.zh).toMatch(/[\u4e00-\u9fff]/);
  });
});
