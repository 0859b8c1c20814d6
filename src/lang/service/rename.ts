import type { Text } from "../../words/text";
import type { Edit } from "../problem";
import { parseDocument, type SyntaxDocument } from "../syntax/document";
import { canonicalName } from "../syntax/notation";
import type { ListNode, Suffix, TupleNode } from "../syntax/tree";
import { visit } from "../syntax/walk";
import { applyEdits } from "./convert";
import { type Names, namesOf, type Occurrence, referencesAt } from "./names";

export type Renamed =
  | { readonly kind: "edits"; readonly edits: readonly Edit[] }
  | { readonly kind: "refused"; readonly reason: Text };

/**
 * Renames what stands at the offset everywhere. Where the new name would glue to its neighbour a blank is put between,
 * or `*` in a list; a name that would change how any line is read is refused.
 */
export function renameAt(document: SyntaxDocument, names: Names, offset: number, newName: string): Renamed {
  const found = referencesAt(names, offset);
  if (found === undefined) return { kind: "refused", reason: noName };
  const text = newName.trim();
  if (!isName(text)) return { kind: "refused", reason: notAName(text) };
  const name = canonicalName(text);
  if (name === found.at.name) return { kind: "edits", edits: [] };
  const key = keyWith(found.at.key, name);
  if (names.occurrences.some((other) => other.key === key)) return { kind: "refused", reason: taken(text) };
  const shape = shapeOf(document);
  for (const separator of ["", " ", "*"]) {
    const edits = found.all.map((occurrence) => replace(document, occurrence, text, separator));
    const after = parseDocument(applyEdits(document.text, edits));
    if (shapeOf(after) === shape && sameMeaning(names, namesOf(after), found.at.key, name)) {
      return { kind: "edits", edits };
    }
  }
  return { kind: "refused", reason: otherwise(text) };
}

/** The new name, kept apart from what it would glue to; a name of one letter may stay in its run. */
function replace(document: SyntaxDocument, occurrence: Occurrence, text: string, separator: string): Edit {
  const { from, to, split } = occurrence;
  const apart = separator === "" && split && text.length > 1 ? " " : separator;
  const glues = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_₀-₉ₐ-ₜ.]/u.test(char);
  const before = glues(document.text[from - 1]) ? apart : "";
  const after = glues(document.text[to]) ? apart : "";
  return { from, to, text: before + text + after };
}

/** How many entries each list, tuple and call has: a blank in a list would begin another one. */
function shapeOf(document: SyntaxDocument): string {
  const counts: string[] = [];
  for (const { tree } of document.statements) {
    visit(tree, (node) => {
      if (node.kind === "list") counts.push((node as ListNode).rows.map((row) => row.length).join());
      else if (node.kind === "tuple") counts.push(String((node as TupleNode).items.length));
      else if (node.kind === "call") counts.push(String((node as Extract<Suffix, { kind: "call" }>).args.length));
    });
  }
  return counts.join(";");
}

/** Whether the text is one name as the language reads it, and none of its words for numbers and the like. */
function isName(text: string): boolean {
  if (text.length === 0 || text.length > 100) return false;
  const [statement] = parseDocument(`${text} = 0`).statements;
  return statement?.tree.kind === "define" && statement.tree.name.text === text && statement.problems.length === 0;
}

/** Every name means after the rename what it meant before. */
function sameMeaning(before: Names, after: Names, key: string, name: string): boolean {
  if (before.occurrences.length !== after.occurrences.length) return false;
  return before.occurrences.every((old, i) => {
    const now = after.occurrences[i];
    const renamed = old.key === key;
    return (
      now.statement === old.statement &&
      now.role === old.role &&
      now.name === (renamed ? name : old.name) &&
      now.key === (renamed ? keyWith(key, name) : old.key)
    );
  });
}

/** The key of a name once it is called otherwise; a local one stays local to its statement. */
function keyWith(key: string, name: string): string {
  const mark = key.lastIndexOf("#");
  return key.slice(0, mark + 1) + name;
}

const noName: Text = {
  en: "Only names of this file can be renamed.",
  zh: "只能重命名本文件中定义的名称。",
};
function notAName(text: string): Text {
  return {
    en: `“${text}” is not a name: letters first, then letters, digits, _ and subscripts.`,
    zh: `“${text}”不是名称：须以字母开头，其后可用字母、数字、_ 与下标。`,
  };
}
function taken(text: string): Text {
  return {
    en: `“${text}” is a name here already. Choose another one.`,
    zh: `此处已有名称“${text}”。请换一个。`,
  };
}
function otherwise(text: string): Text {
  return {
    en: `With “${text}” some line would be read differently. Choose another name.`,
    zh: `若改为“${text}”，某些行的读法会改变。请换一个名称。`,
  };
}
