import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { at, node, say, tool } from "./run.mjs";
import { setup } from "./setup.mjs";

export const vsix = at("dist/nablascope.vsix");

/** Packs what `dist/` holds into `dist/nablascope.vsix`. */
export async function packageExtension() {
  const args = [
    "package",
    "--no-dependencies",
    "--no-rewrite-relative-links",
    "--allow-missing-repository",
    "-o",
    vsix,
  ];
  const code = await node(tool.vsce, args, { stdio: ["ignore", "ignore", "inherit"] });
  if (code !== 0) throw new Error(`vsce package ended with code ${code}`);
  say(`  nablascope.vsix      ${(statSync(vsix).size / 1024).toFixed(0).padStart(6)} KB`);
  return vsix;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setup();
  say("Building and packaging …");
  try {
    await build();
    await packageExtension();
  } catch (error) {
    say(error.message);
    process.exit(1);
  }
}
