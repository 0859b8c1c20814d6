import { html, type TemplateResult } from "lit";
import type { PlainParam } from "../../src/demos/fit";
import { fieldText } from "./number";
import { variables } from "./toolkit";
import { type Say, words } from "./words";

/** A list of numbers as bars that can be dragged or moved by key; buttons add and take away one. */
export function spectrumBars(
  label: string,
  values: readonly number[],
  param: Extract<PlainParam, { kind: "spectrum" }>,
  say: Say,
  onChange: (values: readonly number[]) => void,
): TemplateResult {
  const { min, max } = param;
  // Over more than a decade the heights are logarithms, or small values beside large ones would not be seen.
  const isLog = min > 0 && max > 10 * min;
  const shareOf = (value: number): number =>
    isLog ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  const at = (share: number): number => (isLog ? min * (max / min) ** share : min + share * (max - min));
  const round = (value: number): number => Number(Math.min(max, Math.max(min, value)).toPrecision(4));
  const set = (k: number, value: number): void => onChange(values.map((old, j) => (j === k ? round(value) : old)));
  const drag = (event: PointerEvent, k: number): void => {
    const bar = event.currentTarget as HTMLElement;
    if (event.type === "pointerdown") bar.setPointerCapture(event.pointerId);
    if (!bar.hasPointerCapture(event.pointerId)) return;
    const box = bar.getBoundingClientRect();
    set(k, at(1 - (event.clientY - box.top) / box.height));
  };
  const key = (event: KeyboardEvent, k: number): void => {
    const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    set(k, at(shareOf(values[k]) + by / 100));
  };
  return html`<fieldset class="spectrum">
    <legend>${label}</legend>
    <div class="bars">
      ${values.map(
        (value, k) => html`<div
          class="bar"
          role="slider"
          tabindex="0"
          aria-orientation="vertical"
          aria-label="${label}, ${say(words.entry)} ${k + 1}"
          aria-valuemin=${min}
          aria-valuemax=${max}
          aria-valuenow=${value}
          aria-valuetext=${fieldText(value)}
          title=${fieldText(value)}
          ${variables({ "--share": shareOf(value).toFixed(4) })}
          @pointerdown=${(event: PointerEvent) => drag(event, k)}
          @pointermove=${(event: PointerEvent) => drag(event, k)}
          @keydown=${(event: KeyboardEvent) => key(event, k)}
        ></div>`,
      )}
      <span class="bar-buttons">
        <button
          type="button"
          class="icon"
          aria-label="${label}: +"
          ?disabled=${values.length >= param.maxLength}
          @click=${() => onChange([...values, values.at(-1) ?? min])}
        >
          +
        </button>
        <button
          type="button"
          class="icon"
          aria-label="${label}: −"
          ?disabled=${values.length <= 1}
          @click=${() => onChange(values.slice(0, -1))}
        >
          −
        </button>
      </span>
    </div>
  </fieldset>`;
}
