import { type Code, isArray } from "./code";
import { noForm } from "./lower";
import type { Pen } from "./pen";
import { atom, infix, Level, numberPiece, type Piece, wrap } from "./piece";
import type { Dialect } from "./python-dialects";

/** An operation as a Python expression. */
export function pythonExpression(pen: Pen, d: Dialect, c: Code): Piece {
  const step = pen.steps.get(c);
  if (step !== undefined) return atom(step);
  const go = (x: Code): Piece => pythonExpression(pen, d, x);
  const text = (x: Code): string => go(x).s;
  const [a, b] = c.args as [Code, Code];
  switch (c.op) {
    case "num":
      return numberPiece(c.value!, false);
    case "ref":
      return atom(pen.name(c.name));
    case "size":
      return atom(pen.size(c.name));
    case "array":
      return atom(d.array(c, text));
    case "eye":
      return atom(d.filled("eye", [pen.size(c.rows)]));
    case "ones":
    case "zeros":
      return atom(d.filled(c.op, c.kind === "vector" ? [pen.size(c.rows)] : [pen.size(c.rows), pen.size(c.cols)]));
    case "add":
      return infix(go(a), "+", go(b), Level.sum);
    case "sub":
      return infix(go(a), "-", go(b), Level.sum);
    case "mul":
      return infix(go(a), "*", go(b), Level.product);
    case "div":
      return infix(go(a), "/", go(b), Level.product);
    case "neg":
      return { s: `-${wrap(go(a), Level.unary)}`, level: Level.unary };
    case "pow":
      return { s: `${wrap(go(a), Level.atom)} ** ${wrap(go(b), Level.power)}`, level: Level.power };
    case "matmul":
    case "matvec":
    case "dot":
      return infix(go(a), "@", go(b), Level.product);
    case "transpose":
      return atom(`${wrap(go(a), Level.atom)}.T`);
    case "outer":
      return atom(`${d.np}.outer(${text(a)}, ${text(b)})`);
    case "solve":
      return atom(`${d.np}.linalg.solve(${text(a)}, ${text(b)})`);
    case "scalerows":
      return infix(atom(`${wrap(go(a), Level.atom)}[:, None]`), "*", go(b), Level.product);
    case "scalecols":
      return infix(go(a), "*", go(b), Level.product);
    case "where":
      return atom(`${d.np}.where(${go(a).s} > 0, ${text(b)}, ${text(c.args[2]!)})`);
    case "unit":
    case "causal":
      return atom(d.constant(c, pen.size(c.rows)));
    case "entry": {
      const [i, j] = c.at!;
      const index = a.kind === "vector" ? String(i - 1) : `${i - 1}, ${j - 1}`;
      return atom(`${wrap(go(a), Level.atom)}[${index}]`);
    }
    case "map":
      return mapped(pen, d, c.name, a, text(a));
    default:
      return named(pen, d, c, text);
  }
}

function mapped(pen: Pen, d: Dialect, name: string, arg: Code, text: string): Piece {
  const form = d.maps[name];
  if (form === undefined) throw noForm(name, d.title);
  if (d.helpers[name] !== undefined) pen.helpers.add(name);
  return atom(`${form}(${d.lift(arg, text)})`);
}

function named(pen: Pen, d: Dialect, c: Code, text: (x: Code) => string): Piece {
  if (c.args.length === 0) {
    const constant = d.constants[c.name];
    if (constant === undefined) throw noForm(c.name, d.title);
    return atom(constant);
  }
  if (c.name === "sumrows" && c.args[0]!.op === "transpose" && !pen.steps.has(c.args[0]!))
    return atom(`${d.np}.sum(${text(c.args[0]!.args[0]!)}, ${d.axis}=0)`);
  const form = d.calls[c.name];
  if (form === undefined) throw noForm(c.name, d.title);
  if (d.helpers[c.name] !== undefined) pen.helpers.add(c.name);
  const lifts = c.name === "maximum" || c.name === "minimum";
  return atom(form(...c.args.map((x) => (lifts && !isArray(x) ? d.lift(x, text(x)) : text(x)))));
}
