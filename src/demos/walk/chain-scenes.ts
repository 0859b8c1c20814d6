import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { linear } from "../frame";
import { show } from "../number";
import { type ChainModel, lawAt } from "./chain-model";
import { barsAt, peak, rule } from "./marks";
import { upTo } from "./part";

/** Where a state stands on the circle. */
const placeOf = (i: number, n: number): readonly [number, number] => {
  const angle = Math.PI / 2 - (2 * Math.PI * i) / n;
  return [Math.cos(angle), Math.sin(angle)];
};

/** States on a circle, dots as large as they are likely, arrows as wide as they are likely. */
export function graphScene(model: ChainModel, step: number, locale: Locale): Scene {
  const { n, P, names, run } = model;
  const law = lawAt(model, step);
  const at = run[step];
  const marks: Mark[] = [];
  const radius = Math.min(0.16, 1.6 / n);
  // Arrows in three widths, so that a strong one is seen before a weak one.
  const strengths = [
    { from: 0.5, widthPx: 3, opacity: 0.9, name: { en: "likely arrows, ≥ ½", zh: "概率 ≥ ½ 的箭头" } },
    { from: 0.15, widthPx: 1.8, opacity: 0.75, name: { en: "≥ 0.15", zh: "≥ 0.15" } },
    { from: 0.02, widthPx: 0.9, opacity: 0.5, name: { en: "≥ 0.02", zh: "≥ 0.02" } },
  ];
  strengths.forEach(({ from, widthPx, opacity, name }, k) => {
    const segments: number[] = [];
    const loops: number[] = [];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const p = P[i * n + j];
        if (p < from || (k > 0 && p >= strengths[k - 1].from)) continue;
        const [x0, y0] = placeOf(i, n);
        const [x1, y1] = placeOf(j, n);
        if (i === j) loops.push(x0 * (1 + 1.35 * radius), y0 * (1 + 1.35 * radius));
        else {
          // A little to the right of the straight line, so that there and back are two arrows.
          const size = Math.hypot(x1 - x0, y1 - y0);
          const [ux, uy] = [(x1 - x0) / size, (y1 - y0) / size];
          const [ox, oy] = [uy * 0.25 * radius, -ux * 0.25 * radius];
          segments.push(x0 + ux * radius + ox, y0 + uy * radius + oy, x1 - ux * radius + ox, y1 - uy * radius + oy);
        }
      }
    }
    if (segments.length > 0)
      marks.push({
        kind: "arrows",
        id: `arrows${k}`,
        segments,
        ink: "faint",
        widthPx,
        headPx: 5 + widthPx,
        opacity,
        name: name[locale],
      });
    if (loops.length > 0)
      marks.push({
        kind: "dots",
        id: `loops${k}`,
        points: loops,
        ink: "faint",
        shape: "ring",
        radiusPx: 5 + widthPx,
        opacity,
        name: { en: "stays", zh: "停留" }[locale],
      });
  });
  const most = peak(law);
  names.forEach((name, i) => {
    const [x, y] = placeOf(i, n);
    marks.push({
      kind: "dots",
      id: `state${i}`,
      points: [x, y],
      ink: "series1",
      radiusPx: 4 + 12 * Math.sqrt(law[i] / most),
      opacity: 0.85,
      link: `state ${i}`,
    });
    if (n <= 30)
      marks.push({
        kind: "text",
        id: `name${i}`,
        at: [x * (1 + 2.5 * radius), y * (1 + 2.5 * radius)],
        text: name.length > 10 ? `${name.slice(0, 9)}…` : name,
        anchor: "middle",
        ink: "text",
      });
  });
  const here = placeOf(at, n);
  marks.push({
    kind: "dots",
    id: "walker",
    points: [...here],
    ink: "focus",
    shape: "diamond",
    radiusPx: 6,
    name: { en: "one walker", zh: "一位行人" }[locale],
  });
  return {
    id: "graph",
    title: { en: "States", zh: "状态" }[locale],
    description: {
      en: `${n} states; after ${step} steps the walker stands at ${names[at]}. A dot is as large as its state is likely: ${names[law.indexOf(Math.max(...law))]} with ${show(Math.max(...law))} most of all.`,
      zh: `${n} 个状态；${step} 步后行人在 ${names[at]}。圆点越大概率越大：${names[law.indexOf(Math.max(...law))]} 最大，为 ${show(Math.max(...law))}。`,
    }[locale],
    x: { label: "x", domain: [-1.65, 1.65], hidden: true },
    y: { label: "y", domain: [-1.5, 1.5], hidden: true },
    equal: true,
    marks,
    table: {
      columns: [{ en: "from", zh: "从" }[locale], ...names],
      rows: names.map((name, i) => [name, ...Array.from(P.subarray(i * n, (i + 1) * n))]),
    },
    span: 0.48,
  };
}

