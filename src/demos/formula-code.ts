import { N } from "../lang/symbolic/coefficient";
import type { Node } from "../lang/symbolic/graph";

export type CodeTarget = "python" | "typescript";

/** How tightly a piece of code holds together. */
const Hold = { sum: 1, product: 2, power: 3, atom: 4 } as const;
interface Piece {
  readonly text: string;
  readonly hold: number;
}

const numpy: Readonly<Record<string, string>> = { asin: "arcsin", acos: "arccos", atan: "arctan" };
const plain: ReadonlySet<string> = new Set([
  "sqrt",
  "exp",
  "log",
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "sinh",
  "cosh",
  "tanh",
  "abs",
  "sign",
]);
/** Functions that neither NumPy nor Math has, as calls of the helpers below. */
const special: ReadonlySet<string> = new Set([
  "relu",
  "step",
  "sigmoid",
  "softplus",
  "erf",
  "gamma",
  "lgamma",
  "digamma",
  "trigamma",
]);

const series = "z * (1/12 - z * (1/120 - z * (1/252 - z * (1/240 - z * (1/132 - z * 691/32760)))))";
const bernoulli = "z * (1/6 - z * (1/30 - z * (1/42 - z * (1/30 - z * 5/66))))";

/** Texts that define the special functions. @source Abramowitz & Stegun 1964, 6.1.41, 6.3.18, 6.4.12, 7.1.6 */
const helpers: Readonly<Record<CodeTarget, Readonly<Record<string, string>>>> = {
  python: {
    relu: "relu = lambda x: np.maximum(x, 0)",
    step: "step = lambda x: np.where(x > 0, 1.0, 0.0)",
    sigmoid: "sigmoid = lambda x: 1 / (1 + np.exp(-x))",
    softplus: "softplus = lambda x: np.log(1 + np.exp(x))",
    erf: "from math import erf",
    gamma: "from math import gamma",
    lgamma: "from math import lgamma",
    digamma: `def digamma(x):\n    s = 0.0\n    while x < 12:\n        s, x = s + 1 / x, x + 1\n    z = 1 / x**2\n    return np.log(x) - 0.5 / x - ${series} - s`,
    trigamma: `def trigamma(x):\n    s = 0.0\n    while x < 12:\n        s, x = s + 1 / x**2, x + 1\n    z = 1 / x**2\n    return s + 1 / x + z / 2 + ${bernoulli} / x`,
  },
  typescript: {
    relu: "const relu = (x: number): number => Math.max(x, 0);",
    step: "const step = (x: number): number => (x > 0 ? 1 : 0);",
    sigmoid: "const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));",
    softplus: "const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));",
    erf: "const erf = (x: number): number => {\n  if (Math.abs(x) > 6) return Math.sign(x);\n  let [term, total] = [x, x];\n  for (let k = 1; k < 250; k++) total += term *= (2 * x * x) / (2 * k + 1);\n  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;\n};",
    lgamma: `const lgamma = (x: number): number => {\n  if (x < 0.5) return Math.log(Math.abs(Math.PI / Math.sin(Math.PI * x))) - lgamma(1 - x);\n  let s = 0;\n  for (; x < 12; x++) s += Math.log(x);\n  const z = 1 / (x * x);\n  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + (1/12 - z * (1/360 - z * (1/1260 - z / 1680))) / x - s;\n};`,
    gamma:
      "const gamma = (x: number): number => (x < 0.5 ? Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x)) : Math.exp(lgamma(x)));",
    digamma: `const digamma = (x: number): number => {\n  let s = 0;\n  for (; x < 12; x++) s += 1 / x;\n  const z = 1 / (x * x);\n  return Math.log(x) - 0.5 / x - ${series} - s;\n};`,
    trigamma: `const trigamma = (x: number): number => {\n  let s = 0;\n  for (; x < 12; x++) s += 1 / (x * x);\n  const z = 1 / (x * x);\n  return s + 1 / x + z / 2 + (${bernoulli}) / x;\n};`,
  },
};
const needs: Readonly<Record<string, readonly string[]>> = { gamma: ["lgamma"] };

const wrap = ({ text, hold }: Piece, least: number): string => (hold >= least ? text : `(${text})`);
const literal = (value: number, target: CodeTarget): string => {
  if (Number.isFinite(value)) return String(value);
  return `${value < 0 ? "-" : ""}${target === "python" ? "np.inf" : "Infinity"}`;
};

