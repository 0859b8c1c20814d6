import type { Coefficient } from "../symbolic/coefficient";
import type { Need } from "../symbolic/domain";
import type { Node, Size } from "../symbolic/graph";
import type { Expr, Span } from "../syntax/tree";

/** A size while shapes are being found: known, or a variable that unification may bind. */
export type OpenSize = Size | SizeVar;
export interface SizeVar {
  is?: OpenSize;
  /** The letter it was made for, and whether it counts rows or columns. */
  readonly of: string;
}

export type Kind = "scalar" | "column" | "row" | "matrix";

/** A letter without a value: a parameter, a declared symbol, a size, the index of a sum, or an undeclared letter. */
export interface Letter {
  readonly name: string;
  readonly origin: "parameter" | "declared" | "size" | "index" | "inferred";
  readonly span: Span;
  kind?: Kind;
  rows?: OpenSize;
  cols?: OpenSize;
  traits: number;
  /** Of an index: the size it runs over from 1, if it does. */
  range?: OpenSize | undefined;
  /** Its symbol, once its shape is known. */
  node?: Node;
}

/** A function of the user's: parameters with known shapes and the body over their symbols. */
export interface Fn {
  readonly name: string;
  readonly params: readonly Letter[];
  readonly body: Node;
  /** Names in the order of the definition: the order in which answers write them. */
  readonly names: readonly string[];
  /** Where it is defined: what was asked of the letters before anything cancelled. */
  readonly needs: readonly Need[];
  /** Bodies of the functions it uses, which answers write by their names: `z` for y ⊙ (X w). */
  readonly fold: ReadonlyMap<Node, string>;
}

export interface NamedValue {
  readonly name: string;
  /** Scalar literals, rows of them, or a scalar. */
  readonly value: Node;
  /** The symbol that stands for it where its name is shown. */
  readonly symbol: Node;
}

export type DeriveKind =
  | "gradient"
  | "hessian"
  | "partial"
  | "jacobian"
  | "derivative"
  | "directional"
  /** Along a direction of any length. */
  | "differential"
  | "hvp";

/** What is differentiated: a function, or an expression in letters. */
export interface Derivand {
  readonly fn?: Fn;
  readonly body?: Term;
  /** As it is written, for messages and titles. */
  readonly label: string;
}

/** An expression with names resolved: what is a call, what a product, what a derivative is settled; shapes are not. */
export type Term = Span &
  (
    | { readonly op: "num"; readonly value: Coefficient }
    | { readonly op: "const"; readonly name: "pi" | "e" | "inf" }
    | { readonly op: "identity"; size?: OpenSize }
    | { readonly op: "letter"; readonly letter: Letter }
    | { readonly op: "named"; readonly named: NamedValue }
    | {
        readonly op: "add";
        readonly args: readonly Term[];
        readonly signs: readonly (1 | -1)[];
        readonly spread: boolean;
      }
    | { readonly op: "neg"; readonly of: Term }
    | { readonly op: "mul"; readonly left: Term; readonly right: Term; readonly word: MulWord; readonly at: Span }
    | { readonly op: "pow"; readonly base: Term; readonly exponent: Term; readonly elementwise: boolean }
    | { readonly op: "transpose"; readonly of: Term; readonly mark: Span }
    | { readonly op: "call"; readonly name: string; readonly args: readonly Term[]; readonly head: Span }
    | { readonly op: "apply"; readonly fn: Fn; readonly args: readonly Term[]; readonly head: Span }
    | DeriveTerm
    | { readonly op: "at"; readonly of: Term; readonly letters: readonly Letter[]; readonly args: readonly Term[] }
    | { readonly op: "list"; readonly rows: readonly (readonly Term[])[]; readonly column: boolean }
    | { readonly op: "entry"; readonly of: Term; readonly indices: readonly (Term | undefined)[] }
    | { readonly op: "norm"; readonly of: Term; readonly p: "2" | "1" | "inf" | "F" }
    | { readonly op: "abs"; readonly of: Term }
    | { readonly op: "sumover"; readonly index: Letter; readonly low: Term; readonly high: Term; readonly body: Term }
    | { readonly op: "cases"; readonly branches: readonly { readonly when?: Condition; readonly value: Term }[] }
    | { readonly op: "optimum"; readonly word: "minimise" | "maximise" | "stationary"; readonly of: Derivand }
    | { readonly op: "broken" }
  );

export interface DeriveTerm extends Span {
  readonly op: "derive";
  readonly kind: DeriveKind;
  readonly of: Derivand;
  /** Empty: all parameters. */
  readonly wrt: readonly Letter[];
  readonly direction?: Term;
  readonly args?: readonly Term[];
}

export type MulWord = "*" | "·" | ".*" | "/" | "./" | "\\" | "⊗";
export interface Condition extends Span {
  readonly operands: readonly Term[];
  readonly words: readonly string[];
}

/** Every term directly inside `term`. */
export function childrenOf(term: Term): readonly Term[] {
  switch (term.op) {
    case "add":
      return term.args;
    case "neg":
    case "transpose":
    case "norm":
    case "abs":
      return [term.of];
    case "mul":
      return [term.left, term.right];
    case "pow":
      return [term.base, term.exponent];
    case "call":
    case "apply":
      return term.args;
    case "derive":
      return [
        ...(term.of.body ? [term.of.body] : []),
        ...(term.direction ? [term.direction] : []),
        ...(term.args ?? []),
      ];
    case "at":
      return [term.of, ...term.args];
    case "list":
      return term.rows.flat();
    case "entry":
      return [term.of, ...term.indices.filter((index) => index !== undefined)];
    case "sumover":
      return [term.low, term.high, term.body];
    case "cases":
      return term.branches.flatMap(({ when, value }) => [...(when ? when.operands : []), value]);
    case "optimum":
      return term.of.body ? [term.of.body] : [];
    default:
      return [];
  }
}

/** A function on its way to its argument. */
export interface Head extends Span {
  readonly head: { readonly fn: Fn } | { readonly known: string };
  /** `f''` has two. */
  readonly primes: number;
  /** `sin²` waits with its power. */
  readonly power?: Expr;
  /** A minus stands before it: of what it gives, the negative. */
  readonly isNegated?: boolean;
}

/** What an operand turns out to be: a factor, or a function waiting for its argument. */
export type Item = Term | Head;
