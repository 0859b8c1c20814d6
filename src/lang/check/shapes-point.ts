import { type Context, complain } from "./context";
import { nounOf } from "./shape-words";
import { freshSize, isScalarShape, type Shape, settled, unify } from "./size";
import type { Letter, Term } from "./term";

/** The shape of a letter; sizes that nothing has fixed yet are open. */
export function letterShape(letter: Letter): Shape {
  letter.rows ??= letter.kind === "scalar" || letter.kind === "row" ? 1 : freshSize(letter.name);
  letter.cols ??= letter.kind === "matrix" || letter.kind === "row" ? freshSize(letter.name) : 1;
  return { rows: letter.rows, cols: letter.cols };
}

/**
 * Whether arguments fit the parameters: one for each, or one vector for all scalar ones, or the entries of one vector parameter.
 */
export function pointShape(
  context: Context,
  params: readonly Letter[],
  args: readonly Term[],
  whole: Term,
  name: string,
): boolean {
  const shapes = args.map((arg) => context.reader.shapeOf(context, arg));
  if (shapes.some((shape) => !shape)) return false;
  const needs = params.map(letterShape);
  const total = needs.length === 1 ? needs[0].rows : needs.length;
  if (args.length === params.length) {
    const misfit = needs.findIndex(
      (need, i) =>
        !(unify(context, need.rows, (shapes[i] as Shape).rows) && unify(context, need.cols, (shapes[i] as Shape).cols)),
    );
    if (misfit < 0) return true;
    const spreads = params.length === 1 && isScalarShape(needs[0]);
    if (!spreads || context.failed) {
      complain(
        context,
        "wrong-argument",
        {
          word: `${name}(${params.map((p) => p.name).join(", ")})`,
          needs: nounOf(needs[misfit]),
          got: nounOf(shapes[misfit] as Shape),
        },
        args[misfit],
      );
      return false;
    }
  }
  if (args.length === 1 && needs.every(isScalarShape)) {
    const shape = shapes[0] as Shape;
    if (settled(shape.cols) === 1 && unify(context, shape.rows, params.length)) return true;
  }
  if (
    params.length === 1 &&
    settled(needs[0].cols) === 1 &&
    shapes.every((shape) => shape && isScalarShape(shape)) &&
    unify(context, needs[0].rows, args.length)
  )
    return true;
  const count = settled(total);
  if (typeof count === "number")
    complain(
      context,
      "point-size",
      { name, needs: count, got: args.length === 1 ? Number(settled((shapes[0] as Shape).rows)) || 1 : args.length },
      whole,
    );
  else complain(context, "argument-count", { name, needs: String(params.length), got: args.length }, whole);
  return false;
}
