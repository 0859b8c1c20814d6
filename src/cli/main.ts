import { readFileSync, realpathSync } from "node:fs";
import { runCommand } from "./check";

/** The version in `package.json`, written here by the build. */
declare const NABLASCOPE_VERSION: string;

// A reader that closes early (`nabla check … | head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = runCommand(process.argv.slice(2), {
  version: NABLASCOPE_VERSION,
  readFile: (path) => readFileSync(path, "utf8"),
  readInput: () => readFileSync(0, "utf8"),
  write: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  data: { folder: process.cwd(), realPath: (path) => realpathSync(path), readBytes: (path) => readFileSync(path) },
});
