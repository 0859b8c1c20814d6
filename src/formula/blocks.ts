import { commentsOf } from "./comments";
import { lexes } from "./lexis";
import { buildProse, type Prose, plainProse, sourceOf } from "./prose";

/** A fenced block of Nabla: ```` ```nabla ```` in Markdown, or in a comment or a docstring of any other language. */
export interface Block {
  /** The whole of it in the text, fences included. */
  readonly from: number;
  readonly to: number;
  /** The lines between the fences, without comment marks, quote marks and the indentation of the fence. */
  readonly code: Prose;
}

const markdownIds: ReadonlySet<string> = new Set([
  "markdown",
  "quarto",
  "rmd",
  "rmarkdown",
  "mdx",
  "juliamarkdown",
  "weave.jl",
  "restructuredtext",
]);
const opening = /(?:`{3,}|~{3,})[ \t]*\{?[ \t]*\.?nabla\b/;
const containers = /^(?:[ \t]{0,3}>[ \t]?)*(?:[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)?/;
const quotes = /^(?:[ \t]{0,3}>[ \t]?)*/;

/** Whether a text or a line can hold the beginning of a block: one search, for texts that have none. */
export function mayHoldBlocks(text: string): boolean {
  return opening.test(text);
}

/** Whether blocks are looked for in files of this language. */
export function holdsBlocks(languageId: string): boolean {
  return markdownIds.has(languageId) || Object.hasOwn(lexes, languageId);
}

/** The blocks of a text, in order. @param languageId VS Code's; unknown ones have none @cost linear; without a block, one search */
export function findBlocks(text: string, languageId: string): Block[] {
  if (!mayHoldBlocks(text)) return [];
  if (markdownIds.has(languageId)) return fences(plainProse(text), text);
  const lexis = Object.hasOwn(lexes, languageId) ? lexes[languageId] : undefined;
  return lexis === undefined ? [] : commentsOf(text, lexis).flatMap((prose) => fences(prose, text));
}

interface Fence {
  readonly mark: string;
  readonly indent: number;
  readonly from: number;
  /** Pieces of code; absent for a fence of another language. */
  readonly code: { from: number; to: number }[] | undefined;
}

function fences(prose: Prose, source: string): Block[] {
  const { text } = prose;
  if (!mayHoldBlocks(text)) return [];
  const blocks: Block[] = [];
  let fence: Fence | undefined;
  const close = (to: number): void => {
    if (fence?.code !== undefined) {
      blocks.push({ from: sourceOf(prose, fence.from), to: sourceOf(prose, to), code: cut(prose, fence.code, source) });
    }
    fence = undefined;
  };
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf("\n", at);
    const next = newline < 0 ? text.length : newline + 1;
    const line = text.slice(at, newline < 0 ? next : newline);
    if (fence === undefined) fence = opened(line, at);
    else {
      const quoted = quotes.exec(line)?.[0].length ?? 0;
      const inner = line.slice(quoted);
      if (isClosing(inner.trim(), fence.mark)) close(at + line.trimEnd().length);
      else fence.code?.push({ from: at + quoted + indentation(inner, fence.indent), to: next });
    }
    at = next;
  }
  close(text.length); // not closed yet: half typed
  return blocks;
}

function opened(line: string, at: number): Fence | undefined {
  const container = containers.exec(line)?.[0].length ?? 0;
  const inner = line.slice(container);
  const match = /^([ \t]*)(`{3,}|~{3,})(.*)$/s.exec(inner);
  if (match === null || (match[2][0] === "`" && match[3].includes("`"))) return undefined;
  const isNabla = opening.test(match[2] + match[3]);
  const quoted = quotes.exec(line)?.[0].length ?? 0;
  const indent = container - quoted + match[1].length;
  return { mark: match[2], indent, from: at + container + match[1].length, code: isNabla ? [] : undefined };
}

function isClosing(trimmed: string, mark: string): boolean {
  return trimmed.length >= mark.length && trimmed === mark[0].repeat(trimmed.length);
}

function indentation(line: string, most: number): number {
  let count = 0;
  while (count < most && (line[count] === " " || line[count] === "\t")) count++;
  return count;
}

/** Stretches of a prose as a prose of their own, every piece with its place in the source. */
function cut(prose: Prose, stretches: readonly { from: number; to: number }[], source: string): Prose {
  const code = buildProse(source);
  for (const { from, to } of stretches) {
    let at = from;
    for (let k = pieceAt(prose, from); at < to; k++) {
      const end = Math.min(to, prose.starts[k + 1] ?? prose.text.length);
      code.say(prose.text.slice(at, end), sourceOf(prose, at));
      at = end;
    }
  }
  return code.done();
}

function pieceAt({ starts }: Prose, at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
