/**
 * How wide a text is about, without a page: widths of a wide sans-serif (DejaVu Sans, which many Linux systems fall back
 * to) in thousandths of an em. Layout has to be the same in a page, in a file and in a test, and room left over does less
 * harm than letters on letters.
 */
const classes: readonly (readonly [letters: string, width: number])[] = [
  [" !',./:;I`ijl|·", 310],
  ["()[]frt", 385],
  ["MW@m%", 950],
  ["ABCDEFGHKNOPQRSTUVXY&_w+<=>−≤≥≈×ΔΛΣΦΨΩαωφ∝√∂", 720],
  ["⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉", 400],
];
const table = new Map(classes.flatMap(([letters, width]) => [...letters].map((letter) => [letter, width] as const)));

/** Width in px of `text` at `sizePx`: Latin by letter, Chinese one em, other signs 0.61 em. */
export function textWidth(text: string, sizePx: number): number {
  let sum = 0;
  for (const letter of text) sum += table.get(letter) ?? (isWide(letter) ? 1000 : 610);
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
