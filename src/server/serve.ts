import type { CancellationToken, Connection, InitializeParams, InitializeResult } from "vscode-languageserver";
import type { Analysis, Session } from "../lang/session";
import type { ServerOptions } from "../protocol/server";
import type { Typesetter } from "../tex/request";
import { localeOf } from "../words/text";
import { capabilities } from "./capabilities";
import { type Client, clientOf } from "./client";
import { type Core, type Current, type Settled, Stale, type Surroundings } from "./core";
import { createDataFiles } from "./data";
import { type Change, changeDoc, type Doc, forget, openDoc, syntaxOf } from "./documents";
import type { Engine } from "./engine";
import { registerFeatures } from "./features";
import { createPump, sliceMs } from "./pump";
import { createShow } from "./show";

/** Wires a language server to a connection. Nothing of the language is loaded before the client has its first reply. */
export function serve(connection: Connection, around: Surroundings): void {
  let options: ServerOptions = {};
  let client: Client = clientOf(undefined);
  let engine: Engine | undefined;
  let typesetter: Promise<Typesetter> | undefined;
  const docs = new Map<string, Doc>();
  const locale = (): "en" | "zh" => options.locale ?? "en";

  const show = createShow({
    connection,
    locale,
    client: () => client,
    ownAnswers: () => options.ownAnswers === true,
    now: around.now,
    answersChanged: () => {
      if (client.refreshesHints) connection.languages.inlayHint.refresh().catch(() => undefined);
    },
  });
  const pump = createPump({
    later: around.later,
    now: around.now,
    begin: (doc) => {
      doc.session ??= newSession(doc);
      doc.session.update(doc.text.getText());
      return doc.session.run();
    },
    done: (doc) => {
      settleAll(doc, doc.analysis);
      show.refresh(doc);
    },
    failed: (doc, error) => {
      doc.session = undefined; // its state is no longer to be trusted; the next text gets a new one
      settleAll(doc, undefined);
      connection.console.error(`evaluation: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
    },
  });
  const newSession = (doc: Pick<Doc, "uri">): Session => {
    if (engine === undefined) throw new RangeError("an evaluation needs the engine, which is not loaded");
    const quiet = options.quarantined?.includes(doc.uri) === true;
    if (quiet) return engine.quietSession({ locale: locale() });
    return engine.createSession({
      locale: locale(),
      ...(options.readsData === true ? { loadFile: data.loaderFor(doc.uri) } : {}),
    });
  };
  const data = createDataFiles(connection, (uri) => {
    const doc = docs.get(uri);
    if (doc === undefined) return;
    doc.work = undefined; // it may have begun with the file as it was
    wake(doc);
  });
  const wake = (doc: Doc): void => {
    if (engine !== undefined) pump.wake(doc);
  };
  const settled = async (uri: string, token?: CancellationToken): Promise<Settled | undefined> => {
    const loaded = await ready;
    const doc = docs.get(uri);
    if (doc === undefined || isCancelled(token)) return undefined;
    const { text } = doc;
    const analysis = doc.analysis ?? (await waitFor(doc, token));
    if (isCancelled(token)) return undefined;
    if (analysis === undefined || doc.text !== text) throw new Stale("the text changed before it was evaluated");
    return { doc, text, analysis, session: wholeOf(loaded, doc), syntax: syntaxOf(doc) };
  };
  const current = async (uri: string): Promise<Current | undefined> => {
    const loaded = await ready;
    const doc = docs.get(uri);
    return doc && { doc, text: doc.text, session: wholeOf(loaded, doc) };
  };
  const waitFor = (doc: Doc, token?: CancellationToken): Promise<Analysis | undefined> =>
    new Promise((resolve) => {
      const listener = token?.onCancellationRequested(() => {
        listener?.dispose();
        resolve(undefined);
      });
      doc.waiters.push((analysis) => {
        listener?.dispose();
        resolve(analysis);
      });
      pump.wake(doc);
    });

  const evaluate: Core["evaluate"] = async (uri, text, token) => {
    await ready;
    const session = newSession({ uri });
    session.update(text);
    const work = session.run();
    for (;;) {
      const until = around.now() + sliceMs;
      while (around.now() < until) {
        const step = work.next();
        if (step.done === true) return step.value;
      }
      await new Promise<void>((resolve) => around.later(resolve));
      if (isCancelled(token)) return undefined;
    }
  };

  const core: Core = {
    connection,
    options: () => options,
    client: () => client,
    locale,
    docs,
    settled,
    current,
    evaluate,
    shown: show.shown,
    theme: () => options.theme ?? "light",
    typesetter: () => {
      typesetter ??= around.createTypesetter(options);
      return typesetter;
    },
  };

  let release: (engine: Engine) => void = () => undefined;
  const ready = new Promise<Engine>((resolve) => {
    release = resolve;
  });
  const start = async (): Promise<void> => {
    const loaded = await around.loadEngine();
    engine = loaded;
    release(loaded);
    for (const doc of docs.values()) pump.wake(doc);
  };

  registerFeatures(core);
  connection.onInitialize((params: InitializeParams): InitializeResult => {
    options = readOptions(params);
    client = clientOf(params);
    // Behind the reply, so that the client is not kept waiting for the language.
    around.later(() => void start().catch((error) => connection.console.error(String(error?.stack ?? error))));
    return capabilities(params);
  });
  connection.onRequest("nabla/ping", () => null);
  connection.onNotification(
    "textDocument/didOpen",
    guard(({ textDocument: t }) => {
      const known = docs.get(t.uri);
      if (known !== undefined) close(known);
      const doc = openDoc(t.uri, t.languageId, t.version, String(t.text));
      docs.set(t.uri, doc);
      wake(doc);
    }),
  );
  connection.onNotification(
    "textDocument/didChange",
    guard(({ textDocument, contentChanges }) => {
      const doc = docs.get(textDocument.uri);
      if (doc === undefined) return;
      changeDoc(doc, textDocument.version, contentChanges as Change[], around.now());
      wake(doc);
    }),
  );
  connection.onNotification(
    "textDocument/didClose",
    guard(({ textDocument }) => {
      const doc = docs.get(textDocument.uri);
      if (doc !== undefined) close(doc);
    }),
  );
  connection.onNotification(
    "nabla/caret",
    guard(({ uri, line }) => {
      const doc = docs.get(uri);
      if (doc !== undefined && typeof line === "number") show.caret(doc, line);
    }),
  );
  connection.onNotification(
    "nabla/theme",
    guard(({ theme }) => {
      options = { ...options, theme };
    }),
  );
  connection.onNotification(
    "nabla/steps",
    guard(({ steps }) => {
      options = { ...options, steps: steps === true };
    }),
  );
  connection.onNotification(
    "nabla/dataChanged",
    guard(({ uri, path }) => data.changed(uri, path)),
  );
  const close = (doc: Doc): void => {
    doc.closed = true;
    docs.delete(doc.uri);
    pump.drop(doc);
    data.close(doc.uri);
    forget(doc);
    show.close(doc);
  };
  // biome-ignore lint/suspicious/noExplicitAny: what comes over the wire is not trusted; every use is checked or caught.
  function guard(handler: (message: any) => void): (message: any) => void {
    return (message) => {
      try {
        handler(message);
      } catch (error) {
        connection.console.error(`a malformed message was ignored: ${error}`);
      }
    };
  }
  connection.onShutdown(async () => {
    for (const doc of [...docs.values()]) close(doc);
    if (typesetter !== undefined) (await typesetter).dispose();
  });
  connection.listen();
}

function wholeOf(engine: Engine, { session }: Doc): Session | undefined {
  return session !== undefined && engine.isWhole(session) ? session : undefined;
}

/** Asked again after each wait, so a function and not a property that the compiler takes for settled. */
function isCancelled(token: CancellationToken | undefined): boolean {
  return token?.isCancellationRequested === true;
}

function settleAll(doc: Doc, analysis: Analysis | undefined): void {
  const waiters = doc.waiters;
  doc.waiters = [];
  for (const settle of waiters) settle(analysis);
}

function readOptions(params: InitializeParams): ServerOptions {
  const given: unknown = params.initializationOptions;
  const options = typeof given === "object" && given !== null ? (given as ServerOptions) : {};
  return {
    ...options,
    locale: options.locale === "zh" || options.locale === "en" ? options.locale : localeOf(params.locale ?? "en"),
  };
}
