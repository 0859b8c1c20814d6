import type { Builder } from "../symbolic/build";
import type { Node } from "../symbolic/graph";
import type { Frame } from "./batch";
import type { Needs } from "./needs";
import { letterShape } from "./shapes-point";
import { settled } from "./size";
import type { DeriveTerm, Fn, Letter } from "./term";

/** What making nodes needs: the builder, the values behind names, and functions that need numbers (`eig`, `minimise`). */
export interface Maker {
  readonly b: Builder;
  /** Differentiation, which in turn makes nodes. */
  readonly derive: (maker: Maker, term: DeriveTerm) => Node;
  /** Symbols of named values, and their values. */
  readonly values: ReadonlyMap<Node, Node>;
  /** Numbers-only functions: gives the node of the value, or throws a Refusal. */
  readonly compute: (name: string, args: readonly Node[]) => Node;
  readonly optimum: (word: "minimise" | "maximise" | "stationary", fn: Fn) => Node;
  readonly entriesLimit: number;
  /** Where the statement's conditions of being defined are gathered. */
  readonly needs?: Needs;
  /** Indices of sums over a symbolic size that are being read, innermost last. */
  readonly frames?: ReadonlyMap<Letter, Frame>;
}

/** Puts the values of the file in the place of their names. */
export function withValues(
  { b, values }: Pick<Maker, "b" | "values">,
  node: Node,
  more?: ReadonlyMap<Node, Node>,
): Node {
  if (node.mask === 0) return node;
  const by = new Map<Node, Node>();
  const seen = new Set<Node>();
  const visit = (n: Node): void => {
    if (n.mask === 0 || seen.has(n)) return;
    seen.add(n);
    const value = more?.get(n) ?? values.get(n);
    if (value) by.set(n, value);
    n.args.forEach(visit);
  };
  visit(node);
  return by.size === 0 ? node : b.substitute(node, by);
}

/** The symbol of a letter whose shape is settled. */
export function letterNode({ b }: Pick<Maker, "b">, letter: Letter): Node {
  if (letter.origin === "size") return b.size(letter.name);
  if (!letter.node) {
    const shape = letterShape(letter);
    const [rows, cols] = [settled(shape.rows), settled(shape.cols)];
    if (typeof rows === "object" || typeof cols === "object") throw new RangeError(`${letter.name} has no shape yet`);
    letter.node = b.symbol(letter.name, rows, cols, letter.traits);
  }
  return letter.node;
}

/** Parameters and what stands for them: one each, the entries of one vector, or one vector for all. */
export function bind(maker: Pick<Maker, "b">, params: readonly Letter[], args: readonly Node[]): Map<Node, Node> {
  const { b } = maker;
  const nodes = params.map((letter) => letterNode(maker, letter));
  if (nodes.length === 1 && args.length > 1) return new Map([[nodes[0], b.vector(args)]]);
  if (nodes.length > 1 && args.length === 1) return new Map(nodes.map((node, i) => [node, b.entry(args[0], i + 1)]));
  return new Map(nodes.map((node, i) => [node, args[i]]));
}
