import { layoutScene } from "./layout";
import { colourOf, type Palette, paletteFor, shadedColour, type ThemeKind } from "./palette";
import type { DotsItem, Item, Picture, TextItem } from "./picture";
import type { Paint, Scene } from "./scene";

export interface SvgOptions {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly theme: ThemeKind;
  readonly fontPx?: number;
  /** Leave the ground transparent. */
  readonly bare?: boolean;
  readonly titled?: boolean;
}

const family =
  "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans CJK SC', 'PingFang SC', sans-serif";

/** A scene as one self-contained `<svg>`, with its title and description; coordinates have two decimals. */
export function sceneSvg(scene: Scene, options: SvgOptions): string {
  const { widthPx, heightPx, fontPx = 12, titled = true } = options;
  const picture = layoutScene(scene, { widthPx, heightPx, fontPx, titled });
  return pictureSvg(picture, paletteFor(options.theme), scene.title, scene.description, options.bare === true);
}

/** The SVG of a picture that is laid out already. */
function pictureSvg(picture: Picture, palette: Palette, title: string, description: string, isBare = false): string {
  const { widthPx: w, heightPx: h, frame } = picture;
  const clip = `clip-${fingerprint(`${title}${description}${w}x${h}`)}`;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${n(w)}" height="${n(h)}" viewBox="0 0 ${n(w)} ${n(h)}" role="img" font-family="${family}">`,
    `<title>${escapeXml(title)}</title><desc>${escapeXml(description)}</desc>`,
    `<clipPath id="${clip}"><rect x="${n(frame.x)}" y="${n(frame.y)}" width="${n(frame.width)}" height="${n(frame.height)}"/></clipPath>`,
  ];
  if (!isBare) parts.push(`<rect width="${n(w)}" height="${n(h)}" fill="${palette.inks.ground}"/>`);
  for (const item of picture.items) parts.push(itemSvg(item, palette, clip));
  parts.push("</svg>");
  return parts.join("\n");
}

function itemSvg(item: Item, palette: Palette, clip: string): string {
  const common = `${item.clip === true ? ` clip-path="url(#${clip})"` : ""}${item.opacity === undefined || item.opacity >= 1 ? "" : ` opacity="${n(item.opacity)}"`}`;
  switch (item.kind) {
    case "path": {
      if (item.lines.length === 0) return "";
      const d = item.lines.map((line) => pathData(line, item.closed === true)).join("");
      const fill =
        item.fill === undefined ? ' fill="none"' : ` fill="${colour(palette, item.fill)}" fill-rule="evenodd"`;
      const stroke =
        item.stroke === undefined
          ? ""
          : ` stroke="${colour(palette, item.stroke)}" stroke-width="${n(item.widthPx ?? 1)}" stroke-linejoin="round" stroke-linecap="round"`;
      const dash = item.dash === undefined ? "" : ` stroke-dasharray="${item.dash.map(n).join(" ")}"`;
      return `<path d="${d}"${fill}${stroke}${dash}${common}/>`;
    }
    case "dots":
      return `<g${common}>${dotsSvg(item, palette)}</g>`;
    case "text":
      return textSvg(item, palette);
    case "cells": {
      const { box, columns, rows } = item;
      const [low, high] = item.domain;
      const [cw, ch] = [box.width / columns, box.height / rows];
      const rects: string[] = [];
      for (let k = 0; k < columns * rows; k++) {
        if (Number.isNaN(item.values[k])) continue;
        const fill = palette.ramp(item.ramp, (item.values[k] - low) / (high - low || 1));
        const [x, y] = [box.x + (k % columns) * cw, box.y + Math.floor(k / columns) * ch];
        // A hair of overlap closes the seams that renderers leave between neighbours.
        const lap = item.smooth ? 0.4 : -0.5;
        rects.push(
          `<rect x="${n(x)}" y="${n(y)}" width="${n(Math.max(0.1, cw + lap))}" height="${n(Math.max(0.1, ch + lap))}" fill="${fill}"/>`,
        );
      }
      return `<g${common}>${rects.join("")}</g>`;
    }
    case "faces": {
      const faces: string[] = [];
      for (let k = 0; k < item.edges.length; k++) {
        const p = item.points.subarray(8 * k, 8 * k + 8);
        const fill = shadedColour(palette, item.ramp, item.shades[2 * k], item.shades[2 * k + 1]);
        faces.push(`<path d="${pathData(p, true)}" fill="${fill}" stroke="${fill}" stroke-width="0.6"/>`);
        const mesh = `stroke="${palette.inks.text}" stroke-opacity="0.28" stroke-width="0.7"`;
        if ((item.edges[k] & 1) !== 0) faces.push(`<path d="${pathData(p.subarray(0, 4), false)}" ${mesh}/>`);
        if ((item.edges[k] & 2) !== 0) faces.push(`<path d="${pathData([p[6], p[7], p[0], p[1]], false)}" ${mesh}/>`);
      }
      return `<g${common}>${faces.join("")}</g>`;
    }
  }
}

