import * as vscode from "vscode";
import type { Formula } from "../formula/formula";

/** Another extension that previews formulas under the pointer, and which ones. */
interface Other {
  readonly extension: string;
  readonly languages: readonly string[];
  /** Its own switch, which may be off. */
  readonly setting?: string;
  readonly previews: (formula: Formula, document: vscode.TextDocument, position: vscode.Position) => boolean;
}

const always = (): boolean => true;

const others: readonly Other[] = [
  {
    extension: "james-yu.latex-workshop",
    languages: ["latex", "latex-expl3", "tex", "doctex", "pweave", "jlweave", "rsweave"],
    setting: "latex-workshop.hover.preview.enabled",
    // It knows a formula within one line, and of a longer one only the mark that opens it.
    previews: (formula, document, position) => {
      const from = document.positionAt(formula.from);
      const to = document.positionAt(formula.to);
      if (from.line === to.line) return true;
      const opening = /^(?:\\begin\s*\{[^}]*\}|\\[[(]|\$\$?)/.exec(document.getText(new vscode.Range(from, to)));
      return document.offsetAt(position) <= formula.from + (opening?.[0].length ?? 0);
    },
  },
  { extension: "quarto.quarto", languages: ["quarto"], previews: always },
  { extension: "howcasperwhat.comment-formula", languages: ["c", "cpp", "matlab", "python"], previews: always },
];

/** Whether another installed extension already previews that formula, so that ours would be the second. */
export function standsAside(formula: Formula, document: vscode.TextDocument, position: vscode.Position): boolean {
  return others.some(
    ({ extension, languages, setting, previews }) =>
      languages.includes(document.languageId) &&
      vscode.extensions.getExtension(extension) !== undefined &&
      (setting === undefined || vscode.workspace.getConfiguration(undefined, document).get(setting) !== false) &&
      previews(formula, document, position),
  );
}
