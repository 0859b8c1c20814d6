import { cgBound, steepestBound } from "../../core/quadratic/bounds";
import { residualPolynomial } from "../../core/quadratic/krylov";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { linear, logDomain } from "../frame";
import { show } from "../number";
import { subscript } from "./matrices";
import type { Model } from "./model";
import { racerNames, racerStyles } from "./params";

/** How many steps of CG the pictures of many variables show at a step of the run. */
const reached = (model: Model, step: number): number => Math.min(step, model.spread.steps);

/** CG's polynomial after k steps: 1 at zero, and small on the eigenvalues. */
export function polynomialScene(model: Model, step: number, locale: Locale): Scene {
  const { eigenvalues, sizes, betas } = model.spread;
  const k = reached(model, step);
  const top = eigenvalues.at(-1)! * 1.04;
  const at = (lambda: number): number => residualPolynomial(sizes, betas, k, lambda);
  // Far outside the picture, but near enough to be drawn on the way there.
  const cut = (value: number): number => Math.max(-100, Math.min(100, value));
  const grid = Array.from({ length: 401 }, (_, i) => (top * i) / 400);
  const worst = Math.max(...eigenvalues.map((lambda) => Math.abs(at(lambda))));
  const marks: Mark[] = [
    { kind: "rule", id: "zero", axis: "y", at: 0, ink: "axis" },
    {
      kind: "line",
      id: "polynomial",
      points: grid.flatMap((lambda) => [lambda, cut(at(lambda))]),
      ink: "series6",
      widthPx: 2,
      name: `p${subscript(k)}(λ)`,
    },
    {
      kind: "arrows",
      id: "stems",
      segments: eigenvalues.flatMap((lambda) => [lambda, 0, lambda, Math.max(-1.5, Math.min(1.5, at(lambda)))]),
      ink: "faint",
      widthPx: 1,
      headPx: 0,
    },
    {
      kind: "dots",
      id: "eigenvalues",
      points: eigenvalues.flatMap((lambda) => [lambda, Math.max(-1.5, Math.min(1.5, at(lambda)))]),
      ink: "focus",
      radiusPx: 3,
      name: { en: "p at the eigenvalues", zh: "p 在特征值处" }[locale],
    },
  ];
  return {
    id: "polynomial",
    title: { en: "CG's polynomial, small on the spectrum", zh: "共轭梯度的多项式：在谱上很小" }[locale],
    description: {
      en: `After ${k} steps CG has a polynomial of degree ${k} with p(0) = 1 and at most ${show(worst, 3)} on the ${eigenvalues.length} eigenvalues (${model.spread.distinct} distinct).`,
      zh: `${k} 步后共轭梯度对应一个 ${k} 次多项式，p(0) = 1，在 ${eigenvalues.length} 个特征值（${model.spread.distinct} 个互异）上不超过 ${show(worst, 3)}。`,
    }[locale],
    x: linear("λ", [0, top]),
    y: linear("p(λ)", [-1.6, 1.6]),
    marks,
    table: { columns: ["λ", "p(λ)"], rows: eigenvalues.map((lambda) => [lambda, at(lambda)]) },
    span: 0.5,
  };
}

