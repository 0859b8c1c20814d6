// A file system that is on no disk: what a virtual workspace is to an extension.
const vscode = require("vscode");

const files = new Map([
  ["/memory.nabla", 'f(x, y) = x² + y²\n∇f(1, 2)\nX = load "points.csv"\nX\n'],
  ["/points.csv", "a,b\n1,2\n3,4\n"],
]);

exports.activate = (context) => {
  const changed = new vscode.EventEmitter();
  const textOf = (uri) => {
    const text = files.get(uri.path);
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return text;
  };
  const folder = { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  const provider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => {}),
    stat: (uri) =>
      uri.path === "/" ? folder : { ...folder, type: vscode.FileType.File, size: Buffer.byteLength(textOf(uri)) },
    readDirectory: () => [...files.keys()].map((path) => [path.slice(1), vscode.FileType.File]),
    readFile: (uri) => new TextEncoder().encode(textOf(uri)),
    writeFile: () => {},
    createDirectory: () => {},
    delete: () => {},
    rename: () => {},
  };
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider("memory", provider, { isCaseSensitive: true }),
    vscode.commands.registerCommand("virtualFiles.open", async () => {
      const uri = vscode.Uri.parse("memory:/memory.nabla");
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    }),
  );
};
