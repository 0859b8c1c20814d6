import { at, node, readJson, say, tool } from "./run.mjs";
import { setup } from "./setup.mjs";

await setup();
const failed = [];
const step = async (name, task) => {
  say(`– ${name}`);
  if (!(await task())) failed.push(name);
};

await step("types", async () => (await node(tool.tsc, ["-p", "tsconfig.json"])) === 0);
await step("types of the pure folders, without the DOM", async () => {
  return (await node(tool.tsc, ["-p", "src/tsconfig.pure.json"])) === 0;
});
await step("lint and format", async () => (await node(tool.biome, ["check", "--error-on-warnings", "."])) === 0);
await step("every locked tool runs on Node 20", async () => {
  const { refusing20 } = await import("./engines.mjs");
  const refusing = refusing20(readJson(at("package-lock.json")));
  for (const line of refusing) say(`  ${line}`);
  return refusing.length === 0;
});

say(failed.length === 0 ? "Everything checks." : `Failed: ${failed.join(", ")}.`);
process.exit(failed.length === 0 ? 0 : 1);
