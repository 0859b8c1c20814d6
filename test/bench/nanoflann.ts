import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Cloud } from "./kdtree-cases";

/** What nanoflann answers: CPU time, the sum of the distances found, and how many. */
export interface NanoReply {
  readonly ms: number;
  readonly sum: number;
  readonly found: number;
}

let program: string | undefined | null = null;

/** Builds the program once; undefined, with a word, where there is no compiler or no nanoflann. */
function nanoflann(): string | undefined {
  if (program !== null) return program;
  const folder = mkdtempSync(join(tmpdir(), "nanoflann-"));
  const out = join(folder, "nanoflann");
  const source = join(process.cwd(), "test/bench/nanoflann.cpp");
  const { status, error } = spawnSync("g++", ["-O3", "-std=c++17", "-o", out, source], {
    stdio: "ignore",
  });
  program = status === 0 ? out : undefined;
  if (!program)
    console.log(`nanoflann is left out: ${error ? "there is no g++" : "g++ cannot build it (no nanoflann.hpp?)"}`);
  return program;
}

/** A process that holds the cloud and answers commands, or undefined where nanoflann is missing. */
export function serveCloud(cloud: Cloud): ((command: string) => Promise<NanoReply>) | undefined {
  const path = nanoflann();
  if (!path) return undefined;
  const file = join(mkdtempSync(join(tmpdir(), "cloud-")), "cloud.f64");
  const { n, d, m, points, queries } = cloud;
  writeFileSync(file, new Uint8Array(Float64Array.from([n, d, m]).buffer));
  writeFileSync(file, new Uint8Array(points.buffer), { flag: "a" });
  writeFileSync(file, new Uint8Array(queries.buffer), { flag: "a" });
  const child: ChildProcessWithoutNullStreams = spawn(path, [file]);
  child.unref();
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async (command) => {
    child.stdin.write(`${command}\n`);
    const { value } = await lines.next();
    const [ms, sum, found] = String(value).split(" ").map(Number);
    return { ms, sum, found };
  };
}
