import type { DemoState, Values } from "../demos/demo";
import type { Locale } from "../words/text";
import type { Call, Shapes } from "./channel";
import { type DataBytes, type DataGiven, isDataPath } from "./data";
import type { PieceOfText } from "./pieces";
import { is, type Shape } from "./shape";

/**
 * The page and its host. Both lists are closed: no call takes a command id, a URI or HTML, and the one path there is
 * names a data file inside the workspace, for reading. A document is an opaque number that the host hands out; offsets
 * are UTF-16.
 */

/** What the person has set, or the editor knows and the page can't see. */
export interface Settings {
  readonly locale: Locale;
  /** `auto`: as the editor's theme class or the system says. */
  readonly reducedMotion: "auto" | "on" | "off";
}

/** A place in a document that the panel can show again. */
export interface Place {
  readonly document: number;
  readonly offset: number;
}

/** What a page is to show. */
export type Show =
  | { readonly kind: "demo"; readonly demo: string; readonly state?: DemoState }
  /** The statement at `offset` of a Nabla text: of a whole document, or of the blocks of one, put together from `pieces`. */
  | {
      readonly kind: "nabla";
      readonly place: Place;
      readonly version: number;
      /** The file's name, as a title. */
      readonly name: string;
      readonly text: string;
      readonly offset: number;
      readonly pieces: readonly PieceOfText[];
    }
  | {
      readonly kind: "formula";
      readonly place: Place;
      readonly version: number;
      readonly name: string;
      readonly tex: string;
      readonly macros: readonly string[];
    }
  /** Nothing to draw here: the page says what to do. */
  | { readonly kind: "empty"; readonly why: "no-editor" | "no-formula" | "too-large" | "gone" };

/** How a formula is to be typeset; `slots` holds, by name, a sample as wide as the live numbers get. */
export interface Formula {
  readonly tex: string;
  readonly display: boolean;
  readonly slots?: Readonly<Record<string, string>>;
  readonly macros?: readonly string[];
}

/** `svg` holds `<g data-slot="name">`s for the slots; it is checked again before it enters the page. */
export type Typesetting = { readonly svg: string } | { readonly problem: string };

/** What the page asks of its host. */
export interface HostCalls {
  /** The page listens now. */
  readonly ready: Call<undefined, { readonly show: Show; readonly settings: Settings }>;
  /** Asks the person where to, and writes there. */
  readonly save: Call<{ readonly name: string; readonly bytes: Uint8Array }, { readonly saved: boolean }>;
  readonly copy: Call<{ readonly text: string }, undefined>;
  /** Puts a link that opens this state on the clipboard. */
  readonly copyLink: Call<{ readonly state: DemoState }, undefined>;
  readonly typeset: Call<
    { readonly formulas: readonly Formula[]; readonly fontPx: number },
    { readonly results: readonly Typesetting[] }
  >;
  /** Shows the place in its editor, if the document is still open. */
  readonly openSource: Call<Place, { readonly shown: boolean }>;
  /** Replaces numbers in the document, as one undo step; refused when the document is no longer at `version`. */
  readonly writeBack: Call<
    {
      readonly document: number;
      readonly version: number;
      readonly edits: readonly { readonly from: number; readonly to: number; readonly text: string }[];
    },
    { readonly written: boolean }
  >;
  /** For back and forward in the panel: the place as it is now. */
  readonly recall: Call<Place, Show>;
  /** Whether the panel follows the cursor. Pinned, the host sends `show` only for newer versions of the pinned document. */
  readonly follow: Call<{ readonly live: boolean; readonly pinned?: Place }, undefined>;
  /** From the empty panel: the tour, a new file, or the list of demos. */
  readonly begin: Call<{ readonly what: "tour" | "file" | "demo" }, undefined>;
  /** Opens another demo with these values. Unknown ids are refused. */
  readonly openDemo: Call<{ readonly state: DemoState }, undefined>;
  /** Lets the person choose a data file. */
  readonly chooseData: Call<undefined, DataGiven>;
  /** What is selected in the text editor that was last in front. */
  readonly selectedData: Call<undefined, DataGiven>;
  /** Reads a data file of the workspace; the page is told when it changes. */
  readonly readData: Call<{ readonly path: string }, DataBytes>;
  /** Reads a data file that a Nabla document loads; the page is told when it changes. */
  readonly loadData: Call<LoadedFile, DataBytes>;
  /** Page script, style and worker text, for a self-contained HTML file. */
  readonly parts: Call<undefined, { readonly script: string; readonly style: string }>;
  /** One line for the output channel. */
  readonly report: Call<{ readonly message: string }, undefined>;
}

