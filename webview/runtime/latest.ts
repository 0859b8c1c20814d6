/**
 * Latest wins: while one request is under way, only the newest of those that follow is kept, and a result is delivered
 * only if it is newer than what was delivered before. A dragged slider never queues.
 */
export interface Latest<Ask> {
  readonly ask: (ask: Ask) => void;
  /** Forgets what waits; a result still under way is not delivered. */
  readonly drop: () => void;
  readonly isBusy: () => boolean;
}

export interface LatestOptions<Ask, Reply> {
  readonly run: (ask: Ask) => Promise<Reply>;
  readonly deliver: (reply: Reply, ask: Ask) => void;
  readonly fail: (error: unknown, ask: Ask) => void;
  /** Told when a newer request waits behind one under way, to hurry or end it. */
  readonly overtaken?: () => void;
}

export function latestWins<Ask, Reply>({ run, deliver, fail, overtaken }: LatestOptions<Ask, Reply>): Latest<Ask> {
  let waiting: { readonly ask: Ask } | undefined;
  let running = 0;
  let epoch = 0;
  const start = (ask: Ask): void => {
    const mine = epoch;
    running++;
    run(ask)
      .then(
        (reply) => {
          if (mine === epoch) deliver(reply, ask);
        },
        (error) => {
          // An overtaken request may have been ended to make room; only the newest one's failure is worth a word.
          if (mine === epoch && waiting === undefined) fail(error, ask);
        },
      )
      .finally(() => {
        running--;
        const next = waiting;
        if (running > 0 || next === undefined) return;
        waiting = undefined;
        start(next.ask);
      });
  };
  return {
    ask: (ask) => {
      if (running === 0) start(ask);
      else {
        waiting = { ask };
        overtaken?.();
      }
    },
    drop: () => {
      epoch++;
      waiting = undefined;
    },
    isBusy: () => running > 0,
  };
}
