import type { ChainNode, Expr, GradNode, Operator, PartialNode, ProductNode, ProductOp, Suffix } from "../syntax/tree";
import type { Context } from "./context";
import { isKnownFunction } from "./resolve-name";

type Derivative = GradNode | PartialNode;

/** A derivative that ends in its operand, as `∂f/∂x` and `diff(f, x)` do not. */
const endsInOperand = (expr: Expr): expr is Derivative =>
  (expr.kind === "grad" || expr.kind === "partial") && expr.of.to === expr.to && expr.word !== "diff";

/** A derivative whose operand is a known function's bare name: `∇_A det`, `∂/∂x sin`. */
const waits = (context: Context, expr: Expr): expr is Derivative =>
  endsInOperand(expr) && isKnownFunction(context, expr.of);

/**
 * `∇_A det(A)` is the gradient of det A: a derivative binds to the next call. A function of the user's is left alone, whose
 * gradient the parentheses evaluate. `∇_A ‖A‖²` is the gradient of the square: nobody means the square of a gradient.
 * Returns the derivative with what it takes along, and the suffixes behind it.
 */
export function withCall(
  context: Context,
  atom: Expr,
  suffixes: readonly Suffix[],
): readonly [Expr, readonly Suffix[]] | undefined {
  const at = takenAlong(context, atom, suffixes);
  if (at < 0 || !endsInOperand(atom)) return undefined;
  const own = suffixes.slice(0, at + 1);
  const { to } = suffixes[at];
  const call: ChainNode = { kind: "chain", atom: atom.of, suffixes: own, from: atom.of.from, to };
  return [{ ...atom, of: call, to }, suffixes.slice(at + 1)];
}

/** The last suffix that belongs to the operand of a derivative; −1 where none does. */
function takenAlong(context: Context, atom: Expr, suffixes: readonly Suffix[]): number {
  if (!endsInOperand(atom)) return -1;
  if (atom.of.kind === "bars") return suffixes[0]?.kind === "power" ? 0 : -1;
  if (!waits(context, atom)) return -1;
  const at = suffixes.findIndex(({ kind }) => kind === "call");
  return suffixes.slice(0, at).every(({ kind }) => kind === "power") ? at : -1;
}

/** `∇_A log det A` likewise: names of functions without parentheses take the operand behind them along. */
export function withOperands(context: Context, node: ProductNode): ProductNode {
  const operands: Expr[] = [];
  const ops: Operator<ProductOp>[] = [];
  for (let i = 0; i < node.operands.length; i++) {
    let operand = node.operands[i];
    if (waits(context, operand)) {
      let last = i;
      while (node.ops[last]?.op === "juxtapose" && (last === i || isKnownFunction(context, node.operands[last])))
        last++;
      if (last > i) {
        const { to } = node.operands[last];
        const of: ProductNode = {
          kind: "product",
          operands: [operand.of, ...node.operands.slice(i + 1, last + 1)],
          ops: node.ops.slice(i, last),
          from: operand.of.from,
          to,
        };
        operand = { ...operand, of, to };
        i = last;
      }
    }
    operands.push(operand);
    if (node.ops[i]) ops.push(node.ops[i]);
  }
  return operands.length === node.operands.length ? node : { ...node, operands, ops };
}
