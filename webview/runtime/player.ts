/** Plays a run: a pure clock, so that it can be tested without waiting. */

/** Steps per second that the speed control offers. */
export const speeds = [1, 2, 4, 8, 16, 32, 64] as const;

export interface Playing {
  readonly step: number;
  /** Time not yet turned into steps, in ms. */
  readonly restMs: number;
  readonly isOver: boolean;
}

/**
 * Where playing has come to after `elapsedMs`. With `keyFrames` (reduced motion) it goes in about ten leaps, at most two
 * a second, so that nothing glides.
 */
export function advance(
  now: { readonly step: number; readonly restMs: number },
  elapsedMs: number,
  perSecond: number,
  steps: number,
  keyFrames: boolean,
): Playing {
  // A tab that slept must not leap: at most a quarter of a second is made up for.
  const rest = now.restMs + Math.min(250, Math.max(0, elapsedMs));
  const leap = keyFrames ? Math.max(1, Math.round(steps / 10)) : 1;
  const everyMs = keyFrames ? Math.max(500, 1000 / perSecond) : 1000 / perSecond;
  const count = Math.floor(rest / everyMs);
  const step = Math.min(steps, now.step + count * leap);
  return { step, restMs: rest - count * everyMs, isOver: step >= steps };
}
