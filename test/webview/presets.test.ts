import { expect, test } from "vitest";
import { catalogue, demoIds } from "../../src/demos/catalogue";
import { serveDemos } from "../../webview/serve";
import { presetGroups } from "../../webview/ui/presets";

const served = serveDemos(async (id) => catalogue[id as keyof typeof catalogue].load());
const serving = {
  cancelled: () => false,
  onCancel: () => undefined,
  progress: () => undefined,
  handOver: () => undefined,
};

test.each(demoIds)("%s: every preset stands once, in its order, under the tab that it opens", async (id) => {
  const description = await served.describe({ demo: id }, serving);
  const groups = presetGroups(description);
  expect(groups.flatMap(({ members }) => members.map(({ place }) => place))).toEqual([...description.presets.keys()]);
  // Two groups of one name would tear apart what belongs together.
  expect(new Set(groups.map(({ tab }) => tab)).size).toBe(groups.length);
  for (const { tab, members } of groups) {
    const values = description.tabs.find((each) => each.id === tab)?.values ?? {};
    for (const { preset } of members) expect({ ...description.initial, ...preset.values }).toMatchObject(values);
  }
});

test("many presets come in groups, and a preset may name its tab among those of one subject", async () => {
  const description = await served.describe({ demo: "estimation" }, serving);
  const groups = presetGroups(description);
  expect(groups.length).toBeGreaterThan(8);
  expect(groups.find(({ tab }) => tab === "risk")?.members.map(({ preset }) => preset.id)).toEqual(["risk"]);
});

test("where every preset has a tab of its own, no names are put before them", async () => {
  const description = await served.describe({ demo: "estimation" }, serving);
  const presets = ["seven", "newcomb"].map((id) => description.presets.find((preset) => preset.id === id)!);
  expect(presetGroups({ ...description, presets }).map(({ tab }) => tab)).toEqual([""]);
});
