import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Editor, launch, viewWith } from "./editor";
import { command, goTo, openFile, type } from "./keys";
import type { Records } from "./records";
import { until } from "./until";

const files = { "policy.nabla": "q(x, y) = x² + x*y + 2y²\n∇q\nminimise q\n" };

/** What differs from run to run in addresses and messages: ports, ids, versions, times. */
const plain = (text: string) =>
  text
    .replace(/:\d{4,5}\b/g, ":PORT")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID")
    .replace(/\/tmp\/[\w-]+/g, "TMP")
    .replace(/\b(?:ts|t|v|id)=[\w.]+/g, "")
    .replace(/\d+(?:\.\d+)? ?ms/g, "MS");

/** Address without its question: the same place asked about different things is one place. */
const place = (url: string) => plain(url.split(/[?#]/, 1)[0]!);

/** A few minutes of work that the editor without the extension can do as well. */
async function work(editor: Editor): Promise<void> {
  const { page } = editor;
  await openFile(page, "policy.nabla");
  await goTo(page, 4, 1);
  await type(page, "q(1, 2)");
  await openFile(page, "notes.md");
  await goTo(page, 5, 20);
  await page.keyboard.press("Control+K");
  await page.keyboard.press("Control+I");
  await page.waitForTimeout(1_000);
  await page.keyboard.press("Escape");
}

describe("policy", () => {
  let ours: Editor;
  let control: Records;
  beforeAll(async () => {
    const plainEditor = await launch({ extension: false, files });
    await work(plainEditor);
    control = plainEditor.records;
    await plainEditor.stop();
    ours = await launch({ files });
    await work(ours);
    await openFile(ours.page, "policy.nabla");
    await command(ours.page, "Show the Panel");
    await viewWith(ours.page, "figure.scene canvas");
    await command(ours.page, "Demo: Bowl, valley, saddle");
    await viewWith(ours.page, ".page.demo canvas");
    await ours.page.waitForTimeout(1_500);
  });
  afterAll(async () => await ours?.stop());

  test("no view violates its content security policy", () => {
    expect(ours.records.violations).toEqual(control.violations);
  });

  test("our views load their own two files and ask for nothing else", () => {
    const asked = ours.records.requests
      .filter(({ view }) => view?.includes("nablascope"))
      .map(({ url }) => url)
      .filter((url) => !/^(?:data|blob):/.test(url))
      .filter((url) => !/\/out\/vs\/workbench\/contrib\/webview\/browser\/pre\//.test(url))
      .filter((url) => !/\/dist\/webview\/main\.(?:js|css)$/.test(decodeURIComponent(url)));
    expect(asked).toEqual([]);
  });

  test("the editor asks for no place that it does not ask for without the extension", () => {
    const known = new Set(control.requests.map(({ url }) => place(url)));
    const foreign = ours.records.requests
      .map(({ url }) => url)
      .filter((url) => /^https?:/.test(url) && !url.startsWith("http://127.0.0.1"))
      .map(place)
      .filter((url) => !known.has(url) && !/vscode-(?:resource|webview|cdn)/.test(url));
    expect([...new Set(foreign)]).toEqual([]);
  });

  test("no error is written to the console that is not there without the extension", () => {
    const known = new Set(control.errors.map(plain));
    expect([...new Set(ours.records.errors.map(plain))].filter((error) => !known.has(error))).toEqual([]);
  });

  test("a nonce is used for one page only", async () => {
    const nonces = await until(async () => {
      const found = await Promise.all(
        ours.page
          .frames()
          .filter((frame) => /extensionId=nablascope/.test(frame.parentFrame()?.url() ?? ""))
          .map((frame) => frame.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content")),
      );
      return found.length >= 2 && found.map((policy) => /'nonce-([^']+)'/.exec(policy ?? "")?.[1]);
    }, "two pages");
    expect(new Set(nonces).size).toBe(nonces.length);
    expect(nonces.every((nonce) => (nonce?.length ?? 0) >= 22)).toBe(true);
  });
});
