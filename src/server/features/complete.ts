import type {
  CompletionItem,
  CompletionList,
  CompletionParams,
  SignatureHelp,
  SignatureHelpParams,
} from "vscode-languageserver";
import { knowsData } from "../../data/read";
import { asksForWords, type Completion, completionsAt, nameDocumentation } from "../../lang/service/complete";
import { type PathStart, pathAt } from "../../lang/service/complete-path";
import { signatureAt } from "../../lang/service/signature";
import { plainSnippet } from "../../lang/service/snippets";
import { codeBlock, escapeMarkdown } from "../../protocol/markdown";
import type { ClientCalls, DataList } from "../../protocol/server";
import { markup } from "../client";
import { type Core, type Current, serving } from "../core";
import { offsetOf, rangeBetween } from "./place";

const kinds: Readonly<Record<Completion["kind"], CompletionItem["kind"] & number>> = {
  name: 6,
  function: 3,
  symbol: 12,
  statement: 15,
  word: 14,
};

/** Goes with a name of the file, so that its value is written only when somebody looks at it. */
interface NameData {
  readonly uri: string;
}

/** Completion and signature help: served from the last evaluation, since the line is half typed by nature. */
export function registerCompletion(core: Core): void {
  serving<CompletionParams, CompletionList>(
    core,
    "textDocument/completion",
    { isIncomplete: false, items: [] },
    async ({ textDocument, position, context }) => {
      const current = await core.current(textDocument.uri);
      if (current === undefined) return undefined;
      const [text, offset] = [current.text.getText(), offsetOf(current, position)];
      const path = pathAt(text, offset);
      if (path !== undefined) return { isIncomplete: false, items: await pathsFrom(core, current, path) };
      if (context?.triggerCharacter === '"' || context?.triggerCharacter === "/") return undefined;
      if (current.session === undefined) return undefined;
      // A blank asks too, at each key: it is answered where only certain words can follow.
      if (context?.triggerCharacter === " " && !asksForWords(text, offset)) return undefined;
      const items = completionsAt(current.session, text, offset);
      const locale = core.locale();
      const takesSnippets = core.client().snippets;
      return {
        isIncomplete: false,
        items: items.map((one): CompletionItem => {
          const { label, kind, from, to, insert, isSnippet, detail, documentation, rank } = one;
          const said = documentation?.[locale];
          return {
            label,
            kind: kinds[kind],
            detail: detail[locale],
            sortText: `${String(rank).padStart(4, "0")} ${label}`,
            filterText: label,
            textEdit: {
              range: rangeBetween(current, from, to),
              newText: isSnippet && !takesSnippets ? plainSnippet(insert) : insert,
            },
            ...(isSnippet && takesSnippets ? { insertTextFormat: 2 as const } : {}),
            ...(said === undefined
              ? {}
              : { documentation: markup(escapeMarkdown(said), core.client().completionMarkdown) }),
            ...(kind === "name" ? { data: { uri: textDocument.uri } satisfies NameData } : {}),
          };
        }),
      };
    },
  );
  serving<CompletionItem, CompletionItem | null>(core, "completionItem/resolve", null, async (item) => {
    const { uri } = (item.data ?? {}) as Partial<NameData>;
    const session = typeof uri === "string" ? (await core.current(uri))?.session : undefined;
    const text = session && nameDocumentation(session, item.label);
    return text === undefined
      ? item
      : { ...item, documentation: markup(codeBlock(text, "nabla"), core.client().completionMarkdown) };
  });
  serving<SignatureHelpParams, SignatureHelp | null>(core, "textDocument/signatureHelp", null, async (ask) => {
    const current = await core.current(ask.textDocument.uri);
    if (current?.session === undefined) return null;
    const found = signatureAt(current.session, current.text.getText(), offsetOf(current, ask.position));
    if (found === undefined) return null;
    const { label, params, active, documentation } = found;
    return {
      activeSignature: 0,
      activeParameter: Math.min(active, Math.max(0, params.length - 1)),
      signatures: [
        {
          label,
          documentation: markup(escapeMarkdown(documentation[core.locale()]), core.client().signatureMarkdown),
          parameters: params.map((param) => ({ label: param })),
        },
      ],
    };
  });
}

const mostPaths = 500;

/** The data files and folders beside what is typed of a path; a folder asks again for what lies in it. */
async function pathsFrom(core: Core, current: Current, { folder, from, to }: PathStart): Promise<CompletionItem[]> {
  if (core.options().readsData !== true) return [];
  const ask: ClientCalls["nabla/listData"]["ask"] = { uri: current.doc.uri, path: folder.replaceAll("\\", "/") };
  const found = await core.connection.sendRequest<DataList>("nabla/listData", ask);
  return found
    .filter(({ name, isFolder }) => (isFolder || knowsData(name)) && !/["\\/\r\n]/.test(name))
    .slice(0, mostPaths)
    .map(({ name, isFolder }): CompletionItem => {
      const label = isFolder ? `${name}/` : name;
      const path = `${folder}${label}`;
      return {
        label,
        kind: isFolder ? 19 : 17,
        sortText: `${isFolder ? (name === ".." ? 2 : 1) : 0} ${label}`,
        filterText: path,
        textEdit: { range: rangeBetween(current, from, to), newText: path },
        ...(isFolder && core.options().commands === true
          ? { command: { title: label, command: "editor.action.triggerSuggest" } }
          : {}),
      };
    });
}
