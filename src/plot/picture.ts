import type { Scale } from "./scale";
import type { DotsMark, Ink, Paint, Ramp, Scene } from "./scene";

/** A scene laid out in pixels: a flat list that every renderer (canvas, SVG, PDF) draws from first to last. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface ItemBase {
  /** Index of the mark it came from, for highlights. */
  readonly mark?: number;
  readonly opacity?: number;
  /** Cut at the frame. */
  readonly clip?: boolean;
  /** Names what is drawn, and where its data lies in the picture: with both the same, the pixels are on one palette. */
  readonly still?: { readonly of: string; readonly place: string };
}

export interface PathItem extends ItemBase {
  readonly kind: "path";
  /** Polylines x, y, x, y … in px; a fill is even-odd over all of them. */
  readonly lines: readonly (Float64Array | readonly number[])[];
  readonly closed?: boolean;
  readonly stroke?: Paint;
  readonly widthPx?: number;
  readonly dash?: readonly number[];
  readonly fill?: Paint;
}

export interface DotsItem extends ItemBase {
  readonly kind: "dots";
  readonly points: Float64Array | readonly number[];
  readonly radiusPx: number;
  readonly shape: NonNullable<DotsMark["shape"]>;
  readonly ink: Paint;
  /** So many that they are drawn all at once, without rims. */
  readonly isField?: boolean;
}

export interface TextItem extends ItemBase {
  readonly kind: "text";
  readonly x: number;
  /** The middle of the letters' height. */
  readonly y: number;
  readonly text: string;
  readonly ink: Ink;
  readonly sizePx: number;
  readonly anchor: "start" | "middle" | "end";
  /** A rim in the ground's colour, so that it reads over lines. */
  readonly halo?: boolean;
  readonly angleRad?: number;
  readonly strong?: boolean;
}

export interface CellsItem extends ItemBase {
  readonly kind: "cells";
  readonly box: Box;
  readonly columns: number;
  readonly rows: number;
  readonly values: Float64Array | readonly number[];
  readonly ramp: Ramp;
  readonly domain: readonly [number, number];
  readonly smooth: boolean;
}

/** Four-cornered pieces of surfaces, back to front. */
export interface FacesItem extends ItemBase {
  readonly kind: "faces";
  /** Eight numbers a face, in px. */
  readonly points: Float64Array;
  /** Place on the ramp and brightness, each in [0, 1], two numbers a face. */
  readonly shades: Float64Array;
  /** Bit 1: the first edge of the face is a mesh line; bit 2: the last edge. */
  readonly edges: Uint8Array;
  readonly ramp: Ramp;
}

export type Item = PathItem | DotsItem | TextItem | CellsItem | FacesItem;

export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Where data is drawn. */
  readonly frame: Box;
  readonly items: readonly Item[];
}

/** A picture, and the way between its pixels and its data. */
export interface Plot extends Picture {
  readonly scene: Scene;
  readonly project: (x: number, y: number, z?: number) => readonly [number, number];
  /** Absent in space, where a pixel is a line of sight. */
  readonly invert?: (px: number, py: number) => readonly [number, number];
  /** In space, the place (x, y) of the nearest surface under a pixel. */
  readonly touch?: (px: number, py: number) => readonly [number, number] | undefined;
  readonly x: Scale;
  readonly y: Scale;
}

export interface LayoutOptions {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fontPx?: number;
  /** Write the scene's title above, as an export does; a page has its own heading. */
  readonly titled?: boolean;
}
