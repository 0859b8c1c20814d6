import type {
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensParams,
  SemanticTokensRangeParams,
} from "vscode-languageserver";
import { type SemanticToken, semanticTokensOf } from "../../lang/service/semantic";
import { tokenModifiers, tokenTypes } from "../capabilities";
import { type Core, type Settled, serving } from "../core";
import { offsetOf } from "./place";

const remembered = 32;

/** Semantic colours: names by what they mean, the parts of a glued run told apart. */
export function registerColours(core: Core): void {
  // The last colours told, by result id, so that the next time only what changed has to be.
  const told = new Map<string, readonly number[]>();
  let lastId = 0;
  const keep = (data: readonly number[]): string => {
    const id = String(++lastId);
    told.set(id, data);
    if (told.size > remembered) told.delete(told.keys().next().value as string);
    return id;
  };

  serving<SemanticTokensParams, SemanticTokens>(
    core,
    "textDocument/semanticTokens/full",
    { data: [] },
    async ({ textDocument }, token) => {
      const settled = await core.settled(textDocument.uri, token);
      if (settled?.session === undefined) return undefined;
      const data = encode(settled, semanticTokensOf(settled.session));
      return { data, resultId: keep(data) };
    },
  );
  serving<SemanticTokensDeltaParams, SemanticTokens | SemanticTokensDelta>(
    core,
    "textDocument/semanticTokens/full/delta",
    { data: [] },
    async ({ textDocument, previousResultId }, token) => {
      const settled = await core.settled(textDocument.uri, token);
      if (settled?.session === undefined) return undefined;
      const data = encode(settled, semanticTokensOf(settled.session));
      const before = told.get(previousResultId);
      told.delete(previousResultId);
      const resultId = keep(data);
      return before === undefined ? { data, resultId } : { edits: difference(before, data), resultId };
    },
  );
  serving<SemanticTokensRangeParams, SemanticTokens>(
    core,
    "textDocument/semanticTokens/range",
    { data: [] },
    async ({ textDocument, range }, token) => {
      const settled = await core.settled(textDocument.uri, token);
      if (settled?.session === undefined) return undefined;
      const from = offsetOf(settled, range.start);
      const to = offsetOf(settled, range.end);
      const inside = semanticTokensOf(settled.session).filter((one) => one.from < to && one.to > from);
      return { data: encode(settled, inside) };
    },
  );
}

const type = (name: (typeof tokenTypes)[number]): number => tokenTypes.indexOf(name);
const modifier = (name: (typeof tokenModifiers)[number]): number => 1 << tokenModifiers.indexOf(name);

const types: Readonly<Record<SemanticToken["kind"], number>> = {
  function: type("function"),
  variable: type("variable"),
  parameter: type("parameter"),
  keyword: type("keyword"),
  known: type("function"),
  constant: type("variable"),
  type: type("type"),
};

/** Five numbers a token: lines and characters since the one before, length, type, modifiers. */
function encode({ text }: Settled, tokens: readonly SemanticToken[]): number[] {
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const { from, to, kind, isDefinition, second } of tokens) {
    const at = text.positionAt(from);
    const sameLine = at.line === line;
    const flags =
      (isDefinition ? modifier("declaration") : 0) |
      (kind === "known" || kind === "constant" ? modifier("defaultLibrary") : 0) |
      (kind === "constant" ? modifier("readonly") : 0) |
      (second ? modifier("split") : 0);
    data.push(at.line - line, sameLine ? at.character - character : at.character, to - from, types[kind], flags);
    line = at.line;
    character = at.character;
  }
  return data;
}

/** One edit between two lists of numbers: what is the same at both ends is left out. */
function difference(before: readonly number[], after: readonly number[]): SemanticTokensDelta["edits"] {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < least - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (start === before.length && start === after.length) return [];
  return [{ start, deleteCount: before.length - start - tail, data: after.slice(start, after.length - tail) }];
}
