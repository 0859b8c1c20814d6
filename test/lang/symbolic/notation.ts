import { type Builder, builder } from "../../../src/lang/symbolic/build";
import type { Graph, Node, Size } from "../../../src/lang/symbolic/graph";
import { Trait } from "../../../src/lang/symbolic/graph";

/** A reader for the MATLAB-like notation of the identities file; the language's own parser is not involved. */
export interface Reader {
  readonly b: Builder;
  readonly symbols: Map<string, Node>;
  read(text: string): Node;
}

const traits: Record<string, number> = {
  symmetric: Trait.symmetric,
  skew: Trait.skew,
  orthogonal: Trait.orthogonal,
  diagonal: Trait.diagonal,
};

/** A reader whose names are declared like `{ A: "matrix m n", x: "vector n" }`. */
export function reader(g: Graph, decl: Record<string, string>): Reader {
  const b = builder(g);
  const symbols = new Map<string, Node>();
  const size = (s: string): Size => (/^\d+$/.test(s) ? Number(s) : s);
  for (const [name, text] of Object.entries(decl)) {
    const [kind = "", m = "1", n = m] = text.split(" ");
    const cols = kind === "vector" ? 1 : size(n);
    symbols.set(name, kind === "scalar" ? b.symbol(name) : b.symbol(name, size(m), cols, traits[kind] ?? 0));
  }
  return { b, symbols, read: (text) => parse(b, symbols, text) };
}

function parse(b: Builder, symbols: Map<string, Node>, text: string): Node {
  const tokens = text.match(/\d+(?:\.\d+)?(?![.\d])|\d+(?=\.[*/^])|[A-Za-z_]\w*|\.\*|\.\/|\.\^|[-+*/^'()[\],;]/g) ?? [];
  let at = 0;
  const peek = () => tokens[at];
  const take = (t?: string) => {
    if (t !== undefined && tokens[at] !== t) throw new Error(`expected ${t} at ${at} in ${text}, got ${tokens[at]}`);
    return tokens[at++]!;
  };
  const isScalar = (n: Node) => n.rows === 1 && n.cols === 1;
  const add = (p: Node, q: Node, sign: 1 | -1): Node => {
    const r = sign === 1 ? q : b.neg(q);
    if (isScalar(p) && !isScalar(r)) return b.addScalar(r, p);
    if (isScalar(r) && !isScalar(p)) return b.addScalar(p, r);
    return b.add(p, r);
  };
  const sum = (): Node => {
    let p = product();
    while (peek() === "+" || peek() === "-") p = take() === "+" ? add(p, product(), 1) : add(p, product(), -1);
    return p;
  };
  const product = (): Node => {
    let p = unary();
    for (;;) {
      const op = peek();
      if (op === "*") {
        take();
        p = b.mul(p, unary());
      } else if (op === "/") {
        take();
        p = b.div(p, unary());
      } else if (op === ".*") {
        take();
        p = b.had(p, unary());
      } else if (op === "./") {
        take();
        p = b.hadDiv(p, unary());
      } else return p;
    }
  };
  const unary = (): Node => {
    if (peek() === "-") {
      take();
      return b.neg(unary());
    }
    return power();
  };
  const power = (): Node => {
    const p = postfix();
    if (peek() === "^" || peek() === ".^") {
      const op = take();
      const e = peek() === "-" ? unary() : power();
      if (op === "^" && !isScalar(p)) return b.matPow(p, Number(b.rational(e)));
      return b.pow(p, e);
    }
    return p;
  };
  const postfix = (): Node => {
    let p = primary();
    while (peek() === "'") {
      take();
      p = b.transpose(p);
    }
    return p;
  };
  const sizeOf = (n: Node): Size => (n.op === "num" ? Number(b.rational(n)) : n.name);
  const primary = (): Node => {
    const t = take();
    if (t === "(") {
      const p = sum();
      take(")");
      return p;
    }
    if (t === "[") return bracket();
    if (/^\d/.test(t)) return t.includes(".") ? b.num(Number(t)) : b.num(Number(t));
    if (peek() === "(" && !symbols.has(t)) {
      take("(");
      const args = [sum()];
      while (peek() === ",") {
        take();
        args.push(sum());
      }
      take(")");
      if (t === "eye") return b.eye(sizeOf(args[0]!));
      if (t === "ones") return b.ones(sizeOf(args[0]!), args[1] === undefined ? 1 : sizeOf(args[1]));
      const names: Record<string, string> = { norm2: "norm", sigma: "sigmoid" };
      return b.call(names[t] ?? t, ...args);
    }
    return symbols.get(t) ?? b.size(t);
  };
  const bracket = (): Node => {
    const rows: Node[][] = [[]];
    while (peek() !== "]") {
      rows[rows.length - 1]!.push(sum());
      if (peek() === ",") take();
      else if (peek() === ";") {
        take();
        rows.push([]);
      }
    }
    take("]");
    return b.literal(rows.length, rows[0]!.length, rows.flat());
  };
  const out = sum();
  if (at < tokens.length) throw new Error(`left over: ${tokens.slice(at).join(" ")} in ${text}`);
  return out;
}
