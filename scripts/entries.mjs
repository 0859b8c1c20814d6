/** The editor itself; and the demos, of which the host reads only the catalogue's titles. */
const hostExternal = ["vscode", "./*/index"];

/**
 * What is built: one row for each file of `dist/`. `node` rows run in Node or the extension host, `browser` rows in a
 * web extension host, a worker or a webview.
 */
export const entries = [
  { from: "src/host/node.ts", to: "host.js", platform: "node", format: "cjs", external: hostExternal },
  { from: "src/host/web.ts", to: "host.web.js", platform: "browser", format: "cjs", external: hostExternal },
  { from: "src/server/node.ts", to: "server.js", platform: "node", format: "cjs" },
  { from: "src/server/node-main.ts", to: "server.main.js", platform: "node", format: "cjs" },
  { from: "src/server/web.ts", to: "server.web.js", platform: "browser", format: "iife" },
  { from: "src/tex/main.ts", to: "tex.js", platform: "browser", format: "iife", external: ["node:worker_threads"] },
  { from: "src/cli/main.ts", to: "cli.js", platform: "node", format: "cjs", banner: "#!/usr/bin/env node" },
  { from: "webview/main.ts", to: "webview/main.js", platform: "browser", format: "esm" },
];
