import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { ParamNotice, Value } from "../../src/demos/demo";
import type { PlainParam } from "../../src/demos/fit";
import { fieldText, logStops, shareOf, valueAt } from "./number";
import { numberField } from "./number-field";
import { pointsList } from "./points";
import { spectrumBars } from "./spectrum";
import { type TableContext, tableControl } from "./table-control";
import { button, checkbox, dropdown, textField, variables } from "./toolkit";
import { type Say, words } from "./words";

export interface ControlContext {
  readonly say: Say;
  readonly value: Value;
  readonly notice: ParamNotice | undefined;
  readonly onChange: (value: Value) => void;
  /** For a data parameter. */
  readonly table: Pick<TableContext, "state" | "canSelect" | "actions">;
}

/** The control of a parameter. */
export function control(param: PlainParam, context: ControlContext): TemplateResult {
  const { say, notice } = context;
  const problem = notice?.problem === undefined ? undefined : say(notice.problem);
  const helpId = `help-${param.id}`;
  return html`<div class="control kind-${param.kind}" data-param=${param.id}>
    ${body(param, context, helpId)}
    ${param.help === undefined ? nothing : html`<p class="help" id=${helpId}>${say(param.help)}</p>`}
    ${problem === undefined ? nothing : html`<p class="problem" role="status">${problem}</p>`}
    ${notice?.fixes === undefined ? nothing : html`<p class="row">${notice.fixes.slice(0, 3).map((fix) => button(say(fix.title), () => context.onChange(fix.value)))}</p>`}
    ${notice?.remark === undefined ? nothing : html`<p class="help">${say(notice.remark)}</p>`}
  </div>`;
}

function body(param: PlainParam, context: ControlContext, helpId: string): TemplateResult {
  const { say, value, onChange } = context;
  const label = say(param.label);
  switch (param.kind) {
    case "number":
      return numberControl(param, context, helpId);
    case "choice": {
      const options = param.options.map((option) => ({ value: option.value, label: say(option.label) }));
      return html`<span class="label" aria-hidden="true">${label}</span>${dropdown(label, String(value), options, onChange)}`;
    }
    case "toggle":
      return checkbox(label, value === true, onChange);
    case "many": {
      const chosen = new Set(String(value).split(","));
      const toggle = (option: string, isOn: boolean): void => {
        const next = param.options
          .map((each) => each.value)
          .filter((each) => (each === option ? isOn : chosen.has(each)));
        onChange(next.join(","));
      };
      return html`<fieldset class="many">
        <legend>${label}</legend>
        ${param.options.map((option) => checkbox(say(option.label), chosen.has(option.value), (isOn) => toggle(option.value, isOn)))}
      </fieldset>`;
    }
    case "text":
      return html`<span class="label" aria-hidden="true">${label}</span>${textField(label, String(value), param.maxLength, onChange)}`;
    case "matrix":
      return matrixControl(param, context);
    case "spectrum":
      return spectrumBars(label, Array.isArray(value) ? value : [], param, say, onChange);
    case "points":
      return pointsList(label, Array.isArray(value) ? value : [], param, say, onChange);
    case "data":
      return tableControl(param, { ...context.table, say, isChosen: value !== "", onClear: () => onChange("") });
  }
}

function numberControl(
  param: Extract<PlainParam, { kind: "number" }>,
  context: ControlContext,
  helpId: string,
): TemplateResult {
  const { say, notice, onChange } = context;
  const value = Number(context.value);
  const label = say(param.label);
  const share = shareOf(value, param);
  const slide = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const next = valueAt(Number(input.value) / logStops, param);
    if (next !== value) onChange(next);
  };
  const key = (event: KeyboardEvent): void => {
    // The native steps are hundredths of the track; a key moves by the parameter's own step.
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next =
      param.log === true
        ? valueAt(share + by / 100, param)
        : valueAt((value + by * param.step - param.min) / (param.max - param.min), param);
    onChange(next);
  };
  const take = (next: number | undefined): string | undefined => {
    const complaint = complaintOf(next, param, say);
    if (complaint === undefined) onChange(param.integer === true ? Math.round(next!) : next!);
    return complaint;
  };
  const unit = param.unit === undefined ? "" : ` ${param.unit}`;
  return html`<div class="head">
      <label for="slider-${param.id}">${label}</label>
      <span class="typed"
        >${numberField({ text: fieldText(value), name: `${label}${unit}`, take })}${param.unit === undefined ? nothing : html`<span class="unit">${param.unit}</span>`}</span
      >
    </div>
    <div class="slider" ${variables({ "--share": share.toFixed(4) })}>
      ${(notice?.marks ?? []).map((mark, k, marks) => {
        const at = shareOf(mark.at, param);
        // Two rows of names: a mark close to one before it is named above.
        const isCrowded = marks.slice(0, k).some((other) => Math.abs(shareOf(other.at, param) - at) < 0.4);
        return html`<span class="mark ink-${mark.ink} ${at > 0.5 ? "to-left" : ""} ${isCrowded ? "is-upper" : ""}" ${variables({ "--at": at.toFixed(4) })}><span>${typeof mark.label === "string" ? mark.label : say(mark.label)}</span></span>`;
      })}
      <input
        type="range"
        id="slider-${param.id}"
        min="0"
        max=${logStops}
        step="any"
        .value=${live(String(share * logStops))}
        aria-valuetext="${fieldText(value)}${unit}"
        aria-describedby=${param.help === undefined ? nothing : helpId}
        @input=${slide}
        @keydown=${key}
      />
    </div>`;
}

/** Why a typed number can't be used; nothing where it can. */
function complaintOf(
  next: number | undefined,
  { min, max }: { readonly min: number; readonly max: number },
  say: Say,
): string | undefined {
  if (next === undefined) return say(words.notNumber);
  if (next >= min && next <= max) return undefined;
  return `${fieldText(next)} ${say(words.tooLarge)} ${fieldText(min)} … ${fieldText(max)}`;
}

function matrixControl(param: Extract<PlainParam, { kind: "matrix" }>, context: ControlContext): TemplateResult {
  const { say, onChange } = context;
  const label = say(param.label);
  const entries = Array.isArray(context.value) ? context.value : param.initial;
  const change = (k: number, next: number): void => {
    const copy = [...entries];
    copy[k] = Math.min(param.max, Math.max(param.min, next));
    const [row, column] = [Math.floor(k / param.columns), k % param.columns];
    if (param.symmetric === true) copy[column * param.columns + row] = copy[k];
    onChange(copy);
  };
  const key = (event: KeyboardEvent, k: number): void => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    change(k, Number((entries[k] + by * param.step * (event.shiftKey ? 10 : 1)).toPrecision(12)));
  };
  const take = (next: number | undefined, k: number): string | undefined => {
    const complaint = complaintOf(next, param, say);
    if (complaint === undefined) change(k, next!);
    return complaint;
  };
  return html`<fieldset class="matrix">
    <legend>${label}</legend>
    <div class="cells" ${variables({ "--columns": String(param.columns) })}>
      ${entries.map((entry, k) => {
        const name = `${label}, ${say(words.row)} ${Math.floor(k / param.columns) + 1}, ${say(words.column)} ${(k % param.columns) + 1}`;
        return numberField({
          text: fieldText(entry),
          name,
          take: (next) => take(next, k),
          onKey: (event) => key(event, k),
        });
      })}
    </div>
  </fieldset>`;
}
