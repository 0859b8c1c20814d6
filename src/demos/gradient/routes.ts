import { centralQuotient, forwardQuotient } from "../../core/gradient/difference";
import { complexStep, dualGradient } from "../../core/gradient/expression";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { linear } from "../frame";
import { show } from "../number";
import type { Model } from "./model";
import { slopeOf, stateAt, verdictAt } from "./model";

interface Route {
  readonly name: Text;
  readonly value: number;
  /** What it is measured against. */
  readonly against: number;
}

/** As many digits as a double has. */
const MOST = 16;

/** The slope by every route there is: derived by symbols, by dual numbers, by a complex step, and by the quotients at h. */
function routesAt(model: Model, step: number): readonly Route[] {
  const state = stateAt(model, step);
  const isSmooth = verdictAt(model, state).smoothness === "differentiable";
  const { f, field, point, along, h } = state;
  const slope = slopeOf(state, isSmooth);
  if (!Number.isFinite(slope)) return [];
  const out: Route[] = [];
  const { expression } = f;
  if (isSmooth && expression !== undefined) {
    const g = dualGradient(expression, point);
    const dual = g[0]! * along[0] + g[1]! * along[1];
    out.push(
      { name: { en: "symbols", zh: "符号推导" }, value: slope, against: dual },
      { name: { en: "dual numbers", zh: "对偶数" }, value: dual, against: slope },
    );
    if (f.isAnalytic)
      out.push({
        name: { en: "complex step", zh: "复步长" },
        value: complexStep(expression, point, along),
        against: slope,
      });
  }
  out.push(
    {
      name: { en: "central quotient", zh: "中心差商" },
      value: centralQuotient(field, point, along, h),
      against: slope,
    },
    {
      name: { en: "forward quotient", zh: "向前差商" },
      value: forwardQuotient(field, point, along, h),
      against: slope,
    },
  );
  return out.filter(({ value, against }) => Number.isFinite(value) && Number.isFinite(against));
}

/** Right digits of a value: −log₁₀ of its error, relative where the slope is not small. */
function digitsOf({ value, against }: Route): number {
  const error = Math.abs(value - against) / Math.max(1, Math.abs(against));
  return error === 0 ? MOST : Math.min(MOST, Math.max(0, -Math.log10(error)));
}

export function routesScene(model: Model, step: number, locale: Locale): Scene {
  const routes = routesAt(model, step);
  const { h } = stateAt(model, step);
  const none = {
    en: "There is no slope in this direction that a route could lead to.",
    zh: "该方向没有坡度，无路可通。",
  }[locale];
  const y = (row: number): number => routes.length - 1 - row;
  const marks: Mark[] = [
    {
      kind: "bars",
      id: "digits",
      rects: routes.flatMap((route, row) => [0, y(row) - 0.3, Math.max(0.05, digitsOf(route)), y(row) + 0.3]),
      fill: "series1",
      opacity: 0.75,
    },
    ...routes.map((route, row): Mark => {
      // Beside a short bar, on a long one.
      const isLong = digitsOf(route) > 0.55 * MOST;
      return {
        kind: "text",
        id: `value${row}`,
        at: [isLong ? 0 : Math.max(0.05, digitsOf(route)), y(row)],
        text: show(route.value, 10),
        anchor: "start",
        dxPx: 8,
        ink: "text",
        sizePx: 11,
      };
    }),
  ];
  const told = routes.map((route) => `${route.name[locale]} ${show(digitsOf(route), 3)}`);
  return {
    id: "routes",
    title: { en: "The slope by every route", zh: "各种途径求得的坡度" }[locale],
    description:
      routes.length === 0
        ? none
        : {
            en: `Right digits at h = ${show(h, 3)}: ${told.join(", ")}. Only the quotients depend on h.`,
            zh: `h = ${show(h, 3)} 时的正确位数：${told.join("，")}。只有差商依赖于 h。`,
          }[locale],
    ...(routes.length === 0 ? { empty: none } : {}),
    x: linear({ en: "right digits", zh: "正确位数" }[locale], [0, MOST]),
    y: {
      label: { en: "route", zh: "途径" }[locale],
      domain: [-0.6, Math.max(1, routes.length) - 0.4],
      scale: "band",
      ticks: routes.map(({ name }, row) => ({ at: y(row), text: name[locale] })),
    },
    marks,
    table: {
      columns: [{ en: "route", zh: "途径" }[locale], "D", { en: "right digits", zh: "正确位数" }[locale]],
      rows: routes.map((route) => [route.name[locale], route.value, digitsOf(route)]),
    },
    span: 0.5,
  };
}
