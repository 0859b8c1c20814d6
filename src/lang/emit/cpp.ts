import { type Code, isArray } from "./code";
import { noForm } from "./lower";
import type { Pen } from "./pen";
import { atom, infix, Level, numberPiece, type Piece, wrap } from "./piece";

const own = new Set([
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
  "sqrt",
]);
const std: Readonly<Record<string, string>> = { erf: "std::erf", gamma: "std::tgamma", lgamma: "std::lgamma" };
const constants: Readonly<Record<string, string>> = {
  pi: "std::acos(-1.0)",
  e: "std::exp(1.0)",
  inf: "std::numeric_limits<double>::infinity()",
};

/** An operation as an expression of C++ with Eigen. */
export function cppExpression(pen: Pen, c: Code): Piece {
  const step = pen.steps.get(c);
  if (step !== undefined) return atom(step);
  const go = (x: Code): Piece => cppExpression(pen, x);
  const text = (x: Code): string => go(x).s;
  const tight = (x: Code): string => wrap(go(x), Level.atom);
  const [a, b] = c.args as [Code, Code];
  const array = (x: Code): string => (isArray(x) ? `${tight(x)}.array()` : wrap(go(x), Level.unary));
  const shape = (): string => (c.kind === "vector" ? pen.size(c.rows) : `${pen.size(c.rows)}, ${pen.size(c.cols)}`);
  const type = c.kind === "vector" ? "VectorXd" : "MatrixXd";
  const mixed = a !== undefined && b !== undefined && isArray(a) !== isArray(b);
  switch (c.op) {
    case "num":
      return numberPiece(c.value!, true);
    case "ref":
      return atom(pen.name(c.name));
    case "size":
      return atom(`double(${pen.size(c.name)})`);
    case "array":
      return atom(`(${type}(${shape()}) << ${c.args.map(text).join(", ")}).finished()`);
    case "eye":
      return atom(`MatrixXd::Identity(${shape()})`);
    case "ones":
      return atom(`${type}::Ones(${shape()})`);
    case "zeros":
      return atom(`${type}::Zero(${shape()})`);
    case "add":
    case "sub": {
      const op = c.op === "add" ? "+" : "-";
      return mixed ? atom(`(${array(a)} ${op} ${array(b)}).matrix()`) : infix(go(a), op, go(b), Level.sum);
    }
    case "mul":
      return isArray(a) && isArray(b)
        ? atom(`${tight(a)}.cwiseProduct(${text(b)})`)
        : infix(go(a), "*", go(b), Level.product);
    case "div":
      if (isArray(a) && isArray(b)) return atom(`${tight(a)}.cwiseQuotient(${text(b)})`);
      return isArray(b) ? atom(`(${array(a)} / ${array(b)}).matrix()`) : infix(go(a), "/", go(b), Level.product);
    case "neg":
      return { s: `-${wrap(go(a), Level.unary)}`, level: Level.unary };
    case "pow":
      if (!isArray(c)) return atom(`std::pow(${text(a)}, ${text(b)})`);
      if (b.value === 2) return atom(`${tight(a)}.cwiseAbs2()`);
      if (!isArray(a)) return atom(`(std::log(${text(a)}) * ${array(b)}).exp().matrix()`);
      return atom(`${tight(a)}.array().pow(${isArray(b) ? array(b) : text(b)}).matrix()`);
    case "matmul":
    case "matvec":
      return infix(go(a), "*", go(b), Level.product);
    case "dot":
      return a === b ? atom(`${tight(a)}.squaredNorm()`) : atom(`${tight(a)}.dot(${text(b)})`);
    case "transpose":
      return atom(`${tight(a)}.transpose()`);
    case "outer":
      return infix(go(a), "*", atom(`${tight(b)}.transpose()`), Level.product);
    case "solve":
      return atom(`${tight(a)}.partialPivLu().solve(${text(b)})`);
    case "scalerows":
      return infix(atom(`${tight(a)}.asDiagonal()`), "*", go(b), Level.product);
    case "scalecols":
      return infix(go(a), "*", atom(`${tight(b)}.asDiagonal()`), Level.product);
    case "where":
      if (!isArray(c)) return atom(`(${text(a)} > 0 ? ${text(b)} : ${text(c.args[2]!)})`);
      return atom(`(${array(a)} > 0).select(${text(b)}, ${text(c.args[2]!)})`);
    case "unit":
      return atom(`VectorXd::Unit(${shape()}, ${c.at![0] - 1})`);
    case "causal":
      return atom(`MatrixXd(MatrixXd::Ones(${shape()}).triangularView<Eigen::Lower>())`);
    case "entry":
      return atom(`${tight(a)}(${a.kind === "vector" ? c.at![0] - 1 : `${c.at![0] - 1}, ${c.at![1] - 1}`})`);
    case "map":
      return mapped(pen, c, tight(a), text(a));
    default:
      return called(pen, c, text, tight);
  }
}

