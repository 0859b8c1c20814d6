/** What one field of a text file is. */
export type Cell =
  | { readonly kind: "number"; readonly value: number; readonly mark: "." | "," | "" }
  | { readonly kind: "missing" }
  | { readonly kind: "overflow" }
  | { readonly kind: "text" };

const decimal = /^[+-]?(?:\d+(?:([.,])\d*)?|([.,])\d+)(?:[eE][+-]?\d+)?$/;
const missingWords = /^(?:|na|n\/a|#n\/a|nan|null|none|nil|missing|\?|-|\.)$/i;
const missing: Cell = { kind: "missing" };
const text: Cell = { kind: "text" };
const overflow: Cell = { kind: "overflow" };

/** Reads a field: a decimal number with a point or a comma, an infinity, one of the usual words for nothing, or text. */
export function readCell(field: string): Cell {
  const word = field.trim().replace("−", "-");
  const match = decimal.exec(word);
  if (match) {
    const mark = (match[1] ?? match[2] ?? "") as "." | "," | "";
    const value = Number(mark === "," ? word.replace(",", ".") : word);
    return Number.isFinite(value) ? { kind: "number", value, mark } : overflow;
  }
  if (missingWords.test(word)) return missing;
  const infinite = /^([+-]?)(?:inf|infinity|∞)$/i.exec(word);
  if (infinite) return { kind: "number", value: infinite[1] === "-" ? -Infinity : Infinity, mark: "" };
  return text;
}

/** `1,234` may be a thousand and more as well. */
export function looksGrouped(field: string): boolean {
  return /^[+\-−]?[1-9]\d{0,2},\d{3}$/.test(field.trim());
}
