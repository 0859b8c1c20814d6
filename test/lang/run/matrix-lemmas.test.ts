import { expect, test } from "vitest";
import { createRng, type Rng } from "../../../src/core/num/rng";
import { answersOf } from "../../support/nabla";

type Matrix = readonly (readonly number[])[];
interface Point {
  readonly A: Matrix;
  readonly B: Matrix;
  readonly M: Matrix;
  readonly x: readonly number[];
}

const times = (P: Matrix, Q: Matrix): Matrix =>
  P.map((row) => Q[0]!.map((_, j) => row.reduce((sum, p, k) => sum + p * Q[k]![j]!, 0)));
const turned = (P: Matrix): Matrix => P[0]!.map((_, j) => P.map((row) => row[j]!));
const plus = (P: Matrix, Q: Matrix): Matrix => P.map((row, i) => row.map((p, j) => p + Q[i]![j]!));
const trace = (P: Matrix): number => P.reduce((sum, row, i) => sum + row[i]!, 0);

/** The determinant and the inverse, by elimination with pivots. */
function eliminated(P: Matrix): { det: number; inverse: Matrix } {
  const n = P.length;
  const rows = P.map((row, i) => [...row, ...P.map((_, j) => (i === j ? 1 : 0))]);
  let det = 1;
  for (let k = 0; k < n; k++) {
    let p = k;
    for (let i = k; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[p]![k]!)) p = i;
    if (p !== k) det = -det;
    [rows[p], rows[k]] = [rows[k]!, rows[p]!];
    const pivot = rows[k]![k]!;
    det *= pivot;
    rows[k] = rows[k]!.map((v) => v / pivot);
    for (let i = 0; i < n; i++) if (i !== k) rows[i] = rows[i]!.map((v, j) => v - rows[i]![k]! * rows[k]![j]!);
  }
  return { det, inverse: rows.map((row) => row.slice(n)) };
}

/** The largest eigenvalue of a positive definite matrix, by powers. */
function largest(P: Matrix): number {
  let v = P.map((_, i) => [1 + i / 7]) as Matrix;
  for (let k = 0; k < 400; k++) {
    const w = times(P, v);
    const size = Math.hypot(...w.flat());
    v = w.map(([y]) => [y! / size]);
  }
  return times(turned(v), times(P, v))[0]![0]!;
}

const form = (P: Matrix, x: readonly number[]): number =>
  x.reduce((sum, p, i) => sum + p * x.reduce((t, q, j) => t + P[i]![j]! * q, 0), 0);

const atoms: readonly (readonly [string, (p: Point) => number])[] = [
  ["n", ({ x }) => x.length],
  ["tr(A)", ({ A }) => trace(A)],
  ["tr(B)", ({ B }) => trace(B)],
  ["tr(A B)", ({ A, B }) => trace(times(A, B))],
  ["tr(A A)", ({ A }) => trace(times(A, A))],
  ["tr(inv(A))", ({ A }) => trace(eliminated(A).inverse)],
  ["tr(M)^2", ({ M }) => trace(M) ** 2],
  ["tr(M'M)", ({ M }) => trace(times(turned(M), M))],
  ["tr(M M)", ({ M }) => trace(times(M, M))],
  ["det(A)", ({ A }) => eliminated(A).det],
  ["(tr(A)/n)^n", ({ A }) => (trace(A) / A.length) ** A.length],
  ["lambda_max(A)", ({ A }) => largest(A)],
  ["lambda_max(B)", ({ B }) => largest(B)],
  ["lambda_max(A + B)", ({ A, B }) => largest(plus(A, B))],
  ["lambda_max(2A + B)", ({ A, B }) => largest(plus(plus(A, A), B))],
  ["x'A x", ({ A, x }) => form(A, x)],
  ["x'inv(A) x", ({ A, x }) => form(eliminated(A).inverse, x)],
  ["x'x", ({ x }) => x.reduce((sum, v) => sum + v * v, 0)],
];

function drawPoint(rng: Rng, n: number): Point {
  const entry = () => (rng.nextFloat() < 0.5 ? rng.nextBelow(5) - 2 : (rng.nextFloat() - 0.5) * 6);
  const matrix = (): Matrix => Array.from({ length: n }, () => Array.from({ length: n }, entry));
  const lift = rng.nextFloat() < 0.5 ? 1e-2 : 1;
  const definite = (): Matrix => {
    const L = rng.nextFloat() < 0.3 ? matrix().map((row, i) => row.map((v, j) => (i === j ? v : 0))) : matrix();
    return times(L, turned(L)).map((row, i) => row.map((v, j) => (i === j ? v + lift : v)));
  };
  return { A: definite(), B: definite(), M: matrix(), x: Array.from({ length: n }, entry) };
}

test("what is proved of traces, determinants, eigenvalues and forms holds for drawn matrices", () => {
  const rng = createRng(5);
  const points = Array.from({ length: 60 }, (_, i) => drawPoint(rng, 1 + (i % 3)));
  const pick = <T>(list: readonly T[]): T => list[rng.nextBelow(list.length)]!;
  const product = () => Array.from({ length: 1 + rng.nextBelow(2) }, () => pick(atoms));
  const claims = Array.from({ length: 1000 }, () => {
    const [left, right] = [[pick(atoms)], [...product(), ...(rng.nextFloat() < 0.4 ? [atoms[0]!] : [])]];
    const value = (list: typeof left, p: Point) => list.reduce((all, [, at]) => all * at(p), 1);
    const holds = (p: Point) => value(left, p) - value(right, p) <= 1e-7 * (1 + Math.abs(value(right, p)));
    return { holds, text: `check ${left.map(([t]) => t).join(" * ")} ≤ ${right.map(([t]) => t).join(" * ")}` };
  });
  const known = [
    "tr(A)^2 ≤ n tr(A A)",
    "n^2 ≤ tr(A) tr(inv(A))",
    "(x'x)^2 ≤ (x'A x)(x'inv(A) x)",
    "lambda_max(2A + B) ≤ 2lambda_max(A) + lambda_max(B)",
  ];
  const heads = ["A, B : spd n×n", "M : matrix n×n", "x : vector n"];
  const answers = answersOf(
    [...heads, ...known.map((t) => `check ${t}`), ...claims.map(({ text }) => text)].join("\n"),
  );
  const said = answers.slice(heads.length);
  for (const [i, text] of known.entries()) expect(said[i], text).toMatch(/^proved/);
  const proved = claims.filter((_, i) => said[known.length + i]?.startsWith("proved"));
  expect(proved.filter(({ holds }) => !points.every(holds)).map(({ text }) => text)).toEqual([]);
  expect(proved.length).toBeGreaterThan(20);
});
