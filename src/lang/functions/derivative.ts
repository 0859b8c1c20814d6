import { Q } from "../../core/num/rational";
import type { Coefficient } from "../symbolic/coefficient";
import type { Node } from "../symbolic/graph";
import type { Elementwise } from "./evaluate";

/** What a derivative rule is written with; all of it element by element on nodes of one shape. */
export interface Terms {
  readonly one: Node;
  call(name: string, u: Node): Node;
  /** c₀ + Σ cᵢ nᵢ */
  linear(constant: Coefficient, ...parts: readonly (readonly [Coefficient, Node])[]): Node;
  /** Π nᵢ^eᵢ */
  product(...parts: readonly (readonly [Node, Coefficient])[]): Node;
  /** π as a factor of this shape */
  readonly pi: Node;
}

const minusHalf = Q.ratio(-1, 2);

type Rule = (u: Node, t: Terms) => Node;

/**
 * The derivative column: f'(u) for each element-wise function; undefined where the engine has none. √u is the power u^½ and has
 * the rule of powers.
 * Kinks follow the usual convention: abs' = sign, relu' = step, sign' = step' = 0.
 */
export const derivativeColumn: { readonly [K in Exclude<Elementwise, "sqrt">]: Rule | undefined } = {
  exp: (u, t) => t.call("exp", u),
  log: (u, t) => t.product([u, -1]),
  sin: (u, t) => t.call("cos", u),
  cos: (u, t) => t.linear(0, [-1, t.call("sin", u)]),
  tan: (u, t) => t.linear(1, [1, t.product([t.call("tan", u), 2])]),
  asin: (u, t) => t.product([t.linear(1, [-1, t.product([u, 2])]), minusHalf]),
  acos: (u, t) => t.linear(0, [-1, t.product([t.linear(1, [-1, t.product([u, 2])]), minusHalf])]),
  atan: (u, t) => t.product([t.linear(1, [1, t.product([u, 2])]), -1]),
  sinh: (u, t) => t.call("cosh", u),
  cosh: (u, t) => t.call("sinh", u),
  tanh: (u, t) => t.linear(1, [-1, t.product([t.call("tanh", u), 2])]),
  abs: (u, t) => t.call("sign", u),
  sign: (_u, t) => t.linear(0, [0, t.one]),
  relu: (u, t) => t.call("step", u),
  step: (_u, t) => t.linear(0, [0, t.one]),
  sigmoid: (u, t) => t.product([t.call("sigmoid", u), 1], [t.call("sigmoid", t.linear(0, [-1, u])), 1]),
  softplus: (u, t) => t.call("sigmoid", u),
  erf: (u, t) =>
    t.linear(0, [2, t.product([t.pi, minusHalf], [t.call("exp", t.linear(0, [-1, t.product([u, 2])])), 1])]),
  gamma: (u, t) => t.product([t.call("gamma", u), 1], [t.call("digamma", u), 1]),
  lgamma: (u, t) => t.call("digamma", u),
  digamma: (u, t) => t.call("trigamma", u),
  trigamma: undefined,
};
