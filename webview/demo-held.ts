import type { DemoState, Values } from "../src/demos/demo";
import type { View } from "../src/plot/scene";
import type { DemoDescription, Frame } from "../src/protocol/work";
import { type Run, readRuns } from "./runtime/history";
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
  readonly runs: readonly Run[];
  readonly picks: Picks;
  readonly overlaid: number | undefined;
  readonly frame: Frame | undefined;
  readonly otherFrame: Frame | undefined;
  readonly problem: string | undefined;
  readonly message: string | undefined;
  readonly openTables: ReadonlySet<string>;
  readonly exported: string;
}

/** A page at its start: what was given, else what was stored, else the demo's own. */
export function startHeld(
  description: DemoDescription,
  state: DemoState | undefined,
  mine: PageState | undefined,
): Held {
  return {
    values: { ...description.initial, ...state?.values },
    seed: state?.seed ?? 1,
    step: state?.step ?? 0,
    tab: description.tabs.find((tab) => tab.id === mine?.tab)?.id ?? description.tabs[0]?.id ?? "",
    view: mine?.view ?? { domains: {}, cameras: {} },
    speed: mine?.speed ?? 4,
    isPlaying: false,
    runs: readRuns(mine?.runs ?? [], description.id),
    picks: mine?.picks ?? {},
    overlaid: undefined,
    frame: undefined,
    otherFrame: undefined,
    problem: undefined,
    message: undefined,
    openTables: new Set(),
    exported: "",
  };
}
