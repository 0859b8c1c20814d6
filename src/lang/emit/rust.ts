import { type Code, isArray } from "./code";
import { noForm } from "./lower";
import type { Pen } from "./pen";
import { atom, infix, Level, numberPiece, type Piece, wrap } from "./piece";

const methods: Readonly<Record<string, string>> = {
  exp: "exp",
  log: "ln",
  log1p: "ln_1p",
  expm1: "exp_m1",
  sin: "sin",
  cos: "cos",
  tan: "tan",
  asin: "asin",
  acos: "acos",
  atan: "atan",
  sinh: "sinh",
  cosh: "cosh",
  tanh: "tanh",
  abs: "abs",
  sqrt: "sqrt",
};
const functions = new Set(["sign", "step", "sigmoid", "softplus", "erf", "gamma", "lgamma", "digamma", "trigamma"]);
const constants: Readonly<Record<string, string>> = {
  pi: "std::f64::consts::PI",
  e: "std::f64::consts::E",
  inf: "f64::INFINITY",
};

/** An operation as an expression of Rust with nalgebra; arrays that have a name are borrowed in operators. */
export function rustExpression(pen: Pen, c: Code): Piece {
  const step = pen.steps.get(c);
  if (step !== undefined) return atom(step);
  const go = (x: Code): Piece => rustExpression(pen, x);
  const text = (x: Code): string => go(x).s;
  const tight = (x: Code): string => wrap(go(x), Level.atom);
  const isInput = (x: Code): boolean => x.op === "ref" && pen.plan.inputs.some(({ name }) => name === x.name);
  const isOwned = (x: Code): boolean => isArray(x) && !isInput(x) && (pen.steps.has(x) || x.op === "ref");
  const operand = (x: Code): Piece => (isOwned(x) ? { s: `&${text(x)}`, level: Level.unary } : go(x));
  const borrowed = (x: Code): string => (isArray(x) && isInput(x) ? text(x) : `&${tight(x)}`);
  const type = c.kind === "vector" ? "DVector" : "DMatrix";
  const shape = (): string => (c.kind === "vector" ? pen.size(c.rows) : `${pen.size(c.rows)}, ${pen.size(c.cols)}`);
  const [a, b] = c.args as [Code, Code];
  const both = a !== undefined && b !== undefined && isArray(a) && isArray(b);
  switch (c.op) {
    case "num":
      return numberPiece(c.value!, true);
    case "ref":
      return atom(pen.name(c.name));
    case "size":
      return atom(`(${pen.size(c.name)} as f64)`);
    case "array": {
      const list = c.args.map(text).join(", ");
      return atom(
        c.kind === "vector" ? `DVector::from_vec(vec![${list}])` : `DMatrix::from_row_slice(${shape()}, &[${list}])`,
      );
    }
    case "eye":
      return atom(`DMatrix::<f64>::identity(${shape()})`);
    case "ones":
    case "zeros":
      return atom(`${type}::<f64>::from_element(${shape()}, ${c.op === "ones" ? "1.0" : "0.0"})`);
    case "add":
    case "sub": {
      const op = c.op === "add" ? "+" : "-";
      if (both || !isArray(c)) return infix(operand(a), op, operand(b), Level.sum);
      if (isArray(a))
        return atom(`${tight(a)}.add_scalar(${c.op === "add" ? text(b) : `-${wrap(go(b), Level.unary)}`})`);
      if (c.op === "add") return atom(`${tight(b)}.add_scalar(${text(a)})`);
      return atom(`(-${wrap(operand(b), Level.unary)}).add_scalar(${text(a)})`);
    }
    case "mul":
      if (both) return atom(`${tight(a)}.component_mul(${borrowed(b)})`);
      return infix(operand(a), "*", operand(b), Level.product);
    case "div":
      if (both) return atom(`${tight(a)}.component_div(${borrowed(b)})`);
      if (isArray(b)) return atom(`${tight(b)}.map(|it| ${wrap(go(a), Level.product)} / it)`);
      return infix(operand(a), "/", operand(b), Level.product);
    case "neg":
      return { s: `-${wrap(operand(a), Level.unary)}`, level: Level.unary };
    case "pow":
      return powered(c, go, tight, borrowed);
    case "matmul":
    case "matvec":
      if (a.op === "transpose" && !pen.steps.has(a)) return atom(`${tight(a.args[0]!)}.tr_mul(${borrowed(b)})`);
      return infix(operand(a), "*", operand(b), Level.product);
    case "dot":
      return a === b ? atom(`${tight(a)}.norm_squared()`) : atom(`${tight(a)}.dot(${borrowed(b)})`);
    case "transpose":
      return atom(`${tight(a)}.transpose()`);
    case "outer":
      return infix(operand(a), "*", atom(`${tight(b)}.transpose()`), Level.product);
    case "solve":
      return atom(`${tight(a)}.clone().lu().solve(${borrowed(b)}).expect("a singular matrix")`);
    case "scalerows":
      return infix(atom(`DMatrix::from_diagonal(${borrowed(a)})`), "*", operand(b), Level.product);
    case "scalecols":
      return infix(operand(a), "*", atom(`DMatrix::from_diagonal(${borrowed(b)})`), Level.product);
    case "where": {
      const otherwise = c.args[2]!;
      if (!isArray(c)) return atom(`(if ${text(a)} > 0.0 { ${text(b)} } else { ${text(otherwise)} })`);
      const pick = "|at, it, other| if at > 0.0 { it } else { other }";
      return atom(`${tight(a)}.zip_zip_map(${borrowed(b)}, ${borrowed(otherwise)}, ${pick})`);
    }
    case "unit":
      return atom(`DVector::from_fn(${shape()}, |i, _| if i == ${c.at![0] - 1} { 1.0 } else { 0.0 })`);
    case "causal":
      return atom(`DMatrix::from_fn(${shape()}, |i, j| if j <= i { 1.0 } else { 0.0 })`);
    case "entry":
      return atom(`${tight(a)}[${a.kind === "vector" ? c.at![0] - 1 : `(${c.at![0] - 1}, ${c.at![1] - 1})`}]`);
    case "map": {
      if (functions.has(c.name)) pen.helpers.add(c.name);
      if (!isArray(c)) return mapped(c.name, tight(a), text(a));
      return atom(`${tight(a)}.map(|it| ${mapped(c.name, "it", "it").s})`);
    }
    default:
      return called(pen, c, text, tight, borrowed);
  }
}

