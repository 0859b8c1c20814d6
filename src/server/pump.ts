import type { Doc } from "./documents";

/** How long one turn may work before it looks for messages. */
export const sliceMs = 8;

export interface PumpOptions {
  /** Puts a turn behind the messages that wait: `setImmediate`, or a message channel on the web. */
  readonly later: (turn: () => void) => void;
  readonly now: () => number;
  /** Begins the evaluation of a document's text. */
  readonly begin: (doc: Doc) => NonNullable<Doc["work"]>;
  readonly done: (doc: Doc) => void;
  readonly failed: (doc: Doc, error: unknown) => void;
}

/** Evaluates documents in slices, the one changed last first; one evaluation per text, stale ones dropped. */
export interface Pump {
  readonly wake: (doc: Doc) => void;
  readonly drop: (doc: Doc) => void;
  readonly idle: () => boolean;
}

export function createPump(options: PumpOptions): Pump {
  const queue: Doc[] = []; // the next one stands last
  let scheduled = false;
  let fresh = false; // woken since the last turn
  let wokenAt = 0;

  const schedule = (): void => {
    if (scheduled || queue.length === 0) return;
    scheduled = true;
    options.later(turn);
  };
  const turn = (): void => {
    scheduled = false;
    if (fresh && options.now() - wokenAt < sliceMs) {
      // More changes may wait behind the one that woke us: they come first, and spare an evaluation each.
      fresh = false;
      schedule();
      return;
    }
    const until = options.now() + sliceMs;
    while (queue.length > 0 && options.now() < until) advance(queue[queue.length - 1], until);
    schedule();
  };
  const advance = (doc: Doc, until: number): void => {
    try {
      doc.work ??= options.begin(doc);
      do {
        const step = doc.work.next();
        if (step.done === true) {
          doc.analysis = step.value;
          finish(doc);
          options.done(doc);
          return;
        }
      } while (options.now() < until);
    } catch (error) {
      finish(doc);
      options.failed(doc, error);
    }
  };
  const finish = (doc: Doc): void => {
    doc.work = undefined;
    drop(doc);
  };
  const drop = (doc: Doc): void => {
    const at = queue.indexOf(doc);
    if (at >= 0) queue.splice(at, 1);
  };
  return {
    wake: (doc) => {
      drop(doc);
      if (!doc.closed) queue.push(doc);
      fresh = true;
      if (!scheduled) wokenAt = options.now();
      schedule();
    },
    drop,
    idle: () => queue.length === 0,
  };
}
