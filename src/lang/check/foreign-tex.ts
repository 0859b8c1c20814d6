import { symbols } from "../syntax/notation";

/** A fraction, a root or a sum of a formula as LaTeX writes it. */
const tex: readonly (readonly [RegExp, (m: string[]) => string])[] = [
  [/\\[dt]?frac\s*\{\\partial\s*(\w+)\}\s*\{\\partial\s*(\w+)\}/g, ([, f, x]) => `∂${f}/∂${x}`],
  [/\\[dt]?frac\s*\{d\s*(\w+)\}\s*\{d\s*(\w+)\}/g, ([, f, x]) => `∂${f}/∂${x}`],
  [/\\[dt]?frac\s*\{d\}\s*\{d\s*(\w+)\}\s*(.+)$/g, ([, x, f]) => `diff(${f.trim()}, ${x})`],
  [/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, ([, top, bottom]) => `${grouped(top)}/${grouped(bottom)}`],
  [/\\sqrt\s*\{([^{}]*)\}/g, ([, u]) => `sqrt(${u})`],
  [/\\(?:mathbf|mathrm|boldsymbol|bm|vec|hat|bar|operatorname|text|mathcal)\s*\{([^{}]*)\}/g, ([, u]) => u],
  [/\\(?:left|right|big|Big|,|;|!|quad|displaystyle)(?![A-Za-z])\s*/g, () => ""],
  [/\\(?:cdot|times)\s*/g, () => "* "],
  [/\\(?:top|intercal)\b/g, () => "T"],
  [/\\\|/g, () => "‖"],
  [/\\(ln|log|exp|sin|cos|tan|tanh|det|max|min|tr)\b/g, ([, name]) => name],
  [/\\([A-Za-z]+)/g, ([all, name]) => symbolOf.get(name) ?? all],
];

const symbolOf: ReadonlyMap<string, string> = new Map(symbols.map(({ name, symbol }) => [name, symbol]));
const grouped = (u: string): string => (/^[\p{L}\p{N}']+$/u.test(u.trim()) ? u.trim() : `(${u})`);

/** The line without its LaTeX, as far as that has a reading here; undefined where it hasn't. */
export function withoutTex(m: RegExpMatchArray): string | undefined {
  let text = m[0];
  for (let round = 0; round < 4; round++)
    for (const [pattern, to] of tex) text = text.replace(pattern, (...parts) => to(parts.map(String)));
  return /\\[A-Za-z]/.test(text) ? undefined : text.trimEnd();
}
