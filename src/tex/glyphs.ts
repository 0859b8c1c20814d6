/** What MathJax keeps of a glyph: height, depth, width, and its options. */
type Glyph = [number, number, number, { p?: string; c?: string }?];

/**
 * Adds the outlines of a font to its metrics, as MathJax's own `AddPaths` does; the build calls it in the place of that.
 *
 * @param outlines one line per glyph: its code, a blank, its outline
 * @param content the glyphs that are made of others
 */
export function addOutlines(
  font: Record<number, Glyph>,
  outlines: string,
  content: Readonly<Record<number, string>>,
): Record<number, Glyph> {
  for (const line of outlines.split("\n")) {
    const blank = line.indexOf(" ");
    optionsOf(font, Number(line.slice(0, blank))).p = line.slice(blank + 1);
  }
  for (const code of Object.keys(content)) optionsOf(font, Number(code)).c = content[Number(code)];
  return font;
}

function optionsOf(font: Record<number, Glyph>, code: number): { p?: string; c?: string } {
  const glyph = font[code];
  glyph[3] ??= {};
  return glyph[3];
}
