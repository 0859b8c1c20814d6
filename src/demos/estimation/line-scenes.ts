import { determination, type Fit, predictAt, ridgeCovariance } from "../../core/estimation/line";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { domainOf } from "../frame";
import { memo } from "../memo";
import { show } from "../number";
import { beliefScene } from "./belief";
import { regionOf } from "./level";
import { countAt, fitsAt, heldFit, type LineModel, noiseOf, slopeLaws } from "./line-model";
import { numberOf } from "./subject";

export function pointsScene(model: LineModel, step: number, locale: Locale): Scene {
  const count = countAt(model, step);
  const fits = fitsAt(model, count);
  const [x0, x1] = domainOf(model.x.length > 0 ? model.x : [0, 10], 0.12);
  const [y0, y1] = domainOf(model.y.length > 0 ? model.y : [0, 10], 0.25);
  const grid = Array.from({ length: 141 }, (_, k) => x0 + ((x1 - x0) * k) / 140);
  const marks: Mark[] = [];
  const cut = (y: number): number => (y >= y0 - (y1 - y0) && y <= y1 + (y1 - y0) ? y : Number.NaN);
  if (fits) {
    const { scale, design, free, held } = fits;
    const variance = noiseOf(fits);
    const covariance = model.penalty === "ridge" ? ridgeCovariance(design, model.lambda, variance) : undefined;
    if (covariance && held) {
      // Twice the standard deviation of the curve's height under the posterior, the intercept's own part added.
      const half = grid.map((x) => {
        const z = design.centre.map((c, p) => (x / scale) ** (p + 1) - c);
        let sum = variance / design.n;
        for (const [p, a] of z.entries())
          for (const [q, b] of z.entries()) sum += a * covariance[p * design.degree + q]! * b;
        return 2 * Math.sqrt(Math.max(0, sum));
      });
      const mid = grid.map((x) => predictAt(held, x / scale));
      const clampY = (y: number): number => Math.min(y1 + (y1 - y0), Math.max(y0 - (y1 - y0), y));
      const band = [
        ...grid.flatMap((x, k) => [x, clampY(mid[k]! + half[k]!)]),
        ...[...grid.keys()].reverse().flatMap((k) => [grid[k]!, clampY(mid[k]! - half[k]!)]),
      ];
      marks.push({
        kind: "line",
        id: "band",
        points: band,
        ink: "series0",
        widthPx: 0.4,
        closed: true,
        fill: "series0",
        opacity: 0.18,
        name: { en: "posterior, ± 2 sd", zh: "后验 ± 2 标准差" }[locale],
      });
    }
    if (free)
      marks.push({
        kind: "line",
        id: "free",
        points: grid.flatMap((x) => [x, cut(predictAt(free, x / scale))]),
        ink: "series1",
        dash: "dotted",
        widthPx: 2,
        name: "MLE",
        link: "mle",
      });
    if (held)
      marks.push({
        kind: "line",
        id: "held",
        points: grid.flatMap((x) => [x, cut(predictAt(held, x / scale))]),
        ink: "series0",
        widthPx: 2.6,
        name: `MAP (${model.penalty === "ridge" ? { en: "ridge", zh: "岭" }[locale] : { en: "lasso", zh: "套索" }[locale]})`,
        link: "map",
      });
  }
  if (model.isOwn)
    marks.push({
      kind: "dots",
      id: "data",
      points: model.x.slice(0, count).flatMap((x, i) => [x, model.y[i]!]),
      ink: "text",
      radiusPx: 3,
      name: { en: "data", zh: "数据" }[locale],
    });
  else
    marks.push(
      ...model.x.map(
        (x, i): Mark => ({
          kind: "handle",
          id: `point-${i}`,
          at: [x, model.y[i]!],
          label: `(${show(x)}, ${show(model.y[i]!)})`,
          ink: i < count ? "text" : "faint",
          step: (x1 - x0) / 60,
        }),
      ),
    );
  if (marks.length === 0) marks.push({ kind: "rule", id: "base", axis: "y", at: 0, ink: "axis" });
  return {
    id: "points",
    title: { en: "The line and the prior on its slope", zh: "直线与斜率的先验" }[locale],
    description: fitWords(model, count)[locale],
    x: { label: "x", domain: [x0, x1] },
    y: { label: "y", domain: [y0, y1] },
    marks,
    table: { columns: ["x", "y"], rows: model.x.map((x, i) => [x, model.y[i]!]) },
    ...(model.x.length === 0
      ? { empty: { en: "No points: click to add one.", zh: "还没有点：单击即可添加一个。" }[locale] }
      : {}),
    span: 0.55,
  };
}

export function fitWords(model: LineModel, count: number): Text {
  const fits = fitsAt(model, count);
  if (!fits) return { en: "No points yet.", zh: "还没有点。" };
  const { free, held, design } = fits;
  const list = (fit: Fit | undefined): Text => {
    if (!fit) return { en: "none", zh: "无" };
    const slopes = fit.slopes.map((w) => show(w));
    return {
      en: `intercept ${show(fit.intercept)}, ${slopes.length === 1 ? "slope" : "coefficients"} ${slopes.join(", ")}`,
      zh: `截距 ${show(fit.intercept)}，${slopes.length === 1 ? "斜率" : "系数"} ${slopes.join("、")}`,
    };
  };
  const r2 = free ? determination(design, free) : Number.NaN;
  return {
    en: `${count} ${count === 1 ? "point" : "points"}. MLE: ${list(free).en}${Number.isFinite(r2) ? `, R² ${show(r2)}` : ""}. MAP with λ = ${show(model.lambda)}: ${list(held).en}.`,
    zh: `${count} 个点。MLE：${list(free).zh}${Number.isFinite(r2) ? `，R² ${show(r2)}` : ""}。λ = ${show(model.lambda)} 的 MAP：${list(held).zh}。`,
  };
}

