import { bracketed, skipTo } from "./bracket";
import { isBidi, isSpace } from "./chars";
import { isWord, parseClauses, parseConditions, takeWord, until } from "./clauses";
import { parseDeclare } from "./declare";
import { grammar, parseCompare, parseSum, startsOperand } from "./expression";
import { parseName } from "./leaf";
import { fullWidth } from "./notation";
import { parseExport, parseLoad, parsePlot, tryLoad } from "./outlets";
import type { SyntaxProblem } from "./problems";
import { fail, fix, note, unexpected } from "./report";
import { advance, seek } from "./scanner";
import { createParser, found, is, isCloser, type Parser } from "./state";
import type { DeriveWord, Expr, NameNode, OptimiserWord, QueryWord, Statement, StatementKind } from "./tree";
import { clauseWords, deriveWords, optimiserWords, optionWords, otherWords, queryWords } from "./words";

/** A statement's tree and what is wrong with its text. */
export interface Parsed {
  readonly tree: Statement;
  readonly problems: readonly SyntaxProblem[];
}

/** Longest statement that is read, in UTF-16 units. */
export const LENGTH_LIMIT = 100_000;

type Common = "from" | "to" | "words" | "comments" | "given";
type Rest<K extends StatementKind> = Omit<Extract<Statement, { kind: K }>, Common>;
/** What a reader of one kind of statement returns; the common fields are added around it. */
type Body = { [K in StatementKind]: Rest<K> & { given?: readonly Expr[] } }[StatementKind];

/** Reads one statement. Never throws, whatever the text; the tree depends on the text alone. @cost linear in the text */
export function parseStatement(text: string): Parsed {
  const whole = { from: 0, to: text.length, words: [], comments: [], given: [] };
  if (text.length > LENGTH_LIMIT) {
    const problem: SyntaxProblem = {
      code: "too-long",
      limit: LENGTH_LIMIT,
      from: 0,
      to: firstLineEnd(text),
      fixes: [],
    };
    return { tree: { ...whole, kind: "error" }, problems: [problem] };
  }
  const p = createParser(text, grammar);
  if (p.kind === "end") {
    noteCharacters(p);
    return { tree: { ...whole, ...silent(p), comments: p.comments }, problems: p.problems };
  }
  const body = parseBody(p);
  const given = body.given ?? (isWord(p, "given") ? parseGiven(p) : []);
  if (p.kind !== "end") {
    unexpected(p);
    p.stops = new Set();
    while (!is(p, "end")) advance(p);
  }
  noteCharacters(p);
  return { tree: withCommon(p, body, given), problems: p.problems };
}

/** Adds the common fields in place: a copy of every body would cost more than the rest of the reading. */
function withCommon(p: Parser, body: Body, given: readonly Expr[]): Statement {
  const tree = body as Body & { -readonly [K in Common]?: Statement[K] };
  tree.from = 0;
  tree.to = p.text.length;
  tree.words = p.words;
  tree.comments = p.comments;
  tree.given = given;
  return tree as Statement;
}

function firstLineEnd(text: string): number {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text.length : end;
}

