import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue, demoIds } from "../../src/demos/catalogue";
import { type Editor, launch, viewWith } from "./editor";
import { command } from "./keys";
import { until } from "./until";

describe("the presets of a demo", () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await launch();
  });
  afterAll(async () => await editor?.stop());

  test.each(demoIds.map((id) => `Demo: ${catalogue[id].title.en}`))(
    "%s: each sets every control to its own value, whichever came before",
    async (title) => {
      await command(editor.page, title);
      const view = await viewWith(editor.page, ".page.demo figure.scene canvas");
      const chips = view.locator(".presets .chip");
      const names = await chips.allInnerTexts();
      expect(names.length).toBeGreaterThan(5);
      for (const k of [...names.keys()].reverse()) {
        await chips.nth(k).click();
        const pressed = view.locator(".presets .chip[aria-pressed=true]");
        await until(async () => (await pressed.allInnerTexts()).join() === names[k], `${names[k]} to stay pressed`);
        await editor.page.waitForTimeout(250);
        expect(await pressed.allInnerTexts()).toEqual([names[k]]);
      }
      await command(editor.page, "View: Close All Editors");
    },
  );
});
