import type {
  DocumentHighlight,
  LinkedEditingRanges,
  Location,
  PrepareRenameResult,
  ReferenceParams,
  RenameParams,
  TextDocumentPositionParams,
  WorkspaceEdit,
} from "vscode-languageserver";
import { ResponseError } from "vscode-languageserver";
import { namesOf, referencesAt } from "../../lang/service/names";
import { renameAt } from "../../lang/service/rename";
import { type Core, type Settled, serving } from "../core";
import { workspaceEdit } from "./actions";
import { offsetOf, rangeBetween } from "./place";

const requestFailed = -32803;

/** Where names are defined and used, and renaming them. */
export function registerNavigation(core: Core): void {
  const found = async (ask: TextDocumentPositionParams, token: Parameters<Core["settled"]>[1]) => {
    const settled = await core.settled(ask.textDocument.uri, token);
    if (settled === undefined) return undefined;
    const offset = offsetOf(settled, ask.position);
    const names = namesOf(settled.syntax);
    return { settled, offset, names, references: referencesAt(names, offset) };
  };
  const location = (settled: Settled, { from, to }: { from: number; to: number }): Location => ({
    uri: settled.doc.uri,
    range: rangeBetween(settled, from, to),
  });

  serving<TextDocumentPositionParams, Location | null>(core, "textDocument/definition", null, async (ask, token) => {
    const one = await found(ask, token);
    const definition = one?.references?.definition;
    return one === undefined || definition === undefined ? null : location(one.settled, definition);
  });
  serving<ReferenceParams, Location[]>(core, "textDocument/references", [], async (ask, token) => {
    const one = await found(ask, token);
    if (one?.references === undefined) return undefined;
    const { all, definition } = one.references;
    const wanted = ask.context?.includeDeclaration === false ? all.filter((place) => place !== definition) : all;
    return wanted.map((place) => location(one.settled, place));
  });
  serving<TextDocumentPositionParams, DocumentHighlight[]>(
    core,
    "textDocument/documentHighlight",
    [],
    async (ask, token) => {
      const one = await found(ask, token);
      return one?.references?.all.map(({ from, to, role }) => ({
        range: rangeBetween(one.settled, from, to),
        kind: role === "use" ? 2 : 3,
      }));
    },
  );
  serving<TextDocumentPositionParams, LinkedEditingRanges | null>(
    core,
    "textDocument/linkedEditingRange",
    null,
    async (ask, token) => {
      const one = await found(ask, token);
      const all = one?.references?.all;
      // Typing changes all of them at once, so none may be cut out of a run or be written otherwise.
      if (one === undefined || all === undefined || all.length < 2 || all.some(({ split }) => split)) return null;
      const written = new Set(all.map(({ from, to }) => one.settled.syntax.text.slice(from, to)));
      if (written.size > 1) return null;
      return { ranges: all.map(({ from, to }) => rangeBetween(one.settled, from, to)) };
    },
  );
  serving<TextDocumentPositionParams, PrepareRenameResult | null>(
    core,
    "textDocument/prepareRename",
    null,
    async (ask, token) => {
      const one = await found(ask, token);
      const at = one?.references?.at;
      if (one === undefined || at === undefined) return null;
      return {
        range: rangeBetween(one.settled, at.from, at.to),
        placeholder: one.settled.syntax.text.slice(at.from, at.to),
      };
    },
  );
  core.connection.onRequest<WorkspaceEdit | null, void>(
    "textDocument/rename",
    async (ask: RenameParams, token): Promise<WorkspaceEdit | ResponseError<void> | null> => {
      const one = await found(ask, token).catch(() => undefined);
      if (one === undefined) return null;
      const result = renameAt(one.settled.syntax, one.names, one.offset, String(ask.newName));
      if (result.kind === "refused") return new ResponseError(requestFailed, result.reason[core.locale()]);
      return workspaceEdit(core, one.settled, result.edits);
    },
  );
}
