import { grammar } from "./expression";
import { parseName } from "./leaf";
import { canonicalName } from "./notation";
import { expected } from "./report";
import { advance } from "./scanner";
import { found, is, type Parser } from "./state";
import type { Clause, Expr, NameNode } from "./tree";
import { clauseWords } from "./words";

/** Whether `word` stands here, behind a blank. */
export function isWord(p: Parser, word: string): boolean {
  return p.kind === "name" && p.space && found(p) === word;
}

/** Takes a word of the language, remembered for its colour. */
export function takeWord(p: Parser): void {
  p.words.push({ from: p.from, to: p.to });
  advance(p);
}

/** Reads with `stops` as the words that end an expression. */
export function until<T>(p: Parser, stops: ReadonlySet<string>, read: () => T): T {
  const before = p.stops;
  p.stops = stops;
  const value = read();
  p.stops = before;
  return value;
}

/** Words with their values, up to `given` or what is no clause. */
export function parseClauses(p: Parser, words: ReadonlySet<string>, item: (p: Parser) => Expr): Clause[] {
  const clauses: Clause[] = [];
  while (p.kind === "name" && p.space && found(p) !== "given") {
    const word = canonicalName(found(p));
    if (!words.has(word)) break;
    const wordSpan = { from: p.from, to: p.to };
    takeWord(p);
    const values = until(p, words, () => parseValues(p, item));
    clauses.push({ from: wordSpan.from, to: values[values.length - 1].to, word, wordSpan, values });
  }
  return clauses;
}

/** One or more items between commas. */
export function parseValues(p: Parser, item: (p: Parser) => Expr): Expr[] {
  const values = [item(p)];
  while (is(p, ",")) {
    advance(p);
    values.push(item(p));
  }
  return values;
}

/** The conditions behind `given`, up to the next clause. */
export function parseConditions(p: Parser): Expr[] {
  return until(p, clauseWords, () => parseValues(p, grammar.expr));
}

/** Names between commas, added to `names`; what is no name is said. */
export function parseNames(p: Parser, names: NameNode[]): void {
  for (;;) {
    if (is(p, "name")) names.push(parseName(p));
    else expected(p, { code: "expected-name", found: found(p) });
    if (!is(p, ",")) return;
    advance(p);
  }
}
