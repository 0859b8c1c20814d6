import { html, nothing, svg, type TemplateResult } from "lit";

const shapes = {
  play: svg`<path d="M5 3.2v9.6a.6.6 0 0 0 .92.5l7.4-4.8a.6.6 0 0 0 0-1l-7.4-4.8A.6.6 0 0 0 5 3.2z"/>`,
  pause: svg`<path d="M4.5 3h2.4v10H4.5zM9.1 3h2.4v10H9.1z"/>`,
  forward: svg`<path d="M4 3.4v9.2l6.2-4.6zM10.8 3.2h1.8v9.6h-1.8z"/>`,
  back: svg`<path d="M12 3.4v9.2L5.8 8zM3.4 3.2h1.8v9.6H3.4z"/>`,
  start: svg`<path d="M13 3.4v9.2L8 8zM8.2 3.4v9.2L3.2 8zM2 3.2h1.4v9.6H2z"/>`,
  end: svg`<path d="M3 3.4v9.2L8 8zM7.8 3.4v9.2L12.8 8zM12.6 3.2H14v9.6h-1.4z"/>`,
  plus: svg`<path d="M7.2 3h1.6v4.2H13v1.6H8.8V13H7.2V8.8H3V7.2h4.2z"/>`,
  minus: svg`<path d="M3 7.2h10v1.6H3z"/>`,
  home: svg`<path d="M3 3h4v1.5H4.5V7H3zM9 3h4v4h-1.5V4.5H9zM3 9h1.5v2.5H7V13H3zM11.5 9H13v4H9v-1.5h2.5z"/>`,
  sound: svg`<path d="M2 6h2.5L8 3v10L4.5 10H2zM10 5.2c1.6 1 1.6 4.6 0 5.6zM11.3 3.2c3.2 1.8 3.2 7.8 0 9.6l-.6-1.2c2.2-1.4 2.2-5.8 0-7.2z"/>`,
  pin: svg`<path d="M9.8 2 14 6.2l-1 1-.8-.2-2.4 2.4.2 2.6-1 1L6.2 10.2 2.6 13.8 2.2 13.4 5.8 9.8 3 7l1-1 2.6.2L9 3.8 8.8 3z"/>`,
  left: svg`<path d="m10.2 2.8 1.2 1.2L7.4 8l4 4-1.2 1.2L5 8z"/>`,
  right: svg`<path d="M5.8 2.8 4.6 4l4 4-4 4 1.2 1.2L11 8z"/>`,
} as const;

export type IconName = keyof typeof shapes;

/** The picture alone, for a control that says in words what it does. */
export const icon = (name: IconName): TemplateResult =>
  html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${shapes[name]}</svg>`;

/** A square button with a picture; its name is for the tooltip and the screen reader. */
export function iconButton(
  name: IconName,
  label: string,
  onClick: () => void,
  options: { readonly disabled?: boolean; readonly pressed?: boolean; readonly primary?: boolean } = {},
): TemplateResult {
  return html`<button
    type="button"
    class="icon ${options.primary === true ? "is-primary" : ""}"
    aria-label=${label}
    title=${label}
    aria-pressed=${options.pressed ?? nothing}
    ?disabled=${options.disabled === true}
    @click=${onClick}
  >
    ${icon(name)}
  </button>`;
}
