import type { Table } from "./scene";

/**
 * A table as CSV (RFC 4180, CRLF). A text that a spreadsheet would take for a formula is preceded by an apostrophe;
 * numbers are written in full, so that reading them back gives the same bits.
 */
export function tableCsv(table: Table): string {
  const lines = [table.columns.map(field), ...table.rows.map((row) => row.map(field))];
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}

function field(value: number | string): string {
  if (typeof value === "number") return Object.is(value, -0) ? "0" : String(value);
  const safe = /^[=+\-@\t\r]/.test(value) && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
