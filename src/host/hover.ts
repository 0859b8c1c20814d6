import * as vscode from "vscode";
import { hoverFontPx, hoverInk } from "../protocol/ink";
import { codeBlock, commandLink, escapeMarkdown, svgImage } from "../protocol/markdown";
import type { TypesetResult } from "../tex/request";
import { standsAside } from "./aside";
import { setting } from "./configuration";
import { type FoundFormula, findFormula, remember } from "./formulas";
import { trusted } from "./markdown";
import { say } from "./say";
import type { Server } from "./server";
import { themeKind } from "./theme";

const patienceMs = 4_000;

/** The hover of a formula in a text of any language: the formula typeset, and what can be done with it. */
export async function hoverFormula(
  server: Server,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
  const wish = setting("hover.formulas", document);
  if (wish === "never") return undefined;
  const found = findFormula(document, position);
  if (found?.formula === undefined) return undefined;
  if (wish === "auto" && standsAside(found.formula, document, position)) return undefined;
  const { tex, display, macros, formula } = found;
  const request = { tex, display, macros, color: hoverInk[themeKind()], fontPx: hoverFontPx };
  const result = await withPatience(server.ask("nabla/typeset", { request, key: "hover" }, token));
  if (result === undefined || token.isCancellationRequested) return undefined;
  const range = new vscode.Range(document.positionAt(formula.from), document.positionAt(formula.to));
  return new vscode.Hover(trusted(`${bodyOf(result, tex)}\n\n---\n\n${linksOf(found, document)}`), range);
}

function bodyOf(result: TypesetResult | null, tex: string): string {
  if (result?.kind === "svg") {
    const warnings = result.warnings.map((text) => `*${escapeMarkdown(say(text))}*`);
    return [svgImage(result.svg, say(result.alt)), ...warnings].join("\n\n");
  }
  const source = codeBlock(tex.length > 4_000 ? `${tex.slice(0, 4_000)} …` : tex, "latex");
  const reason =
    result === null
      ? { en: "The formula could not be typeset just now.", zh: "暂时无法排版此公式。" }
      : result.kind === "error"
        ? result.message
        : result.reason;
  return `${source}\n\n*${escapeMarkdown(say(reason))}*`;
}

function linksOf(found: FoundFormula, document: vscode.TextDocument): string {
  const number = remember(found, document);
  return [
    commandLink(say({ en: "Copy as LaTeX", zh: "复制为 LaTeX" }), "nablascope.copyLatex", number),
    commandLink(say({ en: "Copy as SVG", zh: "复制为 SVG" }), "nablascope.copySvg", number),
    commandLink(say({ en: "Show in the panel", zh: "在面板中显示" }), "nablascope.openInPanel", number),
  ].join(" · ");
}

/** A server that does not answer must not keep every other hover from showing; `null` is the formula without a picture. */
async function withPatience(asked: Promise<TypesetResult | null>): Promise<TypesetResult | null | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  try {
    return await Promise.race([asked, late]);
  } catch (error) {
    return error instanceof vscode.CancellationError ? undefined : null;
  } finally {
    clearTimeout(timer);
  }
}
