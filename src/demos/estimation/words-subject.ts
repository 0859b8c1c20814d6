import { classify, classProbabilities, wordProbabilities } from "../../core/estimation/naive-bayes";
import type { Check, EmitTarget, Note } from "../demo";
import { inRange, show, showTex } from "../number";
import { ownNotices } from "./coin-words";
import type { Subject } from "./subject";
import { book, compute, fitOf, type WordsModel } from "./words-model";
import { tableScene, verdictScene, verdictWords } from "./words-scenes";

/** The product after the prior and the first `step` words. */
function partial(model: WordsModel, step: number): number[] {
  const fit = fitOf(model);
  const joint = classProbabilities(fit);
  model.query.slice(0, step).forEach((word, j) => {
    wordProbabilities(fit, j, word).forEach((p, c) => {
      joint[c]! *= p;
    });
  });
  return joint;
}

function checks(model: WordsModel): Check[] {
  const { table, lambda, query } = model;
  const fit = fitOf(model);
  const { joint } = classify(fit, query);
  // Each class by counting rows anew, without the tables of the fit.
  const out: Check[] = fit.classes.slice(0, 4).map((name, c) => {
    const rows = table.features.filter((_, i) => table.classes[i] === name);
    let expected = (rows.length + lambda) / (table.classes.length + lambda * new Set(table.classes).size);
    query.forEach((word, j) => {
      const size = new Set(table.features.map((row) => row[j])).size;
      expected *= (rows.filter((row) => row[j] === word).length + lambda) / (rows.length + lambda * size);
    });
    return {
      name: { en: `product of class ${name}`, zh: `类别 ${name} 的乘积` },
      expected: 1e3 * expected,
      actual: 1e3 * joint[c]!,
      tolerance: 1e-9,
      source: { en: "rows counted anew (× 1000)", zh: "重新数行（× 1000）" },
    };
  });
  fit.words.slice(0, 2).forEach((list, j) => {
    const sum = list.reduce((total, word) => total + wordProbabilities(fit, j, word)[0]!, 0);
    out.push({
      name: { en: `probabilities of ${model.names[j]}`, zh: `${model.names[j]} 的概率` },
      expected: 1,
      actual: sum,
      tolerance: 1e-12,
      source: { en: "they sum to one", zh: "其和为一" },
    });
  });
  if (table === book || model.own === undefined) {
    const isBook = query[0] === "2" && query[1] === "S" && (lambda === 0 || lambda === 1);
    if (isBook) {
      const printed = lambda === 0 ? [1 / 15, 1 / 45] : [28 / 459, 5 / 153];
      printed.forEach((expected, c) => {
        out.push({
          name: {
            en: `the textbook's product of class ${fit.classes[c]}`,
            zh: `教科书中类别 ${fit.classes[c]} 的乘积`,
          },
          expected: 1e3 * expected,
          actual: 1e3 * joint[c]!,
          tolerance: 1e-9,
          source: { en: "Li Hang 2012, example 4.1 (× 1000)", zh: "李航 2012，例 4.1（× 1000）" },
        });
      });
    }
  }
  return out;
}

function notes(model: WordsModel): Note[] {
  const fit = fitOf(model);
  const { joint, posterior } = classify(fit, model.query);
  const c = joint.reduce((best, p, k) => (p > joint[best]! ? k : best), 0);
  const factors = [classProbabilities(fit)[c]!, ...model.query.map((word, j) => wordProbabilities(fit, j, word)[c]!)];
  return [
    {
      id: "product",
      tex: `P(c)\\prod_j P(x_j\\mid c)=${factors.map((_, i) => `\\slot{f${i}}`).join("\\cdot ")}=\\slot{joint},\\qquad P(c\\mid x)=\\slot{p}`,
      slots: {
        ...Object.fromEntries(factors.map((f, i) => [`f${i}`, showTex(f)])),
        joint: showTex(joint[c]!, 5),
        p: showTex(posterior[c]!),
      },
      sentence: {
        en: "λ = 0 is maximum likelihood, λ = 1 Laplace's smoothing: the posterior mean under a flat Dirichlet prior, or the MAP under one with α = 2.",
        zh: "λ = 0 是最大似然，λ = 1 是拉普拉斯平滑：平坦狄利克雷先验下的后验均值，或 α = 2 时的 MAP。",
      },
    },
  ];
}

