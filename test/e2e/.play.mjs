// test/e2e/editor.ts
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join as join2 } from "node:path";
import { chromium } from "playwright-core";
import { startEmbedded } from "../../scripts/embedded.mjs";

// test/e2e/until.ts
async function until(ask, what, timeoutMs = 2e4) {
  const end = Date.now() + timeoutMs;
  let last;
  for (; ; ) {
    try {
      const answer = await ask();
      if (answer !== void 0 && answer !== null && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain for ${what}${last ? `: ${last}` : ""}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

// test/e2e/keys.ts
async function openFile(page2, name) {
  await page2.keyboard.press("Control+P");
  await page2.locator(".quick-input-widget input").waitFor();
  await page2.keyboard.type(name);
  const base = name.split("/").pop();
  await page2.locator(".quick-input-list .monaco-list-row", { hasText: base }).first().waitFor();
  await page2.keyboard.press("Enter");
  await page2.locator(`.tab.active[data-resource-name="${base}"]`).waitFor();
  await page2.locator(".editor-instance .view-lines").first().waitFor();
}
async function command(page2, title) {
  const name = title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const hasText = new RegExp(`^(?:[^:]+: )?${name}$`);
  const label = page2.locator(".quick-input-list .monaco-list-row .label-name", { hasText }).first();
  for (let attempt = 0; ; attempt += 1) {
    await page2.keyboard.press("F1");
    const input = page2.locator(".quick-input-widget input");
    await input.waitFor();
    await input.fill(`>${title}`);
    try {
      return await label.click({ timeout: 2500 });
    } catch (error) {
      if (attempt >= 6) throw error;
      await page2.keyboard.press("Escape");
    }
  }
}
async function goTo(page2, line, column = 1) {
  await page2.keyboard.press("Control+G");
  const input = page2.locator(".quick-input-widget input");
  await input.waitFor();
  await input.fill(`:${line}:${column}`);
  await page2.keyboard.press("Enter");
  await input.waitFor({ state: "hidden" });
}
async function shownLines(page2) {
  return await page2.evaluate(() => {
    const group = document.querySelector(".editor-group-container.active") ?? document;
    const numbers = /* @__PURE__ */ new Map();
    for (const mark of group.querySelectorAll(".margin-view-overlays .line-numbers")) {
      numbers.set(Math.round(mark.getBoundingClientRect().top), Number(mark.textContent));
    }
    const pseudo = (element, which) => {
      const content = getComputedStyle(element, which).content;
      return content.startsWith('"') ? content.slice(1, -1).replace(/\\(["\\])/g, "$1") : "";
    };
    const read = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
      if (!(node instanceof Element)) return "";
      return pseudo(node, "::before") + [...node.childNodes].map(read).join("") + pseudo(node, "::after");
    };
    return [...group.querySelectorAll(".view-lines .view-line")].map((line) => ({
      line: numbers.get(Math.round(line.getBoundingClientRect().top)) ?? 0,
      text: read(line).replace(/\u00a0/g, " ")
    })).sort((a, b) => a.line - b.line);
  });
}
async function lineShows(page2, line, text, timeoutMs = 15e3) {
  const matches = (shown) => typeof text === "string" ? squeezed(shown).includes(squeezed(text)) : text.test(squeezed(shown));
  let last = "";
  return await until(
    async () => {
      last = (await shownLines(page2)).find((shown) => shown.line === line)?.text ?? "";
      return matches(last) && last;
    },
    `${text} on line ${line}`,
    timeoutMs
  ).catch((error) => {
    throw new Error(`${error.message}; it reads: ${last}`);
  });
}
var squeezed = (text) => text.replace(/\s+/g, " ").trim();

// test/e2e/places.ts
import { join } from "node:path";
var root = process.cwd();
var home = join(root, ".e2e");
var shots = join(home, "shots");
var extensionsDir = join(home, "extensions");
var vsix = join(root, "dist/nablascope.vsix");
var examples = join(root, "examples");
var fixtures = join(root, "test/e2e/fixtures");

// test/e2e/records.ts
async function record(context, page2) {
  const records = { errors: [], violations: [], requests: [] };
  page2.on("console", (message) => {
    if (message.type() !== "error") return;
    const text = `${message.text().split("\n", 1)[0]} (${message.location().url})`;
    if (/Content.Security.Policy/i.test(text)) records.violations.push(text);
    else records.errors.push(text);
  });
  page2.on("pageerror", (error) => records.errors.push(`uncaught: ${error.message}`));
  context.on("request", (request) => {
    records.requests.push({ url: request.url(), view: viewOf(request) });
  });
  await audit(await context.newCDPSession(page2), records);
  return records;
}
async function audit(session, records) {
  session.on("Audits.issueAdded", ({ issue }) => {
    const details = issue.details.contentSecurityPolicyIssueDetails;
    if (issue.code !== "ContentSecurityPolicyIssue" || !details || details.isReportOnly) return;
    const place = details.sourceCodeLocation?.url ?? details.blockedURL ?? "";
    records.violations.push(`${details.violatedDirective} ${details.contentSecurityPolicyViolationType} ${place}`);
  });
  await session.send("Audits.enable");
}
function viewOf(request) {
  let frame;
  try {
    frame = request.frame();
  } catch {
    return void 0;
  }
  for (; frame; frame = frame.parentFrame()) if (/extensionId=/.test(frame.url())) return frame.url();
  return void 0;
}

// test/e2e/editor.ts
var quiet = {
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
  "window.restoreWindows": "none"
};
var openEditors = /* @__PURE__ */ new Set();
async function launch(options = {}) {
  const home2 = mkdtempSync(join2(tmpdir(), "nablascope-e2e-"));
  const workspace = join2(home2, "work");
  const userDir = join2(home2, "user");
  for (const folder of [examples, fixtures]) if (existsSync(folder)) cpSync(folder, workspace, { recursive: true });
  mkdirSync(workspace, { recursive: true });
  for (const [path, text] of Object.entries(options.files ?? {})) writeDeep(join2(workspace, path), text);
  writeDeep(join2(userDir, "User/settings.json"), JSON.stringify({ ...quiet, ...options.settings }, null, 2));
  const extensions = join2(home2, "extensions");
  mkdirSync(extensions, { recursive: true });
  if (options.extension !== false) cpSync(options.extensionsDir ?? extensionsDir, extensions, { recursive: true });
  const server = await startEmbedded({
    workspace,
    userDir,
    extensionsDir: extensions,
    trusted: options.trusted ?? true
  });
  const browser = await chromium.launch({ executablePath: process.env["CHROME"] ?? "/usr/bin/chromium", args: flags });
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options.browser });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page2 = await context.newPage();
  page2.setDefaultTimeout(3e4);
  const records = await record(context, page2);
  await page2.goto(server.folder);
  await ready(page2);
  const editor2 = {
    page: page2,
    records,
    workspace,
    userDir,
    extensionsDir: extensions,
    reload: async () => {
      const loaded = page2.waitForEvent("load");
      await command(page2, "Developer: Reload Window");
      await loaded;
      await page2.locator(".monaco-workbench .statusbar-item").first().waitFor({ timeout: 6e4 });
    },
    stop: async () => {
      openEditors.delete(editor2);
      await browser.close();
      await server.stop();
      rmSync(home2, { recursive: true, force: true, maxRetries: 5 });
    }
  };
  openEditors.add(editor2);
  return editor2;
}
var flags = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync"
];
async function ready(page2) {
  await page2.locator(".monaco-workbench").waitFor({ timeout: 6e4 });
  await page2.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 6e4 });
}
function writeDeep(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

// ../../tmp/h/p6.ts
var editor = await launch({ extensionsDir: "/tmp/h/extdir" });
var { page } = editor;
await openFile(page, "tour.nabla");
await lineShows(page, 5, "(2x + 3y", 15e3);
await command(page, "Show the Panel");
await page.waitForTimeout(3e3);
await openFile(page, "tour.nabla");
await goTo(page, 32, 3);
await page.waitForTimeout(3e3);
await command(page, "Show the Log");
await page.waitForTimeout(1500);
await page.screenshot({ path: `/tmp/h/shots/log.png` });
await editor.stop();
