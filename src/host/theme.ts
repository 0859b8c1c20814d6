import * as vscode from "vscode";
import type { ThemeKind } from "../protocol/server";

const kinds: Readonly<Record<vscode.ColorThemeKind, ThemeKind>> = {
  [vscode.ColorThemeKind.Light]: "light",
  [vscode.ColorThemeKind.Dark]: "dark",
  [vscode.ColorThemeKind.HighContrast]: "contrastDark",
  [vscode.ColorThemeKind.HighContrastLight]: "contrastLight",
};

export function themeKind(): ThemeKind {
  return kinds[vscode.window.activeColorTheme.kind];
}
