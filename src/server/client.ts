import type { InitializeParams } from "vscode-languageserver";
import { plainMarkdown } from "../protocol/markdown";

/** What a client said that it understands; what it didn't say, it is not sent. */
export interface Client {
  readonly hoverMarkdown: boolean;
  readonly completionMarkdown: boolean;
  readonly signatureMarkdown: boolean;
  readonly snippets: boolean;
  /** Answers at the ends of the lines can be asked for again when they changed by themselves. */
  readonly refreshesHints: boolean;
  readonly relatedInformation: boolean;
  readonly diagnosticTags: boolean;
  /** Code actions that carry their edits; without, there is nothing to give. */
  readonly actions: boolean;
  readonly symbolTree: boolean;
  readonly versionedEdits: boolean;
  readonly preparesRename: boolean;
}

/** Reads the capabilities of `initialize`; nothing in them is trusted. */
export function clientOf(params: Partial<InitializeParams> | null | undefined): Client {
  const given = params?.capabilities;
  const document = given?.textDocument;
  const item = document?.completion?.completionItem;
  return {
    hoverMarkdown: hasMarkdown(document?.hover?.contentFormat),
    completionMarkdown: hasMarkdown(item?.documentationFormat),
    signatureMarkdown: hasMarkdown(document?.signatureHelp?.signatureInformation?.documentationFormat),
    snippets: item?.snippetSupport === true,
    refreshesHints: given?.workspace?.inlayHint?.refreshSupport === true,
    relatedInformation: document?.publishDiagnostics?.relatedInformation === true,
    diagnosticTags: Boolean(document?.publishDiagnostics?.tagSupport),
    actions: Boolean(document?.codeAction?.codeActionLiteralSupport),
    symbolTree: document?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    versionedEdits: given?.workspace?.workspaceEdit?.documentChanges === true,
    preparesRename: document?.rename?.prepareSupport === true,
  };
}

/** What we wrote in Markdown as the client reads it. */
export function markup(
  value: string,
  isMarkdown: boolean,
): { readonly kind: "markdown" | "plaintext"; readonly value: string } {
  return isMarkdown ? { kind: "markdown", value } : { kind: "plaintext", value: plainMarkdown(value) };
}

function hasMarkdown(formats: unknown): boolean {
  return Array.isArray(formats) && formats.includes("markdown");
}
