import { canonicalName } from "../syntax/notation";
import type { Expr, NameNode, Span } from "../syntax/tree";
import { deriveWords, optimiserWords, otherWords, queryWords } from "../syntax/words";
import { type Context, complain } from "./context";
import { foreignWords } from "./foreign-words";
import { cutRun } from "./glue";
import { complainHalfTyped, isStatementWord, wordBegunBy } from "./half-typed";
import { broken, spanOf } from "./item";
import { knownName, knownShapes, wholeAnswers } from "./known";
import { nearest } from "./near";
import type { Fn, Item, Letter, Term } from "./term";

/** The function an expression names, without a call, if it names one. */
export function functionIn(context: Context, expr: Expr): Fn | undefined {
  const bare = expr.kind === "group" ? expr.of : expr;
  if (bare.kind !== "name") return undefined;
  const entity = context.locals.has(bare.name) ? undefined : context.scope.find(bare.name);
  return entity?.kind === "function" ? entity.fn : undefined;
}

const constants: ReadonlyMap<string, "pi" | "e" | "inf"> = new Map([
  ["π", "pi"],
  ["pi", "pi"],
  ["e", "e"],
  ["∞", "inf"],
  ["inf", "inf"],
]);

/** What one written name is, without cutting it. */
function findName(context: Context, name: string, span: Span): Item | undefined {
  const letter = (found: Letter): Term => ({ op: "letter", letter: found, ...span });
  const local = context.locals.get(name);
  if (local) return letter(local);
  const entity = context.scope.find(name);
  if (entity) {
    switch (entity.kind) {
      case "size":
        if (entity.value !== undefined) return { op: "num", value: entity.value, ...span };
        return letter({ name, origin: "size", span: entity.span, kind: "scalar", rows: 1, cols: 1, traits: 0 });
      case "symbol": {
        const [rows, cols] = entity.shape;
        return letter({
          name,
          origin: "declared",
          span: entity.span,
          kind: kindOfShape(rows, cols),
          rows,
          cols,
          traits: 0,
          node: entity.node,
        });
      }
      case "value":
        return { op: "named", named: entity.named, ...span };
      case "function":
        return { head: { fn: entity.fn }, primes: 0, ...span };
      case "broken":
        complain(context, "not-usable", () => ({ name, line: entity.place.line }), span);
        return { op: "broken", ...span };
    }
  }
  const about = context.about.get(name);
  if (about) return letter(about);
  const inferred = context.inferred.get(name);
  if (inferred) return letter(inferred);
  const constant = constants.get(name);
  if (constant) return { op: "const", name: constant, ...span };
  if (name === "I") return { op: "identity", ...span };
  const known = knownName(name);
  return known ? { head: { known }, primes: 0, ...span } : undefined;
}

/** What a value of these sizes is called; symbolic sizes count as other than 1. */
function kindOfShape(rows: unknown, cols: unknown): "scalar" | "column" | "row" | "matrix" {
  if (cols === 1) return rows === 1 ? "scalar" : "column";
  return rows === 1 ? "row" : "matrix";
}

/** Whether an expression is the bare name of a known function that nothing of the user's hides. */
export function isKnownFunction(context: Context, expr: Expr): boolean {
  if (expr.kind !== "name" || constants.has(expr.name) || knownName(expr.name) === undefined) return false;
  const { locals, scope, about, inferred } = context;
  return ![locals, about, inferred].some((names) => names.has(expr.name)) && scope.find(expr.name) === undefined;
}

/** Whether a part of a glued run is a name in scope that may be a factor. */
function isFactor(context: Context, part: string): boolean {
  const name = canonicalName(part);
  if (context.locals.has(name)) return true;
  const entity = context.scope.find(name);
  if (entity) return entity.kind !== "function";
  return context.about.has(name) || context.inferred.has(name);
}

/**
 * A name as factors: itself where it is known, else the one way to cut the run of letters into known names. Two ways, or none,
 * are said.
 */
