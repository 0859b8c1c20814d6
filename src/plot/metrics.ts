/**
 * How wide a text is about, without a page: widths of a common sans-serif in thousandths of an em. Layout has to be the
 * same in a page, in a file and in a test; a few percent are caught by the halo around each label.
 */
const classes: readonly (readonly [letters: string, width: number])[] = [
  [" !'(),./:;I[]`fijlrt|·", 300],
  ["MW@mw%", 840],
  ["ABCDEFGHKNOPQRSTUVXY&_+<=>−≤≥≈×ΔΛΣΦΨΩαωφ∝√∂", 680],
  ["⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉", 360],
];
const table = new Map(classes.flatMap(([letters, width]) => [...letters].map((letter) => [letter, width] as const)));

/** Width in px of `text` at `sizePx`: Latin by letter, Chinese one em, other signs 0.58 em. */
export function textWidth(text: string, sizePx: number): number {
  let sum = 0;
  for (const letter of text) sum += table.get(letter) ?? (isWide(letter) ? 1000 : 560);
  return (sum / 1000) * sizePx;
}

/** Whether a letter fills a whole em: Chinese, full-width forms, emoji. */
export function isWide(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0;
  return (
    (code >= 0x2e80 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xffe6) ||
    code >= 0x1f300
  );
}