export const words: Subject<WordsModel> = {
  compute,
  steps: (model) => model.query.length,
  scenes: {
    table: (model, step, _view, locale) => tableScene(model, step, locale),
    verdict: (model, step, _view, locale) => verdictScene(model, step, locale),
  },
  checks: (model) => checks(model),
  notes: (model) => notes(model),
  narrate(model, step, locale) {
    const joint = partial(model, step);
    const listed = fitOf(model)
      .classes.map((name, c) => `${name}: ${show(joint[c]!)}`)
      .join(", ");
    const word = model.query[step - 1];
    if (step === 0)
      return {
        en: `The prior: how often each class occurs, ${listed}. Step on to multiply.`,
        zh: `先验：各类别出现的频率，${listed}。逐步相乘。`,
      }[locale];
    const end = step >= model.query.length ? ` ${verdictWords(model)[locale]}` : "";
    return `${{ en: `Times P(${model.names[step - 1]} = ${word} | class): ${listed}.`, zh: `乘以 P(${model.names[step - 1]} = ${word} | 类别)：${listed}。` }[locale]}${end}`;
  },
  notices(model) {
    const own = ownNotices(model, "ownWords");
    const { joint } = classify(fitOf(model), model.query);
    return [
      ...own,
      {
        param: "smooth",
        marks: [{ at: 1, label: "Laplace", ink: "good" as const }],
        ...(joint.some((p) => p === 0)
          ? {
              remark: {
                en: "With λ = 0 a word never seen in a class rules that class out for ever.",
                zh: "λ = 0 时，某类别中从未见过的取值会永远排除该类别。",
              },
            }
          : {}),
      },
    ];
  },
  drag: (_model, values, handle, x) =>
    handle === "smooth" && Number.isFinite(x) ? { ...values, smooth: inRange(x, 0, 10, 0.01) } : values,
  emit,
};

function emit(model: WordsModel, _step: number, target: EmitTarget): string {
  const { table, query, lambda } = model;
  if (target === "nabla") {
    const fit = fitOf(model);
    const c = 0;
    const factors = model.query.map((word, j) => {
      const at = fit.words[j]!.indexOf(word);
      return `(${at < 0 ? 0 : fit.counts[j]![at]![c]} + l) / (${fit.classCounts[c]} + ${fit.words[j]!.length} * l)`;
    });
    return [
      `# product of class ${fit.classes[c]} as a function of the smoothing`,
      `f(l) = (${fit.classCounts[c]} + l) / (${fit.rows} + ${fit.classes.length} * l) * ${factors.join(" * ")}`,
      `f(${lambda})`,
      "f'(l)",
      "plot f",
      "",
    ].join("\n");
  }
  const data = [
    `rows = ${JSON.stringify(table.features)}`,
    `labels = ${JSON.stringify(table.classes)}`,
    `query = ${JSON.stringify(query)}`,
    `lam = ${lambda}`,
  ];
  if (target === "python") {
    return [
      ...data,
      "classes = list(dict.fromkeys(labels))",
      "for c in classes:",
      "    own = [r for r, l in zip(rows, labels) if l == c]",
      "    p = (len(own) + lam) / (len(rows) + lam * len(classes))",
      "    for j, w in enumerate(query):",
      "        p *= (sum(r[j] == w for r in own) + lam) / (len(own) + lam * len({r[j] for r in rows}))",
      '    print("class", c, p)',
      "",
    ].join("\n");
  }
  return [
    ...data.map(
      (line) =>
        `const ${line.replace("rows =", "rows: string[][] =").replace("labels =", "labels: string[] =").replace("query =", "query: string[] =")};`,
    ),
    "const classes = [...new Set(labels)];",
    "const joint = classes.map((c) => {",
    "  const own = rows.filter((_, i) => labels[i] === c);",
    "  return query.reduce(",
    "    (p, w, j) => (p * (own.filter((r) => r[j] === w).length + lam)) / (own.length + lam * new Set(rows.map((r) => r[j])).size),",
    "    (own.length + lam) / (rows.length + lam * classes.length),",
    "  );",
    "});",
    "console.log({ classes, joint });",
    "",
  ].join("\n");
}
