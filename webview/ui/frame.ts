import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { EmitTarget, Link, Preset, Value } from "../../src/demos/demo";
import type { PlainParam } from "../../src/demos/fit";
import type { Scene } from "../../src/plot/scene";
import type { DemoDescription, Frame } from "../../src/protocol/work";
import type { DataActions } from "../demo-data";
import { heardLine } from "../render/sound";
import type { Comparison, Run } from "../runtime/history";
import { speeds } from "../runtime/player";
import type { Picks } from "../runtime/storage";
import type { Progress } from "../runtime/worker";
import { type ChallengeActions, challengeList } from "./challenges";
import { control } from "./controls";
import { type ExportKind, exportPanel } from "./export-panel";
import type { Formulas } from "./formula";
import { iconButton } from "./icons";
import { numberField } from "./number-field";
import { checkBadge, dataTable, keysDialog, type RunActions, runList } from "./parts";
import { presetRow } from "./presets";
import { button, variables } from "./toolkit";
import { type Say, words } from "./words";

/** What the frame around a demo shows. */
export interface DemoUi {
  readonly description: DemoDescription;
  readonly frame: Frame | undefined;
  readonly scenes: readonly Scene[];
  readonly values: Readonly<Record<string, Value>>;
  readonly seed: number;
  readonly tab: string;
  readonly isPlaying: boolean;
  readonly isHeard: boolean;
  readonly speed: number;
  readonly keyFrames: boolean;
  readonly runs: readonly Run[];
  readonly compared: Comparison | undefined;
  readonly progress: Progress | undefined;
  readonly problem: string | undefined;
  readonly message: string | undefined;
  readonly openTables: ReadonlySet<string>;
  readonly exported: string;
  /** What was predicted, by the place of the challenge in its list. */
  readonly picks: Picks;
  /** Whether there is an editor that may have something selected. */
  readonly canSelect: boolean;
}

export interface DemoActions extends RunActions, DataActions, ChallengeActions {
  readonly setValue: (param: string, value: Value) => void;
  readonly setSeed: (seed: number) => void;
  readonly preset: (preset: Preset) => void;
  readonly tab: (tab: string) => void;
  readonly play: () => void;
  readonly goTo: (step: number) => void;
  readonly setSpeed: (speed: number) => void;
  /** Lets each step be heard, or no longer. */
  readonly hear: () => void;
  readonly reset: () => void;
  readonly toggleTable: (scene: string, isOpen: boolean) => void;
  readonly zoom: (scene: string, factor: number | undefined) => void;
  readonly listen: (scene: string) => void;
  readonly exportAs: (kind: ExportKind) => void;
  readonly emit: (target: EmitTarget, isCopy: boolean) => void;
  readonly pickExport: (scene: string) => void;
  readonly copyLink: () => void;
  readonly copyState: () => void;
  /** Opens another demo in the state that a link leads to. */
  readonly follow: (link: Link) => void;
  /** Ends what is being computed; the picture before stays. */
  readonly cancel: () => void;
  readonly showKeys: () => void;
}

export interface Surroundings {
  readonly say: Say;
  readonly plotOf: (scene: string) => HTMLElement;
  readonly formulas: Formulas;
}

/** The whole page of a demo. */
export function demoFrame(ui: DemoUi, actions: DemoActions, around: Surroundings): TemplateResult {
  const { say } = around;
  const { description, frame } = ui;
  return html`<div class="page demo">
    <button type="button" class="plain skip" @click=${() => document.getElementById("scenes")?.focus()}>${say(words.skip)}</button>
    <header class="top">
      <div class="titles">
        <h1>${say(description.title)}</h1>
        <p class="sentence">${say(description.sentence)}</p>
      </div>
      <div class="row">
        ${checkBadge(frame?.checks ?? [], say)}
        ${button(say(words.copyLink), actions.copyLink)}
        <button type="button" class="icon" aria-label=${say(words.keysTitle)} title=${say(words.keysTitle)} @click=${actions.showKeys}>?</button>
      </div>
    </header>
    ${presetRow(description, ui.values, actions.preset, say)}
    <div class="body"><div class="stage">
      ${tabList(ui, actions, say)}
      <div class="scenes ${ui.compared?.way === "beside" ? "is-beside" : ""}" id="scenes" role=${description.tabs.length > 1 ? "tabpanel" : nothing} aria-labelledby=${description.tabs.length > 1 ? `tab-${ui.tab}` : nothing} tabindex="-1">
        ${repeat(
          ui.scenes,
          (scene) => scene.id,
          (scene) => sceneCard(scene, ui, actions, around),
        )}
      </div>
      ${ui.problem === undefined ? nothing : html`<p class="problem block" role="alert">${ui.problem}</p>`}
      ${transport(ui, actions, say)}
      ${notes(ui, around)}
      ${linkRow(ui, actions, say)}
    </div>
    ${controls(ui, actions, say)}
    <div class="below">
      ${challengeList(description.challenges, ui.picks, actions, say)}
      <div class="side">${runList(ui.runs, ui.compared, actions, say)} ${exportPanel(ui.scenes, ui.exported, actions, say)}</div>
    </div></div>
    <div class="toast" role="status" aria-live="polite">${ui.message ?? ""}</div>
    ${ui.progress === undefined ? nothing : progressBar(ui.progress, actions, say)}
    ${keysDialog(say)}
  </div>`;
}

