/**
 * A picture as data. Coordinates are in data space; the renderers own pixels. A scene survives structured clone,
 * has no colours but roles, and always carries the table whose rows are the numbers shown.
 */

/** What a stroke or fill stands for; a renderer maps it to a colour of the theme. */
export type Ink =
  | "text"
  | "faint"
  | "axis"
  | "grid"
  | "ground"
  | "series0"
  | "series1"
  | "series2"
  | "series3"
  | "series4"
  | "series5"
  | "series6"
  | "series7"
  | "good"
  | "wrong"
  | "focus";

/** A perceptually even, colour-blind-safe scale of colours; `t` runs over [0, 1] (diverging: 0.5 is zero). */
export type Ramp = "sequential" | "diverging";
export type Paint = Ink | { readonly ramp: Ramp; readonly t: number };

/** Points as x, y, x, y … (in a scene with `camera`: x, y, z …). A NaN breaks a line. */
export type Points = Float64Array | readonly number[];

interface MarkBase {
  /** Stable among the frames of a run, so that hover and the overlay of two runs can match marks. */
  readonly id?: string;
  /** Shown in the legend and the read-out. */
  readonly name?: string;
  /** Marks with the same link light up together, across scenes. */
  readonly link?: string;
  readonly opacity?: number;
  /**
   * For a mark of many points that stays the same from frame to frame: a key that names its content. What was drawn
   * under a key is kept, and two marks under one key are taken to be equal.
   */
  readonly still?: string;
}

export interface LineMark extends MarkBase {
  readonly kind: "line";
  readonly points: Points;
  readonly ink: Paint;
  readonly widthPx?: number;
  readonly dash?: "solid" | "dashed" | "dotted";
  readonly closed?: boolean;
  readonly fill?: Paint;
  /** Draw a small dot at each vertex. */
  readonly vertices?: boolean;
  readonly arrow?: boolean;
}

/** Many polylines of one style, such as the rings of a contour level. */
export interface RingsMark extends MarkBase {
  readonly kind: "rings";
  readonly rings: readonly Points[];
  readonly ink?: Paint;
  readonly widthPx?: number;
  readonly fill?: Paint;
  readonly dash?: "solid" | "dashed" | "dotted";
  /** Written along the longest ring, with a halo. */
  readonly label?: string;
}

export interface DotsMark extends MarkBase {
  readonly kind: "dots";
  readonly points: Points;
  readonly ink: Paint;
  readonly radiusPx?: number;
  readonly shape?: "circle" | "square" | "triangle" | "diamond" | "cross" | "ring";
  readonly labels?: readonly string[];
}

/** Arrows from x0, y0 to x1, y1 …, four numbers each (six with a camera). */
export interface ArrowsMark extends MarkBase {
  readonly kind: "arrows";
  readonly segments: Points;
  readonly ink: Paint;
  readonly widthPx?: number;
  readonly headPx?: number;
  readonly dash?: "solid" | "dashed" | "dotted";
}

/** Rectangles x0, y0, x1, y1 … in data space. */
export interface BarsMark extends MarkBase {
  readonly kind: "bars";
  readonly rects: Points;
  readonly fill: Paint;
  readonly ink?: Paint;
}

/** A heat map: `values` row by row from the top, in the box given in data space. */
export interface CellsMark extends MarkBase {
  readonly kind: "cells";
  readonly columns: number;
  readonly rows: number;
  readonly values: Float64Array | readonly number[];
  readonly box: readonly [x0: number, y0: number, x1: number, y1: number];
  readonly ramp: Ramp;
  readonly domain: readonly [number, number];
  /** Write the number into each cell where there is room. */
  readonly numbers?: boolean;
  /** Blend between cells: a field instead of a table. */
  readonly smooth?: boolean;
}

export interface TextMark extends MarkBase {
  readonly kind: "text";
  readonly at: readonly number[];
  readonly text: string;
  readonly ink?: Ink;
  readonly anchor?: "start" | "middle" | "end";
  readonly dxPx?: number;
  readonly dyPx?: number;
  readonly sizePx?: number;
}

/** A line across the whole frame at one value of an axis. */
export interface RuleMark extends MarkBase {
  readonly kind: "rule";
  readonly axis: "x" | "y";
  readonly at: number;
  readonly ink: Ink;
  readonly dash?: "solid" | "dashed" | "dotted";
  readonly label?: string;
}

/** z over a regular grid, row by row from y0; only in a scene with a camera. NaN leaves a hole. */
export interface SurfaceMark extends MarkBase {
  readonly kind: "surface";
  readonly columns: number;
  readonly rows: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly z: Float64Array;
  readonly ramp: Ramp;
  /** Grid lines over the surface, every so many cells; 0 for none. */
  readonly mesh?: number;
}

/** A point a person can take hold of, by pointer or by arrow keys. `id` is what the demo's `drag` is told. */
export interface HandleMark extends MarkBase {
  readonly kind: "handle";
  readonly id: string;
  readonly at: readonly [number, number];
  /** Its z in a scene with a camera, where it is dragged along the surface. */
  readonly height?: number;
  readonly label: string;
  readonly ink: Ink;
  /** Size of one arrow-key step in data units. */
  readonly step?: number;
}

export type Mark =
  | LineMark
  | RingsMark
  | DotsMark
  | ArrowsMark
  | BarsMark
  | CellsMark
  | TextMark
  | RuleMark
  | SurfaceMark
  | HandleMark;

export interface Axis {
  readonly label: string;
  readonly domain: readonly [number, number];
  readonly scale?: "linear" | "log" | "band";
  /** It counts: between whole numbers there is no tick. */
  readonly whole?: boolean;
  /** Names for a band axis, at 0, 1, 2 …; or fixed ticks. */
  readonly ticks?: readonly { readonly at: number; readonly text: string }[];
  /** No ticks and no line. */
  readonly hidden?: boolean;
}

export interface Camera {
  readonly azimuthRad: number;
  readonly elevationRad: number;
  readonly zoom: number;
}

/** The numbers of a picture, for the data table, CSV and the screen reader. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (number | string)[])[];
  /** How many rows there are, where only the first of them are here. */
  readonly total?: number;
}

export interface Scene {
  /** Stable among the frames of a run: `contour`, `error`. */
  readonly id: string;
  readonly title: string;
  /** One sentence with the live numbers, for a screen reader and the caption of an export. */
  readonly description: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Present in a 3-D scene, with `camera`. */
  readonly z?: Axis;
  readonly camera?: Camera;
  /** One unit of x is as long as one unit of y. */
  readonly equal?: boolean;
  /** False where numbers stand in the picture, which the lines of a grid would strike out. */
  readonly grid?: false;
  readonly marks: readonly Mark[];
  readonly table: Table;
  /** May be zoomed and panned: the view's domains come back in `View.domains`. */
  readonly zoomable?: boolean;
  /** A click on the empty picture moves this handle there. */
  readonly clickHandle?: string;
  /** What to say in the frame where there is nothing to show yet, with what to do about it. */
  readonly empty?: string;
  /** Share of the panel's width this scene would like, in (0, 1]. */
  readonly span?: number;
}

/** What the person has done to the pictures: zoomed domains and turned cameras, by scene id. */
export interface View {
  readonly domains: Readonly<
    Record<string, { readonly x: readonly [number, number]; readonly y: readonly [number, number] }>
  >;
  readonly cameras: Readonly<Record<string, Camera>>;
}
