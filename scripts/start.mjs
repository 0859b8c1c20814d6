import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { desktopCall } from "./desktop.mjs";
import { ensureEmbedded, freePort } from "./embedded.mjs";
import { openFirstWindow } from "./first-window.mjs";
import { packageExtension } from "./package.mjs";
import { at, flag, option, run, say, which } from "./run.mjs";
import { setup } from "./setup.mjs";

/** `npm start`: the extension, built and open on `examples/`, in a desktop VS Code or in the browser. */
const desktop = flag("browser") ? undefined : which("code");
const host = option("host", "127.0.0.1");
const port = option("port");
try {
  if (!desktop) await checkPlace();
  await setup();
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

/** Says what is wrong with the address before a minute is spent on what would be served there. */
async function checkPlace() {
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) {
    throw new Error(`--port takes a number from 1 to 65535, not ${port}.`);
  }
  await freePort(host, Number(port ?? 0)).catch(({ code, message }) => {
    if (code === "EADDRINUSE")
      throw new Error(`Port ${port} of ${host} is taken: give another, or none for any that is free.`);
    if (code === "EACCES") throw new Error(`Port ${port} may not be used: take one above 1023.`);
    throw new Error(`Nothing can be served at ${host}: ${message}`);
  });
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
    host,
    port,
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
