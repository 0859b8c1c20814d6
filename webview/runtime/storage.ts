import type { DemoState } from "../../src/demos/demo";
import type { View } from "../../src/plot/scene";
import { demoState, type Place } from "../../src/protocol/page";
import type { Picture } from "../../src/protocol/work";
import { type Run, readRuns } from "./history";
import { speeds } from "./player";

/** What was predicted: the index of the choice by the place of the challenge in its list. */
export type Picks = Readonly<Record<number, number>>;

/** All that a page remembers. `demo` and `state` are what the host reads to open the right panel again. */
export interface PageState {
  readonly version: 1;
  readonly kind: "demo" | "lens";
  readonly state?: DemoState;
  readonly tab?: string;
  readonly view?: View;
  readonly speed?: number;
  readonly runs?: readonly Run[];
  readonly picks?: Picks;
  readonly lens?: { readonly pinned?: Place; readonly picture?: Picture };
}

export const mostStoredBytes = 256_000;

/** The state in a stored value, field by field: what is malformed is left out, never believed. */
export function readPageState(raw: unknown): PageState | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const from = raw as Readonly<Record<string, unknown>>;
  if (from["version"] !== 1 || (from["kind"] !== "demo" && from["kind"] !== "lens")) return undefined;
  const state = demoState(from["state"]) ? from["state"] : undefined;
  const speed = speeds.find((one) => one === from["speed"]);
  const view = readView(from["view"]);
  const lens = readLens(from["lens"]);
  const picks = readPicks(from["picks"]);
  return {
    version: 1,
    kind: from["kind"],
    ...(state === undefined ? {} : { state, runs: readRuns(from["runs"], state.demo) }),
    ...(typeof from["tab"] === "string" && from["tab"].length <= 64 ? { tab: from["tab"] } : {}),
    ...(view === undefined ? {} : { view }),
    ...(speed === undefined ? {} : { speed }),
    ...(picks === undefined ? {} : { picks }),
    ...(lens === undefined ? {} : { lens }),
  };
}

function readPicks(raw: unknown): Picks | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
  return Object.fromEntries(
    Object.entries(raw)
      .filter(([key, value]) => /^\d{1,3}$/.test(key) && isIndex(value))
      .slice(0, 64),
  );
}

/** The state to store: without its oldest runs while it is too large. */
export function fitState(state: PageState): PageState {
  let fitted = state;
  while (JSON.stringify(fitted).length * 2 > mostStoredBytes && (fitted.runs?.length ?? 0) > 0)
    fitted = { ...fitted, runs: fitted.runs?.slice(0, -1) ?? [] };
  return fitted;
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isRange = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every(isNumber) && value[0] < value[1];

function readView(raw: unknown): View | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const { domains, cameras } = raw as Readonly<Record<string, unknown>>;
  const kept = (entries: unknown, isGood: (value: Record<string, unknown>) => boolean): Record<string, never> =>
    Object.fromEntries(
      Object.entries(typeof entries === "object" && entries !== null ? entries : {})
        .filter(([id, value]) => id.length <= 64 && typeof value === "object" && value !== null && isGood(value))
        .slice(0, 32),
    ) as Record<string, never>;
  return {
    domains: kept(domains, (value) => isRange(value["x"]) && isRange(value["y"])),
    cameras: kept(
      cameras,
      (value) => isNumber(value["azimuthRad"]) && isNumber(value["elevationRad"]) && isNumber(value["zoom"]),
    ),
  };
}

const pictures: readonly Picture[] = [
  "contour",
  "surface",
  "slice",
  "spectrum",
  "convergence",
  "matrix",
  "circle",
  "lines",
  "solution",
  "formula",
];

function readLens(raw: unknown): PageState["lens"] {
  if (typeof raw !== "object" || raw === null) return undefined;
  const { pinned, picture } = raw as Readonly<Record<string, unknown>>;
  const known = pictures.find((one) => one === picture);
  const { document, offset } = (typeof pinned === "object" && pinned !== null ? pinned : {}) as Partial<
    Record<string, unknown>
  >;
  const place = isNumber(document) && isNumber(offset) ? { document, offset } : undefined;
  return { ...(place === undefined ? {} : { pinned: place }), ...(known === undefined ? {} : { picture: known }) };
}
