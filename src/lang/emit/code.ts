import type { Coefficient } from "../symbolic/coefficient";
import type { Size } from "../symbolic/graph";

/** How a value is kept in a program: columns and rows alike are one-dimensional. */
export type Kind = "scalar" | "vector" | "matrix";

/**
 * What a step of a program does. `add`, `sub`, `mul`, `div`, `pow`, `neg` and `map` act entry by entry, and a scalar beside an
 * array is spread over it; the rest is linear algebra as a library offers it.
 *
 * | op                      | args                | more                                    |
 * |-------------------------|---------------------|-----------------------------------------|
 * | `num`                   | –                   | `value`                                 |
 * | `ref`                   | –                   | `name`: a parameter or known array      |
 * | `size`                  | –                   | `name`: a number of rows or columns     |
 * | `array`                 | entries, row-major  | –                                       |
 * | `eye`, `ones`, `zeros`  | –                   | –                                       |
 * | `map`                   | [x]                 | `name`: the element-wise function       |
 * | `reduce`                | [x]                 | `name`: sum, norm, max, tr, logdet …    |
 * | `call`                  | arguments           | `name`: softmax, diag, kron …           |
 * | `matmul`, `matvec`, `dot`, `outer` | two      | –                                       |
 * | `solve`                 | [A, b]              | A⁻¹b without the inverse                |
 * | `scalerows`             | [v, A]              | diag(v)·A                               |
 * | `scalecols`             | [A, v]              | A·diag(v)                               |
 * | `where`                 | [c, a, b]           | a where c > 0, else b, entry by entry   |
 * | `unit`                  | –                   | `at`: the place of the one, from 1      |
 * | `causal`                | –                   | ones on and below the diagonal          |
 * | `entry`                 | [array]             | `at`: row and column, from 1            |
 */
export type CodeOp =
  | "num"
  | "ref"
  | "size"
  | "array"
  | "eye"
  | "ones"
  | "zeros"
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "pow"
  | "neg"
  | "map"
  | "reduce"
  | "call"
  | "matmul"
  | "matvec"
  | "dot"
  | "outer"
  | "transpose"
  | "solve"
  | "scalerows"
  | "scalecols"
  | "where"
  | "unit"
  | "causal"
  | "entry";

/** One operation of a program. Equal operations of one {@link Workshop} are the same object. */
export interface Code {
  readonly id: number;
  readonly op: CodeOp;
  readonly kind: Kind;
  /** Entries of a vector, rows of a matrix, 1 for a scalar. */
  readonly rows: Size;
  /** Columns of a matrix, else 1. */
  readonly cols: Size;
  readonly args: readonly Code[];
  readonly name: string;
  readonly value?: Coefficient;
  readonly at?: readonly [number, number];
}

type Content = Omit<Code, "id" | "args" | "name"> & { readonly args?: readonly Code[]; readonly name?: string };

/** Makes operations, each only once. */
export interface Workshop {
  readonly make: (content: Content) => Code;
}

/** Makes nodes of code with their shapes, each distinct one once, so that what is shared is computed once. */
export function createWorkshop(): Workshop {
  const known = new Map<string, Code>();
  return {
    make: ({ args = [], name = "", ...rest }) => {
      const ids = args.map(({ id }) => id).join(",");
      const value =
        rest.value === undefined ? "" : JSON.stringify(rest.value, (_, x) => (typeof x === "bigint" ? `${x}n` : x));
      const key = [rest.op, rest.kind, rest.rows, rest.cols, ids, name, value, rest.at?.join(",")].join("|");
      const old = known.get(key);
      if (old) return old;
      const code: Code = { ...rest, args, name, id: known.size };
      known.set(key, code);
      return code;
    },
  };
}

export const isArray = (code: Code): boolean => code.kind !== "scalar";

/** Operations that act entry by entry. */
export const elementwise: ReadonlySet<CodeOp> = new Set(["add", "sub", "mul", "div", "pow", "neg", "map", "where"]);
