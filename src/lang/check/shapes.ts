import type { Text } from "../../words/text";
import { type Context, complain, type Patch } from "./context";
import { textOf } from "./item";
import { type Known, knownShapes } from "./known";
import { replaceWith } from "./resolve-name";
import { describe, freshSize, isScalarShape, nounOf, type Shape, scalarShape, settled, sizeText, unify } from "./size";
import type { Letter, Term } from "./term";

/** The shape of a term; clashes become problems. `undefined` where there is none to go on with. */
export function shapeOf(context: Context, term: Term): Shape | undefined {
  switch (term.op) {
    case "num":
    case "const":
      return scalarShape;
    case "letter":
      return letterShape(term.letter);
    case "named":
      return term.named.value;
    case "identity": {
      const size = (term.size ??= freshSize("I"));
      return { rows: size, cols: size };
    }
    case "neg":
      return shapeOf(context, term.of);
    case "add":
      return joined(context, term.args, term, term.spread);
    case "mul":
      return productShape(context, term);
    case "pow":
      return powerShape(context, term);
    case "transpose": {
      const shape = shapeOf(context, term.of);
      return shape && { rows: shape.cols, cols: shape.rows };
    }
    case "call":
      return callShape(context, term);
    case "apply":
      return applyShape(context, term);
    case "list":
      return listShape(context, term);
    case "entry":
      return entryShape(context, term);
    case "norm":
      return shapeOf(context, term.of) && scalarShape;
    case "abs": {
      const shape = shapeOf(context, term.of);
      if (shape && !isScalarShape(shape)) {
        const name = textOf(context, term.of);
        complain(context, "bar-of-matrix", { name }, term, [
          replaceWith(term, `det(${name})`),
          replaceWith(term, `‖${name}‖`),
        ]);
        return undefined;
      }
      return shape && scalarShape;
    }
    case "sumover":
      needScalar(context, term.low, "Σ");
      needScalar(context, term.high, "Σ");
      return shapeOf(context, term.body);
    case "cases":
      for (const { when } of term.branches) when?.operands.forEach((operand) => shapeOf(context, operand));
      return joined(
        context,
        term.branches.map(({ value }) => value),
        term,
        false,
      );
    case "derive":
      return derivativeShape(context, term);
    case "at":
      pointShape(context, term.letters, term.args, term, textOf(context, term.of));
      return shapeOf(context, term.of);
    case "optimum": {
      const params = term.of.fn?.params ?? [];
      return params.length === 1 ? letterShape(params[0]) : { rows: params.length, cols: 1 };
    }
    case "broken":
      return undefined;
  }
}

export function letterShape(letter: Letter): Shape {
  letter.rows ??= letter.kind === "scalar" || letter.kind === "row" ? 1 : freshSize(letter.name);
  letter.cols ??= letter.kind === "matrix" || letter.kind === "row" ? freshSize(letter.name) : 1;
  return { rows: letter.rows, cols: letter.cols };
}

function needScalar(context: Context, term: Term, word: string): void {
  const shape = shapeOf(context, term);
  if (shape && !isScalarShape(shape)) wrong(context, term, word, { en: "a scalar", zh: "标量" }, shape);
}

function wrong(context: Context, term: Term, word: string, needs: Text, got: Shape): undefined {
  complain(context, "wrong-argument", { word, needs, got: nounOf(got) }, term);
  return undefined;
}

/** Terms that must have one shape; scalars are spread over the others. */
export function joined(context: Context, args: readonly Term[], whole: Term, spread: boolean): Shape | undefined {
  const shapes = args.map((arg) => shapeOf(context, arg));
  if (shapes.some((shape) => !shape)) return undefined;
  const big = shapes.findIndex((shape) => shape && !isScalarShape(shape));
  if (big < 0) return scalarShape;
  const first = shapes[big] as Shape;
  for (let i = 0; i < args.length; i++) {
    const shape = shapes[i] as Shape;
    if (i === big) continue;
    if (isScalarShape(shape)) {
      if (whole.op === "add" && !spread) warnSpread(context, args[i], args[big], first);
      continue;
    }
    if (spread && settled(shape.rows) === 1 && unify(shape.cols, first.cols)) continue;
    const rowsFit = unify(first.rows, shape.rows);
    if (rowsFit && unify(first.cols, shape.cols)) continue;
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
          : "=";
    complain(context, "shape-sum", { left, right, word, clash: clashOf(first, shape) }, whole);
    return undefined;
  }
  return first;
}

