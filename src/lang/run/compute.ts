import { exponential, pseudoInverse, singularValues } from "../../core/num/decompose";
import { symmetricEigen } from "../../core/num/eigen";
import { rankSteps } from "../../core/num/exact";
import type { Rational } from "../../core/num/rational";
import { slowly } from "../slow";
import { evaluate } from "../symbolic/evaluate";
import { type Node, Refusal } from "../symbolic/graph";
import { eigenvaluesOf, floatsOf, isSymmetricNumbers, nodeOfReal, rowsOf } from "./entries";
import { exactCond, exactNormop, exactPinv } from "./exact-matrix";
import { analyseForm } from "./form";
import { numbersOf } from "./numbers";
import { isRational, type Real } from "./real";
import type { World } from "./world";

/** The value of a function that has numbers only: `eig`, `cond`, `rank`, `pinv` … */
export function computeNumeric({ b }: World, name: string, args: readonly Node[]): Node {
  const [A] = args.map((arg) => numbersOf(b, arg));
  if (!A) throw new Refusal("rule", { en: `${name} needs numbers`, zh: `${name} 需要数值` });
  const list = (xs: readonly Real[]) =>
    xs.length === 1 ? nodeOfReal(b, xs[0]) : b.vector(xs.map((x) => nodeOfReal(b, x)));
  const matrix = (flat: ArrayLike<number>, rows: number, cols: number) =>
    b.literal(
      rows,
      cols,
      Array.from({ length: rows * cols }, (_, i) => b.approx(flat[i])),
    );
  switch (name) {
    case "eig":
    case "eigvals":
    case "lambda_max": {
      const values = eigenvaluesOf(A);
      if ("complex" in values) throw new Refusal("rule", { en: "its eigenvalues are complex", zh: "特征值为复数" });
      return name === "lambda_max" ? nodeOfReal(b, values.real[values.real.length - 1]) : list(values.real);
    }
    case "solve":
    case "inv":
    case "det":
    case "logdet": {
      const X = b.symbol("A", A.rows, A.cols);
      const values = new Map([[X, { rows: A.rows, cols: A.cols, data: floatsOf(A) }]]);
      if (name === "det" || name === "logdet") return b.approx(evaluate(b.call(name, X), { values }).data[0]);
      const inverse = evaluate(b.inv(X), { values });
      if (!inverse.data.every(Number.isFinite))
        throw new Refusal("domain", { en: "the matrix is singular", zh: "矩阵奇异" });
      const result = matrix(inverse.data, A.rows, A.cols);
      return name === "inv" ? result : b.mul(result, args[1]);
    }
    case "vmax": {
      const { vectors } = symmetricEigen(floatsOf(A), A.rows);
      return matrix(vectors.subarray((A.rows - 1) * A.rows), A.rows, 1);
    }
    case "cond": {
      if (isSymmetricNumbers(A)) return nodeOfReal(b, analyseForm(rowsOf(A)).condition);
      const exact = exactCond(b, args[0], A);
      if (exact !== undefined) return nodeOfReal(b, exact);
      const s = singularValues(floatsOf(A), A.rows, A.cols);
      return b.approx(s[0] / s[s.length - 1]);
    }
    case "rank": {
      if (A.entries.every(isRational)) {
        const rows = rowsOf(A) as Rational[][];
        return b.num(slowly("rank", rows, () => rankSteps(rows)));
      }
      const s = singularValues(floatsOf(A), A.rows, A.cols);
      return b.num(s.filter((x) => x > s[0] * Math.max(A.rows, A.cols) * 2 ** -52).length);
    }
    case "normop": {
      const exact = exactNormop(b, args[0], A);
      if (exact !== undefined) return nodeOfReal(b, exact);
      return b.approx(singularValues(floatsOf(A), A.rows, A.cols)[0]);
    }
    case "pinv":
      return exactPinv(b, args[0], A) ?? matrix(pseudoInverse(floatsOf(A), A.rows, A.cols), A.cols, A.rows);
    case "expm":
    case "sinm":
    case "cosm":
      return matrix(exponential(name, floatsOf(A), A.rows), A.rows, A.rows);
    default: {
      const norms = rowsOf(A).map((row) => b.call("norm", b.vector(row.map((x) => nodeOfReal(b, x)))));
      return b.vector(norms);
    }
  }
}
