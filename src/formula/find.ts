import { commentsOf } from "./comments";
import type { Formula } from "./formula";
import { scanLatex } from "./latex";
import { type Lexis, lexes } from "./lexis";
import { collectMacros, type MacroDefinition } from "./macros";
import { readMarkdown } from "./markdown";
import { type Prose, plainProse, sourceOf } from "./prose";
import { type Directive, directives, outside } from "./rest";
import { type Hit, scanProse, type Ways } from "./scan";

/** The formulas of one text, found once; ask it as often as you like. */
export interface FormulaIndex {
  /** The formula that holds the offset; its delimiters belong to it. @cost logarithmic */
  at(offset: number): Formula | undefined;
  /** Those that touch the range, in order; all without one. */
  all(range?: { readonly from: number; readonly to: number }): Formula[];
  readonly count: number;
  /** The definitions of the document. */
  macros(): readonly MacroDefinition[];
}

/** A place of a formula whose text is cut out only when asked for. */
interface Found {
  readonly from: number;
  readonly to: number;
  readonly make: () => Formula;
}

const markdownWays: Ways = { markdown: true, rest: false, doxygen: false, julia: false, roxygen: false };
const markdownIds = new Set([
  "markdown",
  "quarto",
  "rmd",
  "rmarkdown",
  "mdx",
  "juliamarkdown",
  "weave.jl",
  "git-commit",
]);
const latexIds = new Set([
  "latex",
  "tex",
  "latex-expl3",
  "plaintex",
  "bibtex",
  "rsweave",
  "jlweave",
  "pweave",
  "doctex",
]);
const restIds = new Set(["restructuredtext", "rst"]);

/** Whether formulas are looked for in files of this language. */
export function knowsLanguage(languageId: string): boolean {
  return (
    markdownIds.has(languageId) ||
    latexIds.has(languageId) ||
    restIds.has(languageId) ||
    Object.hasOwn(lexes, languageId)
  );
}

