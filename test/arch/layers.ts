/** Who may import whom. A folder is matched by its longest prefix; `*` stands for one name. Everyone may import `src/words`. */
export interface Layer {
  readonly folder: string;
  /** Folders and files, besides itself. `*` as the last name means each topic on its own. */
  readonly may: readonly string[];
  readonly packages?: readonly RegExp[];
  /** Files that stay out of reach although their folder is allowed. */
  readonly not?: readonly string[];
  /** Only `import type` across this folder's border. */
  readonly typesOnly?: boolean;
  /** No DOM, no Node, no clock, no console, no unseeded chance. */
  readonly pure?: boolean;
}

const nodeModules = /^node:/;
const mathjax = /^mathjax-full\//;
const languageServer = /^vscode-(languageserver|jsonrpc)/;
const engine = ["src/core", "src/data", "src/lang", "src/formula", "src/plot", "src/demos"];

export const layers: readonly Layer[] = [
  { folder: "src/words", may: [], pure: true },
  { folder: "src/core/num", may: [], packages: [/^fraction\.js$/, /^ml-matrix$/], pure: true },
  { folder: "src/core/*", may: ["src/core/num"], pure: true },
  {
    folder: "src/plot",
    may: ["src/core/num"],
    packages: [/^d3-(scale|shape|contour|array|format|interpolate|scale-chromatic)$/],
    pure: true,
  },
  { folder: "src/data", may: [], packages: [/^papaparse$/], pure: true },
  { folder: "src/lang", may: ["src/core", "src/data"], pure: true },
  { folder: "src/formula", may: [], pure: true },
  { folder: "src/code", may: ["src/formula"], pure: true },
  // The catalogue and what runs any demo stand above the topics; a topic knows the contract and what topics share.
  { folder: "src/demos", may: ["src/core", "src/plot", "src/lang", "src/data"], pure: true },
  {
    folder: "src/demos/*",
    may: ["src/core", "src/plot", "src/lang", "src/data", "src/demos/."],
    not: ["src/demos/catalogue.ts", "src/demos/run.ts"],
    pure: true,
  },
  { folder: "src/tex", may: [], packages: [mathjax, nodeModules] },
  { folder: "src/protocol", may: [...engine, "src/tex"], typesOnly: true, pure: true },
  { folder: "src/manifest", may: ["src/demos/catalogue.ts", "src/protocol"], pure: true },
  {
    folder: "src/server",
    may: [...engine, "src/tex", "src/protocol", "src/manifest"],
    packages: [languageServer, nodeModules],
  },
  {
    folder: "src/host",
    may: [
      "src/protocol",
      "src/manifest",
      "src/formula",
      "src/code",
      "src/demos/catalogue.ts",
      "src/demos/demo.ts",
      "src/tex/request.ts",
    ],
    packages: [/^vscode$/, /^vscode-languageclient/, nodeModules],
  },
  { folder: "src/cli", may: [...engine, "src/tex"], packages: [nodeModules] },
  {
    folder: "webview/ui",
    may: ["webview", "src/plot", "src/demos", "src/core", "src/data", "src/lang", "src/protocol"],
    packages: [/^@vscode\/webview-ui-toolkit/, /^lit(\/|$)/],
  },
  {
    folder: "webview",
    may: ["src/plot", "src/demos", "src/core", "src/data", "src/lang", "src/protocol", "src/formula"],
    // Its pages put the templates of `webview/ui` on the screen.
    packages: [/^worker-text$/, /^lit$/],
  },
];

/** Whether a place of `may` covers a path; `src/demos/.` is the files of a folder without those of its folders. */
function covers(place: string, path: string): boolean {
  if (place.endsWith("/.")) return path.startsWith(place.slice(0, -1)) && !path.slice(place.length - 1).includes("/");
  return path === place || path.startsWith(`${place}/`);
}

/** The layer of a file: the one with the longest folder that holds it. */
export function layerOf(path: string): Layer | undefined {
  return layers.filter((layer) => holds(layer.folder, path)).sort((a, b) => depth(b) - depth(a))[0];
}

/** The folder of a layer as it stands for one file: `src/core/*` becomes `src/core/gradient`. */
export function homeOf(layer: Layer, path: string): string {
  return path.split("/").slice(0, depth(layer)).join("/");
}

const depth = (layer: Layer) => layer.folder.split("/").length;

function holds(folder: string, path: string): boolean {
  const names = folder.split("/");
  const parts = path.split("/");
  return parts.length > names.length && names.every((name, index) => name === "*" || name === parts[index]);
}

/** Why `from` may not import `to`; undefined if it may. */
export function refusal(from: string, to: string, typeOnly: boolean): string | undefined {
  const layer = layerOf(from);
  if (!layer) return `${from} stands in no layer`;
  const home = homeOf(layer, from);
  const target = layerOf(to);
  if (to.startsWith("src/words/")) return undefined;
  // A file of a folder with topics below it is at home with them; a topic is not at home above itself.
  if (to.startsWith(`${home}/`) && (target?.folder === layer.folder || layer.folder !== "src/core/*")) return undefined;
  const allowed = layer.may.some((place) => covers(place, to)) && !layer.not?.includes(to);
  if (!allowed) return `${from} may not import ${to}`;
  if (layer.typesOnly && !typeOnly) return `${from} may import only types of ${to}`;
  return undefined;
}
