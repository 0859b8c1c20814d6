import { dot } from "../../core/num/dense";
import { trySolve } from "../../core/num/factor";
import { matrixWithSpectrum } from "../../core/quadratic/spectrum";
import type { Check } from "../demo";
import { boundOf, errorsOf, measureOf } from "./curves";
import { directionGram, residualGram } from "./matrices";
import type { Model } from "./model";
import { valueOfModel } from "./plane";

/** By how much a curve rises above its bound at worst, relative to the bound; 0 when it never does. */
function excessOver(errors: ArrayLike<number>, bound: (k: number) => number): number {
  let worst = 0;
  for (let k = 0; k < errors.length; k++) {
    const promised = bound(k);
    // Below 1e-12 of the first error both sides are rounding.
    if (!(promised > 1e-12)) continue;
    worst = Math.max(worst, errors[k]! / promised - 1);
  }
  return worst > 1e-6 ? worst : 0;
}

function stationaryChecks(model: Model): Check[] {
  const { quadratic: q, analysis, lowest } = model;
  if (model.formula !== undefined) return [];
  const { values } = analysis.eigen;
  const [a, h, , d] = q.A;
  const checks: Check[] = [
    {
      name: { en: "sum of the eigenvalues", zh: "特征值之和" },
      expected: a! + d!,
      actual: values[0]! + values[1]!,
      tolerance: 1e-10,
      source: { en: "trace of A", zh: "A 的迹" },
    },
    {
      name: { en: "product of the eigenvalues", zh: "特征值之积" },
      expected: a! * d! - h! * h!,
      actual: values[0]! * values[1]!,
      tolerance: 1e-9,
      source: { en: "determinant of A", zh: "A 的行列式" },
    },
  ];
  const direct = trySolve(q.A, q.b);
  if (direct && analysis.stationary) {
    for (const i of [0, 1]) {
      checks.push({
        name: { en: `coordinate ${i + 1} of the stationary point`, zh: `驻点的第 ${i + 1} 个坐标` },
        expected: direct[i]!,
        actual: analysis.stationary[i]!,
        tolerance: 1e-8,
        source: { en: "Gaussian elimination on Ax = b", zh: "对 Ax = b 作高斯消元" },
      });
    }
    if (lowest) {
      checks.push({
        name: { en: "smallest value", zh: "最小值" },
        expected: q.c - 0.5 * dot(q.b, direct),
        actual: lowest.value,
        tolerance: 1e-8,
        source: { en: "c − ½ b′A⁻¹b by elimination", zh: "消元法算得的 c − ½ b′A⁻¹b" },
      });
    }
  }
  return checks;
}

function runChecks(model: Model): Check[] {
  const { lowest, inspected } = model;
  const checks: Check[] = [];
  const direct = model.formula === undefined ? trySolve(model.quadratic.A, model.quadratic.b) : lowest?.point;
  for (const { racer, trace } of model.runs) {
    if (trace.outcome !== "converged" || !direct || !lowest) continue;
    const target = valueOfModel(model)(direct[0]!, direct[1]!);
    checks.push({
      name: { en: `where ${racer} ends: value of f`, zh: `${racer} 终点处的 f 值` },
      expected: target,
      actual: trace.values[trace.steps]!,
      tolerance: 1e-4,
      source: { en: "f at the direct solution", zh: "f 在直接解处的值" },
    });
  }
  const measure = measureOf(model);
  for (const run of model.runs) {
    const bound = boundOf(model, run, measure);
    if (!bound) continue;
    // A fixed step bounds the error norm of each component, so also the A-norm; all three hold at every k.
    checks.push({
      name: { en: `${run.racer}: error above its bound`, zh: `${run.racer}：误差超出上界的部分` },
      expected: 0,
      actual: excessOver(errorsOf(run, measure), bound),
      tolerance: 1e-6,
      source: { en: "Kantorovich 1948; Chebyshev's bound for CG", zh: "Kantorovich 1948；CG 的切比雪夫上界" },
    });
  }
  if (inspected.racer === "cg" && model.formula === undefined && lowest) {
    checks.push(
      {
        name: { en: "cosine between different residuals of CG", zh: "CG 不同残差间的余弦" },
        expected: 0,
        actual: residualGram(model, inspected.trace.steps).worst,
        tolerance: 1e-8,
        source: { en: "r_i · r_j = 0 (Hestenes & Stiefel 1952)", zh: "r_i · r_j = 0（Hestenes & Stiefel 1952）" },
      },
      {
        name: { en: "d_i′Ad_j between different directions of CG", zh: "CG 不同方向间的 d_i′Ad_j" },
        expected: 0,
        actual: directionGram(model, inspected.trace.steps).worst,
        tolerance: 1e-8,
        source: { en: "A-conjugacy (Hestenes & Stiefel 1952)", zh: "A-共轭性（Hestenes & Stiefel 1952）" },
      },
    );
  }
  return checks;
}

