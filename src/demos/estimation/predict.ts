import type { Distribution } from "../../core/estimation/distribution";
import { density } from "../../core/estimation/distribution";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { show } from "../number";

export interface Prediction {
  readonly id: string;
  readonly axis: Text;
  readonly law: { readonly isDiscrete: boolean; density(x: number): number };
  /** The law with the MLE put in for the parameter, as if it were known. */
  readonly plugged?: Distribution;
  readonly domain: readonly [number, number];
  readonly description: Text;
}

/** What comes next: averaged over the posterior, beside the estimate taken at its word. */
export function predictScene({ id, axis, law, plugged, domain, description }: Prediction, locale: Locale): Scene {
  const [from, to] = domain;
  const at = law.isDiscrete
    ? Array.from({ length: Math.floor(to) - Math.ceil(from) + 1 }, (_, k) => Math.ceil(from) + k)
    : Array.from({ length: 161 }, (_, k) => from + ((to - from) * k) / 160);
  const own = at.map((x) => law.density(x));
  const other = plugged ? at.map((x) => density(plugged, x)) : [];
  const finite = [...own, ...other].filter(Number.isFinite);
  const top = Math.max(...finite, 1e-12);
  const cut = (h: number): number => (Number.isFinite(h) ? Math.min(h, 1.1 * top) : 1.1 * top);
  const names = {
    own: { en: "predictive (over the posterior)", zh: "预测（对后验平均）" }[locale],
    other: { en: "MLE taken at its word", zh: "直接代入 MLE" }[locale],
  };
  const marks: Mark[] = law.isDiscrete
    ? [
        {
          kind: "bars",
          id: "predictive",
          rects: at.flatMap((x, k) => [x - 0.34, 0, x + 0.34, own[k]!]),
          fill: "series0",
          opacity: 0.75,
          name: names.own,
        },
        ...(plugged
          ? [
              {
                kind: "dots",
                id: "plugged",
                points: at.flatMap((x, k) => [x, cut(other[k]!)]),
                ink: "series1",
                shape: "diamond",
                radiusPx: 4,
                name: names.other,
              } as const,
            ]
          : []),
      ]
    : [
        {
          kind: "line",
          id: "predictive",
          points: at.flatMap((x, k) => [x, cut(own[k]!)]),
          ink: "series0",
          widthPx: 2.4,
          name: names.own,
        },
        ...(plugged
          ? [
              {
                kind: "line",
                id: "plugged",
                points: at.flatMap((x, k) => [x, cut(other[k]!)]),
                ink: "series1",
                dash: "dotted",
                widthPx: 1.8,
                name: names.other,
              } as const,
            ]
          : []),
      ];
  return {
    id,
    title: { en: "What comes next", zh: "接下来会怎样" }[locale],
    description: description[locale],
    x: { label: axis[locale], domain: law.isDiscrete ? [from - 0.6, to + 0.6] : domain, whole: law.isDiscrete },
    y: {
      label: law.isDiscrete ? { en: "probability", zh: "概率" }[locale] : { en: "density", zh: "密度" }[locale],
      domain: [0, 1.12 * top],
    },
    marks,
    table: {
      columns: [axis[locale], names.own, ...(plugged ? [names.other] : [])],
      rows: at.map((x, k) =>
        [x, own[k]!, ...(plugged ? [other[k]!] : [])].map((v) => (Number.isFinite(v) ? v : show(v))),
      ),
    },
    span: 0.5,
  };
}
