/** Runs a generator to its end: for callers that have nobody to cancel for. */
export function finish<R>(run: Generator<unknown, R, void>): R {
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
  }
}