const colour = (palette: Palette, paint: Paint): string => colourOf(palette, paint);

function pathData(points: Float64Array | readonly number[], isClosed: boolean): string {
  let d = "";
  for (let k = 0; k + 1 < points.length; k += 2) d += `${k === 0 ? "M" : "L"}${n(points[k])} ${n(points[k + 1])}`;
  return isClosed ? `${d}Z` : d;
}

function dotsSvg(item: DotsItem, palette: Palette): string {
  const out: string[] = [];
  const ink = colour(palette, item.ink);
  if (item.isField === true && item.shape === "circle") {
    // A round cap on a line of no length is a disc in a dozen letters.
    let d = "";
    for (let k = 0; k + 1 < item.points.length; k += 2) d += `M${n(item.points[k])} ${n(item.points[k + 1])}h0`;
    return `<path d="${d}" fill="none" stroke="${ink}" stroke-width="${n(2 * item.radiusPx)}" stroke-linecap="round"/>`;
  }
  const { ground } = palette.inks;
  for (let k = 0; k + 1 < item.points.length; k += 2) {
    const [x, y] = [item.points[k], item.points[k + 1]];
    if (item.shape === "circle")
      out.push(
        `<circle cx="${n(x)}" cy="${n(y)}" r="${n(item.radiusPx)}" fill="${ink}" stroke="${ground}" stroke-width="1"/>`,
      );
    else if (item.shape === "ring")
      out.push(
        `<circle cx="${n(x)}" cy="${n(y)}" r="${n(item.radiusPx)}" fill="${ground}" fill-opacity="0.7" stroke="${ink}" stroke-width="2"/>`,
      );
    else {
      const outline = dotOutline(item.shape, x, y, item.radiusPx);
      const d = outline.lines.map((line) => pathData(line, outline.closed)).join("");
      out.push(
        outline.closed
          ? `<path d="${d}" fill="${ink}" stroke="${ground}" stroke-width="1"/>`
          : `<path d="${d}" fill="none" stroke="${ink}" stroke-width="2" stroke-linecap="round"/>`,
      );
    }
  }
  return out.join("");
}

/** The outline of a dot that is not round. */
export function dotOutline(
  shape: DotsItem["shape"],
  x: number,
  y: number,
  r: number,
): { readonly lines: number[][]; readonly closed: boolean } {
  const s = r * 0.9;
  if (shape === "square") return { closed: true, lines: [[x - s, y - s, x + s, y - s, x + s, y + s, x - s, y + s]] };
  if (shape === "triangle")
    return { closed: true, lines: [[x, y - r * 1.15, x + r * 1.05, y + r * 0.75, x - r * 1.05, y + r * 0.75]] };
  if (shape === "diamond")
    return { closed: true, lines: [[x, y - r * 1.25, x + r * 1.1, y, x, y + r * 1.25, x - r * 1.1, y]] };
  return {
    closed: false,
    lines: [
      [x - s, y - s, x + s, y + s],
      [x - s, y + s, x + s, y - s],
    ],
  };
}

function textSvg(item: TextItem, palette: Palette): string {
  const turn =
    item.angleRad === undefined || item.angleRad === 0
      ? ""
      : ` transform="rotate(${n((item.angleRad * 180) / Math.PI)} ${n(item.x)} ${n(item.y)})"`;
  const halo =
    item.halo === true
      ? ` stroke="${palette.inks.ground}" stroke-width="3" stroke-opacity="0.72" stroke-linejoin="round" paint-order="stroke"`
      : "";
  const weight = item.strong === true ? ' font-weight="600"' : "";
  const opacity = item.opacity === undefined ? "" : ` opacity="${n(item.opacity)}"`;
  // The baseline is set by number: not every program that opens an SVG knows dominant-baseline.
  return `<text x="${n(item.x)}" y="${n(item.y + item.sizePx * 0.35)}" font-size="${n(item.sizePx)}" text-anchor="${item.anchor}" fill="${palette.inks[item.ink]}"${weight}${halo}${opacity}${turn}>${escapeXml(item.text)}</text>`;
}

/** Tells the pictures of one page apart: FNV-1a, 32 bits. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** A number with at most two decimals; what is not finite is written as 0, since SVG has no word for it. */
function n(value: number): string {
  if (!Number.isFinite(value)) return "0";
  const text = value.toFixed(2);
  return text.includes(".") ? text.replace(/\.?0+$/, "").replace(/^-0$/, "0") : text;
}

/** Text for XML: the five signs escaped, and left out what XML 1.0 can't hold. */
export function escapeXml(text: string): string {
  return (
    text
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 forbids.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
  );
}
