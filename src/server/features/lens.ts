import type { CodeLens, CodeLensParams } from "vscode-languageserver";
import { lensesOf } from "../../lang/service/lens";
import { type Core, serving } from "../core";
import { rangeBetween } from "./place";

/** Words above a line: `plot` opens it in the panel. Only for a client that knows our commands. */
export function registerLenses(core: Core): void {
  serving<CodeLensParams, CodeLens[]>(core, "textDocument/codeLens", [], async ({ textDocument }, token) => {
    if (core.options().commands !== true) return undefined;
    const settled = await core.settled(textDocument.uri, token);
    if (settled?.session === undefined) return undefined;
    // A check's verdict stands at the end of its line already.
    const lenses = lensesOf(settled.session).filter(({ kind }) => kind === "plot");
    return lenses.map(({ from, to, title }) => ({
      range: rangeBetween(settled, from, to),
      command: {
        title: title[core.locale()],
        command: "nablascope.openInPanel",
        arguments: [{ uri: textDocument.uri, line: settled.text.positionAt(to).line }],
      },
    }));
  });
}
