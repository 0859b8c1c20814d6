import type { Text } from "../../words/text";
import type { FunctionName } from "./table";

/** The columns a person reads: a sentence, the formula in LaTeX, and a line that can be typed with its answer. */
export interface FunctionWords {
  readonly sentence: Text;
  readonly latex: string;
  readonly example: string;
}

const row = (en: string, zh: string, latex: string, example: string): FunctionWords => ({
  sentence: { en, zh },
  latex,
  example,
});

/** The documentation columns of the table of functions, for hover and completion. */
export const functionWords: { readonly [F in FunctionName]: FunctionWords } = {
  sqrt: row("The square root, exact for squares.", "平方根，完全平方数给出精确值。", "\\sqrt{x}", "sqrt(20)"),
  exp: row("The exponential function.", "指数函数。", "e^{x}", "exp(0)"),
  log: row("The natural logarithm.", "自然对数。", "\\log x", "log(1)"),
  sin: row("The sine; angles are in radians.", "正弦，角度以弧度计。", "\\sin x", "sin(π/6)"),
  cos: row("The cosine; angles are in radians.", "余弦，角度以弧度计。", "\\cos x", "cos(π/3)"),
  tan: row("The tangent; angles are in radians.", "正切，角度以弧度计。", "\\tan x", "tan(π/4)"),
  asin: row("The inverse sine, in [−π/2, π/2].", "反正弦，取值于 [−π/2, π/2]。", "\\arcsin x", "asin(1)"),
  acos: row("The inverse cosine, in [0, π].", "反余弦，取值于 [0, π]。", "\\arccos x", "acos(0)"),
  atan: row("The inverse tangent, in (−π/2, π/2).", "反正切，取值于 (−π/2, π/2)。", "\\arctan x", "atan(1)"),
  sinh: row("The hyperbolic sine.", "双曲正弦。", "\\sinh x", "sinh(0)"),
  cosh: row("The hyperbolic cosine.", "双曲余弦。", "\\cosh x", "cosh(0)"),
  tanh: row("The hyperbolic tangent.", "双曲正切。", "\\tanh x", "tanh(0)"),
  abs: row(
    "The absolute value, also written |x| for a scalar.",
    "绝对值，标量也可写作 |x|。",
    "\\lvert x\\rvert",
    "abs(-3)",
  ),
  sign: row("−1, 0 or 1, the sign of the number.", "符号函数，取 −1、0 或 1。", "\\operatorname{sign} x", "sign(-2)"),
  max: row(
    "The largest of the numbers, or of the entries of one array.",
    "若干数（或一个数组的各元素）中的最大值。",
    "\\max(x, y)",
    "max(1, 3, 2)",
  ),
  min: row(
    "The smallest of the numbers, or of the entries of one array.",
    "若干数（或一个数组的各元素）中的最小值。",
    "\\min(x, y)",
    "min(1, 3, 2)",
  ),
  relu: row("x where x > 0, else 0.", "x > 0 时取 x，否则取 0。", "\\max(x, 0)", "relu(-2)"),
  step: row("1 where x > 0, else 0.", "x > 0 时取 1，否则取 0。", "\\mathbf{1}_{x > 0}", "step(2)"),
  sigmoid: row(
    "The logistic function 1/(1 + e⁻ˣ), also written σ.",
    "逻辑斯谛函数 1/(1 + e⁻ˣ)，也写作 σ。",
    "\\frac{1}{1 + e^{-x}}",
    "sigmoid(0)",
  ),
  softplus: row("log(1 + eˣ), a smooth relu.", "log(1 + eˣ)，relu 的光滑近似。", "\\log(1 + e^{x})", "softplus(0)"),
  erf: row(
    "The error function of the normal distribution.",
    "误差函数，源自正态分布。",
    "\\operatorname{erf} x",
    "erf(0)",
  ),
  gamma: row(
    "The Gamma function; Γ(n) = (n − 1)! for whole n.",
    "伽马函数，n 为正整数时 Γ(n) = (n − 1)!。",
    "\\Gamma(x)",
    "gamma(5)",
  ),
  lgamma: row("The logarithm of |Γ(x)|.", "|Γ(x)| 的对数。", "\\log\\lvert\\Gamma(x)\\rvert", "lgamma(2)"),
  sum: row("The sum of all entries.", "所有元素之和。", "\\sum_i x_i", "sum([1, 2, 3])"),
  mean: row("The average of all entries.", "所有元素的平均值。", "\\tfrac{1}{n}\\sum_i x_i", "mean([1, 2, 3])"),
  norm: row(
    "The Euclidean length of a vector, the Frobenius norm of a matrix.",
    "向量的欧几里得长度；矩阵的 Frobenius 范数。",
    "\\lVert x\\rVert",
    "norm([3, 4])",
  ),
  norm1: row("The sum of the absolute values.", "各元素绝对值之和。", "\\lVert x\\rVert_1", "norm1([3, -4])"),
  norminf: row("The largest absolute value.", "各元素绝对值的最大值。", "\\lVert x\\rVert_\\infty", "norminf([3, -4])"),
  dot: row(
    "The scalar product of two vectors of one size, also a'b.",
    "两个等长向量的内积，即 a'b。",
    "a^{\\top} b",
    "dot([1, 2], [3, 4])",
  ),
  softmax: row(
    "Exponentials scaled to add up to 1.",
    "取指数后归一化，使各元素之和为 1。",
    "\\frac{e^{x_i}}{\\sum_j e^{x_j}}",
    "softmax([0, 0])",
  ),
  logsumexp: row(
    "The logarithm of the sum of the exponentials, a smooth maximum.",
    "指数之和的对数，是最大值的光滑近似。",
    "\\log\\sum_i e^{x_i}",
    "logsumexp([0, 0])",
  ),
  cumsum: row(
    "The running sums of a vector.",
    "向量的累积和。",
    "\\textstyle\\sum_{j \\le i} x_j",
    "cumsum([1, 2, 3])",
  ),
  diag: row(
    "The diagonal matrix of a vector, or the diagonal of a matrix.",
    "由向量构成的对角矩阵，或取矩阵的对角线。",
    "\\operatorname{diag}(x)",
    "diag([1, 2])",
  ),
  tr: row("The trace, the sum of the diagonal.", "迹，即对角元素之和。", "\\operatorname{tr} A", "tr([1 2; 3 4])"),
  det: row("The determinant.", "行列式。", "\\det A", "det([1 2; 3 4])"),
  logdet: row("The logarithm of |det A|.", "|det A| 的对数。", "\\log\\lvert\\det A\\rvert", "logdet(eye(2))"),
  inv: row("The inverse of a square matrix, also A⁻¹.", "方阵的逆，也写作 A⁻¹。", "A^{-1}", "inv([1 2; 3 4])"),
  pinv: row("The Moore–Penrose pseudo-inverse.", "Moore–Penrose 伪逆。", "A^{+}", "pinv([1 2; 2 4])"),
  rank: row(
    "The number of independent rows, decided exactly.",
    "线性无关的行数，精确判定。",
    "\\operatorname{rank} A",
    "rank([1 2; 2 4])",
  ),
  transpose: row("The transpose, also A'.", "转置，也写作 A'。", "A^{\\top}", "transpose([1 2; 3 4])"),
  eye: row(
    "The identity matrix of a size; I where the size is clear.",
    "指定阶数的单位矩阵；阶数明确时可写作 I。",
    "I_n",
    "eye(2)",
  ),
  zeros: row("An array of zeros.", "全零数组。", "0_{m \\times n}", "zeros(2)"),
  ones: row("An array of ones.", "全一数组。", "\\mathbf{1}_{m \\times n}", "ones(2)"),
  kron: row(
    "The Kronecker product, also A ⊗ B.",
    "Kronecker 积，也写作 A ⊗ B。",
    "A \\otimes B",
    "kron([1 2; 3 4], eye(2))",
  ),
  vec: row(
    "The columns of a matrix, one below the other.",
    "把矩阵的各列依次堆叠成一个向量。",
    "\\operatorname{vec} A",
    "vec([1 2; 3 4])",
  ),
  eig: row(
    "The eigenvalues, ascending, in closed form where it is short.",
    "特征值，按升序排列；形式简短时给出精确表达式。",
    "\\lambda(A)",
    "eig([2 1; 1 2])",
  ),
  svd: row("The singular values, descending.", "奇异值，按降序排列。", "\\sigma(A)", "svd([3 0; 0 4])"),
  chol: row(
    "The Cholesky factor L with A = LL' of a positive definite matrix.",
    "正定矩阵的 Cholesky 因子 L，满足 A = LL'。",
    "A = L L^{\\top}",
    "chol([4 2; 2 3])",
  ),
  lu: row(
    "The LU factors of a square matrix with row exchanges.",
    "带行交换的方阵 LU 分解。",
    "P A = L U",
    "lu([1 2; 3 4])",
  ),
  qr: row(
    "The QR factors: Q with orthonormal columns, R upper triangular.",
    "QR 分解：Q 的列标准正交，R 为上三角。",
    "A = Q R",
    "qr([3 0; 4 5])",
  ),
  expm: row("The matrix exponential Σ Aᵏ/k!.", "矩阵指数 Σ Aᵏ/k!。", "e^{A}", "expm(zeros(2, 2))"),
  sinm: row("The matrix sine, by its power series.", "矩阵正弦，由幂级数定义。", "\\sin A", "sinm(zeros(2, 2))"),
  cosm: row("The matrix cosine, by its power series.", "矩阵余弦，由幂级数定义。", "\\cos A", "cosm(zeros(2, 2))"),
  lambda_max: row(
    "The largest eigenvalue of a symmetric matrix.",
    "对称矩阵的最大特征值。",
    "\\lambda_{\\max}(A)",
    "lambda_max([2 1; 1 2])",
  ),
  vmax: row(
    "A unit eigenvector of the largest eigenvalue.",
    "最大特征值对应的单位特征向量。",
    "v_{\\max}(A)",
    "vmax([2 1; 1 2])",
  ),
  normop: row(
    "The largest singular value, the operator norm.",
    "最大奇异值，即算子范数。",
    "\\lVert A\\rVert_2",
    "normop([3 0; 0 4])",
  ),
  symmetrise: row(
    "The symmetric part (A + A')/2, which has the same quadratic form.",
    "对称部分 (A + A')/2，对应的二次型不变。",
    "\\tfrac{1}{2}(A + A^{\\top})",
    "symmetrise([1 2; 0 1])",
  ),
  eigvals: row("The eigenvalues, like eig.", "特征值，与 eig 相同。", "\\lambda(A)", "eigvals([2 1; 1 2])"),
  definite: row(
    "The definiteness of a symmetric matrix, decided exactly, with its pivots.",
    "精确判定对称矩阵的正定性，并给出主元。",
    "A \\succ 0\\,?",
    "definite([2 1; 1 2])",
  ),
  cond: row(
    "The condition number: the largest singular value over the smallest.",
    "条件数：最大与最小奇异值之比。",
    "\\kappa(A)",
    "cond([2 1; 1 2])",
  ),
  inertia: row(
    "How many eigenvalues are positive, zero and negative, decided exactly.",
    "正、零、负特征值的个数，精确判定。",
    "(n_+, n_0, n_-)",
    "inertia([0 1; 1 0])",
  ),
  softmax_rows: row(
    "Softmax of each row on its own.",
    "对每一行分别取 softmax。",
    "\\operatorname{softmax}(A_{i,:})",
    "softmax_rows(zeros(2, 2))",
  ),
  sum_rows: row("The sum of each row.", "每一行的和。", "\\textstyle\\sum_j A_{ij}", "sum_rows([1 2; 3 4])"),
  mean_rows: row(
    "The average of each row.",
    "每一行的平均值。",
    "\\tfrac{1}{n}\\sum_j A_{ij}",
    "mean_rows([1 2; 3 4])",
  ),
  norm_rows: row(
    "The Euclidean length of each row.",
    "每一行的欧几里得长度。",
    "\\lVert A_{i,:}\\rVert",
    "norm_rows([3 4; 0 1])",
  ),
};
