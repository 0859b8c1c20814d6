import { type Context, complain } from "./context";
import { textOf } from "./item";
import { type Known, knownShapes } from "./known";
import { clashOf, joined, needScalar, square, times, wrong } from "./shape-join";
import { describe } from "./shape-words";
import { letterShape, pointShape } from "./shapes-point";
import { isScalarShape, type Shape, scalarShape, settled, sizeText, unify } from "./size";
import type { OpenSize, Term } from "./term";

/** The shape of a call of a known function, its arguments checked; undefined where one has none. */
export function callShape(context: Context, term: Term & { op: "call" }): Shape | undefined {
  const known = knownShapes.get(term.name);
  const shapes = term.args.map((arg) => context.reader.shapeOf(context, arg));
  if (shapes.some((shape) => !shape)) return undefined;
  if (!known) return scalarShape;
  if (takesEntries(known, term, shapes as Shape[]))
    return knownShape(context, term, known, [{ rows: term.args.length, cols: 1 }]);
  if (term.args.length < known.least || term.args.length > known.most) {
    const needs = known.least === known.most ? String(known.least) : `${known.least}…${known.most}`;
    complain(context, "argument-count", { name: term.name, needs, got: term.args.length }, term);
    return undefined;
  }
  return knownShape(context, term, known, shapes as Shape[]);
}

/** `norm(2, 4)`: several scalars for a function of one vector are its entries. */
function takesEntries(known: Known, term: Term & { op: "call" }, shapes: readonly Shape[]): boolean {
  return term.args.length > 1 && known.most === 1 && known.wants === "column" && shapes.every(isScalarShape);
}

function knownShape(
  context: Context,
  term: Term & { op: "call" },
  { rule }: Known,
  shapes: readonly Shape[],
): Shape | undefined {
  const [shape] = shapes;
  const isSquare = () => square(context, term.args[0], shape, term.name);
  switch (rule) {
    case "each":
      return term.args.length === 1 && (term.name === "max" || term.name === "min")
        ? scalarShape
        : joined(context, term.args, term, false, shapes);
    case "reduce":
    case "matrix-scalar":
      return scalarShape;
    case "square-scalar":
      return isSquare() ? scalarShape : undefined;
    case "square-square":
      return isSquare() ? shape : undefined;
    case "square-vector":
      return isSquare() ? { rows: shape.rows, cols: 1 } : undefined;
    case "same":
      return shape;
    case "rows":
      return { rows: shape.rows, cols: 1 };
    case "pinv":
    case "transpose":
      return { rows: shape.cols, cols: shape.rows };
    case "diag":
      if (settled(shape.cols) === 1) return { rows: shape.rows, cols: shape.rows };
      return isSquare() ? { rows: shape.rows, cols: 1 } : undefined;
    case "vec":
      return { rows: times(shape.rows, shape.cols), cols: 1 };
    case "dot":
      if (unify(context, shapes[0].rows, shapes[1].rows) && unify(context, shapes[0].cols, shapes[1].cols))
        return scalarShape;
      return joined(context, term.args, term, false, shapes);
    case "kron":
      return { rows: times(shapes[0].rows, shapes[1].rows), cols: times(shapes[0].cols, shapes[1].cols) };
    case "sized":
      return sizedShape(context, term);
  }
}

function sizedShape(context: Context, term: Term & { op: "call" }): Shape | undefined {
  const sizes = term.args.map((arg) => sizeIn(arg));
  const bad = term.args.find((_, i) => sizes[i] === undefined);
  if (bad) return wrong(context, bad, term.name, { en: "a size", zh: "尺寸" }, scalarShape);
  const [rows, cols] = sizes as Shape["rows"][];
  return { rows, cols: cols ?? (term.name === "eye" || term.name === "causal" ? rows : 1) };
}

/** The size that a term names: a positive whole number or a declared size. */
export function sizeIn(term: Term): Shape["rows"] | undefined {
  if (term.op === "num" && typeof term.value === "number" && term.value > 0) return term.value;
  if (term.op === "letter" && term.letter.origin === "size") return term.letter.name;
  if (term.op === "named" && term.named.value.op === "num") {
    const [value] = term.named.value.coefs;
    return typeof value === "number" && value > 0 ? value : undefined;
  }
  return undefined;
}

/** The shape of a user's function at arguments, which must fit its parameters in number and shape. */
export function applyShape(context: Context, term: Term & { op: "apply" }): Shape | undefined {
  const ok = pointShape(context, term.fn.params, term.args, term, term.fn.name);
  return ok ? term.fn.body : undefined;
}

/** The shape of `[a, b; c, d]` or `(a, b)`: blocks are joined, so their heights and widths must agree. */
export function listShape(context: Context, term: Term & { op: "list" }): Shape | undefined {
  const rows = term.rows.map((row) => row.map((entry) => context.reader.shapeOf(context, entry)));
  if (rows.flat().some((shape) => !shape)) return undefined;
  const shapes = rows as Shape[][];
  const flat = shapes.flat();
  if (flat.length === 0) {
    complain(context, "no-meaning", { what: textOf(context, term) }, term);
    return undefined;
  }
  if (flat.every(isScalarShape)) {
    if (term.column) return { rows: flat.length, cols: 1 };
    const ragged = shapes.findIndex((row) => row.length !== shapes[0].length);
    if (ragged < 0) return { rows: shapes.length, cols: shapes[0].length };
    complain(
      context,
      "ragged-rows",
      { first: shapes[0].length, row: ragged + 1, got: shapes[ragged].length },
      term.rows[ragged][0] ?? term,
    );
    return undefined;
  }
  return blockShape(context, term, shapes);
}

