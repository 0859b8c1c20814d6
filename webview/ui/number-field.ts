import { html, nothing, type TemplateResult } from "lit";
import { Directive, directive, type ElementPart } from "lit/directive.js";
import { parseTyped } from "./number";

/** A field for one number: what is being typed stays as it is, and what can't be taken is said and leaves with the next value. */
export interface NumberField {
  /** The value it shows when nobody is typing. */
  readonly text: string;
  readonly name?: string;
  readonly id?: string;
  /** Takes the number, or says why it can't. */
  readonly take: (value: number | undefined) => string | undefined;
  readonly onKey?: (event: KeyboardEvent) => void;
  readonly isWhole?: boolean;
}

/** The fields in which something stands that was not taken yet. */
const open = new WeakSet<HTMLInputElement>();

export function numberField({ text, name, id, take, onKey, isWhole }: NumberField): TemplateResult {
  const complain = (input: HTMLInputElement, complaint: string | undefined): void => {
    input.setCustomValidity(complaint ?? "");
    input.setAttribute("aria-invalid", String(complaint !== undefined));
  };
  const changed = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const complaint = take(parseTyped(input.value));
    complain(input, complaint);
    if (complaint === undefined) open.delete(input);
    else input.reportValidity();
    // A number that is no other one brings no new picture: 2.50 is written 2.5 here.
    if (complaint === undefined && parseTyped(input.value) === parseTyped(text)) input.value = text;
  };
  const typing = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    open.add(input);
    complain(input, undefined);
  };
  /** What was not taken goes when the field is left: it shows what holds. */
  const left = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    if (!open.delete(input)) return;
    complain(input, undefined);
    input.value = text;
  };
  const pressed = (event: KeyboardEvent): void => {
    onKey?.(event);
    // A key that steps gives up what was half typed.
    if (event.defaultPrevented) open.delete(event.target as HTMLInputElement);
  };
  return html`<input
    class="number"
    id=${id ?? nothing}
    inputmode=${isWhole === true ? "numeric" : "decimal"}
    autocomplete="off"
    spellcheck="false"
    aria-label=${name ?? nothing}
    ${shown(text)}
    @input=${typing}
    @change=${changed}
    @blur=${left}
    @keydown=${pressed}
  />`;
}

/** Writes the value into the field, unless a person is typing there. */
const shown = directive(
  class extends Directive {
    render(_text: string): typeof nothing {
      return nothing;
    }
    override update(part: ElementPart, [text]: [string]): typeof nothing {
      const input = part.element as HTMLInputElement;
      if (open.has(input) && document.activeElement === input) return nothing;
      open.delete(input);
      if (input.value !== text) input.value = text;
      input.setCustomValidity("");
      input.setAttribute("aria-invalid", "false");
      return nothing;
    }
  },
);
