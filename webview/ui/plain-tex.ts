/** A formula as readable text, for the moment before it is typeset, for a page without a typesetter, and for a screen reader. */

const signs: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  varepsilon: "ε",
  theta: "θ",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  pi: "π",
  rho: "ρ",
  sigma: "σ",
  phi: "φ",
  varphi: "φ",
  omega: "ω",
  Delta: "Δ",
  Lambda: "Λ",
  Omega: "Ω",
  Sigma: "Σ",
  nabla: "∇",
  partial: "∂",
  cdot: "·",
  times: "×",
  le: "≤",
  leq: "≤",
  ge: "≥",
  geq: "≥",
  ne: "≠",
  approx: "≈",
  infty: "∞",
  to: "→",
  rightarrow: "→",
  in: "∈",
  succ: "≻",
  succeq: "≽",
  prec: "≺",
  top: "ᵀ",
  star: "*",
  ast: "*",
  ldots: "…",
  cdots: "⋯",
  dots: "…",
  sqrt: "√",
  sum: "Σ",
  int: "∫",
  langle: "⟨",
  rangle: "⟩",
  lVert: "‖",
  rVert: "‖",
  Vert: "‖",
  lvert: "|",
  rvert: "|",
  quad: "  ",
  qquad: "   ",
  pm: "±",
  mp: "∓",
  equiv: "≡",
  perp: "⊥",
  propto: "∝",
  max: "max",
  min: "min",
};

/** TeX with its slots filled, its commands as signs, its braces gone; matrices as in Nabla: `[4 1; 1 3]`. */
export function plainTex(tex: string, slots: Readonly<Record<string, string>>): string {
  return nested(
    tex
      .replace(/\\slot\{([^{}]*)\}/g, (_, name: string) => slots[name] ?? "")
      .replace(/\^\s*\{?\s*\\(?:mathsf|mathrm|top|intercal)\s*\{?\s*T?\s*\}?\s*\}?/g, "ᵀ"),
  )
    .replace(
      /\\begin\{(?:[bBpv]?matrix|smallmatrix|array)\}(?:\{[lcr|]*\})?([\s\S]*?)\\end\{[^{}]*\}/g,
      (_, rows: string) => `[${rows.replace(/\\\\/g, "; ").replace(/&/g, " ")}]`,
    )
    .replace(/\\(?:begin|end)\{[^{}]*\}/g, " ")
    .replace(/\\(?:mathrm|mathbf|boldsymbol|operatorname|text|mathsf|mathbb|mathcal|bm)\s*\{([^{}]*)\}/g, "$1")
    .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, (_, a: string, b: string) => `${wrap(a)}/${wrap(b)}`)
    .replace(/\\tfrac(\d)(\d)|\\frac(\d)(\d)/g, (_, a, b, c, d) => `${a ?? c}/${b ?? d}`)
    .replace(/\\\\/g, "  ")
    .replace(/\\[,;:! ]/g, " ")
    .replace(/\\\|/g, "‖")
    .replace(
      /\\([A-Za-z]+)\*?/g,
      (_, name: string) =>
        signs[name] ?? (/^(left|right|big|Big|bigl|bigr|displaystyle)$/.test(name) ? "" : ` ${name} `),
    )
    .replace(/\^\{([^{}]*)\}/g, "^$1")
    .replace(/_\{([^{}]*)\}/g, "_$1")
    .replace(/[{}&]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** Fractions and roots from the inside out, as far as braces can be told. */
function nested(tex: string): string {
  let now = tex;
  for (let round = 0; round < 6; round++) {
    const next = now
      .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, (_, a: string, b: string) => `${wrap(a)}/${wrap(b)}`)
      .replace(/\\sqrt\s*\{([^{}]*)\}/g, (_, a: string) => `√${wrap(a)}`)
      .replace(/([_^])\{([^{}\\]{1,3})\}/g, "$1$2");
    if (next === now) break;
    now = next;
  }
  return now;
}

const wrap = (text: string): string => {
  const bare = text.trim();
  return /^[\p{L}\p{N}.]*$/u.test(bare) || [...bare].length < 2 ? bare : `(${bare})`;
};
