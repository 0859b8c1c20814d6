import type { Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { linear } from "../frame";
import { memo } from "../memo";
import { show } from "../number";
import { curve } from "./marks";
import { upTo } from "./part";
import { type RareModel, trialsAt } from "./rare-model";

/** How long until the first success: a geometric law that comes to an exponential one. */
export function waitScene(model: RareModel, step: number, locale: Locale): Scene {
  const { lambda, waits } = model;
  const n = trialsAt(model, step);
  const firsts = memo(model, `firsts ${n}`, () =>
    waits.map((own) => (Math.floor(own[0] / -Math.log1p(-lambda / n)) + 1) / n).sort((x, y) => x - y),
  );
  const end = Math.max(1, 4 / lambda);
  const ticks = upTo(Math.min(400, Math.floor(end * n)));
  const stretch = Math.max(1, Math.floor(end * n) / 400);
  const stairs = ticks.flatMap((i) => {
    const trial = Math.floor(i * stretch);
    const height = (1 - lambda / n) ** trial;
    return [trial / n, height, Math.min(end, (trial + stretch) / n), height];
  });
  // Between two trials, where nothing happens: the share of the crowd that still waits.
  const looks = upTo(24).map((i) => (Math.floor(((i + 0.5) / 25) * end * n) + 0.5) / n);
  const crowd = looks.flatMap((t) => [t, firsts.filter((first) => first > t).length / firsts.length]);
  return {
    id: "first-wait",
    title: { en: "Nothing yet", zh: "至今一无所成" }[locale],
    description: {
      en: `No success within an hour: ${show((1 - lambda / n) ** n)} exactly, exp(−λ) = ${show(Math.exp(-lambda))} in the limit. Who has waited an hour waits as if just begun.`,
      zh: `一小时内无一成功：精确 ${show((1 - lambda / n) ** n)}，极限 exp(−λ) = ${show(Math.exp(-lambda))}。等了一小时的人如同刚刚开始。`,
    }[locale],
    x: linear({ en: "hours", zh: "小时" }[locale], [0, end]),
    y: linear({ en: "P(no success before)", zh: "P(此前无成功)" }[locale], [0, 1.04]),
    marks: [
      {
        kind: "line",
        id: "geometric",
        points: stairs,
        ink: "series0",
        widthPx: 2,
        name: { en: `(1 − λ/n)ⁱ, n = ${n}`, zh: `(1 − λ/n)ⁱ，n = ${n}` }[locale],
        link: "binomial",
      },
      curve((t) => Math.exp(-lambda * t), 0, end, {
        id: "exponential",
        ink: "series1",
        dash: "dashed",
        widthPx: 2,
        name: "exp(−λt)",
        link: "poisson",
      }),
      {
        kind: "dots",
        id: "crowd",
        points: crowd,
        ink: "text",
        shape: "ring",
        radiusPx: 3,
        name: { en: "walkers", zh: "行人" }[locale],
        link: "crowd",
      },
    ],
    table: {
      columns: [
        { en: "hours", zh: "小时" }[locale],
        { en: "exact", zh: "精确" }[locale],
        { en: "limit", zh: "极限" }[locale],
      ],
      rows: upTo(20).map((i) => {
        const t = (i * end) / 20;
        return [t, (1 - lambda / n) ** Math.floor(t * n + 1e-9), Math.exp(-lambda * t)];
      }),
    },
    span: 0.56,
  };
}
