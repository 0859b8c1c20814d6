import { expect, test } from "vitest";
import { launch, shot, viewWith } from "./editor";
import { command, goTo, hoverAtCaret, lineShows, openFile, type } from "./keys";

test("in Restricted Mode answers, hovers and the panel are the same", async () => {
  const editor = await launch({
    trusted: false,
    settings: { "security.workspace.trust.startupPrompt": "never", "security.workspace.trust.banner": "always" },
  });
  const { page } = editor;
  try {
    await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
    await openFile(page, "descent.nabla");
    await lineShows(page, 10, "proved");
    await goTo(page, 11, 99);
    await page.keyboard.press("Enter");
    await type(page, "cond A");
    await lineShows(page, 12, /cond A.*≈ \d/);
    await goTo(page, 8, 3);
    expect((await hoverAtCaret(page, "image")).images.length).toBeGreaterThan(0);
    await page.keyboard.press("Escape");
    await command(page, "Show the Panel");
    await viewWith(page, "figure.scene canvas");
    await shot(page, "restricted");
  } finally {
    await editor.stop();
  }
});