function clashOf(a: Shape, b: Shape): string {
  if (settled(a.rows) !== settled(b.rows)) return `${sizeText(a.rows)} ≠ ${sizeText(b.rows)}`;
  return settled(a.cols) !== settled(b.cols) ? `${sizeText(a.cols)} ≠ ${sizeText(b.cols)}` : "";
}

function warnSpread(context: Context, scalar: Term, matrix: Term, shape: Shape): void {
  const isSquare = settled(shape.rows) === settled(shape.cols);
  if (!isSquare || settled(shape.cols) === 1) return;
  const [small, large] = [textOf(context, scalar), textOf(context, matrix)];
  complain(context, "scalar-added", { scalar: small, matrix: large }, scalar, [replaceWith(scalar, `${small} I`)]);
}

function productShape(context: Context, term: Term & { op: "mul" }): Shape | undefined {
  const { left, right, word } = term;
  const a = shapeOf(context, left);
  const b = shapeOf(context, right);
  if (!a || !b) return undefined;
  if (word === ".*" || word === "./") return joined(context, [left, right], term, false);
  if (word === "/")
    return isScalarShape(b)
      ? a
      : wrong(context, right, "/", { en: "a scalar below (A \\ b solves)", zh: "分母为标量（解方程用 A \\ b）" }, b);
  if (word === "⊗") return { rows: times(a.rows, b.rows), cols: times(a.cols, b.cols) };
  if (word === "\\") return solveShape(context, term, a, b);
  if (isScalarShape(a)) return b;
  if (isScalarShape(b)) return a;
  const bothColumns = settled(a.cols) === 1 && settled(b.cols) === 1;
  if (word === "·" && bothColumns) {
    if (unify(a.rows, b.rows)) return scalarShape;
  } else if (bothColumns && unify(a.rows, b.rows)) {
    const [l, r] = [textOf(context, left), textOf(context, right)];
    complain(context, "two-columns", { left: l, right: r }, term, [
      replaceWith(term, `${l}'${r}`),
      replaceWith(term, `${l} ${r}'`),
      replaceWith(term, `${l} ⊙ ${r}`),
    ]);
    return undefined;
  }
  if (unify(a.cols, b.rows)) return { rows: a.rows, cols: b.cols };
  return mismatch(context, term, a, b);
}

/** A product whose inner sizes differ, with the reading that would fit: a transpose removed or added. */
function mismatch(context: Context, term: Term & { op: "mul" }, a: Shape, b: Shape): undefined {
  const { left, right } = term;
  const [l, r] = [textOf(context, left), textOf(context, right)];
  const fits = (x: Shape, y: Shape) => settled(x.cols) === settled(y.rows);
  const flip = ({ rows, cols }: Shape): Shape => ({ rows: cols, cols: rows });
  let meant: string | undefined;
  let patch: Patch | undefined;
  const propose = (text: string, title: { en: string; zh: string }, from: number, to: number, by: string) => {
    if (meant) return;
    meant = text;
    patch = { title, edits: [{ from, to, text: by }], preferred: true };
  };
  const lastLeft = left.op === "mul" ? left.right : left;
  const drop = { en: "Remove '", zh: "去掉 '" };
  const add = { en: "Transpose with '", zh: "用 ' 转置" };
  if (fits(flip(a), b) && lastLeft === left) {
    if (left.op === "transpose")
      propose(
        `${textOf(context, left.of)} ${r}`,
        drop,
        left.mark.from,
        left.mark.to,
        left.mark.to === right.from ? " " : "",
      );
    else propose(`${l}'${r}`, add, left.to, left.to, "'");
  }
  if (fits(a, flip(b))) {
    if (right.op === "transpose")
      propose(`${l} ${textOf(context, right.of)}`, drop, right.mark.from, right.mark.to, "");
    else propose(`${l} ${r}'`, add, right.to, right.to, "'");
  }
  const product = textOf(context, term);
  const facts = {
    product,
    left: describe(l, a),
    right: describe(r, b),
    clash: `${sizeText(a.cols)} ≠ ${sizeText(b.rows)}`,
  };
  complain(context, "shape-product", meant ? { ...facts, meant } : facts, term, patch ? [patch] : []);
  return undefined;
}

function solveShape(context: Context, term: Term & { op: "mul" }, a: Shape, b: Shape): Shape | undefined {
  if (unify(a.rows, b.rows)) return { rows: a.cols, cols: b.cols };
  const facts = {
    product: textOf(context, term),
    left: describe(textOf(context, term.left), a),
    right: describe(textOf(context, term.right), b),
  };
  complain(context, "shape-product", { ...facts, clash: `${sizeText(a.rows)} ≠ ${sizeText(b.rows)}` }, term);
  return undefined;
}

