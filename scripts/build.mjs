import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { entries } from "./entries.mjs";
import { fastMathJax } from "./mathjax.mjs";
import { at, flag, readJson, say } from "./run.mjs";
import { setup } from "./setup.mjs";
import { workerText } from "./worker-text.mjs";

/** Builds every entry into `dist/`. `mode` is "production" (small) or "development" (source maps). */
export async function build({ mode = "production", watch = false } = {}) {
  const esbuild = await import("esbuild");
  mkdirSync(at("dist"), { recursive: true });
  clean();
  const failed = [];
  for (const entry of entries) {
    try {
      await buildEntry(esbuild, entry, mode, watch);
      if (!watch) report(entry.to);
    } catch {
      // esbuild has printed why; the other entries may still be wanted.
      failed.push(entry.to);
    }
  }
  if (failed.length > 0) throw new Error(`not built: ${failed.join(", ")}`);
}

/** Removes what an earlier version built; a file that is built anew is replaced in place. */
function clean() {
  const outputs = entries.map((entry) => entry.to);
  for (const name of readdirSync(at("dist"))) {
    const kept = outputs.some((to) => to === name || to.startsWith(`${name}/`) || name === `${to}.map`);
    if (!kept && name !== "nablascope.vsix") rmSync(at("dist", name), { recursive: true });
  }
}

async function buildEntry(esbuild, entry, mode, watch) {
  const common = {
    target: entry.platform === "node" ? "node20" : "es2022",
    minify: mode === "production",
    sourcemap: mode === "production" ? false : "linked",
    legalComments: "none",
    charset: "utf8",
    logLevel: "warning",
    absWorkingDir: at(),
    // The reader of CSV can also fetch; ours is given the bytes, and no bundle of ours holds a way to the network.
    define: {
      "process.env.NODE_ENV": JSON.stringify(mode),
      XMLHttpRequest: "undefined",
      NABLASCOPE_VERSION: JSON.stringify(readJson(at("package.json")).version),
    },
  };
  const options = {
    ...common,
    entryPoints: [at(entry.from)],
    outfile: at("dist", entry.to),
    bundle: true,
    platform: entry.platform,
    format: entry.format,
    external: entry.external ?? [],
    mainFields: entry.platform === "node" ? ["module", "main"] : ["browser", "module", "main"],
    plugins: [workerText(esbuild, at(), common), ...(entry.from.startsWith("src/tex/") ? [fastMathJax(at())] : [])],
    ...(entry.banner ? { banner: { js: entry.banner } } : {}),
  };
  if (!watch) return void (await esbuild.build(options));
  const context = await esbuild.context(options);
  await context.watch();
}

function report(file) {
  const path = at("dist", file);
  say(`  ${file.padEnd(20)} ${(statSync(path).size / 1024).toFixed(0).padStart(6)} KB`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setup();
  const mode = flag("dev") || flag("watch") ? "development" : "production";
  say(`Building dist/ (${mode}) …`);
  try {
    await build({ mode, watch: flag("watch") });
  } catch (error) {
    say(String(error?.message ?? error));
    process.exit(1);
  }
}
