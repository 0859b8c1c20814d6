import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type BrowserContextOptions, chromium, type Frame, type Page } from "playwright-core";
import { startEmbedded } from "../../scripts/embedded.mjs";
import { command } from "./keys";
import { examples, extensionsDir, fixtures, shots } from "./places";
import { type Records, record } from "./records";
import { until } from "./until";

export interface Launch {
  /** False for the control run: the same editor without the extension. */
  readonly extension?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files of the workspace beside those of `examples/` and the fixtures: path → text. */
  readonly files?: Readonly<Record<string, string>>;
  readonly trusted?: boolean;
  /** The extensions of this run, where the shared folder does not do. */
  readonly extensionsDir?: string;
  readonly browser?: BrowserContextOptions;
}

export interface Editor {
  readonly page: Page;
  readonly records: Records;
  readonly workspace: string;
  readonly userDir: string;
  readonly extensionsDir: string;
  /** Reloads the window as a person does, so that the editor keeps what it keeps. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

const quiet = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "editor.minimap.enabled": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.restoreWindows": "none",
};

/** The editors that are open now: what a failed test takes its picture of. */
export const openEditors = new Set<Editor>();

/** A real VS Code on a copy of `examples/`, in a real browser. */
export async function launch(options: Launch = {}): Promise<Editor> {
  const home = mkdtempSync(join(tmpdir(), "nablascope-e2e-"));
  const workspace = join(home, "work");
  const userDir = join(home, "user");
  for (const folder of [examples, fixtures]) if (existsSync(folder)) cpSync(folder, workspace, { recursive: true });
  mkdirSync(workspace, { recursive: true });
  for (const [path, text] of Object.entries(options.files ?? {})) writeDeep(join(workspace, path), text);
  writeDeep(join(userDir, "User/settings.json"), JSON.stringify({ ...quiet, ...options.settings }, null, 2));
  // Each editor has its own copy, so that its processes can be told from those of another.
  const extensions = join(home, "extensions");
  mkdirSync(extensions, { recursive: true });
  if (options.extension !== false) cpSync(options.extensionsDir ?? extensionsDir, extensions, { recursive: true });
  const server = await startEmbedded({
    workspace,
    userDir,
    extensionsDir: extensions,
    trusted: options.trusted ?? true,
  });
  const browser = await chromium.launch({ executablePath: process.env["CHROME"] ?? "/usr/bin/chromium", args: flags });
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options.browser });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.setDefaultNavigationTimeout(120_000);
  const records = await record(context, page);
  await page.goto(server.folder);
  await ready(page);
  const editor: Editor = {
    page,
    records,
    workspace,
    userDir,
    extensionsDir: extensions,
    reload: async () => {
      await Promise.all([page.waitForEvent("load"), command(page, "Developer: Reload Window")]);
      await page.locator(".monaco-workbench .statusbar-item").first().waitFor({ timeout: 60_000 });
    },
    stop: async () => {
      openEditors.delete(editor);
      await browser.close();
      await server.stop();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  openEditors.add(editor);
  return editor;
}

const flags = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

async function ready(page: Page): Promise<void> {
  await page.locator(".monaco-workbench").waitFor({ timeout: 60_000 });
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 60_000 });
}

function writeDeep(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A picture of the whole window, kept as an artefact, once what appears has faded in. */
export async function shot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(350);
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

/** The inner frames of our webviews, in the order they were made. */
export function ourFrames(page: Page): Frame[] {
  return page.frames().filter((frame) => /extensionId=nablascope\.nablascope/.test(frame.parentFrame()?.url() ?? ""));
}

/** Waits for one of our webviews in which `selector` stands. */
export async function viewWith(page: Page, selector: string, timeoutMs = 30_000): Promise<Frame> {
  return await until(
    async () => {
      for (const frame of ourFrames(page)) {
        if (
          (await frame
            .locator(selector)
            .count()
            .catch(() => 0)) > 0
        )
          return frame;
      }
      return undefined;
    },
    `a view of ours with ${selector}`,
    timeoutMs,
  );
}
