import { density } from "../../core/estimation/distribution";
import { distributionOf } from "../../core/estimation/law";
import { normalLaw, studentLaw } from "../../core/estimation/location";
import { niceLevels } from "../../plot/contour";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { domainOf, linear } from "../frame";
import { show, showPoint } from "../number";
import { type ClimbModel, iterateAt, likelihoodIn } from "./climb";
import { climberNames, looks } from "./climb-looks";
import { numberOf } from "./subject";

/** The density of the family at given parameters. */
export function familyDensity(model: ClimbModel, theta: readonly number[], x: number): number {
  switch (model.family) {
    case "normal":
      return density(normalLaw(theta[0]!, theta[1]!), x);
    case "student":
      return density(studentLaw(numberOf(model.values, "df"), theta[0]!, theta[1]!), x);
    case "mixture":
      return 0.5 * density(normalLaw(0, 1), x) + 0.5 * density(normalLaw(theta[0]!, theta[1]!), x);
    case "bernoulli":
      return x === 1 ? theta[0]! : x === 0 ? 1 - theta[0]! : 0;
    case "poisson":
      return theta[0]! > 0 ? density(distributionOf({ kind: "poisson", mean: theta[0]! }), x) : x === 0 ? 1 : 0;
    case "exponential":
      return density(distributionOf({ kind: "exponential", rate: theta[0]! }), x);
    case "logistic":
      return 1 / (1 + Math.exp(-theta[0]! - theta[1]! * x));
  }
}

/** The data as handles, with the law of the present iterate above them. */
export function fitScene(model: ClimbModel, step: number, locale: Locale): Scene {
  const { family, x: data, y: answers } = model;
  const ell = likelihoodIn(model);
  const isDiscrete = family === "bernoulli" || family === "poisson";
  const isLogistic = family === "logistic";
  const [low, high] =
    family === "bernoulli"
      ? [-0.6, 1.6]
      : domainOf(
          data.length > 0 ? [...data, ...(family === "exponential" || family === "poisson" ? [0] : [])] : [0, 1],
          0.12,
        );
  const grid = isDiscrete
    ? Array.from({ length: family === "bernoulli" ? 2 : Math.max(2, Math.min(60, Math.ceil(high) + 1)) }, (_, k) => k)
    : Array.from({ length: 241 }, (_, k) => low + ((high - low) * k) / 240);
  const iterates = model.climbs.map(({ climber, climb }) => ({ climber, theta: iterateAt(climb, step).at }));
  const { maximum } = ell;
  const lawAt = (theta: readonly number[]): number[] =>
    grid.map((x) => familyDensity(model, theta, x)).map((v) => (Number.isFinite(v) ? v : 0));
  const best = maximum.kind === "interior" ? lawAt(maximum.at) : undefined;
  const curves = iterates.map(({ theta }) => lawAt(theta));
  const all = [...(best ?? []), ...curves.flatMap((c) => [...c].sort((a, b) => b - a).slice(2, 3))];
  const top = isLogistic ? 1 : Math.min(Math.max(...all, 0.05) * 1.1, best ? 2.2 * Math.max(...best) : 3);
  const cut = (v: number): number => Math.min(v, top);
  const marks: Mark[] = [];
  if (best)
    marks.push(
      isDiscrete
        ? {
            kind: "bars",
            id: "best",
            rects: grid.flatMap((x, k) => [x - 0.3, 0, x + 0.3, cut(best[k]!)]),
            fill: "good",
            opacity: 0.45,
            name: { en: "at the MLE", zh: "MLE 处" }[locale],
            link: "mle",
          }
        : {
            kind: "line",
            id: "best",
            points: grid.flatMap((x, k) => [x, cut(best[k]!)]),
            ink: "good",
            dash: "dashed",
            widthPx: 1.8,
            name: { en: "at the MLE", zh: "MLE 处" }[locale],
            link: "mle",
          },
    );
  iterates.forEach(({ climber }, c) => {
    const look = looks[climber];
    const points = grid.flatMap((x, k) => [x, cut(curves[c]![k]!)]);
    marks.push(
      isDiscrete
        ? {
            kind: "dots",
            id: `law-${climber}`,
            points,
            ink: look.ink,
            shape: look.shape,
            radiusPx: 4,
            name: climberNames[climber]![locale],
            link: climber,
          }
        : {
            kind: "line",
            id: `law-${climber}`,
            points,
            ink: look.ink,
            dash: look.dash,
            widthPx: 2,
            name: climberNames[climber]![locale],
            link: climber,
          },
    );
  });
  const strip = -0.1 * top;
  const heightOf = (i: number): number => (isLogistic ? answers[i]! : strip);
  if (model.isOwn)
    marks.push({
      kind: "dots",
      id: "data",
      points: data.flatMap((x, i) => [x, heightOf(i)]),
      ink: "text",
      radiusPx: 2.5,
      opacity: 0.6,
      name: { en: "data", zh: "数据" }[locale],
    });
  else
    marks.push(
      ...data.map(
        (x, i): Mark => ({
          kind: "handle",
          id: `datum-${i}`,
          at: [x, heightOf(i) + (isDiscrete ? jitter(data, i) * strip * 0.16 : 0)],
          label: `x${i + 1} = ${show(x)}`,
          ink: "text",
          step: isDiscrete ? 1 : (high - low) / 100,
        }),
      ),
    );
  return {
    id: "fit",
    title: isLogistic
      ? { en: "Answers and the curve", zh: "答案与曲线" }[locale]
      : { en: "Data and the law of this step", zh: "数据与这一步的分布" }[locale],
    description: {
      en: `${data.length} data${model.isOwn ? "" : " to be dragged; click to add one"}; ${iterates.map(({ climber, theta }) => `${climberNames[climber]!.en} ${showPoint(theta)}`).join(", ")}.`,
      zh: `${data.length} 个数据${model.isOwn ? "" : "，可拖动；单击可添加"}；${iterates.map(({ climber, theta }) => `${climberNames[climber]!.zh} ${showPoint(theta)}`).join("，")}。`,
    }[locale],
    x: linear("x", isDiscrete ? [-0.7, Math.max(1.6, grid.at(-1)! + 0.6)] : [low, high]),
    y: upwards(
      isLogistic
        ? "P(y = 1)"
        : isDiscrete
          ? { en: "probability", zh: "概率" }[locale]
          : { en: "density", zh: "密度" }[locale],
      isLogistic ? [-0.12, 1.12] : [2 * strip - (isDiscrete ? top * 0.2 : 0), 1.05 * top],
    ),
    marks: marks.length > 0 ? marks : [{ kind: "rule", id: "base", axis: "y", at: 0, ink: "axis" }],
    table: {
      columns: ["#", "x", ...(isLogistic ? ["y"] : [])],
      rows: data.map((x, i) => [i + 1, x, ...(isLogistic ? [answers[i]!] : [])]),
    },
    span: 1,
  };
}

/** An axis whose numbers begin at 0: below it stand the data. */
const upwards = (label: string, domain: readonly [number, number]): Scene["y"] => ({
  ...linear(label, domain),
  ticks: [0, ...niceLevels(0, domain[1], 6)].map((at) => ({ at, text: show(at) })),
});

/** How many equal data came before: so that they stand one below the other. */
const jitter = (data: readonly number[], i: number): number =>
  Math.min(12, data.slice(0, i).filter((x) => x === data[i]).length);
