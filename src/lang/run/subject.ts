/**
 * What the panel can draw of a statement: plain data that survives structured clone. A function is named, not carried:
 * the page's worker runs the same session and asks it for a sampler (`sampler(session, statement)`).
 */
export type Subject =
  | FunctionSubject
  | MatrixSubject
  | { readonly kind: "point"; readonly name?: string; readonly point: readonly number[] };

export interface MatrixSubject {
  readonly kind: "matrix";
  readonly name?: string;
  readonly rows: readonly (readonly number[])[];
  /** The system A x = b that it is the matrix of. */
  readonly solves?: { readonly b: readonly number[]; readonly x: readonly number[] };
}

/** A scalar function of scalar coordinates, and what the statement says about it. */
export interface FunctionSubject {
  readonly kind: "function";
  readonly name: string;
  /** One name per coordinate: `x`, `y` or `x_1`, `x_2`. */
  readonly variables: readonly string[];
  /** ½ x'Ax − b'x + c, when it is a quadratic with known numbers. */
  readonly quadratic?: {
    readonly A: readonly (readonly number[])[];
    readonly b: readonly number[];
    readonly c: number;
  };
  /** The optimiser's path of this statement. */
  readonly trace?: Trace;
  /** Where the statement evaluates, and along which direction. */
  readonly at?: readonly number[];
  readonly along?: readonly number[];
  /** Both sides of a check at `at`, where they differ: numbers, or gradients of as many entries as there are variables. */
  readonly sides?: readonly [readonly number[], readonly number[]];
  /** Chosen ranges of a `plot`, one for each of its variables. */
  readonly ranges?: readonly { readonly name: string; readonly from: number; readonly to: number }[];
  /** Numbers of the text that the panel may drag: where they stand, relative to the statement's start. */
  readonly knobs: readonly Knob[];
}

export interface Trace {
  readonly method: string;
  /** x₀, x₁, … thinned to at most 2,000 points; `steps` counts all. */
  readonly points: readonly (readonly number[])[];
  /** The step k of each point; the last is always kept. */
  readonly stepOf: readonly number[];
  readonly values: readonly number[];
  readonly gradientNorms: readonly number[];
  readonly steps: number;
  readonly converged: boolean;
  /** The bound on the error per step, where theory has one. */
  readonly rate?: number;
}

export interface Knob {
  readonly role: "start" | "step" | "point" | "direction" | "number";
  /** Which entry of the start, point or direction it is, from 0. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly value: number;
}
