/** A seeded generator of Nabla texts: mostly sensible, with every form of the language, and the means to spoil them. */

/** Numbers in [0, 1) from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;

function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)];
}

const names =
  "x y z a b A B X S Q f g q loss λ μ Σ x_1 x₂ w̄ Ax step tol plot at along sum grad e π I 变量 __proto__ constructor toString lambda theta_1".split(
    " ",
  );
const numbers = "0 1 2 3 10 0.1 .5 1e-6 2e3 ½ ¾ ~0.25 1.25e+2 123456789012345678901234567890".split(" ");
const binary = [
  "+",
  "-",
  " + ",
  " - ",
  " −",
  " ",
  "*",
  " * ",
  "/",
  " / ",
  "·",
  " ⊙ ",
  ".*",
  "./",
  "\\",
  " ⊗ ",
  "",
  "  ",
  " .+ ",
];
const postfix = [
  "'",
  "ᵀ",
  "²",
  "^2",
  "^-1",
  "⁻¹",
  "^T",
  "^-T",
  "'",
  "[1]",
  "[i, :]",
  "(2)",
  " (x)",
  ".^2",
  "^n",
  "^(a+b)",
  "^{2}",
  "′",
  "''",
];
const unary = ["-", "−", "∇", "∇²", "∇_x ", "grad ", "hess ", "eig ", "+"];
const relations = ["=", "≠", "<", "<=", "≥", "≻", "≽", " is pd "];

/** An expression of about `size` leaves. */
export function expression(random: Random, size: number): string {
  if (size <= 1) return random() < 0.65 ? pick(random, names) : pick(random, numbers);
  const half = () => expression(random, Math.floor(size / 2));
  switch (Math.floor(random() * 16)) {
    case 0:
      return pick(random, unary) + expression(random, size - 1);
    case 1:
    case 2:
      return `${expression(random, size - 1)}${pick(random, postfix)}`;
    case 3:
      return `(${expression(random, size - 1)})${random() < 0.3 ? pick(random, postfix) : ""}`;
    case 4:
      return `${pick(random, names)}(${half()}${random() < 0.5 ? `, ${half()}` : ""})`;
    case 5:
      return list(random, size);
    case 6:
      return pick(random, [
        `|${half()}|`,
        `‖${half()}‖`,
        `||${half()}||^2`,
        `‖${half()}‖_1`,
        `‖${half()}‖₂`,
        `‖${half()}‖_∞`,
      ]);
    case 7:
      return pick(random, [
        `∂${pick(random, names)}/∂x`,
        "∂²f/∂x∂y",
        "diff(f, x)",
        "∂/∂x f",
        `Σ_{i=1}^{m} ${half()}`,
        `sum(i in 1..m) ${half()}`,
      ]);
    case 8:
      return `cases(${half()} > 0: ${half()}; else: ${half()})`;
    case 9:
      return `(${half()}, ${half()})`;
    default:
      return half() + pick(random, binary) + half();
  }
}

function list(random: Random, size: number): string {
  const rows = 1 + Math.floor(random() * 3);
  const entry = () => expression(random, Math.max(1, Math.floor(size / 4)));
  const row = () =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, entry).join(pick(random, [", ", " ", ",", "  "]));
  return `[${Array.from({ length: rows }, row).join(pick(random, ["; ", ";", "\n", "\n  ", ";\n", " # note\n"]))}]`;
}

