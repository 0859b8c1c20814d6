import { join } from "node:path";

/**
 * `import text from "worker-text"` gives the webview's worker as the text of one script: a webview may start a worker
 * from a blob only, and the standalone page has no second file at all.
 */
export function workerText(esbuild, root, options) {
  return {
    name: "worker-text",
    setup(build) {
      build.onResolve({ filter: /^worker-text$/ }, () => ({ path: "worker-text", namespace: "worker-text" }));
      build.onLoad({ filter: /.*/, namespace: "worker-text" }, async () => {
        const result = await esbuild.build({
          ...options,
          entryPoints: [join(root, "webview/worker.ts")],
          bundle: true,
          write: false,
          metafile: true,
          format: "iife",
          platform: "browser",
          sourcemap: false,
        });
        const watchFiles = Object.keys(result.metafile.inputs).map((path) => join(root, path));
        return { contents: result.outputFiles[0].text, loader: "text", watchFiles };
      });
    },
  };
}
