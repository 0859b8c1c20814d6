import { PassThrough } from "node:stream";
import {
  createConnection,
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import type { Analysis, Session } from "../../src/lang/session";
import { applySplice } from "../../src/protocol/answers";
import type { AnswersNote, LineAnswer, ServerOptions } from "../../src/protocol/server";
import type { Engine } from "../../src/server/engine";
import { serve } from "../../src/server/serve";
import type { TypesetResult, Typesetter } from "../../src/tex/request";

export interface Diagnostics {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly {
    readonly code: string;
    readonly message: string;
    readonly severity: number;
    readonly range: {
      readonly start: { readonly line: number; readonly character: number };
      readonly end: { readonly line: number; readonly character: number };
    };
  }[];
}

/** A client of a server in the same process, over streams of its own. */
export interface Memory {
  readonly client: MessageConnection;
  readonly diagnostics: Map<string, Diagnostics>;
  readonly answers: Map<string, readonly LineAnswer[]>;
  readonly log: string[];
  open(uri: string, text: string, version?: number, languageId?: string): Promise<void>;
  change(uri: string, version: number, changes: readonly object[]): Promise<void>;
  /** Waits until `holds`. */
  until(holds: () => boolean, what: string, ms?: number): Promise<void>;
  end(): void;
}

export async function startMemory(
  engine: Engine,
  options: ServerOptions = {},
  typesetter: Typesetter = echoTypesetter(),
  capabilities: object = able,
): Promise<Memory> {
  const there = new PassThrough();
  const back = new PassThrough();
  const connection = createConnection(new StreamMessageReader(there), new StreamMessageWriter(back));
  serve(connection, {
    later: setImmediate,
    now: () => performance.now(),
    loadEngine: async () => engine,
    createTypesetter: async () => typesetter,
  });
  const client = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  const diagnostics = new Map<string, Diagnostics>();
  const answers = new Map<string, readonly LineAnswer[]>();
  const log: string[] = [];
  client.onNotification("textDocument/publishDiagnostics", (note: Diagnostics) => void diagnostics.set(note.uri, note));
  client.onNotification("nabla/answers", (note: AnswersNote) => {
    answers.set(note.uri, applySplice(answers.get(note.uri) ?? [], note));
  });
  client.onNotification("window/logMessage", ({ message }: { message: string }) => void log.push(message));
  client.onRequest("workspace/inlayHint/refresh", () => null);
  client.listen();
  await client.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    capabilities,
    initializationOptions: { locale: "en", ownAnswers: true, ...options },
  });
  await client.sendNotification("initialized", {});
  return {
    client,
    diagnostics,
    answers,
    log,
    open: (uri, text, version = 1, languageId = "nabla") =>
      client.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version, text } }),
    change: (uri, version, contentChanges) =>
      client.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges }),
    until: async (holds, what, ms = 3_000) => {
      const end = performance.now() + ms;
      while (!holds()) {
        if (performance.now() > end) throw new Error(`waited ${ms} ms in vain for ${what}; log: ${log.join("\n")}`);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
    end: () => {
      client.dispose();
      there.destroy();
      back.destroy();
    },
  };
}

/** A client that understands all that ours does, but for snippets. */
export const able = {
  workspace: { inlayHint: { refreshSupport: true }, workspaceEdit: { documentChanges: true } },
  textDocument: {
    hover: { contentFormat: ["markdown", "plaintext"] },
    completion: { completionItem: { documentationFormat: ["markdown", "plaintext"] } },
    signatureHelp: { signatureInformation: { documentationFormat: ["markdown", "plaintext"] } },
    publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1, 2] } },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    rename: { prepareSupport: true },
  },
};

function echoTypesetter(): Typesetter {
  const result = (tex: string): TypesetResult => ({
    kind: "svg",
    svg: `<svg xmlns="http://www.w3.org/2000/svg"><text>${tex.replace(/[<&]/g, "")}</text></svg>`,
    widthPx: 1,
    heightPx: 1,
    depthPx: 0,
    alt: { en: tex, zh: tex },
    warnings: [],
  });
  return {
    typeset: async ({ tex }) => result(tex),
    peek: ({ tex }) => result(tex),
    warm: () => undefined,
    dispose: () => undefined,
  };
}

/**
 * A language of its own, so that the server's part is tested alone: a line is a statement whose answer is its length;
 * a line with `!` is wrong, one with `~` has a warning with a fix, `slow N` takes N turns, `hang` throws.
 */
export function lengthEngine(turnMs = 0): Engine {
  const createSession = (): Session => {
    let text = "";
    let last: Analysis = { text: "", statements: [], problems: [] };
    return {
      update: (next) => {
        text = next;
      },
      *run() {
        const statements: Analysis["statements"][number][] = [];
        const problems: Analysis["problems"][number][] = [];
        let from = 0;
        for (const [index, line] of text.split("\n").entries()) {
          const source = line.replace("\r", "");
          const to = from + source.length;
          const slow = Number(/slow (\d+)/.exec(source)?.[1] ?? 0);
          for (let turn = 0; turn < slow; turn++) {
            const end = performance.now() + turnMs;
            while (performance.now() < end);
            yield;
          }
          if (source.includes("hang")) throw new RangeError("the engine is broken here");
          const wrong = source.indexOf("!");
          const odd = source.indexOf("~");
          if (wrong >= 0) problems.push(problemAt("wrong", from + wrong, "error"));
          if (odd >= 0) problems.push(problemAt("odd", from + odd, "warning"));
          if (source !== "") {
            const answer = {
              text: String(source.length),
              short: String(source.length),
              latex: String(source.length),
              tone: "value" as const,
              steps: [{ rule: { en: "count", zh: "计数" }, latex: "1+1" }],
              notes: [],
            };
            statements.push({
              index,
              from,
              to,
              source,
              kind: "ask",
              defines: [],
              ...(wrong >= 0 ? {} : { answer }),
            });
          }
          from += line.length + 1;
          yield;
        }
        last = { text, statements, problems };
        return last;
      },
      get last() {
        return last;
      },
    };
  };
  return { createSession, quietSession: createSession, isWhole: () => false };
}

function problemAt(code: string, from: number, severity: "error" | "warning"): Analysis["problems"][number] {
  return {
    code,
    from,
    to: from + 1,
    severity,
    message: { en: `${code} mark`, zh: `${code} 标记` },
    fixes: [{ title: { en: "Remove it", zh: "删除" }, edits: [{ from, to: from + 1, text: "" }], preferred: true }],
  };
}
