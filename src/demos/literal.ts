/**
 * A table written as a literal of a program: `np.array([[1, 2], [3, 4]])`, `[(1, 2), (3, 4)]`, `{{1, 2}, {3, 4}}`,
 * `[1 2; 3 4]`, `c(1, 2, 3)`. What stands around its outermost brackets is left out.
 *
 * @returns the rows as JSON or as CSV, or nothing if the text is no such literal
 * @cost linear in the text
 */
export function literalTable(program: string): string | undefined {
  // The brackets of a declaration, as in `double p[2][2] =`, are not the table's.
  const text = program.replace(/^[^=\n[({]*(?:\[\w*\])*\s*=(?!=)/, "");
  const from = text.search(/[[({]/);
  const to = Math.max(text.lastIndexOf("]"), text.lastIndexOf(")"), text.lastIndexOf("}"));
  if (from < 0 || to <= from) return undefined;
  const around = text.slice(0, from) + text.slice(to + 1);
  // Rows of numbers above or below are a table with brackets in it, not a literal.
  if (/^[\s\d.,;+-]*\d[\s\d.,;+-]*$/m.test(around)) return undefined;
  const inner = text
    .slice(from, to + 1)
    .replace(/#[^\n]*|\/\/[^\n]*/g, "")
    .replace(/\b[A-Za-z_][\w.]*\s*(?=[[({])/g, "");
  const matrix = /^\(?\[([^[\](){}]*)\]\)?$/.exec(inner.trim());
  if (matrix !== null && !matrix[1].includes(",") && /\S\s+\S|;/.test(matrix[1].trim()))
    return matrix[1]
      .split(/;|\n/)
      .map((row) => row.trim().split(/\s+/).join(" "))
      .filter((row) => row !== "")
      .join("\n");
  const json = inner
    .replace(/[({]/g, "[")
    .replace(/[)}]/g, "]")
    .replace(/'([^'"\n]*)'/g, '"$1"')
    .replace(/\b(?:None|nan|NA|missing|nothing|np\.nan|math\.nan)\b/g, "null")
    .replace(/(\d)\.(?=[\s,\]])/g, "$1.0")
    .replace(/(^|[[,\s-])\.(?=\d)/g, "$10.")
    .replace(/,(?=\s*\])/g, "");
  return unwrapped(json);
}

/** Without brackets around the whole that hold a single list: `([[1, 2]], dtype=float)` is the list. */
function unwrapped(json: string): string | undefined {
  let now = json.trim();
  for (let round = 0; round < 3; round++) {
    const call = /^\[\s*(\[[\s\S]*\])\s*(?:,\s*[A-Za-z_]\w*\s*=[^[\]]*)?\]$/.exec(now);
    if (call === null || !isBalanced(call[1])) break;
    now = call[1];
  }
  return /^\[[\s\S]*\]$/.test(now) && isBalanced(now) ? now : undefined;
}

/** Whether the first bracket is closed by the last one. */
function isBalanced(text: string): boolean {
  let depth = 0;
  for (let k = 0; k < text.length; k++) {
    if (text[k] === "[") depth++;
    else if (text[k] === "]" && --depth === 0) return k === text.length - 1;
  }
  return false;
}
