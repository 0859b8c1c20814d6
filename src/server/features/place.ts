import type { Range } from "vscode-languageserver";
import type { StatementResult } from "../../lang/session";
import type { Settled } from "../core";
import { tame, type WirePosition } from "../documents";

/** The offset of a position as the client gave it; what lies outside the text is moved to its nearest end. */
export function offsetOf({ text }: Pick<Settled, "text">, position: WirePosition): number {
  return text.offsetAt(tame(position));
}

export function rangeBetween({ text }: Pick<Settled, "text">, from: number, to: number): Range {
  return { start: text.positionAt(from), end: text.positionAt(to) };
}

/** The statement on whose lines the offset lies: also behind its end, in the comment or under its answer. */
export function statementAt({ analysis, text }: Settled, offset: number): StatementResult | undefined {
  const { statements } = analysis;
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (statements[middle].from <= offset) low = middle + 1;
    else high = middle;
  }
  const statement = statements[low - 1];
  if (statement === undefined) return undefined;
  if (offset <= statement.to) return statement;
  return text.positionAt(statement.to).line === text.positionAt(offset).line ? statement : undefined;
}
