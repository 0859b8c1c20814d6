import type { Text } from "../words/text";

export type Severity = "error" | "warning" | "info" | "hint";

/** Replaces `from`…`to` (absolute UTF-16 offsets) by `text`. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A quick fix: one gesture that repairs, and one undo step. */
export interface Fix {
  readonly title: Text;
  readonly edits: readonly Edit[];
  /** The one that "fix all" may apply. */
  readonly preferred?: boolean;
}

/** A place in the text that also has to do with a problem ("m was fixed here"). */
export interface Related {
  readonly from: number;
  readonly to: number;
  readonly message: Text;
}

/** Something to say about a place in the text. */
export interface Problem {
  readonly code: string;
  readonly from: number;
  readonly to: number;
  readonly severity: Severity;
  readonly message: Text;
  readonly fixes: readonly Fix[];
  readonly related?: readonly Related[];
}
