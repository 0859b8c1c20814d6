import type { InitializeResult } from "vscode-languageserver";
import type { ServerOptions } from "../protocol/server";

/** Kinds of names in semantic colours; their order is the protocol's index. Standard types first, so that every theme colours them. */
export const tokenTypes = [
  "variable",
  "parameter",
  "function",
  "type",
  "keyword",
  "number",
  "operator",
  "string",
  "comment",
  "property",
] as const;
export const tokenModifiers = ["declaration", "defaultLibrary", "readonly", "split"] as const;

const actionKinds = ["quickfix", "refactor", "refactor.rewrite", "source.fixAll.nabla"] as const;

/** What the server offers. Positions are UTF-16, text is synchronised incrementally. */
export function capabilities(options: ServerOptions | undefined): InitializeResult {
  return {
    serverInfo: { name: "nablascope" },
    capabilities: {
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: 2 },
      ...(options?.ownAnswers === true ? {} : { inlayHintProvider: { resolveProvider: true } }),
      hoverProvider: true,
      completionProvider: { triggerCharacters: ["\\", " "], resolveProvider: true },
      signatureHelpProvider: { triggerCharacters: ["(", ","], retriggerCharacters: [")"] },
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      renameProvider: { prepareProvider: true },
      documentSymbolProvider: true,
      workspaceSymbolProvider: true,
      foldingRangeProvider: true,
      selectionRangeProvider: true,
      documentFormattingProvider: true,
      documentRangeFormattingProvider: true,
      linkedEditingRangeProvider: true,
      callHierarchyProvider: true,
      codeLensProvider: { resolveProvider: false },
      codeActionProvider: { codeActionKinds: [...actionKinds] },
      documentLinkProvider: { resolveProvider: false },
      semanticTokensProvider: {
        legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
        full: { delta: true },
        range: true,
      },
    },
  };
}
