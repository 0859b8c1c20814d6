/**
 * The tree of one statement. It depends on the statement's text alone, never on which names exist: where meaning
 * depends on names (is `f(x)` a call, is `Ax` one name, does `eig A` apply, does `f'` differentiate) the nodes are flat
 * and neutral, and the checker folds them.
 *
 * Spans are UTF-16, half open, and relative to the start of the statement's text. Children lie inside their parent, in
 * order, without overlap.
 */

/** A piece of the statement's text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What went wrong in reading: an operand that is missing (empty span) or text that was skipped. */
export interface ErrorNode extends Span {
  readonly kind: "error";
}

/** A number as written; its exact value is num/den (`½` is 1/2, `1e-6` is 1/1000000). */
export interface NumberNode extends Span {
  readonly kind: "number";
  readonly text: string;
  /** Written with `~` (or `≈`): floating point, not exact. */
  readonly approximate: boolean;
  readonly num: bigint;
  /** Positive, without a common factor with `num`. */
  readonly den: bigint;
}

/**
 * A run of letters, digits, `_` and subscripts: one name, or several glued ones, which the checker cuts (`canonicalName`
 * of each piece of `text`).
 */
export interface NameNode extends Span {
  readonly kind: "name";
  /** The canonical form: Greek as letters, subscripts after `_` (`lambda_1`, `λ₁` → `λ_1`; `inf` → `∞`). */
  readonly name: string;
  /** As written. */
  readonly text: string;
}

/** Text between double quotes; only in `load` and `export`. */
export interface StringNode extends Span {
  readonly kind: "string";
  /** Without the quotes. */
  readonly value: string;
}

/** `( … )`, or `{ … }` in an exponent, around one expression. */
export interface GroupNode extends Span {
  readonly kind: "group";
  readonly of: Expr;
}

/** `(1, 2)`: two or more expressions in parentheses, a column. */
export interface TupleNode extends Span {
  readonly kind: "tuple";
  readonly items: readonly Expr[];
}

/** `[ … ]`. Brackets written directly inside brackets are `ListNode` entries here; the checker reads them as rows. */
export interface ListNode extends Span {
  readonly kind: "list";
  readonly rows: readonly (readonly Expr[])[];
  /** Whether a `;` or a new line separates (or ends) a row: then it is a matrix, also with one row. */
  readonly stacked: boolean;
}

/** `|x|` or `‖x‖` (`||x||`), perhaps with a norm's index. */
export interface BarsNode extends Span {
  readonly kind: "bars";
  readonly double: boolean;
  readonly of: Expr;
  /** The index behind the closing bar, a number or a name (`1 2 ∞ F p`). */
  readonly norm?: NumberNode | NameNode;
}

/** `∇f`, `grad f`, `∇²f`, `hess f`, `∇_x f`: bound to the next name, parenthesis or derivative; a call follows as a suffix. */
export interface GradNode extends Span {
  readonly kind: "grad";
  readonly order: 1 | 2;
  readonly of: Expr;
  readonly wrt?: NameNode;
  /** How it was written: `∇`, `grad` or `hess`. */
  readonly word: string;
}

/** `∂f/∂x`, `∂²f/∂x∂y`, `∂²f/∂x²`, `∂/∂x f`, `diff(f, x, y)`. */
export interface PartialNode extends Span {
  readonly kind: "partial";
  readonly of: Expr;
  /** One name per differentiation, in the order written. */
  readonly wrt: readonly NameNode[];
  /** How it was written: `∂` or `diff`. */
  readonly word: string;
}

/** `Σ_{i=1}^{m} e` or `sum(i in 1..m) e`; the body reaches to the next `+`, `-` or comparison. */
export interface SumOverNode extends Span {
  readonly kind: "sumover";
  readonly index: NameNode;
  readonly low?: Expr;
  readonly high?: Expr;
  readonly body: Expr;
}

/** `cases(x > 0: x; else: 0)`; the branch without `when` is the `else`. */
export interface CasesNode extends Span {
  readonly kind: "cases";
  readonly branches: readonly { readonly when?: Expr; readonly value: Expr }[];
}

