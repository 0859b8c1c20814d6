import type { Hover, HoverParams } from "vscode-languageserver";
import { hoverAt } from "../../lang/service/hover";
import { codeBlock, escapeMarkdown } from "../../protocol/markdown";
import { type Core, type Settled, serving } from "../core";
import { offsetOf, rangeBetween, statementAt } from "./place";
import { join, statementHover, typesetOr } from "./statement-hover";

type Card = Exclude<ReturnType<typeof hoverAt>, undefined | { kind: "statement" }>;

/** What stands under the pointer: a name, a known function, or else the statement with its answer. */
export function registerHover(core: Core): void {
  serving<HoverParams, Hover | null>(core, "textDocument/hover", null, async ({ textDocument, position }, token) => {
    const settled = await core.settled(textDocument.uri, token);
    if (settled === undefined) return null;
    const offset = offsetOf(settled, position);
    const found = settled.session && hoverAt(settled.session, offset);
    const statement = statementAt(settled, offset);
    const answer = statement && (await statementHover(core, settled, statement));
    if (found !== undefined && found.kind !== "statement") {
      const value = join([await cardText(core, settled, found), ...(answer === undefined ? [] : ["---", answer])], "");
      return { contents: { kind: "markdown", value }, range: rangeBetween(settled, found.from, found.to) };
    }
    if (statement === undefined || answer === undefined) return null;
    return {
      contents: { kind: "markdown", value: answer },
      range: rangeBetween(settled, statement.from, statement.to),
    };
  });
}

async function cardText(core: Core, settled: Settled, found: Card): Promise<string> {
  const locale = core.locale();
  if (found.kind === "function") {
    const { signature, sentence } = found.card;
    return `${codeBlock(signature, "nabla")}\n\n${escapeMarkdown(sentence[locale])}`;
  }
  const { head, what, text, latex } = found.card;
  const said = `**${escapeMarkdown(head)}** — ${escapeMarkdown(what[locale])}`;
  // The defining line itself shows the formula and its answer below.
  const own = settled.analysis.statements.some(
    ({ from, to, defines }) => found.from >= from && found.to <= to && defines.includes(head.split("(")[0] ?? ""),
  );
  if (text === undefined || own) return said;
  const shown = codeBlock(text.length > 2_000 ? `${text.slice(0, 2_000)} …` : text, "nabla");
  return `${said}\n\n${latex === undefined ? shown : await typesetOr(core, latex, shown)}`;
}
