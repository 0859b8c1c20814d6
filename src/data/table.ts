import type { Text } from "../words/text";

/** One column of numbers; what is missing in the file is NaN. */
export interface Column {
  /** As the file says it; the column's number from 1 where the file has no names. */
  readonly name: string;
  readonly values: Float64Array;
  /** Only where texts were asked for, of a column that is not all numbers: its fields, "" where missing; `values` is NaN. */
  readonly texts?: readonly string[];
}

export interface Table {
  /** At least one, all of one length. */
  readonly columns: readonly Column[];
  readonly rows: number;
  /** Whether the file names its columns. */
  readonly named: boolean;
}

/** Something to say about a data file. An error means that nothing was loaded. */
export interface DataProblem {
  readonly severity: "error" | "warning" | "info";
  readonly message: Text;
  /** The line of the file, from 1. */
  readonly row?: number;
  /** The field of the line in CSV, the character of the line in JSON; from 1. */
  readonly column?: number;
}

/** A whole table, or none and at least one error. */
export interface Loaded {
  readonly table?: Table;
  readonly problems: readonly DataProblem[];
}

export interface LoadOptions {
  /** The columns to load, in this order; all without. */
  readonly columns?: readonly string[];
  /** How names are compared; as they are without. */
  readonly canonical?: (name: string) => string;
  /** A column that holds text is a column of texts; without, it is an error. */
  readonly texts?: boolean;
  readonly limits?: Partial<DataLimits>;
}

/** What a data file may cost; checked before anything of that size is made. */
export interface DataLimits {
  readonly bytes: number;
  readonly numbers: number;
}

export const dataLimits: DataLimits = { bytes: 64_000_000, numbers: 1_000_000 };

const maxSaid = 12;

/** A problem that leaves nothing loaded, with the row and column it was found at, from 1. */
export function failure(message: Text, row?: number, column?: number): DataProblem {
  return {
    severity: "error",
    message,
    ...(row === undefined ? {} : { row }),
    ...(column === undefined ? {} : { column }),
  };
}

/** Nothing is loaded; of many problems the first dozen are said, and how many there are besides. */
export function refused(problems: readonly DataProblem[]): Loaded {
  const more = problems.length - maxSaid;
  if (more <= 0) return { problems };
  const rest: Text = { en: `… and ${more} more like these.`, zh: `……另有 ${more} 处类似问题。` };
  return { problems: [...problems.slice(0, maxSaid), failure(rest)] };
}

/** The problem of a file with more numbers than are loaded. */
export function tooManyNumbers(numbers: number | string, limit: number): DataProblem {
  return failure({
    en: `The file holds ${numbers} numbers; at most ${limit} are loaded. Nothing was loaded.`,
    zh: `文件含 ${numbers} 个数，最多可读入 ${limit} 个，未读入任何数据。`,
  });
}
