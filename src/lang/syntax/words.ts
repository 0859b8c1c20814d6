import { canonicalName } from "./notation";
import type { DeriveWord, OptimiserWord, QueryWord, SortWord } from "./tree";

/** Queries by their spellings; they take all up to the next word of the statement. */
export const queryWords: ReadonlyMap<string, QueryWord> = new Map([
  ["classify", "classify"],
  ["convex", "convex"],
  ["definite", "definite"],
  ["stationary", "stationary"],
  ["minimise", "minimise"],
  ["minimize", "minimise"],
  ["maximise", "maximise"],
  ["maximize", "maximise"],
]);

export const deriveWords: ReadonlySet<string> = new Set<DeriveWord>(["derive", "partial", "hvp", "jacobian"]);

export const optimiserWords: ReadonlySet<string> = new Set<OptimiserWord>([
  "gd",
  "steepest",
  "momentum",
  "nesterov",
  "adam",
  "newton",
  "cg",
  "jacobi",
] as const);

/** Words that begin a statement which is no query, derivative or optimiser. */
export const otherWords: ReadonlySet<string> = new Set(["assume", "check", "plot", "export", "load"]);

export const sortWords: ReadonlySet<string> = new Set<SortWord>([
  "size",
  "scalar",
  "vector",
  "matrix",
  "symmetric",
  "skew",
  "spd",
  "psd",
  "orthogonal",
  "diagonal",
] as const);

/** Words that may follow an expression at the outermost level of a statement. */
export const clauseWords: ReadonlySet<string> = new Set(["at", "along", "wrt", "given"]);

/** What an optimiser may be told. */
export const optionWords: ReadonlySet<string> = new Set(
  ["from", "step", "tol", "steps", "beta", "beta1", "beta2", "beta_1", "beta_2", "momentum", "epsilon", "given"].map(
    canonicalName,
  ),
);
