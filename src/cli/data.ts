import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { DataFile, LoadFile } from "../lang/data-file";

/** What is needed of the disk. */
export interface DataEdges {
  /** Absolute, with every link followed. @throws if there is no such file */
  readonly realPath: (path: string) => string;
  readonly readBytes: (path: string) => Uint8Array;
  /** The folder the command runs in: data comes from inside of it, or from beside the file. */
  readonly folder: string;
}

/** Reads the data files that one `.nabla` file names, each once. */
export function dataBeside(file: string, edges: DataEdges): LoadFile {
  const here = file === "-" ? edges.folder : dirname(resolve(edges.folder, file));
  const known = new Map<string, DataFile>();
  return (path) => {
    const data = known.get(path) ?? read(resolve(here, path));
    known.set(path, data);
    return data;
  };

  function read(path: string): DataFile {
    try {
      const real = edges.realPath(path);
      const roots = [edges.folder, here].map((root) => edges.realPath(root));
      if (!roots.some((root) => isInside(root, real))) return { kind: "problem", message: outside };
      return { kind: "bytes", bytes: edges.readBytes(real) };
    } catch (error) {
      const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
      return { kind: "problem", message: missing ? noFile : unreadable };
    }
  }
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

const noFile = { en: "there is no such file.", zh: "文件不存在。" };
const unreadable = { en: "the file can't be read.", zh: "无法读取该文件。" };
const outside = {
  en: "the file lies outside the folder the command runs in.",
  zh: "文件不在命令运行的目录之内。",
};