/** Scans a text of any language. @param languageId VS Code's; unknown ones hold no formulas @cost linear in the text */
export function createFormulaIndex(text: string, languageId: string): FormulaIndex {
  const found = search(text, languageId).sort((a, b) => a.from - b.from);
  let macros: readonly MacroDefinition[] | undefined;
  const firstAfter = (offset: number) => {
    let low = 0;
    let high = found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (found[middle].to < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    at(offset) {
      if (!(offset >= 0)) return undefined;
      for (let k = firstAfter(offset); k < found.length && found[k].from <= offset; k++) {
        if (offset < found[k].to || (offset === found[k].to && found[k + 1]?.from !== offset)) return found[k].make();
      }
      return undefined;
    },
    all(range) {
      if (!range) return found.map(({ make }) => make());
      const out: Formula[] = [];
      for (let k = firstAfter(range.from); k < found.length && found[k].from <= range.to; k++)
        out.push(found[k].make());
      return out;
    },
    count: found.length,
    macros() {
      macros ??= latexIds.has(languageId)
        ? collectMacros(text)
        : found
            .filter(({ from, to }) => text.slice(from, to).includes("\\"))
            .flatMap(({ make }) => definitionsIn(make()));
      return macros;
    },
  };
}

function definitionsIn(formula: Formula): MacroDefinition[] {
  if (!/\\(?:re)?newcommand|\\[gex]?def|\\let|\\Declare|\\provide|environment|DocumentCommand/.test(formula.tex))
    return [];
  return collectMacros(formula.tex).map((macro) => ({
    ...macro,
    from: formula.map[macro.from] ?? formula.from,
    to: formula.map[macro.to] ?? formula.to,
  }));
}

/** The formula at an offset of a text; `undefined` outside of one. */
export function findFormulaAt(text: string, offset: number, languageId: string): Formula | undefined {
  return createFormulaIndex(text, languageId).at(offset);
}

/** All formulas of a text, or those that touch a range of it. */
export function findFormulas(
  text: string,
  languageId: string,
  range?: { readonly from: number; readonly to: number },
): Formula[] {
  return createFormulaIndex(text, languageId).all(range);
}

function search(text: string, languageId: string): Found[] {
  if (!/[$`]|\\[([bfd]|:math:|\.\. math::|@f|\\eqn/.test(text)) return [];
  if (latexIds.has(languageId)) {
    const prose = plainProse(text);
    return scanLatex(text).map((hit) => foundIn(prose, hit));
  }
  if (markdownIds.has(languageId)) {
    const { prose, math } = readMarkdown(text);
    const fences = math
      .filter(({ body }) => body.text.trim() !== "")
      .map(({ from, to, body }): Found => {
        const hit: Hit = {
          from: 0,
          to: body.text.length,
          start: 0,
          end: body.text.length,
          display: true,
          form: "fence",
        };
        return { from, to, make: () => ({ ...foundIn(body, hit).make(), from, to }) };
      });
    return [...fences, ...prose.flatMap((piece) => inProse(piece, markdownWays))];
  }
  if (restIds.has(languageId)) return inProse(plainProse(text), { ...markdownWays, markdown: false, rest: true });
  const lexis = Object.hasOwn(lexes, languageId) ? lexes[languageId] : undefined;
  if (!lexis) return [];
  const ways = waysOf(lexis);
  return commentsOf(text, lexis).flatMap((piece) => inComment(piece, ways));
}

function waysOf(lexis: Lexis): Ways {
  return { markdown: false, rest: true, doxygen: true, julia: lexis.julia === true, roxygen: lexis.roxygen === true };
}

const quick = /[$`]|\\[([bed]|[\\@]f|:math:|\.\. math::/;

function inProse(prose: Prose, ways: Ways): Found[] {
  if (!quick.test(prose.text)) return [];
  const found = ways.rest ? directives(prose) : [];
  const hits = scanProse(prose.text, ways);
  return [
    ...(found.length > 0 ? outside(hits, found) : hits).map((hit) => foundIn(prose, hit)),
    ...found.map((each) => directiveIn(prose, each)),
  ];
}

/** Comments hold fenced blocks too: Julia's and rustdoc's ```math. */
function inComment(prose: Prose, ways: Ways): Found[] {
  if (!quick.test(prose.text)) return [];
  if (!prose.text.includes("```")) return inProse(prose, ways);
  const out: Found[] = [];
  const fence = /^([ \t]*)(`{3,})[ \t]*([^\n`]*)\r?\n([\s\S]*?)^[ \t]*\2`*[ \t]*\r?$/gm;
  let at = 0;
  const between = (to: number) => {
    if (to > at) out.push(...inProse(cut(prose, at, to), ways));
  };
  for (let match = fence.exec(prose.text); match; match = fence.exec(prose.text)) {
    between(match.index);
    at = match.index + match[0].length;
    if (!/^\{?\.?math\b/.test(match[3]) || match[4].trim() === "") continue;
    const start = match.index + match[0].indexOf("\n") + 1;
    out.push(
      foundIn(prose, {
        from: match.index + match[1].length,
        to: at,
        start,
        end: start + match[4].length,
        display: true,
        form: "fence",
      }),
    );
  }
  between(prose.text.length);
  return out;
}

function cut(prose: Prose, from: number, to: number): Prose {
  const starts = [0];
  const sources = [sourceOf(prose, from)];
  for (let k = 0; k < prose.starts.length; k++) {
    if (prose.starts[k] > from && prose.starts[k] < to) {
      starts.push(prose.starts[k] - from);
      sources.push(prose.sources[k]);
    }
  }
  return { text: prose.text.slice(from, to), starts, sources };
}

function foundIn(prose: Prose, hit: Hit): Found {
  const from = sourceOf(prose, hit.from);
  const to = sourceOf(prose, hit.to - 1) + 1;
  return { from, to, make: () => formulaOf(prose, [[[hit.start, hit.end]]], hit, from, to) };
}

function directiveIn(prose: Prose, { from: start, to: end, equations }: Directive): Found {
  const from = sourceOf(prose, start);
  const to = sourceOf(prose, end - 1) + 1;
  return { from, to, make: () => formulaOf(prose, equations, { display: true, form: "directive" }, from, to) };
}

type Stretch = readonly [from: number, to: number];

function formulaOf(
  prose: Prose,
  equations: readonly (readonly Stretch[])[],
  { display, form }: Pick<Hit, "display" | "form">,
  from: number,
  to: number,
): Formula {
  let tex = "";
  const map: number[] = [];
  const say = (words: string, at: number) => {
    for (let k = 0; k < words.length; k++) map.push(at);
    tex += words;
  };
  equations.forEach((lines, e) => {
    lines.forEach(([start, end], k) => {
      const [a, b] = trimmed(prose.text, start, end);
      if (k > 0) say("\n", map[map.length - 1] ?? from);
      else if (e > 0) say("\\\\\n", sourceOf(prose, a));
      for (let i = a; i < b; i++) map.push(sourceOf(prose, i));
      tex += prose.text.slice(a, b);
    });
  });
  const last = map.length > 0 ? map[map.length - 1] + 1 : to;
  const rows = display && form !== "environment" && hasRows(tex);
  if (rows) {
    const name = rows === "aligned" ? "aligned" : "gathered";
    const head = `\\begin{${name}}`;
    tex = `${head}${tex}\\end{${name}}`;
    map.unshift(...Array.from(head, () => map[0] ?? from));
    for (let k = 0; k < name.length + 6; k++) map.push(last);
  }
  map.push(last);
  return { tex, from, to, display, form, map };
}

function trimmed(text: string, start: number, end: number): Stretch {
  while (start < end && /\s/.test(text[start])) start++;
  while (end > start && /\s/.test(text[end - 1])) end--;
  return [start, end];
}

/** Row ends or `&` outside of every group and environment: reST and KaTeX users leave the environment out. */
function hasRows(tex: string): "aligned" | "gathered" | undefined {
  let depth = 0;
  let rows = false;
  for (const [token] of tex.matchAll(/\\(?:begin|end|left|right)(?![A-Za-z])|\\(?:[A-Za-z]+|.)|[{}&]|%[^\n]*/gs)) {
    if (token === "{" || token === "\\begin") depth++;
    else if (token === "}" || token === "\\end") depth--;
    else if (depth === 0 && token === "&") return "aligned";
    else if (depth === 0 && token === "\\\\") rows = true;
  }
  return rows ? "gathered" : undefined;
}