/** `1..m`, in indices and after `in`. */
export interface RangeNode extends Span {
  readonly kind: "range";
  readonly low: Expr;
  readonly high: Expr;
}

/** `:` standing alone as an index. */
export interface AllNode extends Span {
  readonly kind: "all";
}

/**
 * One suffix of a chain. `spaced`: white space stands before it.
 * - `call`: a parenthesis; a call if what stands before is a function, else a factor that begins here.
 * - `prime`: `'`, a derivative of a function of one scalar, else the transpose.
 * - `transpose`: `ᵀ ⊤ ^T`, always the transpose; `inverse` for `^-T`, `⁻ᵀ`.
 * - `power`: `^e`, `²`, `.^e` (`elementwise`). Right after a power whose exponent ends in a function's name a `call` belongs to that name.
 */
export type Suffix = Span & { readonly spaced: boolean } & (
    | { readonly kind: "call"; readonly args: readonly Expr[] }
    | { readonly kind: "index"; readonly args: readonly Expr[] }
    | { readonly kind: "prime" }
    | { readonly kind: "transpose"; readonly inverse: boolean }
    | { readonly kind: "power"; readonly exponent: Expr; readonly elementwise: boolean }
  );

/** An atom with at least one suffix, in the order written. */
export interface ChainNode extends Span {
  readonly kind: "chain";
  readonly atom: Expr;
  readonly suffixes: readonly Suffix[];
}

export type ProductOp = "juxtapose" | "*" | "·" | "×" | ".*" | "/" | "./" | "\\" | "⊗";
export type SumOp = "+" | "-" | ".+" | ".-";
export type CompareOp = "=" | "≠" | "<" | "≤" | ">" | "≥" | "≻" | "≽" | "≺" | "≼" | "≈";

/** An operator where it stands; for `juxtapose` the (perhaps empty) span between the operands. */
export interface Operator<Op extends string> extends Span {
  readonly op: Op;
  /** White space stands before it, after it; for `juxtapose` both say whether there is any. */
  readonly before: boolean;
  readonly after: boolean;
}

/** Two or more operands; `ops[i]` stands between `operands[i]` and `operands[i + 1]`; all associate to the left. */
export interface ProductNode extends Span {
  readonly kind: "product";
  readonly operands: readonly Expr[];
  readonly ops: readonly Operator<ProductOp>[];
}

/** Two or more terms, as `ProductNode`. */
export interface SumNode extends Span {
  readonly kind: "sum";
  readonly operands: readonly Expr[];
  readonly ops: readonly Operator<SumOp>[];
}

/** A sign before an operand; binds tighter than products and looser than powers. */
export interface UnaryNode extends Span {
  readonly kind: "unary";
  readonly op: "-" | "+";
  readonly of: Expr;
}

/** `a < b ≤ c`. `A is pd` is `A ≻ 0` (psd ≽, nd ≺, nsd ≼), its 0 spanning the word. */
export interface CompareNode extends Span {
  readonly kind: "compare";
  readonly operands: readonly Expr[];
  readonly ops: readonly Operator<CompareOp>[];
}

export type QueryWord = "classify" | "convex" | "definite" | "minimise" | "maximise" | "stationary";

/** `minimise q` inside a definition or a check: takes all up to the next word. (`minimise(q)` is an ordinary chain.) */
export interface QueryNode extends Span {
  readonly kind: "query";
  readonly word: QueryWord;
  readonly of: Expr;
}

/** A word with what follows it: `at (1, 2)`, `along v`, `wrt x, y`, `from (2, 1)`, `step 2/7`, `tol 1e-6`. */
export interface Clause extends Span {
  /** Canonical (`β` as the letter); one of the words of its statement. */
  readonly word: string;
  readonly wordSpan: Span;
  readonly values: readonly Expr[];
}

/**
 * `f along v at p`, `∇f at (1, 2)`, `hvp f along v`: an expression with clauses, at the outermost level of a statement only, on
 * either side of its comparison.
 */
