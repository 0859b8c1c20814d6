import { execFileSync, spawnSync } from "node:child_process";
import { transformSync } from "esbuild";

/** What an emitted TypeScript file exports. */
export function loadTypescript(code: string): Record<string, (...args: unknown[]) => unknown> {
  const { code: script } = transformSync(code, { loader: "ts", format: "cjs" });
  const module = { exports: {} };
  new Function("module", "exports", script)(module, module.exports);
  return module.exports;
}

const finds = (...args: string[]): boolean => spawnSync("python3", args, { stdio: "ignore" }).status === 0;

/** Whether this machine has Python, and whether it has NumPy. */
export const hasPython = finds("-c", "import ast");
export const hasNumpy = hasPython && finds("-c", "import numpy");

const runner = `
import json, sys, traceback, warnings
warnings.simplefilter("error")
out = []
for name, code in json.load(sys.stdin):
    try:
        exec(compile(code, name, "exec"), {"__name__": "__main__"}) if sys.argv[1] == "run" else __import__("ast").parse(code)
    except Exception:
        out.append(name + ": " + traceback.format_exc(limit=-1))
print(json.dumps(out))
`;

/** The failures of programs that are run (each with its own test) or only read, all in one process. */
export function pythonFailures(
  how: "run" | "read",
  programs: readonly (readonly [name: string, code: string])[],
): string[] {
  const out = execFileSync("python3", ["-c", runner, how], { input: JSON.stringify(programs), encoding: "utf8" });
  return JSON.parse(out.trim().split("\n").at(-1)!) as string[];
}
