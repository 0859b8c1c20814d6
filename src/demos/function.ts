import type { Expression } from "../core/gradient/expression";
import { dualGradient, dualHessian, evaluateAt } from "../core/gradient/expression";
import type { Algebra, ElementaryName } from "../core/num/algebra";
import type { Text } from "../words/text";

/** A function of x and y that a person has typed. */
export interface TypedFunction {
  readonly text: string;
  readonly expression: Expression;
  /** Value at a point; where the formula is 0/0, `hole` when one was given. */
  value(x: number, y: number): number;
  gradient(x: number, y: number): Float64Array;
  /** Row-major 2×2. */
  hessian(x: number, y: number): Float64Array;
  /** The formula as an expression of x and y in Python (NumPy as `np`) or TypeScript. */
  code(target: "python" | "typescript"): string;
  /** Whether it is built without |·|, so that a complex step differentiates it. */
  readonly isAnalytic: boolean;
}

export interface FormulaProblem {
  readonly from: number;
  readonly to: number;
  readonly message: Text;
}

export interface Typed {
  readonly value?: TypedFunction;
  readonly problems: readonly FormulaProblem[];
}

/** An expression tree over x and y, evaluated in any algebra. */
type Term =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "variable"; readonly index: number }
  | { readonly kind: "binary"; readonly op: "add" | "sub" | "mul" | "div"; readonly a: Term; readonly b: Term }
  | { readonly kind: "power"; readonly base: Term; readonly exponent: Term }
  | { readonly kind: "apply"; readonly name: ElementaryName; readonly a: Term };

const elementary: ReadonlyMap<string, ElementaryName> = new Map([
  ...(["sqrt", "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "atan", "abs"] as const).map(
    (name) => [name, name] as const,
  ),
  ["ln", "log"],
  ["arctan", "atan"],
]);
const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["π", Math.PI],
  ["e", Math.E],
]);
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const MAX_LENGTH = 400;
const MAX_DEPTH = 60;

class Fault {
  constructor(
    readonly from: number,
    readonly to: number,
    readonly message: Text,
  ) {}
}

interface Token {
  readonly kind: "number" | "name" | "mark" | "end";
  readonly text: string;
  readonly from: number;
}

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern =
    /\s+|(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-zπ]+)|(\*\*|[-+*/^()|·−]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)/gy;
  while (pattern.lastIndex < text.length) {
    const from = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) {
      const shown = String.fromCodePoint(text.codePointAt(from)!);
      throw new Fault(from, from + shown.length, {
        en: `“${shown}” does not belong into a formula of x and y.`,
        zh: `“${shown}” 不能出现在关于 x、y 的公式里。`,
      });
    }
    if (match[1] !== undefined) tokens.push({ kind: "number", text: match[1], from });
    else if (match[2] !== undefined) for (const part of splitName(match[2], from)) tokens.push(part);
    else if (match[3] !== undefined) tokens.push({ kind: "mark", text: match[3], from });
  }
  tokens.push({ kind: "end", text: "", from: text.length });
  return tokens;
}

const isKnown = (name: string): boolean => elementary.has(name) || constants.has(name) || name === "x" || name === "y";

/** Glued letters are read as known names from the left, the longest first: `xy` is x·y, `xsin` is x·sin. */
function splitName(name: string, from: number): Token[] {
  const parts: Token[] = [];
  for (let at = 0; at < name.length; ) {
    let length = name.length - at;
    while (length > 0 && !isKnown(name.slice(at, at + length))) length--;
    if (length === 0) {
      throw new Fault(from, from + name.length, {
        en: `No such name: ${name}. The variables are x and y.`,
        zh: `没有名为 ${name} 的量，变量只有 x 和 y。`,
      });
    }
    parts.push({ kind: "name", text: name.slice(at, at + length), from: from + at });
    at += length;
  }
  return parts;
}

