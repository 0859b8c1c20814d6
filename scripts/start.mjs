import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { desktopCall } from "./desktop.mjs";
import { ensureEmbedded } from "./embedded.mjs";
import { openFirstWindow } from "./first-window.mjs";
import { packageExtension } from "./package.mjs";
import { at, flag, option, run, say, which } from "./run.mjs";
import { setup } from "./setup.mjs";

/** `npm start`: the extension, built and open on `examples/`, in a desktop VS Code or in the browser. */
await setup();
const desktop = flag("browser") ? undefined : which("code");
try {
  say("Building …");
  await build({ mode: "development" });
  if (desktop) await openDesktop(desktop);
  else await openInBrowser();
} catch (error) {
  say(error.message);
  process.exit(1);
}

async function openDesktop(code) {
  say("Opening a window of your VS Code with the extension under development; nothing is installed in your profile.");
  const where = { root: at(), folder: at("examples"), file: at("examples/tour.nabla"), platform: process.platform };
  const { program, args, shell } = desktopCall(code, where);
  process.exitCode = await run(program, args, { shell });
}

async function openInBrowser() {
  if (process.platform === "win32") {
    say("On Windows this needs VS Code: install it, with `code` on the PATH, and run npm start again.");
    process.exit(1);
  }
  if (!(await ensureEmbedded())) process.exit(1);
  const home = mkdtempSync(join(tmpdir(), "nablascope-"));
  const editor = await openFirstWindow({
    extension: await packageExtension(),
    home,
    host: option("host", "127.0.0.1"),
    port: option("port"),
  });
  say(`\nNablascope is open at\n\n  ${editor.opened}\n\nCtrl+C ends it.`);
  const end = async () => {
    await editor.stop();
    rmSync(home, { recursive: true, force: true });
    process.exit(0);
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  editor.child.once("exit", () => {
    rmSync(home, { recursive: true, force: true });
    process.exit(1);
  });
}
