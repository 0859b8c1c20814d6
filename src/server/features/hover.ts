import type { Hover, HoverParams } from "vscode-languageserver";
import { hoverAt } from "../../lang/service/hover";
import { numberAt } from "../../protocol/knob";
import { codeBlock, commandLink, escapeMarkdown } from "../../protocol/markdown";
import type { NumberPlace } from "../../protocol/server";
import type { Text } from "../../words/text";
import { markup } from "../client";
import { type Core, type Settled, serving } from "../core";
import { offsetOf, rangeBetween, statementAt } from "./place";
import { join, statementHover, typesetOr } from "./statement-hover";

type Card = Exclude<ReturnType<typeof hoverAt>, undefined | { kind: "statement" }>;

/** What stands under the pointer: a name, a known function, or else the statement with its answer. */
export function registerHover(core: Core): void {
  serving<HoverParams, Hover | null>(core, "textDocument/hover", null, async ({ textDocument, position }, token) => {
    const settled = await core.settled(textDocument.uri, token);
    if (settled === undefined) return null;
    const isMarkdown = core.client().hoverMarkdown;
    const offset = offsetOf(settled, position);
    const found = settled.session && hoverAt(settled.session, offset);
    const statement = statementAt(settled, offset);
    const answer = statement && (await statementHover(core, settled, statement, position));
    if (found !== undefined && found.kind !== "statement") {
      const value = join([await cardText(core, settled, found), ...(answer === undefined ? [] : ["---", answer])], "");
      return { contents: markup(value, isMarkdown), range: rangeBetween(settled, found.from, found.to) };
    }
    const knob = core.options().commands === true ? numberLinks(core, settled, offset) : undefined;
    if (knob !== undefined) {
      const value = join([knob.links, ...(answer === undefined ? [] : ["---", answer])], "");
      return { contents: markup(value, isMarkdown), range: rangeBetween(settled, knob.from, knob.to) };
    }
    if (statement === undefined || answer === undefined) return null;
    return {
      contents: markup(answer, isMarkdown),
      range: rangeBetween(settled, statement.from, statement.to),
    };
  });
}

const words = {
  decrease: { en: "− one step", zh: "− 减一步" },
  increase: { en: "+ one step", zh: "+ 加一步" },
} as const satisfies Record<string, Text>;

/** The number under the pointer, and links that step it. */
function numberLinks(
  core: Core,
  settled: Settled,
  offset: number,
): { readonly links: string; readonly from: number; readonly to: number } | undefined {
  const text = settled.text.getText();
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const newline = text.indexOf("\n", offset);
  const found = numberAt(text.slice(start, newline < 0 ? text.length : newline), offset - start);
  if (found === undefined) return undefined;
  const from = start + found.from;
  const { line, character } = settled.text.positionAt(from);
  const place: NumberPlace = { uri: settled.doc.uri, line, character, text: found.text };
  const locale = core.locale();
  const less = commandLink(words.decrease[locale], "nablascope.decreaseNumber", place);
  const more = commandLink(words.increase[locale], "nablascope.increaseNumber", place);
  return { links: `\`${found.text}\` · ${less} · ${more}`, from, to: start + found.to };
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
