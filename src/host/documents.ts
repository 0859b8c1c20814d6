import * as vscode from "vscode";

/** Hands out opaque numbers for documents, so that a page never knows a path. */
export interface DocumentNumbers {
  readonly numberOf: (document: vscode.TextDocument) => number;
  /** The open document of that number. */
  readonly find: (number: number) => vscode.TextDocument | undefined;
}

export function numberDocuments(): DocumentNumbers {
  const byUri = new Map<string, number>();
  return {
    numberOf: ({ uri }) => {
      const key = uri.toString();
      const known = byUri.get(key);
      if (known !== undefined) return known;
      byUri.set(key, byUri.size + 1);
      return byUri.size;
    },
    find: (number) => {
      for (const [uri, one] of byUri) {
        if (one === number) return vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
      }
      return undefined;
    },
  };
}
