import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { findBrowser } from "../../scripts/browser.mjs";
import { ensureEmbedded, installExtension } from "../../scripts/embedded.mjs";
import { type Editor, launch } from "../e2e/editor";
import { extensionsDir, home, vsix } from "../e2e/places";

/** A real VS Code with the package in it, or undefined where there is no browser for it. */
export async function realEditor(files: Record<string, string>): Promise<Editor | undefined> {
  const browser = await findBrowser();
  if (!browser || !(await ensureEmbedded())) return undefined;
  process.env["CHROME"] = browser;
  mkdirSync(home, { recursive: true });
  await installExtension(vsix, { userDir: join(home, "install"), extensionsDir });
  return await launch({ files });
}