export function slopeScene(model: LineModel, step: number, locale: Locale): Scene {
  const count = countAt(model, step);
  if (model.degree > 1) return coefficientScene(model, count, locale);
  const { prior, posterior, logLikelihood, mle, size } = slopeLaws(model, count);
  const level = numberOf(model.values, "level");
  const region = regionOf(posterior, model.values["interval"], level);
  const final = slopeLaws(model, model.x.length);
  const ends = [
    0,
    final.posterior.quantile(0.001),
    final.posterior.quantile(0.999),
    ...(Number.isFinite(final.mle) ? [final.mle] : []),
    ...[-2, 2].map((k) => k * Math.min(prior.sd, 6 * final.posterior.sd)),
  ];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = (high - low) * 0.08 || 1;
  const scene = beliefScene(
    {
      id: "slope",
      title: { en: "What is believed of the slope", zh: "对斜率的信念" },
      description: {
        en: `Prior centred at 0 with sd ${show(prior.sd)}; the MLE ${show(mle)} is pulled to the MAP ${show(posterior.mode.at[0] ?? Number.NaN)}.`,
        zh: `先验以 0 为中心，标准差 ${show(prior.sd)}；MLE ${show(mle)} 被拉到 MAP ${show(posterior.mode.at[0] ?? Number.NaN)}。`,
      },
      axis: { en: "slope w", zh: "斜率 w" }[locale],
      domain: [low - room, high + room],
      prior,
      posterior,
      ...(size > 0 ? { logLikelihood } : {}),
      mle,
      toAxis: (x) => x,
      median: posterior.quantile(0.5),
      region,
      level,
    },
    locale,
  );
  // The mean of this prior is always 0: only its width can be pulled.
  return { ...scene, marks: scene.marks.filter(({ id }) => id !== "prior-mean"), span: 0.45 };
}

/** Slopes of the powers against λ. */
function coefficientScene(model: LineModel, count: number, locale: Locale): Scene {
  const fits = fitsAt(model, count);
  const lambdas = Array.from({ length: 49 }, (_, i) => 10 ** (-4 + i / 6));
  const paths = fits
    ? memo(model, `paths ${count}`, () => lambdas.map((lambda) => heldFit(fits.design, model.penalty, lambda)?.slopes))
    : [];
  const inks = ["series0", "series1", "series2", "series3", "series4", "series5"] as const;
  const all = paths.flatMap((p) => p ?? []);
  const [low, high] = domainOf(all.length > 0 ? [...all, 0] : [-1, 1], 0.08);
  const at = Math.min(1e4, Math.max(1e-4, model.lambda));
  const marks: Mark[] = [{ kind: "rule", id: "zero", axis: "y", at: 0, ink: "axis" }];
  for (let p = 0; p < model.degree; p++) {
    const points = lambdas.flatMap((lambda, i) => [lambda, paths[i]?.[p] ?? Number.NaN]);
    marks.push({
      kind: "line",
      id: `w${p + 1}`,
      points,
      ink: inks[p % inks.length]!,
      dash: (["solid", "dashed", "dotted"] as const)[Math.floor(p / 2) % 3]!,
      widthPx: 2,
      name: `x${["", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸"][p]}`,
    });
  }
  marks.push({
    kind: "rule",
    id: "now",
    axis: "x",
    at,
    ink: "focus",
    dash: "dotted",
    label: `λ = ${show(model.lambda)}`,
  });
  marks.push({
    kind: "handle",
    id: "lambda",
    at: [at, 0],
    label: { en: "λ, weight of the prior", zh: "λ，先验的权重" }[locale],
    ink: "focus",
    step: at / 4,
  });
  const zeros = fits?.held?.slopes.filter((w) => w === 0).length ?? 0;
  return {
    id: "slope",
    title: { en: "Slopes of the powers against λ", zh: "各次幂的系数随 λ 变化" }[locale],
    description:
      model.penalty === "lasso"
        ? {
            en: `Lasso sets ${zeros} of ${model.degree} slopes to exactly zero: the tip of the Laplace prior.`,
            zh: `套索把 ${model.degree} 个系数中的 ${zeros} 个恰好置为零：拉普拉斯先验的尖。`,
          }[locale]
        : {
            en: "Ridge draws all slopes towards zero and sets none to it.",
            zh: "岭回归把所有系数拉向零，却不会恰好为零。",
          }[locale],
    x: { label: "λ", domain: [1e-4, 1e4], scale: "log" },
    y: { label: { en: "slope (x scaled to 1)", zh: "系数（x 缩放到 1）" }[locale], domain: [low, high] },
    marks,
    table: {
      columns: ["λ", ...Array.from({ length: model.degree }, (_, p) => `w${p + 1}`)],
      rows: lambdas.flatMap((lambda, i) =>
        i % 4 === 0 ? [[lambda, ...Array.from({ length: model.degree }, (_, p) => paths[i]?.[p] ?? "–")]] : [],
      ),
    },
    span: 0.45,
  };
}
