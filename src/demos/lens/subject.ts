import type { FunctionSubject, MatrixSubject, Trace } from "../../lang/run/subject";

/** What the side panel draws. The language gives the facts; the page's worker adds the sampler. */
export type LensSubject = LensFunction | LensMatrix;

/** Values and slopes of the function, point by point. */
export interface Sampler {
  /** NaN where the function is not defined. */
  value(point: readonly number[]): number;
  gradient(point: readonly number[]): readonly number[];
  /** Row-major [n, n]. */
  hessian(point: readonly number[]): readonly number[];
}

export interface LensFunction {
  readonly kind: "function";
  readonly subject: FunctionSubject;
  readonly sampler: Sampler;
  /** The optimisers' paths of the file that belong to this function, the statement's own first. */
  readonly traces: readonly Trace[];
  readonly stationary?: { readonly point: readonly number[]; readonly kind: "minimum" | "maximum" | "saddle" };
}

export interface LensMatrix {
  readonly kind: "matrix";
  readonly name: string;
  readonly rows: readonly (readonly number[])[];
  /** The system A x = b that it is the matrix of. */
  readonly solves?: MatrixSubject["solves"];
}

/** What the person has chosen in the panel. */
export interface LensChoice {
  /** The two coordinates drawn of a function of more than two; the others stay where `through` is. */
  readonly plane: readonly [number, number];
  /** A point with as many coordinates as the function has variables. */
  readonly through: readonly number[];
}

/** A plane to begin with: the first two coordinates, through the point the statement is about. */
export function firstChoice(lens: LensFunction): LensChoice {
  const { subject, traces, stationary } = lens;
  const n = subject.variables.length;
  const through = subject.at ?? stationary?.point ?? traces[0]?.points.at(-1) ?? new Array<number>(n).fill(0);
  return { plane: [0, Math.min(1, n - 1)], through };
}

/** A point of the chosen plane as a point of the whole space. */
export function lift(choice: LensChoice, x: number, y: number): number[] {
  const point = [...choice.through];
  point[choice.plane[0]] = x;
  if (choice.plane[1] !== choice.plane[0]) point[choice.plane[1]] = y;
  return point;
}
