import type { Lexis, StringRule } from "./lexis";

/** The offset behind the string that opens at `i`; at the end of the line where it may not run on, else of the text. */
export function stringEnd(text: string, i: number, rule: StringRule): number {
  let at = i + rule.open.length;
  while (at < text.length) {
    const c = text[at];
    if (c === "\\" && rule.escape) at += 2;
    else if (c === "\n" && !rule.lines) return at;
    else if (c === rule.close[0] && text.startsWith(rule.close, at)) return at + rule.close.length;
    else at++;
  }
  return text.length;
}

/** To the closing backtick, or into `${`. */
export function templateEnd(text: string, i: number, templates: number[]): number {
  while (i < text.length) {
    const c = text[i];
    if (c === "\\") i += 2;
    else if (c === "`") return i + 1;
    else if (c === "$" && text[i + 1] === "{") {
      templates.push(1);
      return i + 2;
    } else i++;
  }
  return text.length;
}

/** One way of reading `'`: a character, a transpose, a lifetime, or the prime of a name. */
export function quoteEnd(text: string, i: number, quote: NonNullable<Lexis["quote"]>): number {
  const before = text[i - 1] ?? "";
  if ((quote === "name" || quote === "transpose") && /[\w)\]}'.]/.test(before)) return i + 1;
  if (quote === "char" && /[0-9A-Fa-f]/.test(before) && /[0-9A-Fa-f]/.test(text[i + 1] ?? "")) return i + 1;
  if (quote === "transpose" && !/^'(?:\\.[^']{0,8}|[^'\\])'/su.test(text.slice(i, i + 14))) {
    // MATLAB doubles the quote inside of a string.
    const end = /''|'|\n/g;
    end.lastIndex = i + 1;
    let match = end.exec(text);
    while (match?.[0] === "''") match = end.exec(text);
    return match ? match.index + (match[0] === "'" ? 1 : 0) : text.length;
  }
  const char = /^'(?:\\[^\n'][^'\n]{0,10}|\\'|[^'\\\n]{1,2})'/u.exec(text.slice(i, i + 16));
  return char ? i + char[0].length : i + 1;
}

/** The offset behind the raw string that opens at `i` (C++ `R"(…)"`, Rust `r#"…"#`, C# `@"…"`, Lua `[[…]]` …); undefined where none does. */
export function rawEnd(text: string, i: number, lexis: Lexis): number | undefined {
  const c = text[i];
  if (lexis.raw === "cpp" && c === '"' && text[i - 1] === "R") {
    const open = /^"([^()\\\s]{0,16})\(/.exec(text.slice(i, i + 20));
    return open ? after(text, `)${open[1]}"`, i) : undefined;
  }
  if (lexis.raw === "rust" && c === '"' && (text[i - 1] === "#" || text[i - 1] === "r")) {
    let hashes = 0;
    while (text[i - 1 - hashes] === "#") hashes++;
    return text[i - 1 - hashes] === "r" ? after(text, `"${"#".repeat(hashes)}`, i + 1) : undefined;
  }
  if (lexis.raw === "csharp" && c === '"' && /[@]/.test(text.slice(Math.max(0, i - 2), i))) {
    let at = i + 1;
    while (at < text.length && (text[at] !== '"' || text[at + 1] === '"')) at += text[at] === '"' ? 2 : 1;
    return at + 1;
  }
  if (lexis.raw === "lua" && c === "[") {
    const open = /^\[(=*)\[/.exec(text.slice(i, i + 20));
    return open ? after(text, `]${open[1]}]`, i) : undefined;
  }
  return undefined;
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}

/** A slash divides after a value and opens a pattern after an operator or a keyword. */
export function opensRegex(text: string, i: number): boolean {
  let at = i - 1;
  while (at >= 0 && i - at < 200 && (text[at] === " " || text[at] === "\t")) at--;
  if (at < 0 || text[at] === "\n") return true;
  if (/[)\]}\w$'"`]/.test(text[at]))
    return /(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|delete|throw|new|yield|await)$/.test(
      text.slice(Math.max(0, at - 12), at + 1),
    );
  return true;
}

/**
 * The offset behind the regular expression that opens at `i`, classes and escapes read; behind the slash where the line ends
 * first.
 */
export function regexEnd(text: string, i: number): number {
  let inClass = false;
  for (let at = i + 1; at < text.length; at++) {
    const c = text[at];
    if (c === "\n") return i + 1;
    if (c === "\\") at++;
    else if (c === "[") inClass = true;
    else if (c === "]") inClass = false;
    else if (c === "/" && !inClass) return at + 1;
  }
  return i + 1;
}

/** The offset of the first character of the line that holds `i`. */
export function lineStart(text: string, i: number): number {
  return text.lastIndexOf("\n", i - 1) + 1 || 0;
}

/** The offset of the line break behind `i`, or of the end of the text. */
export function lineEnd(text: string, i: number): number {
  const at = text.indexOf("\n", i);
  return at < 0 ? text.length : at;
}
