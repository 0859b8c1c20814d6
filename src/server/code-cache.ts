import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";

const ending = ".code";
const digestBytes = 32;
const sha256 = (data: string | Buffer): Buffer => createHash("sha256").update(data).digest();

interface Loaded {
  readonly exports: unknown;
  /** Writes what the engine has compiled by now, where that is more than was kept. It never throws. */
  keep(): void;
}

/**
 * Loads a CommonJS file like `require`, with the code that V8 compiled for it in an earlier process, kept in `folder` if that
 * is there. Nearly half of the time to the first answers is compiling. What is kept is bound to the text of the file and to the engine's
 * version and flags, and carries a digest of its own; where any of them differs, it is left alone and the file compiled.
 */
export function loadWithCode(file: string, folder: string): Loaded {
  const source = readFileSync(file, "utf8");
  const text = sha256(source).toString("hex").slice(0, 16);
  const path = join(folder, `${basename(file)}-${text}-${cachedDataVersionTag().toString(16)}${ending}`);
  const kept = readKept(path);
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const script = new Script(wrapped, { filename: file, ...(kept ? { cachedData: kept } : {}) });
  const known = kept && !script.cachedDataRejected ? kept.length : 0;
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return {
    exports: module.exports,
    keep: () => {
      try {
        const data = script.createCachedData();
        // An engine forgets code that was not used for long: only more than was known is worth keeping.
        if (data.length <= known) return;
        write(path, data);
        clear(folder, `${basename(file)}-${text}-`);
      } catch {
        // A full or read-only disk costs the next start a little time, and nothing else.
      }
    },
  };
}

function readKept(path: string): Buffer | undefined {
  let whole: Buffer;
  try {
    whole = readFileSync(path);
  } catch {
    return undefined;
  }
  const data = whole.subarray(digestBytes);
  return sha256(data).equals(whole.subarray(0, digestBytes)) ? data : undefined;
}

/** Another process sees the whole file or none. */
function write(path: string, data: Buffer): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, Buffer.concat([sha256(data), data]));
  renameSync(draft, path);
}

/** Removes the code of other versions of the file once nobody has written it for a month. */
function clear(folder: string, current: string): void {
  const monthMs = 30 * 24 * 3_600_000;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!name.startsWith(current) && name.includes(ending) && Date.now() - statSync(path).mtimeMs > monthMs)
      rmSync(path);
  }
}
