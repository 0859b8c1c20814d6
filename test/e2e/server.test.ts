import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Editor, launch, shot } from "./editor";
import { command, goTo, lineShows, openFile, type } from "./keys";
import { processesWith } from "./processes";
import { until } from "./until";

describe("the language server", () => {
  let editor: Editor;
  const servers = () => processesWith(editor.extensionsDir, "dist/server.js");
  beforeAll(async () => {
    editor = await launch({ files: { "kill.nabla": "f(x, y) = x² + y²\n∇f(1, 2)\n\n" } });
    await openFile(editor.page, "kill.nabla");
    await lineShows(editor.page, 2, "(2, 4)");
  });
  afterAll(async () => await editor?.stop());

  test("comes back after it was killed, and answers what was typed since", async () => {
    const { page } = editor;
    const [first] = servers();
    process.kill(first!, "SIGKILL");
    await until(async () => servers().some((pid) => pid !== first), "another server");
    await goTo(page, 3, 1);
    await type(page, "∇f(3, 5)");
    await lineShows(page, 3, "(6, 10)");
    await shot(page, "server-back");
  });

  test("is started again by the command", async () => {
    const { page } = editor;
    const before = servers();
    await command(page, "Restart the Language Server");
    await until(async () => servers().length === 1 && !before.includes(servers()[0]!), "a new server");
    await lineShows(page, 3, "(6, 10)");
    expect(servers()).toHaveLength(1);
  });

  test("is ended and started again when it hangs before it has answered anything", async () => {
    const { page } = editor;
    const before = servers();
    await command(page, "Restart the Language Server");
    const starting = await until(async () => servers().find((pid) => !before.includes(pid)), "a new server");
    process.kill(starting, "SIGSTOP");
    await goTo(page, 3, 99);
    await type(page, " ");
    await until(
      async () => servers().some((pid) => pid !== starting && !before.includes(pid)),
      "another server",
      60_000,
    );
    await lineShows(page, 3, "(6, 10)");
    await command(page, "Restart the Language Server"); // forgets that death
    await until(async () => servers().length === 1, "one server");
  });

  // After the command: it forgets the deaths before, and two on one file would have that file parsed only.
  test("is ended and started again when it hangs", async () => {
    const { page } = editor;
    // What stands on line 3 may be the last server's: this one must have answered before it is stopped.
    await goTo(page, 3, 99);
    await page.keyboard.press("Enter");
    await type(page, "∇f(2, 7)");
    await lineShows(page, 4, "(4, 14)");
    const [first] = servers();
    process.kill(first!, "SIGSTOP");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await type(page, "∇f(4, 6)");
    await until(async () => servers().some((pid) => pid !== first), "another server", 40_000);
    await lineShows(page, 5, "(8, 12)", 20_000);
    await until(async () => !servers().includes(first!), "the end of the one that hung");
  });
});
