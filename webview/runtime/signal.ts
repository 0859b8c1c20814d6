/** A value that tells its readers when it changes. Changes within one turn are told once, after it. */
export interface Signal<T> {
  readonly get: () => T;
  readonly set: (next: T) => void;
  readonly update: (change: (now: T) => T) => void;
  /** Returns how to stop listening. */
  readonly listen: (listener: (now: T) => void) => () => void;
}

export function signal<T>(initial: T, later: (run: () => void) => void = queueMicrotask): Signal<T> {
  let now = initial;
  let isWaiting = false;
  const listeners = new Set<(now: T) => void>();
  const set = (next: T): void => {
    if (Object.is(next, now)) return;
    now = next;
    if (isWaiting) return;
    isWaiting = true;
    later(() => {
      isWaiting = false;
      for (const listener of [...listeners]) listener(now);
    });
  };
  return {
    get: () => now,
    set,
    update: (change) => set(change(now)),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