/** One statement of any kind, usually well formed. */
export function statement(random: Random): string {
  const e = (n = 6) => expression(random, 1 + Math.floor(random() * n));
  const name = () => pick(random, names);
  const word = (words: string) => pick(random, words.split(" "));
  switch (Math.floor(random() * 18)) {
    case 0:
      return `${name()}, ${name()} : ${word("size scalar vector matrix symmetric spd diagonal")} ${pick(random, ["n", "m×n", "m n", "2n × 3", "(m, n)", ""])}`;
    case 1:
      return `${name()} ${pick(random, ["∈ ℝ^n", "∈ ℝ^(m×n)", "in R^(m, n)", ": positive scalar", "∈ ℝ", "∈ ℝⁿ"])}`;
    case 2:
      return `assume ${e()} ${pick(random, relations)} ${e(2)}`;
    case 3:
    case 4:
      return `${name()}(${name()}, ${name()}) = ${e(12)}`;
    case 5:
      return `${name()} = ${e(12)}`;
    case 6:
      return pick(random, ['X = load "points.csv"', 'load "a # b.csv" columns a, b', 'load "open']);
    case 7:
      return `${word("derive partial hvp jacobian")} ${e(3)} ${word("at along wrt")} ${e(3)}`;
    case 8:
      return `check ${e()} = ${e()}`;
    case 9:
      return `${word("classify convex definite minimise maximize stationary")} ${e()}${random() < 0.4 ? ` at ${e(3)}` : ""}${random() < 0.3 ? " given λ > 0" : ""}`;
    case 10:
      return `${word("gd steepest momentum nesterov adam newton cg jacobi")} ${e(3)} from (2, 1) step ${e(2)} tol 1e-6`;
    case 11:
      return `plot ${e(3)} over x in [-3, 3], y ∈ ${e(1)}..${e(1)}`;
    case 12:
      return `export ${e(3)} to numpy, jax, latex`;
    case 13:
      return pick(random, ["", "# a comment", "## A section", "   ", "\t# indented", "＃ 注释"]);
    case 14:
      return `${e()} at ${e(2)} along ${e(2)}`;
    case 15:
      return `${e()} +\n  ${e()}  # more`;
    default:
      return e(14);
  }
}

/** A text of some statements, with comments and mixed line ends. */
export function program(random: Random): string {
  const lines = 1 + Math.floor(random() * 8);
  let text = random() < 0.05 ? "\ufeff" : "";
  const end = pick(random, ["\n", "\n", "\n", "\r\n", "\r"]);
  for (let i = 0; i < lines; i++) {
    text +=
      statement(random) +
      (random() < 0.15 ? "  # said so" : "") +
      (random() < 0.03 ? pick(random, ["\r\n", "\r", "\u2028", "\u2029"]) : end);
  }
  return random() < 0.3 ? text.slice(0, -end.length) : text;
}

const nasty = [
  "\ud800",
  "\udc00",
  "\u202e",
  "\u200b",
  "\u2028",
  "\0",
  "\ufeff",
  "“",
  "（",
  "，",
  "＝",
  "[",
  "]",
  "(",
  ")",
  "{",
  "}",
  "|",
  "||",
  "‖",
  "'",
  '"',
  "#",
  "^",
  "^^",
  "..",
  "...",
  ".",
  "~",
  "∂",
  "∇",
  "Σ_{",
  "Σ",
  "ℝ",
  "\\",
  "$",
  "%",
  "@",
  "!",
  "?",
  "`",
  "=",
  "==",
  ":",
  ":=",
  ",",
  ";",
  "\n",
  "\r\n",
  "\n\n",
  "𝒙",
  "е",
  "°",
  "½",
  "²",
  "⁻",
  "ᵀ",
  "₁",
  "_",
  "_1",
  "__proto__",
  "constructor",
  " is ",
  " is pd",
  " at ",
  " given ",
  "cases(",
  "sum(i in",
  "diff(",
] as const;

/** Spoils a text: inserts, deletes, swaps or repeats a few pieces, at any UTF-16 unit. */
export function mutate(random: Random, text: string): string {
  let out = text;
  for (let times = 1 + Math.floor(random() * 4); times > 0; times--) {
    const at = Math.floor(random() * (out.length + 1));
    const to = Math.min(out.length, at + 1 + Math.floor(random() * random() * 12));
    switch (Math.floor(random() * 5)) {
      case 0:
        out = out.slice(0, at) + out.slice(to);
        break;
      case 1:
        out = out.slice(0, to) + out.slice(at);
        break;
      case 2:
        out = out.slice(0, at) + String.fromCharCode(Math.floor(random() * 65536)) + out.slice(at);
        break;
      default:
        out = out.slice(0, at) + pick(random, nasty) + out.slice(at);
    }
  }
  return out;
}
