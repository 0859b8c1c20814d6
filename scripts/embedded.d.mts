import type { ChildProcess } from "node:child_process";

export interface Folders {
  readonly userDir: string;
  readonly extensionsDir: string;
}
export interface Embedded {
  readonly address: string;
  readonly port: number;
  /** The address that opens the workspace. */
  readonly folder: string;
  /** The address that opens the workspace with a file of it, given by its absolute path. */
  openFile(path: string): string;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}
export function ensureEmbedded(): Promise<boolean>;
export function installExtension(file: string, folders: Folders): Promise<void>;
export function startEmbedded(
  options: Folders & {
    readonly workspace: string;
    readonly host?: string;
    readonly port?: number;
    readonly trusted?: boolean;
    readonly log?: (text: string) => void;
  },
): Promise<Embedded>;
