/** Functions that emitted C++ and Rust bring along where they use them. */
interface Helper {
  readonly needs?: readonly string[];
  readonly lines: readonly string[];
}

/** @source the series: Abramowitz & Stegun 1964, 6.3.18, 6.4.12 */
export const cppHelpers: Readonly<Record<string, Helper>> = {
  sign: { lines: ["inline double sign(double x) { return (x > 0) - (x < 0); }"] },
  relu: { lines: ["inline double relu(double x) { return x > 0 ? x : 0; }"] },
  step: { lines: ["inline double step(double x) { return x > 0 ? 1 : 0; }"] },
  sigmoid: {
    lines: [
      "inline double sigmoid(double x) { return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x)); }",
    ],
  },
  softplus: {
    lines: ["inline double softplus(double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))); }"],
  },
  softmax: {
    lines: [
      "inline VectorXd softmax(const VectorXd& x) {",
      "  const VectorXd e = (x.array() - x.maxCoeff()).exp();",
      "  return e / e.sum();",
      "}",
    ],
  },
  softmax_rows: {
    lines: [
      "inline MatrixXd softmax_rows(const MatrixXd& A) {",
      "  const MatrixXd e = (A.colwise() - A.rowwise().maxCoeff()).array().exp();",
      "  return e.rowwise().sum().cwiseInverse().asDiagonal() * e;",
      "}",
    ],
  },
  cumsum: {
    lines: [
      "inline VectorXd cumsum(VectorXd x) {",
      "  for (Eigen::Index i = 1; i < x.size(); ++i) x(i) += x(i - 1);",
      "  return x;",
      "}",
    ],
  },
  kron: {
    lines: [
      "inline MatrixXd kron(const MatrixXd& A, const MatrixXd& B) {",
      "  MatrixXd K(A.rows() * B.rows(), A.cols() * B.cols());",
      "  for (Eigen::Index i = 0; i < A.rows(); ++i)",
      "    for (Eigen::Index j = 0; j < A.cols(); ++j)",
      "      K.block(i * B.rows(), j * B.cols(), B.rows(), B.cols()) = A(i, j) * B;",
      "  return K;",
      "}",
    ],
  },
  logsumexp: {
    lines: [
      "inline double logsumexp(const VectorXd& x) {",
      "  const double most = x.maxCoeff();",
      "  return most + std::log((x.array() - most).exp().sum());",
      "}",
    ],
  },
  logdet: {
    lines: [
      "/** log|det A| */",
      "inline double logdet(const MatrixXd& A) { return A.partialPivLu().matrixLU().diagonal().array().abs().log().sum(); }",
    ],
  },
  digamma: {
    lines: [
      "inline double digamma(double x) {",
      "  if (x < 12) return digamma(x + 1) - 1 / x;",
      "  const double z = 1 / (x * x);",
      "  return std::log(x) - 0.5 / x - z * (1 / 12.0 - z * (1 / 120.0 - z * (1 / 252.0 - z * (1 / 240.0 - z / 132))));",
      "}",
    ],
  },
  trigamma: {
    lines: [
      "inline double trigamma(double x) {",
      "  if (x < 12) return trigamma(x + 1) + 1 / (x * x);",
      "  const double z = 1 / (x * x);",
      "  return 1 / x + z / 2 + (z / x) * (1 / 6.0 - z * (1 / 30.0 - z * (1 / 42.0 - z / 30)));",
      "}",
    ],
  },
};