/** The eigenvalues one by one, and how much of CG's residual each still holds. */
export function spectrumScene(model: Model, step: number, locale: Locale): Scene {
  const { eigenvalues, sizes, betas, condition, distinct } = model.spread;
  const n = eigenvalues.length;
  const k = reached(model, step);
  const left = eigenvalues.map((lambda) => Math.min(1, Math.abs(residualPolynomial(sizes, betas, k, lambda))));
  const marks: Mark[] = [
    {
      kind: "bars",
      id: "all",
      rects: eigenvalues.flatMap((value, j) => [j + 0.55, 0, j + 1.45, value]),
      fill: "faint",
      name: { en: "eigenvalue", zh: "特征值" }[locale],
    },
    {
      kind: "bars",
      id: "left",
      rects: eigenvalues.flatMap((value, j) => [j + 0.55, 0, j + 1.45, value * left[j]!]),
      fill: "series6",
      name: { en: "share of the error CG has left", zh: "共轭梯度剩余误差的比例" }[locale],
    },
  ];
  return {
    id: "spectrum",
    title: { en: "The spectrum", zh: "谱" }[locale],
    description: {
      en: `${n} eigenvalues from ${show(eigenvalues[0]!)} to ${show(eigenvalues.at(-1)!)}, κ = ${show(condition)}, ${distinct} distinct; the filled part of a bar is the share of its component that CG has left after ${k} steps.`,
      zh: `${n} 个特征值，从 ${show(eigenvalues[0]!)} 到 ${show(eigenvalues.at(-1)!)}，κ = ${show(condition)}，互异 ${distinct} 个；柱的填充部分是共轭梯度 ${k} 步后该分量剩余的比例。`,
    }[locale],
    x: linear("j", [0.4, n + 0.6]),
    y: linear("λⱼ", [0, eigenvalues.at(-1)! * 1.08]),
    marks,
    table: { columns: ["j", "λ", "|p(λ)|"], rows: eigenvalues.map((value, j) => [j + 1, value, left[j]!]) },
    span: 0.5,
  };
}

/** The errors of four methods on the chosen spectrum, with the two bounds. */
export function convergenceScene(model: Model, step: number, locale: Locale): Scene {
  const { errors, condition } = model.spread;
  const last = Math.max(errors.gd.length, errors.cg.length) - 1;
  const clean = (value: number): number => (value > 1e-16 && Number.isFinite(value) ? value : Number.NaN);
  const names = ["cg", "steepest", "gd", "momentum"] as const;
  const marks: Mark[] = names.map((racer): Mark => {
    const { ink, dash } = racerStyles[racer];
    return {
      kind: "line",
      id: `error-${racer}`,
      points: Array.from(errors[racer]).flatMap((value, k) => [k, clean(value)]),
      ink,
      dash,
      widthPx: 2,
      name: racerNames[racer][locale],
      link: racer,
    };
  });
  const bound = (id: "cg" | "steepest", f: (k: number) => number): Mark => ({
    kind: "line",
    id: `bound-${id}`,
    points: Array.from({ length: last + 1 }, (_, k) => [k, clean(f(k))]).flat(),
    ink: racerStyles[id].ink,
    dash: "dashed",
    widthPx: 1,
    name: { en: `bound: ${racerNames[id].en}`, zh: `上界：${racerNames[id].zh}` }[locale],
  });
  marks.push(
    bound("cg", (k) => cgBound(condition, k)),
    bound("steepest", (k) => steepestBound(condition, k)),
  );
  marks.push({ kind: "rule", id: "now", axis: "x", at: Math.min(step, last), ink: "faint", dash: "dotted" });
  const now = (racer: (typeof names)[number]): number => errors[racer][Math.min(step, errors[racer].length - 1)]!;
  const shown = names.flatMap((racer) => Array.from(errors[racer], clean));
  return {
    id: "convergence",
    title: { en: "Many variables: error against step", zh: "多变量：误差随步数的变化" }[locale],
    description: {
      en: `κ = ${show(condition)}; relative A-norm after ${step} steps: ${names.map((racer) => `${racerNames[racer].en} ${show(now(racer), 3)}`).join(", ")}.`,
      zh: `κ = ${show(condition)}；第 ${step} 步的相对 A-范数：${names.map((racer) => `${racerNames[racer].zh} ${show(now(racer), 3)}`).join("，")}。`,
    }[locale],
    x: linear({ en: "step k", zh: "步 k" }[locale], [0, Math.max(1, last)], "counts"),
    y: {
      label: { en: "relative A-norm of the error", zh: "误差的 A-范数（相对）" }[locale],
      domain: logDomain(shown),
      scale: "log",
    },
    marks,
    table: {
      columns: ["k", ...names.map((racer) => racerNames[racer][locale])],
      rows: Array.from({ length: last + 1 }, (_, k) => [k, ...names.map((racer) => errors[racer][k] ?? "")]),
    },
    span: 0.5,
  };
}
