import { type Fit, predictAt } from "../../core/estimation/line";
import type { Check, Note, ParamNotice, Values } from "../demo";
import { inRange, show, showTex } from "../number";
import { ownNotices } from "./coin-words";
import { levelAt } from "./level";
import { emit } from "./line-emit";
import { compute, countAt, fitsAt, type LineModel, noiseOf, slopeLaws } from "./line-model";
import { fitWords, pointsScene, slopeScene } from "./line-scenes";
import type { Subject } from "./subject";

function checks(model: LineModel, step: number): Check[] {
  const count = countAt(model, step);
  const fits = fitsAt(model, count);
  const counted: Check = {
    name: { en: "points", zh: "点数" },
    expected: model.x.length,
    actual: model.y.length,
    tolerance: 1e-12,
    source: { en: "x and y are equally many", zh: "x 与 y 一样多" },
  };
  if (!fits?.held) return [counted];
  const { held, free, scale } = fits;
  const out: Check[] = [];
  const [xs, ys] = [model.x.slice(0, count).map((x) => x / scale), model.y.slice(0, count)];
  // The penalised sum's slope in each coefficient, straight from the points; scaled by the size of its own terms.
  const residual = xs.map((x, i) => ys[i]! - held.intercept - held.slopes.reduce((s, w, p) => s + w * x ** (p + 1), 0));
  const size = Math.max(1e-9, ...ys.map(Math.abs)) * count;
  out.push({
    name: { en: "sum of the residuals", zh: "残差之和" },
    expected: 0,
    actual: residual.reduce((s, r) => s + r, 0) / size,
    tolerance: 1e-9,
    source: { en: "the intercept is not penalised", zh: "截距不受惩罚" },
  });
  held.slopes.forEach((w, p) => {
    const pull = xs.reduce((s, x, i) => s + x ** (p + 1) * residual[i]!, 0);
    const norm = xs.reduce((s, x, i) => s + Math.abs(x ** (p + 1) * ys[i]!), 0) + model.lambda + 1e-9;
    const miss =
      model.penalty === "ridge"
        ? pull - model.lambda * w
        : w === 0
          ? Math.max(0, Math.abs(pull) - model.lambda)
          : pull - Math.sign(w) * model.lambda;
    out.push({
      name: { en: `slope of the penalised sum in w${p + 1}`, zh: `惩罚和对 w${p + 1} 的斜率` },
      expected: 0,
      actual: miss / norm,
      tolerance: 1e-5,
      source: { en: "zero at the MAP, from the points", zh: "MAP 处为零，由点直接算出" },
    });
  });
  if (model.degree === 1 && free) {
    const mx = xs.reduce((s, x) => s + x, 0) / count;
    const my = ys.reduce((s, y) => s + y, 0) / count;
    const sxx = xs.reduce((s, x) => s + (x - mx) ** 2, 0);
    const sxy = xs.reduce((s, x, i) => s + (x - mx) * (ys[i]! - my), 0);
    if (sxx > 1e-9)
      out.push({
        name: { en: "slope of the MLE", zh: "MLE 的斜率" },
        expected: sxy / sxx,
        actual: free.slopes[0]!,
        tolerance: 1e-8,
        source: { en: "Sxy/Sxx", zh: "Sxy/Sxx" },
      });
    const { posterior } = slopeLaws(model, count);
    if (sxx > 1e-9 && model.lambda > 0)
      out.push({
        name: { en: "top of the slope's posterior", zh: "斜率后验的峰" },
        expected: held.slopes[0]!,
        actual: posterior.mode.at[0]!,
        tolerance: 1e-6,
        source: { en: "the penalised fit", zh: "带惩罚的拟合" },
      });
  }
  return out;
}

