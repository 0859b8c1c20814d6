import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Preset, Value } from "../../src/demos/demo";
import type { DemoDescription } from "../../src/protocol/work";
import { tabFor } from "../demo-held";
import { type Say, words } from "./words";

/** Presets that open the same tab, in the order of the list. */
interface PresetGroup {
  readonly tab: string;
  readonly members: readonly { readonly preset: Preset; readonly place: number }[];
}

/** The presets by the tab that each opens; one group for all where that would tell nothing. */
export function presetGroups(description: DemoDescription): readonly PresetGroup[] {
  const { presets, initial } = description;
  const groups: { tab: string; members: { preset: Preset; place: number }[] }[] = [];
  for (const [place, preset] of presets.entries()) {
    const tab = tabFor(description, { ...initial, ...preset.values }, preset.tab);
    const last = groups.at(-1);
    if (last?.tab === tab) last.members.push({ preset, place });
    else groups.push({ tab, members: [{ preset, place }] });
  }
  const isTelling = groups.length > 1 && groups.length < presets.length;
  return isTelling ? groups : [{ tab: "", members: groups.flatMap(({ members }) => members) }];
}

/** The row of presets, under the names of their tabs, and what to look at in the one that is on. */
export function presetRow(
  description: DemoDescription,
  values: Readonly<Record<string, Value>>,
  choose: (preset: Preset) => void,
  say: Say,
): TemplateResult {
  const { presets, initial, tabs } = description;
  // A preset sets every control: those it does not name, to their start.
  const on = presets.find((preset) =>
    Object.entries({ ...initial, ...preset.values }).every(
      ([id, value]) => JSON.stringify(values[id]) === JSON.stringify(value),
    ),
  );
  const chip = ({ preset, place }: PresetGroup["members"][number]): TemplateResult =>
    html`<button type="button" class="chip" aria-pressed=${String(preset === on)} title="${say(preset.hint)}${place < 9 ? ` (${place + 1})` : ""}" @click=${() => choose(preset)}>${say(preset.label)}</button>`;
  const group = ({ tab, members }: PresetGroup): TemplateResult => {
    const title = tabs.find(({ id }) => id === tab)?.title;
    if (title === undefined) return html`${members.map(chip)}`;
    const [first, ...others] = members;
    // The name stays with its first chip when the row is broken.
    return html`<div class="topic" role="group" aria-label=${say(title)}>
      <span class="lead"><span class="topic-name" aria-hidden="true">${say(title)}</span>${chip(first)}</span>${others.map(chip)}
    </div>`;
  };
  return html`<nav class="presets" aria-label=${say(words.presets)}>
    ${repeat(presetGroups(description), ({ tab, members }) => `${tab} ${members[0].place}`, group)}
  </nav>${on === undefined ? nothing : html`<p class="hint">${say(on.hint)}</p>`}`;
}
