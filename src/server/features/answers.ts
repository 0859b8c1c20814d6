import type { InlayHint, InlayHintParams } from "vscode-languageserver";
import type { Step } from "../../lang/answer";
import { answerIn, answerLatexIn, isWordsOnly } from "../../lang/answer-words";
import type { ServerCalls } from "../../protocol/server";
import type { Locale } from "../../words/text";
import { markup } from "../client";
import { type Core, serving } from "../core";
import { tame } from "../documents";
import { linesOf } from "../lines";
import { statementAt } from "./place";
import { statementHover } from "./statement-hover";

interface HintData {
  readonly uri: string;
  readonly line: number;
}

/** The steps as one formula, a line each: what it says behind what it gave. */
function stepsLatex(steps: readonly Step[], locale: Locale): string {
  const lines = steps.map(({ rule, latex }) => `& ${latex} && \\text{${rule[locale].replace(/[\\{}$&#^_%~]/g, " ")}}`);
  return `\\begin{aligned}\n${lines.join(" \\\\\n")}\n\\end{aligned}`;
}

/** Answers as inlay hints for any client, and whole for the clipboard. */
export function registerAnswers(core: Core): void {
  serving<InlayHintParams, InlayHint[]>(core, "textDocument/inlayHint", [], async ({ textDocument, range }, token) => {
    const settled = await core.settled(textDocument.uri, token);
    if (settled === undefined) return undefined;
    const { doc } = settled;
    const from = tame(range?.start).line;
    const to = tame(range?.end).line;
    return linesOf(doc, core.shown(doc).answers, core.locale())
      .lines.filter(({ line }) => line >= from && line <= to)
      .map(({ line, text: label }) => ({
        position: doc.file.positionAt(doc.file.offsetAt({ line, character: 0x7fff_ffff })),
        label,
        paddingLeft: true,
        data: { uri: textDocument.uri, line } satisfies HintData,
      }));
  });

  core.connection.onRequest("inlayHint/resolve", async (hint: InlayHint): Promise<InlayHint> => {
    const { uri, line } = hint.data as HintData;
    const settled = await core.settled(uri);
    if (settled === undefined) return hint;
    const statement = statementAt(settled, settled.text.offsetAt({ line, character: 0x7fff_ffff }));
    if (statement === undefined) return hint;
    const value = await statementHover(core, settled, statement, { line, character: 0 });
    return value === undefined ? hint : { ...hint, tooltip: markup(value, core.client().hoverMarkdown) };
  });

  type Call = ServerCalls["nabla/answer"];
  serving<Call["ask"], Call["reply"]>(core, "nabla/answer", null, async ({ uri, line }, token) => {
    const settled = await core.settled(uri, token);
    if (settled === undefined) return null;
    const wanted = tame({ line, character: 0x7fff_ffff });
    if (settled.text.embedded?.holds(wanted) === false) return null;
    const statement = statementAt(settled, settled.text.offsetAt(wanted));
    if (statement?.answer === undefined) return null;
    const { answer, source, to } = statement;
    const { line: last } = settled.text.positionAt(to);
    const inserted = `\n${answer.text}`;
    return {
      text: answerIn(answer.text, core.locale()),
      latex: answerLatexIn(answer.latex, core.locale()),
      ...(answer.steps.length > 0 ? { steps: stepsLatex(answer.steps, core.locale()) } : {}),
      source,
      line: last,
      inserted: settled.text.embedded?.written(to, inserted) ?? inserted,
    };
  });

  type Preview = ServerCalls["nabla/preview"];
  serving<Preview["ask"], Preview["reply"]>(core, "nabla/preview", null, async ({ uri }, token) => {
    const settled = await core.settled(uri, token);
    if (settled === undefined) return null;
    return settled.analysis.statements.flatMap(({ to, answer }) =>
      answer === undefined
        ? []
        : [
            {
              line: settled.text.positionAt(to).line,
              text: answerIn(answer.text, core.locale()),
              latex: isWordsOnly(answer) ? "" : answerLatexIn(answer.latex, core.locale()),
              tone: answer.tone,
            },
          ],
    );
  });
}
