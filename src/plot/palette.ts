import { interpolateRgbBasis } from "d3-interpolate";
import type { Ink, Paint, Ramp } from "./scene";

/** Colours for the roles of a picture, one set for each kind of theme. */

export type ThemeKind = "light" | "dark" | "hc-light" | "hc-dark";
export const themeKinds: readonly ThemeKind[] = ["light", "dark", "hc-light", "hc-dark"];

export interface Palette {
  readonly kind: ThemeKind;
  /** Every ink as `#rrggbb`. */
  readonly inks: Readonly<Record<Ink, string>>;
  readonly ramp: (ramp: Ramp, t: number) => string;
}

/**
 * The series after Okabe and Ito (2008, "Color Universal Design"), each moved in lightness until it stands out from its
 * ground by 3:1; neighbours also differ in lightness, so that they part in grey.
 */
const inks: Readonly<Record<ThemeKind, Readonly<Record<Ink, string>>>> = {
  light: {
    ground: "#ffffff",
    text: "#24292f",
    faint: "#6b7280",
    axis: "#767c85",
    grid: "#e7e9ec",
    series0: "#0b67b2",
    series1: "#d1570a",
    series2: "#00875f",
    series3: "#b0468a",
    series4: "#2a93c9",
    series5: "#b07a00",
    series6: "#6a51a3",
    series7: "#5d636b",
    good: "#127a4a",
    wrong: "#c4321f",
    focus: "#0b5fff",
  },
  dark: {
    ground: "#1f1f1f",
    text: "#e6e6e6",
    faint: "#9aa1ab",
    axis: "#8b929b",
    grid: "#34373c",
    series0: "#5aa9f0",
    series1: "#ff8d52",
    series2: "#35c99a",
    series3: "#ea92c6",
    series4: "#8fd3fa",
    series5: "#f2b33d",
    series6: "#b39ee8",
    series7: "#b8bec6",
    good: "#4cc98a",
    wrong: "#ff7b6b",
    focus: "#6ea8ff",
  },
  "hc-light": {
    ground: "#ffffff",
    text: "#000000",
    faint: "#3d3d3d",
    axis: "#292929",
    grid: "#c4c4c4",
    series0: "#00478a",
    series1: "#9a3a00",
    series2: "#00553a",
    series3: "#8a1f66",
    series4: "#0f6a99",
    series5: "#6e4c00",
    series6: "#4b2f91",
    series7: "#3d3d3d",
    good: "#005c2e",
    wrong: "#9c1407",
    focus: "#0f4a85",
  },
  "hc-dark": {
    ground: "#000000",
    text: "#ffffff",
    faint: "#d0d0d0",
    axis: "#e0e0e0",
    grid: "#4a4a4a",
    series0: "#6fbcff",
    series1: "#ff9b62",
    series2: "#43e6b0",
    series3: "#ff9fd8",
    series4: "#a8e1ff",
    series5: "#ffd052",
    series6: "#c9b6ff",
    series7: "#d6d6d6",
    good: "#5df0a2",
    wrong: "#ff8a7c",
    focus: "#f38518",
  },
};

/** Lightness runs one way only, from the ground's side to its opposite: readable without hue. */
const sequentialDark = ["#182033", "#1f3a63", "#235f8f", "#2589a3", "#3fb3a3", "#8fd6ae", "#e3f6d9"];
const sequentialLight = ["#f4faf3", "#d3ecd9", "#96d0c4", "#52aab6", "#2f7fa6", "#28548c", "#1f2f61"];
const divergingLight = ["#17518f", "#4e8cc4", "#a6c8e4", "#f4f3f0", "#f3c499", "#dd8742", "#a34a08"];
const divergingDark = ["#8fc7ff", "#4d94d6", "#2a4f78", "#2b2c2f", "#7a4a22", "#d9853f", "#ffbe85"];

const ramps: Readonly<Record<ThemeKind, Readonly<Record<Ramp, readonly string[]>>>> = {
  light: { sequential: sequentialLight, diverging: divergingLight },
  dark: { sequential: sequentialDark, diverging: divergingDark },
  "hc-light": { sequential: sequentialLight, diverging: divergingLight },
  "hc-dark": { sequential: sequentialDark, diverging: divergingDark },
};

const shades = 256;