export function resolveName(context: Context, node: NameNode): Item[] {
  const span = spanOf(node);
  const found = findName(context, node.name, span);
  if (found) return [found];
  const cut = cutRun(node.text, (part) => isFactor(context, part));
  if (cut.kind === "ambiguous") {
    const ways = cut.ways.map((parts) => parts.join("·"));
    complain(
      context,
      "glue-ambiguous",
      { run: node.text, ways: ways.join(", ") },
      span,
      cut.ways.map((parts) => replaceWith(span, parts.join(" "))),
    );
    return [broken(span)];
  }
  const isCertain = cut.kind === "parts" && cut.undeclared.length === 0;
  const begun = isCertain ? undefined : wordBegunBy(node.text);
  const near = isCertain || isLetter(node.name) ? undefined : (begun ?? nearest(node.name, candidates(context)));
  const isTypo = near !== undefined && node.text.length >= 3 && near.length >= 3;
  if (cut.kind === "parts" && (isCertain || !(isTypo || reserved.has(node.name) || foreignWords.has(node.name)))) {
    let at = span.from;
    const parts = cut.parts.map((part) => {
      const from = at;
      at += part.length;
      return { from, to: at, part };
    });
    context.cuts.push({ span, parts });
    return parts.map(({ part, ...where }) => {
      const name = canonicalName(part);
      return findName(context, name, where) ?? infer(context, name, where);
    });
  }
  const entry = entryMeant(context, node.name);
  if (entry) {
    complain(context, "index-subscript", { name: node.text, ...entry }, span, [replaceWith(span, entry.meant)]);
    return [broken(span)];
  }
  if (isLetter(node.name)) return [infer(context, node.name, span)];
  if (isStatementWord(node.name)) {
    complainHalfTyped(context, node.name, span);
    return [broken(span)];
  }
  const applied = /^(\p{L}+?)(\p{L}|\p{L}_?[\p{N}₀-₉]+)$/u.exec(node.text);
  const meant = !begun && applied && knownName(canonicalName(applied[1])) ? `${applied[1]} ${applied[2]}` : near;
  complain(
    context,
    "undefined-name",
    { name: node.text, ...(meant ? { near: meant } : {}) },
    span,
    meant ? [{ ...replaceWith(span, meant), preferred: true }] : [],
  );
  return [broken(span)];
}

/** Words that begin something: letters that are not declared are not cut out of them. */
const reserved: ReadonlySet<string> = new Set([
  ...["grad", "hess", "diff", "cases", "given", "from", "along", "wrt", "tol", "over"],
  ...deriveWords,
  ...optimiserWords,
  ...otherWords,
  ...queryWords.keys(),
]);

/** x_i within a sum over i, where no such name is: the entry, or the row of a matrix. */
function entryMeant(context: Context, name: string): { readonly of: string; readonly meant: string } | undefined {
  const [, of, index] = /^(.+)_(\p{L}+)$/u.exec(name) ?? [];
  if (!of || !index || context.locals.get(index)?.origin !== "index") return undefined;
  const entity = context.scope.find(of);
  const isMatrix = entity?.kind === "symbol" && kindOfShape(...entity.shape) === "matrix";
  return { of, meant: isMatrix ? `${of}[${index}, :]` : `${of}[${index}]` };
}

const isLetter = (name: string): boolean => /^\p{L}(?:_[\p{L}\p{N}_]+)?$/u.test(name);

function infer(context: Context, name: string, span: Span): Term {
  let letter = context.inferred.get(name);
  if (!letter) {
    letter = { name, origin: "inferred", span, traits: 0 };
    context.inferred.set(name, letter);
  }
  return { op: "letter", letter, ...span };
}

function* candidates(context: Context): Iterable<string> {
  yield* context.locals.keys();
  yield* context.scope.names();
  yield* context.about.keys();
  yield* knownShapes.keys();
  yield* wholeAnswers;
}

/** The fix that writes a text in place of a span. */
export const replaceWith = (span: Span, text: string) => ({
  title: { en: `Write ${text}`, zh: `改写为 ${text}` },
  edits: [{ ...spanOf(span), text }],
});