/** A data file by the path that a document names it with. */
export interface LoadedFile {
  readonly document: number;
  readonly path: string;
}

/** What a person may have chosen from the editor's own menus and keys while the page has focus. */
const pageActions = [
  "play",
  "stepForward",
  "stepBack",
  "reset",
  "keepRun",
  "exportSvg",
  "exportPdf",
  "exportPng",
  "exportCsv",
  "exportJson",
  "exportHtml",
  "copyLink",
  "back",
  "forward",
  "pin",
  "showKeys",
] as const;
export type PageAction = (typeof pageActions)[number];

/** What the host asks of the page. */
export interface PageCalls {
  readonly show: Call<Show, undefined>;
  readonly settings: Call<Settings, undefined>;
  readonly act: Call<{ readonly action: PageAction }, undefined>;
  /** A file that the page has read is another one now. */
  readonly dataChanged: Call<{ readonly path: string }, undefined>;
  /** A data file that the document loads is another one now. */
  readonly loadedChanged: Call<LoadedFile, undefined>;
}

const mega = 1_000_000;
/** The longest value is a table in a text; the text of a control is cut to its own length. */
const longestValue = 48_000;
const value = is.either(is.either(is.number, is.truth), is.either(is.text(longestValue), is.list(is.number, 4_096)));
const values = is.record(value, 200) satisfies Shape<Values>;

/** A demo's state as it comes from storage, a link or a message: right in form; the demo still fits it to its ranges. */
export const demoState: Shape<DemoState> = is.object({
  demo: is.text(64),
  values,
  seed: is.number,
  step: is.count,
});

/** A path of a data file in the workspace: relative, nowhere upwards. */
const dataPath: Shape<string> = (path): path is string => typeof path === "string" && isDataPath(path);

const loaded = is.object({ document: is.count, path: is.text(1_000) });
const place = is.object({ document: is.count, offset: is.count });

/** What the host accepts from a page. */
export const hostShapes: Shapes<HostCalls> = {
  ready: is.nothing,
  save: is.object({ name: is.text(120), bytes: is.bytes(32 * mega) }),
  copy: is.object({ text: is.text(mega) }),
  copyLink: is.object({ state: demoState }),
  typeset: is.object({
    formulas: is.list(
      is.object({
        tex: is.text(8_192),
        display: is.truth,
        slots: is.optional(is.record(is.text(80), 64)),
        macros: is.optional(is.list(is.text(2_048), 200)),
      }),
      64,
    ),
    fontPx: is.number,
  }),
  openSource: place,
  writeBack: is.object({
    document: is.count,
    version: is.count,
    edits: is.list(is.object({ from: is.count, to: is.count, text: is.text(400) }), 32),
  }),
  recall: place,
  follow: is.object({ live: is.truth, pinned: is.optional(place) }),
  begin: is.object({ what: is.oneOf("tour", "file", "demo") }),
  openDemo: is.object({ state: demoState }),
  chooseData: is.nothing,
  selectedData: is.nothing,
  readData: is.object({ path: dataPath }),
  loadData: loaded,
  parts: is.nothing,
  report: is.object({ message: is.text(2_000) }),
};

/** Larger asks than the usual megabyte: a picture or a page on its way to a file. */
export const hostLimits: Partial<Record<keyof HostCalls, number>> = { save: 33 * mega, copy: 2 * mega };

/** What a page accepts from its host. The host is our own code; the shapes keep strangers' `postMessage` out. */
export const pageShapes: Shapes<PageCalls> = {
  show: (message): message is Show =>
    typeof message === "object" &&
    message !== null &&
    "kind" in message &&
    is.oneOf("demo", "nabla", "formula", "empty")(message.kind),
  settings: is.object({ locale: is.oneOf("en", "zh"), reducedMotion: is.oneOf("auto", "on", "off") }),
  act: is.object({ action: is.oneOf(...pageActions) }),
  dataChanged: is.object({ path: dataPath }),
  loadedChanged: loaded,
};
