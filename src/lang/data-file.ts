import type { Text } from "../words/text";

/** What the surroundings have of a data file. The same object as long as the file is the same: by it results are kept. */
export type DataFile =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "problem"; readonly message: Text }
  | { readonly kind: "pending" };

/** Gives the bytes of a data file, by its path relative to the file that is evaluated. */
export type LoadFile = (path: string) => DataFile;
