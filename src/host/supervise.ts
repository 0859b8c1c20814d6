/**
 * Keeps a server running: starts it when it is needed, ends it when it hangs, starts it again after it died, each time
 * a little later, and gives up with a notice rather than for ever. Knows nothing of VS Code, so that tests own the clock.
 */

/** A server that has started. */
export interface Running {
  /** Resolves when the server has answered. */
  readonly ping: () => Promise<unknown>;
  /** Asks it to end. */
  readonly stop: () => Promise<void>;
  /** Ends it whether it listens or not. */
  readonly kill: () => void;
}

export interface Clock {
  readonly now: () => number;
  readonly setTimeout: (done: () => void, ms: number) => unknown;
  readonly clearTimeout: (timer: unknown) => void;
}

export interface SupervisorOptions<R extends Running> {
  /**
   * Starts one; `died` is called once when it ends without having been asked to, and `holds` as soon as there is
   * something that can be ended.
   */
  readonly launch: (died: () => void, holds: (kill: () => void) => void) => Promise<R>;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** Died or hung too often: nothing starts it again but `restart`. */
  readonly gaveUp: () => void;
  /** The document that was worked on when the server died or hung, for the second time. */
  readonly poisoned: (uri: string) => void;
  readonly changed: (state: ServerState) => void;
}

export type ServerState = "off" | "starting" | "running" | "waiting" | "failed";

export interface Supervisor<R extends Running> {
  /** The running server; starts it if it is off. Rejects when it was given up. */
  readonly ensure: () => Promise<R>;
  readonly current: () => R | undefined;
  /** Something was sent to the server about this document: it is what a hang or a death is put down to, and is watched. */
  readonly touch: (uri: string) => void;
  /** The server has told what it found in this document: a later hang or death is not put down to it. */
  readonly answered: (uri: string) => void;
  readonly restart: () => Promise<void>;
  readonly quarantined: () => readonly string[];
  readonly dispose: () => Promise<void>;
}

export const hangMs = 5_000;
const pingMs = 2_000;
/** Starting takes a second or two on a slow machine; what takes longer hangs before it has begun to listen. */
export const startMs = 20_000;
const forgetMs = 180_000;
const backOffMs = [0, 1_000, 2_000, 4_000];
const mostDeaths = 5;

export function supervise<R extends Running>(options: SupervisorOptions<R>): Supervisor<R> {
  const { clock } = options;
  const blame = new Map<string, number>();
  let deaths: number[] = [];
  let state: ServerState = "off";
  let running: R | undefined;
  let starting: Promise<R> | undefined;
  let endStart: (() => void) | undefined; // ends the one that is starting
  let generation = 0; // what a death or a late start belongs to
  let suspect: string | undefined;
  let watch: unknown;
  let touched = false; // since the last question whether it listens
  let disposed = false;

  const enter = (next: ServerState): void => {
    state = next;
    options.changed(next);
  };
  const start = (): Promise<R> => {
    const mine = ++generation;
    enter("starting");
    const late = clock.setTimeout(() => {
      if (mine !== generation) return;
      endStart?.();
      died(`did not start for ${startMs / 1000} seconds and was ended`);
    }, startMs);
    const ended = (): void => {
      if (mine === generation) died("ended by itself");
    };
    starting = options
      .launch(ended, (kill) => {
        if (mine === generation) endStart = kill;
        else kill();
      })
      .finally(() => clock.clearTimeout(late))
      .then((server) => {
        if (mine !== generation) {
          server.kill();
          throw new Error("replaced before it had started");
        }
        running = server;
        endStart = undefined;
        enter("running");
        return server;
      });
    starting.catch((error) => {
      if (mine === generation) died(`did not start: ${error instanceof Error ? error.message : error}`);
    });
    return starting;
  };
  const died = (how: string): void => {
    generation++;
    running = undefined;
    starting = undefined;
    endStart = undefined;
    clock.clearTimeout(watch);
    watch = undefined;
    if (disposed) return;
    const now = clock.now();
    deaths = [...deaths.filter((at) => now - at < forgetMs), now];
    options.log(`The language server ${how} (${deaths.length} in three minutes).`);
    accuse();
    if (deaths.length >= mostDeaths) {
      enter("failed");
      options.gaveUp();
      return;
    }
    const wait = backOffMs[Math.min(deaths.length - 1, backOffMs.length - 1)];
    enter("waiting");
    const mine = generation;
    clock.setTimeout(() => {
      if (mine === generation && !disposed) start().catch(() => undefined);
    }, wait);
  };
  const accuse = (): void => {
    if (suspect === undefined) return;
    const times = (blame.get(suspect) ?? 0) + 1;
    blame.set(suspect, times);
    if (times === 2) options.poisoned(suspect);
    suspect = undefined;
  };
  /** Asks whether it still listens, a while after something was sent; what is sent meanwhile is asked about next. */
  const arm = (): void => {
    if (!touched || watch !== undefined || running === undefined) return;
    watch = clock.setTimeout(look, pingMs);
  };
  const look = (): void => {
    watch = undefined;
    touched = false;
    const server = running;
    const mine = generation;
    if (server === undefined) return;
    watch = clock.setTimeout(() => {
      watch = undefined;
      if (mine !== generation) return;
      server.kill();
      died(`did not answer for ${hangMs / 1000} seconds and was ended`);
    }, hangMs);
    server.ping().then(
      () => {
        if (mine !== generation) return;
        clock.clearTimeout(watch);
        watch = undefined;
        if (!touched) suspect = undefined;
        arm();
      },
      () => undefined, // a connection that is gone is reported as a death
    );
  };

  return {
    current: () => running,
    quarantined: () => [...blame].filter(([, times]) => times >= 2).map(([uri]) => uri),
    ensure: () => {
      if (disposed) return Promise.reject(new Error("the extension is closing"));
      if (running !== undefined) return Promise.resolve(running);
      if (state === "failed") return Promise.reject(new Error("the language server was given up"));
      return starting ?? start();
    },
    touch: (uri) => {
      suspect = uri;
      touched = true;
      arm();
    },
    answered: (uri) => {
      if (suspect === uri) suspect = undefined;
    },
    restart: async () => {
      const old = running;
      generation++;
      running = undefined;
      starting = undefined;
      deaths = [];
      blame.clear();
      suspect = undefined;
      clock.clearTimeout(watch);
      watch = undefined;
      old?.kill();
      endStart?.();
      endStart = undefined;
      await start();
    },
    dispose: async () => {
      disposed = true;
      generation++;
      clock.clearTimeout(watch);
      const old = running;
      running = undefined;
      starting = undefined;
      endStart?.();
      await old?.stop();
    },
  };
}
