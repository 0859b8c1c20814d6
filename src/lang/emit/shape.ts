import type { Coefficient } from "../symbolic/coefficient";
import type { Node, Size } from "../symbolic/graph";
import { type Code, isArray, type Kind, type Workshop } from "./code";

/** Makes operations with the shapes that follow from their arguments. */
export interface Maker {
  readonly num: (value: Coefficient) => Code;
  readonly ref: (name: string, like: Node) => Code;
  readonly add: (a: Code, b: Code) => Code;
  readonly sub: (a: Code, b: Code) => Code;
  readonly neg: (a: Code) => Code;
  readonly mul: (a: Code, b: Code) => Code;
  readonly div: (a: Code, b: Code) => Code;
  readonly pow: (a: Code, b: Code) => Code;
  readonly map: (name: string, a: Code) => Code;
  /** Any array to a scalar. */
  readonly reduce: (name: string, a: Code) => Code;
  readonly dot: (a: Code, b: Code) => Code;
  readonly matvec: (A: Code, x: Code) => Code;
  readonly matmul: (A: Code, B: Code) => Code;
  readonly outer: (a: Code, b: Code) => Code;
  readonly transpose: (A: Code) => Code;
  readonly solve: (A: Code, b: Code) => Code;
  readonly scaleRows: (v: Code, A: Code) => Code;
  readonly scaleCols: (A: Code, v: Code) => Code;
  readonly entry: (a: Code, at: readonly [number, number]) => Code;
  readonly unit: (n: Node, at: number) => Code;
  /** Something of the shape of a node. */
  readonly like: (op: Code["op"], n: Node, args: readonly Code[], name?: string) => Code;
}

/** How a node's value is kept: a column and a row are vectors. */
export function kindOf({ rows, cols }: { readonly rows: Size; readonly cols: Size }): Kind {
  return rows === 1 && cols === 1 ? "scalar" : rows === 1 || cols === 1 ? "vector" : "matrix";
}

/** Rows and columns as a program sees them: of a vector its entries and 1. */
export function extent(n: { readonly rows: Size; readonly cols: Size }): { readonly rows: Size; readonly cols: Size } {
  return kindOf(n) === "vector" ? { rows: n.rows === 1 ? n.cols : n.rows, cols: 1 } : { rows: n.rows, cols: n.cols };
}

/** Makes nodes of code whose shapes are worked out from their operands. */
export function createMaker({ make }: Workshop): Maker {
  const scalar = { kind: "scalar", rows: 1, cols: 1 } as const;
  const shapeOf = ({ kind, rows, cols }: Code) => ({ kind, rows, cols });
  const wider = (a: Code, b: Code) => shapeOf(isArray(b) ? b : a);
  const two = (op: Code["op"]) => (a: Code, b: Code) => make({ op, ...wider(a, b), args: [a, b] });
  const matrix = (rows: Size, cols: Size) => ({ kind: "matrix" as const, rows, cols });
  const maker: Maker = {
    num: (value) => make({ op: "num", ...scalar, value }),
    ref: (name, like) => make({ op: "ref", kind: kindOf(like), ...extent(like), name }),
    add: two("add"),
    sub: two("sub"),
    neg: (a) => (a.op === "neg" ? a.args[0]! : make({ op: "neg", ...shapeOf(a), args: [a] })),
    mul: two("mul"),
    div: two("div"),
    pow: two("pow"),
    map: (name, a) => make({ op: "map", ...shapeOf(a), args: [a], name }),
    reduce: (name, a) => (isArray(a) ? make({ op: "reduce", ...scalar, args: [a], name }) : a),
    dot: (a, b) => make({ op: "dot", ...scalar, args: [a, b] }),
    matvec: (A, x) => make({ op: "matvec", kind: "vector", rows: A.rows, cols: 1, args: [A, x] }),
    matmul: (A, B) => make({ op: "matmul", ...matrix(A.rows, B.cols), args: [A, B] }),
    outer: (a, b) => make({ op: "outer", ...matrix(a.rows, b.rows), args: [a, b] }),
    transpose: (A) => {
      if (A.kind !== "matrix") return A;
      if (A.op === "transpose") return A.args[0]!;
      if (A.op === "outer") return maker.outer(A.args[1]!, A.args[0]!);
      return make({ op: "transpose", ...matrix(A.cols, A.rows), args: [A] });
    },
    solve: (A, b) => make({ op: "solve", ...shapeOf(b), args: [A, b] }),
    scaleRows: (v, A) => make({ op: "scalerows", ...shapeOf(A), args: [v, A] }),
    scaleCols: (A, v) => make({ op: "scalecols", ...shapeOf(A), args: [A, v] }),
    entry: (a, at) => make({ op: "entry", ...scalar, args: [a], at }),
    unit: (n, at) => make({ op: "unit", kind: "vector", ...extent(n), at: [at, 1] }),
    like: (op, n, args, name) => make({ op, kind: kindOf(n), ...extent(n), args, ...(name ? { name } : {}) }),
  };
  return maker;
}
