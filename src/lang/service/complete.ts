import type { Text } from "../../words/text";
import { type Session, viewOf } from "../session";
import { symbols } from "../syntax/notation";
import { describeEntity } from "./entity";
import { functionCard, functionNames } from "./function-card";
import { programSnippets, type Snippet, statementSnippets } from "./snippets";
import { expectedAt } from "./words";

export interface Completion {
  readonly label: string;
  readonly kind: "name" | "function" | "symbol" | "statement" | "word";
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

const lineUpTo = (text: string, offset: number): string => text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);

/** Whether only certain words, or these and names, can follow here: worth showing behind a blank, and told by the line alone. */
export function asksForWords(text: string, offset: number): boolean {
  const { words, beside } = expectedAt(lineUpTo(text, offset));
  return words.length > 0 && beside !== "anything";
}

/**
 * What may be written at an offset: after `\` symbols; at a line's beginning statements; names of the file and known functions.
 * Reads the text as typed so far, so that a half-typed line is served from the last evaluation.
 */
export function completionsAt(session: Session, text: string, offset: number): Completion[] {
  const line = lineUpTo(text, offset);
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
  const before = line.slice(0, line.length - word.length);
  const expected = expectedAt(before);
  const words = expected.words.map((one) => ofSnippet(one, "word", span));
  if (expected.beside === "nothing") return words;
  const names = [...namesHere(session, span), ...lettersHere(session, before, span)];
  if (expected.beside === "names") return [...words, ...names];
  const isStart = before.trim() === "";
  const statements = isStart ? [...statementSnippets, ...programSnippets] : [];
  return [
    ...words,
    ...statements.map((one) => ofSnippet(one, "statement", span)),
    ...names,
    ...functionsHere(span),
    ...constants.map(
      ([label, en, zh]): Completion => ({
        label,
        kind: "name",
        ...span,
        insert: label,
        isSnippet: false,
        detail: { en, zh },
        rank: 2,
      }),
    ),
  ];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const constants = [
  ["pi", "π ≈ 3.14159", "π ≈ 3.14159"],
  ["e", "≈ 2.71828", "≈ 2.71828"],
  ["inf", "∞", "∞"],
  ["I", "the identity matrix, of the size that fits", "单位矩阵，尺寸由上下文决定"],
] as const;

function ofSnippet({ label, insert, detail }: Snippet, kind: "statement" | "word", span: Span): Completion {
  return { label, kind, ...span, insert, isSnippet: true, detail, rank: 0 };
}

/** Parameters, those of the definition being typed too: offered, so that a letter typed to its end is taken for itself. */
function lettersHere(session: Session, before: string, span: Span): Completion[] {
  const { entities } = viewOf(session);
  const head = /^\s*[\p{L}_][\p{L}\p{N}_₀-₉]*\s*[(（]([^()（）]*)[)）]/u.exec(before)?.[1] ?? "";
  const letters = new Set(head.split(/[\s,，]+/).filter((name) => /^\p{L}/u.test(name)));
  for (const entity of entities.values()) {
    if (entity.kind === "function") for (const { name } of entity.fn.params) letters.add(name);
  }
  return [...letters]
    .filter((name) => !entities.has(name))
    .map((name) => ({
      label: name,
      kind: "name",
      ...span,
      insert: name,
      isSnippet: false,
      detail: { en: "a parameter", zh: "参数" },
      rank: 1,
    }));
}

function namesHere(session: Session, span: Span): Completion[] {
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
      rank: 1,
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

function functionsHere(span: Span): Completion[] {
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
      rank: 2,
    };
  });
}
