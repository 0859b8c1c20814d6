import * as vscode from "vscode";
import { catalogue, type DemoId, demoIds, isDemoId, topics } from "../demos/catalogue";
import type { DemoState } from "../demos/demo";
import type { Channel } from "../protocol/channel";
import { demoState, type PageAction, type PageCalls } from "../protocol/page";
import type { DocumentNumbers } from "./documents";
import { currentSettings, openPage, pageRoots } from "./page";
import { say } from "./say";
import type { Server } from "./server";

const viewType = "nablascope.demo";

/** The panels of demos: one page each, restored from its own state after a reload or a restart. */
export interface Demos extends vscode.Disposable {
  readonly open: (id: string, state?: DemoState) => void;
  /** Fills a panel that VS Code has brought back; one without a state of ours is closed. */
  readonly restore: (panel: vscode.WebviewPanel, stored: unknown) => void;
  readonly choose: () => Promise<void>;
  /** Sends an action to the panel that is in front; false when none is. */
  readonly act: (action: PageAction) => boolean;
  /** Opens what a link carries; false when it is not a state of ours. */
  readonly openLink: (uri: vscode.Uri) => boolean;
}

export function createDemos(context: vscode.ExtensionContext, server: Server, documents: DocumentNumbers): Demos {
  const open = new Map<vscode.WebviewPanel, { readonly channel: Channel<PageCalls>; readonly demo: string }>();

  const fill = (panel: vscode.WebviewPanel, demo: string, state: DemoState | undefined): void => {
    panel.title = isDemoId(demo) ? say(catalogue[demo].title) : "Nablascope";
    const icon = (kind: string): vscode.Uri => vscode.Uri.joinPath(context.extensionUri, "media", `nabla-${kind}.svg`);
    panel.iconPath = { light: icon("light"), dark: icon("dark") };
    const page = openPage(context, panel.webview, server, documents, {
      show: () => (state === undefined ? { kind: "demo", demo } : { kind: "demo", demo, state }),
      recall: () => ({ kind: "empty", why: "gone" }),
      follow: () => undefined,
      openDemo: (next) => openDemo(next.demo, next),
    });
    open.set(panel, { channel: page.channel, demo });
    panel.onDidDispose(() => {
      open.delete(panel);
      page.close();
    });
  };
  const openDemo = (id: string, state?: DemoState): void => {
    if (!isDemoId(id)) throw new RangeError(`a demo's id must stand in the catalogue, got ${JSON.stringify(id)}`);
    const known = [...open].find(([, { demo }]) => demo === id);
    if (known !== undefined && state === undefined) {
      known[0].reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      viewType,
      say(catalogue[id].title),
      { viewColumn: vscode.ViewColumn.Active, preserveFocus: false },
      { enableScripts: true, localResourceRoots: pageRoots(context) },
    );
    fill(panel, id, state);
  };

  const subscriptions = [
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration("nablascope.motion")) return;
      for (const { channel } of open.values()) channel.ask("settings", currentSettings()).catch(() => undefined);
    }),
  ];
  return {
    open: openDemo,
    choose: async () => {
      const rowOf = (id: DemoId): vscode.QuickPickItem & { readonly id: DemoId } => ({
        id,
        label: say(catalogue[id].title),
        detail: say(catalogue[id].sentence),
        iconPath: vscode.Uri.joinPath(context.extensionUri, "media", "demos", `${id}.svg`),
      });
      // Under the headings of their topics, in the order of the catalogue.
      const rows = Object.entries(topics).flatMap(([topic, title]) => [
        { id: undefined, label: say(title), kind: vscode.QuickPickItemKind.Separator },
        ...demoIds.filter((id) => catalogue[id].topic === topic).map(rowOf),
      ]);
      const chosen = await vscode.window.showQuickPick(rows, {
        title: say({ en: "Demos", zh: "演示" }),
        placeHolder: say({ en: "Which one?", zh: "选择一个演示" }),
        matchOnDetail: true,
      });
      if (chosen?.id !== undefined) openDemo(chosen.id);
    },
    act: (action) => {
      const front = [...open].find(([panel]) => panel.active);
      if (front === undefined) return false;
      front[1].channel.ask("act", { action }).catch(() => undefined);
      return true;
    },
    restore: (panel, stored) => {
      // The page keeps its tab, view and runs beside the state; here only the state matters.
      const kept: unknown = (stored as { readonly state?: unknown } | undefined)?.state;
      const state = demoState(kept) && isDemoId(kept.demo) ? kept : undefined;
      if (state === undefined) panel.dispose();
      else fill(panel, state.demo, state);
    },
    openLink: (uri) => {
      const text = new URLSearchParams(uri.query).get("state") ?? "";
      const state = uri.path === "/demo" && text.length <= 65_536 ? readState(text) : undefined;
      if (state === undefined || !isDemoId(state.demo)) return false;
      openDemo(state.demo, state);
      return true;
    },
    dispose: () => {
      for (const one of subscriptions) one.dispose();
      for (const [panel] of [...open]) panel.dispose();
    },
  };
}

function readState(text: string): DemoState | undefined {
  try {
    const state: unknown = JSON.parse(text);
    return demoState(state) ? state : undefined;
  } catch {
    return undefined; // not JSON: not a link of ours
  }
}
