import type { Tone } from "../lang/answer";
import type { TypesetRequest, TypesetResult } from "../tex/request";
import type { Locale, Text } from "../words/text";
import type { Call } from "./channel";

/**
 * What the language server and the editor say to each other beyond the Language Server Protocol. A client that knows
 * none of it has a complete server; ours draws answers itself and shares the server's typesetting.
 */

/** The four kinds of theme; ink and ground of pictures in hovers follow it. */
export type ThemeKind = "light" | "dark" | "contrastDark" | "contrastLight";

/** `initializationOptions` of the client. Everything may be left out. */
export interface ServerOptions {
  readonly locale?: Locale;
  readonly theme?: ThemeKind;
  /** The client draws answers from `nabla/answers` itself; the server then offers no inlay hints of its own. */
  readonly ownAnswers?: boolean;
  /** The client answers `nabla/readData` and `nabla/listData`; without, `load` says that no files are at hand. */
  readonly readsData?: boolean;
  /** The client shows `data:` images in Markdown. */
  readonly images?: boolean;
  /** The client knows the commands of `hoverCommands`, and runs them from links in a hover. */
  readonly commands?: boolean;
  /** The steps in a hover are unfolded; where they are folded, a link unfolds them. */
  readonly steps?: boolean;
  /** Documents that ended the server more than once: they are parsed and never evaluated. */
  readonly quarantined?: readonly string[];
  /** The typesetting worker's program, where a worker can only start from text (the web). */
  readonly texText?: string;
}

/** The only commands that a link in our hovers may run. */
export const hoverCommands = [
  "nablascope.copyLatex",
  "nablascope.showSteps",
  "nablascope.copySvg",
  "nablascope.copyAnswer",
  "nablascope.insertAnswer",
  "nablascope.openInPanel",
  "nablascope.insertCode",
  "nablascope.increaseNumber",
  "nablascope.decreaseNumber",
  "nablascope.openDemo",
] as const;

/** Where a hover is shown, so that it can be shown again. */
export interface HoverPlace {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** A number that a link in a hover steps: refused if something else stands there. */
export interface NumberPlace {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
  readonly text: string;
}

/** One answer as it stands at the end of a line. */
export interface LineAnswer {
  readonly line: number;
  /** At most 60 UTF-16 units. */
  readonly text: string;
  readonly tone: Tone;
  /** The line is half typed, and this is its last answer. */
  readonly dim?: true;
}

/** Answers changed: of the list told before, `remove` entries from `start` give way to `insert`, and those behind move by `shift` lines. */
export interface AnswersNote {
  readonly uri: string;
  readonly version: number;
  readonly start: number;
  readonly remove: number;
  readonly insert: readonly LineAnswer[];
  readonly shift: number;
}

/** An answer whole, for the clipboard or for a line of its own. */
export interface WholeAnswer {
  readonly text: string;
  readonly latex: string;
  /** The steps behind it as one formula of LaTeX, where there are any. */
  readonly steps?: string;
  readonly source: string;
  /** The last line of the statement. */
  readonly line: number;
  /** The answer as a line of its own behind that line: with the marks of the comment that it stands in. */
  readonly inserted: string;
}

/** A statement in a block of a Markdown file, with its answer. */
export interface BlockAnswer {
  /** The last line of the statement in the file. */
  readonly line: number;
  readonly text: string;
  readonly latex: string;
  readonly tone: Tone;
}

/** Source code of a statement, the languages it can be had in, or why there is none (in the display language). */
export type CodeReply =
  | { readonly kind: "targets"; readonly targets: readonly { readonly id: string; readonly title: string }[] }
  | { readonly kind: "file"; readonly name: string; readonly text: string }
  | { readonly kind: "refused"; readonly reason: string };

/** Requests of the client. */
export interface ServerCalls {
  /** Answered at once unless the server hangs. */
  readonly "nabla/ping": Call<null, null>;
  /** `null` when a newer request with the same key replaced this one. */
  readonly "nabla/typeset": Call<{ readonly request: TypesetRequest; readonly key?: string }, TypesetResult | null>;
  /** Loads the fonts while nobody waits. */
  readonly "nabla/warm": Call<null, null>;
  /** The answer of the statement on a line, or the nearest before it. */
  readonly "nabla/answer": Call<{ readonly uri: string; readonly line: number }, WholeAnswer | null>;
  /** Without a target, those that there are; with one, the code. `null` where nothing can be exported. */
  readonly "nabla/code": Call<
    { readonly uri: string; readonly line: number; readonly target?: string },
    CodeReply | null
  >;
  /** All answers of a document, whole, for its preview. */
  readonly "nabla/preview": Call<{ readonly uri: string }, readonly BlockAnswer[] | null>;
}

/** A data file that a document names: its path is relative to the document. */
export interface DataAsk {
  readonly uri: string;
  readonly path: string;
}
export type DataReply = { readonly base64: string } | { readonly message: Text };

/** What lies in a folder that may be loaded from: files and folders by name, `..` where the folder above may be looked into. */
export type DataList = readonly { readonly name: string; readonly isFolder: boolean }[];

/** Requests of the server. */
export interface ClientCalls {
  readonly "nabla/readData": Call<DataAsk, DataReply>;
  /** The path is that of a folder. */
  readonly "nabla/listData": Call<DataAsk, DataList>;
}

/** Notifications, by who sends them. */
export interface ServerNotes {
  readonly "nabla/answers": AnswersNote;
}
export interface ClientNotes {
  /** Where the caret is; leaving a half-typed line shows what is wrong with it. */
  readonly "nabla/caret": { readonly uri: string; readonly line: number };
  readonly "nabla/theme": { readonly theme: ThemeKind };
  readonly "nabla/steps": { readonly steps: boolean };
  /** A file that `nabla/readData` gave has changed. */
  readonly "nabla/dataChanged": DataAsk;
}
