import { type Graph, type Node, type Size, Trait } from "./graph";
import { num, symbol } from "./leaf";
import { product } from "./prod";

/** A size as a scalar: its number, or the positive integer symbol of its name; of m·n the product of both. */
export function sizeNode(g: Graph, n: Size): Node {
  if (typeof n === "number") return num(g, n);
  const parts = n.split("·");
  const [name] = parts as [string];
  if (parts.length > 1)
    return product(
      g,
      parts.map((part) => sizeNode(g, /^\d+$/.test(part) ? Number(part) : part)),
    );
  return symbol(g, name, 1, 1, Trait.positive | Trait.nonnegative | Trait.integer);
}

/** The product of two sizes: numbers multiplied, names in one order, so that m·n and n·m are one size. */
export function sizeTimes(a: Size, b: Size): Size {
  const parts = [a, b].flatMap((s) => String(s).split("·"));
  const isNumber = (part: string) => /^\d+$/.test(part);
  const number = parts.filter(isNumber).reduce((total, part) => total * Number(part), 1);
  const names = parts.filter((part) => !isNumber(part)).sort();
  if (names.length === 0) return number;
  return [...(number === 1 ? [] : [String(number)]), ...names].join("·");
}
