import type { Target } from "../emit/target";

/** One file of source code that a statement makes. */
export interface CodeFile {
  readonly target: Target;
  /** With the extension of the target's language: `loss_numpy.py`. */
  readonly name: string;
  /** Made when first read. */
  readonly text: string;
}
