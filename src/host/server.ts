import * as vscode from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import type { Call } from "../protocol/channel";
import {
  type AnswersNote,
  type DataAsk,
  type DataList,
  type DataReply,
  hoverCommands,
  type ServerCalls,
  type ServerOptions,
} from "../protocol/server";
import type { Text } from "../words/text";
import { setting } from "./configuration";
import { createDataReader } from "./data";
import { log } from "./log";
import { locale, say } from "./say";
import { type Running, type ServerState, supervise } from "./supervise";
import { themeKind } from "./theme";

/** Makes a client for a server that is about to start, and says how to end that server at once. */
export type MakeClient = (
  context: vscode.ExtensionContext,
  options: LanguageClientOptions,
) => Promise<{ readonly client: BaseLanguageClient; readonly kill: () => void; readonly texText?: string }>;

type AskOf<K extends keyof ServerCalls> = ServerCalls[K] extends Call<infer A, unknown> ? A : never;
type ReplyOf<K extends keyof ServerCalls> = ServerCalls[K] extends Call<unknown, infer R> ? R : never;

/** The language server as the rest of the host sees it: always there, perhaps not yet running. */
export interface Server extends vscode.Disposable {
  readonly ask: <K extends keyof ServerCalls>(
    call: K,
    ask: AskOf<K>,
    token?: vscode.CancellationToken,
  ) => Promise<ReplyOf<K>>;
  /** A request of the Language Server Protocol, for what the client's own features don't offer. */
  readonly request: <R>(method: string, ask: unknown, token?: vscode.CancellationToken) => Promise<R>;
  /** The running client, for what has to be converted by it. */
  readonly client: () => Promise<BaseLanguageClient>;
  /** Tells a running server something about a document that the client does not follow by itself. */
  readonly tell: (method: string, uri: string, params: unknown) => void;
  readonly start: () => void;
  readonly caret: (uri: string, line: number) => void;
  readonly restart: () => Promise<void>;
  readonly state: () => ServerState;
  readonly onState: vscode.Event<ServerState>;
  readonly onAnswers: vscode.Event<AnswersNote>;
  /** The server forgot everything: it was started again. */
  readonly onFresh: vscode.Event<void>;
}

interface Live extends Running {
  readonly client: BaseLanguageClient;
}

/** Documents of a version control system or of a review: they are looked at, not worked on. */
const asideSchemes = new Set([
  "showModifications",
  "conflictResolution",
  "merge-conflict.conflict-diff",
  "git",
  "gitlens",
  "gitlens-git",
  "review",
  "pr",
  "vscode-local-history",
  "timeline",
]);

export function isOurs(document: vscode.TextDocument): boolean {
  return document.languageId === "nabla" && !isAside(document);
}

export function isAside({ uri }: vscode.TextDocument): boolean {
  return asideSchemes.has(uri.scheme);
}

