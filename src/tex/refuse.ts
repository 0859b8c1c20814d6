import type { Text } from "../words/text";

/**
 * What is turned away before the typesetter sees it. The limits were found by timing the worst shapes at each bound
 * (`test/bench/tex.ts`): the costliest formula that passes takes less than 150 ms.
 */
export const limits = {
  /** UTF-16 units of a formula. */
  length: 2048,
  /** UTF-16 units of all definitions that are sent with it. */
  macroLength: 16_384,
  /** Groups within groups: braces, `\left`, `\begin`, and commands that open a group without braces. */
  depth: 100,
  /** Copies that `*{N}` asks for in a column specification, nested ones multiplied. */
  repeat: 64,
  /** Ends of cells: `&` and `\\`. */
  cells: 400,
} as const;

/** Why this formula is not typeset, or `undefined`. @cost linear in the text. */
export function refuse(tex: string, macros: readonly string[] = []): Text | undefined {
  if (tex.length > limits.length) return tooLong(tex.length, limits.length);
  const all = macros.reduce((sum, macro) => sum + macro.length, 0);
  if (all > limits.macroLength) {
    return {
      en: `Its macros have ${all} characters; at most ${limits.macroLength} are typeset.`,
      zh: `所用宏共 ${all} 个字符，最多排版 ${limits.macroLength} 个。`,
    };
  }
  for (const [text, isMacro] of [[tex, false] as const, ...macros.map((macro) => [macro, true] as const)]) {
    if (depthOf(text) > limits.depth) {
      return {
        en: `More than ${limits.depth} groups are nested in each other.`,
        zh: `分组嵌套超过 ${limits.depth} 层。`,
      };
    }
    const copies = repeats(text, isMacro);
    if (copies === "unknown") {
      return {
        en: "A column specification *{N}{…} must give N as a number.",
        zh: "列格式 *{N}{…} 中的 N 必须是数字。",
      };
    }
    if (copies > limits.repeat) {
      return {
        en: `A column specification repeats ${copies > 1e9 ? "over 10⁹" : copies} times; at most ${limits.repeat} are typeset.`,
        zh: `列格式重复 ${copies > 1e9 ? "超过 10⁹" : copies} 次，最多排版 ${limits.repeat} 次。`,
      };
    }
  }
  const cells = cellsOf(tex);
  if (cells > limits.cells) {
    return {
      en: `It has ${cells} table cells; at most ${limits.cells} are typeset.`,
      zh: `表格有 ${cells} 个单元格，最多排版 ${limits.cells} 个。`,
    };
  }
  return undefined;
}

function tooLong(length: number, most: number): Text {
  return {
    en: `It has ${length} characters; at most ${most} are typeset.`,
    zh: `公式有 ${length} 个字符，最多排版 ${most} 个。`,
  };
}

/** `\frac\frac\frac…` opens a group per command without a brace; a run of one command counts as nesting. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let run = 0;
  let previous = "";
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === "\\") {
      let end = i + 1;
      while (end < text.length && isLetter(text.charCodeAt(end))) end++;
      const name = end === i + 1 ? text.slice(i + 1, i + 2) : text.slice(i + 1, end);
      if (name === "left" || name === "begin" || name === "bgroup" || name === "begingroup") depth++;
      else if (name === "right" || name === "end" || name === "egroup" || name === "endgroup") depth--;
      run = name === previous && end > i + 1 ? run + 1 : 1;
      previous = name;
      i = Math.max(i + 1, end - 1);
    } else if (c !== " " && c !== "^" && c !== "_") {
      if (c === "{") depth++;
      else if (c === "}") depth--;
      run = 0;
      previous = "";
    }
    if (depth < 0) depth = 0;
    deepest = Math.max(deepest, depth + (run > 1 ? run : 0));
  }
  return deepest;
}

/** The largest product of nested `*{N}{…}`; "unknown" where N is not written as a number inside a column specification. */
function repeats(text: string, anywhere: boolean): number | "unknown" {
  let largest = 0;
  const open: { until: number; product: number }[] = [];
  for (let i = text.indexOf("*"); i >= 0; i = text.indexOf("*", i + 1)) {
    const match = /^\*\s*(?:\{\s*(\d+)\s*\}|(\d)|\{([^{}]*)\}|(\\[A-Za-z]+))\s*(?=\{)/.exec(text.slice(i, i + 80));
    // The star of `\operatorname*{…}{…}` belongs to the command.
    if (!match || /\\[A-Za-z]+$/.test(text.slice(Math.max(0, i - 40), i))) continue;
    const digits = match[1] ?? match[2];
    if (digits === undefined) {
      if (inSpecification(text, i, anywhere)) return "unknown";
      continue;
    }
    while (open.length > 0 && open[open.length - 1].until <= i) open.pop();
    const product = Number(digits) * (open.length > 0 ? open[open.length - 1].product : 1);
    largest = Math.max(largest, product);
    open.push({ until: closingBrace(text, i + match[0].length), product });
  }
  return largest;
}

/** Whether the place lies in the first arguments of a `\begin{…}`: no `}` closes between, except the names'. */
function inSpecification(text: string, at: number, anywhere: boolean): boolean {
  if (anywhere) return true;
  const begin = text.lastIndexOf("\\begin", at);
  if (begin < 0) return false;
  return (
    /^\\begin\s*\{[^{}]*\}\s*(?:\[[^\]]*\]\s*)?(?:\{[^{}]*\}\s*)?\{/.test(text.slice(begin, at)) &&
    !/[&]|\\\\/.test(text.slice(begin, at))
  );
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "{") depth++;
    else if (text[i] === "}" && --depth === 0) return i;
  }
  return text.length;
}

function cellsOf(text: string): number {
  let cells = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "&") cells++;
    else if (text[i] === "\\") {
      if (text[i + 1] === "\\") cells++;
      else if (text.startsWith("\\cr", i) && !isLetter(text.charCodeAt(i + 3))) cells++;
      i++;
    }
  }
  return cells;
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
