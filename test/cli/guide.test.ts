import { expect, test } from "vitest";
import { fillGuide } from "../../src/cli/guide";
import { targets } from "../../src/lang/emit/target";
import { functionFacts } from "../../src/lang/functions/table";
import { read } from "../support/source";

const { text, faults } = fillGuide(read("docs/language.in.md"));
const examples = [...text.matchAll(/^```nabla\n([\s\S]*?)^```$/gm)].map((match) => match[1]!).join("\n");

test("no example of the guide has a problem that the guide does not announce", () => {
  expect(faults).toEqual([]);
});

test("docs/language.md is what `node scripts/docs.mjs` writes", () => {
  expect(read("docs/language.md")).toBe(text);
});

test("every function and every export target stands in the guide, and each function's example has an answer", () => {
  const rows = text.split("\n").filter((line) => line.startsWith("| `"));
  const missing = Object.values(functionFacts).filter(
    ({ signature }) => !rows.some((row) => row.startsWith(`| \`${signature}\``)),
  );
  expect(missing).toEqual([]);
  expect(rows.filter((row) => row.endsWith("| – |"))).toEqual([]);
  expect(targets.filter((target) => !text.includes(`\`${target}\``))).toEqual([]);
});

test("every kind of statement and every sort of letter is shown or named", () => {
  const words =
    "size scalar vector matrix symmetric skew spd orthogonal diagonal positive assume given load derive partial hvp jacobian check " +
    "classify convex definite cond minimise maximise stationary gd steepest momentum nesterov adam newton cg jacobi plot export";
  expect(words.split(" ").filter((word) => !new RegExp(`\\b${word}\\b`).test(text))).toEqual([]);
  const shown =
    "size scalar vector matrix symmetric spd positive given derive hvp jacobian check classify convex definite minimise stationary gd cg newton export";
  expect(shown.split(" ").filter((word) => !new RegExp(`\\b${word}\\b`).test(examples))).toEqual([]);
});
