/** How tightly a piece of notation holds together; a weaker piece needs parentheses inside a stronger one. */
export const Level = { sum: 1, product: 2, power: 3, atom: 4 } as const;

/** A piece of typeset text and its level; `kind` steers the blanks between factors. */
export interface Piece {
  readonly s: string;
  readonly level: number;
  readonly kind?: "number" | "name" | "word" | "call" | "group" | "form" | "inverse" | "symbolic";
}

/** What differs between plain text and LaTeX; everything else is written once. */
export interface Style {
  readonly minus: string;
  readonly odot: string;
  name(name: string): Piece;
  integer(digits: string): string;
  /** n/d in front of something */
  fraction(n: string, d: string): string;
  decimal(x: number): string;
  parens(s: string): string;
  superscript(base: string, exponent: string): string;
  transpose(base: string): string;
  root(radicand: Piece): string;
  quotient(top: Piece, bottom: Piece): Piece;
  norm(inner: string): string;
  abs(inner: string): string;
  call(name: string, args: readonly string[]): string;
  index(base: string, at: readonly number[]): string;
  column(entries: readonly string[]): string;
  row(entries: readonly string[]): string;
  matrix(rows: readonly (readonly string[])[]): string;
  identity: string;
  pi: string;
  infinity: string;
  /** what stands between two factors written side by side */
  between(left: Piece, right: Piece, spaced: boolean): string;
}

const superDigits: { readonly [c: string]: string } = {
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
  "-": "⁻",
};

/** ⁻¹² for -12; undefined where anything else than digits and a minus stands in it. */
function raised(exponent: string): string | undefined {
  let out = "";
  for (const c of exponent) {
    const high = superDigits[c];
    if (high === undefined) return undefined;
    out += high;
  }
  return out;
}

const subDigits = "₀₁₂₃₄₅₆₇₈₉";

const textCalls: { readonly [name: string]: string } = { sigmoid: "σ", lambda_max: "λ_max", diagof: "diag" };

/** x₁₂ for x_12; a name without a number behind its last _ as it is. */
function showName(name: string): string {
  const at = name.length === 1 ? -1 : name.lastIndexOf("_");
  if (at < 0 || at === name.length - 1) return name;
  let shown = name.slice(0, at);
  for (let i = at + 1; i < name.length; i++) {
    const digit = name.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return name;
    shown += subDigits[digit]!;
  }
  return shown;
}

const isLetter = (name: string): boolean => name.length === 1 || (name.length === 2 && [...name].length === 1);

/** Plain text as the language writes it: every result parses again. */
export const textStyle: Style = {
  minus: "−",
  odot: " ⊙ ",
  name: (name) => ({ s: showName(name), level: Level.atom, kind: isLetter(name) ? "name" : "word" }),
  integer: (digits) => digits,
  fraction: (n, d) => (n === "1" && d === "2" ? "½" : `${n}/${d}`),
  decimal: (x) => formatDecimal(x),
  parens: (s) => `(${s})`,
  superscript: (base, exponent) => `${base}${raised(exponent) ?? `^${exponent}`}`,
  transpose: (base) => `${base}'`,
  root: (r) => (/^\d+$/.test(r.s) ? `√${r.s}` : `sqrt(${r.s})`),
  quotient: (top, bottom) => ({
    s: `${top.level < Level.product ? `(${top.s})` : top.s}/${bottom.level <= Level.product ? `(${bottom.s})` : bottom.s}`,
    level: Level.product,
    kind: "call",
  }),
  norm: (inner) => `‖${inner}‖`,
  abs: (inner) => `|${inner}|`,
  call: (name, args) => `${Object.hasOwn(textCalls, name) ? textCalls[name] : name}(${args.join(", ")})`,
  index: (base, at) => `${base}[${at.join(", ")}]`,
  column: (entries) => (entries.length === 1 ? entries[0]! : `(${entries.join(", ")})`),
  row: (entries) => `(${entries.join(", ")})'`,
  matrix: (rows) => {
    const bare = rows.every((row) => row.every((e) => !/[ ,]/.test(e)));
    return `[${rows.map((row) => row.join(bare ? " " : ", ")).join("; ")}]`;
  },
  identity: "I",
  pi: "π",
  infinity: "∞",
  between(left, right, spaced) {
    if (left.kind === "number" && /^\d/.test(right.s)) return "·";
    if (left.kind === "inverse" && !right.s.startsWith("(")) return " ";
    if (left.kind === "call" || right.kind === "call" || left.kind === "word" || right.kind === "word") {
      return left.kind === "number" && right.kind !== "call" ? "" : " ";
    }
    if (left.kind === "symbolic") return " ";
    return spaced ? " " : "";
  },
};

