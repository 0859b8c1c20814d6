import type { Text } from "../../words/text";
import type { Numeric } from "../symbolic/evaluate";
import type { Graph, Node, Size } from "../symbolic/graph";
import type { Code } from "./code";

/** One thing that the code computes. A gradient belongs to `wrt[0]`, or to a list of scalars. */
export interface Result {
  readonly role: "value" | "gradient" | "hessian" | "jacobian";
  readonly node: Node;
  /** The variables of a derivative; empty for a value. */
  readonly wrt: readonly Node[];
}

/** What is to be written as code. */
export interface EmitRequest {
  /** The name of the function, as in the file. */
  readonly name: string;
  /** How the file writes it, for the comment: `loss(w) = …`. */
  readonly title: string;
  readonly graph: Graph;
  /** The function's own parameters; what else is free in the results comes behind them. */
  readonly params: readonly Node[];
  /** Names in the order in which the file's line mentions them. */
  readonly names: readonly string[];
  /** Symbols that stand for numbers of the file, and those numbers. */
  readonly values: ReadonlyMap<Node, Node>;
  /** Expressions that have a name of their own. */
  readonly fold: ReadonlyMap<Node, string>;
  readonly results: readonly Result[];
}

export interface Input {
  readonly node: Node;
  readonly name: string;
  readonly rows: Size;
  readonly cols: Size;
  readonly kind: Code["kind"];
  /** What is known of it: `symmetric`, `> 0`. */
  readonly note: string;
}

/** A known array, row-major. */
export interface Constant extends Omit<Input, "note"> {
  readonly data: Float64Array;
}

export interface Output extends Result {
  readonly code: Code;
  readonly name: string;
  readonly kind: Code["kind"];
}

/** The program before it has a language. */
export interface Plan {
  readonly request: EmitRequest;
  readonly inputs: readonly Input[];
  readonly constants: readonly Constant[];
  /** Where each symbolic size is read off: an input and its axis; a size of its own has none. */
  readonly sizes: ReadonlyMap<string, { readonly input: Input; readonly axis: 0 | 1 } | undefined>;
  /** Named steps in the order in which they are computed; the name is a wish. */
  readonly steps: readonly { readonly code: Code; readonly hint: string }[];
  readonly outputs: readonly Output[];
  readonly test: TestPlan | undefined;
  readonly problems: readonly Text[];
}

/** A point at which the emitted code tests itself. */
export interface TestPlan {
  /** One for each input. */
  readonly point: readonly Numeric[];
  /** Numbers for the symbolic sizes. */
  readonly sizes: ReadonlyMap<string, number>;
  /** The value that the engine finds for the first output. */
  readonly expected: Numeric;
  readonly probes: readonly Probe[];
}

/** One derivative against a central difference of another output along a direction. */
export interface Probe {
  /** Places in the list of outputs. */
  readonly output: number;
  readonly base: number;
  /** How each moving input changes: its place among the inputs and its direction. */
  readonly moves: readonly { readonly input: number; readonly by: Numeric }[];
  /** `inner`: Σ G ⊙ V; `apply`: J V. */
  readonly how: "inner" | "apply";
}
