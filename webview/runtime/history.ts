import type { DemoState } from "../../src/demos/demo";
import { demoState } from "../../src/protocol/page";

/** Runs that a person has kept, newest first. */
export interface Run {
  readonly id: number;
  readonly name: string;
  readonly state: DemoState;
}

/** A run that is shown with this one: laid over its pictures, or beside them. */
export interface Comparison {
  readonly run: number;
  readonly way: "overlay" | "beside";
}

export const mostRuns = 12;

/** The list with one run more; the oldest falls out beyond `mostRuns`. Keeping the same state twice keeps it once. */
export function keepRun(runs: readonly Run[], state: DemoState, name: (number: number) => string): readonly Run[] {
  const key = JSON.stringify(state);
  if (runs.some((run) => JSON.stringify(run.state) === key)) return runs;
  const id = 1 + Math.max(0, ...runs.map((run) => run.id));
  return [{ id, name: name(id), state }, ...runs].slice(0, mostRuns);
}

export function deleteRun(runs: readonly Run[], id: number): readonly Run[] {
  return runs.filter((run) => run.id !== id);
}

/** Runs as they come from storage: what is malformed or of another demo is left out. */
export function readRuns(raw: unknown, demo: string): readonly Run[] {
  if (!Array.isArray(raw)) return [];
  const runs: Run[] = [];
  for (const entry of raw.slice(0, mostRuns)) {
    if (typeof entry !== "object" || entry === null) continue;
    const { id, name, state } = entry as Partial<Record<keyof Run, unknown>>;
    if (typeof id !== "number" || !Number.isSafeInteger(id) || typeof name !== "string" || name.length > 80) continue;
    if (demoState(state) && state.demo === demo && !runs.some((run) => run.id === id)) runs.push({ id, name, state });
  }
  return runs;
}
