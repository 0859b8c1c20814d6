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

/** TeX with its slots filled, its commands as signs, its braces gone. */
export function plainTex(tex: string, slots: Readonly<Record<string, string>>): string {
  return tex
    .replace(/\\slot\{([^{}]*)\}/g, (_, name: string) => slots[name] ?? "")
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

const wrap = (text: string): string => (text.trim().length > 1 ? `(${text.trim()})` : text.trim());
