import type { ThemeKind } from "./server";

/** The colour of a formula in a hover: the editor's own is not known there, so one that reads on the usual grounds of its kind. */
export const hoverInk: Readonly<Record<ThemeKind, string>> = {
  light: "#1f2328",
  dark: "#d7dae0",
  contrastDark: "#ffffff",
  contrastLight: "#000000",
};

/** Size of the text in a hover, in px. */
export const hoverFontPx = 15;