function mapped(pen: Pen, c: Code, tight: string, text: string): Piece {
  const { name } = c;
  const known = std[name];
  if (!own.has(name) && known === undefined) pen.helpers.add(name);
  if (!isArray(c)) return atom(`${own.has(name) ? `std::${name}` : (known ?? name)}(${text})`);
  if (own.has(name)) return atom(`${tight}.array().${name}().matrix()`);
  return atom(`${tight}.unaryExpr([](double t) { return ${known ?? name}(t); })`);
}

function called(pen: Pen, c: Code, text: (x: Code) => string, tight: (x: Code) => string): Piece {
  const [a, b] = c.args as [Code, Code];
  const constant = c.args.length === 0 ? constants[c.name] : undefined;
  if (constant !== undefined) return atom(constant);
  switch (c.name) {
    case "sum":
    case "norm":
      return atom(`${tight(a)}.${c.name}()`);
    case "max":
    case "min":
      return atom(`${tight(a)}.${c.name}Coeff()`);
    case "tr":
      return atom(`${tight(a)}.trace()`);
    case "det":
      return atom(`${tight(a)}.determinant()`);
    case "logdet":
    case "logsumexp":
    case "softmax":
    case "softmax_rows":
    case "cumsum":
      pen.helpers.add(c.name);
      return atom(`${c.name}(${text(a)})`);
    case "kron":
      pen.helpers.add(c.name);
      return atom(`kron(${text(a)}, ${text(b)})`);
    case "inv":
      return atom(`${tight(a)}.inverse()`);
    case "pinv":
      return atom(`${tight(a)}.completeOrthogonalDecomposition().pseudoInverse()`);
    case "rank":
      return atom(`double(${tight(a)}.fullPivLu().rank())`);
    case "normop":
      return atom(`${tight(a)}.operatorNorm()`);
    case "lambda_max":
      return atom(`${tight(a)}.selfadjointView<Eigen::Lower>().eigenvalues().maxCoeff()`);
    case "diag":
      return atom(`MatrixXd(${tight(a)}.asDiagonal())`);
    case "diagof":
      return atom(`${tight(a)}.diagonal()`);
    case "vec":
      return atom(`${tight(a)}.reshaped()`);
    case "sumrows":
    case "sum_rows":
      return atom(`${tight(a)}.rowwise().sum()`);
    case "mean_rows":
      return atom(`${tight(a)}.rowwise().mean()`);
    case "norm_rows":
      return atom(`${tight(a)}.rowwise().norm()`);
    case "maximum":
    case "minimum": {
      const how = c.name === "maximum" ? "max" : "min";
      if (!isArray(c)) return atom(`std::${how}(${text(a)}, ${text(b)})`);
      const [x, s] = isArray(a) ? [a, b] : [b, a];
      return atom(`${tight(x)}.cwise${how === "max" ? "Max" : "Min"}(${text(s)})`);
    }
    default:
      throw noForm(c.name, "Eigen");
  }
}
