import { type Context, complain, type Patch, withdraw } from "./context";
import { textOf } from "./item";
import { replaceWith } from "./resolve-name";
import { joined, needScalar, square, times, wrong } from "./shape-join";
import { describe } from "./shape-words";
import { applyShape, callShape, derivativeShape, entryShape, listShape, sizeIn } from "./shapes-call";
import { letterShape, pointShape } from "./shapes-point";
import { freshSize, isScalarShape, type Shape, scalarShape, settled, sizeText, unify } from "./size";
import type { Term } from "./term";

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
      term.size ??= freshSize("I");
      return { rows: term.size, cols: term.size };
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
      if (term.low.op === "num" && term.low.value === 1) term.index.range = sizeIn(term.high);
      return shapeOf(context, term.body);
    case "cases":
      return joined(
        context,
        term.branches.flatMap(({ when, value }) => [value, ...(when?.operands ?? [])]),
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

function productShape(context: Context, term: Term & { op: "mul" }): Shape | undefined {
  const { left, right, word } = term;
  const a = shapeOf(context, left);
  const b = shapeOf(context, right);
  if (!a || !b) return undefined;
  // Nothing can be divided by it, so 1/2x' has one reading.
  if (left.op === "mul" && left.word === "/" && !isScalarShape(b)) withdraw(context, "division-scope", left.right);
  if (word === ".*" || word === "./") return joined(context, [left, right], term, true, [a, b]);
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
    if (unify(context, a.rows, b.rows)) return scalarShape;
  } else if (bothColumns && unify(context, a.rows, b.rows)) {
    const [l, r] = [textOf(context, left), textOf(context, right)];
    complain(context, "two-columns", { left: l, right: r }, term, [
      replaceWith(term, `${l}'${r}`),
      replaceWith(term, `${l} ${r}'`),
      replaceWith(term, `${l} ⊙ ${r}`),
    ]);
    return undefined;
  }
  if (unify(context, a.cols, b.rows)) return { rows: a.rows, cols: b.cols };
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
  if (unify(context, a.rows, b.rows)) return { rows: a.cols, cols: b.cols };
  const facts = {
    product: textOf(context, term),
    left: describe(textOf(context, term.left), a),
    right: describe(textOf(context, term.right), b),
  };
  complain(context, "shape-product", { ...facts, clash: `${sizeText(a.rows)} ≠ ${sizeText(b.rows)}` }, term);
  return undefined;
}

function powerShape(context: Context, term: Term & { op: "pow" }): Shape | undefined {
  const base = shapeOf(context, term.base);
  const exponent = shapeOf(context, term.exponent);
  if (!base || !exponent) return undefined;
  if (term.elementwise || isScalarShape(base))
    return joined(context, [term.base, term.exponent], term, true, [base, exponent]);
  if (!isScalarShape(exponent))
    return wrong(context, term.exponent, "^", { en: "a scalar exponent", zh: "标量指数" }, exponent);
  if (settled(base.cols) === 1) {
    complain(context, "vector-power", { name: textOf(context, term.base) }, term);
    return base;
  }
  return square(context, term.base, base, "^") ? base : undefined;
}
