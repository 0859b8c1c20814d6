import * as vscode from "vscode";
import type { DemoState } from "../demos/demo";
import { commandId } from "../manifest/commands";
import { type Channel, type Handlers, openChannel } from "../protocol/channel";
import { type HostCalls, hostLimits, hostShapes, type PageCalls, type Settings, type Show } from "../protocol/page";
import type { Text } from "../words/text";
import { setting } from "./configuration";
import { createDataReader } from "./data";
import type { DocumentNumbers } from "./documents";
import { newNonce, pageHtml } from "./html";
import { log } from "./log";
import { locale, say } from "./say";
import type { Server } from "./server";
import { createOwnTables } from "./tables";
import { showText, writeBack } from "./write";

/** What differs between a demo's panel and the panel that follows the cursor. */
export interface PageRole {
  readonly show: () => Show | Promise<Show>;
  readonly recall: (place: HostCalls["recall"]["ask"]) => Show | Promise<Show>;
  readonly follow: (ask: HostCalls["follow"]["ask"]) => void;
  readonly openDemo: (state: DemoState) => void;
}

export interface Page {
  readonly channel: Channel<PageCalls>;
  readonly close: () => void;
}

export function currentSettings(): Settings {
  return { locale, reducedMotion: setting("motion.reduce") };
}

/** Only these files can a page load. */
export function pageRoots(context: vscode.ExtensionContext): vscode.Uri[] {
  return [vscode.Uri.joinPath(context.extensionUri, "dist", "webview")];
}

/** Fills a webview with our page and serves it. */
export function openPage(
  context: vscode.ExtensionContext,
  webview: vscode.Webview,
  server: Server,
  documents: DocumentNumbers,
  role: PageRole,
): Page {
  const [root] = pageRoots(context);
  const file = (name: string): vscode.Uri => vscode.Uri.joinPath(root, name);
  const listeners: vscode.Disposable[] = [];
  const tables = createOwnTables((path) => void channel.ask("dataChanged", { path }).catch(() => undefined));
  const numbers = new Map<string, number>();
  const loaded = createDataReader(({ uri, path }) => {
    const document = numbers.get(uri);
    if (document !== undefined) channel.ask("loadedChanged", { document, path }).catch(() => undefined);
  });
  const handlers: Handlers<HostCalls> = {
    ready: async () => ({ show: await role.show(), settings: currentSettings() }),
    save: async ({ name, bytes }) => ({ saved: await save(name, bytes) }),
    copy: async ({ text }) => {
      await vscode.env.clipboard.writeText(text);
      return undefined;
    },
    copyLink: async ({ state }) => {
      await vscode.env.clipboard.writeText(linkTo(context, state));
      return undefined;
    },
    typeset: async ({ formulas, fontPx }) => ({
      results: await Promise.all(
        formulas.map(async ({ tex, display, slots, macros }) => {
          const request = {
            tex,
            display,
            color: "currentColor",
            fontPx: Math.min(96, Math.max(6, fontPx)),
            ...(slots === undefined ? {} : { slots }),
            ...(macros === undefined ? {} : { macros }),
            maxBytes: 1_000_000,
          };
          const result = await server.ask("nabla/typeset", { request }).catch(() => null);
          if (result === null) return { problem: say(unreachable) };
          if (result.kind === "svg") return { svg: result.svg };
          return { problem: say(result.kind === "error" ? result.message : result.reason) };
        }),
      ),
    }),
    openSource: async (place) => ({ shown: await showText(documents.find(place.document), place.offset) }),
    writeBack: async ({ document, version, edits }) => ({
      written: await writeBack(documents.find(document), version, edits),
    }),
    recall: (place) => role.recall(place),
    follow: (ask) => {
      role.follow(ask);
      return undefined;
    },
    begin: async ({ what }) => {
      await vscode.commands.executeCommand(commandId(beginnings[what]));
      return undefined;
    },
    openDemo: ({ state }) => {
      role.openDemo(state);
      return undefined;
    },
    chooseData: tables.choose,
    selectedData: tables.selected,
    readData: ({ path }) => tables.read(path),
    loadData: ({ document, path }) => {
      const uri = documents.find(document)?.uri.toString();
      if (uri === undefined) return { problem: closed };
      numbers.set(uri, document);
      return loaded.bytes({ uri, path });
    },
    parts: async () => {
      const [script, style] = await Promise.all(["main.js", "main.css"].map((name) => readText(file(name))));
      return { script, style };
    },
    report: ({ message }) => {
      log().warn(`page: ${message}`);
      return undefined;
    },
  };
  const channel: Channel<PageCalls> = openChannel<HostCalls, PageCalls>(
    {
      post: (message) => void webview.postMessage(message),
      onMessage: (listener) => {
        const listening = webview.onDidReceiveMessage(listener);
        listeners.push(listening);
        return () => listening.dispose();
      },
    },
    handlers,
    { shapes: hostShapes, limits: hostLimits },
  );
  webview.options = { enableScripts: true, localResourceRoots: pageRoots(context) };
  webview.html = pageHtml({
    script: webview.asWebviewUri(file("main.js")).toString(),
    style: webview.asWebviewUri(file("main.css")).toString(),
    cspSource: webview.cspSource,
    nonce: newNonce(),
    locale,
  });
  const close = (): void => {
    tables.dispose();
    loaded.dispose();
    channel.close();
  };
  return { channel, close };
}

const beginnings = { tour: "openTour", file: "newFile", demo: "openDemo" } as const;

const unreachable: Text = {
  en: "The formula could not be typeset: the language server is not there.",
  zh: "无法排版公式：语言服务器不可用。",
};

const closed: Text = { en: "its document is closed.", zh: "其所在文档已关闭。" };

async function readText(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** Asks where to, and writes there. The name that the page proposes is stripped of everything but a plain file name. */
async function save(name: string, bytes: Uint8Array): Promise<boolean> {
  const plain = name.replace(/[^\p{L}\p{N}._ -]/gu, "_").replace(/^\.+/, "_");
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, plain) }),
    title: say({ en: "Export", zh: "导出" }),
  });
  if (target === undefined) return false;
  await vscode.workspace.fs.writeFile(target, bytes);
  return true;
}

/** A link that opens this state, here or in another window of the same editor. */
function linkTo(context: vscode.ExtensionContext, state: DemoState): string {
  const query = encodeURIComponent(JSON.stringify(state));
  return `${vscode.env.uriScheme}://${context.extension.id}/demo?state=${query}`;
}
