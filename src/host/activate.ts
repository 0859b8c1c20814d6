import * as vscode from "vscode";
import { catalogue, demoIds } from "../demos/catalogue";
import { commandId } from "../manifest/commands";
import { demoCommandId, formulaLanguages } from "../manifest/contributes";
import { createCommands } from "./commands";
import type { Demos } from "./demos";
import { numberDocuments } from "./documents";
import { guarded } from "./guard";
import { disposeLog } from "./log";
import type { Panel } from "./panel";
import { createServer, isOurs, type MakeClient, type Server } from "./server";
import { createStatus } from "./status";

/**
 * Registers everything and loads nothing: the server starts with the first Nabla file or the first formula under the
 * pointer, and the code of panels, demos and hovers is loaded with the first of each.
 */
export function start(context: vscode.ExtensionContext, makeClient: () => Promise<MakeClient>): void {
  const own = context.subscriptions;
  const documents = numberDocuments();
  const server = createServer(context, async (...rest) => (await makeClient())(...rest));
  own.push(server, { dispose: disposeLog });

  let demos: Promise<Demos> | undefined;
  const getDemos = (): Promise<Demos> => {
    demos ??= import("./demos").then(({ createDemos }) => {
      const made = createDemos(context, server, documents);
      own.push(made);
      return made;
    });
    return demos;
  };
  let panel: Promise<Panel> | undefined;
  const getPanel = (): Promise<Panel> => {
    panel ??= import("./panel").then(({ createPanel }) => {
      const made = createPanel(
        context,
        server,
        documents,
        (state) => void getDemos().then((d) => d.open(state.demo, state)),
      );
      own.push(made);
      return made;
    });
    return panel;
  };

  own.push(
    vscode.window.registerWebviewViewProvider("nablascope.panel", {
      resolveWebviewView: async (view) => (await getPanel()).resolve(view),
    }),
    vscode.window.registerWebviewPanelSerializer("nablascope.demo", {
      deserializeWebviewPanel: async (webview, state: unknown) => (await getDemos()).restore(webview, state),
    }),
    vscode.window.registerUriHandler({
      handleUri: (uri) =>
        void guarded({ en: "Opening the link", zh: "打开链接" }, async () => (await getDemos()).openLink(uri)),
    }),
    vscode.languages.registerHoverProvider(
      formulaLanguages.map((language) => ({ language })),
      {
        provideHover: async (document, position, token) => {
          const { hoverFormula } = await import("./hover");
          return hoverFormula(server, document, position, token);
        },
      },
    ),
  );
  const work = createCommands({ context, server, getDemos, getPanel });
  for (const [name, { what, run }] of Object.entries(work)) {
    own.push(
      vscode.commands.registerCommand(commandId(name as keyof typeof work), (...given: unknown[]) =>
        guarded(what, () => run(...given)),
      ),
    );
  }
  for (const id of demoIds) {
    const { title } = catalogue[id];
    own.push(
      vscode.commands.registerCommand(demoCommandId(id), () => guarded(title, async () => (await getDemos()).open(id))),
    );
  }
  startWithNabla(own, server);
}

/** The first Nabla document starts the server, the answers, and the status item. */
function startWithNabla(own: vscode.Disposable[], server: Server): void {
  let begun = false;
  const begin = (document: vscode.TextDocument): void => {
    if (begun || !isOurs(document)) return;
    begun = true;
    own.push(createStatus(server));
    void import("./answers").then(({ createAnswers }) => {
      own.push(createAnswers(server));
      server.start();
    });
  };
  own.push(vscode.workspace.onDidOpenTextDocument(begin));
  for (const document of vscode.workspace.textDocuments) begin(document);
}