/** A line with nothing to evaluate. */
function silent(p: Parser): Rest<"blank"> | Rest<"comment"> | Rest<"section"> {
  const comment = p.comments[0];
  if (comment === undefined) return { kind: "blank" };
  const line = p.text.slice(comment.from, comment.to);
  const title = /^[#＃]{2}[ \t\u3000]+(.*)$/s.exec(line);
  return title ? { kind: "section", title: title[1].trim() } : { kind: "comment" };
}

/** Full-width punctuation and invisible characters, gathered while reading. */
function noteCharacters(p: Parser): void {
  const [first] = p.fullWidth;
  if (first !== undefined) {
    const edits = p.fullWidth.map(({ from, to }) => ({ from, to, text: fullWidth.get(p.text[from]) ?? "" }));
    const title = { en: "Write half-width punctuation", zh: "改为半角标点" };
    note(p, first, { code: "full-width", count: edits.length }, [{ title, edits }]);
  }
  for (const { from, to } of p.invisible) {
    const c = p.text.charCodeAt(from);
    const point = `U+${c.toString(16).toUpperCase().padStart(4, "0")}`;
    const code = isBidi(c) ? "bidi-control" : "invisible-character";
    const text = c === 0x2028 || c === 0x2029 ? " " : "";
    note(p, { from, to }, { code, point }, [fix({ en: "Remove it", zh: "删除" }, { from, to, text })]);
  }
}

function parseBody(p: Parser): Body {
  if (p.kind !== "name") return parseAsk(p);
  const definition = parseDeclare(p) ?? parseDefine(p);
  if (definition !== undefined) return definition;
  const text = found(p);
  if (!beginsStatement(p, text)) return parseAsk(p);
  const word = { from: p.from, to: p.to };
  p.words.push(word);
  advance(p);
  const query = queryWords.get(text);
  if (query !== undefined) return parseAnalyse(p, query);
  if (deriveWords.has(text)) return parseDerive(p, text as DeriveWord);
  if (optimiserWords.has(text)) return parseOptimise(p, text as OptimiserWord);
  switch (text) {
    case "assume":
      return { kind: "assume", conditions: parseConditions(p) };
    case "check":
      return { kind: "check", condition: parseTop(p) };
    case "plot":
      return parsePlot(p);
    case "export":
      return parseExport(p);
    default:
      return parseLoad(p);
  }
}

/**
 * Whether the word under the cursor begins a statement: something must follow that can't go on from a name. `minimise(q)`
 * unspaced is an expression, `plot - x` a difference, `plot -x` the plot of −x.
 */
function beginsStatement(p: Parser, text: string): boolean {
  const query = queryWords.has(text);
  if (!query && !deriveWords.has(text) && !optimiserWords.has(text) && !otherWords.has(text)) return false;
  const at = p.from;
  advance(p);
  let begins: boolean;
  if (p.kind === "(" || p.kind === "[") begins = p.space || (!query && p.kind === "(");
  else if (p.kind === "-") begins = p.space && !isSpace(p.text.charCodeAt(p.to)) && p.to < p.text.length;
  else if (p.kind === "string") begins = true;
  else begins = startsOperand(p) && !(p.kind === "name" && clauseWords.has(found(p)));
  if (p.kind === "name" && found(p) === "is") begins = false;
  seek(p, at);
  return begins;
}

/** The outermost expression of a statement: a comparison whose sides may begin with a query and end in clauses. */
function parseTop(p: Parser): Expr {
  return until(p, clauseWords, () => parseCompare(p, parseSide));
}

/** Words of derivatives that take clauses; `jacobian F` binds like ∇. */
const sideWords: ReadonlySet<string> = new Set<DeriveWord>(["derive", "partial", "hvp"]);

function parseSide(p: Parser): Expr {
  const { from } = p;
  const word = p.kind === "name" ? queryWords.get(found(p)) : undefined;
  let of: Expr;
  if (word !== undefined && beginsStatement(p, found(p))) {
    takeWord(p);
    const inner = parseSum(p);
    of = { kind: "query", from, to: inner.to, word, of: inner };
  } else if (p.kind === "name" && sideWords.has(found(p)) && beginsStatement(p, found(p))) {
    const derived = found(p) as DeriveWord;
    takeWord(p);
    of = parseSum(p);
    const clauses = parseClauses(p, clauseWords, parseSum);
    return { kind: "with", from, to: (clauses[clauses.length - 1] ?? of).to, word: derived, of, clauses };
  } else of = parseSum(p);
  const clauses = parseClauses(p, clauseWords, parseSum);
  if (clauses.length === 0) return of;
  return { kind: "with", from: of.from, to: clauses[clauses.length - 1].to, of, clauses };
}

function parseGiven(p: Parser): Expr[] {
  takeWord(p);
  return parseConditions(p);
}

function parseAsk(p: Parser): Body {
  const of = until(p, clauseWords, () => parseCompare(p, parseSide));
  if (of.kind === "compare" && !p.failed) {
    const equals = of.ops.find(({ op }) => op === "=");
    if (equals) {
      const title = { en: "Write check", zh: "改为 check" };
      fail(p, equals, { code: "stray-equals" }, [fix(title, { from: of.from, to: of.from, text: "check " })]);
    }
  }
  return { kind: "ask", of };
}

/** `f(x, y) = …` or `a = …`, whatever the name; undefined, and nothing read, if the statement is no definition. */
function parseDefine(p: Parser): Body | undefined {
  const at = p.from;
  const name = { from: p.from, to: p.to };
  advance(p);
  const isFunction = p.kind === "(" && !(p.space && otherWords.has(p.text.slice(name.from, name.to)));
  if (isFunction) skipBracket(p);
  const defines = p.kind === "=" && (p.to - p.from === 1 || p.text[p.from] === ":");
  seek(p, at);
  if (!defines) return undefined;
  const defined = parseName(p);
  const params = isFunction ? parseParams(p) : undefined;
  advance(p);
  if (isWord(p, "load") || (is(p, "name") && found(p) === "load")) {
    const load = params === undefined ? tryLoad(p, defined) : undefined;
    if (load !== undefined) return load;
  }
  const value = parseTop(p);
  return { kind: "define", name: defined, ...(params && { params }), value };
}

function skipBracket(p: Parser): void {
  advance(p);
  skipTo(p, new Set());
  if (isCloser(p.kind)) advance(p);
}

function parseParams(p: Parser): NameNode[] {
  const params: NameNode[] = [];
  bracketed(p, false, () => {
    while (p.kind !== "end" && !isCloser(p.kind)) {
      if (is(p, "name")) params.push(parseName(p));
      else {
        expectedParameter(p);
        skipTo(p, new Set([","]));
      }
      if (is(p, ",")) advance(p);
      else if (!is(p, "end") && !isCloser(p.kind)) {
        expectedParameter(p);
        skipTo(p, new Set([","]));
        if (is(p, ",")) advance(p);
      }
    }
  });
  return params;
}

function expectedParameter(p: Parser): void {
  fail(p, p, { code: "bad-parameter", found: found(p) });
}

function parseAnalyse(p: Parser, word: QueryWord): Body {
  return until(p, clauseWords, () => {
    const of = parseSum(p);
    return { kind: "analyse", word, of, clauses: parseClauses(p, clauseWords, grammar.expr) };
  });
}

function parseDerive(p: Parser, word: DeriveWord): Body {
  return until(p, clauseWords, () => {
    const of = parseSum(p);
    return { kind: "derive", word, of, clauses: parseClauses(p, clauseWords, grammar.expr) };
  });
}

function parseOptimise(p: Parser, word: OptimiserWord): Body {
  return until(p, optionWords, () => {
    const of = parseSum(p);
    return { kind: "optimise", word, of, clauses: parseClauses(p, optionWords, parseSum) };
  });
}
