import type {
  CompletionItem,
  CompletionList,
  CompletionParams,
  SignatureHelp,
  SignatureHelpParams,
} from "vscode-languageserver";
import { asksForWords, type Completion, completionsAt, nameDocumentation } from "../../lang/service/complete";
import { signatureAt } from "../../lang/service/signature";
import { plainSnippet } from "../../lang/service/snippets";
import { codeBlock, escapeMarkdown } from "../../protocol/markdown";
import { type Core, serving } from "../core";
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
      if (current?.session === undefined) return undefined;
      const [text, offset] = [current.text.getText(), offsetOf(current, position)];
      // A blank asks too, at each key: it is answered where only certain words can follow.
      if (context?.triggerCharacter === " " && !asksForWords(text, offset)) return undefined;
      const items = completionsAt(current.session, text, offset);
      const locale = core.locale();
      const takesSnippets = core.options().snippets === true;
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
            ...(said === undefined ? {} : { documentation: { kind: "markdown", value: escapeMarkdown(said) } }),
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
      : { ...item, documentation: { kind: "markdown", value: codeBlock(text, "nabla") } };
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
          documentation: { kind: "markdown", value: escapeMarkdown(documentation[core.locale()]) },
          parameters: params.map((param) => ({ label: param })),
        },
      ],
    };
  });
}
