import { missing } from "./bracket";
import { canonicalName, lookAlike, subscripts, superscripts, symbols } from "./notation";
import { DIGIT_LIMIT, exactValue } from "./numbers";
import { expected, fail, fix, note, unexpectedCharacter } from "./report";
import { advance } from "./scanner";
import { found, type Parser } from "./state";
import type { ErrorNode, Expr, NameNode, NumberNode, Suffix } from "./tree";

const symbolOf: ReadonlyMap<string, string> = new Map(symbols.map(({ name, symbol }) => [name, symbol]));

/** `\lambda`, as in TeX, would silently divide: reports it where `\` stands right before a symbol's name. */
export function refuseTex(p: Parser): void {
  const name = /^\\([A-Za-z]{2,})/.exec(p.text.slice(p.from, p.from + 20))?.[1];
  const symbol = name === undefined ? undefined : symbolOf.get(name);
  if (name === undefined || symbol === undefined) return;
  const span = { from: p.from, to: p.from + name.length + 1 };
  const title = { en: `Write ${symbol}`, zh: `改为 ${symbol}` };
  fail(p, span, { code: "tex-name", name, symbol }, [fix(title, { ...span, text: symbol })]);
}

/** Reports the missing operand; steps over what can never be read, so that reading always goes on. */
export function parseNothing(p: Parser): ErrorNode {
  if (p.kind === "\\") refuseTex(p);
  if (p.kind !== "bad" && p.kind !== "ℝ") {
    expected(p, { code: "expected-expression", found: found(p) });
    return missing(p);
  }
  if (p.kind === "bad") unexpectedCharacter(p);
  else fail(p, p, { code: "unexpected-text", found: found(p) });
  const { from, to } = p;
  advance(p);
  return { kind: "error", from, to };
}

/** `~1.5`: a number that is floating point from here on. */
export function parseApproximate(p: Parser): Expr {
  const { from } = p;
  advance(p);
  if (p.kind === "number") return parseNumber(p, from, true);
  expected(p, { code: "expected-expression", found: found(p) });
  return missing(p);
}

/** A number, exact as it is written unless it is marked approximate. */
export function parseNumber(p: Parser, from: number, approximate: boolean): NumberNode | ErrorNode {
  const { from: at, to } = p;
  const text = p.text.slice(at, to);
  const value = exactValue(text);
  if (value === undefined) {
    fail(p, { from, to }, { code: "number-too-long", limit: DIGIT_LIMIT });
    advance(p);
    return { kind: "error", from, to };
  }
  advance(p);
  if (p.kind === "number" && p.from === to && value.den === 1n && p.text.charCodeAt(to) > 127) mixedNumber(p, at, to);
  return { kind: "number", from, to, text, approximate, num: value.num, den: value.den };
}

function mixedNumber(p: Parser, from: number, to: number): void {
  const whole = p.text.slice(from, to);
  const fraction = found(p);
  const write = (mark: string) =>
    fix(
      { en: `Write ${whole}${mark}${fraction}`, zh: `写成 ${whole}${mark}${fraction}` },
      { from: to, to, text: mark },
    );
  const sum = fix(
    { en: `Write (${whole} + ${fraction})`, zh: `写成 (${whole} + ${fraction})` },
    { from, to, text: `(${whole} + ` },
    { from: p.to, to: p.to, text: ")" },
  );
  fail(p, { from, to: p.to }, { code: "mixed-number", whole, fraction }, [sum, write(" * ")]);
}

/** Reads the name that stands here. */
export function parseName(p: Parser): NameNode {
  const { from, to } = p;
  const text = p.text.slice(from, to);
  const node: NameNode = { kind: "name", from, to, name: canonicalName(text), text };
  warnLookAlike(p, node);
  advance(p);
  return node;
}

const plainAscii = /^[\x20-\x7e]*$/;

function warnLookAlike(p: Parser, name: NameNode): void {
  if (plainAscii.test(name.text)) return;
  const latin = lookAlike(name.text);
  if (latin === name.text || !plainAscii.test(latin)) return;
  const title = { en: `Write ${latin}`, zh: `改为 ${latin}` };
  note(p, name, { code: "look-alike", name: name.text, latin }, [
    fix(title, { from: name.from, to: name.to, text: latin }),
  ]);
}

/** Says that a name is missing here. */
export function nameMissing(p: Parser): undefined {
  expected(p, { code: "expected-name", found: found(p) });
}

/** A name written in subscript letters: the ᵢ of Σᵢ. */
export function subscriptName(p: Parser): NameNode {
  const { from, to } = p;
  const text = p.text.slice(from, to);
  const name = canonicalName([...text].map((char) => subscripts.get(char)).join(""));
  advance(p);
  return { kind: "name", from, to, name, text };
}

/** One superscript: `²`, `⁻¹`, `ⁿ`, `ᵀ`, `⁻ᵀ`. */
export function superscriptSuffix(p: Parser): Suffix {
  const { from, to, space: spaced } = p;
  const negative = p.text[from] === "⁻";
  const body = negative ? from + 1 : from;
  const plain = [...p.text.slice(body, to)].map((char) => superscripts.get(char)).join("");
  if (plain === "") unexpectedCharacter(p);
  advance(p);
  if (plain === "T") return { kind: "transpose", from, to, spaced, inverse: negative };
  const span = { from: body, to };
  const value = exactValue(plain);
  const magnitude: Expr =
    plain === ""
      ? { kind: "error", ...span }
      : value === undefined
        ? { kind: "name", ...span, name: plain, text: p.text.slice(body, to) }
        : { kind: "number", ...span, text: plain, approximate: false, ...value };
  const exponent: Expr = negative ? { kind: "unary", op: "-", from, to, of: magnitude } : magnitude;
  return { kind: "power", from, to, spaced, exponent, elementwise: false };
}
