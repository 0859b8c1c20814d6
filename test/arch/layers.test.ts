import { describe, expect, test } from "vitest";
import { filesUnder, type Import, importsOf, read, strip } from "../support/source";
import { layerOf, refusal } from "./layers";

const files = [...filesUnder("src"), ...filesUnder("webview")].filter((path) => !path.endsWith(".d.ts"));
const known = new Set(files);
const imports = new Map<string, Import[]>(files.map((path) => [path, importsOf(path, known)]));

describe("layers", () => {
  test("every file stands in a layer", () => {
    expect(files.filter((path) => !layerOf(path))).toEqual([]);
  });

  test("no file imports from a folder it must not know", () => {
    const refusals = files.flatMap((path) =>
      imports.get(path)!.flatMap(({ file, typeOnly }) => (file ? (refusal(path, file, typeOnly) ?? []) : [])),
    );
    expect(refusals).toEqual([]);
  });

  test("no file imports a package that is not its layer's", () => {
    const strangers = files.flatMap((path) => {
      const allowed = layerOf(path)?.packages ?? [];
      return imports
        .get(path)!
        .filter(({ name, file }) => !file && !allowed.some((pattern) => pattern.test(name)))
        .map(({ name }) => `${path} may not import ${name}`);
    });
    expect(strangers).toEqual([]);
  });

  test("every relative import finds its file", () => {
    const lost = files.flatMap((path) =>
      imports
        .get(path)!
        .filter(({ file }) => file && !known.has(file) && !/\.(css|json)$/.test(file))
        .map(({ name }) => `${path}: ${name}`),
    );
    expect(lost).toEqual([]);
  });

  test("no two modules import each other, however far around", () => {
    expect(cycles(imports)).toEqual([]);
  });

  test("the pure folders have no clock, no chance, no console and no timer", () => {
    const banned =
      /\bMath\.random\b|\bDate\.now\b|\bnew Date\b|\bperformance\s*\.|\bconsole\s*\.|\bset(?:Timeout|Interval)\b/g;
    const found = files
      .filter((path) => layerOf(path)?.pure)
      .flatMap((path) => [...strip(read(path), false).matchAll(banned)].map((match) => `${path}: ${match[0]}`));
    expect(found).toEqual([]);
  });

  test("the layers tell a topic from its sibling, and a type from a value", () => {
    expect(refusal("src/core/gradient/a.ts", "src/core/quadratic/b.ts", false)).toMatch(/may not import/);
    expect(refusal("src/core/gradient/a.ts", "src/core/num/b.ts", false)).toBeUndefined();
    expect(refusal("src/demos/gradient/a.ts", "src/demos/catalogue.ts", false)).toMatch(/may not import/);
    expect(refusal("src/demos/catalogue.ts", "src/demos/gradient/a.ts", false)).toBeUndefined();
    expect(refusal("src/core/num/a.ts", "src/core/gradient/b.ts", false)).toMatch(/may not import/);
    expect(refusal("src/protocol/a.ts", "src/lang/session.ts", false)).toMatch(/only types/);
    expect(refusal("src/protocol/a.ts", "src/lang/session.ts", true)).toBeUndefined();
    expect(refusal("src/lang/run/a.ts", "src/host/b.ts", true)).toMatch(/may not import/);
  });
});

/** Each loop once, as `a → b → a`. */
function cycles(graph: ReadonlyMap<string, readonly Import[]>): string[] {
  const state = new Map<string, "open" | "done">();
  const path: string[] = [];
  const found: string[] = [];
  const visit = (file: string) => {
    state.set(file, "open");
    path.push(file);
    for (const { file: next } of graph.get(file) ?? []) {
      if (!next || !graph.has(next)) continue;
      if (state.get(next) === "open") found.push([...path.slice(path.indexOf(next)), next].join(" → "));
      else if (!state.has(next)) visit(next);
    }
    path.pop();
    state.set(file, "done");
  };
  for (const file of graph.keys()) if (!state.has(file)) visit(file);
  return found;
}
