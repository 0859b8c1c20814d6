/** A stretch of a program that is put together from the blocks of a file: from `at` on it is the file's text from `source` on. */
export interface PieceOfText {
  readonly at: number;
  readonly source: number;
}

/** A file that is a program itself. */
export const wholeText: readonly PieceOfText[] = [{ at: 0, source: 0 }];

/** Where an offset of the program stands in the file. @cost logarithmic */
export function placeInFile(pieces: readonly PieceOfText[], offset: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const { at, source } = pieces[low] ?? { at: 0, source: 0 };
  return source + offset - at;
}

/** Where a non-empty stretch of the program stands in the file: its end is behind its last character. */
export function stretchInFile<S extends { readonly from: number; readonly to: number }>(
  pieces: readonly PieceOfText[],
  stretch: S,
): S {
  const { from, to } = stretch;
  return {
    ...stretch,
    from: placeInFile(pieces, from),
    to: placeInFile(pieces, Math.max(from, to - 1)) + (to > from ? 1 : 0),
  };
}
