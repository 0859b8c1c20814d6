import type { Builder } from "../symbolic/build";
import { dependsOn } from "../symbolic/differential";
import { type Node, Refusal, Trait } from "../symbolic/graph";
import { isNonnegative, isPositive } from "../symbolic/sign";

/** One entry's share of a function that is a sum over the entries of a vector, and how to get back to vectors. */
export interface Entrywise {
  /** The variable as one scalar. */
  readonly t: Node;
  readonly body: Node;
  /** The vector whose entries are a scalar of the same letters. @throws Refusal where it is none such */
  lift(scalar: Node): Node;
}

/**
 * Reads a scalar function as Σᵢ h(xᵢ), with other vectors' entries as letters of h and what is free of x left out.
 *
 * @throws Refusal where it is no such sum
 */
export function entrywiseIn(b: Builder, f: Node, x: Node): Entrywise {
  const t = b.symbol(x.name, 1, 1, x.traits);
  const letters = new Map<Node, Node>();
  const letterFor = (n: Node): Node => {
    const known = letters.get(n);
    if (known) return known;
    const traits = isPositive(n) ? Trait.positive | Trait.nonnegative : isNonnegative(n) ? Trait.nonnegative : 0;
    const made = b.symbol(`#${x.name}${letters.size}`, 1, 1, traits);
    letters.set(n, made);
    return made;
  };
  const entry = (n: Node): Node => {
    if (n === x) return t;
    if (n.op === "ones") return b.num(1);
    if (n.op === "zero") return b.num(0);
    if (n.rows !== x.rows || n.cols !== 1) throw none;
    return dependsOn(n, x) ? rebuilt(b, n, entry) : letterFor(n);
  };
  const share = (n: Node): Node => {
    if (!dependsOn(n, x)) return b.num(0);
    if (n.op === "sum") return b.sum(n.args.map(share), n.coefs);
    if (n.op === "prod") {
      const moved = n.args.findIndex((a) => dependsOn(a, x));
      const others = n.args.flatMap((a, i) => (i === moved ? [] : [b.pow(a, b.num(n.coefs[i]))]));
      if (n.coefs[moved] !== 1 || others.some((a) => dependsOn(a, x))) throw none;
      return b.mul(b.num(1), ...others, share(n.args[moved]));
    }
    const [s, row, column] = n.op === "mat" && n.args.length === 3 ? n.args : [];
    if (!s || !row || !column || dependsOn(s, x) || row.rows !== 1 || column.cols !== 1) throw none;
    return b.mul(s, entry(b.transpose(row)), entry(column));
  };
  const body = share(f);
  const vectors = new Map([...letters].map(([vector, letter]) => [letter, vector]));
  const lift = (n: Node): Node => {
    const vector = vectors.get(n);
    if (vector) return vector;
    const holds = [...vectors.keys()].some((letter) => dependsOn(n, letter));
    return holds ? rebuilt(b, n, lift) : b.mul(n, b.ones(x.rows));
  };
  return { t, body, lift };
}

/** A node made anew of its parts, entry by entry. */
function rebuilt(b: Builder, n: Node, part: (n: Node) => Node): Node {
  switch (n.op) {
    case "sum":
      return b.sum(n.args.map(part), n.coefs);
    case "prod":
      return b.had(...n.args.map((a, i) => b.pow(part(a), b.num(n.coefs[i]))));
    case "pow":
      return b.pow(part(n.args[0]), part(n.args[1]));
    case "call":
      if (n.args.length > 0 && n.args.every((a) => a.rows === n.rows && a.cols === n.cols))
        return b.call(n.name, ...n.args.map(part));
      throw none;
    case "mat":
      if (n.args.length !== 2) throw none;
      return b.mul(n.args[0], part(n.args[1]));
    default:
      throw none;
  }
}

const none = new Refusal("rule", { en: "it is no sum over entries", zh: "它不是对各分量的求和" });