const greek: { readonly [letter: string]: string } = {
  α: "\\alpha",
  β: "\\beta",
  γ: "\\gamma",
  δ: "\\delta",
  ε: "\\varepsilon",
  ζ: "\\zeta",
  η: "\\eta",
  θ: "\\theta",
  ι: "\\iota",
  κ: "\\kappa",
  λ: "\\lambda",
  μ: "\\mu",
  ν: "\\nu",
  ξ: "\\xi",
  π: "\\pi",
  ρ: "\\rho",
  σ: "\\sigma",
  τ: "\\tau",
  υ: "\\upsilon",
  φ: "\\varphi",
  χ: "\\chi",
  ψ: "\\psi",
  ω: "\\omega",
  Γ: "\\Gamma",
  Δ: "\\Delta",
  Θ: "\\Theta",
  Λ: "\\Lambda",
  Ξ: "\\Xi",
  Π: "\\Pi",
  Σ: "\\Sigma",
  Φ: "\\Phi",
  Ψ: "\\Psi",
  Ω: "\\Omega",
};

const latexCalls: { readonly [name: string]: string } = {
  sin: "\\sin",
  cos: "\\cos",
  tan: "\\tan",
  asin: "\\arcsin",
  acos: "\\arccos",
  atan: "\\arctan",
  sinh: "\\sinh",
  cosh: "\\cosh",
  tanh: "\\tanh",
  exp: "\\exp",
  log: "\\log",
  det: "\\det",
  max: "\\max",
  min: "\\min",
  sigmoid: "\\sigma",
  gamma: "\\Gamma",
  digamma: "\\psi",
  trigamma: "\\psi_1",
  lambda_max: "\\lambda_{\\max}",
  vmax: "v_{\\max}",
};

const escapeWord = (s: string): string => s.replace(/[\\{}$&#%~^_]/g, (c) => (c === "_" ? "\\_" : ""));

function latexName(name: string): string {
  const [head = "", ...tail] = name.split("_");
  const letters = [...head];
  const body =
    letters.length === 1
      ? (greek[letters[0]!] ?? escapeWord(head))
      : `\\mathit{${letters.map((c) => (Object.hasOwn(greek, c) ? `${greek[c]!} ` : escapeWord(c))).join("")}}`;
  return tail.length === 0 ? body : `${body}_{${escapeWord(tail.join("_"))}}`;
}

/** LaTeX without delimiters, for MathJax and for papers. */
export const latexStyle: Style = {
  minus: "-",
  odot: " \\odot ",
  name: (name) => ({ s: latexName(name), level: Level.atom, kind: "name" }),
  integer: (digits) => digits,
  fraction: (n, d) => `\\tfrac{${n}}{${d}}`,
  decimal: (x) => formatDecimal(x).replace(/e\+?(-?)(\d+)$/, "\\cdot 10^{$1$2}"),
  parens: (s) => `\\left(${s}\\right)`,
  superscript: (base, exponent) => `${base}^{${exponent.replace(/^\\left\(|\\right\)$/g, "")}}`,
  transpose: (base) => `${base}^{\\top}`,
  root: (r) => `\\sqrt{${r.s}}`,
  quotient: (top, bottom) => ({ s: `\\frac{${top.s}}{${bottom.s}}`, level: Level.power, kind: "call" }),
  norm: (inner) => `\\left\\lVert ${inner}\\right\\rVert`,
  abs: (inner) => `\\left\\lvert ${inner}\\right\\rvert`,
  call: (name, args) => {
    const head = Object.hasOwn(latexCalls, name)
      ? latexCalls[name]!
      : `\\operatorname{${escapeWord(name === "diagof" ? "diag" : name)}}`;
    return `${head}\\left(${args.join(", ")}\\right)`;
  },
  index: (base, at) => `${base}_{${at.join(",")}}`,
  column: (entries) => (entries.length === 1 ? entries[0]! : `\\begin{pmatrix}${entries.join(" \\\\ ")}\\end{pmatrix}`),
  row: (entries) => `\\begin{pmatrix}${entries.join(" & ")}\\end{pmatrix}`,
  matrix: (rows) => `\\begin{pmatrix}${rows.map((row) => row.join(" & ")).join(" \\\\ ")}\\end{pmatrix}`,
  identity: "I",
  pi: "\\pi",
  infinity: "\\infty",
  between(left, right) {
    if (left.kind === "number" && /^\d/.test(right.s)) return " \\cdot ";
    if (left.kind === "call" || right.kind === "call") return left.kind === "number" ? " " : "\\,";
    return " ";
  },
};

function formatDecimal(x: number): string {
  if (!Number.isFinite(x)) return x > 0 ? "inf" : x < 0 ? "-inf" : "NaN";
  if (Number.isInteger(x) && Math.abs(x) < 1e15) return String(x);
  const s = x.toPrecision(7).includes("e") ? x.toExponential(5) : x.toPrecision(6);
  return s.includes("e")
    ? s.replace(/\.?0+e/, "e").replace("e+", "e")
    : s.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}
