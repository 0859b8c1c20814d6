import { type Coefficient, N } from "./coefficient";
import { type Node, Trait } from "./graph";

const nonnegativeCalls = new Set([
  "exp",
  "abs",
  "sigmoid",
  "softplus",
  "relu",
  "step",
  "softmax",
  "softmax_rows",
  "causal",
  "unit",
  "cosh",
  "norm1",
  "norminf",
  "normop",
  "pi",
  "e",
]);
const positiveCalls = new Set(["exp", "sigmoid", "softplus", "softmax", "softmax_rows", "cosh", "pi", "e"]);

const isEven = (e: Coefficient): boolean => typeof e === "number" && e % 2 === 0;
const isWhole = (e: Coefficient): boolean => typeof e === "number";

/** Facts found before; an expression shares its parts, and each is looked at once. */
const nonnegative = new WeakMap<Node, boolean>();
const positive = new WeakMap<Node, boolean>();

/** True only if every entry is ≥ 0 wherever it is defined; false means "not known". */
export function isNonnegative(n: Node): boolean {
  const known = nonnegative.get(n) ?? findNonnegative(n);
  if (n.args.length > 0) nonnegative.set(n, known);
  return known;
}

function findNonnegative(n: Node): boolean {
  switch (n.op) {
    case "num":
      return N.sign(n.coefs[0]!) >= 0;
    case "ones":
    case "eye":
    case "zero":
      return true;
    case "sum":
      return n.args.every((t, i) => N.sign(n.coefs[i]!) >= 0 && isNonnegative(t));
    case "prod":
      return n.args.every((b, i) => isEven(n.coefs[i]!) || !isWhole(n.coefs[i]!) || isNonnegative(b));
    case "pow":
      return isNonnegative(n.args[0]!);
    case "mat":
      return ((n.traits & Trait.nonnegative) !== 0 && isNonnegative(n.args[0]!)) || n.args.every(isNonnegative);
    case "literal":
    case "transpose":
    case "entry":
      return n.args.every(isNonnegative);
    case "call":
      if (n.name === "max" && n.args.length > 1) return n.args.some(isNonnegative);
      if (n.name === "where" || n.name === "max" || n.name === "min")
        return n.args.slice(n.name === "where" ? 1 : 0).every(isNonnegative);
      return nonnegativeCalls.has(n.name) || (n.name === "lambda_max" && isGramMatrix(n.args[0]!));
    case "sym":
      return (n.traits & (Trait.positive | Trait.nonnegative)) !== 0;
  }
}

/** True for products A'…A whose name says so: a square of a matrix has no negative eigenvalue. */
function isGramMatrix(n: Node): boolean {
  const half = (n.args.length - 1) / 2;
  if (n.op !== "mat" || !Number.isInteger(half)) return false;
  const [s, ...list] = n.args as [Node, ...Node[]];
  const pairs = list.slice(0, half).every((f, i) => mirrored(f, list[list.length - 1 - i]!));
  return pairs && isNonnegative(s);
}

function mirrored(a: Node, b: Node): boolean {
  if (a.op === "transpose") return a.args[0] === b;
  if (b.op === "transpose") return b.args[0] === a;
  return a === b && (a.traits & Trait.symmetric) !== 0;
}

/** True only if every entry is > 0 wherever it is defined; false means "not known". */
export function isPositive(n: Node): boolean {
  const known = positive.get(n) ?? findPositive(n);
  if (n.args.length > 0) positive.set(n, known);
  return known;
}

function findPositive(n: Node): boolean {
  switch (n.op) {
    case "num":
      return N.sign(n.coefs[0]!) > 0;
    case "ones":
      return true;
    case "sum":
      return (
        n.args.some((t, i) => N.sign(n.coefs[i]!) > 0 && isPositive(t)) &&
        n.args.every((t, i) => N.sign(n.coefs[i]!) >= 0 && isNonnegative(t))
      );
    case "prod":
      return n.args.every((b, i) => isPositive(b) || (!isWhole(n.coefs[i]!) && N.sign(n.coefs[i]!) < 0));
    case "pow":
      return isPositive(n.args[0]!);
    case "mat":
    case "transpose":
    case "literal":
    case "entry":
      return n.args.every(isPositive);
    case "call":
      return positiveCalls.has(n.name);
    case "sym":
      return (n.traits & Trait.positive) !== 0;
    default:
      return false;
  }
}
