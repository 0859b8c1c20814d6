import { Q, type Rational } from "../../core/num/rational";
import { addSurds, invertSurd, multiplySurds, type Surd, surdOf, surdRoot } from "../../core/num/surd";
import type { AnswerValue } from "../answer";
import type { Builder } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import { holdsData } from "../symbolic/data";
import { evaluate } from "../symbolic/evaluate";
import { type Node, Refusal } from "../symbolic/graph";
import { hasSymbols } from "../symbolic/letters";
import { evaluateScalar } from "./evaluate";
import { decimalTail, isRational, isSurd, type Real, realLatex, realText, realToNumber, realToScalar } from "./real";

/** Numbers in the shape of a matrix, row-major. */
export interface Numbers {
  readonly rows: number;
  readonly cols: number;
  readonly entries: readonly Real[];
}

/** Beyond this many entries no matrix is written out. */
const mostEntries = 100_000;
const tooManyEntries = {
  en: "The matrix has too many entries to be written out.",
  zh: "矩阵元素过多，无法写出。",
} as const;

/** The numbers a node without letters comes to; `undefined` if it has letters, symbolic sizes, or is no number. */
export function numbersOf(b: Builder, node: Node): Numbers | undefined {
  if (node.mask !== 0 && hasSymbols(node)) return undefined;
  const { rows, cols } = node;
  if (typeof rows !== "number" || typeof cols !== "number") return undefined;
  if (rows * cols > mostEntries) throw new Refusal("limit", tooManyEntries);
  if (holdsData(node)) return numbersOfData(node, rows, cols);
  const entries: Real[] = [];
  for (const part of entryNodes(b, node, rows, cols)) {
    const value = realOf(part);
    if (value === undefined) return undefined;
    entries.push(value);
  }
  return { rows, cols, entries };
}

/** Where data stands in it, all of it is floating point. */
function numbersOfData(node: Node, rows: number, cols: number): Numbers | undefined {
  try {
    const { data } = evaluate(node, { values: new Map() });
    return { rows, cols, entries: Array.from(data, (approx) => ({ approx })) };
  } catch (error) {
    if (error instanceof RangeError) return undefined; // a function without a numeric form
    throw error;
  }
}

/** The entries of a node as scalars, row by row. */
export function entryNodes(b: Builder, node: Node, rows: number, cols: number): readonly Node[] {
  if (rows === 1 && cols === 1) return [node];
  const written = b.scalarise(node);
  return written.op === "literal" ? written.args : entriesOf(b, written, rows, cols);
}

function entriesOf(b: Builder, node: Node, rows: number, cols: number): Node[] {
  const entries: Node[] = [];
  for (let i = 1; i <= rows; i++)
    for (let j = 1; j <= cols; j++) entries.push(cols === 1 ? b.entry(node, i) : b.entry(node, i, j));
  return entries;
}

/** The number a scalar node without letters is: exact, with one root, or floating point. */
function realOf(node: Node): Real | undefined {
  if (node.op === "num") {
    const [value] = node.coefs;
    return value;
  }
  if (node.op === "zero") return 0;
  if (node.op === "ones" || node.op === "eye") return 1;
  const closed = surdIn(node);
  if (closed) return simplest(closed);
  const value = evaluateScalar(node);
  return value === undefined ? undefined : { approx: value };
}

/** A surd without a root is the rational number it is. */
export function simplest(surd: Surd): Real {
  return surd.q === 0n ? Q.ratio(surd.p, surd.s) : surd;
}

/** Reads sums and products of rational numbers and square roots of them. */
function surdIn(node: Node): Surd | undefined {
  switch (node.op) {
    case "num":
      return N.isExact(node.coefs[0]) ? surdOf(node.coefs[0]) : undefined;
    case "sum": {
      let total: Surd | undefined = surdOf(0);
      for (let i = 0; i < node.args.length && total; i++) {
        const c = node.coefs[i];
        const term = N.isExact(c) ? surdIn(node.args[i]) : undefined;
        const scaled: Surd | undefined = term && multiplySurds(surdOf(c as Rational), term);
        total = scaled && addSurds(total, scaled);
      }
      return total;
    }
    case "prod": {
      let total: Surd | undefined = surdOf(1);
      for (let i = 0; i < node.args.length && total; i++) {
        const factor = raised(node.args[i], node.coefs[i] as Rational);
        total = factor && multiplySurds(total, factor);
      }
      return total;
    }
    case "pow": {
      const exponent = node.args[1].op === "num" ? node.args[1].coefs[0] : undefined;
      return exponent !== undefined && N.isExact(exponent) ? raised(node.args[0], exponent) : undefined;
    }
    default:
      return undefined;
  }
}

