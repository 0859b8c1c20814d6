import { finish, type RationalMatrix, type Steps } from "../core/num/exact";
import { Q } from "../core/num/rational";

/**
 * Thrown where exact work would block for too long: whoever drives the evaluation does the work in steps, between which it yields,
 * hands the result to {@link keepResult}, and evaluates the statement again, which then finds it.
 */
export class Pause extends Error {
  constructor(
    readonly key: string,
    readonly work: Steps<unknown>,
  ) {
    super("work to be done in steps");
  }
}

/** Up to this many rows exact elimination takes a millisecond or two, and is done at once. */
const small = 8;
/** Results kept, the oldest given up first. */
const kept = 32;
const results = new Map<string, { readonly value: unknown }>();
let mayPause = false;

/** Runs a turn of an evaluation that may be paused. */
export function pausing<T>(turn: () => T): T {
  const before = mayPause;
  mayPause = true;
  try {
    return turn();
  } finally {
    mayPause = before;
  }
}

/** What a paused evaluation finds when it comes by again. */
export function keepResult(key: string, value: unknown): void {
  results.set(key, { value });
  const [oldest] = results.keys();
  if (results.size > kept && oldest !== undefined) results.delete(oldest);
}

/** The result of exact work on a matrix. @throws Pause when it is large and the evaluation can wait for it */
export function slowly<T>(name: string, A: RationalMatrix, work: () => Steps<T>): T {
  if (!mayPause || A.length <= small) return finish(work());
  const key = `${name} ${A.map((row) => row.map(Q.format).join()).join(";")}`;
  const known = results.get(key);
  if (known) return known.value as T;
  throw new Pause(key, work());
}