function powered(c: Code, go: (x: Code) => Piece, tight: (x: Code) => string, borrowed: (x: Code) => string): Piece {
  const [a, b] = c.args as [Code, Code];
  const whole = typeof b.value === "number" && Math.abs(b.value) < 1000;
  const power = whole ? `powi(${b.value})` : `powf(${go(b).s})`;
  // A method on a bare literal has no type to be a method of.
  const base = a.op === "num" ? `(${go(a).s}_f64)` : tight(a);
  if (!isArray(c)) return atom(`${base}.${power}`);
  if (!isArray(b)) return atom(`${tight(a)}.map(|it| it.${power})`);
  if (!isArray(a)) return atom(`${tight(b)}.map(|it| ${base}.powf(it))`);
  return atom(`${tight(a)}.zip_map(${borrowed(b)}, |it, other| it.powf(other))`);
}

function mapped(name: string, tight: string, text: string): Piece {
  if (name === "relu") return atom(`${tight}.max(0.0)`);
  if (functions.has(name)) return atom(`${name}(${text})`);
  const method = methods[name];
  if (method === undefined) throw noForm(name, "nalgebra");
  return atom(/^[\d.]+$/.test(tight) ? `${tight}_f64.${method}()` : `${tight}.${method}()`);
}

function called(
  pen: Pen,
  c: Code,
  text: (x: Code) => string,
  tight: (x: Code) => string,
  borrowed: (x: Code) => string,
): Piece {
  const [a, b] = c.args as [Code, Code];
  const constant = c.args.length === 0 ? constants[c.name] : undefined;
  if (constant !== undefined) return atom(constant);
  switch (c.name) {
    case "sum":
    case "norm":
    case "max":
    case "min":
      return atom(`${tight(a)}.${c.name}()`);
    case "tr":
      return atom(`${tight(a)}.trace()`);
    case "det":
      return atom(`${tight(a)}.determinant()`);
    case "logdet":
    case "logsumexp":
    case "softmax":
    case "softmax_rows":
    case "cumsum":
    case "norm_rows":
      pen.helpers.add(c.name);
      return atom(`${c.name}(${borrowed(a)})`);
    case "inv":
      return atom(`${tight(a)}.clone().try_inverse().expect("a singular matrix")`);
    case "pinv":
      return atom(`${tight(a)}.clone().pseudo_inverse(1e-12).expect("a tolerance above zero")`);
    case "rank":
      return atom(`(${tight(a)}.rank(1e-12) as f64)`);
    case "normop":
      return atom(`${tight(a)}.singular_values().max()`);
    case "lambda_max":
      return atom(`${tight(a)}.symmetric_eigenvalues().max()`);
    case "kron":
      return atom(`${tight(a)}.kronecker(${borrowed(b)})`);
    case "diag":
      return atom(`DMatrix::from_diagonal(${borrowed(a)})`);
    case "diagof":
      return atom(`${tight(a)}.diagonal()`);
    case "vec":
      return atom(`DVector::from_column_slice(${tight(a)}.as_slice())`);
    case "sumrows":
    case "sum_rows":
      return atom(`${tight(a)}.column_sum()`);
    case "mean_rows":
      return atom(`${tight(a)}.column_mean()`);
    case "expm":
      return atom(`${tight(a)}.exp()`);
    case "maximum":
    case "minimum": {
      const how = c.name === "maximum" ? "max" : "min";
      if (!isArray(c)) return atom(`${tight(a)}.${how}(${text(b)})`);
      const [x, s] = isArray(a) ? [a, b] : [b, a];
      return isArray(s)
        ? atom(`${tight(x)}.zip_map(${borrowed(s)}, |it, other| it.${how}(other))`)
        : atom(`${tight(x)}.map(|it| it.${how}(${text(s)}))`);
    }
    default:
      throw noForm(c.name, "nalgebra");
  }
}
