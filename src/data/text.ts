import type { Text } from "../words/text";
import { type DataProblem, failure } from "./table";

/** Reads bytes as UTF-8, or as UTF-16 where a mark at the beginning says so; line ends become `\n`. */
export function decodeText(bytes: Uint8Array): { readonly text: string } | { readonly problem: DataProblem } {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 0 : bytes[0] === 0xfe && bytes[1] === 0xff ? 1 : undefined;
  const read = wide === undefined ? utf8(bytes) : utf16(bytes, wide);
  if (typeof read === "number") return { problem: failure(notText, lineAt(bytes, read)) };
  const nul = read.indexOf("\0");
  if (nul >= 0) return { problem: failure(holdsNul, read.slice(0, nul).split(/\r\n?|\n/).length) };
  return { text: read.includes("\r") ? read.replace(/\r\n?/g, "\n") : read };
}

const notText: Text = {
  en: "This line is not UTF-8 text. Save the file as UTF-8.",
  zh: "此行不是 UTF-8 文本，请将文件另存为 UTF-8。",
};
const holdsNul: Text = {
  en: "This line holds a NUL character: the file is not a text, or it is damaged.",
  zh: "此行含有 NUL 字符：文件不是文本，或已损坏。",
};

function utf16(bytes: Uint8Array, big: 0 | 1): string {
  const units: string[] = [];
  let part: number[] = [];
  for (let i = 2; i + 1 < bytes.length; i += 2) {
    part.push(big ? (bytes[i] << 8) | bytes[i + 1] : (bytes[i + 1] << 8) | bytes[i]);
    if (part.length === 8192) {
      units.push(String.fromCharCode(...part));
      part = [];
    }
  }
  return units.join("") + String.fromCharCode(...part);
}

/** The text, or the offset of the first byte that is no UTF-8. */
function utf8(bytes: Uint8Array): string | number {
  const parts: string[] = [];
  const units = new Uint16Array(8192);
  let count = 0;
  const flush = () => {
    parts.push(String.fromCharCode(...units.subarray(0, count)));
    count = 0;
  };
  let i = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (i < bytes.length) {
    if (count > 8190) flush();
    const first = bytes[i];
    if (first < 0x80) {
      units[count++] = first;
      i++;
      continue;
    }
    const more =
      first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xf0 && first < 0xf5 ? 3 : 0;
    if (more === 0 || i + more >= bytes.length) return i;
    let code = first & (0x3f >> more);
    for (let k = 1; k <= more; k++) {
      if ((bytes[i + k] & 0xc0) !== 0x80) return i;
      code = (code << 6) | (bytes[i + k] & 0x3f);
    }
    const surrogate = code >= 0xd800 && code < 0xe000;
    if (surrogate || code > 0x10ffff || (more === 2 && code < 0x800) || (more === 3 && code < 0x10000)) return i;
    if (code < 0x10000) units[count++] = code;
    else {
      units[count++] = 0xd7c0 + (code >> 10);
      units[count++] = 0xdc00 + (code & 0x3ff);
    }
    i += more + 1;
  }
  flush();
  return parts.join("");
}

function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset; i++) if (bytes[i] === 10 || (bytes[i] === 13 && bytes[i + 1] !== 10)) line++;
  return line;
}
