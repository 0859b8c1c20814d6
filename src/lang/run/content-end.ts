/** The end of what is written on a statement's lines, without comment and blanks behind it. */
export function contentEnd(text: string): number {
  const lines = text.split(/(\r\n|\r|\n)/);
  let at = 0;
  let end = 0;
  for (const line of lines) {
    const code = line.replace(/#.*$/, "").trimEnd();
    if (code.length > 0) end = at + code.length;
    at += line.length;
  }
  return end;
}
