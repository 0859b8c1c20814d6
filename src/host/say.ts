import * as vscode from "vscode";
import { type Locale, localeOf, type Text } from "../words/text";

/** The display language of the editor. */
export const locale: Locale = localeOf(vscode.env.language);

/** The sentence in the display language. */
export function say(text: Text): string {
  return text[locale];
}
