import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applyEdits, convertNotation } from "../../../src/lang/service/convert";
import { formatDocument } from "../../../src/lang/service/format";
import { parseDocument } from "../../../src/lang/syntax/document";
import { severityOf } from "../../../src/lang/syntax/problems";
import { printStatements } from "./print";

const folder = join(import.meta.dirname, "programs");

const kinds: Record<string, string> = {
  "01": "define ask ask ask ask derive derive",
  "02": "declare declare declare declare define ask check ask analyse",
  "03": "define define define ask ask ask analyse analyse",
  "04": "declare declare declare declare define ask ask analyse analyse export",
  "05": "declare declare declare declare define define ask ask analyse",
  "06": "define define ask ask ask",
  "07": "declare declare declare define ask ask",
  "08": "define analyse ask define analyse analyse",
  "09": "define define define optimise optimise check",
  "10": "declare declare declare declare define ask ask define check export",
};

describe("the ten programs", () => {
  for (const file of readdirSync(folder).sort()) {
    const text = readFileSync(join(folder, file), "utf8");
    const { statements } = parseDocument(text);

    test(`${file} is read without an error, statement by statement`, () => {
      const errors = statements.flatMap(({ problems }) => problems.filter(({ code }) => severityOf(code) !== "hint"));
      expect(errors).toEqual([]);
      const read = statements.map(({ tree }) => tree.kind).filter((kind) => kind !== "comment" && kind !== "blank");
      expect(read.join(" ")).toBe(kinds[file.slice(0, 2)]);
    });

    test(`${file} keeps its trees in ASCII, in Unicode and formatted`, () => {
      const formatted = formatDocument(text);
      expect(printStatements(parseDocument(formatted).statements)).toBe(printStatements(statements));
      const unicode = applyEdits(text, convertNotation(text, "unicode"));
      const ascii = applyEdits(unicode, convertNotation(unicode, "ascii"));
      const there = applyEdits(ascii, convertNotation(ascii, "unicode"));
      expect(there).toBe(applyEdits(unicode, convertNotation(unicode, "unicode")));
    });
  }
});