function raised(base: Node, exponent: Rational): Surd | undefined {
  const value = surdIn(base);
  if (!value) return undefined;
  if (typeof exponent === "number" && Math.abs(exponent) <= 16) {
    if (value.p === 0n && value.q === 0n) return exponent > 0 ? surdOf(0) : undefined;
    const unit = exponent < 0 ? invertSurd(value) : value;
    let power: Surd | undefined = surdOf(1);
    for (let i = 0; i < Math.abs(exponent) && power; i++) power = multiplySurds(power, unit);
    return power;
  }
  const twice = Q.mul(exponent, 2);
  if (value.q !== 0n || value.p < 0n || typeof twice !== "number" || Math.abs(twice) > 16) return undefined;
  const root = surdRoot(Q.ratio(value.p, value.s));
  if (twice < 0 && value.p === 0n) return undefined;
  const unit = twice < 0 ? invertSurd(root) : root;
  let power: Surd | undefined = surdOf(1);
  for (let i = 0; i < Math.abs(twice) && power; i++) power = multiplySurds(power, unit);
  return power;
}

export const isScalarNumbers = ({ rows, cols }: Numbers): boolean => rows === 1 && cols === 1;

/** `22/5 = 4.4`, `(6, -8)`, `[4 6; 6 4]`, `≈ (0.333333, 1)`. */
export function numbersText(numbers: Numbers, minus = "-"): string {
  // ∞ is what it is, not what came out of rounding.
  const isFloat = numbers.entries.some(
    (x) => !isRational(x) && !isSurd(x) && Math.abs(x.approx) !== Number.POSITIVE_INFINITY,
  );
  const core = plainText(numbers, minus);
  if (isScalarNumbers(numbers)) {
    const [x] = numbers.entries;
    return isFloat ? `≈ ${core}` : `${core}${minus === "-" ? decimalTail(x).replaceAll("−", "-") : decimalTail(x)}`;
  }
  if (isFloat) return `≈ ${core}`;
  if (!numbers.entries.some(isSurd)) return core;
  const floats = { ...numbers, entries: numbers.entries.map((x): Real => ({ approx: realToNumber(x) })) };
  return `${core} ≈ ${plainText(floats, minus)}`;
}

/** The numbers alone, without `≈` and decimals. */
export function plainText({ rows, cols, entries }: Numbers, minus = "−"): string {
  const texts = entries.map((x) => realText(x, minus));
  if (rows === 1 && cols === 1) return texts[0];
  if (cols === 1) return `(${texts.join(", ")})`;
  if (rows === 1) return `[${texts.join(", ")}]'`;
  const lines = Array.from({ length: rows }, (_, i) => texts.slice(i * cols, (i + 1) * cols));
  const spaced = texts.some((text) => text.includes(" "));
  return `[${lines.map((line) => line.join(spaced ? ", " : " ")).join("; ")}]`;
}

/** Numbers in LaTeX: a scalar, a column, or a matrix in brackets; floating point begins with ≈. */
export function numbersLatex({ rows, cols, entries }: Numbers): string {
  const texts = entries.map(realLatex);
  if (rows === 1 && cols === 1) return isRational(entries[0]) || isSurd(entries[0]) ? texts[0] : `\\approx ${texts[0]}`;
  const lines = Array.from({ length: rows }, (_, i) => texts.slice(i * cols, (i + 1) * cols).join(" & "));
  return `\\begin{pmatrix}${lines.join(" \\\\ ")}\\end{pmatrix}`;
}

/** As the JSON wants it: a number, a list, or rows. */
export function numbersValue({ rows, cols, entries }: Numbers): AnswerValue {
  const values = entries.map(realToScalar);
  if (rows === 1 && cols === 1) return values[0];
  if (cols === 1) return values;
  return Array.from({ length: rows }, (_, i) => values.slice(i * cols, (i + 1) * cols));
}
