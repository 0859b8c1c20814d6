import type { Clause, Expr, PlotRange, Span, Statement } from "./tree";

/** Anything with a span that stands in a tree. */
export type TreeNode = Span & { readonly kind?: string };

/** The direct parts of a node in the order of the text; suffixes, clauses, sorts and ranges count as nodes. */
export function childrenOf(node: TreeNode): readonly TreeNode[] {
  const parts: TreeNode[] = [];
  collect(node as Expr | Statement, parts);
  return parts.sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Calls `see` for the node and all below it, parents first. @cost recursion as deep as the tree */
export function visit(node: TreeNode, see: (node: TreeNode) => void): void {
  see(node);
  for (const child of childrenOf(node)) visit(child, see);
}

/** The nodes around `offset`, outermost first; a node that ends at the offset counts. */
export function pathTo(node: TreeNode, offset: number): TreeNode[] {
  const path: TreeNode[] = [];
  let at: TreeNode | undefined = node;
  while (at !== undefined) {
    path.push(at);
    const inside: readonly TreeNode[] = childrenOf(at).filter(({ from, to }) => from <= offset && offset <= to);
    at = inside.find(({ from }) => from === offset) ?? inside[0];
  }
  return path;
}

const spanless: ReadonlySet<string> = new Set(["words", "comments", "wordSpan", "ops"]);

/** Every property that holds a node or nodes is a child; the tree has no other objects with a span. */
function collect(node: Expr | Statement | Clause | PlotRange, parts: TreeNode[]): void {
  for (const [key, value] of Object.entries(node)) {
    if (typeof value !== "object" || value === null || spanless.has(key)) continue;
    if (Array.isArray(value)) collectAll(value, parts);
    else if (isNode(value)) parts.push(value);
  }
}

function collectAll(values: readonly unknown[], parts: TreeNode[]): void {
  for (const value of values) {
    if (Array.isArray(value)) collectAll(value, parts);
    else if (isNode(value)) {
      if (parts[parts.length - 1] !== value) parts.push(value);
    } else if (typeof value === "object" && value !== null) collect(value as Expr, parts);
  }
}

function isNode(value: unknown): value is TreeNode {
  return typeof value === "object" && value !== null && typeof (value as Partial<Span>).from === "number";
}
