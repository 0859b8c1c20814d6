const greek: Readonly<Record<string, string>> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "epsilon",
  ϵ: "epsilon",
  ζ: "zeta",
  η: "eta",
  θ: "theta",
  ϑ: "theta",
  ι: "iota",
  κ: "kappa",
  λ: "lam",
  μ: "mu",
  ν: "nu",
  ξ: "xi",
  ο: "omicron",
  π: "pi",
  ρ: "rho",
  σ: "sigma",
  ς: "sigma",
  τ: "tau",
  υ: "upsilon",
  φ: "phi",
  ϕ: "phi",
  χ: "chi",
  ψ: "psi",
  ω: "omega",
  Γ: "Gamma",
  Δ: "Delta",
  Θ: "Theta",
  Λ: "Lambda",
  Ξ: "Xi",
  Π: "Pi",
  Σ: "Sigma",
  Φ: "Phi",
  Ψ: "Psi",
  Ω: "Omega",
  ℓ: "ell",
  "∇": "grad",
};

const subscripts = "₀₁₂₃₄₅₆₇₈₉";

/** Names that every target takes: ASCII letters, digits and `_`, no reserved word, each only once. */
export interface Names {
  /** The safe name of a name of the file: always the same one. */
  readonly name: (name: string) => string;
  /** A name that nothing else has, as close to the wish as can be. */
  readonly fresh: (wish: string) => string;
}

/** Gives every symbol a name that the target allows and nobody else has: Greek spelled out, keywords avoided. */
export function createNames(reserved: ReadonlySet<string>): Names {
  const given = new Map<string, string>();
  const taken = new Set(reserved);
  const fresh = (wish: string): string => {
    const base = asciiOf(wish);
    let free = taken.has(base) && reserved.has(base) ? `${base}_` : base;
    for (let k = 2; taken.has(free); k++) free = `${base}${/\d$/.test(base) ? "_" : ""}${k}`;
    taken.add(free);
    return free;
  };
  const name = (wish: string): string => {
    const known = given.get(wish) ?? fresh(wish);
    given.set(wish, known);
    return known;
  };
  return { name, fresh };
}

/** The name in ASCII letters, digits and `_`. */
export function asciiOf(name: string): string {
  let out = "";
  for (const c of name.normalize("NFC")) {
    const digit = subscripts.indexOf(c);
    const word = Object.hasOwn(greek, c) ? greek[c] : undefined;
    if (digit >= 0) out += `${out === "" || out.endsWith("_") ? "" : "_"}${digit}`;
    else if (word !== undefined) out += /[a-z0-9]$/i.test(out) ? `_${word}` : word;
    else out += /[A-Za-z0-9_]/.test(c) ? c : `u${c.codePointAt(0)?.toString(16)}`;
  }
  return /^[A-Za-z]/.test(out) ? out : `v_${out}`;
}

const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

const python =
  words(`False None True and as assert async await break class continue def del elif else except finally for from
  global if import in is lambda nonlocal not or pass raise return try while with yield match case type print float int len abs
  max min sum pow round range list tuple dict set np jnp jax torch math sigmoid erf gamma lgamma digamma trigamma self_test step`);

/** Words that a program of the target already gives a meaning. */
export const reservedWords = {
  python,
  julia:
    words(`baremodule begin break catch const continue do else elseif end export false finally for function global if import
    let local macro module quote return struct true try using while in isa where abstract mutable primitive type I Diagonal dot
    norm tr det logabsdet kron exp log sin cos tan sqrt sum maximum minimum vec diag inv pinv rank size length abs sign max min
    ones zeros fill sigmoid softplus softmax logsumexp erf gamma loggamma digamma trigamma pi e im ans step self_test isapprox`),
  typescript:
    words(`break case catch class const continue debugger default delete do else enum export extends false finally for
    function if import in instanceof new null return super switch this throw true try typeof var void while with yield let static
    implements interface package private protected public await async of any number string boolean symbol type as is keyof never
    unknown object declare namespace module abstract readonly eval arguments undefined NaN Infinity Math Array Object Vector
    Matrix vector matrix total solve inverse factor determinant logdet sigmoid softplus softmax logsumexp erf gamma lgamma digamma
    trigamma cumsum solveAll i j k l check selfTest console step`),
  cpp: words(`alignas alignof and and_eq asm auto bitand bitor bool break case catch char class compl concept const consteval
    constexpr constinit const_cast continue co_await co_return co_yield decltype default delete do double dynamic_cast else enum
    explicit export extern false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr
    operator or or_eq private protected public register reinterpret_cast requires return short signed sizeof static static_assert
    static_cast struct switch template this thread_local throw true try typedef typeid typename union unsigned using virtual void
    volatile wchar_t while xor xor_eq main std Eigen MatrixXd VectorXd Index gamma lgamma erf sigmoid softplus softmax logsumexp
    digamma trigamma y0 y1 yn j0 j1 jn exp log sin cos tan step sign assert Result self_test cumsum kron softmax_rows logdet relu`),
  rust: words(`as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut
    pub ref return self Self static struct super trait true type union unsafe use where while abstract become box do final macro
    override priv typeof unsized virtual yield try gen f64 usize it other at DMatrix DVector main std sigmoid softplus softmax logsumexp erf
    gamma lgamma digamma trigamma step sign self_test softmax_rows cumsum norm_rows logdet`),
} as const;
