import { type Shape, weigh } from "./shape";

/**
 * A request channel over anything that can post a message: a webview, a worker, the embedding page. Each end serves a
 * table of calls and uses the other's table. Every request settles: with a reply, a failure, or the closing of the channel.
 */

/** One row of a table of calls: what is asked and what is replied. */
export interface Call<Ask, Reply> {
  readonly ask: Ask;
  readonly reply: Reply;
}

/** What an `AbortSignal` offers that is needed here; the pure folders know no DOM. */
export interface Signal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** What stands behind a request while it is served. */
export interface Serving {
  readonly cancelled: () => boolean;
  /** Called once, when the asking end gives up or the channel closes. */
  readonly onCancel: (listener: () => void) => void;
  /** Tells the asking end how far the work is, 0…1. */
  readonly progress: (done: number) => void;
  /** Hands these buffers over with the reply instead of copying them; this end has them no more. */
  readonly handOver: (buffers: readonly ArrayBuffer[]) => void;
}

type AskOf<C, K extends keyof C> = C[K] extends Call<infer A, unknown> ? A : never;
type ReplyOf<C, K extends keyof C> = C[K] extends Call<unknown, infer R> ? R : never;

/** A function for every call of the table; leaving one out does not compile. */
export type Handlers<C> = {
  readonly [K in keyof C]: (ask: AskOf<C, K>, serving: Serving) => ReplyOf<C, K> | Promise<ReplyOf<C, K>>;
};

/** The shape of every ask of the table, checked before its handler sees it. */
export type Shapes<C> = { readonly [K in keyof C]: Shape<AskOf<C, K>> };

/** The two things a channel needs of its surroundings. `onMessage` returns how to stop listening. */
export interface Port {
  readonly post: (message: unknown, handedOver?: readonly ArrayBuffer[]) => void;
  readonly onMessage: (listener: (message: unknown) => void) => () => void;
}

/** Why a request was not answered. `code` is stable; the message is for a log. */
export class CallFailed extends Error {
  constructor(
    readonly code: "closed" | "cancelled" | "failed" | "busy",
    message: string,
  ) {
    super(message);
    this.name = "CallFailed";
  }
}

export interface AskOptions {
  readonly signal?: Signal;
  readonly onProgress?: (done: number) => void;
}

export interface Channel<Theirs> {
  readonly ask: <K extends keyof Theirs & string>(
    call: K,
    ask: AskOf<Theirs, K>,
    options?: AskOptions,
  ) => Promise<ReplyOf<Theirs, K>>;
  /** Rejects what is pending, cancels what is being served, and listens no more. Twice is harmless. */
  readonly close: () => void;
  /** How many incoming messages were refused: of unknown type, of wrong shape, or too large. */
  readonly dropped: () => number;
}

export interface ChannelOptions<Mine> {
  /** Shapes of the incoming asks; without them the other end is trusted (our own worker). */
  readonly shapes?: Shapes<Mine>;
  /** Largest incoming ask in bytes, by call where it differs; default 1 MB. */
  readonly limits?: Partial<Record<keyof Mine, number>>;
  /** Requests served at once before further ones fail as busy; default 64. */
  readonly atOnce?: number;
}

const usualLimit = 1_000_000;

type Wire =
  | { readonly kind: "ask"; readonly id: number; readonly call: string; readonly ask: unknown }
  | { readonly kind: "reply"; readonly id: number; readonly reply: unknown }
  | { readonly kind: "fail"; readonly id: number; readonly code: CallFailed["code"]; readonly message: string }
  | { readonly kind: "progress"; readonly id: number; readonly done: number }
  | { readonly kind: "cancel"; readonly id: number };

interface Pending {
  readonly settle: (reply: unknown) => void;
  readonly fail: (error: CallFailed) => void;
  readonly onProgress: ((done: number) => void) | undefined;
}

