import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { Scene } from "../../src/plot/scene";
import type { Show } from "../../src/protocol/page";
import type { LensFrame, LensKnob, Picture } from "../../src/protocol/work";
import type { Text } from "../../src/words/text";
import { type DemoActions, type Surroundings, sceneCard } from "./frame";
import { icon, iconButton } from "./icons";
import { fieldText, parseTyped } from "./number";
import { checkBadge } from "./parts";
import { button, dropdown, variables } from "./toolkit";
import { pictureWords, type Say, words } from "./words";

export interface LensUi {
  readonly show: Show;
  readonly isLive: boolean;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly frame: LensFrame | undefined;
  readonly scenes: readonly Scene[];
  readonly openTables: ReadonlySet<string>;
  readonly problem: string | undefined;
  readonly message: string | undefined;
}

export interface LensActions extends Pick<DemoActions, "zoom" | "listen" | "toggleTable"> {
  readonly begin: (what: "tour" | "file" | "demo") => void;
  readonly back: () => void;
  readonly forward: () => void;
  readonly pin: () => void;
  readonly picture: (picture: Picture) => void;
  readonly plane: (plane: readonly [number, number]) => void;
  readonly knob: (knob: LensKnob, value: number) => void;
  readonly goTo: (step: number) => void;
  readonly write: () => void;
  readonly discard: () => void;
  readonly openSource: () => void;
  readonly copyTex: () => void;
}

/** The side panel: what the statement or formula at the cursor looks like. */
export function lensFrame(ui: LensUi, actions: LensActions, around: Surroundings): TemplateResult {
  const { say } = around;
  return html`<div class="page lens">
    <header class="lens-bar">
      ${iconButton("left", say(words.back), actions.back, { disabled: !ui.canGoBack })}
      ${iconButton("right", say(words.forward), actions.forward, { disabled: !ui.canGoForward })}
      <h1 class="name" title=${nameOf(ui.show)}>${nameOf(ui.show)}</h1>
      ${checkBadge(ui.frame?.checks ?? [], say)}
      <button type="button" class="mode ${ui.isLive ? "is-live" : ""}" title=${say(ui.isLive ? words.pinHint : words.live)} @click=${actions.pin}>
        ${ui.isLive ? nothing : icon("pin")}${say(ui.isLive ? words.following : words.pinned)}
      </button>
    </header>
    ${content(ui, actions, around)}
    <div class="toast" role="status" aria-live="polite">${ui.message ?? ""}</div>
  </div>`;
}

const nameOf = (show: Show): string => ("name" in show ? show.name : "");

function content(ui: LensUi, actions: LensActions, around: Surroundings): TemplateResult {
  const { say } = around;
  switch (ui.show.kind) {
    case "empty": {
      const sentences: Readonly<Record<typeof ui.show.why, Text>> = {
        "no-editor": words.emptyEditor,
        "no-formula": words.emptyFormula,
        "too-large": words.emptyLarge,
        gone: words.emptyGone,
      };
      return empty(say(sentences[ui.show.why]), starters(actions, say));
    }
    case "formula":
      return html`<section class="large-formula">
        <div class="scroll-x" tabindex="0" role="group" aria-label=${say(words.formulas)}>${around.formulas.element("lens", ui.show.tex, {}, true, ui.show.macros)}</div>
        <div class="row">${button(say(words.copyTex), actions.copyTex)} ${button(say(words.goToLine), actions.openSource)}</div>
        <pre class="source" tabindex="0">${ui.show.tex}</pre>
      </section>`;
    case "nabla":
      return nabla(ui, actions, around);
    case "demo":
      return empty("");
  }
}

const empty = (text: string, more: TemplateResult | typeof nothing = nothing): TemplateResult =>
  html`<div class="empty"><span class="nabla" aria-hidden="true">∇</span><p>${text}</p>${more}</div>`;

/** What a person can do who has nothing open yet. */
const starters = (actions: LensActions, say: Say): TemplateResult =>
  html`<div class="row starters">
    ${button(say(words.openTour), () => actions.begin("tour"), { primary: true })}
    ${button(say(words.newFile), () => actions.begin("file"))}
    ${button(say(words.openDemo), () => actions.begin("demo"))}
  </div>`;

