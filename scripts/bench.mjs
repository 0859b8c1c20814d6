import { mkdirSync, readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { packageExtension } from "./package.mjs";
import { ensurePeers } from "./peers.mjs";
import { at, say } from "./run.mjs";
import { setup } from "./setup.mjs";

/** `npm run bench [-- words of a bench's name, words of another's]`: bundles every `test/bench/*.bench.ts`, makes what they need, and runs them beside the peers. */
await setup();
const wanted = process.argv
  .slice(2)
  .filter((arg) => !arg.startsWith("--"))
  .join(" ");
const esbuild = await import("esbuild");
const modules = readdirSync(at("test/bench")).filter((name) => name.endsWith(".bench.ts"));
const lines = modules.map((name, index) => `import b${index} from "./${name}";`);
const all = `[${modules.map((_, index) => `...b${index}`).join(", ")}]`;
const out = at(".e2e/bench.mjs");
mkdirSync(at(".e2e"), { recursive: true });
await esbuild.build({
  stdin: {
    contents: `${lines.join("\n")}\nexport { choose, main } from "./main";\nexport const benches = ${all};\n`,
    resolveDir: at("test/bench"),
    loader: "ts",
  },
  outfile: out,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  logLevel: "warning",
});
const { choose, main, benches } = await import(pathToFileURL(out).href);
const chosen = choose(benches, wanted);
if (chosen.some(({ needs }) => needs !== undefined)) {
  say("Building …");
  await build();
  if (chosen.some(({ needs }) => needs === "package")) await packageExtension();
}
await ensurePeers();
const missed = await main(chosen, at("test/bench/targets.json"));
say(missed === 0 ? "\nEvery target that was measured is met." : `\n${missed} of the targets measured are missed.`);
process.exit(0);
