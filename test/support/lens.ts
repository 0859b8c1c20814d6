import type { LensAsk, LensFrame } from "../../src/protocol/work";
import { createLens, type Lens } from "../../webview/lens";

/** The ten programs of the language's description, without their answers. */
export const programs: Readonly<Record<string, string>> = {
  "first gradient": `f(x, y) = x² + y²
∇f
∇f(3, -4)
∇²f
∂f/∂x
derive f at (1, 2) along (3, 4)
derive f at (1, 2) along (1, 0)`,
  "symbolic quadratic": `n : size
A : symmetric n×n
x, b : vector n
c : scalar
q(x) = 1/2 x'Ax - b'x + c
∇q
check ∇q = A x - b
∇²q
minimise q given A ≻ 0`,
  "quadratic with numbers": `A = [2 1
     1 2]
b = [1; 1]
q(x) = ½ xᵀA x − bᵀx
∇q(1/3, 1/3)
eig A
cond A
definite A
minimise q`,
  ridge: `X ∈ ℝ^(m×n)
y ∈ ℝ^m
w ∈ ℝ^n
λ : positive scalar
loss(w) = ‖Xw − y‖² + λ‖w‖²
∇loss
∇²loss
minimise loss
convex loss`,
  "logistic regression": `X : matrix m×n
y : vector m
w : vector n
λ : positive scalar
z(w) = y ⊙ (X w)
loss(w) = 1/m sum(log(1 + exp(-z(w)))) + λ/2 ||w||^2
∇loss
∇²loss
convex loss`,
  "directional derivative": `f(x, y) = x²y + 1/3 x y³
v = (3/5, 4/5)
∇f(1, 2) · v
f along v at (1, 2)
∇²f(1, 2)`,
  likelihood: `n : size
S : spd n×n
x, μ : vector n
nll(μ, S) = 1/2 logdet(S) + 1/2 (x - μ)' inv(S) (x - μ)
∇_μ nll
∇_S nll`,
  saddle: `r(x, y) = (1 - x)² + 100 (y - x²)²
classify r at (1, 1)
cond ∇²r(1, 1)
s(x, y) = x^2 - y^2
classify s at (0, 0)
convex s`,
  descent: `A = [4, 1; 1, 3]
b = [1; 2]
q(x) = 1/2 x'*A*x - b'*x
gd q from (2, 1) step 2/7 tol 1e-6
cg q from (2, 1)
check minimise(q) = (1/11, 7/11)`,
  factorisation: `T : matrix m×n
U : matrix m×k
V : matrix n×k
X, B, C : matrix n×n
L(U, V) = ‖T − U Vᵀ‖²
∇_U L
∇_V L
g(X) = tr(X'B X C)
check ∇g = B X C + B'X C'`,
};

const view = { domains: {}, cameras: {} };

/** An ask for the statement that begins at the first place of `line` in the text. */
export function askAt(text: string, line: string, more: Partial<LensAsk> = {}): LensAsk {
  const offset = text.indexOf(line);
  if (offset < 0) throw new RangeError(`the text must hold ${line}`);
  return {
    document: 1,
    text,
    offset,
    locale: "en",
    view,
    step: Number.POSITIVE_INFINITY,
    overrides: {},
    ...more,
  } as LensAsk;
}

/** Every picture that a frame offers. */
export function picturesOf(
  lens: Lens,
  ask: LensAsk,
): { readonly frame: LensFrame; readonly all: readonly LensFrame[] } {
  const frame = lens.frame(ask);
  return { frame, all: frame.pictures.map((picture) => lens.frame({ ...ask, picture })) };
}

export const newLens = createLens;
