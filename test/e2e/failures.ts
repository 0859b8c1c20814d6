import { afterEach } from "vitest";
import { openEditors, shot } from "./editor";

afterEach(async ({ task }) => {
  if (task.result?.state !== "fail") return;
  for (const { page } of openEditors) await shot(page, `failed-${task.name.replace(/\W+/g, "-").slice(0, 60)}`);
});