/** Precedence climbing: sums, products (also by juxtaposition), signs, powers. */
function parse(text: string): Term {
  const tokens = tokenise(text);
  let at = 0;
  let bars = 0;
  const peek = (): Token => tokens[at]!;
  const is = (mark: string): boolean => peek().kind === "mark" && peek().text === mark;
  const take = (...marks: string[]): string | undefined => {
    const found = marks.find(is);
    if (found !== undefined) at++;
    return found;
  };

  function sum(depth: number): Term {
    let left = product(depth);
    for (;;) {
      const mark = take("+", "-", "−");
      if (mark === undefined) return left;
      left = { kind: "binary", op: mark === "+" ? "add" : "sub", a: left, b: product(depth) };
    }
  }
  function product(depth: number): Term {
    let left = signed(depth);
    for (;;) {
      const mark = take("*", "·", "/");
      if (mark !== undefined) {
        left = { kind: "binary", op: mark === "/" ? "div" : "mul", a: left, b: signed(depth) };
      } else if (peek().kind === "number" || peek().kind === "name" || is("(") || (is("|") && bars === 0)) {
        left = { kind: "binary", op: "mul", a: left, b: power(depth) };
      } else return left;
    }
  }
  function signed(depth: number): Term {
    if (depth > MAX_DEPTH) throw new Fault(peek().from, text.length, { en: "Too deeply nested.", zh: "嵌套过深。" });
    const mark = take("-", "−", "+");
    if (mark === undefined) return power(depth);
    const inner = signed(depth + 1);
    return mark === "+" ? inner : { kind: "binary", op: "mul", a: { kind: "number", value: -1 }, b: inner };
  }
  function power(depth: number): Term {
    const base = atom(depth);
    if (take("^", "**") !== undefined) return { kind: "power", base, exponent: signed(depth + 1) };
    const token = peek();
    if (token.kind === "mark" && superscripts.includes(token.text[0]!)) {
      at++;
      const value = Number([...token.text].map((digit) => superscripts.indexOf(digit)).join(""));
      return { kind: "power", base, exponent: { kind: "number", value } };
    }
    return base;
  }
  function atom(depth: number): Term {
    if (depth > MAX_DEPTH) throw new Fault(peek().from, text.length, { en: "Too deeply nested.", zh: "嵌套过深。" });
    const token = tokens[at++]!;
    if (token.kind === "number") return { kind: "number", value: Number(token.text) };
    if (token.kind === "name") return named(token, depth);
    if (token.text === "(") return closed(")", sum(depth + 1));
    if (token.text === "|") {
      bars++;
      const inner = sum(depth + 1);
      bars--;
      return { kind: "apply", name: "abs", a: closed("|", inner) };
    }
    at--;
    throw new Fault(token.from, Math.max(token.from + 1, text.length), {
      en:
        token.kind === "end"
          ? "The formula ends too early: a term is missing."
          : `A term is missing before “${token.text}”.`,
      zh: token.kind === "end" ? "公式不完整：缺少一项。" : `“${token.text}” 之前缺少一项。`,
    });
  }
  function named(token: Token, depth: number): Term {
    if (token.text === "x" || token.text === "y") return { kind: "variable", index: token.text === "x" ? 0 : 1 };
    const constant = constants.get(token.text);
    if (constant !== undefined) return { kind: "number", value: constant };
    const name = elementary.get(token.text)!;
    if (take("(") !== undefined) return { kind: "apply", name, a: closed(")", sum(depth + 1)) };
    return { kind: "apply", name, a: power(depth + 1) };
  }
  function closed(mark: string, inner: Term): Term {
    if (take(mark) !== undefined) return inner;
    throw new Fault(peek().from, Math.max(peek().from + 1, text.length), {
      en: `“${mark}” is missing.`,
      zh: `缺少 “${mark}”。`,
    });
  }

  const term = sum(0);
  if (peek().kind !== "end") {
    throw new Fault(peek().from, text.length, {
      en: `“${peek().text}” is not expected here.`,
      zh: `此处不应出现 “${peek().text}”。`,
    });
  }
  return term;
}

function evaluate<T>(term: Term, k: Algebra<T>, x: readonly T[]): T {
  switch (term.kind) {
    case "number":
      return k.of(term.value);
    case "variable":
      return x[term.index]!;
    case "binary":
      return k[term.op](evaluate(term.a, k, x), evaluate(term.b, k, x));
    case "apply":
      return k.apply(term.name, evaluate(term.a, k, x));
    case "power": {
      const base = evaluate(term.base, k, x);
      const exponent = constantOf(term.exponent);
      if (exponent !== undefined) return k.power(base, exponent);
      return k.apply("exp", k.mul(evaluate(term.exponent, k, x), k.apply("log", base)));
    }
  }
}

function constantOf(term: Term): number | undefined {
  if (term.kind === "number") return term.value;
  if (term.kind !== "binary") return undefined;
  const a = constantOf(term.a);
  const b = constantOf(term.b);
  if (a === undefined || b === undefined) return undefined;
  return term.op === "add" ? a + b : term.op === "sub" ? a - b : term.op === "mul" ? a * b : a / b;
}

const pythonNames: Partial<Record<ElementaryName, string>> = { atan: "arctan" };
const operators = { add: "+", sub: "-", mul: "*", div: "/" } as const;

function codeOf(term: Term, target: "python" | "typescript"): string {
  const inner = (part: Term): string => codeOf(part, target);
  switch (term.kind) {
    case "number":
      return term.value < 0 ? `(${term.value})` : String(term.value);
    case "variable":
      return term.index === 0 ? "x" : "y";
    case "binary":
      return `(${inner(term.a)} ${operators[term.op]} ${inner(term.b)})`;
    case "power":
      // TypeScript refuses an unbracketed sign before **.
      return `((${inner(term.base)}) ** (${inner(term.exponent)}))`;
    case "apply":
      return target === "python"
        ? `np.${pythonNames[term.name] ?? term.name}(${inner(term.a)})`
        : `Math.${term.name}(${inner(term.a)})`;
  }
}

function isAnalytic(term: Term): boolean {
  switch (term.kind) {
    case "binary":
      return isAnalytic(term.a) && isAnalytic(term.b);
    case "power":
      return isAnalytic(term.base) && isAnalytic(term.exponent);
    case "apply":
      return term.name !== "abs" && isAnalytic(term.a);
    default:
      return true;
  }
}

/**
 * Reads a formula of x and y. Never throws on text.
 * @param hole  the value given to the function where its formula is 0/0
 */
export function typedFunction(text: string, hole?: number): Typed {
  try {
    if (text.length > MAX_LENGTH) {
      throw new Fault(0, text.length, {
        en: `The formula has ${text.length} characters; ${MAX_LENGTH} are allowed.`,
        zh: `公式有 ${text.length} 个字符，最多允许 ${MAX_LENGTH} 个。`,
      });
    }
    const term = parse(text);
    const expression: Expression = { n: 2, evaluate: (k, x) => evaluate(term, k, x) };
    return {
      problems: [],
      value: {
        text,
        expression,
        value(x, y) {
          const value = evaluateAt(expression, [x, y]);
          return Number.isNaN(value) && hole !== undefined ? hole : value;
        },
        gradient: (x, y) => dualGradient(expression, [x, y]),
        hessian: (x, y) => dualHessian(expression, [x, y]),
        code: (target) => codeOf(term, target),
        isAnalytic: isAnalytic(term),
      },
    };
  } catch (fault) {
    if (fault instanceof Fault) return { problems: [{ from: fault.from, to: fault.to, message: fault.message }] };
    throw fault;
  }
}
