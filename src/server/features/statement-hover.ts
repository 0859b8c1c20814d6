import type { Position } from "vscode-languageserver";
import type { Step } from "../../lang/answer";
import { answerIn, answerLatexIn, isWordsOnly } from "../../lang/answer-words";
import type { StatementResult } from "../../lang/session";
import { hoverFontPx, hoverInk } from "../../protocol/ink";
import { codeBlock, codeSpan, commandLink, escapeMarkdown, longestHover, svgImage } from "../../protocol/markdown";
import type { HoverPlace } from "../../protocol/server";
import type { Text } from "../../words/text";
import type { Core, Settled } from "../core";

const words = {
  why: { en: "Why", zh: "为什么" },
  copyLatex: { en: "Copy as LaTeX", zh: "复制为 LaTeX" },
  copySteps: { en: "Copy the steps as LaTeX", zh: "将步骤复制为 LaTeX" },
  copyAnswer: { en: "Copy the answer", zh: "复制答案" },
  insert: { en: "Insert as a line", zh: "插入为一行" },
  code: { en: "Export as code", zh: "导出为代码" },
  panel: { en: "Show in the panel", zh: "在面板中显示" },
} as const satisfies Record<string, Text>;

/** A hover is read, not studied: more steps than this are left to the panel. */
const mostSteps = 12;

/** The hover of a whole statement: its answer typeset, what is to be known of it, the steps behind it, and links. */
export async function statementHover(
  core: Core,
  settled: Settled,
  statement: StatementResult,
  position: Position,
): Promise<string | undefined> {
  const { answer } = statement;
  if (answer === undefined) return undefined;
  const locale = core.locale();
  const parts = [
    isWordsOnly(answer)
      ? codeBlock(answerIn(answer.text, locale), "text")
      : await typesetOr(core, answerLatexIn(answer.latex, locale), codeBlock(answerIn(answer.text, locale), "nabla")),
  ];
  for (const note of answer.notes) parts.push(escapeMarkdown(note[locale]));
  if (answer.steps.length > 0) parts.push(...(await stepsOf(core, settled, statement, answer.steps, position)));
  const links = core.options().commands === true ? linksOf(core, settled, statement) : "";
  return join(parts, links);
}

/**
 * The steps under their title. VS Code measures a hover once, so what a fold within it opened would be cut off: the title is
 * a link, behind which our client asks for the hover again.
 */
async function stepsOf(
  core: Core,
  settled: Settled,
  statement: StatementResult,
  steps: readonly Step[],
  position: Position,
): Promise<string[]> {
  const { commands, steps: isOpen } = core.options();
  const why = words.why[core.locale()];
  const place: HoverPlace = { uri: settled.doc.uri, ...position };
  const title =
    commands === true
      ? commandLink(`${isOpen === true ? "▾" : "▸"} ${why}`, "nablascope.showSteps", place)
      : `**${why}**`;
  if (commands === true && isOpen !== true) return [title];
  const lines = await Promise.all(steps.slice(0, mostSteps).map((step) => stepLine(core, step)));
  const copy = { ...placeOf(settled, statement), steps: true };
  return [
    title,
    lines.join("\n"),
    ...(commands === true ? [commandLink(words.copySteps[core.locale()], "nablascope.copyLatex", copy)] : []),
  ];
}

async function stepLine(core: Core, { rule, latex }: Step): Promise<string> {
  const said = escapeMarkdown(rule[core.locale()]);
  return `- ${said}  \n  ${await typesetOr(core, latex, codeSpan(latex))}`;
}

/** The formula as an image in the theme's colour; where the client shows none or TeX refuses, `otherwise`, with the reason. */
export async function typesetOr(core: Core, tex: string, otherwise: string): Promise<string> {
  if (core.options().images !== true || tex === "") return otherwise;
  const typesetter = await core.typesetter();
  const result = await typesetter.typeset({
    tex,
    display: true,
    color: hoverInk[core.theme()],
    fontPx: hoverFontPx,
  });
  if (result === undefined) return otherwise;
  if (result.kind === "svg") return svgImage(result.svg, result.alt[core.locale()]);
  const reason = result.kind === "refused" ? result.reason : result.message;
  return `${otherwise}\n\n*${escapeMarkdown(reason[core.locale()])}*`;
}

const placeOf = ({ doc, text }: Settled, { to }: StatementResult) => ({ uri: doc.uri, line: text.positionAt(to).line });

function linksOf(core: Core, settled: Settled, statement: StatementResult): string {
  const locale = core.locale();
  const place = placeOf(settled, statement);
  return [
    commandLink(words.copyLatex[locale], "nablascope.copyLatex", place),
    commandLink(words.copyAnswer[locale], "nablascope.copyAnswer", place),
    commandLink(words.insert[locale], "nablascope.insertAnswer", place),
    ...(["define", "ask", "export"].includes(statement.kind)
      ? [commandLink(words.code[locale], "nablascope.insertCode", place)]
      : []),
    ...(statement.subject === undefined ? [] : [commandLink(words.panel[locale], "nablascope.openInPanel", place)]),
  ].join(" · ");
}

/** The parts that fit into one hover, whole ones only; the links always stand. */
export function join(parts: readonly string[], links: string): string {
  const kept: string[] = [];
  let length = links.length + 8;
  for (const part of parts) {
    if (length + part.length + 2 > longestHover) continue;
    kept.push(part);
    length += part.length + 2;
  }
  return [...kept, ...(links === "" ? [] : ["---", links])].join("\n\n");
}
