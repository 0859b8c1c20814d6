import type { Text } from "../words/text";

/**
 * What an answer is for a program: a number, a list of numbers (a vector or a point) or rows of numbers (a matrix).
 * An exact fraction and an integer beyond 2^53 are strings (`"22/5"`), floating point and closed forms with roots are numbers.
 */
export type Scalar = number | string;
export type AnswerValue = Scalar | readonly Scalar[] | readonly (readonly Scalar[])[];

/** How an answer is coloured: a plain value, a good or a bad verdict, or one that could not be decided. */
export type Tone = "value" | "good" | "bad" | "unsure";

/** One line of the "why" behind an answer: the rule in words and what it gave, in LaTeX. */
export interface Step {
  readonly rule: Text;
  readonly latex: string;
}

export interface Answer {
  /** The whole answer on one line, as `nabla check` prints it. It is notation, the same in every language. */
  readonly text: string;
  /** At most 60 UTF-16 units, shortened by meaning. */
  readonly short: string;
  /** LaTeX without delimiters; for words, inside `\text{}`. */
  readonly latex: string;
  readonly value?: AnswerValue;
  /** `proved`, `refuted`, `undecided` for a check; the class in English words for an analysis. */
  readonly verdict?: string;
  readonly tone: Tone;
  readonly steps: readonly Step[];
  /** Shapes, conventions, what was assumed. */
  readonly notes: readonly Text[];
}
