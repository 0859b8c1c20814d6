import { canonicalName } from "./notation";

/** The names of a text in canonical form, as they first appear; a superscript ends a name (`x²y` has x and y). */
export function namesInOrder(text: string): string[] {
  const found = text.match(/\p{L}[\p{Nd}_₀-₉]*/gu) ?? [];
  return [...new Set(found.map(canonicalName))];
}
