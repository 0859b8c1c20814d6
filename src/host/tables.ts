import * as vscode from "vscode";
import { longestInline } from "../demos/demo";
import { type DataBytes, type DataGiven, dataEndings, isDataPath, largestDataBytes } from "../protocol/data";
import type { Text } from "../words/text";
import { say } from "./say";

/** A person's own tables: files of the workspace, read by the editor's file system, and what is selected in a text. */
export interface OwnTables extends vscode.Disposable {
  readonly choose: () => Promise<DataGiven>;
  readonly selected: () => DataGiven;
  readonly read: (path: string) => Promise<DataBytes>;
}

/** @param changed  a file that was read is another one now */
export function createOwnTables(changed: (path: string) => void): OwnTables {
  const watchers = new Map<string, vscode.FileSystemWatcher>();
  let last = vscode.window.activeTextEditor;
  const following = [
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      last = editor ?? last;
    }),
    // A panel has the focus while its page asks: the selection is that of the editor before it.
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      last = textEditor;
    }),
  ];
  const watch = (path: string, target: vscode.Uri): void => {
    if (watchers.has(path)) return;
    const name = (target.path.split("/").pop() ?? "").replace(/[[\]{}*?]/g, "[$&]");
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.joinPath(target, ".."), name),
    );
    const tell = (): void => changed(path);
    watcher.onDidChange(tell);
    watcher.onDidCreate(tell);
    watcher.onDidDelete(tell);
    watchers.set(path, watcher);
  };
  return {
    choose: async () => {
      const target = await pick();
      return target === undefined ? { kind: "none" } : given(target);
    },
    selected: () => selectionOf(last ?? vscode.window.visibleTextEditors[0]),
    read: async (path) => {
      const target = placeOf(path);
      if (target === undefined) return { problem: outside };
      watch(path, target);
      return readFile(target);
    },
    dispose: () => {
      for (const one of [...following, ...watchers.values()]) one.dispose();
      watchers.clear();
    },
  };
}

/** The files of the workspace that can be read, and the editor's own dialog for any other. */
async function pick(): Promise<vscode.Uri | undefined> {
  // A virtual workspace may have no search: the dialog still works.
  const pattern = `**/*.{${dataEndings.join(",")}}`;
  const found = await Promise.resolve(vscode.workspace.findFiles(pattern, notData, mostListed)).catch(() => []);
  const rows = found
    .map((uri) => ({ uri, path: vscode.workspace.asRelativePath(uri) }))
    .sort((a, b) => a.path.localeCompare(b.path))
    .map(({ uri, path }) => {
      const slash = path.lastIndexOf("/");
      return { uri, label: path.slice(slash + 1), description: path.slice(0, Math.max(0, slash)), iconPath: icon };
    });
  const browse = { uri: undefined, label: say(browseText), description: "", iconPath: folderIcon };
  const chosen =
    rows.length === 0
      ? browse
      : await vscode.window.showQuickPick([...rows, browse], {
          title: say(chooseText),
          placeHolder: say(kindsText),
          matchOnDescription: true,
        });
  if (chosen === undefined) return undefined;
  if (chosen.uri !== undefined) return chosen.uri;
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  const targets = await vscode.window.showOpenDialog({
    ...(root === undefined ? {} : { defaultUri: root }),
    title: say(chooseText),
    canSelectMany: false,
    filters: { [say(tablesText)]: [...dataEndings] },
  });
  return targets?.[0];
}

const mostListed = 200;
const notData =
  "{**/{node_modules,.git,.vscode,.venv,venv,__pycache__}/**,**/{package,package-lock,tsconfig,jsconfig}*.json,**/requirements*.txt}";
const icon = new vscode.ThemeIcon("table");
const folderIcon = new vscode.ThemeIcon("folder-opened");

/** A file inside the workspace by its path; another one by its text, if that is short. */
async function given(target: vscode.Uri): Promise<DataGiven> {
  const name = target.path.split("/").pop() ?? "";
  if (!isDataPath(name.replace(/[\\:]/g, "_"))) return { kind: "problem", problem: otherEnding(name) };
  const path = pathOf(target);
  if (path !== undefined) return { kind: "file", name, path };
  const read = await readFile(target);
  if ("problem" in read) return { kind: "problem", problem: read.problem };
  const text = name.toLowerCase().endsWith(".npy") ? undefined : new TextDecoder().decode(read.bytes);
  if (text === undefined || text.length > longestInline) return { kind: "problem", problem: outsideLong };
  return { kind: "text", name, text };
}

