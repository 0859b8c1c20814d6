import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { at, say } from "./run.mjs";

/** Writes what the tables of `src/manifest` say into `package.json` and the two files of its sentences. */
export async function writeManifest() {
  const esbuild = await import("esbuild");
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `export { manifestFor } from "./src/manifest/contributes"; export { catalogue } from "./src/demos/catalogue";`,
      resolveDir: at(),
      loader: "ts",
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    logLevel: "warning",
  });
  const text = Buffer.from(outputFiles[0].contents).toString("base64");
  const { manifestFor, catalogue } = await import(`data:text/javascript;base64,${text}`);
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
