import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { at, say } from "./run.mjs";

/** Writes what the tables of `src/manifest` say into `package.json` and the two files of its sentences. */
export async function writeManifest() {
  const esbuild = await import("esbuild");
  mkdirSync(at("dist"), { recursive: true });
  const tables = at("dist", `manifest-${process.pid}.mjs`);
  await esbuild.build({
    stdin: {
      contents: `export { manifestFor } from "./src/manifest/contributes"; export { catalogue } from "./src/demos/catalogue";`,
      resolveDir: at(),
      loader: "ts",
    },
    outfile: tables,
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["./*/index"], // the demos themselves: the catalogue loads them lazily, and nobody does so here
    logLevel: "warning",
  });
  let loaded;
  try {
    loaded = await import(pathToFileURL(tables).href);
  } finally {
    rmSync(tables, { force: true });
  }
  const { manifestFor, catalogue } = loaded;
  const { contributes, activationEvents, sentences } = manifestFor(catalogue);
  const manifest = JSON.parse(readFileSync(at("package.json"), "utf8"));
  write("package.json", { ...manifest, activationEvents, contributes });
  write("package.nls.json", sentences.en);
  write("package.nls.zh-cn.json", sentences.zh);
}

function write(file, value) {
  const path = at(file);
  const text = `${JSON.stringify(value, null, 2)}\n`;
  let before = "";
  try {
    before = readFileSync(path, "utf8");
  } catch {
    // It is written for the first time.
  }
  if (before === text) return;
  writeFileSync(path, text);
  say(`  wrote ${file}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await writeManifest();
