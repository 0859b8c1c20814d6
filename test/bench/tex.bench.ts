import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { fastMathJax } from "../../scripts/mathjax.mjs";
import { createFormulaIndex } from "../../src/formula/find";
import type { TypesetRequest } from "../../src/tex/request";
import { createTypesetter } from "../../src/tex/service";
import { startNodeWorker } from "../../src/tex/start-node";
import type * as TypesetModule from "../../src/tex/typeset";
import type * as WorkerModule from "../../src/tex/worker";
import type { Bench, BenchResult } from "./bench";
import { median } from "./bench";

type Bundle = typeof TypesetModule & typeof WorkerModule;
let bundle: Promise<Bundle> | undefined;

/** The typesetter bundled and minified as it ships: MathJax is built from other files for that. */
function shipped(): Promise<Bundle> {
  bundle ??= (async () => {
    const outfile = join(process.cwd(), ".e2e/tex-bench.cjs");
    await build({
      stdin: {
        contents: 'export * from "./typeset"; export * from "./worker";',
        resolveDir: join(process.cwd(), "src/tex"),
        loader: "ts",
      },
      outfile,
      bundle: true,
      minify: true,
      platform: "node",
      format: "cjs",
      plugins: [fastMathJax(process.cwd())],
      logLevel: "warning",
    });
    return createRequire(outfile)(outfile) as Bundle;
  })();
  return bundle;
}

const ask = (tex: string): TypesetRequest => ({ tex, display: true, color: "#ccc", fontPx: 16, maxBytes: 10_000_000 });
const fill = (unit: string, length = 2048) => unit.repeat(Math.floor(length / unit.length));
const nest = (open: string, close: string, depth: number) => `${open.repeat(depth)}x${close.repeat(depth)}`;

/** Short formulas as people hover them. */
const small = [
  "\\nabla f(x) = \\tfrac12 (A + A^\\top) x + b",
  "x_{k+1} = x_k - \\eta \\nabla f(x_k)",
  "\\sum_{i=1}^n \\frac{1}{i^2} = \\frac{\\pi^2}{6}",
  "\\|x\\|_2 = \\sqrt{x^\\top x}",
];

/** The shapes that cost most at the limits, found by trying some eighty of them. */
const worst: Readonly<Record<string, string>> = {
  "fractions, side by side": fill("\\frac12"),
  "braces below": fill("\\underbrace{x}_y"),
  "wide hats": fill("\\widehat{xyz}"),
  "stacked rows": fill("\\substack{a\\\\b}"),
  "stretched arrows": fill("\\xrightarrow{a}"),
  "root in brackets in root": nest("\\sqrt{\\left(", "\\right)^2}", 49),
  "matrices in matrices": `\\left(${nest("\\begin{pmatrix}a&", "\\\\b\\end{pmatrix}", 50)}\\right)`,
  "sums with limits": fill("\\lim_x", 1500),
  "a full matrix": `\\begin{matrix}${fill("a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a\\\\", 800)}\\end{matrix}`,
  "big brackets": fill("\\Bigg("),
};

const slowest = (result: BenchResult) => Math.max(...[...result.cases.values()].map(({ medianMs }) => medianMs));

/** A typesetter whose worker is this thread: what is measured is our own time, not the thread's start. */
async function inThread() {
  const { serveTypesetting } = await shipped();
  return createTypesetter({
    start: () => {
      let listener: Parameters<ReturnType<Parameters<typeof createTypesetter>[0]["start"]>["onMessage"]>[0] = () => {};
      const answer = serveTypesetting((message) => queueMicrotask(() => listener(message)));
      return {
        post: answer,
        onMessage: (next) => {
          listener = next;
        },
        onExit: () => {},
        terminate: () => {},
      };
    },
  });
}

const python = Array.from({ length: 20_000 }, (_, i) =>
  i % 5 === 0 ? `# step $x_{${i}}$ of the path` : `value_${i} = compute(a[${i}], "text $${i}")  # plain`,
).join("\n");

const benches: Bench[] = [
  {
    name: "typeset the first formula: thread, fonts and all",
    needs: "build",
    cases: [
      {
        name: "ours",
        setup: () => async () => {
          const typesetter = createTypesetter({ start: () => startNodeWorker(join(process.cwd(), "dist/tex.js")) });
          await typesetter.typeset(ask(small[0]));
          typesetter.dispose();
        },
      },
    ],
    targets: [{ id: "hover-first", figure: median() }],
  },
  {
    name: "typeset a short formula, warm",
    cases: [
      {
        name: "ours",
        setup: async () => {
          const { typeset, warmUp } = await shipped();
          warmUp();
          let k = 0;
          return () => typeset(ask(small[k++ % small.length]));
        },
      },
    ],
    targets: [{ id: "hover-warm", figure: median() }],
  },
  {
    name: "typeset a formula that was typeset before",
    cases: [
      {
        name: "ours",
        setup: async () => {
          const typesetter = await inThread();
          await typesetter.typeset(ask(small[0]));
          return () => typesetter.typeset(ask(small[0]));
        },
      },
    ],
    targets: [{ id: "hover-cached", figure: median() }],
  },
  {
    name: "typeset the worst accepted formulas",
    cases: Object.entries(worst).map(([name, tex]) => ({
      name,
      setup: async () => {
        const { typeset } = await shipped();
        const result = typeset(ask(tex));
        // What is refused within the typesetter has cost its time too.
        if (result.kind === "error") throw new RangeError(`${name}: ${result.message.en}`);
        return () => typeset(ask(tex));
      },
    })),
    budgetMs: 8000,
    targets: [{ id: "formula-worst", figure: slowest }],
  },
  {
    name: "find the formulas of a Python file of 20,000 lines",
    cases: [
      { name: "scan", setup: () => () => createFormulaIndex(python, "python") },
      {
        name: "ask at a place",
        setup: () => {
          const index = createFormulaIndex(python, "python");
          let at = 0;
          return () => {
            at = (at + 7919) % python.length;
            return index.at(at);
          };
        },
      },
    ],
  },
];

export default benches;
