import type { LoadFile } from "../lang/data-file";
import type { Session } from "../lang/session";
import type { Locale } from "../words/text";

/** What the server needs of the language. It is loaded after the reply to `initialize`, so that starting costs nothing. */
export interface Engine {
  readonly createSession: (options: { readonly locale: Locale; readonly loadFile?: LoadFile }) => Session;
  /** A session that reads and never evaluates: for a document that has ended the server twice. */
  readonly quietSession: (options: { readonly locale: Locale }) => Session;
  /** Whether the features that read a session's inside can read this one. */
  readonly isWhole: (session: Session) => boolean;
}
