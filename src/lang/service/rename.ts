import type { Text } from "../../words/text";
import type { Edit } from "../problem";
import { type Session, viewOf } from "../session";
import { canonicalName } from "../syntax/notation";
import { namesOf, referencesAt } from "./names";

export type Renaming =
  | { readonly edits: readonly Edit[]; readonly refused?: undefined }
  | { readonly edits?: undefined; readonly refused: Text };

/** The span that a rename would change, or nothing where no name of the file stands. */
export function renameSpanAt(
  session: Session,
  offset: number,
): { readonly from: number; readonly to: number } | undefined {
  const { at } = referencesAt(namesOf(viewOf(session).document), offset) ?? {};
  return at && { from: at.from, to: at.to };
}

/** Renames what stands at the offset everywhere; where a glued run would read otherwise, a blank keeps the parts apart. */
export function renameAt(session: Session, offset: number, name: string): Renaming {
  const { document } = viewOf(session);
  const names = namesOf(document);
  const found = referencesAt(names, offset);
  if (!found) return { refused: { en: "No name of the file stands here.", zh: "此处没有可重命名的名字。" } };
  if (!/^\p{L}[\p{L}\p{N}_₀-₉]*$/u.test(name)) {
    return {
      refused: {
        en: `${name} is no name: a letter, then letters, digits and _.`,
        zh: `${name} 不是名字：须以字母开头，后接字母、数字或 _。`,
      },
    };
  }
  const canonical = canonicalName(name);
  const taken = names.occurrences.find(
    (other) =>
      other.name === canonical &&
      other.key !== found.at.key &&
      (other.role === "definition" || found.all.some(({ statement }) => statement === other.statement)),
  );
  if (taken) return { refused: { en: `${name} is taken already.`, zh: `${name} 已被使用。` } };
  const { text } = document;
  const isNamePart = (c: string | undefined): boolean => c !== undefined && /[\p{L}\p{N}_₀-₉]/u.test(c);
  const edits = found.all.map(({ from, to, split }): Edit => {
    const before = split && isNamePart(text[from - 1]) ? " " : "";
    const after = split && isNamePart(text[to]) ? " " : "";
    return { from, to, text: `${before}${name}${after}` };
  });
  return { edits: joinNeighbours(edits) };
}

/** Two blanks between neighbours that were cut out of one run become one. */
function joinNeighbours(edits: readonly Edit[]): Edit[] {
  return edits.map((edit, i) => {
    const last = edits[i - 1];
    return last && last.to === edit.from && last.text.endsWith(" ") && edit.text.startsWith(" ")
      ? { ...edit, text: edit.text.slice(1) }
      : edit;
  });
}
