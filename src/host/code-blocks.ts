import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { Server } from "./server";

type Converted<R> = (client: BaseLanguageClient, reply: never) => R | Promise<R>;

/**
 * Hover, completion, signatures, definition and fixes inside the blocks of files of one language. The client's own
 * features are left to Nabla files: here they would offer themselves as formatter and outline of a Python file.
 */
export function codeBlocks(
  server: Server,
  language: string,
  has: (document: vscode.TextDocument) => boolean,
): vscode.Disposable {
  const selector = { language };
  const ask = async <R>(
    document: vscode.TextDocument,
    method: string,
    more: (client: BaseLanguageClient) => object,
    token: vscode.CancellationToken,
    convert: Converted<R>,
  ): Promise<R | undefined> => {
    if (!has(document)) return undefined;
    try {
      const client = await server.client();
      const textDocument = { uri: document.uri.toString() };
      const reply = await client.sendRequest<unknown>(method, { textDocument, ...more(client) }, token);
      return reply === null || token.isCancellationRequested ? undefined : await convert(client, reply as never);
    } catch {
      return undefined; // cancelled, stale, or the server is on its way back
    }
  };
  const at = (position: vscode.Position) => (client: BaseLanguageClient) => ({
    position: client.code2ProtocolConverter.asPosition(position),
  });
  return vscode.Disposable.from(
    vscode.languages.registerHoverProvider(selector, {
      provideHover: (document, position, token) =>
        ask(document, "textDocument/hover", at(position), token, (client, reply) =>
          client.protocol2CodeConverter.asHover(reply),
        ),
    }),
    vscode.languages.registerCompletionItemProvider(
      selector,
      {
        provideCompletionItems: (document, position, token) =>
          ask(document, "textDocument/completion", at(position), token, (client, reply) =>
            client.protocol2CodeConverter.asCompletionResult(reply, undefined, token),
          ),
      },
      "\\",
    ),
    vscode.languages.registerSignatureHelpProvider(
      selector,
      {
        provideSignatureHelp: (document, position, token) =>
          ask(document, "textDocument/signatureHelp", at(position), token, (client, reply) =>
            client.protocol2CodeConverter.asSignatureHelp(reply, token),
          ),
      },
      "(",
      ",",
    ),
    vscode.languages.registerDefinitionProvider(selector, {
      provideDefinition: (document, position, token) =>
        ask(document, "textDocument/definition", at(position), token, (client, reply) =>
          client.protocol2CodeConverter.asDefinitionResult(reply, token),
        ),
    }),
    vscode.languages.registerCodeActionsProvider(selector, {
      provideCodeActions: (document, range, _context, token) =>
        ask(
          document,
          "textDocument/codeAction",
          (client) => ({
            range: client.code2ProtocolConverter.asRange(range),
            context: { diagnostics: [], only: ["quickfix", "refactor"] },
          }),
          token,
          (client, reply) => client.protocol2CodeConverter.asCodeActionResult(reply, token),
        ),
    }),
  );
}
