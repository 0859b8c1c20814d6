import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applyEdits, convertNotation } from "../../../src/lang/service/convert";
import { formatDocument } from "../../../src/lang/service/format";
import { parseDocument } from "../../../src/lang/syntax/document";
import { fixturesIn } from "./cases";
import { printStatements } from "./print";

const folders: Record<string, (source: string) => string> = {
  tree: (source) => printStatements(parseDocument(source).statements),
  problem: (source) => printStatements(parseDocument(source).statements),
  format: formatDocument,
  unicode: (source) => applyEdits(source, convertNotation(source, "unicode")),
  ascii: (source) => applyEdits(source, convertNotation(source, "ascii")),
};

for (const [folder, outcome] of Object.entries(folders)) {
  describe(folder, () => {
    for (const { sentence, source, expected } of fixturesIn(join(import.meta.dirname, "fixtures", folder))) {
      test(sentence, () => {
        expect(outcome(source).trimEnd()).toBe(expected);
      });
    }
  });
}
