import type { Text } from "../../words/text";

/** A statement to begin with; `${1:x}` are the places to fill in. */
export interface Snippet {
  readonly label: string;
  readonly insert: string;
  readonly detail: Text;
}

/** What a snippet inserts, with the words that its places hold. */
export function plainSnippet(insert: string): string {
  return insert
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, "$1")
    .replace(/\$\{\d+:?([^}]*)\}/g, "$1")
    .replace(/\$\d/g, "");
}

/** Several lines to begin with. */
export const programSnippets: readonly Snippet[] = [
  row(
    "function with gradient",
    "${1:f}(${2:x, y}) = ${3:x² + y²}\n∇${1:f}\n∇²${1:f}\n$0",
    "a function, its gradient and its Hessian",
    "函数、梯度与 Hessian 矩阵",
  ),
  row(
    "quadratic with numbers",
    "A = [${1:2, 1; 1, 3}]\nb = [${2:1; 2}]\nq(x) = ½ x'A x − b'x\nminimise q\n$0",
    "a quadratic form with its minimiser",
    "二次型及其极小点",
  ),
  row(
    "quadratic with letters",
    "n : size\nA : ${1|symmetric,spd|} n×n\nx, b : vector n\nq(x) = ½ x'A x − b'x\n∇q\n$0",
    "a quadratic form of any size",
    "任意维数的二次型",
  ),
  row("section", "## ${1:Title}\n$0", "a section of the outline", "大纲中的一节"),
];

/** What a name may be declared as. */
export const sortSnippets: readonly Snippet[] = [
  row("scalar", "scalar", "one number", "一个数"),
  row("positive scalar", "positive scalar", "a number > 0", "大于 0 的数"),
  row("vector", "vector ${1:n}", "a column of n numbers", "n 个数的列"),
  row("matrix", "matrix ${1:m}×${2:n}", "m rows of n numbers", "m 行 n 列"),
  row("symmetric", "symmetric ${1:n}×${1:n}", "A' = A", "A' = A"),
  row("spd", "spd ${1:n}×${1:n}", "symmetric and positive definite", "对称正定"),
  row("psd", "psd ${1:n}×${1:n}", "symmetric and positive semidefinite", "对称半正定"),
  row("skew", "skew ${1:n}×${1:n}", "A' = −A", "A' = −A"),
  row("orthogonal", "orthogonal ${1:n}×${1:n}", "Q'Q = I", "Q'Q = I"),
  row("diagonal", "diagonal ${1:n}×${1:n}", "zero off the diagonal", "对角线之外为零"),
  row("size", "size", "a number of rows or columns", "行数或列数"),
];

/** One for each kind of statement. */
export const statementSnippets: readonly Snippet[] = [
  row("size", "${1:n} : size", "declare a size", "声明尺寸"),
  row("vector", "${1:x} : vector ${2:n}", "declare a vector", "声明向量"),
  row("matrix", "${1:A} : matrix ${2:m}×${3:n}", "declare a matrix", "声明矩阵"),
  row("symmetric", "${1:A} : symmetric ${2:n}×${2:n}", "declare a symmetric matrix", "声明对称矩阵"),
  row("spd", "${1:P} : spd ${2:n}×${2:n}", "declare a positive definite matrix", "声明正定矩阵"),
  row("scalar", "${1:a} : scalar", "declare a scalar", "声明标量"),
  row("function", "${1:f}(${2:x, y}) = ${3:x² + y²}", "define a function", "定义函数"),
  row("quadratic", "${1:q}(x) = ½ xᵀ${2:A} x − ${3:b}ᵀx", "define a quadratic form", "定义二次型"),
  row("gradient", "∇${1:f}", "ask for the gradient", "求梯度"),
  row("hessian", "∇²${1:f}", "ask for the Hessian", "求 Hessian 矩阵"),
  row("derive", "derive ${1:f} at (${2:1, 2}) along (${3:3, 4})", "derivative along a direction", "方向导数"),
  row("hvp", "hvp ${1:f} along ${2:(1, 0)} at ${3:(1, 2)}", "Hessian times a vector", "Hessian 与向量之积"),
  row("jacobian", "jacobian ${1:F}", "the Jacobian matrix", "雅可比矩阵"),
  row("check", "check ${1:∇f} = ${2:2 x}", "prove or refute an equation", "证明或否定等式"),
  row("classify", "classify ${1:f} at (${2:0, 0})", "minimum, maximum or saddle", "极小、极大或鞍点"),
  row("convex", "convex ${1:f}", "ask whether a function is convex", "判断凸性"),
  row("minimise", "minimise ${1:f}", "the minimiser, or why there is none", "求极小点，或说明为何没有"),
  row("maximise", "maximise ${1:f}", "the maximiser, or why there is none", "求极大点，或说明为何没有"),
  row("stationary", "stationary ${1:f}", "points where the gradient vanishes", "梯度为零的点"),
  row("gd", "gd ${1:q} from (${2:2, 1}) step ${3:1/4}", "gradient descent", "梯度下降"),
  row("cg", "cg ${1:q} from (${2:2, 1})", "conjugate gradients", "共轭梯度法"),
  row("newton", "newton ${1:f} from (${2:2, 1})", "Newton's method", "牛顿法"),
  row("steepest", "steepest ${1:q} from (${2:2, 1})", "steepest descent with exact steps", "精确步长的最速下降"),
  row("momentum", "momentum ${1:q} from (${2:2, 1})", "heavy ball", "重球动量法"),
  row("nesterov", "nesterov ${1:q} from (${2:2, 1})", "Nesterov's method", "Nesterov 方法"),
  row("adam", "adam ${1:f} from (${2:2, 1}) step ${3:0.1}", "Adam", "Adam 方法"),
  row("jacobi", "jacobi ${1:q} from (${2:2, 1})", "Jacobi's method", "Jacobi 方法"),
  row("plot", "plot ${1:f} over x in [${2:-3, 3}], y in [${3:-3, 3}]", "draw a function", "绘制函数"),
  row("load", '${1:X} = load "${2:points.csv}"', "read a table of numbers", "读取数据表"),
  row("export", "export ${1:∇f} to ${2:numpy}", "write source code", "生成源代码"),
  row("assume", "assume ${1:A} ≻ 0", "take a fact as true", "作出假设"),
];

function row(label: string, insert: string, en: string, zh: string): Snippet {
  return { label, insert, detail: { en, zh } };
}
