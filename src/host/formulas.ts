import * as vscode from "vscode";
import { completeTex } from "../formula/complete";
import { createFormulaIndex, type FormulaIndex } from "../formula/find";
import type { Formula } from "../formula/formula";
import { neededMacros } from "../formula/macros";
import { findOpenFormula } from "../formula/open";
import { Refusal } from "./guard";
import { isOurs, type Server } from "./server";

/** A formula to be typeset, with the definitions of its document that it needs. */
export interface FoundFormula {
  readonly tex: string;
  readonly display: boolean;
  readonly macros: readonly string[];
  /** Its place in the document; absent for an answer of a Nabla file. */
  readonly formula?: Formula;
}

const longestText = 4_000_000;
const remembered = 8;
const indices = new Map<string, { readonly version: number; readonly index: FormulaIndex }>();

/** The formula that holds the position. One scan for each version of a document; the last few are kept. */
export function findFormula(document: vscode.TextDocument, position: vscode.Position): FoundFormula | undefined {
  const index = indexOf(document);
  if (index === undefined) return undefined;
  const offset = document.offsetAt(position);
  const formula = index.at(offset) ?? findOpenFormula(document.getText(), offset, document.languageId);
  if (formula === undefined) return undefined;
  const tex = completeTex(formula.tex);
  return { tex, display: formula.display, macros: neededMacros(tex, index.macros()), formula };
}

function indexOf(document: vscode.TextDocument): FormulaIndex | undefined {
  const key = document.uri.toString();
  const known = indices.get(key);
  if (known?.version === document.version) return known.index;
  const text = document.getText();
  if (text.length > longestText) return undefined;
  const index = createFormulaIndex(text, document.languageId);
  indices.delete(key);
  indices.set(key, { version: document.version, index });
  if (indices.size > remembered) indices.delete(indices.keys().next().value as string);
  return index;
}

/** Formulas that a hover has shown, so that its links need to carry a number only. */
const shown = new Map<number, { readonly found: FoundFormula; readonly uri: string; readonly offset: number }>();
let lastShown = 0;

export function remember(found: FoundFormula, document: vscode.TextDocument): number {
  lastShown++;
  shown.set(lastShown, { found, uri: document.uri.toString(), offset: found.formula?.from ?? 0 });
  shown.delete(lastShown - 64);
  return lastShown;
}

/** What a link names (a formula that was shown, a line of a Nabla file), or where the caret is. */
export function placeOf(
  given: unknown,
): { readonly document: vscode.TextDocument; readonly offset: number } | undefined {
  const open = (uri: string): vscode.TextDocument | undefined =>
    vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri);
  if (typeof given === "number") {
    const one = shown.get(given);
    const document = one === undefined ? undefined : open(one.uri);
    return one === undefined || document === undefined ? undefined : { document, offset: one.offset };
  }
  if (typeof given === "object" && given !== null && "uri" in given && "line" in given) {
    const { uri, line } = given;
    const document = typeof uri === "string" ? open(uri) : undefined;
    if (document === undefined || typeof line !== "number") return undefined;
    return {
      document,
      offset: document.offsetAt(new vscode.Position(Math.max(0, Math.floor(line)), Number.MAX_SAFE_INTEGER)),
    };
  }
  const editor = vscode.window.activeTextEditor;
  return editor && { document: editor.document, offset: editor.document.offsetAt(editor.selection.active) };
}

/** The LaTeX of what a link names, or of the formula or answer at the caret. */
export async function texOf(server: Server, given: unknown): Promise<FoundFormula> {
  const known = typeof given === "number" ? shown.get(given)?.found : undefined;
  if (known !== undefined) return known;
  const place = placeOf(given);
  const isLink = typeof given === "object" && given !== null; // of a statement, perhaps in a block of another file
  if (place !== undefined && (isLink || isOurs(place.document))) {
    const { line } = place.document.positionAt(place.offset);
    const answer = await server.ask("nabla/answer", { uri: place.document.uri.toString(), line });
    const wantsSteps = isLink && "steps" in given && given.steps === true;
    const tex = wantsSteps ? answer?.steps : answer?.latex;
    if (tex !== undefined) return { tex, display: true, macros: [] };
  } else if (place !== undefined) {
    const found = findFormula(place.document, place.document.positionAt(place.offset));
    if (found !== undefined) return found;
  }
  throw new Refusal({
    en: "There is no formula here. Put the caret inside one.",
    zh: "此处没有公式。请将光标移到公式之内。",
  });
}
