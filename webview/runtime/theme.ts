import { type Palette, paletteFor, type ThemeKind } from "../../src/plot/palette";

/** The theme as the page finds it, in VS Code or alone. */
export interface Theme {
  readonly palette: Palette;
  readonly fontFamily: string;
  readonly fontPx: number;
  readonly reducedMotion: boolean;
}

/** Reads the theme, and calls back whenever it changes while the page is open. */
export function watchTheme(onChange: () => void): void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-kind"] });
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)", "(forced-colors: active)"])
    matchMedia(query).addEventListener("change", onChange);
}

export function readTheme(motion: "auto" | "on" | "off"): Theme {
  const style = getComputedStyle(document.body);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  const ground = hex(read("--vscode-editor-background"));
  const text = hex(read("--vscode-editor-foreground") || read("--vscode-foreground"));
  return {
    palette: paletteFor(themeKind(), ground, text),
    fontFamily: read("--vscode-font-family") || "system-ui, sans-serif",
    fontPx: Math.min(20, Math.max(10, Number.parseFloat(read("--vscode-font-size")) || 13)),
    reducedMotion: motion === "on" || (motion === "auto" && wantsLessMotion()),
  };
}

function wantsLessMotion(): boolean {
  return (
    document.body.classList.contains("vscode-reduce-motion") || matchMedia("(prefers-reduced-motion: reduce)").matches
  );
}

function themeKind(): ThemeKind {
  const { classList } = document.body;
  if (classList.contains("vscode-high-contrast-light")) return "hc-light";
  if (classList.contains("vscode-high-contrast")) return "hc-dark";
  if (classList.contains("vscode-light")) return "light";
  if (classList.contains("vscode-dark")) return "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** `#rrggbb` of the ways in which a theme writes an opaque colour. */
function hex(colour: string): string | undefined {
  if (/^#[0-9a-f]{6}/i.test(colour)) return colour.slice(0, 7);
  if (/^#[0-9a-f]{3}$/i.test(colour)) return `#${[...colour.slice(1)].map((digit) => digit + digit).join("")}`;
  const parts = /^rgba?\(\s*(\d+)[,\s]+(\d+)[,\s]+(\d+)/.exec(colour);
  return parts === null
    ? undefined
    : `#${parts
        .slice(1, 4)
        .map((part) => Number(part).toString(16).padStart(2, "0"))
        .join("")}`;
}
