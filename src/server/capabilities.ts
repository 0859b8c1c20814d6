import type { InitializeParams, InitializeResult } from "vscode-languageserver";
import type { ServerOptions } from "../protocol/server";
import { clientOf } from "./client";

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

/** What the server offers to this client. Positions are UTF-16, text is synchronised incrementally. */
export function capabilities(params: Partial<InitializeParams> | null | undefined): InitializeResult {
  const options: ServerOptions | null | undefined = params?.initializationOptions;
  const client = clientOf(params);
  return {
    serverInfo: { name: "nablascope" },
    capabilities: {
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: 2 },
      ...(options?.ownAnswers === true ? {} : { inlayHintProvider: { resolveProvider: true } }),
      hoverProvider: true,
      completionProvider: { triggerCharacters: ["\\", " ", '"', "/"], resolveProvider: true },
      signatureHelpProvider: { triggerCharacters: ["(", ","], retriggerCharacters: [")"] },
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      renameProvider: client.preparesRename ? { prepareProvider: true } : true,
      documentSymbolProvider: true,
      workspaceSymbolProvider: true,
      foldingRangeProvider: true,
      selectionRangeProvider: true,
      documentFormattingProvider: true,
      documentRangeFormattingProvider: true,
      linkedEditingRangeProvider: true,
      callHierarchyProvider: true,
      codeLensProvider: { resolveProvider: false },
      ...(client.actions ? { codeActionProvider: { codeActionKinds: [...actionKinds] } } : {}),
      documentLinkProvider: { resolveProvider: false },
      semanticTokensProvider: {
        legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
        full: { delta: true },
        range: true,
      },
    },
  };
}
