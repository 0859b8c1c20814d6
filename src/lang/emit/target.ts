/** What a derivative can be written in. */
export const targets = ["numpy", "jax", "pytorch", "julia", "typescript", "cpp", "rust", "latex"] as const;
export type Target = (typeof targets)[number];

/** How a target is called, and what files of it are called. */
export const targetFacts: { readonly [T in Target]: { readonly title: string; readonly extension: string } } = {
  numpy: { title: "NumPy", extension: "py" },
  jax: { title: "JAX", extension: "py" },
  pytorch: { title: "PyTorch", extension: "py" },
  julia: { title: "Julia", extension: "jl" },
  typescript: { title: "TypeScript", extension: "ts" },
  cpp: { title: "C++ (Eigen)", extension: "cpp" },
  rust: { title: "Rust (nalgebra)", extension: "rs" },
  latex: { title: "LaTeX", extension: "tex" },
};

const decompositions = ["pinv", "rank", "normop", "lambda_max", "vmax"];

/** Functions of the graph that a target has no form of without a further library. */
export const missing: { readonly [T in Target]: ReadonlySet<string> } = {
  numpy: new Set(["expm", "sinm", "cosm"]),
  jax: new Set(["sinm", "cosm"]),
  pytorch: new Set(["sinm", "cosm"]),
  julia: new Set(),
  typescript: new Set([...decompositions, "expm", "sinm", "cosm"]),
  cpp: new Set(["vmax", "expm", "sinm", "cosm"]),
  rust: new Set(["vmax", "sinm", "cosm"]),
  latex: new Set(),
};

const aliases: Readonly<Record<string, Target>> = {
  np: "numpy",
  python: "numpy",
  torch: "pytorch",
  jl: "julia",
  ts: "typescript",
  "c++": "cpp",
  eigen: "cpp",
  rs: "rust",
  nalgebra: "rust",
  tex: "latex",
};

/** The target behind a name as one types it; undefined if there is none. */
export function targetOf(word: string): Target | undefined {
  const name = word.trim().toLowerCase();
  return targets.find((target) => target === name) ?? (Object.hasOwn(aliases, name) ? aliases[name] : undefined);
}
