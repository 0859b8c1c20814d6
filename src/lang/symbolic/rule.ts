import { Q } from "../../core/num/rational";
import { derivativeColumn, type Terms } from "../functions/derivative";
import { call } from "./call";
import { type Graph, type Node, Refusal } from "./graph";
import { ones } from "./leaf";
import { hadamard, multiply, transpose } from "./mat";
import { power, product } from "./prod";
import { scale, sum } from "./sum";

/** The functions with a row in the derivative column. */
type Derivable = keyof typeof derivativeColumn;

/** True for functions that act entry by entry and have a row in the derivative column. */
export function isElementwise(name: string): name is Derivable {
  return Object.hasOwn(derivativeColumn, name);
}

/** f'(u), element by element, from the derivative column. @throws Refusal where the column has none */
export function derivativeOf(g: Graph, name: Derivable, u: Node): Node {
  const rule = derivativeColumn[name];
  if (rule === undefined) throw noRule(name);
  return rule(u, termsFor(g, u));
}

/** The refusal for a function that has no derivative here. */
export function noRule(name: string): Refusal {
  return new Refusal("rule", {
    en: `I have no rule for the derivative of ${name} here.`,
    zh: `这里没有 ${name} 的求导规则。`,
  });
}

/** ∂y/∂base and ∂y/∂exponent of y = base^exponent, element by element. */
export function powerPartials(g: Graph, y: Node): { readonly base: Node; readonly exponent: Node } {
  const [b, e] = y.args as [Node, Node];
  const one = ones(g, e.rows, e.cols);
  const lowered = power(g, b, sum(g, [e, one], [1, -1]));
  return { base: hadamard(g, [e, lowered]), exponent: hadamard(g, [y, call(g, "log", [b])]) };
}

/** ∂y/∂bᵢ of the element-wise product y = Π bⱼ^eⱼ. */
export function factorPartial(g: Graph, y: Node, i: number): Node {
  const e = y.coefs[i]!;
  const exps = y.coefs.map((c, j) => (j === i ? less(c) : c));
  return scale(g, e, product(g, y.args, exps, y.rows, y.cols));
}

const less = (c: Node["coefs"][number]) =>
  typeof c === "number" ? c - 1 : "approx" in c ? { approx: c.approx - 1 } : Q.sub(c, 1);

/** s·F₁…Fᵢ₋₁ and Fᵢ₊₁…Fₖ around factor i (from 0) of a matrix product. */
export function around(y: Node, i: number): { readonly before: readonly Node[]; readonly after: readonly Node[] } {
  return { before: y.args.slice(0, i + 1), after: y.args.slice(i + 2) };
}

/** B' for a list of factors B, as a list. */
export function transposeAll(g: Graph, list: readonly Node[]): Node[] {
  return list.map((_, i) => transpose(g, list[list.length - 1 - i]!));
}

/** s and M where a matrix argument is s·M with a scalar s. */
export function scaledMatrix(g: Graph, a: Node): { readonly s: Node; readonly M: Node } | undefined {
  const inner = a.op === "sum" && a.args.length === 1 ? a.args[0]! : a;
  if (inner.op !== "mat") return undefined;
  return { s: inner.args[0]!, M: multiply(g, inner.args.slice(1)) };
}

function termsFor(g: Graph, u: Node): Terms {
  const one = ones(g, u.rows, u.cols);
  return {
    one,
    call: (name, a) => call(g, name, [a]),
    linear: (constant, ...parts) => {
      const terms = [one, ...parts.map((p) => p[1])];
      return sum(g, terms, [constant, ...parts.map((p) => p[0])]);
    },
    product: (...parts) =>
      hadamard(
        g,
        parts.map((p) => p[0]),
        parts.map((p) => p[1]),
      ),
    pi: call(g, "pi", []),
  };
}
