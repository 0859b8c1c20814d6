import type { Text } from "../words/text";

interface ColorRow {
  readonly light: string;
  readonly dark: string;
  readonly highContrast: string;
  readonly highContrastLight: string;
  readonly description: Text;
}

/**
 * The inks of the answers at the ends of lines, by what an answer says. Each reaches 4.5 to 1 on the ground of the editor's own
 * themes, where the ink of inlay hints falls to 2.96 (Light Modern). A theme or a person may set them.
 */
export const colors = {
  value: {
    light: "#5b616b",
    dark: "#a0a8b3",
    highContrast: "#d4d8de",
    highContrastLight: "#3b4048",
    description: { en: "Answers at the ends of lines.", zh: "行末的答案。" },
  },
  good: {
    light: "#1a6b33",
    dark: "#73c991",
    highContrast: "#89d185",
    highContrastLight: "#0f5323",
    description: { en: "Answers that say yes: proved, convex.", zh: "肯定的答案：已证、凸。" },
  },
  bad: {
    light: "#b3261e",
    dark: "#f48771",
    highContrast: "#ffa198",
    highContrastLight: "#8f1410",
    description: { en: "Answers that say no: refuted, unbounded.", zh: "否定的答案：已否定、无界。" },
  },
  unsure: {
    light: "#7a5600",
    dark: "#d7ba7d",
    highContrast: "#ffd27f",
    highContrastLight: "#664700",
    description: { en: "Answers that leave it open: undecided.", zh: "未决的答案：未定。" },
  },
} as const satisfies Record<string, ColorRow>;

/** The id of an answer's ink in themes and in `workbench.colorCustomizations`. */
export const colorId = (name: keyof typeof colors): string => `nablascope.answer.${name}`;
