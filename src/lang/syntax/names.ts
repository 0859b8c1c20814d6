import { letterAt, namePartAt } from "./chars";
import { canonicalName } from "./notation";

/** Whether a text is one name: a letter, then letters, digits, `_` and subscripts. */
export function isName(text: string): boolean {
  let at = letterAt(text, 0);
  if (at === 0) return false;
  while (at < text.length) {
    const more = namePartAt(text, at);
    if (more === 0) return false;
    at += more;
  }
  return true;
}

const isIndex = (c: number): boolean => (c >= 48 && c <= 57) || c === 95 || (c >= 0x2080 && c <= 0x2089);

/** The names of a text in canonical form, as they first appear; a superscript ends a name (`x²y` has x and y). */
export function namesInOrder(text: string): string[] {
  const found = new Set<string>();
  for (let from = 0; from < text.length; ) {
    let to = from + letterAt(text, from);
    if (to === from) {
      from++;
      continue;
    }
    while (to < text.length && isIndex(text.charCodeAt(to))) to++;
    found.add(canonicalName(text.slice(from, to)));
    from = to;
  }
  return [...found];
}
