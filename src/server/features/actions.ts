import type { CodeAction, CodeActionParams, TextEdit } from "vscode-languageserver";
import type { Edit } from "../../lang/problem";
import { actionsAt } from "../../lang/service/actions";
import { type Core, type Settled, serving } from "../core";
import { toDiagnostic } from "../show";
import { offsetOf, rangeBetween } from "./place";

/** Quick fixes of the problems in the range, and all preferred ones of the file at once. */
export function registerActions(core: Core): void {
  serving<CodeActionParams, CodeAction[]>(core, "textDocument/codeAction", [], async (ask, token) => {
    const settled = core.client().actions ? await core.settled(ask.textDocument.uri, token) : undefined;
    if (settled === undefined) return undefined;
    const from = offsetOf(settled, ask.range.start);
    const to = offsetOf(settled, ask.range.end);
    const only = ask.context?.only;
    const wanted = (kind: string): boolean =>
      only === undefined || only.some((one) => kind === one || kind.startsWith(`${one}.`));
    return [
      ...(wanted("quickfix") ? fixesNear(core, settled, from, to) : []),
      ...actionsIn(core, settled, from, to).filter(({ kind = "" }) => wanted(kind)),
      ...(wanted("source.fixAll.nabla") && only !== undefined ? fixAll(core, settled) : []),
    ];
  });
}

/** Those under the caret or in the selection; with nothing there, those of the caret's line. */
function fixesNear(core: Core, settled: Settled, from: number, to: number): CodeAction[] {
  const here = fixesAt(core, settled, from, to);
  if (here.length > 0 || from < to) return here;
  const { line } = settled.text.positionAt(from);
  const next = settled.text.offsetAt({ line: line + 1, character: 0 });
  const end = line + 1 < settled.text.lineCount ? next - 1 : next;
  return fixesAt(core, settled, settled.text.offsetAt({ line, character: 0 }), end);
}

function fixesAt(core: Core, settled: Settled, from: number, to: number): CodeAction[] {
  const locale = core.locale();
  return settled.analysis.problems
    .filter((problem) => problem.from <= to && problem.to >= from)
    .flatMap((problem) =>
      problem.fixes.map((fix) => ({
        title: fix.title[locale],
        kind: "quickfix",
        diagnostics: [toDiagnostic(settled.doc, problem, locale, core.client())],
        edit: workspaceEdit(core, settled, fix.edits),
        ...(fix.preferred === true ? { isPreferred: true } : {}),
      })),
    );
}

const kinds = { insert: "refactor.rewrite", convert: "refactor.rewrite", refactor: "refactor" } as const;

function actionsIn(core: Core, settled: Settled, from: number, to: number): CodeAction[] {
  if (settled.session === undefined) return [];
  return actionsAt(settled.session, from, to).map(({ title, kind, edits }) => ({
    title: title[core.locale()],
    kind: kinds[kind],
    edit: workspaceEdit(core, settled, edits),
  }));
}

function fixAll(core: Core, settled: Settled): CodeAction[] {
  const edits: Edit[] = [];
  for (const problem of settled.analysis.problems) {
    const fix = problem.fixes.find((one) => one.preferred === true);
    if (fix?.edits.every((edit) => isFree(edit, edits))) edits.push(...fix.edits);
  }
  if (edits.length === 0) return [];
  const title = { en: "Fix all that has one sure fix", zh: "修复所有可确定修复的问题" }[core.locale()];
  return [{ title, kind: "source.fixAll.nabla", edit: workspaceEdit(core, settled, edits) }];
}

/** Edits that touch one another can't be applied together. */
function isFree(edit: Edit, taken: readonly Edit[]): boolean {
  return taken.every((other) => edit.to < other.from || edit.from > other.to);
}

export function workspaceEdit(core: Core, settled: Settled, edits: readonly Edit[]): CodeAction["edit"] & object {
  const changes: TextEdit[] = edits.map(({ from, to, text }) => ({
    range: rangeBetween(settled, from, to),
    newText: settled.text.embedded?.written(from, text) ?? text,
  }));
  if (!core.client().versionedEdits) return { changes: { [settled.doc.uri]: changes } };
  return {
    documentChanges: [{ textDocument: { uri: settled.doc.uri, version: settled.text.version }, edits: changes }],
  };
}
