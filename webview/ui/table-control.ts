import { html, nothing, type TemplateResult } from "lit";
import type { DataRole } from "../../src/demos/demo";
import type { PlainParam } from "../../src/demos/fit";
import type { DataState } from "../../src/demos/own-data";
import type { DataActions } from "../demo-data";
import { button, checkbox, dropdown } from "./toolkit";
import { type Say, words } from "./words";

type DataControl = Extract<PlainParam, { kind: "data" }>;

export interface TableContext {
  readonly say: Say;
  readonly isChosen: boolean;
  readonly state: DataState | undefined;
  /** Whether there is an editor that may have something selected. */
  readonly canSelect: boolean;
  readonly actions: DataActions;
  readonly onClear: () => void;
}

/** A table of the person's own: where it comes from, what its columns are used as, and what is wrong with it. */
export function tableControl(param: DataControl, context: TableContext): TemplateResult {
  const { say, state, isChosen, canSelect, actions, onClear } = context;
  const label = say(param.label);
  return html`<fieldset class="own-table">
    <legend>${label}</legend>
    ${
      isChosen
        ? html`<div class="row own-name">
            <span class="name" title=${state?.name ?? ""}>${state === undefined ? say(words.reading) : state.name || say(words.pastedText)}</span>
            ${button(say(words.clear), onClear, { name: `${label}: ${say(words.clear)}` })}
          </div>`
        : nothing
    }
    ${state === undefined || state.columns.length === 0 ? nothing : html`<p class="help">${say(words.tableSize(state.rows, state.columns.length))}</p>`}
    ${(state?.problems ?? []).map(problemLine(say))}
    ${state?.tooLong === undefined ? nothing : thinButton(param, state, state.tooLong, context)}
    ${state === undefined || state.columns.length === 0 ? nothing : param.roles.map((role) => roleControl(param, role, state, context))}
    <div class="row">
      ${button(say(words.chooseFile), () => actions.chooseData(param.id), { title: say(words.chooseFileHelp) })}
      ${canSelect ? button(say(words.useSelection), () => actions.selectData(param.id), { title: say(words.useSelectionHelp) }) : nothing}
    </div>
    ${pasteBox(param, label, context)}
  </fieldset>`;
}

const problemLine =
  (say: Say) =>
  ({ severity, message, row, column }: DataState["problems"][number]): TemplateResult => {
    const place = row === undefined ? "" : ` ${say(words.place(row, column))}`;
    return html`<p class=${severity === "error" ? "problem" : "help"} role="status">${severity === "warning" ? "⚠ " : ""}${say(message)}${place}</p>`;
  };

function thinButton(
  param: DataControl,
  state: DataState,
  every: number,
  { say, actions }: TableContext,
): TemplateResult {
  const taken = Math.ceil(state.rows / every);
  return html`<div class="row">${button(say(words.thin(every, taken)), () => actions.thinData(param.id, every))}</div>`;
}

function roleControl(
  param: DataControl,
  role: DataRole,
  state: DataState,
  { say, actions }: TableContext,
): TemplateResult {
  const label = say(role.label);
  const used = state.roles[role.id] ?? [];
  const columns = state.columns.filter(({ kind }) => role.kind === "any" || kind === "number");
  const cast = (names: readonly string[]): void => actions.castData(param.id, role.id, names);
  if (role.many === true) {
    const chosen = new Set(used);
    const toggle = (name: string, isOn: boolean): void =>
      cast(columns.map((column) => column.name).filter((each) => (each === name ? isOn : chosen.has(each))));
    return html`<fieldset class="many role">
      <legend>${label}</legend>
      ${columns.map((column) => checkbox(columnLabel(column, say), chosen.has(column.name), (isOn) => toggle(column.name, isOn)))}
    </fieldset>`;
  }
  // Values are places, so that a column may have any name; the first stands for no column.
  const options = [
    ...(role.optional === true || used.length === 0 ? [{ value: "none", label: say(words.noColumn) }] : []),
    ...columns.map((column, k) => ({ value: String(k), label: columnLabel(column, say) })),
  ];
  const at = columns.findIndex(({ name }) => name === used[0]);
  return html`<div class="role">
    <span class="label" aria-hidden="true">${label}</span>
    ${dropdown(`${say(param.label)}: ${label}`, at < 0 ? "none" : String(at), options, (value) => cast(value === "none" ? [] : [columns[Number(value)].name]))}
  </div>`;
}

const columnLabel = ({ name, kind, missing }: DataState["columns"][number], say: Say): string =>
  `${name}${kind === "text" ? ` (${say(words.textColumn)})` : ""}${missing > 0 ? ` — ${say(words.missing(missing))}` : ""}`;

function pasteBox(param: DataControl, label: string, { say, actions }: TableContext): TemplateResult {
  const use = (event: Event): void => {
    const box = (event.currentTarget as HTMLElement).closest("details");
    const area = box?.querySelector("textarea");
    if (!box || !area) return;
    actions.pasteData(param.id, area.value);
    if (area.value.trim() !== "") box.open = false;
  };
  return html`<details class="typed-list">
    <summary>${say(words.pasteText)}</summary>
    <textarea rows="5" spellcheck="false" aria-label="${label}: ${say(words.pasteHelp)}" placeholder=${"x,y\n1,2\n3,4"}></textarea>
    <p class="help">${say(words.pasteHelp)}</p>
    <div class="row"><vscode-button appearance="secondary" @click=${use}>${say(words.useText)}</vscode-button></div>
  </details>`;
}
