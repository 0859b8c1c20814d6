import type { Context } from "../check/context";
import { functionIn } from "../check/resolve-name";
import type { Expr } from "../syntax/tree";

/** Functions of a matrix that, asked of a scalar function, mean its Hessian: `cond q`, `eig q`, `definite q`. */
const words: ReadonlySet<string> = new Set([
  "cond",
  "eig",
  "eigvals",
  "definite",
  "inertia",
  "chol",
  "det",
  "rank",
  "lambda_max",
  "λ_max",
  "vmax",
]);

/** The expression with ∇²f in the place of an f that one of these words is asked of. */
export function ofHessian(context: Context, expr: Expr): Expr {
  if (expr.kind === "group") return { ...expr, of: ofHessian(context, expr.of) };
  if (expr.kind === "product" && expr.operands.length === 2 && expr.ops[0].op === "juxtapose") {
    const [head, argument] = expr.operands;
    return isWord(context, head) ? { ...expr, operands: [head, hessianIn(context, argument)] } : expr;
  }
  if (expr.kind !== "chain" || !isWord(context, expr.atom)) return expr;
  const [suffix, ...others] = expr.suffixes;
  if (suffix?.kind !== "call" || suffix.args.length !== 1) return expr;
  return { ...expr, suffixes: [{ ...suffix, args: [hessianIn(context, suffix.args[0])] }, ...others] };
}

const isWord = ({ scope, locals }: Context, head: Expr): boolean =>
  head.kind === "name" && words.has(head.name) && !locals.has(head.name) && !scope.find(head.name);

/** ∇²f of a bare f that names a scalar function, else the expression itself. */
export function hessianIn(context: Context, expr: Expr): Expr {
  const fn = functionIn(context, expr);
  if (fn?.body.rows !== 1 || fn.body.cols !== 1) return expr;
  return { kind: "grad", order: 2, of: expr, word: "∇", from: expr.from, to: expr.to };
}
