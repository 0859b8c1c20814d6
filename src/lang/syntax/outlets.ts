import { bracketed, missing } from "./bracket";
import { isWord, parseNames, parseValues, takeWord, until } from "./clauses";
import { grammar, parseSum } from "./expression";
import { parseName } from "./leaf";
import { expected, fail, fix } from "./report";
import { advance, seek } from "./scanner";
import { found, is, type Parser } from "./state";
import type { ErrorNode, Expr, NameNode, PlotRange, Statement, StringNode } from "./tree";

type Outlet<K extends Statement["kind"]> = Omit<
  Extract<Statement, { kind: K }>,
  "from" | "to" | "words" | "comments" | "given"
>;

/** `load "path"` behind `X =`; undefined, with nothing taken, where load is a name of the person’s own. */
export function tryLoad(p: Parser, name: NameNode): Outlet<"load"> | undefined {
  const at = p.from;
  const word = { from: p.from, to: p.to };
  advance(p);
  if (!is(p, "string")) {
    seek(p, at);
    return undefined;
  }
  p.words.push(word);
  return parseLoad(p, name);
}

/** Behind `load`: the path, perhaps `columns a, b`. */
export function parseLoad(p: Parser, name?: NameNode): Outlet<"load"> {
  const path = is(p, "string") ? parseString(p) : missingString(p);
  const columns: NameNode[] = [];
  if (isWord(p, "columns")) {
    takeWord(p);
    parseNames(p, columns);
  }
  return { kind: "load", ...(name && { name }), path, columns };
}

function parseString(p: Parser): StringNode {
  const { from, to } = p;
  const closed = to - from > 1 && /["”“＂]$/.test(p.text.slice(from, to));
  if (!closed) {
    const title = { en: 'Insert "', zh: '插入 "' };
    fail(p, { from, to }, { code: "unclosed-string" }, [fix(title, { from: to, to, text: '"' })]);
  }
  advance(p);
  return { kind: "string", from, to, value: p.text.slice(from + 1, closed ? to - 1 : to) };
}

function missingString(p: Parser): ErrorNode {
  expected(p, { code: "expected-mark", mark: '"…"', found: found(p) });
  return missing(p);
}

const plotStops: ReadonlySet<string> = new Set(["over", "given"]);

/** `plot f, g over x in [0, 1]`, from behind the word. */
export function parsePlot(p: Parser): Outlet<"plot"> {
  const targets = until(p, plotStops, () => parseValues(p, grammar.expr));
  const ranges: PlotRange[] = [];
  if (isWord(p, "over")) {
    do {
      takeSeparator(p);
      const range = parsePlotRange(p);
      if (range === undefined) break;
      ranges.push(range);
    } while (is(p, ","));
  }
  return { kind: "plot", targets, ranges };
}

function takeSeparator(p: Parser): void {
  if (p.kind === ",") advance(p);
  else takeWord(p);
}

/** `x in [-3, 3]`, `x ∈ [-3, 3]`, `x in -3..3`. */
function parsePlotRange(p: Parser): PlotRange | undefined {
  if (p.kind !== "name") {
    expected(p, { code: "expected-name", found: found(p) });
    return undefined;
  }
  const name = parseName(p);
  if (isWord(p, "in")) takeWord(p);
  else if (is(p, "∈")) advance(p);
  else {
    expected(p, { code: "expected-mark", mark: "in", found: found(p) });
    return undefined;
  }
  if (!is(p, "[")) {
    const low = until(p, plotStops, () => parseSum(p));
    const high = rangeEnd(p, "..");
    return { from: name.from, to: high.to, name, low, high };
  }
  const ends = bracketed(p, false, () => {
    const low = parseSum(p);
    return { low, high: rangeEnd(p, ",") };
  });
  return { from: name.from, to: p.closedAt, name, ...ends };
}

function rangeEnd(p: Parser, mark: string): Expr {
  if (p.kind === mark || p.kind === "..") {
    advance(p);
    return parseSum(p);
  }
  expected(p, { code: "expected-mark", mark, found: found(p) });
  return missing(p);
}

const exportStops: ReadonlySet<string> = new Set(["to", "given"]);

/** `export f, ∇f to numpy, latex`, from behind the word. */
export function parseExport(p: Parser): Outlet<"export"> {
  const targets = until(p, exportStops, () => parseValues(p, grammar.sum));
  const languages: (NameNode | StringNode)[] = [];
  if (!isWord(p, "to")) {
    expected(p, { code: "expected-mark", mark: "to", found: found(p) });
    return { kind: "export", targets, languages };
  }
  do {
    takeSeparator(p);
    if (is(p, "string")) languages.push(parseString(p));
    else if (is(p, "name")) languages.push(parseName(p));
    else expected(p, { code: "expected-name", found: found(p) });
  } while (is(p, ","));
  return { kind: "export", targets, languages };
}
