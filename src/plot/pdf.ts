import { layoutScene } from "./layout";
import { colourOf, type Palette, paletteFor, rgbOf, shadedColour, type ThemeKind } from "./palette";
import { pdfFonts, pdfRuns } from "./pdf-text";
import type { DotsItem, Item, PathItem, Picture, TextItem } from "./picture";
import type { Scene } from "./scene";
import { dotOutline } from "./svg";

/** One px of a picture is 0.75 pt of the page, as in CSS. */
const pt = 0.75;

/** A scene as a one-page PDF of vector paths and real text. */
export function scenePdf(
  scene: Scene,
  options: { readonly widthPx: number; readonly heightPx: number; readonly theme: ThemeKind },
): Uint8Array {
  const picture = layoutScene(scene, { ...options, titled: true });
  return picturePdf(picture, paletteFor(options.theme), scene.title);
}

/** The PDF (1.7) of a picture that is laid out already. @source ISO 32000-1:2008, sections 7, 8 and 9 */
function picturePdf(picture: Picture, palette: Palette, title: string): Uint8Array {
  const states = new Map<string, string>();
  const body: string[] = [`${pt} 0 0 ${-pt} 0 ${n(picture.heightPx * pt)} cm 1 J 1 j`];
  body.push(`${rgb(palette.inks.ground)} rg 0 0 ${n(picture.widthPx)} ${n(picture.heightPx)} re f`);
  for (const item of picture.items) body.push(itemPdf(item, palette, picture, states));
  const content = body.join("\n");
  const gs = [...states].map(([key, name]) => `/${name} << /ca ${key} /CA ${key} >>`).join(" ");
  const fonts = pdfFonts(7);
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${n(picture.widthPx * pt)} ${n(picture.heightPx * pt)}] /Contents 4 0 R /Resources 5 0 R >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    `<< /Font << ${fonts.names} >> /ExtGState << ${gs} >> >>`,
    `<< /Title ${utf16Hex(title)} /Producer (Nablascope) >>`,
    ...fonts.objects,
  ];
  let file = "%PDF-1.7\n";
  const offsets = objects.map((object, k) => {
    const at = file.length;
    file += `${k + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = file.length;
  const rows = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  // Everything above is ASCII by construction, so lengths in characters are lengths in bytes.
  return Uint8Array.from(file, (letter) => letter.charCodeAt(0));
}

function itemPdf(item: Item, palette: Palette, { frame }: Picture, states: Map<string, string>): string {
  const opacity = item.opacity ?? 1;
  const out: string[] = ["q"];
  if (item.clip === true) out.push(`${n(frame.x)} ${n(frame.y)} ${n(frame.width)} ${n(frame.height)} re W n`);
  if (opacity < 1) out.push(`/${stateFor(opacity, states)} gs`);
  switch (item.kind) {
    case "path":
      out.push(pathPdf(item, palette));
      break;
    case "dots":
      out.push(dotsPdf(item, palette));
      break;
    case "text":
      out.push(textPdf(item, palette));
      break;
    case "cells": {
      const { box, columns, rows } = item;
      const [low, high] = item.domain;
      const [w, h] = [box.width / columns, box.height / rows];
      const lap = item.smooth ? 0.4 : -0.5;
      for (let k = 0; k < columns * rows; k++) {
        if (Number.isNaN(item.values[k])) continue;
        const fill = rgb(palette.ramp(item.ramp, (item.values[k] - low) / (high - low || 1)));
        out.push(
          `${fill} rg ${n(box.x + (k % columns) * w)} ${n(box.y + Math.floor(k / columns) * h)} ${n(w + lap)} ${n(h + lap)} re f`,
        );
      }
      break;
    }
    case "faces":
      for (let k = 0; k < item.edges.length; k++) {
        const p = item.points.subarray(8 * k, 8 * k + 8);
        const fill = rgb(shadedColour(palette, item.ramp, item.shades[2 * k], item.shades[2 * k + 1]));
        out.push(`${fill} rg ${fill} RG 0.6 w ${trace(p)} b`);
        if (item.edges[k] === 0) continue;
        out.push(`q /${stateFor(0.28, states)} gs ${rgb(palette.inks.text)} RG 0.7 w`);
        if ((item.edges[k] & 1) !== 0) out.push(`${trace(p.subarray(0, 4))} S`);
        if ((item.edges[k] & 2) !== 0) out.push(`${trace([p[6], p[7], p[0], p[1]])} S`);
        out.push("Q");
      }
  }
  out.push("Q");
  return out.join("\n");
}

function stateFor(opacity: number, states: Map<string, string>): string {
  const key = n(opacity);
  const name = states.get(key) ?? `G${states.size}`;
  states.set(key, name);
  return name;
}

function pathPdf(item: PathItem, palette: Palette): string {
  if (item.lines.length === 0) return "";
  const out: string[] = [];
  if (item.fill !== undefined) out.push(`${rgb(colourOf(palette, item.fill))} rg`);
  if (item.stroke !== undefined) out.push(`${rgb(colourOf(palette, item.stroke))} RG ${n(item.widthPx ?? 1)} w`);
  if (item.dash !== undefined) out.push(`[${item.dash.map(n).join(" ")}] 0 d`);
  for (const line of item.lines) out.push(`${trace(line)}${item.closed === true ? " h" : ""}`);
  out.push(item.fill !== undefined ? (item.stroke !== undefined ? "B*" : "f*") : "S");
  return out.join("\n");
}

function trace(points: Float64Array | readonly number[]): string {
  const out: string[] = [];
  for (let k = 0; k + 1 < points.length; k += 2) out.push(`${n(points[k])} ${n(points[k + 1])} ${k === 0 ? "m" : "l"}`);
  return out.join(" ");
}

/** Cubic arcs meet a circle to 3 in 10⁴ with handles of this share of the radius: 4/3·(√2 − 1). */
const arc = (4 / 3) * (Math.SQRT2 - 1);

function dotsPdf(item: DotsItem, palette: Palette): string {
  const ink = rgb(colourOf(palette, item.ink));
  const ground = rgb(palette.inks.ground);
  const out: string[] = [];
  if (item.isField === true && item.shape === "circle") {
    // A round cap on a line of no length is a disc.
    out.push(`${ink} RG ${n(2 * item.radiusPx)} w 1 J`);
    for (let k = 0; k + 1 < item.points.length; k += 2) {
      const at = `${n(item.points[k])} ${n(item.points[k + 1])}`;
      out.push(`${at} m ${at} l`);
    }
    out.push("S");
    return out.join("\n");
  }
  for (let k = 0; k + 1 < item.points.length; k += 2) {
    const [x, y, r] = [item.points[k], item.points[k + 1], item.radiusPx];
    if (item.shape === "circle" || item.shape === "ring") {
      const c = r * arc;
      const isRing = item.shape === "ring";
      out.push(
        `${isRing ? ground : ink} rg ${isRing ? ink : ground} RG ${isRing ? 2 : 1} w`,
        `${n(x + r)} ${n(y)} m ${n(x + r)} ${n(y + c)} ${n(x + c)} ${n(y + r)} ${n(x)} ${n(y + r)} c`,
        `${n(x - c)} ${n(y + r)} ${n(x - r)} ${n(y + c)} ${n(x - r)} ${n(y)} c`,
        `${n(x - r)} ${n(y - c)} ${n(x - c)} ${n(y - r)} ${n(x)} ${n(y - r)} c`,
        `${n(x + c)} ${n(y - r)} ${n(x + r)} ${n(y - c)} ${n(x + r)} ${n(y)} c b`,
      );
    } else {
      const outline = dotOutline(item.shape, x, y, r);
      const path = outline.lines.map(trace).join(" ");
      out.push(outline.closed ? `${ink} rg ${ground} RG 1 w ${path} b` : `${ink} RG 2 w ${path} S`);
    }
  }
  return out.join("\n");
}

function textPdf(item: TextItem, palette: Palette): string {
  const { runs, width } = pdfRuns(item.text, item.sizePx, item.strong === true);
  const angle = item.angleRad ?? 0;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const shift = item.anchor === "start" ? 0 : item.anchor === "end" ? -width : -width / 2;
  const drop = item.sizePx * 0.35;
  const out: string[] = [];
  // A rim first, then the letters: PDF paints a stroke over its fill.
  for (const isRim of item.halo === true ? [true, false] : [false]) {
    const ink = rgb(isRim ? palette.inks.ground : palette.inks[item.ink]);
    out.push(isRim ? `BT 1 Tr 3 w ${ink} RG` : `BT 0 Tr ${ink} rg`);
    let x = shift;
    for (const run of runs) {
      const [ox, oy] = [x, drop - run.risePx];
      out.push(
        `/${run.font} ${n(run.sizePx)} Tf ${n(c)} ${n(s)} ${n(s)} ${n(-c)} ${n(item.x + ox * c - oy * s)} ${n(item.y + ox * s + oy * c)} Tm ${run.code} Tj`,
      );
      x += run.width;
    }
    out.push("ET");
  }
  return out.join("\n");
}

function rgb(colour: string): string {
  return rgbOf(colour)
    .map((byte) => n(byte / 255, 3))
    .join(" ");
}

function n(value: number, digits = 2): string {
  return Number.isFinite(value) ? String(Number(value.toFixed(digits))) : "0";
}

function utf16Hex(text: string): string {
  const units = Array.from({ length: text.length }, (_, k) => text.charCodeAt(k).toString(16).padStart(4, "0"));
  return `<feff${units.join("")}>`;
}
