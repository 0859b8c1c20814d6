/** How a language writes comments and strings: all that is needed to tell a formula in a comment from a `$` in code. */
export interface Lexis {
  readonly line?: readonly string[];
  readonly block?: readonly (readonly [open: string, close: string])[];
  /** Block comments nest: `/* /* *​/ *​/`. */
  readonly nested?: boolean;
  readonly strings?: readonly StringRule[];
  /** Which reading `'` has where it is not simply a string's quote. */
  readonly quote?: "char" | "transpose" | "lifetime" | "name";
  /** `/…/` after an operator is a regular expression. */
  readonly regex?: boolean;
  readonly heredoc?: "shell" | "ruby" | "php";
  /** A comment mark counts only at the start of a word. */
  readonly markAtWord?: boolean;
  /** String statements are documentation. */
  readonly docstrings?: "python" | "julia" | "elixir";
  /** C++'s `R"x(…)x"`, Rust's `r#"…"#`, Lua's `[==[…]==]`. */
  readonly raw?: "cpp" | "rust" | "lua" | "csharp";
  /** Code only between these marks. */
  readonly island?: readonly [open: string, close: string];
  /** Ways of writing formulas beside the common ones. */
  readonly julia?: boolean;
  readonly roxygen?: boolean;
}

export interface StringRule {
  readonly open: string;
  readonly close: string;
  /** A backslash escapes. */
  readonly escape?: boolean;
  readonly lines?: boolean;
  /** `${…}` holds code. */
  readonly code?: boolean;
}

const dq: StringRule = { open: '"', close: '"', escape: true };
const dqLines: StringRule = { open: '"', close: '"', escape: true, lines: true };
const sq: StringRule = { open: "'", close: "'", escape: true };
const sqLines: StringRule = { open: "'", close: "'", escape: true, lines: true };
const sqRaw: StringRule = { open: "'", close: "'", lines: true };
const plainDq: StringRule = { open: '"', close: '"' };
const plainSq: StringRule = { open: "'", close: "'" };
const tripleDq: StringRule = { open: '"""', close: '"""', escape: true, lines: true };
const tripleSq: StringRule = { open: "'''", close: "'''", escape: true, lines: true };
const backtick: StringRule = { open: "`", close: "`", lines: true };
const template: StringRule = { open: "`", close: "`", escape: true, lines: true, code: true };
const slashes = { line: ["//"], block: [["/*", "*/"]] } as const satisfies Lexis;

const c: Lexis = { ...slashes, strings: [dq], quote: "char" };
const cpp: Lexis = { ...c, raw: "cpp" };
const script: Lexis = { ...slashes, strings: [template, dq, sq], regex: true };
const java: Lexis = { ...slashes, strings: [tripleDq, dq], quote: "char" };
const nestedJava: Lexis = { ...java, nested: true };
const hash: Lexis = { line: ["#"], strings: [dqLines, sqRaw], markAtWord: true };
const shell: Lexis = {
  line: ["#"],
  strings: [dqLines, sqRaw, { ...backtick, escape: true }],
  markAtWord: true,
  heredoc: "shell",
};
const ml: Lexis = { block: [["(*", "*)"]], nested: true, strings: [dqLines], quote: "name" };
const haskell: Lexis = { line: ["--"], block: [["{-", "-}"]], nested: true, strings: [dq], quote: "name" };
const lisp: Lexis = { line: [";"], block: [["#|", "|#"]], nested: true, strings: [dqLines] };
const html: Lexis = { block: [["<!--", "-->"]] };
const css: Lexis = { block: [["/*", "*/"]], strings: [dq, sq] };
const scss: Lexis = { ...slashes, strings: [dq, sq] };
const sql: Lexis = { line: ["--"], block: [["/*", "*/"]], strings: [{ ...plainSq, lines: true }, plainDq] };
const python: Lexis = { line: ["#"], strings: [tripleDq, tripleSq, dq, sq], docstrings: "python" };

