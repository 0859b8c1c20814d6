import type { DataEdges } from "./data";

/** The edges of the command: what it reads and where it writes. */
export interface Edges {
  readonly version: string;
  readonly readFile: (path: string) => string;
  readonly readInput: () => string;
  readonly write: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Where `load` reads; without, no data is read. */
  readonly data?: DataEdges;
}