/** A palette for a kind of theme; on another ground than its own, each ink is moved until it keeps its contrast there. */
export function paletteFor(kind: ThemeKind, ground?: string, text?: string): Palette {
  const tables = tablesFor(kind);
  const given = ground !== undefined && parseHex(ground) !== undefined ? ground : undefined;
  return {
    kind,
    inks: given === undefined ? inks[kind] : moved(inks[kind], given, text),
    ramp: (ramp, t) => tables[ramp][Math.round(Math.min(1, Math.max(0, Number.isNaN(t) ? 0 : t)) * (shades - 1))],
  };
}

const tableCache = new Map<ThemeKind, Readonly<Record<Ramp, readonly string[]>>>();

function tablesFor(kind: ThemeKind): Readonly<Record<Ramp, readonly string[]>> {
  const known = tableCache.get(kind);
  if (known !== undefined) return known;
  const table = (stops: readonly string[]): string[] => {
    const blend = interpolateRgbBasis([...stops]);
    return Array.from({ length: shades }, (_, k) => hexOf(blend(k / (shades - 1))));
  };
  const tables = { sequential: table(ramps[kind].sequential), diverging: table(ramps[kind].diverging) };
  tableCache.set(kind, tables);
  return tables;
}

function hexOf(rgb: string): string {
  const parts = rgb.match(/\d+/g) ?? ["0", "0", "0"];
  return `#${parts
    .slice(0, 3)
    .map((part) => Number(part).toString(16).padStart(2, "0"))
    .join("")}`;
}

/** The colour of a paint in a palette. */
export function colourOf(palette: Palette, paint: Paint): string {
  return typeof paint === "string" ? palette.inks[paint] : palette.ramp(paint.ramp, paint.t);
}

const shadeCache = new WeakMap<Palette, Map<Ramp, (string | undefined)[]>>();

function shadesOf(palette: Palette, ramp: Ramp): (string | undefined)[] {
  const ramps = shadeCache.get(palette) ?? new Map<Ramp, (string | undefined)[]>();
  shadeCache.set(palette, ramps);
  const shades = ramps.get(ramp) ?? [];
  ramps.set(ramp, shades);
  return shades;
}

/** The colour of a lit surface: the ramp at `t`, darkened or brightened as `light` goes from 0 to 1. */
export function shadedColour(palette: Palette, ramp: Ramp, t: number, light: number): string {
  const step = Math.round(Math.min(1, Math.max(0, light)) * 24);
  const place = Math.round(t * 96);
  const shades = shadesOf(palette, ramp);
  const known = shades[place * 25 + step];
  if (known !== undefined) return known;
  const base = palette.ramp(ramp, place / 96);
  const offset = step / 24 - 0.78;
  const colour = offset < 0 ? mix(base, "#000000", Math.min(0.5, -offset * 0.6)) : mix(base, "#ffffff", offset * 0.9);
  shades[place * 25 + step] = colour;
  return colour;
}

function parseHex(colour: string): readonly [number, number, number] | undefined {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour);
  return match === null
    ? undefined
    : [Number.parseInt(match[1], 16), Number.parseInt(match[2], 16), Number.parseInt(match[3], 16)];
}

/** Red, green and blue, 0…255, of `#rrggbb`. */
export function rgbOf(colour: string): readonly [number, number, number] {
  return parseHex(colour) ?? [0, 0, 0];
}

/** Contrast of two colours, 1…21. @source WCAG 2.2, "contrast ratio" and "relative luminance" */
export function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = rgbOf(colour).map((byte) => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function moved(base: Readonly<Record<Ink, string>>, ground: string, text?: string): Record<Ink, string> {
  const out = { ...base, ground };
  if (text !== undefined && parseHex(text) !== undefined) out.text = text;
  const pole = luminance(ground) > 0.18 ? "#000000" : "#ffffff";
  for (const ink of Object.keys(out) as Ink[]) {
    if (ink === "ground") continue;
    if (ink === "grid") {
      out.grid = mix(ground, pole, 0.12);
      continue;
    }
    const least = ink === "text" || ink === "faint" ? 4.5 : 3;
    for (let share = 0.1; contrast(out[ink], ground) < least && share <= 1; share += 0.1)
      out[ink] = mix(out[ink], pole, share);
  }
  return out;
}

function mix(from: string, to: string, share: number): string {
  const a = rgbOf(from);
  const b = rgbOf(to);
  return `#${a
    .map((byte, k) =>
      Math.round(byte + (b[k] - byte) * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}
