import type { Scene, View } from "../plot/scene";
import type { Locale, Text } from "../words/text";

/**
 * The contract of a demo: data and pure functions, nothing of a page. `compute` and everything after it run in the
 * webview's worker; the page only sees a `Frame`. A demo's whole state is `{ demo, values, seed, step }`.
 */

export type Value = number | string | boolean | readonly number[];
export type Values = Readonly<Record<string, Value>>;

interface ParamBase {
  readonly id: string;
  readonly label: Text;
  readonly help?: Text;
  /** Controls are shown under these headings, in order of first use. */
  readonly group?: Text;
  /** Shown only while this holds. */
  readonly when?: (values: Values) => boolean;
}

export interface NumberParam extends ParamBase {
  readonly kind: "number";
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly initial: number;
  readonly unit?: string;
  /** The slider moves evenly in the logarithm. */
  readonly log?: boolean;
  readonly integer?: boolean;
}
export interface ChoiceParam extends ParamBase {
  readonly kind: "choice";
  readonly options: readonly { readonly value: string; readonly label: Text }[];
  readonly initial: string;
}
export interface ToggleParam extends ParamBase {
  readonly kind: "toggle";
  readonly initial: boolean;
}
/** Several of a set: the methods in a race. The value is a comma-separated list of option values. */
export interface ManyParam extends ParamBase {
  readonly kind: "many";
  readonly options: readonly { readonly value: string; readonly label: Text }[];
  readonly initial: string;
}
/** A formula in the Nabla language or other one-line text; `compute` reports what is wrong with it in `problems`. */
export interface TextParam extends ParamBase {
  readonly kind: "text";
  readonly initial: string;
  readonly maxLength: number;
}
/** A small matrix or vector, row-major; `symmetric` mirrors each edit. */
export interface MatrixParam extends ParamBase {
  readonly kind: "matrix";
  readonly rows: number;
  readonly columns: number;
  readonly initial: readonly number[];
  readonly symmetric?: boolean;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}
/** A list of numbers drawn as bars that can be dragged: a spectrum. */
export interface SpectrumParam extends ParamBase {
  readonly kind: "spectrum";
  readonly initial: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly maxLength: number;
}
/** A list of points x, y, x, y …; drawn by the demo as handles. The frame offers to add, delete, clear and type them. */
export interface PointsParam extends ParamBase {
  readonly kind: "points";
  readonly initial: readonly number[];
  readonly maxPoints: number;
  /** Range of either coordinate. */
  readonly min: number;
  readonly max: number;
  readonly step: number;
}
/** What a column of the person's table is used as: "x", "class". */
export interface DataRole {
  readonly id: string;
  readonly label: Text;
  /** A column of numbers, or of numbers or text. */
  readonly kind: "number" | "any";
  readonly optional?: boolean;
  /** Takes any number of columns, and without a choice all that no other role has. */
  readonly many?: boolean;
}
/**
 * A table of the person's own: a CSV, NPY or JSON file of the workspace, the editor's selection, or pasted text. The
 * value is an opaque text, "" for none; `Context.data` gives the columns.
 */
export interface DataParam extends ParamBase {
  readonly kind: "data";
  readonly roles: readonly DataRole[];
  readonly maxRows: number;
  readonly initial: "";
}
/** The longest text that the value of a data parameter carries itself; more has to be a file. */
export const longestInline = 20_000;

export type Param =
  | NumberParam
  | ChoiceParam
  | ToggleParam
  | ManyParam
  | TextParam
  | MatrixParam
  | SpectrumParam
  | PointsParam
  | DataParam;

/** A column of a table in its role: numbers, NaN where missing; or texts, "" where missing. */
export interface OwnColumn {
  readonly name: string;
  /** Absent for a column of text. */
  readonly numbers?: Float64Array;
  readonly texts?: readonly string[];
}

/** The table a person has chosen, its columns by role. */
export interface OwnData {
  readonly name: string;
  readonly rows: number;
  readonly columns: Readonly<Record<string, readonly OwnColumn[]>>;
}

/** A step to begin at: the end of the run is where a picture is that grows step by step. */
export type Opening = "start" | "end" | number;

export interface Preset {
  readonly id: string;
  readonly label: Text;
  /** What to look at, and the question it answers. */
  readonly hint: Text;
  readonly values: Values;
  readonly seed?: number;
  /** The step at which it opens; without, the demo's own. */
  readonly opens?: Opening;
  /** The tab it shows, where several agree with its values; without, the open one or the first. */
  readonly tab?: string;
}

/** A number on screen compared with one from an independent route. */
export interface Check {
  readonly name: Text;
  readonly expected: number;
  readonly actual: number;
  /** |actual − expected| ≤ tolerance · max(1, |expected|) passes. */
  readonly tolerance: number;
  /** What the expected side is: "direct solve (Cholesky)", "Shewchuk 1994, §3". */
  readonly source: Text;
}

/** A formula with slots for live numbers, and a sentence under it. */
export interface Note {
  readonly id: string;
  /** TeX in which `\slot{name}` is filled with the live text of that name. */
  readonly tex: string;
  readonly slots: Readonly<Record<string, string>>;
  readonly sentence?: Text;
}

