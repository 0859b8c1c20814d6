import type { SyntaxDocument } from "../syntax/document";

/** A stretch of text that can be folded, from the end of its first line's content to the end of its last. */
export interface Fold {
  readonly from: number;
  readonly to: number;
  readonly kind: "section" | "statement" | "comment";
}

/** Sections (to the next section), statements of several lines, and runs of comment lines. */
export function foldsOf(document: SyntaxDocument): Fold[] {
  const { statements, text } = document;
  const folds: Fold[] = [];
  const add = (from: number, to: number, kind: Fold["kind"]) => {
    const end = from + text.slice(from, to).trimEnd().length;
    if (/[\r\n]/.test(text.slice(from, end))) folds.push({ from, to: end, kind });
  };
  let section: number | undefined;
  let comment: number | undefined;
  for (const { from, to, tree } of statements) {
    if (tree.kind === "section") {
      if (section !== undefined) add(section, from, "section");
      section = from;
    }
    if (tree.kind !== "comment" && comment !== undefined) {
      add(comment, from, "comment");
      comment = undefined;
    }
    if (tree.kind === "comment") comment ??= from;
    else if (tree.kind !== "section" && tree.kind !== "blank") add(from, to, "statement");
  }
  if (comment !== undefined) add(comment, text.length, "comment");
  if (section !== undefined) add(section, text.length, "section");
  return folds;
}
