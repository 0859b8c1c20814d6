import { expect, test } from "vitest";
import type { DemoDescription } from "../../src/protocol/work";
import { tabFor } from "../../webview/demo-held";

const title = { en: "Tab", zh: "标签" };
const description = {
  tabs: [
    { id: "coin", title, scenes: ["belief"], values: { subject: "coin" } },
    { id: "risk", title, scenes: ["risk"], values: { subject: "coin" } },
    { id: "line", title, scenes: ["points"], values: { subject: "line" } },
  ],
} as unknown as DemoDescription;

test("values call up the first tab that agrees with them, unless the open one does", () => {
  expect(tabFor(description, { subject: "line" }, "coin")).toBe("line");
  expect(tabFor(description, { subject: "coin" }, "line")).toBe("coin");
  expect(tabFor(description, { subject: "coin" }, "risk")).toBe("risk");
  expect(tabFor(description, { subject: "none" }, "risk")).toBe("coin");
});

test("a tab without values agrees with any", () => {
  const plain = { tabs: [{ id: "a" }, { id: "b" }] } as unknown as DemoDescription;
  expect([tabFor(plain, {}, "b"), tabFor(plain, {}, undefined), tabFor(plain, {}, "gone")]).toEqual(["b", "a", "a"]);
});
