/** The Greek letters by their names; a name begins with one of these words exactly when a letter could stand there. */
export const greek: ReadonlyMap<string, string> = new Map(
  (
    "alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ " +
    "sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ " +
    "Phi Φ Psi Ψ Omega Ω"
  )
    .split(" ")
    .reduce<[string, string][]>((rows, word, i, all) => {
      if (i % 2 === 0) rows.push([word, all[i + 1]]);
      return rows;
    }, []),
);

/** Subscript characters and what they stand for: `x₁` is `x_1`. */
export const subscripts: ReadonlyMap<string, string> = pairs(
  "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ",
  "0123456789aehijklmnoprstuvx",
);

/** Superscript characters and what they stand for. `ᵀ` transposes. */
export const superscripts: ReadonlyMap<string, string> = pairs("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵀⁿᵏᵐᵖ", "0123456789-Tnkmp");

/** Full-width punctuation as a Chinese keyboard types it, and its ASCII twin. */
export const fullWidth: ReadonlyMap<string, string> = pairs(
  "（）［］【】｛｝，、：；＝＋－＊／＼＾＜＞｜＿＇＃～“”",
  '()[][]{},,:;=+-*/\\^<>|_\'#~""',
);

/** Fractions of one character: numerator and denominator. */
export const fractions: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["½", [1, 2]],
  ["⅓", [1, 3]],
  ["⅔", [2, 3]],
  ["¼", [1, 4]],
  ["¾", [3, 4]],
  ["⅕", [1, 5]],
  ["⅖", [2, 5]],
  ["⅗", [3, 5]],
  ["⅘", [4, 5]],
  ["⅙", [1, 6]],
  ["⅚", [5, 6]],
  ["⅐", [1, 7]],
  ["⅛", [1, 8]],
  ["⅜", [3, 8]],
  ["⅝", [5, 8]],
  ["⅞", [7, 8]],
  ["⅑", [1, 9]],
  ["⅒", [1, 10]],
]);

/** A symbol that typing `\name` offers. `ascii` is how the language spells it without the symbol, where it can. */
export interface SymbolName {
  readonly name: string;
  readonly symbol: string;
  readonly ascii?: string;
}

/** Every symbol with the name under which it is typed, TeX's names first. */
export const symbols: readonly SymbolName[] = [
  ...[...greek].map(([name, symbol]) => ({ name, symbol, ascii: name })),
  ...rows(
    "nabla ∇ grad|grad ∇ grad|hess ∇² hess|partial ∂ |in ∈ in|R ℝ R|sum ∑ |times × |cdot · *|odot ⊙ .*|hadamard ⊙ .*|otimes ⊗ |" +
      "top ⊤ '|T ᵀ '|transpose ᵀ '|inv ⁻¹ ^-1|le ≤ <=|leq ≤ <=|ge ≥ >=|geq ≥ >=|ne ≠ !=|neq ≠ !=|approx ≈ |succ ≻ |succeq ≽ |" +
      "prec ≺ |preceq ≼ |infty ∞ inf|inf ∞ inf|to → ->|norm ‖ |Vert ‖ |minus − -|half ½ 1/2|third ⅓ 1/3|quarter ¼ 1/4|prime ′ '|" +
      "square ² ^2|cube ³ ^3|^2 ² ^2|^3 ³ ^3|^n ⁿ ^n|^-1 ⁻¹ ^-1|^T ᵀ '|_0 ₀ _0|_1 ₁ _1|_2 ₂ _2|_3 ₃ _3|_i ᵢ _i|_j ⱼ _j|_k ₖ _k|_n ₙ _n|" +
      "varepsilon ε epsilon|varphi φ phi|vartheta θ theta",
  ),
];

/** Other code points of the same letter: the micro sign, Greek symbol variants, the Ohm sign, the increment. */
const variants = pairs("µϵϕϑϱϖΩ∆", "μεφθρπΩΔ");

/**
 * The one form under which two spellings are one name: a Greek word at its beginning as the letter, subscripts after
 * `_`, letter variants and combining marks composed. `lambda_1`, `λ₁` → `λ_1`; `inf` → `∞`.
 */
export function canonicalName(text: string): string {
  if (text.length === 1 && text.charCodeAt(0) < 0x80) return text;
  let ascii = true;
  let letters = 0;
  for (let i = 0; i < text.length && ascii; i++) {
    const c = text.charCodeAt(i);
    if (c >= 0x80 || c === 0x7b) ascii = false;
    else if (letters === i && (c | 32) >= 97 && (c | 32) <= 122) letters++;
  }
  if (!ascii) return canonicalUnicode(text);
  if (letters === text.length) return text === "inf" ? "∞" : (greek.get(text) ?? text);
  const letter = greek.get(text.slice(0, letters));
  return letter === undefined ? text : letter + text.slice(letters);
}

function canonicalUnicode(text: string): string {
  if (text === "√") return "sqrt";
  let out = "";
  let inSubscript = false;
  for (const char of text.normalize("NFC")) {
    const sub = subscripts.get(char);
    if (sub === undefined) out += variants.get(char) ?? char;
    else out += inSubscript || out.endsWith("_") ? sub : `_${sub}`;
    inSubscript = sub !== undefined;
  }
  if (out.includes("{")) out = out.replace(/[{}]/g, "");
  const word = /^[A-Za-z]+/.exec(out)?.[0];
  const letter = word === undefined ? undefined : greek.get(word);
  return word === undefined || letter === undefined ? out : letter + out.slice(word.length);
}

/** Letters of other scripts that look like a Latin one. */
const confusable = pairs(
  "АВЕКМНОРСТХУаеорсухіѕјԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧοⅰⅼⅿⅽⅾ",
  "ABEKMHOPCTXYaeopcyxisjdqwhABEZHIKMNOPTYXoilmcd",
);

/** The name with every look-alike replaced by the Latin letter it looks like: equal for two names that look the same. */
export function lookAlike(name: string): string {
  let out = "";
  for (const char of name) {
    const c = char.codePointAt(0) as number;
    if (c >= 0xff21 && c <= 0xff5a) out += String.fromCharCode(c - 0xfee0);
    else out += c < 0x80 ? char : (confusable.get(char) ?? char);
  }
  return out;
}

function pairs(from: string, to: string): ReadonlyMap<string, string> {
  const right = [...to];
  return new Map([...from].map((char, i) => [char, right[i]]));
}

function rows(table: string): SymbolName[] {
  return table.split("|").map((row) => {
    const [name, symbol, ascii] = row.split(" ");
    return ascii ? { name, symbol, ascii } : { name, symbol };
  });
}
