import { causal, unit, unitIndex } from "./constant";
import { type Graph, intern, type Node, type Size, Trait } from "./graph";
import { eye, num, ones, symbol, zero } from "./leaf";
import { rebuild } from "./rewrite";
import { sizeTimes } from "./size";

/** A size with numbers in the place of names. */
export function resized(size: Size, by: ReadonlyMap<string, number>): Size {
  if (typeof size === "number") return size;
  return size
    .split("·")
    .map((part): Size => by.get(part) ?? (/^\d+$/.test(part) ? Number(part) : part))
    .reduce(sizeTimes);
}

/** An expression over symbols of the new sizes; a size that stands as a scalar becomes its number. */
export function resize(g: Graph, root: Node, by: ReadonlyMap<string, number>): Node {
  const done = new Map<Node, Node>();
  const leaf = (n: Node, rows: Size, cols: Size): Node => {
    switch (n.op) {
      case "sym": {
        const value = n.traits & Trait.integer ? by.get(n.name) : undefined;
        return value === undefined ? symbol(g, n.name, rows, cols, n.traits) : num(g, value);
      }
      case "eye":
        return eye(g, rows);
      case "ones":
        return ones(g, rows, cols);
      case "zero":
        return zero(g, rows, cols);
      case "call": {
        const at = unitIndex(n);
        if (at !== undefined) return unit(g, rows, at);
        return n.name === "causal" ? causal(g, rows) : intern(g, "call", rows, cols, [], n.coefs, n.name);
      }
      default:
        return n;
    }
  };
  const visit = (n: Node): Node => {
    const known = done.get(n);
    if (known !== undefined) return known;
    const [rows, cols] = [resized(n.rows, by), resized(n.cols, by)];
    let out = n;
    if (n.args.length === 0) out = leaf(n, rows, cols);
    else {
      const args = n.args.map(visit);
      if (args.some((a, i) => a !== n.args[i])) out = rebuild(g, n, args);
    }
    done.set(n, out);
    return out;
  };
  return visit(root);
}
