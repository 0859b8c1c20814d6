import { html, type TemplateResult } from "lit";
import type { EmitTarget } from "../../src/demos/demo";
import type { Scene } from "../../src/plot/scene";
import { button, dropdown } from "./toolkit";
import { type Say, words } from "./words";

export type ExportKind = "svg" | "pdf" | "png" | "csv" | "json" | "html";

export interface ExportActions {
  readonly exportAs: (kind: ExportKind) => void;
  readonly emit: (target: EmitTarget, isCopy: boolean) => void;
  readonly pickExport: (scene: string) => void;
  readonly copyState: () => void;
}

const languages: readonly { readonly target: EmitTarget; readonly name: string }[] = [
  { target: "python", name: "Python" },
  { target: "typescript", name: "TypeScript" },
  { target: "nabla", name: "Nabla" },
];

/** What can be taken along: the chosen picture, the whole demo, the source code of the result. */
export function exportPanel(
  scenes: readonly Scene[],
  chosen: string,
  actions: ExportActions,
  say: Say,
): TemplateResult {
  const options = scenes.map((scene) => ({ value: scene.id, label: scene.title }));
  const value = options.some((option) => option.value === chosen) ? chosen : (options[0]?.value ?? "");
  const kinds = (list: readonly ExportKind[]): TemplateResult[] =>
    list.map((kind) => button(kind.toUpperCase(), () => actions.exportAs(kind)));
  return html`<section class="panel export" aria-labelledby="export-title">
    <h2 id="export-title">${say(words.export)}</h2>
    <h3>${say(words.picture)}</h3>
    ${dropdown(say(words.picture), value, options, actions.pickExport)}
    <div class="row">${kinds(["svg", "pdf", "png", "csv"])}</div>
    <h3>${say(words.wholeDemo)}</h3>
    <div class="row">${kinds(["html", "json"])} ${button(say(words.copyState), actions.copyState)}</div>
    <h3>${say(words.sourceCode)}</h3>
    ${languages.map(
      ({ target, name }) =>
        html`<div class="row code-row"><span class="language">${name}</span>${button(say(words.save), () => actions.emit(target, false), { title: `${name}: ${say(words.save)}` })} ${button(say(words.copy), () => actions.emit(target, true), { title: `${name}: ${say(words.copy)}` })}</div>`,
    )}
  </section>`;
}
