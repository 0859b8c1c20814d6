import { copyFileSync, mkdirSync } from "node:fs";
import { at, npm, say } from "./run.mjs";
import { isInstalled } from "./setup.mjs";

/** The systems the benches compare with, in a folder of their own: they are no part of the extension. */
export async function ensurePeers() {
  const lock = at("test/bench/peers/package-lock.json");
  const home = at(".peers");
  if (isInstalled(home, lock)) return;
  say("Installing the peers of the benches into .peers/ …");
  mkdirSync(home, { recursive: true });
  for (const name of ["package.json", "package-lock.json", ".npmrc"]) {
    copyFileSync(at("test/bench/peers", name), `${home}/${name}`);
  }
  const code = await npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: home });
  if (code !== 0) say("The peers could not be installed; the benches run without them.");
}
