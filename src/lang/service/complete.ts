import type { Text } from "../../words/text";
import { type Session, viewOf } from "../session";
import { symbols } from "../syntax/notation";
import { describeEntity } from "./entity";
import { functionCard, functionNames } from "./function-card";
import { statementSnippets } from "./snippets";

export interface Completion {
  readonly label: string;
  readonly kind: "name" | "function" | "symbol" | "statement";
  /** Replaces `from`…`to` of the text. */
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  /** `insert` holds `${1:…}` places. */
  readonly isSnippet: boolean;
  readonly detail: Text;
  readonly documentation?: Text;
  /** Sorts before the label. */
  readonly rank: number;
}

/**
 * What may be written at an offset: after `\` symbols; at a line's beginning statements; names of the file and known functions.
 * Reads the text as typed so far, so that a half-typed line is served from the last evaluation.
 */
export function completionsAt(session: Session, text: string, offset: number): Completion[] {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  if (/(^|\s)#/.test(line) || (line.match(/"/g)?.length ?? 0) % 2 === 1) return [];
  const backslash = /\\([A-Za-z^_0-9-]*)$/.exec(line);
  if (backslash) {
    const from = offset - backslash[0].length;
    return symbols
      .filter(({ name }) => name.toLowerCase().startsWith(backslash[1].toLowerCase()))
      .map(({ name, symbol, ascii }, rank) => ({
        label: `\\${name}`,
        kind: "symbol" as const,
        from,
        to: offset,
        insert: symbol,
        isSnippet: false,
        detail: { en: ascii ? `${symbol}   (${ascii})` : symbol, zh: ascii ? `${symbol}（${ascii}）` : symbol },
        rank,
      }));
  }
  const word = /[\p{L}_][\p{L}\p{N}_₀-₉]*$/u.exec(line)?.[0] ?? "";
  if (word === "" && /[\d.]$/.test(line)) return [];
  const from = offset - word.length;
  const span = { from, to: offset };
  const isStart = /^\s*$/.test(line.slice(0, line.length - word.length));
  const statements = isStart
    ? statementSnippets.map(
        ({ label, insert, detail }): Completion => ({
          label,
          kind: "statement",
          ...span,
          insert,
          isSnippet: true,
          detail,
          rank: 2,
        }),
      )
    : [];
  return [...namesHere(session, span), ...functionsHere(span), ...statements];
}

function namesHere(session: Session, span: { from: number; to: number }): Completion[] {
  const view = viewOf(session);
  return [...view.entities.values()]
    .filter(({ place, span: at }) => place.from + at.from !== span.from)
    .map((entity) => ({
      label: entity.name,
      kind: "name" as const,
      ...span,
      insert: entity.name,
      isSnippet: false,
      detail: describeEntity(view, entity).what,
      rank: 0,
    }));
}

/** What stands beside a name of the file in the list of completions: its formula or value, made for the one looked at. */
export function nameDocumentation(session: Session, name: string): string | undefined {
  const view = viewOf(session);
  const entity = view.entities.get(name);
  const card = entity && describeEntity(view, entity);
  if (!card?.text) return undefined;
  return `${card.head} = ${card.text.length > 200 ? `${card.text.slice(0, 199)}…` : card.text}`;
}

function functionsHere(span: { from: number; to: number }): Completion[] {
  return functionNames.map((name) => {
    const { signature, sentence } = functionCard(name);
    return {
      label: name,
      kind: "function",
      ...span,
      insert: `${name}(\${1})`,
      isSnippet: true,
      detail: { en: signature, zh: signature },
      documentation: sentence,
      rank: 1,
    };
  });
}