function blockShape(
  context: Context,
  term: Term & { op: "list" },
  shapes: readonly (readonly Shape[])[],
): Shape | undefined {
  let width: number | undefined;
  let height = 0;
  for (let i = 0; i < shapes.length; i++) {
    let across = 0;
    for (let j = 0; j < shapes[i].length; j++) {
      const cols = settled(shapes[i][j].cols);
      if (typeof cols !== "number") return withoutSize(context, term.rows[i][j], cols);
      if (!unify(context, shapes[i][j].rows, shapes[i][0].rows)) {
        complain(
          context,
          "shape-sum",
          {
            left: describe(textOf(context, term.rows[i][0]), shapes[i][0]),
            right: describe(textOf(context, term.rows[i][j]), shapes[i][j]),
            word: "[ ]",
            clash: clashOf(shapes[i][0], shapes[i][j]),
          },
          term,
        );
        return undefined;
      }
      across += cols;
    }
    const rows = settled(shapes[i][0].rows);
    if (typeof rows !== "number") return withoutSize(context, term.rows[i][0], rows);
    width ??= across;
    if (width !== across) {
      complain(context, "ragged-rows", { first: width, row: i + 1, got: across }, term.rows[i][0]);
      return undefined;
    }
    height += rows;
  }
  return { rows: height, cols: width ?? 0 };
}

/** Says that a block has a size that is no number. */
function withoutSize(context: Context, block: Term, size: OpenSize): undefined {
  complain(context, "block-size", { what: textOf(context, block), size: sizeText(size) }, block);
  return undefined;
}

/** The shape of `A[i, j]`, `A[i, :]`, `v[i]`. */
export function entryShape(context: Context, term: Term & { op: "entry" }): Shape | undefined {
  const shape = context.reader.shapeOf(context, term.of);
  for (const index of term.indices) if (index) needScalar(context, index, "[ ]");
  if (!shape) return undefined;
  term.indices.forEach((index, i) => {
    const range = index?.op === "letter" ? index.letter.range : undefined;
    const size =
      i === 0 ? (settled(shape.rows) === 1 && term.indices.length === 1 ? shape.cols : shape.rows) : shape.cols;
    if (range !== undefined && typeof settled(size) === "object") unify(context, size, range);
  });
  if (term.indices.length === 1) return term.indices[0] ? scalarShape : shape;
  if (term.indices.length !== 2) {
    complain(
      context,
      "argument-count",
      { name: textOf(context, term.of), needs: "1…2", got: term.indices.length },
      term,
    );
    return undefined;
  }
  const [i, j] = term.indices;
  if (i && j) return scalarShape;
  return i ? { rows: shape.cols, cols: 1 } : j ? { rows: shape.rows, cols: 1 } : shape;
}

/** The shape of a derivative, by its kind and the shapes of what is differentiated and by what. */
export function derivativeShape(context: Context, term: Term & { op: "derive" }): Shape | undefined {
  const { fn, body } = term.of;
  const inner: Shape | undefined = body ? context.reader.shapeOf(context, body) : fn?.body;
  if (!inner) return undefined;
  if (term.args && !pointShape(context, fn?.params ?? term.wrt, term.args, term, term.of.label)) return undefined;
  const letters = term.wrt.length > 0 ? term.wrt : (fn?.params ?? []);
  const size: Shape["rows"] = letters.length === 1 ? letterShape(letters[0]).rows : letters.length;
  if (term.direction) {
    pointShape(context, letters, [term.direction], term, term.of.label);
    if (term.kind !== "hvp") return inner;
    return letters.length === 1 ? letterShape(letters[0]) : { rows: size, cols: 1 };
  }
  const isVector = letters.length > 1 || (letters[0] !== undefined && settled(letterShape(letters[0]).cols) === 1);
  if (!isScalarShape(inner) && (term.kind === "gradient" || term.kind === "hessian") && settled(inner.cols) !== 1) {
    complain(
      context,
      "not-scalar-function",
      { word: term.kind === "gradient" ? "∇" : "∇²", name: term.of.label },
      term,
    );
    return undefined;
  }
  if (term.kind === "jacobian" || (term.kind === "gradient" && !isScalarShape(inner)))
    return { rows: inner.rows, cols: size };
  if (term.kind === "gradient") return letters.length === 1 ? letterShape(letters[0]) : { rows: size, cols: 1 };
  if (term.kind === "hessian") return isVector ? { rows: size, cols: size } : undefined;
  return term.wrt.map(letterShape).reduce((shape, by) => partialShape(shape, by), inner);
}

/** Of a partial derivative of something of that shape: the variable's, or one column for each of its entries. */
function partialShape(shape: Shape, by: Shape): Shape {
  if (isScalarShape(by)) return shape;
  return isScalarShape(shape) ? by : { rows: shape.rows, cols: by.rows };
}
