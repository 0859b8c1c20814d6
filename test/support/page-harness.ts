import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Show } from "../../src/protocol/page";

/**
 * The webview's page in a plain browser, with a host of a few lines: for looking at it, and for tests that need a real
 * page but no editor. `worker` is the worker's entry; the test bowl's by default.
 */

const root = process.cwd();

export interface PageOptions {
  readonly theme: "light" | "dark" | "hc-light" | "hc-dark";
  readonly show: Show;
  readonly locale?: "en" | "zh";
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly stored?: unknown;
  /** Files of the workspace by their path; the first is the one that is chosen. */
  readonly files?: Readonly<Record<string, string>>;
  /** What is selected in the editor. */
  readonly selected?: string;
  readonly typeset?: (formula: {
    tex: string;
    display: boolean;
    slots?: Record<string, string>;
    fontPx: number;
  }) => Promise<string | undefined>;
}

export interface Harness {
  readonly open: (options: PageOptions) => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** Builds the page once, and opens it as often as wanted. */
export async function startHarness(folder: string, worker = "test/support/page-worker.ts"): Promise<Harness> {
  mkdirSync(folder, { recursive: true });
  const common = { bundle: true, minify: true, target: "es2022", logLevel: "error", legalComments: "none" } as const;
  await build({
    ...common,
    entryPoints: [join(root, "webview/main.ts")],
    outfile: join(folder, "main.js"),
    format: "esm",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [
      {
        name: "worker-text",
        setup(plugin) {
          plugin.onResolve({ filter: /^worker-text$/ }, () => ({ path: "worker-text", namespace: "worker-text" }));
          plugin.onLoad({ filter: /.*/, namespace: "worker-text" }, async () => {
            const result = await build({ ...common, entryPoints: [join(root, worker)], write: false, format: "iife" });
            return { contents: result.outputFiles[0].text, loader: "text" };
          });
        },
      },
    ],
  });
  const browser: Browser = await chromium.launch({
    executablePath: process.env["CHROME"] ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  let serial = 0;
  return {
    open: async (options) => {
      const file = join(folder, `page-${++serial}.html`);
      writeFileSync(
        file,
        pageHtml(
          options,
          readFileSync(join(folder, "main.js"), "utf8"),
          readFileSync(join(folder, "main.css"), "utf8"),
        ),
      );
      const context = await browser.newContext({
        viewport: { width: options.widthPx ?? 1280, height: options.heightPx ?? 900 },
      });
      const page = await context.newPage();
      await page.exposeFunction("hostTypeset", async (formula: never) => (await options.typeset?.(formula)) ?? null);
      await page.goto(pathToFileURL(file).href);
      return page;
    },
    close: () => browser.close(),
  };
}

/** A few of the variables that VS Code sets; the page must not need more. */
const themes = {
  light: {
    class: "vscode-light",
    ground: "#ffffff",
    text: "#3b3b3b",
    faint: "#5e5e5e",
    line: "#d4d4d4",
    button: "#005fb8",
    onButton: "#ffffff",
    second: "#e5e5e5",
    field: "#ffffff",
  },
  dark: {
    class: "vscode-dark",
    ground: "#1f1f1f",
    text: "#cccccc",
    faint: "#9d9d9d",
    line: "#3c3c3c",
    button: "#0078d4",
    onButton: "#ffffff",
    second: "#313131",
    field: "#313131",
  },
  "hc-light": {
    class: "vscode-high-contrast-light vscode-high-contrast",
    ground: "#ffffff",
    text: "#292929",
    faint: "#292929",
    line: "#0f4a85",
    button: "#0f4a85",
    onButton: "#ffffff",
    second: "#ffffff",
    field: "#ffffff",
  },
  "hc-dark": {
    class: "vscode-high-contrast",
    ground: "#000000",
    text: "#ffffff",
    faint: "#ffffff",
    line: "#6fc3df",
    button: "#1a4d66",
    onButton: "#ffffff",
    second: "#000000",
    field: "#000000",
  },
} as const;

function pageHtml(options: PageOptions, script: string, style: string): string {
  const theme = themes[options.theme];
  const nonce = "aGFybmVzcy1ub25jZS0xMjM0";
  const settings = { locale: options.locale ?? "en", reducedMotion: "auto" };
  const variables = `
    --vscode-editor-background: ${theme.ground}; --vscode-editor-foreground: ${theme.text}; --vscode-foreground: ${theme.text};
    --vscode-descriptionForeground: ${theme.faint}; --vscode-widget-border: ${theme.line}; --vscode-panel-border: ${theme.line};
    --vscode-button-background: ${theme.button}; --vscode-button-foreground: ${theme.onButton}; --vscode-button-secondaryBackground: ${theme.second};
    --vscode-button-secondaryForeground: ${theme.text}; --vscode-focusBorder: ${theme.button}; --vscode-input-background: ${theme.field};
    --vscode-input-foreground: ${theme.text}; --vscode-input-border: ${theme.line}; --vscode-dropdown-background: ${theme.field};
    --vscode-dropdown-foreground: ${theme.text}; --vscode-dropdown-border: ${theme.line}; --vscode-checkbox-background: ${theme.field};
    --vscode-checkbox-border: ${theme.line}; --vscode-checkbox-foreground: ${theme.text}; --vscode-editorWidget-background: ${theme.ground};
    --vscode-font-family: "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif; --vscode-font-size: 13px; --vscode-font-weight: normal;
    ${options.theme.startsWith("hc") ? `--vscode-contrastBorder: ${theme.line};` : ""}`;
  return `<!doctype html><html lang="${settings.locale === "zh" ? "zh-CN" : "en"}" style="${variables.replaceAll('"', "'").replaceAll("\n", " ")}"><head><meta charset="utf-8">
<meta property="csp-nonce" content="${nonce}"><title>Nablascope</title><style nonce="${nonce}">${style}</style></head>
<body class="${theme.class}" data-vscode-theme-kind="${theme.class}"><main id="root"></main>
<script>
window.violations = []; document.addEventListener("securitypolicyviolation", (e) => violations.push(e.violatedDirective + " " + e.blockedURI));
window.asked = []; window.stored = ${JSON.stringify(options.stored ?? null)}; window.files = ${JSON.stringify(options.files ?? {})};
const reply = (id, value) => window.postMessage({ kind: "reply", id, reply: value }, "*");
const answers = {
  ready: () => ({ show: ${JSON.stringify(options.show)}, settings: ${JSON.stringify(settings)} }),
  save: ({ name, bytes }) => { window.saved = { name, text: new TextDecoder().decode(bytes), size: bytes.length }; return { saved: true }; },
  copy: ({ text }) => { window.copied = text; },
  typeset: async ({ formulas, fontPx }) => ({ results: await Promise.all(formulas.map(async (f) => { const svg = await window.hostTypeset({ ...f, fontPx }); return svg ? { svg } : { problem: "no" }; })) }),
  chooseData: () => { const path = Object.keys(window.files)[0]; return path ? { kind: "file", path, name: path.split("/").pop() } : { kind: "none" }; },
  selectedData: () => (${options.selected === undefined ? `{ kind: "problem", problem: { en: "Nothing is selected.", zh: "没有选中内容。" } }` : JSON.stringify({ kind: "text", name: "selection in a.txt", text: options.selected })}),
  readData: ({ path }) => path in window.files ? { bytes: new TextEncoder().encode(window.files[path]) } : { problem: { en: "There is no such file.", zh: "没有该文件。" } },
  parts: () => ({ script: document.getElementById("page-script").textContent, style: document.querySelector("style").textContent }),
};
window.acquireVsCodeApi = () => ({
  getState: () => window.stored,
  setState: (state) => { window.stored = state; },
  postMessage: async (message) => {
    if (message.kind !== "ask") return;
    window.asked.push(message);
    const answer = answers[message.call];
    reply(message.id, answer ? await answer(message.ask) : undefined);
  },
});
</script>
<script id="page-script" type="module" nonce="${nonce}">${script.replace(/<(\/script|!--)/gi, "\\x3c$1")}</script></body></html>`;
}
