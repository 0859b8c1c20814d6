import type { Hover, HoverParams } from "vscode-languageserver";
import { type Core, serving } from "../core";
import { offsetOf, rangeBetween, statementAt } from "./place";
import { statementHover } from "./statement-hover";

/** What stands under the pointer: a name, a function, or else the statement with its answer. */
export function registerHover(core: Core): void {
  serving<HoverParams, Hover | null>(core, "textDocument/hover", null, async ({ textDocument, position }, token) => {
    const settled = await core.settled(textDocument.uri, token);
    if (settled === undefined) return null;
    const offset = offsetOf(settled, position);
    const statement = statementAt(settled, offset);
    if (statement === undefined) return null;
    const value = await statementHover(core, settled, statement);
    if (value === undefined) return null;
    return { contents: { kind: "markdown", value }, range: rangeBetween(settled, statement.from, statement.to) };
  });
}
