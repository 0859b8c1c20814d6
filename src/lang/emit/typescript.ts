import type { Size } from "../symbolic/graph";
import { type Code, elementwise, isArray } from "./code";
import { noForm } from "./lower";
import { type Pen, shapeNote } from "./pen";
import { atom, infix, Level, numberPiece, type Piece, wrap } from "./piece";

/** Writes operations as TypeScript: arrays entry by entry in one pass, everything that is more than that as a step before. */
export interface TypescriptWriter {
  readonly lines: string[];
  /** A name or a scalar expression for an operation; steps that it needs go to `lines`. */
  readonly write: (c: Code) => Piece;
  readonly name: (c: Code, wish: string) => string;
}

/** The entry of an array at an index, as a scalar expression. */
type At = (i: string, j: string) => Piece;

const hints: Readonly<Partial<Record<Code["op"], string>>> = { matvec: "u", matmul: "M", solve: "s" };

/** Prints code as TypeScript: loops over flat arrays, helpers named as they are first used. */
export function typescriptWriter(pen: Pen): TypescriptWriter {
  const lines: string[] = [];
  const arrays = new Map<Code, string>();
  const use = (helper: string): string => {
    pen.helpers.add(helper);
    return helper;
  };

  /** The array as a name, made by a step of its own if it has none. */
  function named(c: Code, wish = hints[c.op] ?? "v"): string {
    const known = arrays.get(c) ?? pen.steps.get(c) ?? (c.op === "ref" ? pen.name(c.name) : undefined);
    if (known !== undefined) return known;
    const text = whole(c);
    const fresh = pen.fresh(wish);
    lines.push(`const ${fresh} = ${text}; // ${shapeNote(c)}`);
    arrays.set(c, fresh);
    return fresh;
  }

  /** The array made in one pass. */
  function whole(c: Code): string {
    const opaque = opaqueCall(c);
    if (opaque !== undefined) return opaque;
    if (c.op === "array" && c.kind === "vector") return `[${c.args.map((x) => scalar(x).s).join(", ")}]`;
    if (c.op === "array") {
      const width = Number(c.cols);
      const rows = Array.from({ length: Number(c.rows) }, (_, i) => c.args.slice(i * width, (i + 1) * width));
      return `[${rows.map((row) => `[${row.map((x) => scalar(x).s).join(", ")}]`).join(", ")}]`;
    }
    const at = entries(c);
    if (c.kind === "vector") return `${use("vector")}(${length(c)}, (i) => ${at("i", "0").s})`;
    return `${use("matrix")}(${pen.size(c.rows)}, ${pen.size(c.cols)}, (i, j) => ${at("i", "j").s})`;
  }

  const length = (c: Code): string => pen.size(c.rows);

  /** Functions that need the whole array at once. */
  function opaqueCall(c: Code): string | undefined {
    const [a, b] = c.args as [Code, Code];
    if (c.op === "solve") return `${use(c.kind === "vector" ? "solve" : "solveAll")}(${named(a)}, ${named(b)})`;
    if (c.op !== "call") return undefined;
    switch (c.name) {
      case "softmax":
      case "cumsum":
        return `${use(c.name)}(${named(a)})`;
      case "softmax_rows":
        return `${named(a)}.map(${use("softmax")})`;
      case "inv":
        use("matrix");
        return `${use("solveAll")}(${named(a)}, matrix(${length(c)}, ${length(c)}, (i, j) => (i === j ? 1 : 0)))`;
      default:
        return undefined;
    }
  }

  /** How an entry of the array is found; what would be computed more than once becomes a step first. */
  function entries(c: Code): At {
    if (pen.steps.has(c) || arrays.has(c) || c.op === "ref" || c.op === "array" || opaqueCall(c) !== undefined)
      return indexed(named(c), c.kind);
    const [a, b] = c.args as [Code, Code];
    if (elementwise.has(c.op)) {
      const parts = c.args.map((x): At => {
        if (isArray(x)) return entries(x);
        const s = scalar(x);
        return () => s;
      });
      return (i, j) =>
        combine(
          c,
          parts.map((part) => part(i, j)),
        );
    }
    switch (c.op) {
      case "eye":
        return (i, j) => atom(`(${i} === ${j} ? 1 : 0)`);
      case "unit":
        return (i) => atom(`(${i} === ${c.at![0] - 1} ? 1 : 0)`);
      case "causal":
        return (i, j) => atom(`(${j} <= ${i} ? 1 : 0)`);
      case "ones":
      case "zeros":
        return () => atom(c.op === "ones" ? "1" : "0");
      case "transpose": {
        const of = entries(a);
        return (i, j) => of(j, i);
      }
      case "outer":
        return product(entries(a), (_, j) => entries(b)(j, "0"));
      case "scalerows": {
        const [v, A] = [entries(settled(a)), entries(b)];
        return product((i) => v(i, "0"), A);
      }
      case "scalecols": {
        const [A, v] = [entries(a), entries(settled(b))];
        return product(A, (_, j) => v(j, "0"));
      }
      case "matvec": {
        const [A, x] = [entries(simple(a)), entries(settled(b))];
        return (i) => sumOver(a.cols, (k) => infix(A(i, k), "*", x(k, "0"), Level.product));
      }
      case "matmul": {
        const [A, B] = [entries(settled(a)), entries(settled(b))];
        return (i, j) => sumOver(a.cols, (k) => infix(A(i, k), "*", B(k, j), Level.product));
      }
      default:
        return callEntries(c);
    }
  }

  const product =
    (p: At, q: At): At =>
    (i, j) =>
      infix(p(i, j), "*", q(i, j), Level.product);

  function sumOver(n: Size, f: (k: string) => Piece): Piece {
    return atom(`${use("total")}(${pen.size(n)}, (k) => ${f("k").s})`);
  }

  function callEntries(c: Code): At {
    const [a, b] = c.args as [Code, Code];
    switch (c.name) {
      case "diag": {
        const v = entries(settled(a));
        return (i, j) => atom(`(${i} === ${j} ? ${v(i, "0").s} : 0)`);
      }
      case "diagof": {
        const A = entries(simple(a));
        return (i) => A(i, i);
      }
      case "kron": {
        const [p, q] = [named(a), named(b)];
        const [m, n] = [pen.size(b.rows), pen.size(b.cols)];
        const of = (x: string, kind: Code["kind"], i: string, j: string) =>
          kind === "matrix" ? `${x}[${i}][${j}]` : `${x}[${i}]`;
        return (i, j) =>
          infix(
            atom(of(p, a.kind, `Math.floor(${i} / ${m})`, `Math.floor(${j} / ${n})`)),
            "*",
            atom(of(q, b.kind, `${i} % ${m}`, `${j} % ${n}`)),
            Level.product,
          );
      }
      case "vec": {
        const [A, m] = [named(a), pen.size(a.rows)];
        return (i) => atom(`${A}[${i} % ${m}][Math.floor(${i} / ${m})]`);
      }
      case "sumrows":
      case "sum_rows":
      case "mean_rows":
      case "norm_rows": {
        const A = entries(settled(a));
        return (i) => {
          const square = c.name === "norm_rows";
          const s = sumOver(a.cols, (k) => (square ? { s: `${A(i, k).s} ** 2`, level: Level.power } : A(i, k)));
          if (square) return atom(`Math.sqrt(${s.s})`);
          return c.name === "mean_rows" ? infix(s, "/", atom(pen.size(a.cols)), Level.product) : s;
        };
      }
      case "maximum":
      case "minimum": {
        const parts = c.args.map((x): At => (isArray(x) ? entries(x) : () => scalar(x)));
        return (i, j) =>
          atom(`Math.${c.name === "maximum" ? "max" : "min"}(${parts.map((p) => p(i, j).s).join(", ")})`);
      }
      default:
        throw noForm(c.name, "TypeScript");
    }
  }

  /** An array whose entries are cheap: a step of its own unless reading one is reading memory. */
  const settled = (c: Code): Code => {
    const bare = c.op === "transpose" ? c.args[0]! : c;
    if (!["ref", "eye", "ones", "zeros", "unit", "causal"].includes(bare.op)) named(bare);
    return c;
  };

  /** An array whose every entry is read once: a step only where an entry is a sum of its own. */
  const simple = (c: Code): Code => (hasSums(c) ? settled(c) : c);

  function scalar(c: Code): Piece {
    const step = pen.steps.get(c);
    if (step !== undefined) return atom(step);
    if (elementwise.has(c.op)) return combine(c, c.args.map(scalar));
    const [a, b] = c.args as [Code, Code];
    switch (c.op) {
      case "num":
        return numberPiece(c.value!, false);
      case "ref":
        return atom(pen.name(c.name));
      case "size":
        return atom(pen.size(c.name));
      case "entry": {
        const [i, j] = c.at!;
        return isSimple(a)
          ? entries(a)(String(i - 1), String(j - 1))
          : indexed(named(a), a.kind)(String(i - 1), String(j - 1));
      }
      case "dot": {
        const [p, q] = [entries(simple(a)), entries(simple(b))];
        return sumOver(a.rows, (k) => infix(p(k, "0"), "*", q(k, "0"), Level.product));
      }
      case "reduce":
        return reduced(c, a);
      default:
        return scalarCall(c);
    }
  }

  const isSimple = (c: Code): boolean => c.op === "ref";

  function scalarCall(c: Code): Piece {
    const parts = c.args.map((x) => scalar(x).s);
    if (c.name === "maximum" || c.name === "minimum")
      return atom(`Math.${c.name === "maximum" ? "max" : "min"}(${parts.join(", ")})`);
    const constant = constants[c.name];
    if (constant === undefined || c.args.length > 0) throw noForm(c.name, "TypeScript");
    return atom(constant);
  }

  function overEntries(a: Code, f: (x: Piece) => Piece): Piece {
    const at = entries(simple(a));
    if (a.kind === "vector") return sumOver(a.rows, (k) => f(at(k, "0")));
    const inner = `${use("total")}(${pen.size(a.cols)}, (l) => ${f(at("k", "l")).s})`;
    return sumOver(a.rows, () => atom(inner));
  }

  function reduced(c: Code, a: Code): Piece {
    switch (c.name) {
      case "sum":
        return overEntries(a, (x) => x);
      case "norm": {
        const name = named(a);
        const at = indexed(name, a.kind);
        const square = (x: Piece): Piece => ({ s: `${x.s} ** 2`, level: Level.power });
        if (a.kind === "vector") return atom(`Math.sqrt(${sumOver(a.rows, (k) => square(at(k, "0"))).s})`);
        const inner = `${use("total")}(${pen.size(a.cols)}, (l) => ${square(at("k", "l")).s})`;
        return atom(`Math.sqrt(${sumOver(a.rows, () => atom(inner)).s})`);
      }
      case "tr": {
        const at = entries(simple(a));
        return sumOver(a.rows, (k) => at(k, k));
      }
      case "max":
      case "min":
        return atom(`Math.${c.name}(...${named(a)}${a.kind === "matrix" ? ".flat()" : ""})`);
      case "det":
        return atom(`${use("determinant")}(${named(a)})`);
      case "logdet":
      case "logsumexp":
        return atom(`${use(c.name)}(${named(a)})`);
      default:
        throw noForm(c.name, "TypeScript");
    }
  }

  function combine(c: Code, parts: readonly Piece[]): Piece {
    const [p, q] = parts as [Piece, Piece];
    switch (c.op) {
      case "add":
        return infix(p, "+", q, Level.sum);
      case "sub":
        return infix(p, "-", q, Level.sum);
      case "mul":
        return infix(p, "*", q, Level.product);
      case "div":
        return infix(p, "/", q, Level.product);
      case "neg":
        // The language refuses a minus in front of a power without parentheses.
        return { s: `-${wrap(p, p.level === Level.power ? Level.atom : Level.unary)}`, level: Level.unary };
      case "pow":
        return { s: `${wrap(p, Level.atom)} ** ${wrap(q, Level.power)}`, level: Level.power };
      case "where":
        return atom(`(${p.s} > 0 ? ${q.s} : ${parts[2]!.s})`);
      default:
        return mapped(c.name, p);
    }
  }

  function mapped(name: string, p: Piece): Piece {
    if (name === "relu") return atom(`Math.max(${p.s}, 0)`);
    if (name === "step") return atom(`(${wrap(p, Level.sum)} > 0 ? 1 : 0)`);
    if (ownMath.has(name)) return atom(`Math.${name}(${p.s})`);
    if (!ownHelpers.has(name)) throw noForm(name, "TypeScript");
    return atom(`${use(name)}(${p.s})`);
  }

  return { lines, write: (c) => (isArray(c) ? atom(named(c)) : scalar(c)), name: named };
}

const constants: Readonly<Record<string, string>> = { pi: "Math.PI", e: "Math.E", inf: "Infinity" };
const ownMath = new Set([
  "exp",
  "log",
  "log1p",
  "expm1",
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "sinh",
  "cosh",
  "tanh",
  "abs",
  "sign",
  "sqrt",
]);
const ownHelpers = new Set(["sigmoid", "softplus", "erf", "gamma", "lgamma", "digamma", "trigamma"]);

const indexed =
  (name: string, kind: Code["kind"]): At =>
  (i, j) =>
    atom(kind === "matrix" ? `${name}[${i}][${j}]` : `${name}[${i}]`);

/** Whether finding an entry of the array runs over others. */
function hasSums(c: Code): boolean {
  if (c.op === "matvec" || c.op === "matmul" || c.op === "solve" || c.op === "call") return true;
  return (
    (elementwise.has(c.op) || ["transpose", "outer", "scalerows", "scalecols"].includes(c.op)) &&
    c.args.some((x) => isArray(x) && hasSums(x))
  );
}
