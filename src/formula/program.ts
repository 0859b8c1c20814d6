import type { Block } from "./blocks";
import { sourceOf } from "./prose";

/** All blocks of a file as one program, in order: they share their names, as the cells of a notebook do. */
export interface Program {
  readonly text: string;
  /** Its stretches, in order: from `at` on it is the file's text from `source` on. */
  readonly pieces: readonly { readonly at: number; readonly source: number }[];
  /** Where the character `at` of the program stands in the file. @cost logarithmic */
  toSource(at: number): number;
  /** The character of the program at, or next behind, a place of the file. @cost logarithmic */
  toProgram(offset: number): number;
  /** Whether a place of the file lies in the code of a block. */
  holds(offset: number): boolean;
}

/**
 * Puts the code of all blocks of a file together as one text, with the way back to the file for every character. @cost linear
 * in the code
 */
export function programOf(blocks: readonly Block[]): Program {
  const parts: string[] = [];
  const starts: number[] = [];
  const sources: number[] = [];
  let length = 0;
  const add = (text: string, source: number): void => {
    if (text === "") return;
    parts.push(text);
    starts.push(length);
    sources.push(source);
    length += text.length;
  };
  for (const { code, to } of blocks) {
    for (const [k, start] of code.starts.entries()) {
      add(code.text.slice(start, code.starts[k + 1] ?? code.text.length), code.sources[k]);
    }
    if (code.text !== "" && !code.text.endsWith("\n")) add("\n", to);
  }
  const text = parts.join("");
  const prose = { text, starts, sources };
  const toProgram = (offset: number): number => {
    const k = lastAtMost(sources, offset);
    if (k < 0) return 0;
    const end = starts[k + 1] ?? text.length;
    return Math.min(starts[k] + offset - sources[k], end);
  };
  return {
    text,
    pieces: starts.map((at, k) => ({ at, source: sources[k] })),
    toSource: (at) => (starts.length === 0 ? 0 : sourceOf(prose, at)),
    toProgram,
    holds: (offset) =>
      blocks.some(({ code, to }) => code.sources.length > 0 && offset >= code.sources[0] && offset < to) && text !== "",
  };
}

function lastAtMost(sorted: readonly number[], value: number): number {
  let low = -1;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
