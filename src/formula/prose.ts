/**
 * Text as a reader sees it, put together from pieces of a source: comment marks, quote marks and doubled backslashes are
 * gone, and every place still knows where it came from.
 */
export interface Prose {
  readonly text: string;
  /** Piece k is `text[starts[k]]…`, taken from the source at `sources[k]`. */
  readonly starts: readonly number[];
  readonly sources: readonly number[];
}

export interface ProseBuilder {
  /** Adds `source[from, to)`. */
  add(from: number, to: number): void;
  /** Adds words that stand for the place `at`. */
  say(words: string, at: number): void;
  readonly length: number;
  done(): Prose;
}

/** A prose to which stretches of a source, or words in their place, are added in reading order. */
export function buildProse(source: string): ProseBuilder {
  const parts: string[] = [];
  const starts: number[] = [];
  const sources: number[] = [];
  let length = 0;
  const push = (text: string, at: number) => {
    if (text === "") return;
    parts.push(text);
    starts.push(length);
    sources.push(at);
    length += text.length;
  };
  return {
    add: (from, to) => push(source.slice(from, to), from),
    say: push,
    get length() {
      return length;
    },
    done: () => ({ text: parts.join(""), starts, sources }),
  };
}

/** A whole source, or a stretch of it, as it stands. */
export function plainProse(source: string, from = 0, to = source.length): Prose {
  return { text: source.slice(from, to), starts: [0], sources: [from] };
}

/** Where the character `at` of the prose stands in the source. @cost logarithmic */
export function sourceOf(prose: Prose, at: number): number {
  const { starts, sources } = prose;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return (sources[low] ?? 0) + at - (starts[low] ?? 0);
}

/** The same prose with `\\` read as `\` and `\$` as `$`, as string literals do. */
export function unescaped(prose: Prose, dollars: boolean): Prose {
  const parts: string[] = [];
  const starts: number[] = [];
  const sources: number[] = [];
  let length = 0;
  let from = 0;
  const push = (to: number) => {
    let at = from;
    // A piece of the old prose may span several of its own; cut there too, so that the map stays exact.
    while (at < to) {
      const next = Math.min(to, nextStart(prose, at));
      parts.push(prose.text.slice(at, next));
      starts.push(length);
      sources.push(sourceOf(prose, at));
      length += next - at;
      at = next;
    }
  };
  const { text } = prose;
  for (let i = text.indexOf("\\"); i >= 0; i = text.indexOf("\\", i)) {
    const next = text[i + 1];
    if (next === "\\" || (dollars && next === "$")) {
      push(i);
      from = i + 1;
    }
    i += 2;
  }
  push(text.length);
  return { text: parts.join(""), starts, sources };
}

function nextStart(prose: Prose, at: number): number {
  const { starts } = prose;
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= at) low = middle + 1;
    else high = middle;
  }
  return starts[low] ?? prose.text.length;
}