export const rustHelpers: Readonly<Record<string, Helper>> = {
  sign: { lines: ["fn sign(x: f64) -> f64 {", "    if x == 0.0 { 0.0 } else { x.signum() }", "}"] },
  step: { lines: ["fn step(x: f64) -> f64 {", "    if x > 0.0 { 1.0 } else { 0.0 }", "}"] },
  sigmoid: {
    lines: [
      "fn sigmoid(x: f64) -> f64 {",
      "    if x >= 0.0 { 1.0 / (1.0 + (-x).exp()) } else { x.exp() / (1.0 + x.exp()) }",
      "}",
    ],
  },
  softplus: { lines: ["fn softplus(x: f64) -> f64 {", "    x.max(0.0) + (-x.abs()).exp().ln_1p()", "}"] },
  softmax: {
    lines: [
      "fn softmax(x: &DVector<f64>) -> DVector<f64> {",
      "    let e = x.map(|t| (t - x.max()).exp());",
      "    &e / e.sum()",
      "}",
    ],
  },
  softmax_rows: {
    needs: ["softmax"],
    lines: [
      "fn softmax_rows(a: &DMatrix<f64>) -> DMatrix<f64> {",
      "    let rows: Vec<_> = a.row_iter().map(|row| softmax(&row.transpose()).transpose()).collect();",
      "    DMatrix::from_rows(&rows)",
      "}",
    ],
  },
  cumsum: {
    lines: [
      "fn cumsum(x: &DVector<f64>) -> DVector<f64> {",
      "    let mut sum = 0.0;",
      "    x.map(|t| {",
      "        sum += t;",
      "        sum",
      "    })",
      "}",
    ],
  },
  norm_rows: {
    lines: [
      "fn norm_rows(a: &DMatrix<f64>) -> DVector<f64> {",
      "    DVector::from_iterator(a.nrows(), a.row_iter().map(|row| row.norm()))",
      "}",
    ],
  },
  logsumexp: {
    lines: ["fn logsumexp(x: &DVector<f64>) -> f64 {", "    x.max() + x.map(|t| (t - x.max()).exp()).sum().ln()", "}"],
  },
  logdet: {
    lines: [
      "/// log|det A|",
      "fn logdet(a: &DMatrix<f64>) -> f64 {",
      "    a.clone().lu().u().diagonal().map(|t| t.abs().ln()).sum()",
      "}",
    ],
  },
  erf: {
    lines: [
      "/// Series for small x, continued fraction beyond (Abramowitz & Stegun 7.1.6, 7.1.14).",
      "fn erf(x: f64) -> f64 {",
      "    let pi = std::f64::consts::PI;",
      "    if x.abs() > 2.0 {",
      "        let tail = (1..=120).rev().fold(x.abs(), |t, k| x.abs() + k as f64 / 2.0 / t);",
      "        return x.signum() * (1.0 - (-x * x).exp() / pi.sqrt() / tail);",
      "    }",
      "    let (mut term, mut sum) = (x, x);",
      "    for k in 1..100 {",
      "        term *= 2.0 * x * x / (2.0 * k as f64 + 1.0);",
      "        sum += term;",
      "    }",
      "    2.0 / pi.sqrt() * (-x * x).exp() * sum",
      "}",
    ],
  },
  lgamma: {
    lines: [
      "/// Stirling's series after a shift (Abramowitz & Stegun 6.1.40); for x > 0.",
      "fn lgamma(x: f64) -> f64 {",
      "    let (mut x, mut shift) = (x, 1.0);",
      "    while x < 15.0 {",
      "        shift *= x;",
      "        x += 1.0;",
      "    }",
      "    let z = 1.0 / (x * x);",
      "    let tail = (1.0 / 12.0 - z * (1.0 / 360.0 - z * (1.0 / 1260.0 - z * (1.0 / 1680.0 - z / 1188.0)))) / x;",
      "    (x - 0.5) * x.ln() - x + 0.5 * (2.0 * std::f64::consts::PI).ln() + tail - f64::ln(shift)",
      "}",
    ],
  },
  gamma: {
    needs: ["lgamma"],
    lines: [
      "fn gamma(x: f64) -> f64 {",
      "    let pi = std::f64::consts::PI;",
      "    if x < 0.5 { pi / ((pi * x).sin() * gamma(1.0 - x)) } else { lgamma(x).exp() }",
      "}",
    ],
  },
  digamma: {
    lines: [
      "fn digamma(x: f64) -> f64 {",
      "    if x < 12.0 {",
      "        return digamma(x + 1.0) - 1.0 / x;",
      "    }",
      "    let z = 1.0 / (x * x);",
      "    x.ln() - 0.5 / x - z * (1.0 / 12.0 - z * (1.0 / 120.0 - z * (1.0 / 252.0 - z * (1.0 / 240.0 - z / 132.0))))",
      "}",
    ],
  },
  trigamma: {
    lines: [
      "fn trigamma(x: f64) -> f64 {",
      "    if x < 12.0 {",
      "        return trigamma(x + 1.0) + 1.0 / (x * x);",
      "    }",
      "    let z = 1.0 / (x * x);",
      "    1.0 / x + z / 2.0 + (z / x) * (1.0 / 6.0 - z * (1.0 / 30.0 - z * (1.0 / 42.0 - z / 30.0)))",
      "}",
    ],
  },
};

/** The text of the helpers that are used and of those they need, each before its users. */
export function helperText(table: Readonly<Record<string, Helper>>, used: ReadonlySet<string>): string[] {
  const done = new Set<string>();
  const lines: string[] = [];
  const add = (name: string): void => {
    const helper = table[name];
    if (helper === undefined || done.has(name)) return;
    done.add(name);
    helper.needs?.forEach(add);
    lines.push("", ...helper.lines);
  };
  for (const name of used) add(name);
  return lines;
}
