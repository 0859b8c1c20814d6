import * as vscode from "vscode";
import { families } from "../code/families";
import { catalogue, demoIds } from "../demos/catalogue";
import { mayHoldBlocks } from "../formula/blocks";
import { commandId } from "../manifest/commands";
import { demoCommandId, formulaLanguages } from "../manifest/contributes";
import { createCommands } from "./commands";
import type { Demos } from "./demos";
import { numberDocuments } from "./documents";
import type { Embedded } from "./embedded";
import { guarded } from "./guard";
import type { Knobs } from "./knobs";
import { disposeLog } from "./log";
import type { Panel } from "./panel";
import { createPreview, type MarkdownIt } from "./preview";
import { createServer, isAside, isOurs, type MakeClient, type Server } from "./server";
import { createStatus } from "./status";

/** What the editor gets from us: the built-in Markdown preview asks for the plugin. */
export interface Exports {
  readonly extendMarkdownIt: <M extends MarkdownIt>(markdown: M) => M;
}

/**
 * Registers everything and loads nothing: the server starts with the first Nabla file or the first formula under the
 * pointer, and the code of panels, demos and hovers is loaded with the first of each.
 */
export function start(context: vscode.ExtensionContext, makeClient: () => Promise<MakeClient>): Exports {
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

  void vscode.commands.executeCommand("setContext", "nablascope.formulaLanguages", [...formulaLanguages]);
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
    vscode.languages.registerHoverProvider(
      Object.keys(families).map((language) => ({ language })),
      {
        provideHover: async (document, position) => {
          const { hoverCode } = await import("./code-hover");
          return hoverCode(document, position);
        },
      },
    ),
  );
  const served = startWithNabla(own, server);
  const work = createCommands({ context, server, getDemos, getPanel, ...served });
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
  const preview = createPreview(server);
  own.push(preview);
  return { extendMarkdownIt: preview.plugin };
}

/** What holds Nabla, and what steps its numbers. */
interface Served {
  readonly isServed: (document: vscode.TextDocument, position: vscode.Position) => boolean;
  readonly getKnobs: () => Promise<Knobs>;
}

/** The first Nabla file, or the first block of Nabla in another, starts the server, the answers, and the status item. */
function startWithNabla(own: vscode.Disposable[], server: Server): Served {
  let embedded: Embedded | undefined;
  const isServed: Served["isServed"] = (document, position) =>
    isOurs(document) || embedded?.holds(document, position) === true;
  let knobs: Promise<Knobs> | undefined;
  const getKnobs = (): Promise<Knobs> => {
    knobs ??= import("./knobs").then(({ createKnobs }) => {
      const made = createKnobs(isServed);
      own.push(made);
      return made;
    });
    return knobs;
  };
  let begun = false;
  const begin = (): void => {
    if (begun) return;
    begun = true;
    changes.dispose();
    own.push(createStatus(server));
    void getKnobs();
    void Promise.all([import("./answers"), import("./embedded")]).then(([{ createAnswers }, { createEmbedded }]) => {
      embedded = createEmbedded(server);
      own.push(embedded, createAnswers(server, embedded));
      server.start();
    });
  };
  const look = (document: vscode.TextDocument): void => {
    if (begun || isAside(document)) return;
    if (isOurs(document) || mayHoldBlocks(document.getText())) begin();
  };
  const changes = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    const line = contentChanges[0]?.range.start.line ?? 0;
    if (contentChanges.some(({ text }) => mayHoldBlocks(text))) look(document);
    else if (line < document.lineCount && mayHoldBlocks(document.lineAt(line).text)) look(document);
  });
  own.push(changes, vscode.workspace.onDidOpenTextDocument(look));
  for (const document of vscode.workspace.textDocuments) look(document);
  return { isServed, getKnobs };
}
