/** Languages whose programs name things alike. */
export type Family = "python" | "julia" | "r" | "script" | "matlab" | "cpp" | "rust" | "jvm";

/** By VS Code's language id. */
export const families: Readonly<Record<string, Family>> = {
  python: "python",
  julia: "julia",
  r: "r",
  javascript: "script",
  javascriptreact: "script",
  typescript: "script",
  typescriptreact: "script",
  matlab: "matlab",
  cpp: "cpp",
  "cuda-cpp": "cpp",
  rust: "rust",
  java: "jvm",
};
