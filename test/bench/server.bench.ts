import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, hello, startClient } from "../support/lsp";
import { type Bench, type Case, median, p95 } from "./bench";
import { file } from "./program";

const server = join(process.cwd(), "dist/server.js");
const uri = "file:///bench.nabla";

async function open(text: string): Promise<Client> {
  const client = startClient(process.execPath, [server, "--stdio"]);
  await client.request("initialize", hello());
  client.notify("initialized", {});
  await opened(client, uri, text);
  return client;
}

async function opened(client: Client, name: string, text: string): Promise<void> {
  const settled = diagnosed(client, name, 1);
  client.notify("textDocument/didOpen", { textDocument: { uri: name, languageId: "nabla", version: 1, text } });
  await settled;
}

const diagnosed = (client: Client, name: string, version: number) =>
  client.next(
    ({ method, params }) =>
      method === "textDocument/publishDiagnostics" && params?.["uri"] === name && params?.["version"] === version,
  );

const start: Bench = {
  name: "server: spawn → initialised",
  needs: "build",
  budgetMs: 6_000,
  cases: [
    {
      name: "ours",
      setup: () => async () => {
        const from = performance.now();
        const client = startClient(process.execPath, [server, "--stdio"]);
        await client.request("initialize", hello());
        const ms = performance.now() - from;
        await client.end();
        return { ms };
      },
    },
    {
      name: "empty Node process",
      setup: () => async () => {
        const from = performance.now();
        const child = spawn(process.execPath, ["-e", "process.stdout.write('x')"], { stdio: ["pipe", "pipe", "pipe"] });
        await new Promise((resolve) => child.stdout.once("data", resolve));
        const ms = performance.now() - from;
        await new Promise((resolve) => child.once("exit", resolve));
        return { ms };
      },
    },
  ],
  targets: [{ id: "server-start", figure: (result) => median()(result) - median("empty Node process")(result) }],
};

const keystroke: Bench = {
  name: "keystroke in a 2,000-line file → diagnostics and hints, MathJax busy",
  needs: "build",
  budgetMs: 8_000,
  cases: [
    {
      name: "ours",
      setup: async () => {
        const lines = file(2_000);
        const client = await open(lines.join("\n"));
        const typesetting = keepTypesetting(client);
        const line = 1_013; // f_101(x, y) = …, with three questions below that depend on it
        const end = lines[line]!.length;
        let version = 1;
        let typed = false;
        return async () => {
          const samplesMs: number[] = [];
          for (let key = 0; key < 40; key += 1) {
            version += 1;
            const done = diagnosed(client, uri, version);
            const told = client.next(({ method }) => method === "nabla/answers");
            const at = { line, character: end };
            const range = { start: at, end: typed ? { line, character: end + 1 } : at };
            const from = performance.now();
            client.notify("textDocument/didChange", {
              textDocument: { uri, version },
              contentChanges: [{ range, text: typed ? "" : "3" }],
            });
            await done;
            await told;
            samplesMs.push(performance.now() - from);
            typed = !typed;
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
          typesetting.check();
          return { samplesMs };
        };
      },
    },
  ],
  targets: [{ id: "keystroke", figure: p95() }],
};

/** Keeps the typesetting worker at work with formulas that are not in its cache. */
function keepTypesetting(client: Client): { check: () => void } {
  let count = 0;
  let failed: unknown;
  const again = () => {
    count += 1;
    const tex = `\\sum_{i=1}^{${count}} \\frac{x_i^{${count}}}{\\sqrt{1 + \\lambda_i}} \\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}`;
    client
      .request("nabla/typeset", { request: { tex, display: true, color: "#000000", fontPx: 14 } })
      .then(again, (error) => {
        failed = error;
      });
  };
  again();
  return {
    check: () => {
      if (failed) throw failed;
    },
  };
}

const cold: Bench = {
  name: "a 100-line file, cold: opened → diagnostics, in a server that has just started, with the code kept by an earlier one",
  needs: "build",
  budgetMs: 5_000,
  cases: [coldCase("ours"), coldCase("nothing kept")],
  targets: [{ id: "cold-100", figure: median() }],
};

function coldCase(name: string): Case {
  const args = [server, "--stdio"];
  if (name === "ours") args.push(`--code-cache=${mkdtempSync(join(tmpdir(), "nablascope-code-"))}`);
  const once = async () => {
    const client = startClient(process.execPath, args);
    await client.request("initialize", hello());
    client.notify("initialized", {});
    // The language is loaded behind the reply; an editor's first file comes later than that.
    await client.request("nabla/ping", null);
    const from = performance.now();
    await opened(client, uri, file(100).join("\n"));
    const ms = performance.now() - from;
    const over = new Promise((resolve) => client.process.once("exit", resolve));
    await client.request("shutdown", null);
    client.notify("exit", null);
    await over;
    return { ms };
  };
  return {
    name,
    setup: async () => {
      await once(); // an earlier start, which keeps its code where it has a folder for it
      return once;
    },
  };
}

export default [start, keystroke, cold];
