import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

/** A message of the Language Server Protocol, as it comes. */
export interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** A client of a language server over its standard input and output, with nothing between: for timing and for tests. */
export interface Client {
  readonly process: ChildProcessWithoutNullStreams;
  request(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params: unknown): void;
  /** The next message from the server that satisfies `wanted`. */
  next(wanted: (message: Message) => boolean): Promise<Message>;
  end(): Promise<void>;
}

export function startClient(program: string, args: readonly string[]): Client {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
  let pending: Buffer = Buffer.alloc(0);
  let lastId = 0;
  const waiting = new Set<{ wanted: (message: Message) => boolean; resolve: (message: Message) => void }>();

  child.stdout.on("data", (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (;;) {
      const split = pending.indexOf("\r\n\r\n");
      if (split < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(pending.toString("latin1", 0, split))?.[1]);
      if (pending.length < split + 4 + length) return;
      receive(JSON.parse(pending.toString("utf8", split + 4, split + 4 + length)));
      pending = pending.subarray(split + 4 + length);
    }
  });

  const send = (message: object) => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    child.stdin.write(body);
  };
  const receive = (message: Message) => {
    for (const one of waiting) {
      if (!one.wanted(message)) continue;
      waiting.delete(one);
      one.resolve(message);
    }
    // A request of the server's own, such as a refresh, is answered with nothing.
    if (message.id !== undefined && message.method) send({ id: message.id, result: null });
  };
  const next = (wanted: (message: Message) => boolean) =>
    new Promise<Message>((resolve) => waiting.add({ wanted, resolve }));

  return {
    process: child,
    next,
    notify: (method, params) => send({ method, params }),
    request: async (method, params) => {
      lastId += 1;
      const id = lastId;
      const reply = next((message) => message.id === id && !message.method);
      send({ id, method, params });
      const { result, error } = await reply;
      if (error) throw new Error(`${method}: ${error.message}`);
      return result;
    },
    end: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGKILL");
      }),
  };
}

/** What a client that knows our server's extras says at the start. */
export const hello = (extra: object = {}) => ({
  processId: process.pid,
  rootUri: null,
  capabilities: {
    textDocument: { publishDiagnostics: { versionSupport: true }, hover: { contentFormat: ["markdown"] } },
    workspace: { inlayHint: { refreshSupport: true } },
  },
  initializationOptions: { locale: "en", theme: "light", ownAnswers: true, images: true, commands: true, ...extra },
});
