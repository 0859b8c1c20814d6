import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installExtension, startEmbedded } from "./embedded.mjs";
import { at } from "./run.mjs";

/** The settings of the embedded editor's own profile: at the first look, only the file and the extension are to be seen. */
const calm = {
  "chat.disableAIFeatures": true,
  "extensions.ignoreRecommendations": true,
  "git.openRepositoryInParentFolders": "never",
  "telemetry.telemetryLevel": "off",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** Hosts that stand for all addresses of the machine: under which of them a browser will come is not known. */
const wildcards = ["0.0.0.0", "::"];

/**
 * The embedded editor with a profile of its own under `home`; `opened` is the address that shows the tour. The file in it is named
 * with the host, so for all hosts it is the address of the folder alone.
 */
export async function openFirstWindow({ extension, home, host, port }) {
  const folders = { userDir: join(home, "user"), extensionsDir: join(home, "extensions") };
  mkdirSync(join(folders.userDir, "User"), { recursive: true });
  writeFileSync(join(folders.userDir, "User/settings.json"), `${JSON.stringify(calm, null, 2)}\n`);
  await installExtension(extension, folders);
  const editor = await startEmbedded({ ...folders, host, port, workspace: at("examples") });
  return { ...editor, opened: wildcards.includes(host) ? editor.folder : editor.openFile(at("examples/tour.nabla")) };
}