/** The path by which the page names a file of the workspace: with the folder's name where there are several. */
function pathOf(target: vscode.Uri): string | undefined {
  if (vscode.workspace.getWorkspaceFolder(target) === undefined) return undefined;
  const path = vscode.workspace.asRelativePath(target, (vscode.workspace.workspaceFolders?.length ?? 0) > 1);
  return isDataPath(path) ? path : undefined;
}

function placeOf(path: string): vscode.Uri | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const slash = path.indexOf("/");
  const folder = folders.length > 1 ? folders.find(({ name }) => name === path.slice(0, slash)) : folders[0];
  if (folder === undefined || !isDataPath(path)) return undefined;
  const target = vscode.Uri.joinPath(folder.uri, folders.length > 1 ? path.slice(slash + 1) : path);
  return vscode.workspace.getWorkspaceFolder(target) === undefined ? undefined : target;
}

async function readFile(target: vscode.Uri): Promise<DataBytes> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(target);
    if ((type & vscode.FileType.Directory) !== 0) return { problem: isFolder };
    if (size > largestDataBytes) return { problem: tooLarge(size) };
    // A Node buffer would reach the page as JSON: only a plain array of bytes is passed on as bytes.
    return { bytes: new Uint8Array(await vscode.workspace.fs.readFile(target)) };
  } catch (error) {
    const isMissing = error instanceof vscode.FileSystemError && error.code === "FileNotFound";
    return { problem: isMissing ? missing : unreadable };
  }
}

/** Several selections, as a column of them is made, follow each other by line. */
function selectionOf(editor: vscode.TextEditor | undefined): DataGiven {
  if (editor === undefined) return { kind: "problem", problem: noEditor };
  const { document, selections } = editor;
  const text = selections
    .filter((selection) => !selection.isEmpty)
    .map((selection) => document.getText(selection))
    .join("\n");
  if (text.trim() === "") return { kind: "problem", problem: nothingSelected };
  if (text.length > longestInline) return { kind: "problem", problem: longSelection(text.length) };
  const file = document.uri.path.split("/").pop() ?? "";
  return { kind: "text", name: say({ en: `selection in ${file}`, zh: `${file} 中的选中内容` }), text };
}

const chooseText: Text = { en: "Choose a Table", zh: "选择表格" };
const browseText: Text = { en: "Browse …", zh: "浏览……" };
const kindsText: Text = { en: "CSV, NPY or JSON", zh: "CSV、NPY 或 JSON" };
const tablesText: Text = { en: "Tables", zh: "表格" };
const missing: Text = {
  en: "There is no such file in the workspace. Choose it again.",
  zh: "工作区中没有该文件，请重新选择。",
};
const unreadable: Text = { en: "The file can't be read.", zh: "无法读取该文件。" };
const isFolder: Text = { en: "This is a folder, not a file.", zh: "这是文件夹，不是文件。" };
const outside: Text = {
  en: "The file is named by its path in a workspace, and that workspace is not open. Open it, or choose the file again.",
  zh: "文件以工作区内的路径指定，而该工作区没有打开。请打开它，或重新选择文件。",
};
const outsideLong: Text = {
  en: "The file lies outside the workspace and is too long to be kept with the demo. Copy it into the workspace.",
  zh: "文件在工作区之外，且过长，无法随演示保存。请将其复制到工作区。",
};
const noEditor: Text = {
  en: "No text editor is open. Open a file and select some rows of numbers in it.",
  zh: "没有打开的文本编辑器。请打开一个文件并选中几行数据。",
};
const nothingSelected: Text = {
  en: "Nothing is selected. Select some rows of numbers in an editor, then come back.",
  zh: "没有选中内容。请在编辑器中选中几行数据，然后再试。",
};
const otherEnding = (name: string): Text => ({
  en: `${name} is not read; files ending in ${dataEndings.map((ending) => `.${ending}`).join(", ")} are.`,
  zh: `不支持 ${name}，可读入 ${dataEndings.map((ending) => `.${ending}`).join("、")} 文件。`,
});
const tooLarge = (size: number): Text => ({
  en: `The file has ${(size / 1e6).toFixed(0)} MB; at most ${largestDataBytes / 1e6} MB are read.`,
  zh: `文件有 ${(size / 1e6).toFixed(0)} MB，最多读取 ${largestDataBytes / 1e6} MB。`,
});
const longSelection = (letters: number): Text => ({
  en: `The selection has ${letters} characters; at most ${longestInline} are kept with the demo. Save it as a file and choose that.`,
  zh: `选中内容有 ${letters} 个字符，最多可随演示保存 ${longestInline} 个。请另存为文件后再选择。`,
});
