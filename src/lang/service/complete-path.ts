/** A path being typed behind `load "`. */
export interface PathStart {
  /** The folder as it is written, with its `/`; the empty text for that of the file itself. */
  readonly folder: string;
  /** The whole path, up to the closing quote if there is one on the line. */
  readonly from: number;
  readonly to: number;
}

/** The path of a data file at an offset; nothing where none is typed, or where it leads out of what may be loaded. */
export function pathAt(text: string, offset: number): PathStart | undefined {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const before = text.slice(start, offset);
  const typed = /^(?:[^"#]*=)?\s*load\s*"([^"]*)$/.exec(before)?.[1];
  if (typed === undefined || /^(?:[\\/~]|[A-Za-z][A-Za-z0-9+.-]*:)/.test(typed)) return undefined;
  const rest = /^[^"\r\n]*(?=")/.exec(text.slice(offset))?.[0] ?? "";
  return {
    folder: typed.slice(0, Math.max(typed.lastIndexOf("/"), typed.lastIndexOf("\\")) + 1),
    from: offset - typed.length,
    to: offset + rest.length,
  };
}
