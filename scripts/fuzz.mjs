import { mkdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { at, option, say } from "./run.mjs";
import { setup } from "./setup.mjs";

/** `npm run fuzz -- N [--seed S]`: N inputs against the language; prints the first that breaks a promise, with its seed. */
await setup();
const count = Number(process.argv.slice(2).find((arg) => /^\d+$/.test(arg)) ?? 100_000);
const seed = Number(option("seed", String(Date.now() % 2 ** 31)));
const esbuild = await import("esbuild");
const out = at(".e2e/fuzz.mjs");
mkdirSync(at(".e2e"), { recursive: true });
await esbuild.build({
  entryPoints: [at("test/fuzz/run.ts")],
  outfile: out,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  logLevel: "warning",
});
say(`${count} inputs, seed ${seed} …`);
const { fuzz } = await import(pathToFileURL(out).href);
process.exit((await fuzz(count, seed)) === 0 ? 0 : 1);
