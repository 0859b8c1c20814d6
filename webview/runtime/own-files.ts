import type { Values } from "../../src/demos/demo";
import { readChoice } from "../../src/demos/own-data";
import type { Channel } from "../../src/protocol/channel";
import type { DataBytes } from "../../src/protocol/data";
import type { HostCalls } from "../../src/protocol/page";
import type { Work } from "./worker";

/** The files that values name, brought from the host to the worker, and to each worker that takes its place. */
export interface OwnFiles {
  /** Resolves once the worker has all that these values name. */
  readonly ready: (values: Values) => Promise<void> | undefined;
  /** A file has changed: it is read again, and this tells when the worker has it. */
  readonly refresh: (path: string) => Promise<void>;
  /** What was read of the files that these values name. */
  readonly of: (values: Values) => readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly dispose: () => void;
}

export function createOwnFiles(host: Channel<HostCalls>, work: Work): OwnFiles {
  const held = new Map<string, DataBytes>();
  const reading = new Map<string, Promise<void>>();
  const stop = work.onStart((ask) => {
    for (const [path, bytes] of held) ask("supply", { path, ...bytes }).catch(() => undefined);
  });
  const read = async (path: string): Promise<void> => {
    const bytes = await host.ask("readData", { path }).catch((): DataBytes => ({ problem: unreadable }));
    held.set(path, bytes);
    reading.delete(path);
    await work.ask("supply", { path, ...bytes }).catch(() => undefined); // a worker that ends meanwhile is told at its start
  };
  const start = (path: string): Promise<void> => {
    const under = reading.get(path) ?? read(path);
    reading.set(path, under);
    return under;
  };
  return {
    ready: (values) => {
      const missing = pathsIn(values).filter((path) => !held.has(path));
      return missing.length === 0 ? undefined : Promise.all(missing.map(start)).then(() => undefined);
    },
    refresh: async (path) => {
      if (held.has(path)) await start(path);
    },
    of: (values) =>
      pathsIn(values).flatMap((path) => {
        const file = held.get(path);
        return file !== undefined && "bytes" in file ? [{ path, bytes: file.bytes }] : [];
      }),
    dispose: stop,
  };
}

/** A value that names a file reads as a choice; a formula or a list does not. */
function pathsIn(values: Values): readonly string[] {
  const paths = Object.values(values).flatMap((value) =>
    typeof value === "string" && value.startsWith("{") ? (readChoice(value)?.path ?? []) : [],
  );
  return [...new Set(paths)];
}

const unreadable = { en: "The file could not be read.", zh: "无法读取该文件。" };
