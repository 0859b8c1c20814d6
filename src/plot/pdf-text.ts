import { isWide } from "./metrics";

/**
 * Text for a PDF without embedded fonts: Helvetica for Latin, Symbol for Greek and signs, and a Chinese font that every
 * reader replaces by its own. Raised and lowered digits are small ones moved. @source ISO 32000-1:2008, 9.6.2 and 9.7.5
 */

/** A stretch of text in one font; `code` is its string operand. */
export interface PdfRun {
  readonly font: "F1" | "F2" | "F3" | "F4";
  readonly code: string;
  readonly sizePx: number;
  readonly risePx: number;
  readonly width: number;
}

const raised = new Map([..."⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿᵀ⊤"].map((sign, k) => [sign, "0123456789-+nTT"[k]] as const));
const lowered = new Map([..."₀₁₂₃₄₅₆₇₈₉ₐₓₖᵢⱼₙ"].map((sign, k) => [sign, "0123456789axkijn"[k]] as const));

/** Codes of the Symbol font for signs that mathematics needs. */
const symbol = new Map<string, number>([
  ...[..."ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"].map((sign, k) => [sign, 0x41 + k] as const),
  ...[..."αβχδεφγηιϕκλμνοπθρστυϖωξψζ"].map((sign, k) => [sign, 0x61 + k] as const),
  ...([
    ["−", 0x2d],
    ["∼", 0x7e],
    ["≤", 0xa3],
    ["∞", 0xa5],
    ["↔", 0xab],
    ["←", 0xac],
    ["↑", 0xad],
    ["→", 0xae],
    ["↓", 0xaf],
    ["≥", 0xb3],
    ["∝", 0xb5],
    ["∂", 0xb6],
    ["≠", 0xb9],
    ["≡", 0xba],
    ["≈", 0xbb],
    ["…", 0xbc],
    ["⊗", 0xc4],
    ["⊕", 0xc5],
    ["∈", 0xce],
    ["∠", 0xd0],
    ["∇", 0xd1],
    ["√", 0xd6],
    ["⋅", 0xd7],
    ["⟨", 0xe1],
    ["Σ", 0x53],
    ["∑", 0xe5],
    ["⟩", 0xf1],
    ["∫", 0xf2],
    ["∗", 0x2a],
    ["⊥", 0x5e],
    ["∀", 0x22],
    ["∃", 0x24],
  ] as const),
]);

/** Signs of Windows-1252 above Latin-1. */
const windows = new Map<string, number>([
  ["‖", 0x7c],
  ["–", 0x96],
  ["—", 0x97],
  ["‘", 0x91],
  ["’", 0x92],
  ["“", 0x93],
  ["”", 0x94],
  ["•", 0x95],
  ["…", 0x85],
  ["\u2009", 0x20],
  ["ᵀ", 0x54],
]);

/** Widths of Helvetica for the codes 32…126, in thousandths of an em (Adobe core font metrics). */
const helvetica =
  "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
    .split(" ")
    .map(Number);

interface Glyph {
  readonly font: PdfRun["font"];
  readonly bytes: readonly number[];
  readonly em: number;
  readonly place: -1 | 0 | 1;
}

function glyphOf(letter: string, isStrong: boolean): Glyph {
  const place = raised.has(letter) ? 1 : lowered.has(letter) ? -1 : 0;
  const plain = raised.get(letter) ?? lowered.get(letter) ?? letter;
  const greek = symbol.get(plain);
  if (greek !== undefined) return { font: "F2", bytes: [greek], em: greek >= 0x61 || greek < 0x41 ? 0.55 : 0.7, place };
  const code =
    windows.get(plain) ?? (plain.length === 1 && plain.charCodeAt(0) < 256 ? plain.charCodeAt(0) : undefined);
  const latin = isStrong ? "F4" : "F1";
  if (code !== undefined) return { font: latin, bytes: [code], em: (helvetica[code - 32] ?? 556) / 1000, place };
  if (isWide(plain) && plain.length === 1) {
    const unit = plain.charCodeAt(0);
    return { font: "F3", bytes: [unit >> 8, unit & 255], em: 1, place };
  }
  return { font: latin, bytes: [0x3f], em: 0.556, place }; // a sign no standard font holds
}

/** The runs of a text at a size, and how wide they are together. */
export function pdfRuns(
  text: string,
  sizePx: number,
  isStrong: boolean,
): { readonly runs: readonly PdfRun[]; readonly width: number } {
  const runs: PdfRun[] = [];
  const glyphs = [...text].map((letter) => glyphOf(letter, isStrong));
  for (let from = 0; from < glyphs.length; ) {
    const { font, place } = glyphs[from];
    let to = from;
    while (to < glyphs.length && glyphs[to].font === font && glyphs[to].place === place) to++;
    const part = glyphs.slice(from, to);
    const size = place === 0 ? sizePx : sizePx * 0.68;
    const code = `<${part
      .flatMap((glyph) => glyph.bytes)
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("")}>`;
    const width = part.reduce((sum, glyph) => sum + glyph.em * size, 0);
    runs.push({
      font,
      code,
      sizePx: size,
      risePx: place === 0 ? 0 : place > 0 ? sizePx * 0.36 : -sizePx * 0.16,
      width,
    });
    from = to;
  }
  return { runs, width: runs.reduce((sum, run) => sum + run.width, 0) };
}

/** The font objects, numbered from `first`, and the resource entries that name them. */
export function pdfFonts(first: number): { readonly names: string; readonly objects: readonly string[] } {
  return {
    names: `/F1 ${first} 0 R /F2 ${first + 1} 0 R /F3 ${first + 2} 0 R /F4 ${first + 5} 0 R`,
    objects: [
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>",
      `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [${first + 3} 0 R] >>`,
      `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor ${first + 4} 0 R >>`,
      "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ],
  };
}
