import type { Text } from "../../words/text";
import { canonicalFunction } from "../functions/table";
import { type Session, viewOf } from "../session";
import { canonicalName } from "../syntax/notation";
import { describeEntity } from "./entity";
import { functionCard } from "./function-card";

export interface SignatureHelp {
  readonly label: string;
  readonly params: readonly string[];
  /** Index of the parameter the caret is in. */
  readonly active: number;
  readonly documentation: Text;
}

/** The function whose parenthesis is open at the offset; the text may be half typed. */
export function signatureAt(session: Session, text: string, offset: number): SignatureHelp | undefined {
  let depth = 0;
  let active = 0;
  for (let i = offset - 1; i >= 0 && offset - i < 2000; i--) {
    const c = text[i];
    if (c === ")" || c === "]" || c === "）") depth++;
    else if (c === "[" || c === "\n") {
      if (depth === 0) return undefined;
      if (c === "[") depth--;
    } else if (c === "(" || c === "（") {
      if (depth > 0) depth--;
      else return named(session, text.slice(Math.max(0, i - 60), i), active);
    } else if ((c === "," || c === "，") && depth === 0) active++;
  }
  return undefined;
}

function named(session: Session, before: string, active: number): SignatureHelp | undefined {
  const word = /(\p{L}[\p{L}\p{N}_₀-₉]*)['′²³]*\s*$/u.exec(before)?.[1];
  if (!word) return undefined;
  const view = viewOf(session);
  const entity = view.entities.get(canonicalName(word));
  if (entity?.kind === "function") {
    const params = entity.fn.params.map(({ name }) => name);
    const { head, what, text } = describeEntity(view, entity);
    return {
      label: head,
      params,
      active,
      documentation: { en: `${what.en}\n${text ?? ""}`, zh: `${what.zh}\n${text ?? ""}` },
    };
  }
  const known = entity ? undefined : canonicalFunction(canonicalName(word));
  if (!known) return undefined;
  const { signature, params, sentence } = functionCard(known);
  return { label: signature, params, active, documentation: sentence };
}
