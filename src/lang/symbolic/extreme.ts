import { N } from "./coefficient";
import { type Graph, intern, type Node } from "./graph";
import { isScalar, isZero, ones } from "./leaf";
import { multiply } from "./mat";
import { isNonnegative } from "./sign";
import { literalEntries } from "./sum";

/** max or min: of the arguments, of the entries of one array; exact numbers are compared exactly. */
export function extreme(g: Graph, name: "max" | "min", args: readonly Node[]): Node {
  const want = name === "max" ? 1 : -1;
  const list = args.length === 1 ? (literalEntries(g, args[0]!) ?? args) : args;
  if (list.every((a) => a.op === "num")) {
    let best = list[0]!;
    for (const a of list) if (N.sign(N.sub(a.coefs[0]!, best.coefs[0]!)) === want) best = a;
    return best;
  }
  const array = list.find((a) => !isScalar(a));
  const reduces = args.length === 1;
  const shape = reduces ? undefined : array;
  if (shape !== undefined) {
    const spread = list.map((a) => (isScalar(a) ? multiply(g, [a, ones(g, shape.rows, shape.cols)]) : a));
    if (spread.some((a, i) => a !== list[i])) return extreme(g, name, spread);
  }
  const distinct = reduces ? list : [...new Set(list)].sort((a, b) => a.id - b.id);
  if (distinct.length === 1 && isScalar(distinct[0]!)) return distinct[0]!;
  const rest = distinct.filter((a) => !isZero(a));
  if (name === "max" && !reduces && distinct.length === 2 && rest.length === 1 && rest[0]!.op !== "literal")
    return isNonnegative(rest[0]!) ? rest[0]! : intern(g, "call", rest[0]!.rows, rest[0]!.cols, rest, [], "relu");
  return intern(g, "call", reduces ? 1 : (array?.rows ?? 1), reduces ? 1 : (array?.cols ?? 1), distinct, [], name);
}
