import type { DemoState, Opening, Tab, Values } from "../src/demos/demo";
import type { View } from "../src/plot/scene";
import type { DemoDescription, Frame } from "../src/protocol/work";
import { type Comparison, type Run, readRuns } from "./runtime/history";
import type { PageState, Picks } from "./runtime/storage";

/** What a demo's page holds beside the frames that come from the worker. */
export interface Held {
  readonly values: Values;
  readonly seed: number;
  readonly step: number;
  readonly tab: string;
  readonly view: View;
  readonly speed: number;
  readonly isPlaying: boolean;
  /** Whether each step is heard. */
  readonly isHeard: boolean;
  readonly runs: readonly Run[];
  readonly picks: Picks;
  readonly compared: Comparison | undefined;
  readonly frame: Frame | undefined;
  readonly otherFrame: Frame | undefined;
  readonly problem: string | undefined;
  readonly message: string | undefined;
  readonly openTables: ReadonlySet<string>;
  readonly exported: string;
}

/** The tab to show with these values: the one that is open if it agrees with them, else the first that does. */
export function tabFor({ tabs }: DemoDescription, values: Values, open: string | undefined): string {
  const agrees = (tab: Tab): boolean =>
    Object.entries(tab.values ?? {}).every(([id, value]) => JSON.stringify(values[id]) === JSON.stringify(value));
  const kept = tabs.find((tab) => tab.id === open && agrees(tab));
  return (kept ?? tabs.find(agrees) ?? tabs[0])?.id ?? "";
}

/** A page at its start: what was given, else what was stored, else the demo's own. */
export function startHeld(
  description: DemoDescription,
  state: DemoState | undefined,
  mine: PageState | undefined,
): Held {
  const values = { ...description.initial, ...state?.values };
  return {
    values,
    seed: state?.seed ?? 1,
    step: state?.step ?? stepOf(description.opens),
    tab: tabFor(description, values, mine?.tab),
    view: mine?.view ?? { domains: {}, cameras: {} },
    speed: mine?.speed ?? 4,
    isPlaying: false,
    isHeard: false,
    runs: readRuns(mine?.runs ?? [], description.id),
    picks: mine?.picks ?? {},
    compared: undefined,
    frame: undefined,
    otherFrame: undefined,
    problem: undefined,
    message: undefined,
    openTables: new Set(),
    exported: "",
  };
}

/** Beyond the end of any run: the worker answers with the last step. */
const lastStep = 1_000_000_000;

export function stepOf(opening: Opening): number {
  return opening === "start" ? 0 : opening === "end" ? lastStep : opening;
}