function notes(model: LineModel, step: number): Note[] {
  const count = countAt(model, step);
  const fits = fitsAt(model, count);
  const variance = fits ? noiseOf(fits) : 1;
  const isRidge = model.penalty === "ridge";
  const out: Note[] = [
    {
      id: "map",
      tex: isRidge
        ? "\\hat w=\\arg\\min\\ \\sum(y-a-wx)^2+\\lambda|w|^2,\\qquad \\lambda=\\frac{\\sigma^2}{\\tau^2}=\\slot{lambda}\\ \\Rightarrow\\ \\tau=\\slot{tau}"
        : "\\hat w=\\arg\\min\\ \\tfrac12\\sum(y-a-wx)^2+\\lambda|w|_1,\\qquad \\lambda=\\frac{\\sigma^2}{b}=\\slot{lambda}\\ \\Rightarrow\\ b=\\slot{tau}",
      slots: {
        lambda: showTex(model.lambda),
        tau: showTex(
          isRidge ? Math.sqrt(variance / Math.max(1e-12, model.lambda)) : variance / Math.max(1e-12, model.lambda),
        ),
      },
      sentence: isRidge
        ? {
            en: "Ridge is the MAP under a normal prior on the slopes, lasso under a Laplace prior: a penalty is a belief.",
            zh: "岭回归是正态先验下的 MAP，套索是拉普拉斯先验下的 MAP：惩罚即信念。",
          }
        : {
            en: "The Laplace prior has a tip at zero: a weak pull is not enough to leave it, so slopes become exactly zero.",
            zh: "拉普拉斯先验在零处有尖：拉力不够就离不开，于是系数恰好为零。",
          },
    },
  ];
  if (fits?.free && model.degree === 1) {
    out.push({
      id: "mle",
      tex: "\\hat w_{\\text{ML}}=\\frac{S_{xy}}{S_{xx}}=\\slot{free},\\qquad \\hat w_{\\text{MAP}}=\\slot{held},\\qquad \\hat\\sigma^2=\\slot{variance}",
      slots: {
        free: showTex(fits.free.slopes[0]!, 6),
        held: showTex(fits.held?.slopes[0] ?? Number.NaN, 6),
        variance: showTex(fits.free.residual / fits.design.n, 6),
      },
      sentence: {
        en: "Anscombe's four sets have the same line to three digits: look at the points before you believe a fit.",
        zh: "安斯库姆四组数据的直线在三位数字内相同：相信拟合之前先看点。",
      },
    });
  }
  return out;
}

function drag(model: LineModel, values: Values, handle: string, x: number, y: number): Values {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return values;
  if (handle === "lambda") return { ...values, lambda: inRange(Math.abs(x), 0, 10_000, 0.0001) };
  if (handle === "prior-sd") {
    const fits = fitsAt(model, model.x.length);
    const variance = fits ? noiseOf(fits) : 1;
    const sd = Math.max(1e-2, Math.abs(x));
    const lambda = model.penalty === "ridge" ? variance / (sd * sd) : (Math.SQRT2 * variance) / sd;
    return { ...values, lambda: inRange(lambda, 0, 10_000, 0.0001) };
  }
  if (handle.startsWith("interval")) {
    const { posterior } = slopeLaws(model, model.x.length);
    return { ...values, level: levelAt(posterior, values["interval"], handle === "interval-low" ? "low" : "high", x) };
  }
  const i = Number(handle.slice("point-".length));
  const points = [...(values["points"] as readonly number[])];
  if (!Number.isInteger(i) || 2 * i + 1 >= points.length) return values;
  points[2 * i] = inRange(x, -50, 50, 0.01);
  points[2 * i + 1] = inRange(y, -50, 50, 0.01);
  return { ...values, points };
}

function notices(model: LineModel): ParamNotice[] {
  const out: ParamNotice[] = ownNotices(model, "ownLine");
  if (model.x.length === 0)
    out.push({ param: "points", problem: { en: "No points: add one.", zh: "没有点：请添加一个。" } });
  else if (!fitsAt(model, model.x.length)?.free)
    out.push({
      param: "degree",
      remark: {
        en: "The points don't determine the slopes: there is no single MLE, but a MAP.",
        zh: "这些点不能确定系数：MLE 不唯一，MAP 却存在。",
      },
    });
  return out;
}

export const line: Subject<LineModel> = {
  compute,
  steps: (model) => (model.values["pace"] === "all" ? 0 : model.x.length),
  scenes: {
    points: (model, step, _view, locale) => pointsScene(model, step, locale),
    slope: (model, step, _view, locale) => slopeScene(model, step, locale),
  },
  checks,
  notes: (model, step) => notes(model, step),
  narrate: (model, step, locale) => fitWords(model, countAt(model, step))[locale],
  notices,
  probe(model, step, scene, x, _y, locale) {
    const fits = fitsAt(model, countAt(model, step));
    if (scene !== "points" || !fits) return undefined;
    const at = (fit: Fit | undefined): string => (fit ? show(predictAt(fit, x / fits.scale)) : "–");
    return {
      en: `x = ${show(x)}: MLE ${at(fits.free)}, MAP ${at(fits.held)}`,
      zh: `x = ${show(x)}：MLE ${at(fits.free)}，MAP ${at(fits.held)}`,
    }[locale];
  },
  drag,
  click(model, values, scene, x, y) {
    const points = values["points"] as readonly number[];
    if (scene !== "points" || model.isOwn || points.length >= 120 || !Number.isFinite(x + y)) return undefined;
    return { ...values, points: [...points, inRange(x, -50, 50, 0.01), inRange(y, -50, 50, 0.01)] };
  },
  remove(_, values, handle) {
    const i = Number(handle.slice("point-".length));
    const points = values["points"] as readonly number[];
    return handle.startsWith("point-")
      ? { ...values, points: points.filter((_, k) => k !== 2 * i && k !== 2 * i + 1) }
      : values;
  },
  emit,
};