function times(a: Shape["rows"], b: Shape["rows"]): Shape["rows"] {
  const [x, y] = [settled(a), settled(b)];
  if (x === 1) return y;
  if (y === 1) return x;
  return typeof x === "number" && typeof y === "number" ? x * y : freshSize("⊗");
}

function powerShape(context: Context, term: Term & { op: "pow" }): Shape | undefined {
  const base = shapeOf(context, term.base);
  const exponent = shapeOf(context, term.exponent);
  if (!base || !exponent) return undefined;
  if (term.elementwise || isScalarShape(base)) return joined(context, [term.base, term.exponent], term, true);
  if (!isScalarShape(exponent))
    return wrong(context, term.exponent, "^", { en: "a scalar exponent", zh: "标量指数" }, exponent);
  if (settled(base.cols) === 1) {
    complain(context, "vector-power", { name: textOf(context, term.base) }, term);
    return base;
  }
  return square(context, term.base, base, "^") ? base : undefined;
}

function square(context: Context, term: Term, shape: Shape, word: string): boolean {
  if (unify(shape.rows, shape.cols)) return true;
  complain(context, "not-square", { word, what: textOf(context, term), shape: nounOf(shape) }, term);
  return false;
}

function callShape(context: Context, term: Term & { op: "call" }): Shape | undefined {
  const known = knownShapes.get(term.name);
  const shapes = term.args.map((arg) => shapeOf(context, arg));
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
export function takesEntries(known: Known, term: Term & { op: "call" }, shapes: readonly Shape[]): boolean {
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
        : joined(context, term.args, term, false);
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
      if (unify(shapes[0].rows, shapes[1].rows) && unify(shapes[0].cols, shapes[1].cols)) return scalarShape;
      return joined(context, term.args, term, false);
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
  return { rows, cols: cols ?? (term.name === "eye" ? rows : 1) };
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

function applyShape(context: Context, term: Term & { op: "apply" }): Shape | undefined {
  const ok = pointShape(context, term.fn.params, term.args, term, term.fn.name);
  return ok ? term.fn.body : undefined;
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
  const shapes = args.map((arg) => shapeOf(context, arg));
  if (shapes.some((shape) => !shape)) return false;
  const needs = params.map(letterShape);
  const total = needs.length === 1 ? needs[0].rows : needs.length;
  if (args.length === params.length) {
    const misfit = needs.findIndex(
      (need, i) => !(unify(need.rows, (shapes[i] as Shape).rows) && unify(need.cols, (shapes[i] as Shape).cols)),
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
    if (settled(shape.cols) === 1 && unify(shape.rows, params.length)) return true;
  }
  if (
    params.length === 1 &&
    settled(needs[0].cols) === 1 &&
    shapes.every((shape) => shape && isScalarShape(shape)) &&
    unify(needs[0].rows, args.length)
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

function listShape(context: Context, term: Term & { op: "list" }): Shape | undefined {
  const rows = term.rows.map((row) => row.map((entry) => shapeOf(context, entry)));
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
      if (!unify(shapes[i][j].rows, shapes[i][0].rows) || typeof cols !== "number") {
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
    if (typeof rows !== "number") {
      complain(context, "symbolic-next", {}, term);
      context.failed = true;
      return undefined;
    }
    width ??= across;
    if (width !== across) {
      complain(context, "ragged-rows", { first: width, row: i + 1, got: across }, term.rows[i][0]);
      return undefined;
    }
    height += rows;
  }
  return { rows: height, cols: width ?? 0 };
}

function entryShape(context: Context, term: Term & { op: "entry" }): Shape | undefined {
  const shape = shapeOf(context, term.of);
  for (const index of term.indices) if (index) needScalar(context, index, "[ ]");
  if (!shape) return undefined;
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

function derivativeShape(context: Context, term: Term & { op: "derive" }): Shape | undefined {
  const { fn, body } = term.of;
  const inner: Shape | undefined = body ? shapeOf(context, body) : fn?.body;
  if (!inner) return undefined;
  if (term.args && !pointShape(context, fn?.params ?? term.wrt, term.args, term, term.of.label)) return undefined;
  const letters = term.wrt.length > 0 ? term.wrt : (fn?.params ?? []);
  const size: Shape["rows"] = letters.length === 1 ? letterShape(letters[0]).rows : letters.length;
  if (term.direction) {
    pointShape(context, letters, [term.direction], term, term.of.label);
    return term.kind === "hvp" ? { rows: size, cols: 1 } : inner;
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
  return term.wrt.length === 1 && !isScalarShape(letterShape(term.wrt[0]))
    ? isScalarShape(inner)
      ? letterShape(term.wrt[0])
      : { rows: inner.rows, cols: size }
    : inner;
}
