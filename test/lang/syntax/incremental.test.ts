import { expect, test } from "vitest";
import { commonEnds } from "../../../src/lang/syntax/common";
import { parseDocument } from "../../../src/lang/syntax/document";
import { mutate, program, seeded } from "../../fuzz/grammar";
import { checkText } from "../../fuzz/syntax";

test("texts that differ in one place have everything else in common, however long they are", () => {
  const text = "abcdefgh".repeat(3_000);
  for (const at of [0, 1, 4_095, 4_096, 4_097, 12_000, text.length - 1]) {
    const { prefix, suffix } = commonEnds(text, `${text.slice(0, at)}#${text.slice(at)}`);
    expect([prefix, prefix + suffix]).toEqual([at, text.length]);
  }
  expect(commonEnds(text, text)).toEqual({ prefix: text.length, suffix: 0 });
  expect(commonEnds("", text)).toEqual({ prefix: 0, suffix: 0 });
  expect(commonEnds("aaaa", "aa")).toEqual({ prefix: 2, suffix: 0 });
});

test("edits of a long text are read as the whole text is", () => {
  const random = seeded(7);
  let text = Array.from({ length: 60 }, () => program(random)).join("\n");
  let document = parseDocument(text);
  for (let edit = 0; edit < 100; edit++) {
    const from = Math.floor(random() * text.length);
    const to = Math.min(text.length, from + 200);
    text = text.slice(0, from) + mutate(random, text.slice(from, to)) + text.slice(to);
    document = parseDocument(text, document);
    expect(document.statements).toEqual(parseDocument(text).statements);
  }
});

test("brackets that open and close far apart are found again", () => {
  const rows = Array.from({ length: 400 }, (_, k) => `  ${k}, ${k + 1}`).join("\n");
  let text = `a = 1\nA = [${rows}]\nb = 2\n`;
  let document = checkText(text);
  for (const change of [
    (t: string) => t.replace("[", ""),
    (t: string) => t.replace("A = ", "A = ["),
    (t: string) => t.replace("]", ""),
    (t: string) => `${t}]`,
    (t: string) => t.replace("b = 2", "  b, 2"),
    (t: string) => t.replace("a = 1", "a = (1"),
  ]) {
    text = change(text);
    document = checkText(text, document);
  }
});

test("the limit of statements is where it is in a text read from nothing", () => {
  const lines = Array.from({ length: 20_003 }, (_, k) => `a_${k} = ${k}`);
  let document = parseDocument(lines.join("\n"));
  for (const edit of [
    () => lines.splice(100, 0, "new = 1"),
    () => lines.splice(50, 4),
    () => lines.splice(7, 1, "a_7 = 8"),
    () => lines.splice(19_999, 3),
    () => lines.push("last = 1"),
    () => lines.splice(0, 10),
  ]) {
    edit();
    document = parseDocument(lines.join("\n"), document);
    const full = parseDocument(lines.join("\n"));
    expect(document.statements.length).toBe(full.statements.length);
    expect(document.statements.at(-1)).toEqual(full.statements.at(-1));
    expect(document.statements[19_990]).toEqual(full.statements[19_990]);
  }
});