function nabla(ui: LensUi, actions: LensActions, around: Surroundings): TemplateResult {
  const { say, formulas } = around;
  const { frame } = ui;
  if (ui.problem !== undefined) return html`<p class="problem block" role="alert">${ui.problem}</p>`;
  if (frame === undefined) return html`<p class="help">${say(words.computing)}</p>`;
  const { statement, answer } = frame;
  if (statement === undefined) return empty(say(frame.advice ?? words.emptyFormula));
  return html`<section class="statement">
      <button type="button" class="source" title=${say(words.goToLine)} @click=${actions.openSource}>${statement.source}</button>
      ${
        answer === undefined
          ? nothing
          : html`<div class="answer tone-${answer.tone}">
              <div class="scroll-x" tabindex="0" role="group" aria-label=${answer.text}>${answer.tex === "" ? answer.text : formulas.element("answer", answer.tex, {})}</div>
            </div>`
      }
    </section>
    ${choosers(frame, actions, say)}
    <div class="scenes">${repeat(
      ui.scenes,
      (scene) => scene.id,
      (scene) => sceneCard(scene, ui, actions, around),
    )}</div>
    ${stepper(frame, actions, say)}
    ${frame.narration === "" ? nothing : html`<p class="narration">${frame.narration}</p>`}
    ${
      frame.edits.length === 0
        ? nothing
        : html`<div class="write-back row"><span>${say(words.moved)}</span>${button(say(words.writeBack), actions.write, { primary: true })} ${button(say(words.discard), actions.discard)}</div>`
    }
    ${
      frame.knobs.length === 0
        ? nothing
        : html`<div class="knobs" role="group" aria-label=${say(words.knobs)}>${repeat(
            frame.knobs,
            (knob) => knob.id,
            (knob) => knobControl(knob, actions),
          )}</div>`
    }
    ${frame.advice === undefined ? nothing : html`<p class="help">${say(frame.advice)}</p>`}
    <section class="notes">
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

function choosers(frame: LensFrame, actions: LensActions, say: Say): TemplateResult | typeof nothing {
  const { pictures, picture, variables: names, plane } = frame;
  if (pictures.length < 2 && names.length < 3) return nothing;
  const planes = names.flatMap((a, i) =>
    names.slice(i + 1).map((b, k) => ({ value: `${i},${i + 1 + k}`, label: `${a}, ${b}` })),
  );
  return html`<div class="choosers row">
    <div class="tabs" role="group" aria-label=${say(words.picture)}>
      ${pictures.map((each) => html`<button type="button" class="chip" aria-pressed=${String(each === picture)} @click=${() => actions.picture(each)}>${say(pictureWords[each])}</button>`)}
    </div>
    ${
      names.length < 3 || plane === undefined
        ? nothing
        : html`<span class="row plane"><span aria-hidden="true">${say(words.plane)}</span>${dropdown(
            say(words.plane),
            plane.join(","),
            planes,
            (next) => {
              const [i, j] = next.split(",").map(Number);
              actions.plane([i, j]);
            },
          )}</span>`
    }
  </div>`;
}

function knobControl(knob: LensKnob, actions: LensActions): TemplateResult {
  const share = (knob.value - knob.min) / (knob.max - knob.min || 1);
  const typed = (event: Event): void => {
    const next = parseTyped((event.target as HTMLInputElement).value);
    if (next !== undefined) actions.knob(knob, next);
  };
  return html`<div class="control">
    <div class="head">
      <label for="knob-${knob.id}">${knob.label}</label>
      <input class="number" inputmode="decimal" autocomplete="off" aria-label=${knob.label} .value=${live(fieldText(Number(knob.value.toPrecision(6))))} @change=${typed} />
    </div>
    <div class="slider" ${variables({ "--share": Math.min(1, Math.max(0, share)).toFixed(4) })}>
      <input
        type="range"
        id="knob-${knob.id}"
        min=${knob.min}
        max=${knob.max}
        step=${knob.step}
        .value=${live(String(knob.value))}
        @input=${(event: Event) => actions.knob(knob, Number((event.target as HTMLInputElement).value))}
      />
    </div>
  </div>`;
}

function stepper({ steps, step }: LensFrame, actions: LensActions, say: Say): TemplateResult | typeof nothing {
  if (steps === 0) return nothing;
  return html`<div class="transport" role="group" aria-label=${say(words.step)}>
    <div class="row buttons">
      ${iconButton("back", say(words.stepBack), () => actions.goTo(step - 1), { disabled: step === 0 })}
      ${iconButton("forward", say(words.stepForward), () => actions.goTo(step + 1), { disabled: step >= steps })}
    </div>
    <div class="scrub slider" ${variables({ "--share": (step / steps).toFixed(4) })}>
      <input type="range" min="0" max=${steps} step="1" .value=${live(String(step))} aria-label=${say(words.step)} @input=${(event: Event) => actions.goTo(Number((event.target as HTMLInputElement).value))} />
    </div>
    <output class="counter">${step}<span class="of"> / ${steps}</span></output>
  </div>`;
}
