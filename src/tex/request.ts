import type { Text } from "../words/text";

/** What crosses the boundary to the typesetting worker. Plain data, so that it survives structured clone. */

export interface TypesetRequest {
  /** The formula without its delimiters, or a whole environment `\begin{align}…\end{align}`. */
  readonly tex: string;
  readonly display: boolean;
  /** CSS colour of the ink; `"currentColor"` leaves the colour to the page that holds the SVG. */
  readonly color: string;
  /** Font size of the text around it, in px; 1 em of the formula. */
  readonly fontPx: number;
  /** Definitions (`\newcommand…`) that the formula needs, in order: see `neededMacros` of `src/formula`. */
  readonly macros?: readonly string[];
  /**
   * Our own templates only, never user text: `\slot{name}` in `tex` becomes `<g data-slot="name">` holding one `<text>`
   * as wide as the sample given here, whose content a page replaces with live numbers.
   */
  readonly slots?: Readonly<Record<string, string>>;
  /** Largest length of the SVG in UTF-8 bytes; default `maxSvgBytes`, which keeps a base64 hover under VS Code's limit. */
  readonly maxBytes?: number;
}

export interface Typeset {
  readonly kind: "svg";
  /** One `<svg>` element: no script, no link, no style sheet, no class, no foreign object. */
  readonly svg: string;
  /** Size in px; `depthPx` is how far it hangs below the baseline. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly depthPx: number;
  /** The formula read as plain words. */
  readonly alt: Text;
  /** What was left out or shown in red: a macro that cannot be used, a command nobody knows. */
  readonly warnings: readonly Text[];
}

/** Not typeset, for our own limits' sake; the source with `reason` is the fallback. */
export interface Refused {
  readonly kind: "refused";
  readonly reason: Text;
  /** Small enough to typeset, too large for a hover: the panel can show it with a larger `maxBytes`. */
  readonly panel?: boolean;
}

/** The TeX is wrong. `at` is an offset into `tex` (UTF-16), where known. */
export interface TexFault {
  readonly kind: "error";
  readonly message: Text;
  readonly at?: number;
}

export type TypesetResult = Typeset | Refused | TexFault;

/** A base64 data URI of an SVG this long has 92,000 characters, and leaves 8,000 of a hover's 100,000 to words. */
export const maxSvgBytes = 69_000;

/** Messages of the worker's loop. */
export type ToTypesetWorker =
  | { readonly type: "typeset"; readonly id: number; readonly request: TypesetRequest }
  | { readonly type: "warm"; readonly id: number };
export type FromTypesetWorker =
  | { readonly type: "ready" }
  | { readonly type: "done"; readonly id: number; readonly result?: TypesetResult };

/** What the service needs of a worker; `worker_threads` and web workers are wrapped into it by their entries' starters. */
export interface WorkerLike {
  post(message: ToTypesetWorker): void;
  onMessage(listener: (message: FromTypesetWorker) => void): void;
  /** Called once when the worker died by itself. */
  onExit(listener: () => void): void;
  terminate(): void;
}

export interface TypesetOptions {
  /** Requests with the same key replace each other: an older one that has not begun is answered `undefined`. */
  readonly key?: string;
}

export interface Typesetter {
  /** `undefined` only if a newer request of the same key replaced this one, or after `dispose`. Never rejects. */
  typeset(request: TypesetRequest, options?: TypesetOptions): Promise<TypesetResult | undefined>;
  /** The result if it is at hand, at once. */
  peek(request: TypesetRequest): TypesetResult | undefined;
  /** Starts the worker and loads the fonts, for a moment of idleness. */
  warm(): void;
  dispose(): void;
}
