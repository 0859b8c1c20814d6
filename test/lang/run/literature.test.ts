import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analysisOf } from "../../support/nabla";

const folder = join(import.meta.dirname, "fixtures", "literature");
const questions = { g: "∇f_0", h: "∇²f_0", j: "∇f_0" } as const;

/** A row as a program: declarations, the function, what is asked and the check against what the literature says. */
function programOf(row: string): string {
  const [kind, names, by, expr, expected] = row.split(" | ").map((part) => part.trim()) as [string, ...string[]];
  const declared = names!.split(";").map((line) => line.trim());
  if (kind === "q") return [...declared, expr, `check ${expr} = ${expected}`].join("\n");
  if (kind === "c") return [...declared, `check ${expr} = ${expected}`].join("\n");
  const asked = questions[kind as keyof typeof questions];
  return [...declared, `f_0(${by}) = ${expr}`, asked, `check ${asked} = ${expected}`].join("\n");
}

describe.each(readdirSync(folder))("%s", (file) => {
  const rows = readFileSync(join(folder, file), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"));

  test.each(rows)("%s", (row) => {
    const { statements, problems } = analysisOf(programOf(row));
    expect(problems.filter(({ severity }) => severity === "error" || severity === "info")).toEqual([]);
    expect(statements.at(-1)?.answer?.verdict).toBe("proved");
  });
});

const words = /\d+(?:\.\d+)?|[\p{L}_][\p{L}\d_₀-₉]*|[⁰¹²³⁴-⁹⁻]+|\.\*|\.\/|\.\^|[^\s]/gu;

/** Marks of a text; a run of glued letters is as many as it has names. */
function marks(text: string, names: ReadonlySet<string>): number {
  return (text.match(words) ?? []).reduce((n, word) => {
    const isGlued = !names.has(word) && word.length > 1 && [...word].every((letter) => names.has(letter));
    return n + (isGlued ? word.length : 1);
  }, 0);
}

test("of the paper's forms no more than one in thirty is shorter than the answer by more than a tenth and a mark", () => {
  const rows = readFileSync(join(folder, "paper-forms.txt"), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const long = rows.flatMap((row) => {
    const names = new Set(row.split(" | ")[1]!.match(/\p{L}[\p{L}\d_]*/gu));
    const answer = analysisOf(programOf(row)).statements.at(-2)?.answer?.text ?? "";
    const [ours, theirs] = [answer, row.slice(row.lastIndexOf(" | ") + 3)].map((text) => marks(text, names));
    return ours! > 1.1 * theirs! + 1 ? [`${ours} against ${theirs}: ${answer} for ${row}`] : [];
  });
  expect(long.length, long.join("\n")).toBeLessThanOrEqual(rows.length / 30);
});

/** The identity with a sign changed, or twice its right side. */
const mutantOf = (row: string): string => {
  const [head, right] = [row.slice(0, row.lastIndexOf(" | ") + 3), row.slice(row.lastIndexOf(" | ") + 3)];
  const turned = right.replace(/ [+-] /, (sign) => (sign === " + " ? " - " : " + "));
  return head + (turned === right ? `2(${right})` : turned);
};

describe("identities with one mistake", () => {
  const rows = readFileSync(join(folder, "identities.txt"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("c") && !line.endsWith("| 0"))
    .map(mutantOf);

  test.each(rows)("%s", (row) => {
    expect(analysisOf(programOf(row)).statements.at(-1)?.answer?.verdict).toBe("refuted");
  });
});
