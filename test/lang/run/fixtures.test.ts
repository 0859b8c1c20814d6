import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analysisOf } from "../../support/nabla";

const root = join(import.meta.dirname, "fixtures");
const files = (folder: string) =>
  readdirSync(join(root, folder)).map((file) => ({
    file,
    lines: readFileSync(join(root, folder, file), "utf8")
      .trim()
      .split("\n"),
  }));

/** Lines of one program, each with what its answer is (or begins with) behind `==>`. */
function ask(lines: readonly string[]) {
  const parts = lines.map((line) => line.split(/\s*==>\s*/));
  const { statements, problems } = analysisOf(parts.map(([source]) => source).join("\n"));
  return parts.flatMap(([source, expected], i) =>
    expected === undefined
      ? []
      : [
          {
            source,
            expected,
            answer: statements[i]?.answer,
            problems: problems.filter(
              ({ from }) => from >= (statements[i]?.from ?? 0) && from <= (statements[i]?.to ?? 0),
            ),
          },
        ],
  );
}

describe.each(files("value"))("$file", ({ lines }) => {
  test.each(ask(lines))("$source is $expected", ({ expected, answer }) => {
    expect(answer?.text).toBe(expected);
  });
});
describe.each(files("verdict"))("$file", ({ lines }) => {
  test.each(ask(lines))("$source: $expected", ({ expected, answer }) => {
    expect(answer?.verdict).toBe(expected);
  });
});
describe.each(files("refused"))("$file", ({ lines }) => {
  test.each(ask(lines))("$source: $expected", ({ expected, answer, problems }) => {
    expect(answer).toBeUndefined();
    expect(problems.map(({ code }) => code)).toContain(expected);
  });
});
