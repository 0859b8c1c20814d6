import * as vscode from "vscode";
import type { DataBytes } from "../protocol/data";
import type { DataAsk, DataList, DataReply } from "../protocol/server";
import type { Text } from "../words/text";

/** Reads data files for the server and says when they change. */
export interface DataReader extends vscode.Disposable {
  readonly read: (ask: DataAsk) => Promise<DataReply>;
  /** What lies in a folder that may be loaded from; nothing of any other. */
  readonly list: (ask: DataAsk) => Promise<DataList>;
  /** The same file as bytes, for a page. */
  readonly bytes: (ask: DataAsk) => Promise<DataBytes>;
}

const longestBytes = 16_000_000;

/** @param changed  a file that was read for a document is another one now */
export function createDataReader(changed: (ask: DataAsk) => void): DataReader {
  const watchers = new Map<string, { readonly uri: string; readonly watcher: vscode.FileSystemWatcher }>();

  const watch = (ask: DataAsk, target: vscode.Uri): void => {
    const key = `${ask.uri}\n${ask.path}`;
    if (watchers.has(key)) return;
    const name = target.path.split("/").pop() ?? "";
    const escaped = name.replace(/[[\]{}*?]/g, "[$&]");
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(target, ".."), escaped);
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const tell = () => changed(ask);
    watcher.onDidChange(tell);
    watcher.onDidCreate(tell);
    watcher.onDidDelete(tell);
    watchers.set(key, { uri: ask.uri, watcher });
  };
  const closed = vscode.workspace.onDidCloseTextDocument((document) => {
    const uri = document.uri.toString();
    for (const [key, one] of watchers) {
      if (one.uri !== uri) continue;
      one.watcher.dispose();
      watchers.delete(key);
    }
  });

  const bytes = async (ask: DataAsk): Promise<DataBytes> => {
    const target = place(ask);
    if (!(target instanceof vscode.Uri)) return { problem: target };
    watch(ask, target);
    try {
      const { size, type } = await vscode.workspace.fs.stat(target);
      if ((type & vscode.FileType.Directory) !== 0) return { problem: folder };
      if (size > longestBytes) return { problem: tooLarge(size) };
      // A Node buffer would reach a page as JSON: only a plain array of bytes is passed on as bytes.
      return { bytes: new Uint8Array(await vscode.workspace.fs.readFile(target)) };
    } catch (error) {
      return {
        problem: error instanceof vscode.FileSystemError && error.code === "FileNotFound" ? missing : unreadable,
      };
    }
  };

  return {
    bytes,
    read: async (ask) => {
      const data = await bytes(ask);
      return "bytes" in data ? { base64: encode(data.bytes) } : { message: data.problem };
    },
    list,
    dispose: () => {
      closed.dispose();
      for (const { watcher } of watchers.values()) watcher.dispose();
      watchers.clear();
    },
  };
}

/** Folders that hold no data of the person's own. */
const isHidden = (name: string): boolean => name.startsWith(".") || name === "node_modules";

async function list(ask: DataAsk): Promise<DataList> {
  const target = place(ask);
  if (!(target instanceof vscode.Uri)) return [];
  const here = await vscode.workspace.fs.readDirectory(target).then(undefined, () => []);
  const found = here
    .filter(([name]) => !isHidden(name))
    .map(([name, type]) => ({ name, isFolder: (type & vscode.FileType.Directory) !== 0 }));
  const above = place({ uri: ask.uri, path: `${ask.path}..` });
  // Only a path that goes up already, or has not begun, goes further up.
  const goesUp = /^(?:\.\.\/)*$/.test(ask.path) && above instanceof vscode.Uri;
  return goesUp ? [...found, { name: "..", isFolder: true }] : found;
}

/** Where the path leads from the document, if that is inside the workspace, or beside or below a document outside of any. */
function place({ uri, path }: DataAsk): vscode.Uri | Text {
  const document = vscode.Uri.parse(uri);
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  const base = document.scheme === "untitled" ? root : vscode.Uri.joinPath(document, "..");
  if (base === undefined) return unsaved;
  const target = vscode.Uri.joinPath(base, ...path.split("/"));
  const inside =
    vscode.workspace.getWorkspaceFolder(target) !== undefined ||
    (vscode.workspace.getWorkspaceFolder(base) === undefined &&
      `${target.path}/`.startsWith(`${base.path.replace(/\/$/, "")}/`));
  return inside ? target : outside;
}

function encode(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 8_190) parts.push(btoa(String.fromCharCode(...bytes.subarray(i, i + 8_190))));
  return parts.join("");
}

const missing: Text = { en: "there is no such file.", zh: "文件不存在。" };
const unreadable: Text = { en: "the file can't be read.", zh: "无法读取该文件。" };
const folder: Text = { en: "this is a folder.", zh: "这是一个文件夹。" };
const outside: Text = { en: "the file lies outside the workspace.", zh: "文件不在工作区内。" };
const unsaved: Text = {
  en: "save this file, or open a folder, so that the path leads somewhere.",
  zh: "请先保存本文件或打开文件夹，路径才有起点。",
};
const tooLarge = (size: number): Text => ({
  en: `the file has ${(size / 1e6).toFixed(0)} MB; at most 16 MB are read.`,
  zh: `文件有 ${(size / 1e6).toFixed(0)} MB，最多读取 16 MB。`,
});