/** The law now, the stationary law, and the share of time of one walker. */
export function distributionScene(model: ChainModel, step: number, locale: Locale): Scene {
  const { n, names, pi, run } = model;
  const law = lawAt(model, step);
  const visits = new Float64Array(n);
  for (const state of run) visits[state] += 1 / run.length;
  const xs = upTo(n - 1);
  const marks: Mark[] = [
    barsAt(xs, law, 0.7, {
      id: "law",
      fill: "series1",
      opacity: 0.6,
      name: { en: `after ${step} steps`, zh: `${step} 步之后` }[locale],
      link: "now",
    }),
  ];
  if (pi)
    marks.push({
      kind: "dots",
      id: "pi",
      points: xs.flatMap((i) => [i, pi[i]]),
      ink: "series2",
      shape: "diamond",
      radiusPx: 5,
      name: { en: "stationary", zh: "平稳" }[locale],
      link: "pi",
    });
  marks.push({
    kind: "dots",
    id: "visits",
    points: xs.flatMap((i) => [i, visits[i]]),
    ink: "text",
    shape: "ring",
    radiusPx: 3.4,
    name: { en: "one walker, 4000 steps", zh: "一位行人 4000 步" }[locale],
    link: "walker",
  });
  return {
    id: "distribution",
    title: { en: "Where the walker is", zh: "行人在哪里" }[locale],
    description: pi
      ? {
          en: `After ${step} steps the law is ${show(distanceTo(model, step))} from the stationary one.`,
          zh: `${step} 步后与平稳分布的距离为 ${show(distanceTo(model, step))}。`,
        }[locale]
      : {
          en: "There are several closed classes: where one ends depends on where one starts.",
          zh: "有多个闭类：终点取决于起点。",
        }[locale],
    x: {
      label: { en: "state", zh: "状态" }[locale],
      domain: [-0.6, n - 0.4],
      ticks: xs
        .filter((i) => n <= 16 || i % Math.ceil(n / 16) === 0)
        .map((i) => ({ at: i, text: names[i].slice(0, 8) })),
    },
    y: linear({ en: "probability", zh: "概率" }[locale], [
      0,
      Math.min(1.05, 1.15 * peak([...law, ...(pi ?? []), ...visits])),
    ]),
    marks,
    table: {
      columns: [
        { en: "state", zh: "状态" }[locale],
        { en: "now", zh: "此刻" }[locale],
        { en: "stationary", zh: "平稳" }[locale],
        { en: "one walker", zh: "一位行人" }[locale],
        { en: "mean steps to the start", zh: "到起点的平均步数" }[locale],
      ],
      rows: xs.map((i) => [
        names[i],
        law[i],
        pi ? pi[i] : "–",
        visits[i],
        Number.isFinite(model.hitting[i]) ? model.hitting[i] : "∞",
      ]),
    },
    span: 0.52,
  };
}

/** ½ Σ |law − π| from the start. */
export function distanceTo(model: ChainModel, step: number): number {
  const law = lawAt(model, step);
  return model.pi ? model.pi.reduce((sum, x, i) => sum + Math.abs(x - law[i]), 0) / 2 : Number.NaN;
}

