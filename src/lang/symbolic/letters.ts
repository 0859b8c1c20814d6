import type { Node } from "./graph";

/** Whether a symbol stands anywhere in the node. */
export function hasSymbols(node: Node, seen = new Set<Node>()): boolean {
  if (node.mask === 0 || seen.has(node)) return false;
  seen.add(node);
  return node.op === "sym" || node.args.some((arg) => hasSymbols(arg, seen));
}

/** Gathers every symbol that stands in the node. */
export function symbolsOf(node: Node, into: Set<Node>, seen = new Set<Node>()): void {
  if (node.mask === 0 || seen.has(node)) return;
  seen.add(node);
  if (node.op === "sym") into.add(node);
  for (const arg of node.args) symbolsOf(arg, into, seen);
}
