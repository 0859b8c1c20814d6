import type { CodeLens, CodeLensParams } from "vscode-languageserver";
import { lensesOf } from "../../lang/service/lens";
import type { Text } from "../../words/text";
import { type Core, serving } from "../core";
import { rangeBetween } from "./place";

/** Words above a line: `plot` opens it in the panel, `export` writes it as code. Only for a client that knows our commands. */
export function registerLenses(core: Core): void {
  serving<CodeLensParams, CodeLens[]>(core, "textDocument/codeLens", [], async ({ textDocument }, token) => {
    if (core.options().commands !== true) return undefined;
    const settled = await core.settled(textDocument.uri, token);
    if (settled?.session === undefined) return undefined;
    const locale = core.locale();
    // A check's verdict stands at the end of its line already.
    const plots = lensesOf(settled.session).filter(({ kind }) => kind === "plot");
    const functions = new Set(plots.map(({ statement }) => statement));
    // `export` stands beside `plot`, where it pushes nothing apart, and above each export.
    const exports = settled.analysis.statements.filter(
      ({ kind, index }) => kind === "export" || (kind === "define" && functions.has(index)),
    );
    const lens = (command: string, title: string, { from, to }: { from: number; to: number }): CodeLens => ({
      range: rangeBetween(settled, from, to),
      command: {
        title,
        command,
        arguments: [{ uri: textDocument.uri, line: settled.text.positionAt(to).line }],
      },
    });
    return [
      ...plots.map((one) => lens("nablascope.openInPanel", one.title[locale], one)),
      ...exports.map((one) => lens("nablascope.insertCode", exportWord[locale], one)),
    ];
  });
}

const exportWord: Text = { en: "export", zh: "导出" };
