import { buildProse, type Prose } from "./prose";

export interface Fence {
  readonly from: number;
  readonly to: number;
  /** The formula inside, block quote marks and indentation stripped. */
  readonly body: Prose;
}

export interface MarkdownText {
  /** What is read for `$…$`: no code, no front matter, no quote marks. */
  readonly prose: readonly Prose[];
  readonly math: readonly Fence[];
}

const container = /^(?:[ \t]{0,3}>[ \t]?)+/;
/** An option of a directive of MyST, above its formula. */
const option = /^:[\w-]+:(?:\s|$)/;
const listItem = /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;

/** Splits Markdown into prose and math fences, line by line with the state of fences, lists and indented code. @cost linear */
export function readMarkdown(text: string): MarkdownText {
  const prose: Prose[] = [];
  const math: Fence[] = [];
  let piece = buildProse(text);
  let fence:
    | { mark: string; from: number; indent: number; body: ReturnType<typeof buildProse> | undefined }
    | undefined;
  let inList = false;
  let afterBlank = true;
  let dollarsOpen = false;
  const cut = () => {
    if (piece.length > 0) prose.push(piece.done());
    piece = buildProse(text);
  };
  let at = frontMatter(text);
  while (at < text.length) {
    const newline = text.indexOf("\n", at);
    const next = newline < 0 ? text.length : newline + 1;
    const line = text.slice(at, newline < 0 ? next : newline);
    const quote =
      line[0] === ">" || line[1] === ">" || line[2] === ">" || line[3] === ">"
        ? (container.exec(line)?.[0].length ?? 0)
        : 0;
    const content = quote > 0 ? line.slice(quote) : line;
    const trimmed = content.trim();
    if (fence) {
      if (isClosing(trimmed, fence.mark)) {
        if (fence.body) math.push({ from: fence.from, to: at + line.trimEnd().length, body: fence.body.done() });
        fence = undefined;
        cut();
      } else if (fence.body && !(fence.body.length === 0 && option.test(trimmed))) {
        let strip = 0;
        while (strip < fence.indent && /[ \t]/.test(content[strip] ?? "")) strip++;
        fence.body.add(at + quote + strip, next);
      }
      at = next;
      continue;
    }
    const open =
      trimmed[0] === "`" || trimmed[0] === "~" || trimmed[0] === ":" || listItem.test(content)
        ? /^(?:[-*+]\s+|\d{1,9}[.)]\s+)?(`{3,}|~{3,}|:{3,}(?=\s*\{math\}))\s*(.*)$/.exec(trimmed)
        : null;
    if (open && !dollarsOpen && !(open[1][0] === "`" && open[2].includes("`"))) {
      cut();
      const isMath = /^\{?\.?math\b/i.test(open[2]);
      fence = {
        mark: open[1],
        from: at + line.indexOf(open[1]),
        indent: content.length - content.trimStart().length,
        body: isMath ? buildProse(text) : undefined,
      };
      at = next;
      continue;
    }
    if (trimmed === "") afterBlank = true;
    else {
      const isIndented = !inList && !dollarsOpen && /^(?: {4}|\t)/.test(content) && afterBlank;
      if (isIndented) {
        cut();
        at = next;
        continue;
      }
      if (listItem.test(content)) inList = true;
      else if (!/^[ \t]/.test(content) && afterBlank) inList = false;
      afterBlank = false;
    }
    if (content.includes("$$") && (content.split("$$").length - 1) % 2 === 1) dollarsOpen = !dollarsOpen;
    if (trimmed === "") dollarsOpen = false;
    piece.add(at + quote, next);
    at = next;
  }
  cut();
  return { prose, math };
}

function isClosing(trimmed: string, mark: string): boolean {
  return trimmed.startsWith(mark) && trimmed.split("").every((c) => c === mark[0]);
}

/** YAML between `---` lines, or TOML between `+++`, at the very start. */
function frontMatter(text: string): number {
  const open = /^\ufeff?(---|\+\+\+)[ \t]*\r?\n/.exec(text.slice(0, 80));
  if (!open) return 0;
  const close = new RegExp(`^(?:${open[1] === "---" ? "---|\\.\\.\\." : "\\+\\+\\+"})[ \\t]*\\r?$`, "gm");
  close.lastIndex = open[0].length;
  const match = close.exec(text);
  return match ? match.index + match[0].length : 0;
}
