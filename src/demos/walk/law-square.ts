import type { Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { linear } from "../frame";
import { memo } from "../memo";
import { show } from "../number";
import { type LawModel, rowOf, siteOf, stepMoments } from "./law-model";
import { pairs } from "./marks";
import { upTo } from "./part";

interface Squares {
  /** The mean of S² over the crowd, exactly, and the standard error of the first. [n + 1] each */
  readonly seen: Float64Array;
  readonly exact: Float64Array;
  readonly error: Float64Array;
}

/** Mean squares at every step: of the crowd from its counts, and in closed form, k Var + (k E)². */
export function squaresOf(model: LawModel): Squares {
  return memo(model, "squares", () => {
    const { n, step, walkers } = model;
    const { mean, variance } = stepMoments(step);
    const out: Squares = {
      seen: new Float64Array(n + 1),
      exact: new Float64Array(n + 1),
      error: new Float64Array(n + 1),
    };
    for (let k = 0; k <= n; k++) {
      const [law, tally] = [rowOf(model, "laws", k), rowOf(model, "tallies", k)];
      let fourth = 0;
      for (let j = 0; j < law.length; j++) {
        const square = siteOf(step, k, j) ** 2;
        out.seen[k] += (tally[j] * square) / walkers;
        fourth += law[j] * square * square;
      }
      out.exact[k] = k * variance + (k * mean) ** 2;
      out.error[k] = Math.sqrt(Math.max(0, fourth - out.exact[k] ** 2) / walkers);
    }
    return out;
  });
}

/** How far away: the mean square of the crowd against the step, with what is exact and two standard errors around it. */
export function squareScene(model: LawModel, step: number, locale: Locale): Scene {
  const { n, walkers } = model;
  const { seen, exact, error } = squaresOf(model);
  const steps = upTo(n);
  const every = Math.max(1, Math.floor(n / 50));
  const shown = steps.filter((k) => k <= step && (k % every === 0 || k === step));
  const top = exact[n] + 2.5 * error[n] || 1;
  const band = [
    ...steps.flatMap((k) => [k, exact[k] + 2 * error[k]]),
    ...[...steps].reverse().flatMap((k) => [k, Math.max(0, exact[k] - 2 * error[k])]),
  ];
  return {
    id: "square",
    title: { en: "Crowd: mean square distance", zh: "人群：均方距离" }[locale],
    description: {
      en: `After ${step} steps the mean of S² is ${show(seen[step])} in the crowd and ${show(exact[step])} exactly, with a standard error of ${show(error[step], 3)}.`,
      zh: `${step} 步后 S² 的均值，人群为 ${show(seen[step])}，精确为 ${show(exact[step])}，标准误 ${show(error[step], 3)}。`,
    }[locale],
    x: linear({ en: "step", zh: "步" }[locale], [0, n], "counts"),
    y: linear("S²", [0, 1.05 * top]),
    marks: [
      {
        kind: "line",
        id: "square-band",
        points: band,
        ink: "series2",
        widthPx: 0.5,
        closed: true,
        fill: "series2",
        opacity: 0.25,
        name: { en: "± 2 standard errors", zh: "± 2 标准误" }[locale],
      },
      {
        kind: "line",
        id: "square-exact",
        points: pairs(steps, exact),
        ink: "series2",
        dash: "dashed",
        widthPx: 2,
        name: { en: "exact", zh: "精确" }[locale],
        link: "exact",
      },
      {
        kind: "dots",
        id: "square-seen",
        points: shown.flatMap((k) => [k, Math.min(seen[k], 1.05 * top)]),
        ink: "series0",
        shape: "ring",
        radiusPx: 3.5,
        name: { en: `mean of ${walkers}`, zh: `${walkers} 位的均值` }[locale],
        link: "crowd",
      },
    ],
    table: {
      columns: [
        { en: "step", zh: "步" }[locale],
        { en: "crowd", zh: "人群" }[locale],
        { en: "exact", zh: "精确" }[locale],
        { en: "error", zh: "标准误" }[locale],
      ],
      rows: upTo(step).map((k) => [k, seen[k], exact[k], error[k]]),
    },
  };
}