/** The distance from equilibrium against the step, on a logarithmic axis, with |λ₂|ᵗ. */
export function mixingScene(model: ChainModel, step: number, locale: Locale): Scene {
  const { T, curve, spectrum, mixing } = model;
  const times = upTo(T);
  const rate = 1 - spectrum.gap;
  const onLog = (t: number, x: number): number[] => (x > 1e-12 ? [t, x] : [Number.NaN, Number.NaN]);
  const marks: Mark[] = [
    {
      kind: "line",
      id: "rate",
      points: times.flatMap((t) => onLog(t, rate ** t)),
      ink: "series2",
      dash: "dashed",
      widthPx: 1.8,
      name: "|λ₂|ᵗ",
      link: "second",
    },
  ];
  if (curve) {
    marks.unshift({
      kind: "line",
      id: "worst",
      points: times.flatMap((t) => onLog(t, curve[t])),
      ink: "series1",
      widthPx: 2.2,
      name: { en: "worst start, d(t)", zh: "最坏起点 d(t)" }[locale],
      link: "now",
    });
    marks.push({
      kind: "dots",
      id: "own",
      points: times.slice(0, step + 1).flatMap((t) => onLog(t, distanceTo(model, t))),
      ink: "text",
      shape: "ring",
      radiusPx: 3,
      name: { en: "this start", zh: "当前起点" }[locale],
    });
  }
  marks.push(rule("quarter", "y", 0.25, "faint", "¼"), {
    kind: "rule",
    id: "now",
    axis: "x",
    at: step,
    ink: "faint",
    dash: "dotted",
  });
  if (mixing !== undefined && mixing <= T)
    marks.push(rule("mixing", "x", mixing, "good", { en: `mixed at ${mixing}`, zh: `第 ${mixing} 步混合` }[locale]));
  const low = curve ? Math.max(1e-10, Math.min(...curve.filter((x) => x > 1e-12), rate ** T || 1)) : 0.01;
  return {
    id: "mixing",
    title: { en: "Forgetting the start", zh: "忘记起点" }[locale],
    description: {
      en: `Spectral gap ${show(spectrum.gap)}; ${mixing === undefined ? `d(t) does not come below ¼ within ${T} steps` : `d(t) ≤ ¼ from step ${mixing} on`}.`,
      zh: `谱隙 ${show(spectrum.gap)}；${mixing === undefined ? `${T} 步内 d(t) 未降到 ¼` : `从第 ${mixing} 步起 d(t) ≤ ¼`}。`,
    }[locale],
    x: linear({ en: "step", zh: "步" }[locale], [0, T], "counts"),
    y: { label: { en: "distance", zh: "距离" }[locale], domain: [Math.min(0.1, low / 2), 1.5], scale: "log" },
    marks,
    table: {
      columns: [{ en: "step", zh: "步" }[locale], "d(t)", { en: "this start", zh: "当前起点" }[locale], "|λ₂|ᵗ"],
      rows: times.map((t) => [t, curve ? curve[t] : "–", curve ? distanceTo(model, t) : "–", rate ** t]),
    },
    span: 1,
  };
}

/** The eigenvalues in the unit circle. */
export function spectrumScene({ spectrum }: ChainModel, _step: number, locale: Locale): Scene {
  const ring = (r: number): number[] =>
    Array.from({ length: 73 }, (_, k) => [
      r * Math.cos((2 * Math.PI * k) / 72),
      r * Math.sin((2 * Math.PI * k) / 72),
    ]).flat();
  const { eigenvalues, gap } = spectrum;
  const marks: Mark[] = [
    { kind: "line", id: "unit", points: ring(1), ink: "axis", widthPx: 1, name: "|λ| = 1" },
    {
      kind: "line",
      id: "second",
      points: ring(1 - gap),
      ink: "series2",
      dash: "dashed",
      widthPx: 1.6,
      name: { en: "|λ₂|: 1 − gap", zh: "|λ₂|：1 − 谱隙" }[locale],
      link: "second",
    },
    {
      kind: "dots",
      id: "eigenvalues",
      points: eigenvalues.flatMap(({ re, im }) => [re, im]),
      ink: "series1",
      shape: "cross",
      radiusPx: 5,
      name: { en: "eigenvalues", zh: "特征值" }[locale],
    },
  ];
  return {
    id: "eigen",
    title: { en: "Eigenvalues of P", zh: "P 的特征值" }[locale],
    description: {
      en: `The largest is 1; the next in size is ${show(1 - gap)}, so that the gap is ${show(gap)}.`,
      zh: `最大为 1；其次大小为 ${show(1 - gap)}，谱隙 ${show(gap)}。`,
    }[locale],
    x: linear("Re λ", [-1.15, 1.15]),
    y: linear("Im λ", [-1.15, 1.15]),
    equal: true,
    marks,
    table: { columns: ["Re", "Im", "|λ|"], rows: eigenvalues.map(({ re, im }) => [re, im, Math.hypot(re, im)]) },
    span: 0.45,
  };
}
