import type { Locale } from "../../words/text";
import type { Check, EmitTarget, Note } from "../demo";
import { say, show, showTex } from "../number";
import type { Lesson } from "./lesson";
import { before, computeOrdered, type OrderedModel } from "./ordered";
import { leakScene, orderScene, valueScene } from "./ordered-scenes";

function notes(model: OrderedModel, step: number): Note[] {
  const { prior, a, order, ordered, greedy } = model;
  const place = Math.max(0, step - 1);
  const { count, sum } = before(model, place);
  const t = (value: number): string => showTex(value, 4);
  const numbers =
    step === 0
      ? ",\\qquad a = \\slot{a},\\ P = \\slot{P}"
      : " = \\frac{\\slot{sum} + \\slot{a}\\cdot\\slot{P}}{\\slot{count} + \\slot{a}} = \\slot{value},\\qquad \\text{greedy: } \\slot{greedy}";
  return [
    {
      id: "ordered",
      tex: `\\hat x_k = \\frac{\\sum_{\\sigma(j)<\\sigma(k)} [x_j = x_k]\\,y_j + aP}{\\sum_{\\sigma(j)<\\sigma(k)} [x_j = x_k] + a}${numbers}`,
      slots: {
        sum: String(sum),
        count: String(count),
        a: t(a),
        P: t(prior),
        value: t(ordered[order[place]]),
        greedy: t(greedy[order[place]]),
      },
      sentence: {
        en: "Only rows that came before count, so that a row's number knows nothing of its own label; the greedy mean does, and a rare category gives the label away (Prokhorenkova et al. 2018).",
        zh: "只数先到的样本，于是一个样本的数对自己的标签一无所知；贪心均值却知道，稀有类别会泄露标签（Prokhorenkova 等 2018）。",
      },
    },
  ];
}

function narrate(model: OrderedModel, step: number, locale: Locale): string {
  const { order, category, y, ordered, greedy } = model;
  if (step === 0)
    return say(
      {
        en: `${order.length} rows wait in a random order; none has been seen.`,
        zh: `${order.length} 个样本按随机次序等待，还没有看到任何一个。`,
      },
      locale,
    );
  const row = order[step - 1];
  const { count, sum } = before(model, step - 1);
  return say(
    {
      en: `Row ${step}, category ${category[row] + 1}, label ${y[row]}: ${count} came before it with ${sum} of label 1, so it gets ${show(ordered[row])}. The greedy mean, its own label included, is ${show(greedy[row])}.`,
      zh: `第 ${step} 个样本，类别 ${category[row] + 1}，标签 ${y[row]}：此前同类 ${count} 个，其中 ${sum} 个标签为 1，得 ${show(ordered[row])}。连自己标签也算进去的贪心均值是 ${show(greedy[row])}。`,
    },
    locale,
  );
}

function checks(model: OrderedModel, step: number): Check[] {
  const { order, category, y, prior, a, ordered, greedy } = model;
  const row = order[Math.max(0, step - 1)];
  const { count, sum } = before(model, Math.max(0, step - 1));
  const own = [...category.keys()].filter((i) => category[i] === category[row]);
  const list: Check[] = [
    {
      name: { en: "ordered statistic of this row", zh: "该样本的有序统计" },
      expected: (sum + a * prior) / (count + a),
      actual: ordered[row],
      tolerance: 1e-12,
      source: { en: "rows before it counted one by one", zh: "逐个清点之前的样本" },
    },
    {
      name: { en: "greedy statistic of this row", zh: "该样本的贪心统计" },
      expected: (own.reduce((total, i) => total + y[i], 0) + a * prior) / (own.length + a),
      actual: greedy[row],
      tolerance: 1e-12,
      source: { en: "rows of its category counted one by one", zh: "逐个清点同类样本" },
    },
  ];
  if (model.values["cases"] === "book" && a === 1) {
    list.push({
      name: { en: "the statistics of the worked example, added up", zh: "算例中各统计量之和" },
      expected: 0.6 + 0.8 + 8 / 15 + 0.65 + 0.72,
      actual: ordered.reduce((total, x) => total + x, 0),
      tolerance: 1e-12,
      source: { en: "0.6, 0.8, 8/15, 0.65, 0.72 by hand", zh: "手算 0.6、0.8、8/15、0.65、0.72" },
    });
  }
  return list;
}

function emit({ order, category, y, prior, a }: OrderedModel, step: number, target: EmitTarget): string {
  const rows = order.slice(0, Math.max(1, step));
  const [kinds, labels] = [rows.map((row) => category[row] + 1).join(", "), rows.map((row) => y[row]).join(", ")];
  if (target === "python") {
    return `# ordered target statistics: a row is told by the rows of its category that came before it
category = [${kinds}]
y = [${labels}]
P, a = ${prior}, ${a}

seen = {}
ordered = []
for c, label in zip(category, y):
    total, count = seen.get(c, (0, 0))
    ordered.append((total + a * P) / (count + a))
    seen[c] = (total + label, count + 1)

print(ordered[-1])
`;
  }
  if (target === "typescript") {
    return `// ordered target statistics: a row is told by the rows of its category that came before it
const category = [${kinds}];
const y = [${labels}];
const [P, a] = [${prior}, ${a}];

const seen = new Map<number, [number, number]>();
const ordered = category.map((c, k) => {
  const [total, count] = seen.get(c) ?? [0, 0];
  seen.set(c, [total + y[k], count + 1]);
  return (total + a * P) / (count + a);
});

console.log(ordered.at(-1));
`;
  }
  const last = rows.at(-1)!;
  const own = rows.slice(0, -1).filter((row) => category[row] === category[last]);
  return `# the rows of its category that came before the last one: how many, and how many of label 1
n = ${own.length}
s = ${own.reduce((sum, row) => sum + y[row], 0)}
(s + ${a} * ${prior}) / (n + ${a})
`;
}

export const ordered: Lesson<OrderedModel> = {
  compute: computeOrdered,
  steps: (model) => model.order.length,
  scenes: {
    "ts-rows": (model, step, _view, locale) => orderScene(model, step, locale),
    "ts-values": (model, step, _view, locale) => valueScene(model, step, locale),
    "ts-leak": (model, _step, _view, locale) => leakScene(model, locale),
  },
  checks,
  notes: (model, step) => notes(model, step),
  narrate,
  notices: () => [],
  emit,
};