/** Something to try, with the answer behind a reveal. */
export interface Challenge {
  readonly ask: Text;
  readonly answer: Text;
  /** Sets the scene for the question. */
  readonly values?: Values;
  /** The step at which the scene opens; without, the demo's own. */
  readonly opens?: Opening;
  /** What a person may predict before the answer is shown, at least two; `right` is the index of the one that is true. */
  readonly choices?: readonly Text[];
  readonly right?: number;
}

/** Told to a long computation: report how far it is (0…1), and stop when asked. */
export interface Context {
  readonly progress: (done: number) => void;
  /** Throws `Cancelled` when the person or a newer request has ended this computation. */
  readonly checkpoint: () => void;
  readonly locale: Locale;
  /**
   * The table chosen for a data parameter, its columns by role; `undefined` where none is chosen or it can't be used,
   * for which the control says why.
   */
  readonly data: (param: string) => OwnData | undefined;
  /**
   * What an earlier computation of this demo made under the same key, while it is kept; else what `make` gives. The key
   * names all that it depends on but the tables, so that a moved query does not rebuild a tree of 100,000 points.
   */
  readonly reuse: <T>(key: string, make: () => T) => T;
}

/** A state of another demo that what is on screen leads to. */
export interface Link {
  /** What is opened, and where: "The quadratic at P, in Bowl, valley, saddle". */
  readonly title: Text;
  readonly demo: string;
  readonly values: Values;
}

/** How a step sounds: how high, 0…1, and where between the left ear and the right, −1…1. */
export interface Tone {
  readonly height: number;
  readonly side: number;
}

export type EmitTarget = "python" | "typescript" | "nabla";

/** Why a control's value can't be used, with the fix; and marks on its slider such as a stability bound. */
export interface ParamNotice {
  readonly param: string;
  readonly problem?: Text;
  /** Something to know about the value that is no fault. */
  readonly remark?: Text;
  /** Values of the control that would repair it. */
  readonly fixes?: readonly { readonly title: Text; readonly value: Value }[];
  readonly marks?: readonly {
    readonly at: number;
    readonly label: string | Text;
    readonly ink: "good" | "wrong" | "faint";
  }[];
}

export interface Demo<Model = unknown> {
  readonly id: string;
  readonly title: Text;
  /** One sentence for the gallery. */
  readonly sentence: Text;
  readonly params: readonly Param[];
  readonly presets: readonly Preset[];
  readonly challenges: readonly Challenge[];
  /** Named groups of scenes; each scene id stands in one. */
  readonly tabs: readonly Tab[];
  /** The step at which the demo opens, and its presets unless they say otherwise; the start without. */
  readonly opens?: Opening;
  /** The whole run. `values` are complete and in range. The model survives structured clone. */
  compute(values: Values, seed: number, context: Context): Model;
  /** How many steps the run has; 0 for a still picture. State k is reached without keeping all the others. */
  steps(model: Model): number;
  /** The pictures at a step, in the given locale, of the scenes asked for (when `scenes` is empty all of the tabs that agree with the values). */
  draw(model: Model, step: number, view: View, locale: Locale, scenes: readonly string[]): readonly Scene[];
  checks(model: Model, step: number): readonly Check[];
  notes(model: Model, step: number, locale: Locale): readonly Note[];
  /** One sentence on what happens at this step. */
  narrate(model: Model, step: number, locale: Locale): string;
  notices(model: Model): readonly ParamNotice[];
  /** What is heard at a step, where the run is one that can be followed by ear; nothing where it has no height. */
  tone?(model: Model, step: number): Tone | undefined;
  /** Where one may go on from here, in other demos. */
  links?(model: Model, step: number): readonly Link[];
  /** What stands under the pointer at (x, y) of a scene, beyond the nearest mark. */
  probe?(model: Model, step: number, scene: string, x: number, y: number, locale: Locale): string | undefined;
  /** New values after a handle was moved to (x, y) in data space. */
  drag?(model: Model, values: Values, handle: string, x: number, y: number): Values;
  /** New values after a click on the empty picture at (x, y) of a scene, such as a point more; nothing if it takes none. */
  click?(model: Model, values: Values, scene: string, x: number, y: number): Values | undefined;
  /** New values after a handle was deleted. */
  remove?(model: Model, values: Values, handle: string): Values;
  /** Source code that reproduces the result on screen. */
  emit(model: Model, step: number, target: EmitTarget): string;
}

/** A named group of scenes. */
export interface Tab {
  readonly id: string;
  readonly title: Text;
  readonly scenes: readonly string[];
  /** The heading of the controls that this tab is about: they come first. */
  readonly group?: Text;
  /**
   * What choosing this tab sets, where a demo has several subjects. Values that differ from it call up another tab, and only the
   * scenes of the tabs that agree with the values are drawn.
   */
  readonly values?: Values;
  /** The step at which it opens where it sets values; without, the demo's own. */
  readonly opens?: Opening;
}

/** A demo of any model; what the catalogue holds. */
// biome-ignore lint/suspicious/noExplicitAny: the catalogue erases the model's type; each demo keeps its own.
export type AnyDemo = Demo<any>;

/** What a demo's state is, and all that is stored, linked or restored. */
export interface DemoState {
  readonly demo: string;
  readonly values: Values;
  readonly seed: number;
  readonly step: number;
}
