import type { Text } from "../../words/text";
import { type Context, complain } from "./context";
import { textOf } from "./item";
import { replaceWith } from "./resolve-name";
import { describe, nounOf } from "./shape-words";
import { freshSize, isScalarShape, type Shape, scalarShape, settled, sizeText, unify } from "./size";
import type { Term } from "./term";

/** Says so where a term is no scalar; `word` names who asks. */
export function needScalar(context: Context, term: Term, word: string): void {
  const shape = context.reader.shapeOf(context, term);
  if (shape && !isScalarShape(shape)) wrong(context, term, word, { en: "a scalar", zh: "标量" }, shape);
}

/** Says what is needed in place of a shape, and gives no shape. */
export function wrong(context: Context, term: Term, word: string, needs: Text, got: Shape): undefined {
  complain(context, "wrong-argument", { word, needs, got: nounOf(got) }, term);
  return undefined;
}

/**
 * Terms that must have one shape; scalars are spread over the others. Whoever has asked for the shapes hands them on:
 * asked again at each level, they would cost 2^depth.
 */
export function joined(
  context: Context,
  args: readonly Term[],
  whole: Term,
  spread: boolean,
  shapes: readonly (Shape | undefined)[] = args.map((arg) => context.reader.shapeOf(context, arg)),
): Shape | undefined {
  if (shapes.some((shape) => !shape)) return undefined;
  const isMatrix = (shape: Shape | undefined) => shape && settled(shape.rows) !== 1 && settled(shape.cols) !== 1;
  const widest = spread ? shapes.findIndex(isMatrix) : -1;
  const big = widest >= 0 ? widest : shapes.findIndex((shape) => shape && !isScalarShape(shape));
  if (big < 0) return scalarShape;
  const first = shapes[big] as Shape;
  for (let i = 0; i < args.length; i++) {
    const shape = shapes[i] as Shape;
    if (i === big) continue;
    if (isScalarShape(shape)) {
      if (whole.op === "add" && !spread) warnSpread(context, args[i], args[big], first);
      continue;
    }
    if (spread && settled(shape.rows) === 1 && unify(context, shape.cols, first.cols)) continue;
    if (spread && settled(shape.cols) === 1 && settled(first.cols) !== 1 && unify(context, shape.rows, first.rows))
      continue;
    const rowsFit = unify(context, first.rows, shape.rows);
    if (rowsFit && unify(context, first.cols, shape.cols)) continue;
    const [left, right] = [describe(textOf(context, args[big]), first), describe(textOf(context, args[i]), shape)];
    const word =
      whole.op === "add"
        ? whole.signs[i] < 0
          ? "−"
          : "+"
        : whole.op === "mul"
          ? whole.word === "./"
            ? "./"
            : "⊙"
          : whole.op === "call"
            ? whole.name
            : "=";
    complain(context, "shape-sum", { left, right, word, clash: clashOf(first, shape) }, whole);
    return undefined;
  }
  return first;
}

/** The first sizes that differ, as `2 ≠ 3`; empty where none do. */
export function clashOf(a: Shape, b: Shape): string {
  if (settled(a.rows) !== settled(b.rows)) return `${sizeText(a.rows)} ≠ ${sizeText(b.rows)}`;
  return settled(a.cols) !== settled(b.cols) ? `${sizeText(a.cols)} ≠ ${sizeText(b.cols)}` : "";
}

function warnSpread(context: Context, scalar: Term, matrix: Term, shape: Shape): void {
  const isSquare = settled(shape.rows) === settled(shape.cols);
  if (!isSquare || settled(shape.cols) === 1) return;
  const [small, large] = [textOf(context, scalar), textOf(context, matrix)];
  complain(context, "scalar-added", { scalar: small, matrix: large }, scalar, [replaceWith(scalar, `${small} I`)]);
}

/** The size of a Kronecker product: the product of numbers, the other size beside 1, else a new unknown. */
export function times(a: Shape["rows"], b: Shape["rows"]): Shape["rows"] {
  const [x, y] = [settled(a), settled(b)];
  if (x === 1) return y;
  if (y === 1) return x;
  return typeof x === "number" && typeof y === "number" ? x * y : freshSize("⊗");
}

/** Makes rows and columns one size, or says that they can’t be. */
export function square(context: Context, term: Term, shape: Shape, word: string): boolean {
  if (unify(context, shape.rows, shape.cols)) return true;
  complain(context, "not-square", { word, what: textOf(context, term), shape: nounOf(shape) }, term);
  return false;
}
