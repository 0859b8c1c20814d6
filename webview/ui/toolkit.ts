import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from "@vscode/webview-ui-toolkit";
import { html, nothing, type TemplateResult } from "lit";
import { Directive, directive, type ElementPart, type PartInfo, PartType } from "lit/directive.js";
import { live } from "lit/directives/live.js";

/** The only place that knows the component library; another one would replace it here. */

/** Registers the components that are used. */
export function registerComponents(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeTextField(),
  );
  // Type-ahead in a dropdown takes Ctrl+S for the letter S and changes the value; the editor must get such keys instead.
  document.addEventListener(
    "keydown",
    (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.altKey) return;
      const isComponent = event
        .composedPath()
        .some((node) => node instanceof HTMLElement && node.localName === "vscode-dropdown");
      if (isComponent) event.stopPropagation();
    },
    true,
  );
}

export interface ButtonOptions {
  readonly primary?: boolean;
  readonly disabled?: boolean;
  readonly title?: string;
  /** What a screen reader says, where the label alone does not tell. */
  readonly name?: string;
}

export function button(label: string, onClick: () => void, options: ButtonOptions = {}): TemplateResult {
  return html`<vscode-button
    appearance=${options.primary === true ? "primary" : "secondary"}
    ?disabled=${options.disabled === true}
    title=${options.title ?? nothing}
    aria-label=${options.name ?? nothing}
    @click=${onClick}
    >${label}</vscode-button
  >`;
}

// A component says `change` also when its value is set from here, and parts of a template are set in their order: the
// listener stands first, so that it is the one that knows the new value and takes it for no change.

export interface Option {
  readonly value: string;
  readonly label: string;
}

export function dropdown(
  label: string,
  value: string,
  options: readonly Option[],
  onChange: (value: string) => void,
): TemplateResult {
  const changed = (event: Event): void => {
    const next = (event.target as HTMLElement & { value: string }).value;
    if (next !== value && options.some((option) => option.value === next)) onChange(next);
  };
  return html`<vscode-dropdown aria-label=${label} @change=${changed} .value=${live(value)}>
    ${options.map((option) => html`<vscode-option value=${option.value} ?selected=${option.value === value}>${option.label}</vscode-option>`)}
  </vscode-dropdown>`;
}

export function checkbox(label: string, value: boolean, onChange: (value: boolean) => void): TemplateResult {
  const changed = (event: Event): void => {
    const next = (event.target as HTMLElement & { checked: boolean }).checked;
    if (next !== value) onChange(next);
  };
  return html`<vscode-checkbox @change=${changed} .checked=${live(value)}>${label}</vscode-checkbox>`;
}

export function textField(
  label: string,
  value: string,
  mostLetters: number,
  onInput: (value: string) => void,
): TemplateResult {
  const typed = (event: Event): void => onInput((event.target as HTMLElement & { value: string }).value);
  return html`<vscode-text-field
    class="wide"
    aria-label=${label}
    .value=${live(value)}
    maxlength=${mostLetters}
    spellcheck="false"
    @input=${typed}
  ></vscode-text-field>`;
}

/** The text of a field, unless a person is writing in it. */
export const writing = directive(
  class extends Directive {
    render(_text: string): typeof nothing {
      return nothing;
    }
    override update(part: ElementPart, [text]: [string]): typeof nothing {
      const field = part.element as HTMLTextAreaElement;
      if (document.activeElement !== field && field.value !== text && field.validationMessage === "")
        field.value = text;
      return nothing;
    }
  },
);

/** Sets CSS variables through the object model: the page's policy allows no style attributes. */
export const variables = directive(
  class extends Directive {
    constructor(part: PartInfo) {
      super(part);
      if (part.type !== PartType.ELEMENT) throw new RangeError("variables belong to an element");
    }
    render(_values: Readonly<Record<string, string>>): typeof nothing {
      return nothing;
    }
    override update(part: ElementPart, [values]: [Readonly<Record<string, string>>]): typeof nothing {
      for (const [name, value] of Object.entries(values)) (part.element as HTMLElement).style.setProperty(name, value);
      return nothing;
    }
  },
);
