import type { Text } from "../words/text";

/** A table of the person's own on its way from the editor to a page. */

/** Endings of the files that a demo can read. */
export const dataEndings = ["csv", "tsv", "txt", "dat", "npy", "json"] as const;

/** The largest file that is read for a demo. */
export const largestDataBytes = 16_000_000;

/** What a person has chosen: a file of the workspace by its path, or a text. */
export type DataGiven =
  | { readonly kind: "file"; readonly name: string; readonly path: string }
  | { readonly kind: "text"; readonly name: string; readonly text: string }
  | { readonly kind: "none" }
  | { readonly kind: "problem"; readonly problem: Text };

/** What a file holds, or why it can't be had. */
export type DataBytes = { readonly bytes: Uint8Array } | { readonly problem: Text };

/** Whether a path can be that of a data file in the workspace: relative, nowhere upwards, with a known ending. */
export function isDataPath(path: string): boolean {
  const parts = path.split("/");
  if (path.length > 1_000 || /[\\:\0]/.test(path) || parts.some((part) => part === "" || part === "." || part === ".."))
    return false;
  return (dataEndings as readonly string[]).includes(/\.([^./]+)$/.exec(path)?.[1].toLowerCase() ?? "");
}