/** Scalar nodes as expressions of Python (NumPy as `np`) or TypeScript; `undefined` where one has no such form. */
export function codeOf(
  nodes: readonly Node[],
  names: ReadonlyMap<Node, string>,
  target: CodeTarget,
): { readonly expressions: readonly string[]; readonly preamble: readonly string[] } | undefined {
  const used = new Set<string>();
  const print = (node: Node): Piece | undefined => {
    const name = names.get(node);
    if (name !== undefined) return { text: name, hold: Hold.atom };
    if (node.rows !== 1 || node.cols !== 1) return undefined;
    const args: Piece[] = [];
    for (const arg of node.args) {
      const piece = print(arg);
      if (!piece) return undefined;
      args.push(piece);
    }
    return join(node, args, target, used);
  };
  const pieces = nodes.map(print);
  if (pieces.some((piece) => piece === undefined)) return undefined;
  const order = [...used].flatMap((name) => [...(target === "typescript" ? (needs[name] ?? []) : []), name]);
  const preamble = [...new Set(order)].flatMap((name) => helpers[target][name]!.split("\n"));
  return { expressions: pieces.map((piece) => piece!.text), preamble };
}

function join(node: Node, args: readonly Piece[], target: CodeTarget, used: Set<string>): Piece | undefined {
  const coefs = node.coefs.map(N.toNumber);
  const number = (value: number): Piece => ({
    text: literal(value, target),
    hold: value < 0 ? Hold.sum : Hold.atom,
  });
  switch (node.op) {
    case "num":
      return number(coefs[0]!);
    case "zero":
      return number(0);
    case "ones":
    case "eye":
      return number(1);
    case "sum":
      return joinSum(args, coefs, target);
    case "prod":
      return joinProduct(args, coefs, target);
    case "mat":
      return { text: args.map((arg) => wrap(arg, Hold.product)).join(" * "), hold: Hold.product };
    case "pow":
      return { text: `${wrap(args[0]!, Hold.atom)} ** ${wrap(args[1]!, Hold.atom)}`, hold: Hold.power };
    case "transpose":
    case "literal":
      return args.length === 1 ? args[0] : undefined;
    case "call":
      return joinCall(node.name, args, target, used);
    default:
      return undefined;
  }
}

function joinSum(args: readonly Piece[], coefs: readonly number[], target: CodeTarget): Piece {
  const text = args
    .map((arg, i) => {
      const size = Math.abs(coefs[i]!);
      const factor = wrap(arg, Hold.product);
      const scaled = arg.text === "1" ? literal(size, target) : `${literal(size, target)} * ${factor}`;
      const body = size === 1 ? factor : scaled;
      if (i > 0) return `${coefs[i]! < 0 ? " - " : " + "}${body}`;
      if (coefs[i]! > 0) return body;
      // TypeScript refuses a sign right before a power.
      return size === 1 && arg.hold < Hold.atom && arg.text.includes("**") ? `-(${arg.text})` : `-${body}`;
    })
    .join("");
  return { text, hold: args.length === 1 && coefs[0]! > 0 ? Hold.product : Hold.sum };
}

function joinProduct(args: readonly Piece[], coefs: readonly number[], target: CodeTarget): Piece {
  const factor = (arg: Piece, exponent: number): string => {
    if (exponent === 1) return wrap(arg, Hold.power);
    if (exponent === 0.5) return `${target === "python" ? "np" : "Math"}.sqrt(${arg.text})`;
    return `${wrap(arg, Hold.atom)} ** ${literal(exponent, target)}`;
  };
  const above = args.flatMap((arg, i) => (coefs[i]! > 0 ? [factor(arg, coefs[i]!)] : []));
  const below = args.flatMap((arg, i) => (coefs[i]! < 0 ? [factor(arg, -coefs[i]!)] : []));
  const head = above.join(" * ") || "1";
  const isPlainPower = below.length === 0 && above.length === 1;
  if (below.length === 0) return { text: head, hold: isPlainPower ? Hold.power : Hold.product };
  return { text: `${head} / ${below.length > 1 ? `(${below.join(" * ")})` : below[0]}`, hold: Hold.product };
}

function joinCall(name: string, args: readonly Piece[], target: CodeTarget, used: Set<string>): Piece | undefined {
  const home = target === "python" ? "np" : "Math";
  const atom = (text: string): Piece => ({ text, hold: Hold.atom });
  if (args.length === 0) {
    if (name === "inf") return atom(literal(Number.POSITIVE_INFINITY, target));
    if (name === "pi" || name === "e")
      return atom(target === "python" ? `np.${name}` : `Math.${name === "e" ? "E" : "PI"}`);
    return undefined;
  }
  if (name === "max" || name === "min") {
    if (target === "typescript") return atom(`Math.${name}(${args.map(({ text }) => text).join(", ")})`);
    return args.reduce((a, b) => atom(`np.${name}imum(${a.text}, ${b.text})`));
  }
  if (name === "where" && args.length === 3) {
    const [test, yes, no] = args.map(({ text }) => text);
    return atom(target === "python" ? `np.where(${test} > 0, ${yes}, ${no})` : `(${test} > 0 ? ${yes} : ${no})`);
  }
  const [only] = args;
  if (only === undefined || args.length > 1) return undefined;
  if (plain.has(name)) return atom(`${home}.${target === "python" ? (numpy[name] ?? name) : name}(${only.text})`);
  if (!special.has(name)) return undefined;
  used.add(name);
  return atom(`${name}(${only.text})`);
}
