/** One formula found in a text. Offsets are UTF-16, half open. */
export interface Formula {
  /** The formula alone: without delimiters, comment prefixes, quote marks or doubled backslashes. Environments stay whole. */
  readonly tex: string;
  /** The whole of it in the text, delimiters included. */
  readonly from: number;
  readonly to: number;
  readonly display: boolean;
  /** How it was written. */
  readonly form: FormulaForm;
  /** `map[i]` is the offset in the text of `tex[i]`; one longer than `tex`. */
  readonly map: readonly number[];
}

export type FormulaForm =
  | "dollar" // $…$
  | "dollars" // $$…$$
  | "paren" // \(…\)
  | "bracket" // \[…\]
  | "environment" // \begin{…}…\end{…}
  | "fence" // ```math
  | "backtick" // $`…`$
  | "doxygen" // \f$…\f$, \f[…\f], \f(…\f)
  | "role" // :math:`…`
  | "directive"; // .. math::
