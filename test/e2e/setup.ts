import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureEmbedded, installExtension } from "../../scripts/embedded.mjs";
import { extensionsDir, home, vsix } from "./places";

/** Once for all files: the editor is there, and the packaged extension is installed into a folder all of them share. */
export default async function setup(): Promise<() => void> {
  if (!existsSync(vsix)) throw new Error("dist/nablascope.vsix is missing: run npm run package first");
  if (!(await ensureEmbedded())) throw new Error("the embedded VS Code could not be installed");
  rmSync(extensionsDir, { recursive: true, force: true });
  mkdirSync(join(home, "shots"), { recursive: true });
  await installExtension(vsix, { userDir: join(home, "install"), extensionsDir });
  return () => rmSync(join(home, "install"), { recursive: true, force: true });
}
