import { formatDocument } from "../../src/lang/service/format";
import { parseDocument, type SyntaxDocument } from "../../src/lang/syntax/document";
import { sentenceOf } from "../../src/lang/syntax/problems";
import type { Statement } from "../../src/lang/syntax/tree";
import { childrenOf, type TreeNode } from "../../src/lang/syntax/walk";
import { mutate, program, seeded } from "./grammar";

/**
 * Parses `count` texts made from `seed` and throws an Error naming the first text that breaks a law: parsing never throws,
 * statements tile the text, nodes lie inside their parents in order, incremental equals full, formatting is idempotent and
 * keeps every tree.
 */
export function fuzzSyntax(count: number, seed: number): void {
  const random = seeded(seed);
  let previous: SyntaxDocument | undefined;
  let text = program(random);
  for (let i = 0; i < count; i++) {
    const kind = random();
    if (kind < 0.35) text = program(random);
    else if (kind < 0.6) text = mutate(random, program(random));
    else text = mutate(random, text);
    if (text.length > 3000) text = program(random);
    try {
      previous = checkText(text, previous);
    } catch (error) {
      throw new Error(
        `input ${i} of seed ${seed}: ${JSON.stringify(text)}\n${error instanceof Error ? error.stack : error}`,
      );
    }
  }
}

/** Checks every law on one text and returns its document. */
export function checkText(text: string, previous?: SyntaxDocument): SyntaxDocument {
  const full = parseDocument(text);
  let at = 0;
  for (const statement of full.statements) {
    if (statement.from !== at || statement.to <= at) throw new Error(`statements do not tile at ${at}`);
    at = statement.to;
    checkSpans(statement.tree, statement.source.length);
    for (const problem of statement.problems) {
      if (problem.from < 0 || problem.to < problem.from || problem.to > statement.source.length)
        throw new Error(`span of ${problem.code}`);
      if (sentenceOf(problem).en === "" || sentenceOf(problem).zh === "")
        throw new Error(`sentence of ${problem.code}`);
    }
  }
  if (at !== text.length) throw new Error("statements do not reach the end");
  const incremental = parseDocument(text, previous);
  if (shape(incremental) !== shape(full) || places(incremental) !== places(full))
    throw new Error(`incremental differs from full:\n${places(incremental)}\n${places(full)}`);
  checkFormat(full);
  return incremental;
}

/** Where statements stand, and what their ends depend on. */
function places({ statements }: SyntaxDocument): string {
  return statements.map(({ from, to, reach, budget }) => `${from}–${to} reach ${reach} budget ${budget}`).join("\n");
}

function checkSpans(node: TreeNode, limit: number): void {
  if (!(node.from >= 0 && node.to >= node.from && node.to <= limit))
    throw new Error(`span of ${node.kind}: ${node.from}–${node.to}`);
  let at = node.from;
  for (const child of childrenOf(node)) {
    if (child.from < at || child.to > node.to)
      throw new Error(`${child.kind} ${child.from}–${child.to} in ${node.kind} ${node.from}–${node.to} after ${at}`);
    at = child.to;
    checkSpans(child, limit);
  }
}

function checkFormat(document: SyntaxDocument): void {
  const formatted = formatDocument(document.text);
  const again = parseDocument(formatted);
  const before = meaning(document);
  const after = meaning(again);
  if (before !== after) throw new Error(`format changes the trees: ${JSON.stringify(formatted)}\n${before}\n${after}`);
  const twice = formatDocument(formatted);
  if (twice !== formatted)
    throw new Error(`format is not idempotent: ${JSON.stringify(formatted)} → ${JSON.stringify(twice)}`);
}

const placed: ReadonlySet<string> = new Set([
  "from",
  "to",
  "words",
  "wordSpan",
  "comments",
  "before",
  "after",
  "spaced",
]);

function replacer(key: string, value: unknown): unknown {
  if (placed.has(key)) return undefined;
  return typeof value === "bigint" ? String(value) : value;
}

/** The trees without places and spacing, blank lines left out, and the comments. */
export function meaning(document: SyntaxDocument): string {
  const comments = (statement: { source: string; tree: Statement }) =>
    statement.tree.comments.map(({ from, to }) => statement.source.slice(from, to).trimEnd());
  return document.statements
    .filter(({ tree }) => tree.kind !== "blank")
    .map((statement) => JSON.stringify(statement.tree, replacer) + comments(statement).join("\n"))
    .join("\n");
}

function shape(document: SyntaxDocument): string {
  return JSON.stringify(document.statements, (_key, value) => (typeof value === "bigint" ? String(value) : value));
}
