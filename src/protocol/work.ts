import type {
  Challenge,
  Check,
  EmitTarget,
  Link,
  Note,
  Opening,
  ParamNotice,
  Preset,
  Tab,
  Tone,
  Values,
} from "../demos/demo";
import type { PlainParam } from "../demos/fit";
import type { DataState } from "../demos/own-data";
import type { Scene, View } from "../plot/scene";
import type { Locale, Text } from "../words/text";
import type { Call } from "./channel";
import type { DataBytes } from "./data";
import type { LoadedFile } from "./page";

/** The page and its worker, which holds the demos, the language, and every computation. */

export interface DemoDescription {
  readonly id: string;
  readonly title: Text;
  readonly sentence: Text;
  /** Without their functions: a frame says which ones are shown. */
  readonly params: readonly PlainParam[];
  readonly presets: readonly Preset[];
  readonly challenges: readonly Challenge[];
  readonly tabs: readonly Tab[];
  readonly opens: Opening;
  readonly canProbe: boolean;
  readonly canDrag: boolean;
  readonly canClick: boolean;
  readonly canRemove: boolean;
  /** Whether its runs can be followed by ear. */
  readonly canSound: boolean;
  /** Every control at its start. */
  readonly initial: Values;
}

/** Which state of which demo, and how it is looked at. `scenes` empty asks for all of them. */
export interface FrameAsk {
  readonly demo: string;
  readonly values: Values;
  readonly seed: number;
  readonly step: number;
  readonly view: View;
  readonly scenes: readonly string[];
  readonly locale: Locale;
  /** Keys of the still marks that the page holds: they are sent by name. */
  readonly held?: readonly string[];
  /** Tables with all their rows, for a file; else only those that a page shows. */
  readonly whole?: boolean;
}

/** One state, drawn. `values` are complete and in range, `step` lies within 0…`steps`. */
export interface Frame {
  readonly values: Values;
  readonly seed: number;
  readonly step: number;
  readonly steps: number;
  readonly scenes: readonly Scene[];
  readonly checks: readonly Check[];
  readonly notes: readonly Note[];
  readonly narration: string;
  readonly notices: readonly ParamNotice[];
  readonly links: readonly Link[];
  readonly tone?: Tone;
  /** What is known of the table of each data parameter that has one. */
  readonly data: Readonly<Record<string, DataState>>;
  /** Ids of the controls that apply now. */
  readonly visible: readonly string[];
}

/** What a statement of a Nabla file is shown as. */
export type Picture =
  | "contour"
  | "surface"
  | "slice"
  | "spectrum"
  | "convergence"
  | "matrix"
  | "circle"
  | "lines"
  | "solution"
  | "formula";

/** Numbers moved by hand in the panel, by knob or handle id; they win over the text until written back. */
export type Overrides = Readonly<Record<string, readonly number[]>>;

export interface LensAsk {
  /** Whose data files a `load` reads. */
  readonly document: number;
  readonly text: string;
  /** UTF-16, into `text`: the statement at or before it is shown. */
  readonly offset: number;
  readonly picture?: Picture;
  /** Indices of the two variables drawn when there are more. */
  readonly plane?: readonly [number, number];
  readonly overrides: Overrides;
  readonly step: number;
  readonly view: View;
  readonly locale: Locale;
}

/** The picture of a statement. */
export interface LensFrame {
  /** The statement shown, as offsets into the text; absent when there is none to show. */
  readonly statement?: { readonly from: number; readonly to: number; readonly source: string };
  /** The answer in one line, and typeset. */
  readonly answer?: { readonly text: string; readonly tex: string; readonly tone: "value" | "good" | "bad" | "unsure" };
  /** What can be drawn of it, best first; and which one is drawn. */
  readonly pictures: readonly Picture[];
  readonly picture?: Picture;
  readonly variables: readonly string[];
  readonly plane?: readonly [number, number];
  readonly scenes: readonly Scene[];
  readonly steps: number;
  readonly step: number;
  readonly checks: readonly Check[];
  readonly notes: readonly Note[];
  readonly narration: string;
  /** Numbers of the statement that can be moved here. */
  readonly knobs: readonly LensKnob[];
  /** What to write into the text so that it says what the picture shows; empty when nothing was moved. */
  readonly edits: readonly { readonly from: number; readonly to: number; readonly text: string }[];
  /** Paths of data files that are not here yet. */
  readonly wants: readonly string[];
  /** Why there is no picture, with what to do. */
  readonly advice?: Text;
}

export interface LensKnob {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** What a file of the workspace holds, for the data parameters whose values name it. */
export type SupplyAsk = { readonly path: string } & DataBytes;

export interface WorkCalls {
  readonly describe: Call<{ readonly demo: string }, DemoDescription>;
  readonly frame: Call<FrameAsk, Frame>;
  readonly probe: Call<
    FrameAsk & { readonly scene: string; readonly x: number; readonly y: number },
    string | undefined
  >;
  readonly drag: Call<FrameAsk & { readonly handle: string; readonly x: number; readonly y: number }, Values>;
  /** New values, if the scene takes clicks. */
  readonly click: Call<
    FrameAsk & { readonly scene: string; readonly x: number; readonly y: number },
    Values | undefined
  >;
  readonly remove: Call<FrameAsk & { readonly handle: string }, Values>;
  readonly supply: Call<SupplyAsk, undefined>;
  readonly emit: Call<FrameAsk & { readonly target: EmitTarget }, string>;
  readonly lens: Call<LensAsk, LensFrame>;
  /** A data file for the lens, or why it can't be had. */
  readonly lensFile: Call<LoadedFile & { readonly data: DataBytes }, undefined>;
  readonly lensDrag: Call<LensAsk & { readonly handle: string; readonly x: number; readonly y: number }, Overrides>;
  /** Answers at once; the page's watchdog asks. */
  readonly ping: Call<undefined, undefined>;
}