export function createServer(context: vscode.ExtensionContext, make: MakeClient): Server {
  const states = new vscode.EventEmitter<ServerState>();
  const answers = new vscode.EventEmitter<AnswersNote>();
  const fresh = new vscode.EventEmitter<void>();
  let state: ServerState = "off";

  const supervisor = supervise<Live>({
    clock: {
      now: () => Date.now(),
      // Not the functions themselves: a browser refuses them as methods of another object.
      setTimeout: (task, ms) => setTimeout(task, ms),
      clearTimeout: (timer) => clearTimeout(timer as number),
    },
    log: (line) => log().warn(line),
    gaveUp: () => void offerRestart(),
    poisoned: (uri) => void tellPoisoned(uri),
    changed: (next) => {
      state = next;
      states.fire(next);
    },
    launch: async (died, holds) => {
      const { client, kill } = await make(context, clientOptions(died));
      let ended = false;
      const end = (): void => {
        if (ended) return;
        ended = true;
        kill();
        // The process is gone: there is nobody to say goodbye to, and nothing to report.
        client.dispose(0).catch(() => undefined);
      };
      holds(end);
      client.onNotification("nabla/answers", (note: AnswersNote) => answers.fire(note));
      client.onRequest<DataReply, void>("nabla/readData", (ask: DataAsk) => data.read(ask));
      client.onRequest<DataList, void>("nabla/listData", (ask: DataAsk) => data.list(ask));
      await client.start();
      fresh.fire();
      return {
        client,
        ping: () => client.sendRequest("nabla/ping", null),
        stop: async () => {
          ended = true;
          await client.dispose(2_000);
        },
        kill: end,
      };
    },
  });

  const clientOptions = (died: () => void): LanguageClientOptions => ({
    documentSelector: [{ language: "nabla" }],
    outputChannel: log(),
    initializationOptions: (): ServerOptions => ({
      locale,
      theme: themeKind(),
      ownAnswers: true,
      readsData: true,
      images: true,
      commands: true,
      steps: setting("hover.steps"),
      quarantined: supervisor.quarantined(),
    }),
    markdown: { isTrusted: { enabledCommands: [...hoverCommands] } },
    initializationFailedHandler: () => false,
    errorHandler: {
      // 1 is Continue, 1 is DoNotRestart: the supervisor starts it again, with its own back-off and notice.
      error: () => ({ action: 1, handled: true }),
      closed: () => {
        died();
        return { action: 1, handled: true };
      },
    },
    middleware: {
      didOpen: async (document, next) => {
        if (!isOurs(document)) return;
        supervisor.touch(document.uri.toString());
        await next(document);
      },
      handleDiagnostics: (uri, diagnostics, next) => {
        supervisor.answered(uri.toString());
        next(uri, diagnostics);
      },
      didChange: async (event, next) => {
        if (!isOurs(event.document)) return;
        supervisor.touch(event.document.uri.toString());
        await next(event);
      },
    },
  });

  const offerRestart = async (): Promise<void> => {
    const restartWord = say({ en: "Restart", zh: "重新启动" });
    const logWord = say({ en: "Show Log", zh: "显示日志" });
    const chosen = await vscode.window.showWarningMessage(say(gaveUp), restartWord, logWord);
    if (chosen === restartWord) await supervisor.restart();
    else if (chosen === logWord) log().show();
  };
  const tellPoisoned = async (uri: string): Promise<void> => {
    const again = say({ en: "Restart and Try Again", zh: "重新启动并再试" });
    const name = vscode.Uri.parse(uri).path.split("/").pop() ?? uri;
    const chosen = await vscode.window.showWarningMessage(say(poisoned(name)), again);
    if (chosen === again) await supervisor.restart();
  };

  const themeListener = vscode.window.onDidChangeActiveColorTheme(() => {
    void supervisor.current()?.client.sendNotification("nabla/theme", { theme: themeKind() });
  });

  const stepsListener = vscode.workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration("nablascope.hover.steps")) return;
    void supervisor.current()?.client.sendNotification("nabla/steps", { steps: setting("hover.steps") });
  });

  const data = createDataReader((ask) => {
    void supervisor.current()?.client.sendNotification("nabla/dataChanged", ask);
  });

  const request = async <R>(method: string, ask: unknown, token?: vscode.CancellationToken): Promise<R> => {
    const { client } = await supervisor.ensure();
    // A token that is undefined would be sent as a second parameter.
    return token === undefined ? client.sendRequest<R>(method, ask) : client.sendRequest<R>(method, ask, token);
  };
  return {
    ask: (call, ask, token) => request(call, ask, token),
    request,
    client: async () => (await supervisor.ensure()).client,
    tell: (method, uri, params) => {
      const running = supervisor.current();
      if (running === undefined) return;
      supervisor.touch(uri);
      void running.client.sendNotification(method, params);
    },
    start: () => void supervisor.ensure().catch(() => undefined),
    caret: (uri, line) => void supervisor.current()?.client.sendNotification("nabla/caret", { uri, line }),
    restart: () => supervisor.restart(),
    state: () => state,
    onState: states.event,
    onAnswers: answers.event,
    onFresh: fresh.event,
    dispose: () => {
      themeListener.dispose();
      stepsListener.dispose();
      data.dispose();
      void supervisor.dispose();
      states.dispose();
      answers.dispose();
      fresh.dispose();
    },
  };
}

const gaveUp: Text = {
  en: "Nablascope's language server stopped five times within three minutes. Highlighting goes on; answers need a restart.",
  zh: "Nablascope 的语言服务器在三分钟内停止了五次。语法高亮仍可使用；要恢复答案，请重新启动。",
};
function poisoned(name: string): Text {
  return {
    en: `${name} ended the language server twice. It is now only read, not evaluated.`,
    zh: `${name} 两次使语言服务器终止。现在只做语法分析，不再求值。`,
  };
}