/** Opens one end of a channel: serves `Mine` with `handlers`, and asks the other end for `Theirs`. */
export function openChannel<Mine, Theirs>(
  port: Port,
  handlers: Handlers<Mine>,
  options: ChannelOptions<Mine> = {},
): Channel<Theirs> {
  const pending = new Map<number, Pending>();
  const served = new Map<number, Control>();
  let nextId = 1;
  let dropped = 0;
  let open = true;

  const serve = async (message: Extract<Wire, { kind: "ask" }>): Promise<void> => {
    const call = message.call as keyof Mine & string;
    const limit = options.limits?.[call] ?? usualLimit;
    const shape = options.shapes?.[call];
    if (
      !Object.hasOwn(handlers as object, call) ||
      served.has(message.id) ||
      (options.shapes !== undefined && (weigh(message.ask, limit) > limit || shape?.(message.ask) !== true))
    ) {
      dropped++;
      port.post({ kind: "fail", id: message.id, code: "failed", message: "The request was refused." } satisfies Wire);
      return;
    }
    if (served.size >= (options.atOnce ?? 64)) {
      port.post({ kind: "fail", id: message.id, code: "busy", message: "Too many requests at once." } satisfies Wire);
      return;
    }
    const control = makeControl();
    served.set(message.id, control);
    const progress = (done: number): void => {
      if (open && !control.cancelled()) port.post({ kind: "progress", id: message.id, done } satisfies Wire);
    };
    let answer: Wire;
    const buffers: ArrayBuffer[] = [];
    const handOver = (more: readonly ArrayBuffer[]): void => void buffers.push(...more);
    try {
      const reply = await handlers[call](message.ask as never, { ...control, progress, handOver });
      answer = { kind: "reply", id: message.id, reply };
    } catch (error) {
      const code = control.cancelled() ? "cancelled" : error instanceof CallFailed ? error.code : "failed";
      answer = { kind: "fail", id: message.id, code, message: error instanceof Error ? error.message : String(error) };
    }
    served.delete(message.id);
    if (!open) return;
    try {
      port.post(answer, buffers);
    } catch {
      // A reply that can't be cloned is the handler's error; the asking end still has to hear of it.
      port.post({ kind: "fail", id: message.id, code: "failed", message: "The reply can't be sent." } satisfies Wire);
    }
  };

  const receive = (raw: unknown): void => {
    if (!open) return;
    const message = readWire(raw);
    if (message === undefined) {
      dropped++;
    } else if (message.kind === "ask") {
      void serve(message);
    } else if (message.kind === "cancel") {
      served.get(message.id)?.cancel();
    } else {
      const waiting = pending.get(message.id);
      if (waiting === undefined) return; // answered after we stopped waiting
      if (message.kind === "progress") {
        waiting.onProgress?.(message.done);
        return;
      }
      pending.delete(message.id);
      if (message.kind === "reply") waiting.settle(message.reply);
      else waiting.fail(new CallFailed(message.code, message.message));
    }
  };
  const stopListening = port.onMessage(receive);

  return {
    ask: (call, ask, { signal, onProgress } = {}) =>
      new Promise((resolve, reject) => {
        if (!open) return reject(new CallFailed("closed", `${call}: the channel is closed`));
        if (signal?.aborted) return reject(new CallFailed("cancelled", `${call} was cancelled`));
        const id = nextId++;
        const cancel = (): void => {
          signal?.removeEventListener("abort", cancel);
          if (!pending.delete(id)) return;
          if (open) port.post({ kind: "cancel", id } satisfies Wire);
          reject(new CallFailed("cancelled", `${call} was cancelled`));
        };
        const done = (): void => signal?.removeEventListener("abort", cancel);
        pending.set(id, {
          settle: (reply) => {
            done();
            resolve(reply as never);
          },
          fail: (error) => {
            done();
            reject(error);
          },
          onProgress,
        });
        signal?.addEventListener("abort", cancel);
        try {
          port.post({ kind: "ask", id, call, ask } satisfies Wire);
        } catch (error) {
          done();
          pending.delete(id);
          reject(new CallFailed("failed", `${call}: ${error instanceof Error ? error.message : String(error)}`));
        }
      }),
    close: () => {
      if (!open) return;
      open = false;
      stopListening();
      for (const control of served.values()) control.cancel();
      served.clear();
      for (const waiting of pending.values()) waiting.fail(new CallFailed("closed", "the channel is closed"));
      pending.clear();
    },
    dropped: () => dropped,
  };
}

interface Control {
  readonly cancel: () => void;
  readonly cancelled: () => boolean;
  readonly onCancel: (listener: () => void) => void;
}

function makeControl(): Control {
  let cancelled = false;
  const listeners: (() => void)[] = [];
  return {
    cancel: () => {
      if (cancelled) return;
      cancelled = true;
      for (const listener of listeners.splice(0)) listener();
    },
    cancelled: () => cancelled,
    onCancel: (listener) => {
      if (cancelled) listener();
      else listeners.push(listener);
    },
  };
}

/** The message in its wire form, or nothing if it is not one of ours. */
function readWire(raw: unknown): Wire | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const { kind, id, call, code, message, done } = raw as Record<string, unknown>;
  if (typeof id !== "number" || !Number.isSafeInteger(id) || id < 1) return undefined;
  const whole = raw as Wire;
  if (kind === "ask") return typeof call === "string" && call.length <= 64 ? whole : undefined;
  if (kind === "reply" || kind === "cancel") return whole;
  if (kind === "progress") return typeof done === "number" && done >= 0 && done <= 1 ? whole : undefined;
  if (kind !== "fail" || typeof message !== "string") return undefined;
  return code === "closed" || code === "cancelled" || code === "failed" || code === "busy" ? whole : undefined;
}