/** The gradient norm at the current point, and the size of the step taken there, from values of f alone. */
function stepChecks(model: Model, step: number): Check[] {
  const { trace } = model.inspected;
  const k = Math.min(step, trace.kept - 1);
  const [x, y] = [trace.points[2 * k]!, trace.points[2 * k + 1]!];
  const value = valueOfModel(model);
  const h = 1e-4 * Math.max(1, Math.abs(x), Math.abs(y));
  const gx = (value(x + h, y) - value(x - h, y)) / (2 * h);
  const gy = (value(x, y + h) - value(x, y - h)) / (2 * h);
  const noise = (Math.abs(value(x, y)) * 2 ** -50) / h;
  const size = Math.hypot(gx, gy);
  if (!Number.isFinite(size) || noise > 1e-5 * Math.max(1, size)) return [];
  return [
    {
      name: { en: `‖∇f‖ at step ${k}`, zh: `第 ${k} 步的 ‖∇f‖` },
      expected: size,
      actual: trace.gradientNorms[k]!,
      tolerance: 5e-5,
      source: { en: "central differences of f", zh: "f 的中心差分" },
    },
  ];
}

/** Shewchuk's numbers, where his example is on screen. */
function shewchukChecks(model: Model): Check[] {
  const { quadratic: q, start, inspected } = model;
  const isExample = [3, 2, 2, 6, 2, -8].every((entry, i) => [...q.A, ...q.b][i] === entry);
  if (!isExample || q.c !== 0 || start[0] !== -2 || start[1] !== -2 || inspected.trace.steps < 2) return [];
  if (inspected.racer !== "cg" && inspected.racer !== "steepest") return [];
  const second = inspected.racer === "cg" ? [2, -2] : [1.0044444444444445, -2];
  return [0.08, -0.6133333333333333, ...second].map(
    (expected, i): Check => ({
      name: {
        en: `x${1 + Math.floor(i / 2)}, coordinate ${1 + (i % 2)}`,
        zh: `x${1 + Math.floor(i / 2)} 的第 ${1 + (i % 2)} 个坐标`,
      },
      expected,
      actual: inspected.trace.points[2 + i]!,
      tolerance: 1e-9,
      source: { en: "Shewchuk 1994, worked by hand in fractions", zh: "Shewchuk 1994，用分数手算" },
    }),
  );
}

function spreadChecks(model: Model): Check[] {
  const { eigenvalues, steps, own } = model.spread;
  const n = eigenvalues.length;
  const A = own !== undefined && "matrix" in own ? own.matrix.A : matrixWithSpectrum(eigenvalues, model.seed);
  let trace = 0;
  for (let i = 0; i < n; i++) trace += A[i * n + i]!;
  return [
    {
      name: { en: "n variables: sum of the spectrum", zh: "n 变量：谱的和" },
      expected: trace,
      actual: eigenvalues.reduce((sum, value) => sum + value, 0),
      tolerance: 1e-9,
      source: { en: "trace of the dense matrix", zh: "稠密矩阵的迹" },
    },
    {
      name: { en: "n variables: CG above its Chebyshev bound", zh: "n 变量：CG 超出切比雪夫上界的部分" },
      expected: 0,
      actual: excessOver(model.spread.errors.cg, (k) => {
        const root = Math.sqrt(model.spread.condition);
        return root === 1 ? (k === 0 ? 1 : 0) : 1 / Math.cosh(k * Math.log((root + 1) / (root - 1)));
      }),
      tolerance: 1e-6,
      source: { en: `1/T_k, written with cosh; ${steps} steps`, zh: `用 cosh 写出的 1/T_k；${steps} 步` },
    },
  ];
}

export function checks(model: Model, step: number): Check[] {
  if (model.problems.length > 0) return spreadChecks(model);
  return [
    ...shewchukChecks(model),
    ...stationaryChecks(model),
    ...runChecks(model),
    ...stepChecks(model, step),
    ...spreadChecks(model),
  ];
}
