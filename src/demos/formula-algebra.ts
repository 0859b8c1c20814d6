import type { Expression } from "../core/gradient/expression";
import type { Algebra, ElementaryName } from "../core/num/algebra";
import { N } from "../lang/symbolic/coefficient";
import type { Node } from "../lang/symbolic/graph";

type Rule = <T>(k: Algebra<T>, a: T) => T;

const elementary: readonly ElementaryName[] = [
  "sqrt",
  "exp",
  "log",
  "sin",
  "cos",
  "tan",
  "sinh",
  "cosh",
  "tanh",
  "atan",
  "abs",
];

const less = <T>(k: Algebra<T>, a: T, b: T): T => k.add(a, k.mul(k.of(-1), b));
const arcsine: Rule = (k, a) => k.apply("atan", k.div(a, k.apply("sqrt", less(k, k.of(1), k.mul(a, a)))));

/** Functions of the language in the operations of any algebra; the ones that bend sharply decide by the real part. */
const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...elementary.map((name): [string, Rule] => [name, (k, a) => k.apply(name, a)]),
  ["asin", arcsine],
  ["acos", (k, a) => less(k, k.of(Math.PI / 2), arcsine(k, a))],
  ["sigmoid", (k, a) => k.div(k.of(1), k.add(k.of(1), k.apply("exp", k.mul(k.of(-1), a))))],
  ["softplus", (k, a) => k.apply("log", k.add(k.of(1), k.apply("exp", a)))],
  ["relu", (k, a) => (k.real(a) > 0 ? a : k.of(0))],
  ["step", (k, a) => k.of(k.real(a) > 0 ? 1 : 0)],
  ["sign", (k, a) => k.of(Math.sign(k.real(a)))],
]);
const named: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["e", Math.E],
  ["inf", Number.POSITIVE_INFINITY],
]);
const kinks: ReadonlySet<string> = new Set(["abs", "relu", "step", "sign", "max", "min", "where"]);

function apply<T>(k: Algebra<T>, node: Node, args: readonly T[]): T {
  const coefs = node.coefs.map(N.toNumber);
  switch (node.op) {
    case "num":
      return k.of(coefs[0]!);
    case "zero":
      return k.of(0);
    case "ones":
    case "eye":
      return k.of(1);
    case "sum":
      return args
        .map((arg, i) => (coefs[i] === 1 ? arg : k.mul(k.of(coefs[i]!), arg)))
        .reduce((total, term) => k.add(total, term));
    case "prod":
      return args
        .map((arg, i) => (coefs[i] === 1 ? arg : k.power(arg, coefs[i]!)))
        .reduce((total, factor) => k.mul(total, factor));
    case "mat":
      return args.reduce((total, factor) => k.mul(total, factor));
    case "pow":
      return k.apply("exp", k.mul(args[1]!, k.apply("log", args[0]!)));
    case "call":
      return applyCall(k, node.name, args);
    default:
      return args[0]!;
  }
}

function applyCall<T>(k: Algebra<T>, name: string, args: readonly T[]): T {
  const constant = args.length === 0 ? named.get(name) : undefined;
  if (constant !== undefined) return k.of(constant);
  if (name === "max") return args.reduce((a, b) => (k.real(b) > k.real(a) ? b : a));
  if (name === "min") return args.reduce((a, b) => (k.real(b) < k.real(a) ? b : a));
  if (name === "where") return k.real(args[0]!) > 0 ? args[1]! : args[2]!;
  return rules.get(name)!(k, args[0]!);
}

/** Whether every operation below a scalar node has a meaning in any algebra. */
function isGeneral(node: Node, seen: Set<Node>): boolean {
  if (seen.has(node)) return true;
  seen.add(node);
  if (node.rows !== 1 || node.cols !== 1 || node.op === "entry") return false;
  const isKnown =
    node.args.length === 0 ? named.has(node.name) : rules.has(node.name) || /^(max|min|where)$/.test(node.name);
  if (node.op === "call" && !isKnown) return false;
  return node.args.every((arg) => isGeneral(arg, seen));
}

/** Whether the node holds no function with a kink, so that a complex step differentiates it. */
export function isSmoothFormula(node: Node): boolean {
  return !(node.op === "call" && kinks.has(node.name)) && node.args.every(isSmoothFormula);
}

/**
 * A scalar node of the language's graph as an expression over any kind of number: its dual numbers and complex steps are a
 * route to derivatives that shares nothing with the symbolic one.
 *
 * @returns undefined when it holds a function that has no such form, such as erf or an eigenvalue
 */
export function expressionOf(body: Node, coords: readonly Node[]): Expression | undefined {
  if (!isGeneral(body, new Set())) return undefined;
  return {
    n: coords.length,
    evaluate(k, x) {
      const known = new Map<Node, (typeof x)[number]>(coords.map((node, i) => [node, x[i]!]));
      const visit = (node: Node): (typeof x)[number] => {
        const old = known.get(node);
        if (old !== undefined) return old;
        const value = apply(k, node, node.args.map(visit));
        known.set(node, value);
        return value;
      };
      return visit(body);
    },
  };
}
