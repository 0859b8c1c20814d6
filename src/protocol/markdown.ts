import type { hoverCommands } from "./server";

/** VS Code cuts the Markdown of a hover at 100,000 characters; what would not fit is left out by us, whole. */
export const longestHover = 98_000;

/** The text so that Markdown shows it as it is: no emphasis, link, image, HTML or entity comes out of it. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-.!|<>~$&:=^@"'/]/g, (mark) =>
      mark === "<" ? "&lt;" : mark === "&" ? "&amp;" : `\\${mark}`,
    )
    .replace(/[ \t]*\r?\n[ \t]*/g, " ")
    .replace(/^\s+/, "");
}

/** A fenced block whose fence no run of backticks inside can close. */
export function codeBlock(code: string, language: string): string {
  const longest = (code.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${code}\n${fence}`;
}

/** Code within a line: neither a backtick nor an empty line inside can end it and let what follows be read as HTML. */
export function codeSpan(code: string): string {
  return `\`${code.replace(/`/g, "'").replace(/\s+/g, " ")}\``;
}

/** A link that runs one of our commands; its argument is ours, as JSON. */
export function commandLink(title: string, command: (typeof hoverCommands)[number], argument: unknown): string {
  return `[${escapeMarkdown(title)}](command:${command}?${encodeURIComponent(JSON.stringify([argument])).replace(/[()]/g, percent)})`;
}

const pieces =
  /^(`{3,})[^\n]*\n([\s\S]*?)\n\1$|`([^`\n]*)`|!?\[((?:\\.|[^\]\\])*)\]\([^()\s]*\)|\\([^A-Za-z0-9\s])|(&lt;)|(&amp;)|\*+|^---$| {2}$/gm;

/** Markdown made of the pieces of this file as plain text: code as it is, links and images by their words, no marks. */
export function plainMarkdown(markdown: string): string {
  const plain = (text: string): string =>
    text.replace(pieces, (_all, _fence, block?: string, span?: string, words?: string, mark?: string, less?, and?) => {
      if (words !== undefined) return plain(words);
      return block ?? span ?? mark ?? (less ? "<" : and ? "&" : "");
    });
  return plain(markdown)
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** An image that stands in the Markdown itself. */
export function svgImage(svg: string, alt: string): string {
  return `![${escapeMarkdown(alt)}](data:image/svg+xml;base64,${base64(svg)})`;
}

function percent(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16)}`;
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const pairs = Array.from({ length: 4096 }, (_, n) => digits[n >> 6] + digits[n & 63]);

/** Base64 of an XML text; what is not ASCII becomes a character reference first, so that a character is a byte. */
function base64(xml: string): string {
  const text = xml.replace(/[^\0-\x7f]/gu, (mark) => `&#x${(mark.codePointAt(0) ?? 0xfffd).toString(16)};`);
  const whole = text.length - (text.length % 3);
  let code = "";
  for (let i = 0; i < whole; i += 3) {
    const three = (text.charCodeAt(i) << 16) | (text.charCodeAt(i + 1) << 8) | text.charCodeAt(i + 2);
    code += pairs[three >> 12] + pairs[three & 4095];
  }
  if (whole === text.length) return code;
  const rest = (text.charCodeAt(whole) << 16) | ((text.charCodeAt(whole + 1) || 0) << 8);
  return code + pairs[rest >> 12] + (text.length - whole === 2 ? `${digits[(rest >> 6) & 63]}=` : "==");
}
