import { expect, it } from "vitest";
import { createGraph } from "../../../src/lang/symbolic/graph";
import { present } from "../../../src/lang/symbolic/present";
import { printText } from "../../../src/lang/symbolic/print";
import data from "./fixtures/identities.json";
import { answer, type Row } from "./identities";
import { reader } from "./notation";

const rows = data.rows as unknown as readonly Row[];

const words = /\d+(?:\.\d+)?|[\p{L}_][\p{L}\d_₀-₉]*|[⁰¹²³⁴-⁹⁻]+|\.\*|\.\/|\.\^|[^\s]/gu;

/** Marks of a text; a run of glued letters is as many as it has names. */
function marks(text: string, names: ReadonlySet<string>): number {
  return (text.match(words) ?? []).reduce((n, word) => {
    const isGlued = !names.has(word) && word.length > 1 && [...word].every((letter) => names.has(letter));
    return n + (isGlued ? word.length : 1);
  }, 0);
}

it("no answer to an identity is longer than the expected one by more than a tenth", () => {
  const long = rows.flatMap((row) => {
    const g = createGraph();
    const names = Object.keys(row.decl);
    const shown = printText(g, present(g, answer(g, reader(g, row.decl), row)), { names });
    const [ours, theirs] = [shown, row.expected].map((text) => marks(text, new Set(names)));
    return ours! > 1.1 * theirs! ? [`${row.id}: ${ours} against ${theirs}: ${shown}`] : [];
  });
  expect(long).toEqual([]);
});
