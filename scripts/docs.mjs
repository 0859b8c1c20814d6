import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { at, say } from "./run.mjs";

/** Writes `docs/language.md`: the guide with its examples answered and its tables filled in. */
export async function writeGuide() {
  const esbuild = await import("esbuild");
  mkdirSync(at("dist"), { recursive: true });
  const bundle = at("dist", `guide-${process.pid}.mjs`);
  await esbuild.build({
    entryPoints: [at("src", "cli", "guide.ts")],
    outfile: bundle,
    bundle: true,
    format: "esm",
    platform: "node",
    logLevel: "warning",
  });
  let loaded;
  try {
    loaded = await import(pathToFileURL(bundle).href);
  } finally {
    rmSync(bundle, { force: true });
  }
  const { text, faults } = loaded.fillGuide(readFileSync(at("docs", "language.in.md"), "utf8"));
  writeFileSync(at("docs", "language.md"), text);
  say("  wrote docs/language.md");
  for (const fault of faults) say(`  fault: ${fault}`);
  return faults.length === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = (await writeGuide()) ? 0 : 1;
