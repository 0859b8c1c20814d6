import { existsSync } from "node:fs";
import { run, say, which } from "./run.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const macPaths = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The browser for the end-to-end tests: `$CHROME`, else one on the PATH, else Debian's, installed if we may. */
export async function findBrowser() {
  if (process.env.CHROME) {
    if (existsSync(process.env.CHROME)) return process.env.CHROME;
    say(`CHROME is ${process.env.CHROME}, which does not exist.`);
    return undefined;
  }
  const found = names.map(which).find(Boolean) ?? macPaths.find(existsSync);
  if (found) return found;
  if (!mayInstall()) return undefined;
  say("Installing Chromium and fonts for Chinese text (apt-get) …");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const quiet = { env, stdio: ["ignore", "ignore", "inherit"] };
  await run("apt-get", ["update", "-qq"], quiet);
  const install = (...packages) =>
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], quiet);
  if ((await install("chromium")) !== 0) return undefined;
  // Without them Chinese text is boxes in the screenshots; no test depends on it.
  await install("fonts-noto-cjk");
  return which("chromium");
}

function mayInstall() {
  return process.platform === "linux" && process.getuid?.() === 0 && Boolean(which("apt-get"));
}
