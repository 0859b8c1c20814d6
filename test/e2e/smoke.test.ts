import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Editor, launch, shot } from "./editor";
import { command, openFile, shownLines } from "./keys";

describe("the extension in a real VS Code", () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await launch({ files: { "first.nabla": "f(x, y) = x² + y²\n∇f\n" } });
  });
  afterAll(async () => await editor?.stop());

  test("a .nabla file is known as the language Nabla", async () => {
    await openFile(editor.page, "first.nabla");
    await editor.page.locator(".statusbar-item", { hasText: /^Nabla$/ }).waitFor();
    expect((await shownLines(editor.page))[0]?.text).toContain("f(x, y) = x² + y²");
    await shot(editor.page, "smoke");
  });

  test("it activates without an error", async () => {
    await command(editor.page, "Developer: Show Running Extensions");
    await editor.page.locator(".runtime-extensions-editor .monaco-list-row", { hasText: "Nablascope" }).waitFor();
    await shot(editor.page, "running-extensions");
  });
});
