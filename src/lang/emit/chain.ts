import type { Graph, Node } from "../symbolic/graph";
import { multiply, transpose } from "../symbolic/mat";
import { gram, type Reading } from "../symbolic/patterns";
import type { Code } from "./code";
import type { Maker } from "./shape";

/** What a matrix product is written with. */
export interface ChainTools {
  readonly g: Graph;
  readonly reading: Reading;
  readonly make: Maker;
  readonly code: (n: Node) => Code;
}

const isCall = (n: Node, name: string): boolean => n.op === "call" && n.name === name;

/**
 * F₁F₂…Fₖ in the order that costs least: from the end that is a vector, systems solved instead of inverses formed, diagonal
 * factors as scaled rows or columns, and a product split where its inner size is 1.
 */
export function chain(tools: ChainTools, factors: readonly Node[]): Code {
  const { code, make } = tools;
  const [first, ...rest] = factors as [Node, ...Node[]];
  const last = factors[factors.length - 1]!;
  if (rest.length === 0) return code(first);
  if (first.rows === 1 && last.cols === 1) return scalarChain(tools, factors);
  const cut = factors.findIndex((f, i) => f.cols === 1 && i < factors.length - 1);
  if (cut >= 0) return make.outer(chain(tools, factors.slice(0, cut + 1)), chain(tools, factors.slice(cut + 1)));
  if (last.cols === 1) return applyTo(tools, first, rest);
  if (first.rows === 1) return chain(tools, turned(tools.g, factors));
  return matrixChain(tools, factors);
}

/** The factors of the transposed product. */
const turned = (g: Graph, factors: readonly Node[]): Node[] => [...factors].reverse().map((f) => transpose(g, f));

function scalarChain(tools: ChainTools, factors: readonly Node[]): Code {
  const { g, reading, make, code } = tools;
  const [first, ...rest] = factors as [Node, ...Node[]];
  const last = factors[factors.length - 1]!;
  if (first.op === "ones") {
    const inner = last.op === "ones" && rest.length > 1 ? rest.slice(0, -1) : rest;
    return make.reduce("sum", chain(tools, inner));
  }
  if (last.op === "ones") return make.reduce("sum", chain(tools, factors.slice(0, -1)));
  const u = gram(reading, multiply(g, factors));
  if (u !== undefined) {
    const v = code(u);
    return make.dot(v, v);
  }
  return make.dot(code(transpose(g, first)), chain(tools, rest));
}

/** M·v for the column v = the rest of the product. */
function applyTo(tools: ChainTools, M: Node, rest: readonly Node[]): Code {
  const { code, make } = tools;
  if (M.op === "ones") {
    const total = make.reduce("sum", chain(tools, rest));
    return make.mul(total, make.like("ones", { ...M, cols: 1 }, []));
  }
  if (rest.length === 1 && rest[0]!.op === "ones") return make.like("call", { ...M, cols: 1 }, [code(M)], "sumrows");
  const v = chain(tools, rest);
  if (isCall(M, "inv")) return make.solve(code(M.args[0]!), v);
  if (isCall(M, "diag")) return make.mul(code(M.args[0]!), v);
  if (isCall(M, "causal")) return make.like("call", { ...M, cols: 1 }, [v], "cumsum");
  return make.matvec(code(M), v);
}

function matrixChain(tools: ChainTools, factors: readonly Node[]): Code {
  const { g, code, make } = tools;
  const [first, ...rest] = factors as [Node, ...Node[]];
  const last = factors[factors.length - 1]!;
  if (isCall(first, "inv")) return make.solve(code(first.args[0]!), chain(tools, rest));
  if (isCall(first, "diag")) return make.scaleRows(code(first.args[0]!), chain(tools, rest));
  const front = factors.slice(0, -1);
  if (isCall(last, "inv")) {
    const A = code(transpose(g, last.args[0]!));
    return make.transpose(make.solve(A, chain(tools, turned(g, front))));
  }
  if (isCall(last, "diag")) return make.scaleCols(chain(tools, front), code(last.args[0]!));
  return make.matmul(code(first), chain(tools, rest));
}

/** tr(F₁…Fₖ) without forming the product: Σ (F₁' ⊙ F₂…Fₖ). */
export function traceOf(tools: ChainTools, n: Node): Code {
  const { g, reading, make, code } = tools;
  const a = n.args[0]!;
  const u = gram(reading, n);
  if (u !== undefined) return make.reduce("sum", make.pow(code(u), make.num(2)));
  const factors = a.op === "mat" ? a.args.slice(1) : [];
  const first = factors[0];
  if (first === undefined || factors.length < 2 || isCall(first, "inv") || isCall(first, "diag"))
    return make.reduce("tr", code(a));
  return make.reduce("sum", make.mul(code(transpose(g, first)), chain(tools, factors.slice(1))));
}
