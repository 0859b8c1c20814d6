import { createFormulaIndex } from "./find";
import type { Formula } from "./formula";

const languages = /^(?:markdown|quarto|rmd|rmarkdown|mdx|juliamarkdown|latex|tex|plaintex|rsweave|restructuredtext)$/;
/** The text is scanned once more, while a person waits. */
const longestText = 300_000;

/**
 * The display around the offset whose end is not typed yet: from its opening mark to the end of the paragraph. It is
 * what the finder sees with the closing mark added there, so that dollars in code, and those that are paired, stay what
 * they are. Ask it only where the finder itself finds nothing.
 *
 * @cost linear in the text before the end of the paragraph
 */
export function findOpenFormula(text: string, offset: number, languageId: string): Formula | undefined {
  if (!languages.test(languageId) || text.length > longestText) return undefined;
  const start = paragraphStart(text, offset);
  const end = paragraphEnd(text, offset);
  const before = text.slice(start, offset);
  for (const closer of closers(before)) {
    const formula = createFormulaIndex(text.slice(0, end) + closer, languageId).at(offset);
    if (formula?.to !== end + closer.length || formula.from < start || !looksLikeMath(formula.tex)) continue;
    return { ...formula, to: end, map: formula.map.map((at) => Math.min(at, end)) };
  }
  return undefined;
}

/** The marks that would close what the paragraph opens, the nearest first. */
function closers(before: string): string[] {
  const opened = [...before.matchAll(/\$\$|\\\[|\\begin\s*\{([A-Za-z]+\*?)\}/g)].reverse();
  const marks = opened.map(([mark, name]) => (name ? `\\end{${name}}` : mark === "$$" ? "$$" : "\\]"));
  return [...new Set(marks)].slice(0, 4);
}

function paragraphStart(text: string, offset: number): number {
  let start = 0;
  for (const { index } of text.slice(0, offset).matchAll(/\n[ \t>]*\r?\n/g)) start = index + 1;
  return start;
}

function paragraphEnd(text: string, offset: number): number {
  const blank = /\r?\n[ \t>]*(?:\r?\n|$)/g;
  blank.lastIndex = offset;
  return blank.exec(text)?.index ?? text.trimEnd().length;
}

/** Prose behind two dollars is none: a formula has commands, indices or a relation, and few plain words. */
function looksLikeMath(tex: string): boolean {
  return /[\\^_=<>+]/.test(tex) && !/(?:(?<![\\A-Za-z])[A-Za-z]{2,}[ ,.]+){4}/.test(tex);
}
