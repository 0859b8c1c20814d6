import type { Channel } from "../../src/protocol/channel";
import type { HostCalls, LoadedFile, PageAction, Settings } from "../../src/protocol/page";
import type { Signal } from "./signal";
import type { PageState } from "./storage";
import type { Progress, Work } from "./worker";

/** What a page needs of its surroundings. */
export interface PageContext {
  readonly root: HTMLElement;
  readonly host: Channel<HostCalls>;
  readonly work: Work;
  readonly settings: Signal<Settings>;
  /** How far a computation is, while one runs. */
  readonly progress: Signal<Progress | undefined>;
  readonly hung: Signal<number>;
  /** A page that is a file of its own: there is no editor around it. */
  readonly isAlone: boolean;
  readonly read: () => PageState | undefined;
  readonly write: (state: PageState) => void;
}

/** A page that is shown. */
export interface Page {
  readonly act: (action: PageAction) => void;
  /** The theme, the language or the motion setting has changed. */
  readonly refresh: () => void;
  /** A file that the page has read is another one now. */
  readonly dataChanged?: (path: string) => void;
  /** A data file that a document loads is another one now. */
  readonly loadedChanged?: (file: LoadedFile) => void;
  readonly dispose: () => void;
}
