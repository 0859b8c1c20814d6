import type { LineAnswer } from "../protocol/server";

/** An answer as the preview shows it, and the line of the file that it answered. */
export interface ShownAnswer {
  readonly line: string;
  readonly text: string;
  readonly tone: LineAnswer["tone"];
  readonly svg?: string;
  readonly alt?: string;
}

/**
 * A block of Nabla as HTML: its lines as they stand, and behind those that have one the answer, if the line still says
 * what was answered. The only HTML that is not escaped is the SVG of our own typesetter.
 * @param first  the line of the file on which the code begins
 */
export function renderBlock(
  attributes: string,
  code: string,
  first: number,
  answers: ReadonlyMap<number, ShownAnswer> | undefined,
): string {
  const lines = code.replace(/\r?\n$/, "").split(/\r?\n/);
  const rows = lines.map((line, k) => {
    const answer = answers?.get(first + k);
    const fits = answer !== undefined && line.trim() !== "" && answer.line.trimEnd().endsWith(line.trim());
    return `<div class="nabla-line"><code>${escapeHtml(line) || "&#8203;"}</code>${fits ? answerHtml(answer) : ""}</div>`;
  });
  return `<div${attributes}>\n${rows.join("\n")}\n</div>\n`;
}

function answerHtml({ text, tone, svg, alt }: ShownAnswer): string {
  const inner =
    svg === undefined ? escapeHtml(text) : `<span role="img" aria-label="${escapeHtml(alt ?? text)}">${svg}</span>`;
  return `<span class="nabla-answer nabla-${tone}" title="${escapeHtml(text)}">${inner}</span>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
