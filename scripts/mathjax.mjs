import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";

const font = /mathjax-full[\\/]ts[\\/]output[\\/]svg[\\/]fonts[\\/]tex[\\/][\w-]+\.ts$/;

/**
 * Bundles MathJax as it loads fastest: from its TypeScript sources, whose classes and loops need no ES5 helpers and whose
 * modules share one scope, and with the outlines of its glyphs in one string for each font, cut up by `src/tex/glyphs`.
 */
export function fastMathJax(root) {
  // Where its own modules import each other from: a linked folder would give every class a second copy.
  const modules = realpathSync(join(root, "node_modules/mathjax-full"));
  return {
    name: "fast-mathjax",
    setup(build) {
      // The sources are written for a compiler that makes a field only where it is given a value.
      build.initialOptions.tsconfigRaw = { compilerOptions: { useDefineForClassFields: false } };
      build.onResolve({ filter: /^mathjax-full\/js\/.*\.js$/ }, ({ path }) => ({
        path: join(modules, path.replace(/^mathjax-full\/js/, "ts").replace(/\.js$/, ".ts")),
      }));
      build.onLoad({ filter: font }, ({ path }) => {
        const compiled = path.replace(/([\\/])ts([\\/]output)/, "$1js$2").replace(/\.ts$/, ".js");
        const packed = packedFont(readFileSync(compiled, "utf8"), join(root, "src/tex/glyphs.ts"));
        return packed && { contents: packed, loader: "js" };
      });
    },
  };
}

/** A font's module with its outlines in one string; nothing where it has none of its own. */
function packedFont(source, glyphs) {
  let added;
  let metrics;
  const exported = {};
  const load = (name) => {
    if (name.endsWith("/FontData.js")) {
      return {
        AddPaths: (_font, outlines, composed) => {
          added = { outlines, composed };
        },
      };
    }
    metrics = name;
    return {};
  };
  new Function("exports", "require", source)(exported, load);
  if (added === undefined) return undefined;
  const [name] = Object.keys(exported);
  const lines = Object.entries(added.outlines).map(([code, outline]) => `${code} ${outline}`);
  if (lines.some((line) => line.includes("\n"))) throw new Error(`an outline of ${name} holds a new line`);
  return `import { addOutlines } from ${JSON.stringify(glyphs)};
import { ${name} as metrics } from ${JSON.stringify(metrics)};
export const ${name} = addOutlines(metrics, ${JSON.stringify(lines.join("\n"))}, ${JSON.stringify(added.composed)});
`;
}
