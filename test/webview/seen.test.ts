import { expect, test } from "vitest";
import { isSeen } from "../../webview/render/plot-view";

test("a picture that went out of sight and came back before the page was told is drawn on", () => {
  const [out, back] = [{ isIntersecting: false }, { isIntersecting: true }];
  expect(isSeen([out, back])).toBe(true);
  expect(isSeen([back, out])).toBe(false);
  expect(isSeen([back])).toBe(true);
});