export interface WithNode extends Span {
  readonly kind: "with";
  /** The word of a derivative before it; a statement that begins with one has it instead. */
  readonly word?: DeriveWord;
  readonly of: Expr;
  readonly clauses: readonly Clause[];
}

export type Expr =
  | ErrorNode
  | NumberNode
  | NameNode
  | GroupNode
  | TupleNode
  | ListNode
  | BarsNode
  | GradNode
  | PartialNode
  | SumOverNode
  | CasesNode
  | RangeNode
  | AllNode
  | ChainNode
  | ProductNode
  | SumNode
  | UnaryNode
  | CompareNode
  | QueryNode
  | WithNode;

export type SortWord =
  | "size"
  | "scalar"
  | "vector"
  | "matrix"
  | "symmetric"
  | "skew"
  | "spd"
  | "psd"
  | "orthogonal"
  | "diagonal";

/** What a declaration says of its names. `∈ ℝ`, `ℝ^n`, `ℝ^(m×n)` are `scalar`, `vector`, `matrix`. */
export interface Sort extends Span {
  readonly word: SortWord;
  readonly positive: boolean;
  readonly sizes: readonly Expr[];
}

export type OptimiserWord = "gd" | "steepest" | "momentum" | "nesterov" | "adam" | "newton" | "cg" | "jacobi";
export type DeriveWord = "derive" | "partial" | "hvp" | "jacobian";

/** One axis of a plot: `x in [-3, 3]` or `x in -3..3`. */
export interface PlotRange extends Span {
  readonly name: NameNode;
  readonly low: Expr;
  readonly high: Expr;
}

/** What every statement has: spans of its words, its comments, and its `given` conditions. */
interface Common extends Span {
  /** Words of the statement (`check`, `over`, `given`, `vector` …), for colours. */
  readonly words: readonly Span[];
  /** From `#` to the end of the line. */
  readonly comments: readonly Span[];
  /** Conditions after `given`; empty without. */
  readonly given: readonly Expr[];
}

/** A statement. `from` is 0 and `to` the length of its text, its line ends included. */
export type Statement = Common &
  (
    | { readonly kind: "blank" }
    | { readonly kind: "comment" }
    /** `## Title`; `title` without the marks. */
    | { readonly kind: "section"; readonly title: string }
    /** A line that could not be read at all (too long, too many). */
    | { readonly kind: "error" }
    | {
        readonly kind: "declare";
        readonly names: readonly NameNode[] /** Absent where it could not be read. */;
        readonly sort?: Sort;
      }
    | { readonly kind: "assume"; readonly conditions: readonly Expr[] }
    | {
        readonly kind: "define";
        readonly name: NameNode;
        /** Absent for a value, present (perhaps empty) for a function. */
        readonly params?: readonly NameNode[];
        readonly value: Expr;
      }
    | {
        readonly kind: "load";
        /** `X = load …`. */
        readonly name?: NameNode;
        readonly path: StringNode | ErrorNode;
        readonly columns: readonly NameNode[];
      }
    | { readonly kind: "ask"; readonly of: Expr }
    | { readonly kind: "derive"; readonly word: DeriveWord; readonly of: Expr; readonly clauses: readonly Clause[] }
    | { readonly kind: "check"; readonly condition: Expr }
    /** `minimise`, `maximise` and the like; `at` stands in `clauses`. */
    | { readonly kind: "analyse"; readonly word: QueryWord; readonly of: Expr; readonly clauses: readonly Clause[] }
    | {
        readonly kind: "optimise";
        readonly word: OptimiserWord;
        readonly of: Expr;
        readonly clauses: readonly Clause[];
      }
    | { readonly kind: "plot"; readonly targets: readonly Expr[]; readonly ranges: readonly PlotRange[] }
    | {
        readonly kind: "export";
        readonly targets: readonly Expr[];
        readonly languages: readonly (NameNode | StringNode)[];
      }
  );

export type StatementKind = Statement["kind"];
