import type { SyntaxDocument } from "../syntax/document";
import type { Span } from "../syntax/tree";
import { pathTo } from "../syntax/walk";

/** Growing ranges around `offset`, smallest first: name, factor, term, side, statement, section, text. */
export function selectionAround(document: SyntaxDocument, offset: number): Span[] {
  const { statements, text } = document;
  const index = statements.findIndex(({ from, to }) => from <= offset && offset < to);
  const at = index < 0 ? statements.length - 1 : index;
  const ranges: Span[] = [];
  if (at >= 0) {
    const { from, source, tree } = statements[at];
    const path = pathTo(tree, offset - from)
      .slice(1)
      .reverse();
    for (const node of path) ranges.push({ from: from + node.from, to: from + node.to });
    const start = from + source.length - source.trimStart().length;
    const comment = tree.comments[0];
    if (comment !== undefined) ranges.push({ from: start, to: from + source.slice(0, comment.from).trimEnd().length });
    ranges.push({ from: start, to: from + source.trimEnd().length });
    ranges.push(sectionAround(document, at));
  }
  ranges.push({ from: 0, to: text.length });
  return ranges.filter((range, i) => holds(range, offset) && grows(ranges[i - 1], range));
}

function holds(range: Span, offset: number): boolean {
  return range.from <= offset && offset <= range.to;
}

function grows(before: Span | undefined, range: Span): boolean {
  if (before === undefined) return range.from < range.to;
  return range.from <= before.from && range.to >= before.to && range.to - range.from > before.to - before.from;
}

function sectionAround({ statements, text }: SyntaxDocument, at: number): Span {
  let first = at;
  while (first > 0 && statements[first].tree.kind !== "section") first--;
  const next = statements.findIndex(({ tree }, i) => i > at && tree.kind === "section");
  return { from: statements[first].from, to: next < 0 ? text.length : statements[next].from };
}
