import { classify, classProbabilities, fitNaiveBayes, wordProbabilities } from "../../core/estimation/naive-bayes";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { memo } from "../memo";
import { show } from "../number";
import { fitOf, type WordsModel } from "./words-model";

/** P(word|class) as a table: a row for each word of each feature, a column for each class. */
export function tableScene(model: WordsModel, step: number, locale: Locale): Scene {
  const fit = fitOf(model);
  const { classes } = fit;
  const words = fit.words.flatMap((list, j) => list.map((word) => ({ j, word, label: `${model.names[j]} = ${word}` })));
  const unseen = model.query.flatMap((word, j) =>
    fit.words[j]!.includes(word) ? [] : [{ j, word, label: `${model.names[j]} = ${word}` }],
  );
  const rows = [{ j: -1, word: "", label: { en: "class", zh: "类别" }[locale] }, ...words, ...unseen];
  const values = rows.map(({ j, word }) => (j < 0 ? classProbabilities(fit) : wordProbabilities(fit, j, word)));
  const used = rows
    .map(({ j, word }, r) => ({ r, isUsed: j < 0 ? step >= 0 : model.query[j] === word && step > j }))
    .filter(({ isUsed }) => isUsed);
  const height = rows.length;
  const marks: Mark[] = [
    {
      kind: "cells",
      id: "cells",
      columns: classes.length,
      rows: height,
      values: values.flat(),
      box: [-0.5, -0.5, classes.length - 0.5, height - 0.5],
      ramp: "sequential",
      domain: [0, 1],
      numbers: true,
    },
    {
      kind: "rings",
      id: "used",
      rings: used.map(({ r }) => {
        const y = height - 1 - r;
        return [
          -0.48,
          y - 0.46,
          classes.length - 0.52,
          y - 0.46,
          classes.length - 0.52,
          y + 0.46,
          -0.48,
          y + 0.46,
          -0.48,
          y - 0.46,
        ];
      }),
      ink: "focus",
      widthPx: 2.4,
      name: { en: "multiplied so far", zh: "已相乘" }[locale],
    },
  ];
  return {
    id: "table",
    title: {
      en: `Counts made probabilities: (n + λ)/(N + Sλ), λ = ${show(model.lambda)}`,
      zh: `由计数得概率：(n + λ)/(N + Sλ)，λ = ${show(model.lambda)}`,
    }[locale],
    description: {
      en: `${fit.rows} rows, ${classes.length} classes; each column gives the probabilities of the words in one class${values.flat().some((p) => p === 0) ? "; a zero anywhere wipes its class out" : ""}.`,
      zh: `${fit.rows} 行，${classes.length} 个类别；每列是一个类别中各取值的概率${values.flat().some((p) => p === 0) ? "；任何一个零都会抹掉整个类别" : ""}。`,
    }[locale],
    x: {
      label: { en: "class", zh: "类别" }[locale],
      domain: [-0.5, classes.length - 0.5],
      scale: "band",
      ticks: classes.map((text, at) => ({ at, text })),
    },
    y: {
      label: { en: "word", zh: "取值" }[locale],
      domain: [-0.5, height - 0.5],
      scale: "band",
      ticks: rows.map(({ label }, r) => ({ at: height - 1 - r, text: label })),
    },
    marks,
    table: {
      columns: [{ en: "word", zh: "取值" }[locale], ...classes],
      rows: rows.map(({ label }, r) => [label, ...values[r]!]),
    },
    span: 0.5,
  };
}

const LAMBDAS = Array.from({ length: 81 }, (_, i) => (i === 0 ? 0 : 10 ** (-3 + (i - 1) / 19.75)));

/** Probability of each class for the row, over λ. */
export function verdictScene(model: WordsModel, step: number, locale: Locale): Scene {
  const fit = fitOf(model);
  const curves = memo(model, "curves", () =>
    LAMBDAS.map((lambda) => classify(fitNaiveBayes(model.table, lambda), model.query)),
  );
  const inks = ["series0", "series1", "series2", "series3", "series4", "series5"] as const;
  const dashes = ["solid", "dashed", "dotted"] as const;
  const now = classify(fit, model.query);
  const drawn = LAMBDAS.map((lambda, i) => ({ x: Math.max(lambda, 1e-3), verdict: curves[i]! })).slice(1);
  const marks: Mark[] = fit.classes.map((name, c) => ({
    kind: "line",
    id: `class${c}`,
    points: drawn.flatMap(({ x, verdict }) => [
      x,
      Number.isFinite(verdict.posterior[c]!) ? verdict.posterior[c]! : Number.NaN,
    ]),
    ink: inks[c % inks.length]!,
    dash: dashes[c % dashes.length]!,
    widthPx: 2.2,
    name: { en: `class ${name}`, zh: `类别 ${name}` }[locale],
  }));
  const at = Math.max(1e-3, model.lambda);
  marks.push({
    kind: "rule",
    id: "now",
    axis: "x",
    at,
    ink: "focus",
    dash: "dotted",
    label: `λ = ${show(model.lambda)}`,
  });
  if (step >= model.query.length) {
    now.posterior.forEach((p, c) => {
      if (Number.isFinite(p))
        marks.push({
          kind: "dots",
          id: `now${c}`,
          points: [at, p],
          ink: inks[c % inks.length]!,
          shape: (["circle", "square", "triangle"] as const)[c % 3]!,
          radiusPx: 5,
        });
    });
  }
  marks.push({
    kind: "handle",
    id: "smooth",
    at: [at, 0.5],
    label: { en: "λ, what is added to each count", zh: "λ，加到每个计数上的量" }[locale],
    ink: "focus",
    step: at / 5,
  });
  return {
    id: "verdict",
    title: { en: `Which class has (${model.query.join(", ")})?`, zh: `(${model.query.join("，")}) 属于哪个类别？` }[
      locale
    ],
    description: verdictWords(model)[locale],
    x: { label: { en: "λ, added to each count", zh: "λ，加到每个计数上" }[locale], domain: [1e-3, 10], scale: "log" },
    y: { label: { en: "probability of the class", zh: "类别的概率" }[locale], domain: [0, 1] },
    marks,
    table: {
      columns: ["λ", ...fit.classes],
      rows: LAMBDAS.flatMap((lambda, i) =>
        i % 8 === 0 ? [[lambda, ...curves[i]!.posterior.map((p) => (Number.isFinite(p) ? p : show(p)))]] : [],
      ),
    },
    span: 0.5,
  };
}

export function verdictWords(model: WordsModel): Text {
  const { joint, posterior, best } = classify(fitOf(model), model.query);
  const listed = fitOf(model)
    .classes.map((name, c) => `${name}: ${show(joint[c]!)}`)
    .join(", ");
  if (joint.every((p) => p === 0))
    return {
      en: `Every class has the product 0 (${listed}): without smoothing one unseen word leaves no verdict.`,
      zh: `每个类别的乘积都是 0（${listed}）：不平滑时，一个未见过的取值就无法判断。`,
    };
  const top = Math.max(...posterior);
  return {
    en: `P(class) × P(words|class) is ${listed}; the verdict is ${best.join(" or ")} with probability ${show(top)}.`,
    zh: `P(类别) × P(取值|类别) 为 ${listed}；判为 ${best.join(" 或 ")}，概率 ${show(top)}。`,
  };
}