/** By VS Code's language id. */
export const lexes: Readonly<Record<string, Lexis>> = {
  c,
  cpp,
  "cuda-cpp": cpp,
  cuda: cpp,
  "objective-c": c,
  "objective-cpp": cpp,
  glsl: c,
  hlsl: c,
  wgsl: { ...slashes, nested: true },
  opencl: c,
  ispc: c,
  metal: cpp,
  stan: { ...slashes, strings: [dq] },
  solidity: { ...slashes, strings: [dq, sq] },
  verilog: c,
  systemverilog: c,
  proto3: c,
  zig: { line: ["//"], strings: [dq], quote: "char" },
  csharp: { ...java, raw: "csharp" },
  java,
  groovy: { ...slashes, strings: [tripleDq, tripleSq, dq, sq] },
  kotlin: nestedJava,
  scala: nestedJava,
  swift: { ...slashes, nested: true, strings: [tripleDq, dq] },
  dart: { ...slashes, nested: true, strings: [tripleDq, tripleSq, dq, sq] },
  go: { ...slashes, strings: [backtick, dq], quote: "char" },
  rust: { ...slashes, nested: true, strings: [dqLines], quote: "lifetime", raw: "rust" },
  javascript: script,
  javascriptreact: script,
  typescript: script,
  typescriptreact: script,
  jsonc: { ...slashes, strings: [dq] },
  vue: html,
  svelte: html,
  html,
  xml: html,
  css,
  scss,
  less: scss,
  php: { line: ["//", "#"], block: [["/*", "*/"]], strings: [dqLines, sqLines], heredoc: "php", island: ["<?", "?>"] },
  python,
  cython: python,
  starlark: python,
  mojo: python,
  julia: {
    line: ["#"],
    block: [["#=", "=#"]],
    nested: true,
    strings: [tripleDq, dqLines],
    quote: "transpose",
    docstrings: "julia",
    julia: true,
  },
  r: { line: ["#"], strings: [dqLines, sqLines, backtick], roxygen: true },
  matlab: { line: ["%"], block: [["%{", "%}"]], strings: [plainDq], quote: "transpose" },
  octave: {
    line: ["%", "#"],
    block: [
      ["%{", "%}"],
      ["#{", "#}"],
    ],
    strings: [plainDq],
    quote: "transpose",
  },
  fortran: { line: ["!"], strings: [plainDq, plainSq] },
  "fortran-modern": { line: ["!"], strings: [plainDq, plainSq] },
  FortranFreeForm: { line: ["!"], strings: [plainDq, plainSq] },
  ruby: {
    line: ["#"],
    block: [["\n=begin", "\n=end"]],
    strings: [dqLines, sqLines, { ...backtick, escape: true }],
    heredoc: "ruby",
  },
  crystal: { line: ["#"], strings: [dqLines, sq] },
  perl: { line: ["#"], block: [["\n=", "\n=cut"]], strings: [dqLines, sqLines], markAtWord: true },
  elixir: { line: ["#"], strings: [tripleDq, dqLines, sqLines], docstrings: "elixir" },
  erlang: { line: ["%"], strings: [dqLines, sq] },
  prolog: { line: ["%"], block: [["/*", "*/"]], strings: [dqLines, sq] },
  haskell,
  agda: haskell,
  idris: haskell,
  elm: haskell,
  purescript: haskell,
  lean4: { line: ["--"], block: [["/-", "-/"]], nested: true, strings: [dqLines], quote: "name" },
  lean: { line: ["--"], block: [["/-", "-/"]], nested: true, strings: [dqLines], quote: "name" },
  ocaml: ml,
  coq: ml,
  rocq: ml,
  sml: ml,
  wolfram: { block: [["(*", "*)"]], nested: true, strings: [dqLines] },
  mathematica: { block: [["(*", "*)"]], nested: true, strings: [dqLines] },
  fsharp: { line: ["//"], block: [["(*", "*)"]], nested: true, strings: [tripleDq, dqLines], quote: "name" },
  pascal: {
    line: ["//"],
    block: [
      ["{", "}"],
      ["(*", "*)"],
    ],
    strings: [plainSq],
  },
  lua: { line: ["--"], block: [["--[[", "]]"]], strings: [dq, sq], raw: "lua" },
  sql,
  ada: { line: ["--"], strings: [plainDq], quote: "char" },
  vhdl: { line: ["--"], strings: [plainDq], quote: "char" },
  vb: { line: ["'"], strings: [plainDq] },
  lisp,
  commonlisp: lisp,
  scheme: lisp,
  racket: lisp,
  clojure: { line: [";"], strings: [dqLines] },
  shellscript: shell,
  fish: shell,
  powershell: {
    line: ["#"],
    block: [["<#", "#>"]],
    strings: [{ open: '"', close: '"', lines: true }, sqRaw],
    markAtWord: true,
  },
  makefile: { line: ["#"], markAtWord: true },
  dockerfile: { line: ["#"], strings: [dq, plainSq], markAtWord: true },
  cmake: { line: ["#"], block: [["#[[", "]]"]], strings: [dqLines] },
  yaml: { line: ["#"], strings: [dqLines, sqRaw], markAtWord: true },
  toml: { line: ["#"], strings: [tripleDq, tripleSq, dq, plainSq] },
  ini: { line: ["#", ";"] },
  properties: { line: ["#"] },
  gnuplot: hash,
  tcl: { line: ["#"], markAtWord: true },
  nim: { line: ["#"], block: [["#[", "]#"]], nested: true, strings: [tripleDq, dq], quote: "char" },
  gdscript: python,
  bat: { line: ["::", "REM ", "rem "] },
};
