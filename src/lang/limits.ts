/** What a session may spend; each has its own problem when it is exceeded. */
export interface Limits {
  /** Nesting of an expression. */
  readonly depth: number;
  /** Nodes of the file's expression graph. */
  readonly nodes: number;
  /** Entries of one matrix. */
  readonly entries: number;
  /** Updates of an optimiser. */
  readonly iterations: number;
  /** Yields of one statement: each stands for at most a few milliseconds. */
  readonly work: number;
}

/** Generous for a person, short of what would hang an editor. */
export const defaultLimits: Limits = {
  depth: 120,
  nodes: 400_000,
  entries: 1_000_000,
  iterations: 10_000,
  work: 2_000,
};
