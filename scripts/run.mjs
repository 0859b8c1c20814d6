import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository, wherever a command is called from. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export const at = (...parts) => join(root, ...parts);
export const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));
export const say = (text) => process.stdout.write(`${text}\n`);

/** Runs a program to its end with our input and output; resolves to its exit code. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: "inherit", ...options });
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** As `run`, and a failure ends this command with the same code. */
export async function must(program, args, options) {
  const code = await run(program, args, options);
  if (code !== 0) process.exit(code);
}

/** Runs a script of an installed package with this Node: no shell, so it is the same on every system. */
export const node = (script, args = [], options) => run(process.execPath, [script, ...args], options);

/** Runs npm. On Windows npm is a script that only a shell starts, so its own JavaScript is preferred. */
export function npm(args, options) {
  const script = process.env.npm_execpath;
  if (script?.endsWith(".js") && existsSync(script)) return node(script, args, options);
  return run("npm", args, { shell: process.platform === "win32", ...options });
}

/** The path of a program on the PATH, or undefined. */
export function which(name) {
  const endings = process.platform === "win32" ? [".cmd", ".exe", ".bat"] : [""];
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const ending of endings) {
      const path = join(folder, name + ending);
      if (folder && existsSync(path)) return path;
    }
  }
  return undefined;
}

export const tool = {
  biome: at("node_modules/@biomejs/biome/bin/biome"),
  tsc: at("node_modules/typescript/bin/tsc"),
  vitest: at("node_modules/vitest/vitest.mjs"),
  vsce: at("node_modules/@vscode/vsce/vsce"),
};

/** The value after `--name` or of `--name=value` on the command line. */
export function option(name, otherwise) {
  const args = process.argv.slice(2);
  const inline = args.find((arg) => arg.startsWith(`--${name}=`));
  if (inline) return inline.slice(name.length + 3);
  const index = args.indexOf(`--${name}`);
  return index >= 0 && index + 1 < args.length ? args[index + 1] : otherwise;
}

export const flag = (name) => process.argv.slice(2).includes(`--${name}`);
