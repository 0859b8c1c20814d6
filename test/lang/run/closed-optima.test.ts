import { expect, test } from "vitest";
import { answerTo } from "../../support/nabla";

/** The least of a function on a fine grid of one variable. */
const least = (f: (t: number) => number, from: number, to: number, n = 200_000) => {
  let best = from;
  for (let i = 1; i < n; i++) {
    const t = from + ((to - from) * i) / n;
    if (f(t) < f(best)) best = t;
  }
  return best;
};

const S = [
  [2, 1],
  [1, 3],
] as const;

/** ln det and tr(B⁻¹S) of a 2×2 matrix. */
const covariance = ([[a, b], [, d]]: readonly (readonly number[])[]) => {
  const det = a! * d! - b! * b!;
  return Math.log(det) + (d! * S[0][0] - 2 * b! * S[0][1] + a! * S[1][1]) / det;
};

test("no covariance near S has a greater likelihood than S", () => {
  expect(answerTo("S, Σ : spd n×n\nf(Σ) = logdet(Σ) + tr(inv(Σ) S)\nminimise f")).toMatch(/^S,/);
  for (let i = 0; i < 64; i++) {
    const [p, q, r] = [Math.cos(i), Math.sin(2 * i), Math.cos(3 * i)].map((x) => 0.3 * x!);
    const near = [
      [2 + p!, 1 + q!],
      [1 + q!, 3 + r!],
    ];
    expect(covariance(near)).toBeGreaterThan(covariance(S));
  }
});

test.each([
  [3, 1],
  [-2.5, 0.5],
  [0.7, 1],
])("the soft threshold of %f by %f is where a grid finds the minimum", (c, λ) => {
  const at = least((x) => (x - c) ** 2 / 2 + λ * Math.abs(x), -5, 5);
  expect(Math.sign(c) * Math.max(Math.abs(c) - λ, 0)).toBeCloseTo(at, 3);
  const text = "b : scalar\nλ : positive scalar\nf(x) = 1/2 (x - b)^2 + λ |x|\nminimise f";
  expect(answerTo(text)).toBe("sign(b) relu(|b| − λ)");
});

test("of a Bernoulli likelihood a grid finds the mean", () => {
  const [sum, n] = [3, 8];
  const at = least((p) => -(sum * Math.log(p) + (n - sum) * Math.log(1 - p)), 1e-6, 1 - 1e-6);
  expect(at).toBeCloseTo(sum / n, 4);
});

test("over turns and mirror images the least ‖AQ − B‖² is what the singular values say", () => {
  const A = [1, 2, 3, -1] as const;
  const B = [2, 0, 1, 4] as const;
  const miss = (q: readonly number[]) =>
    [0, 2].reduce<number>(
      (sum, i) =>
        sum + [0, 1].reduce<number>((row, j) => row + (A[i]! * q[j]! + A[i + 1]! * q[2 + j]! - B[i + j]!) ** 2, 0),
      0,
    );
  const turn = (t: number) => [Math.cos(t), -Math.sin(t), Math.sin(t), Math.cos(t)];
  const mirror = (t: number) => [Math.cos(t), Math.sin(t), Math.sin(t), -Math.cos(t)];
  const found = Math.min(...[turn, mirror].map((q) => miss(q(least((t) => miss(q(t)), 0, 2 * Math.PI)))));
  // Σσ of a 2×2 matrix M is √(‖M‖² + 2|det M|), and M = A'B.
  const M = [
    A[0] * B[0] + A[2] * B[2],
    A[0] * B[1] + A[2] * B[3],
    A[1] * B[0] + A[3] * B[2],
    A[1] * B[1] + A[3] * B[3],
  ];
  const nuclear = Math.sqrt(M.reduce<number>((s, x) => s + x * x, 0) + 2 * Math.abs(M[0]! * M[3]! - M[1]! * M[2]!));
  const size = [...A, ...B].reduce<number>((s, x) => s + x * x, 0);
  expect(size - 2 * nuclear).toBeCloseTo(found, 4);
  const text = "A, B : matrix m×n\nQ : orthogonal n×n\nf(Q) = ‖A Q - B‖²\nminimise f";
  expect(answerTo(text)).toBe("UV' for the svd U D V' = A'B,  f* = tr(AA') + tr(BB') − sum(svd(2A'B))");
});

test("a quotient of quadratics is least at the smallest eigenvalue, and greatest at S⁻¹u for a square", () => {
  const quotient = (t: number) => {
    const [x, y] = [Math.cos(t), Math.sin(t)];
    return (x + 2 * y) ** 2 / (2 * x * x + 2 * x * y + 3 * y * y);
  };
  const at = least((t) => -quotient(t), 0, Math.PI);
  // S⁻¹u = (1/5)(3·1 − 2, −1 + 2·2) for u = (1, 2).
  expect(quotient(at)).toBeCloseTo((1 * 1 + 2 * 3) / 5, 6);
  expect(Math.tan(at)).toBeCloseTo(3, 2);
  const text = "u, x : vector n\nS : spd n×n\nf(x) = (u'x)^2/(x'S x)\nmaximise f";
  expect(answerTo(text)).toBe("S⁻¹u,  f* = u'S⁻¹u   and each multiple of it");
});

test("with spending on a line a grid finds the shares of the answer", () => {
  const [p, q, m] = [2, 5, 30];
  const at = least((x) => -(Math.log(x) + 2 * Math.log((m - p * x) / q)), 0.01, m / p - 0.01);
  expect(at).toBeCloseTo(m / (3 * p), 3);
});

test("a variable that is orthogonal is never taken for a free one", () => {
  const text = "A : matrix n×n\nQ : orthogonal n×n\nf(Q) = ‖Q - A‖²\nstationary f";
  expect(answerTo(text)).toBe("");
});
