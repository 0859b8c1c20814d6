import type { Connection } from "vscode-languageserver";
import type { DataFile, LoadFile } from "../lang/data-file";
import type { DataReply } from "../protocol/server";

/** The data files of the open documents, as the client gave them. */
export interface DataFiles {
  /** What the session of a document loads with; a file that is not here yet is asked for. */
  readonly loaderFor: (uri: string) => LoadFile;
  /** The file has changed: it is asked for again. */
  readonly changed: (uri: string, path: string) => void;
  readonly close: (uri: string) => void;
}

/** @param arrived  a file of the document is here, or is another one now */
export function createDataFiles(connection: Connection, arrived: (uri: string) => void): DataFiles {
  interface Entry {
    file: DataFile;
    /** Only the reply to the last question counts. */
    ticket: number;
  }
  const files = new Map<string, Map<string, Entry>>();

  const fetch = async (uri: string, path: string, entry: Entry): Promise<void> => {
    entry.ticket++;
    const { ticket } = entry;
    const file = await ask(uri, path);
    if (entry.ticket !== ticket || files.get(uri)?.get(path) !== entry) return;
    entry.file = file;
    arrived(uri);
  };
  const ask = async (uri: string, path: string): Promise<DataFile> => {
    try {
      const reply = await connection.sendRequest<DataReply>("nabla/readData", { uri, path });
      if ("message" in reply) return { kind: "problem", message: reply.message };
      return { kind: "bytes", bytes: decode(reply.base64) };
    } catch {
      return { kind: "problem", message: unreadable };
    }
  };

  return {
    loaderFor: (uri) => (path) => {
      const here = files.get(uri) ?? new Map<string, Entry>();
      files.set(uri, here);
      const known = here.get(path);
      if (known !== undefined) return known.file;
      const entry: Entry = { file: { kind: "pending" }, ticket: 0 };
      here.set(path, entry);
      void fetch(uri, path, entry);
      return entry.file;
    },
    changed: (uri, path) => {
      const entry = files.get(uri)?.get(path);
      // What was read stands until what is there now has come.
      if (entry !== undefined) void fetch(uri, path, entry);
    },
    close: (uri) => void files.delete(uri),
  };
}

function decode(base64: string): Uint8Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

const unreadable = { en: "the editor could not read the file.", zh: "编辑器无法读取该文件。" };