/** How far a long computation is, and how to end it. */
function progressBar({ done }: Progress, { cancel }: DemoActions, say: Say): TemplateResult {
  const percent = done === undefined ? undefined : Math.round(done * 100);
  return html`<div
      class="progress ${percent === undefined ? "is-unknown" : ""}"
      role="progressbar"
      aria-label=${say(words.computing)}
      aria-valuenow=${percent ?? nothing}
      ${variables({ "--share": String(done ?? 0) })}
    ></div>
    <div class="computing">
      <span>${say(words.computing)}${percent === undefined ? "" : ` ${percent} %`}</span>
      <button type="button" class="plain" @click=${cancel}>${say(words.cancel)}</button>
    </div>`;
}

function tabList({ description, tab }: DemoUi, actions: DemoActions, say: Say): TemplateResult | typeof nothing {
  const { tabs } = description;
  if (tabs.length < 2) return nothing;
  const key = (event: KeyboardEvent): void => {
    const now = tabs.findIndex((each) => each.id === tab);
    const to = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = tabs[(to + tabs.length) % tabs.length];
    actions.tab(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" @keydown=${key}>
    ${tabs.map(
      ({ id, title }) =>
        html`<button type="button" role="tab" id="tab-${id}" aria-controls="scenes" aria-selected=${String(id === tab)} tabindex=${id === tab ? 0 : -1} @click=${() => actions.tab(id)}>${say(title)}</button>`,
    )}
  </div>`;
}

/** A scene with its heading, tools and table; used by the lens as well. */
export function sceneCard(
  scene: Scene,
  ui: Pick<DemoUi, "openTables">,
  actions: Pick<DemoActions, "zoom" | "listen" | "toggleTable">,
  { say, plotOf }: Surroundings,
): TemplateResult {
  const isMovable = scene.zoomable === true || scene.camera !== undefined;
  return html`<figure class="scene ${(scene.span ?? 0.5) > 0.6 ? "is-wide" : ""}" data-scene=${scene.id}>
    <figcaption>
      <h2>${scene.title}</h2>
      <span class="tools">
        ${heardLine(scene) !== undefined ? iconButton("sound", say(words.listen), () => actions.listen(scene.id)) : nothing}
        ${
          isMovable
            ? html`${iconButton("minus", say(words.zoomOut), () => actions.zoom(scene.id, 1.25))}
              ${iconButton("plus", say(words.zoomIn), () => actions.zoom(scene.id, 0.8))}
              ${iconButton("home", say(words.zoomReset), () => actions.zoom(scene.id, undefined))}`
            : nothing
        }
      </span>
    </figcaption>
    ${plotOf(scene.id)}
    <p class="description">${scene.description}</p>
    ${dataTable(scene.table, scene.title, ui.openTables.has(scene.id), (isOpen) => actions.toggleTable(scene.id, isOpen), say)}
  </figure>`;
}

function transport(ui: DemoUi, actions: DemoActions, say: Say): TemplateResult | typeof nothing {
  const steps = ui.frame?.steps ?? 0;
  const step = ui.frame?.step ?? 0;
  if (steps === 0) return ui.frame === undefined ? nothing : html`<p class="narration">${ui.frame.narration}</p>`;
  const scrub = (event: Event): void => actions.goTo(Number((event.target as HTMLInputElement).value));
  const faster = (by: number): void =>
    actions.setSpeed(
      speeds[Math.min(speeds.length - 1, Math.max(0, speeds.indexOf(ui.speed as (typeof speeds)[number]) + by))],
    );
  return html`<div class="transport" role="group" aria-label=${say(words.step)}>
    <div class="row buttons">
      ${iconButton("start", say(words.toStart), () => actions.goTo(0), { disabled: step === 0 })}
      ${iconButton("back", say(words.stepBack), () => actions.goTo(step - 1), { disabled: step === 0 })}
      ${iconButton(ui.isPlaying ? "pause" : "play", say(ui.isPlaying ? words.pause : words.play), actions.play, { primary: true })}
      ${iconButton("forward", say(words.stepForward), () => actions.goTo(step + 1), { disabled: step >= steps })}
      ${iconButton("end", say(words.toEnd), () => actions.goTo(steps), { disabled: step >= steps })}
    </div>
    <div class="scrub slider" ${variables({ "--share": (step / steps).toFixed(4) })}>
      <input type="range" min="0" max=${steps} step="1" .value=${live(String(step))} aria-label=${say(words.step)} aria-valuetext="${step} / ${steps}" @input=${scrub} />
    </div>
    <output class="counter">${step}<span class="of"> / ${steps}</span></output>
    ${ui.description.canSound ? iconButton("sound", say(words.hear), actions.hear, { pressed: ui.isHeard }) : nothing}
    <div class="row speed" role="group" aria-label=${say(words.speed)}>
      ${iconButton("minus", `${say(words.speed)} −`, () => faster(-1), { disabled: ui.speed === speeds[0] })}
      <span title=${say(words.perSecond)}>${ui.speed}<span class="of">/s</span></span>
      ${iconButton("plus", `${say(words.speed)} +`, () => faster(1), { disabled: ui.speed === speeds.at(-1) })}
    </div>
    <p class="narration">${ui.frame?.narration ?? ""}</p>
    ${ui.keyFrames && ui.isPlaying ? html`<p class="help">${say(words.playKeyFrames)}</p>` : nothing}
  </div>`;
}

function notes({ frame }: DemoUi, { say, formulas }: Surroundings): TemplateResult | typeof nothing {
  if (frame === undefined || frame.notes.length === 0) return nothing;
  return html`<section class="notes" aria-label=${say(words.formulas)}>
    ${repeat(
      frame.notes,
      (note) => note.id,
      (note) => html`<div class="note">
        <div class="scroll-x" tabindex="0" role="group" aria-label=${say(words.formulas)}>${formulas.element(note.id, note.tex, note.slots)}</div>
        ${note.sentence === undefined ? nothing : html`<p>${say(note.sentence)}</p>`}
      </div>`,
    )}
  </section>`;
}

/** Where the subject goes on; a page that stands alone holds only its own demo. */
function linkRow({ frame, canSelect }: DemoUi, { follow }: DemoActions, say: Say): TemplateResult | typeof nothing {
  if (frame === undefined || frame.links.length === 0 || !canSelect) return nothing;
  return html`<nav class="row links" aria-label=${say(words.goOn)}>
    ${frame.links.map((link) => button(say(link.title), () => follow(link)))}
  </nav>`;
}

function controls(ui: DemoUi, actions: DemoActions, say: Say): TemplateResult {
  const visible = new Set(ui.frame?.visible ?? ui.description.params.map((param) => param.id));
  const groups = new Map<string, PlainParam[]>();
  // What belongs to the tab comes first.
  const own = ui.description.tabs.find((tab) => tab.id === ui.tab)?.group;
  if (own !== undefined) groups.set(say(own), []);
  for (const param of ui.description.params) {
    if (!visible.has(param.id)) continue;
    const title = param.group === undefined ? "" : say(param.group);
    groups.set(title, [...(groups.get(title) ?? []), param]);
  }
  const takeSeed = (seed: number | undefined): string | undefined => {
    if (seed === undefined || !Number.isSafeInteger(seed) || seed < 0) return say(words.badSeed);
    actions.setSeed(seed);
    return undefined;
  };
  return html`<aside class="controls" aria-label=${say(words.controls)}>
    ${[...groups]
      .filter(([, params]) => params.length > 0)
      .map(
        ([title, params]) => html`<section class="group">
        ${title === "" ? nothing : html`<h2>${title}</h2>`}
        ${repeat(
          params,
          (param) => param.id,
          (param) =>
            control(param, {
              say,
              value: ui.values[param.id],
              notice: mergedNotice(ui, param.id),
              onChange: (value) => actions.setValue(param.id, value),
              table: { state: ui.frame?.data[param.id], canSelect: ui.canSelect, actions },
            }),
        )}
      </section>`,
      )}
    <section class="group last">
      <div class="head">
        <label for="seed" title=${say(words.seedHelp)}>${say(words.seed)}</label>
        ${numberField({ text: String(ui.seed), id: "seed", take: takeSeed, isWhole: true })}
      </div>
      <div class="row">${button(say(words.newSeed), () => actions.setSeed((Math.imul(ui.seed + 1, 1_664_525) + 1_013_904_223) >>> 16))} ${button(say(words.reset), actions.reset, { title: say(words.resetHint) })}</div>
    </section>
  </aside>`;
}

/** A control may have several notices: their marks together, the first problem, and what repairs it or the remark. */
function mergedNotice({ frame }: DemoUi, param: string): Frame["notices"][number] | undefined {
  const mine = (frame?.notices ?? []).filter((notice) => notice.param === param);
  if (mine.length === 0) return undefined;
  const faulty = mine.find((notice) => notice.problem !== undefined);
  const remark = mine.find((notice) => notice.remark !== undefined)?.remark;
  const { fixes } = faulty ?? mine.find((notice) => notice.fixes !== undefined) ?? {};
  return {
    param,
    marks: mine.flatMap((notice) => notice.marks ?? []),
    ...(faulty?.problem === undefined ? {} : { problem: faulty.problem }),
    ...(fixes === undefined ? {} : { fixes }),
    ...(remark === undefined ? {} : { remark }),
  };
}
