import { existsSync } from "node:fs";
import { at, npm, readJson, say } from "./run.mjs";

/**
 * The first step of every command: a supported Node, and the packages of the lock file.
 * What npm installed is compared by version, not by time: a fresh checkout has no meaningful times.
 */
export async function setup() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20) {
    say(`Nablascope is built with Node 20 or newer; this is Node ${process.versions.node}.`);
    process.exit(1);
  }
  if (isInstalled(at())) return;
  say("Installing the packages of package-lock.json (npm ci) …");
  if ((await npm(["ci", "--no-audit", "--no-fund"], { cwd: at() })) !== 0) {
    say("npm ci failed; its message is above.");
    process.exit(1);
  }
}

/** Whether `folder/node_modules` holds every package of `folder/package-lock.json` that this system needs. */
export function isInstalled(folder, lockFile = `${folder}/package-lock.json`) {
  const marker = `${folder}/node_modules/.package-lock.json`;
  if (!existsSync(marker) || !existsSync(lockFile)) return false;
  const wanted = readJson(lockFile).packages;
  const present = readJson(marker).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || entry.optional || present[path]?.version === entry.version,
  );
}
