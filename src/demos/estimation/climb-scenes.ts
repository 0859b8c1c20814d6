import { standardError } from "../../core/estimation/hypothesis";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { contourMarks, sample } from "../figure";
import { type Box, domainOf, linear } from "../frame";
import { memo } from "../memo";
import { show, showPoint } from "../number";
import { type ClimbModel, isPlane, iterateAt, likelihoodIn } from "./climb";
import { clamp, climberNames, looks, tabled } from "./climb-looks";

const finite = (x: number): boolean => Number.isFinite(x) && Math.abs(x) < 1e6;

/** A box around maximum, start and data, that does not change while one plays. */
function boxOf(model: ClimbModel): Box {
  return memo(model, "box", () => {
    const ell = likelihoodIn(model);
    const { at, kind } = ell.maximum;
    const [se0, se1] = [standardError(ell, 0), standardError(ell, 1)].map((s) =>
      Number.isFinite(s) && s > 0 ? s : 0.5,
    );
    const centre = kind === "interior" ? at : model.start;
    const isLogistic = model.family === "logistic";
    const near = (i: number, s: number): number[] => [centre[i]! - 5 * s, centre[i]! + 5 * s, model.start[i]!];
    const paths = model.climbs
      .flatMap(({ climb }) => climb.iterates.map(({ at: p }) => p))
      .filter((p) =>
        p.every(
          (v, i) => Math.abs(v - centre[i]!) < 12 * Math.max([se0!, se1!][i]!, Math.abs(model.start[i]! - centre[i]!)),
        ),
      );
    const xs = [...near(0, se0!), ...paths.map((p) => p[0]!)].filter(finite);
    const ys = [...near(1, se1!), ...paths.map((p) => p[1]!)].filter(finite);
    const [x0, x1] = [Math.min(...xs), Math.max(...xs)];
    const [y0, y1] = [Math.min(...ys), Math.max(...ys)];
    const [dx, dy] = [(x1 - x0) * 0.06 || 1, (y1 - y0) * 0.06 || 1];
    const low = isLogistic ? y0 - dy : Math.max(0.02 * y1, y0 - dy);
    return [x0 - dx, Math.min(low, y1 * 0.5 || low), x1 + dx, y1 + dy];
  });
}

export function climbScene(model: ClimbModel, step: number, locale: Locale): Scene {
  return isPlane(model.family) ? planeScene(model, step, locale) : curveScene(model, step, locale);
}

const titles = { climb: { en: "Climbing the log-likelihood", zh: "攀登对数似然" } } satisfies Record<string, Text>;

function describe(model: ClimbModel, step: number): Text {
  const ell = likelihoodIn(model);
  const { kind, at } = ell.maximum;
  const top: Record<typeof kind, Text> = {
    interior: { en: `The maximum is at ${showPoint(at)}.`, zh: `最大值在 ${showPoint(at)}。` },
    border: { en: `The maximum is at the border, ${showPoint(at)}.`, zh: `最大值在边界 ${showPoint(at)}。` },
    unbounded: {
      en: "There is no maximum: the likelihood grows without end in one direction.",
      zh: "没有最大值：似然沿某个方向不断增大。",
    },
    none: { en: "There are no data.", zh: "没有数据。" },
  };
  const listed = model.climbs.map(({ climber, climb }) => {
    const { at: p, value } = iterateAt(climb, step);
    return {
      en: `${climberNames[climber]!.en} at ${showPoint(p)}, ℓ = ${show(value)}`,
      zh: `${climberNames[climber]!.zh}在 ${showPoint(p)}，ℓ = ${show(value)}`,
    };
  });
  return {
    en: `${top[kind].en} ${listed.map(({ en }) => en).join("; ")}`.trim(),
    zh: `${top[kind].zh}${listed.map(({ zh }) => zh).join("；")}`,
  };
}

function planeScene(model: ClimbModel, step: number, locale: Locale): Scene {
  const ell = likelihoodIn(model);
  const box = boxOf(model);
  const [x0, y0, x1, y1] = box;
  const { maximum, letters } = ell;
  const ground = memo(model, "ground", () => {
    // A positive σ of the box is never 0, yet a spike has no height worth a contour: everything above the start's level by 60 is cut.
    const cap = maximum.kind === "interior" ? ell.value(maximum.at) : Number.POSITIVE_INFINITY;
    const raw = sample((x, y) => (model.x.length === 0 ? 0 : -ell.value([x, y])), box, 61, 61);
    const base = maximum.kind === "interior" ? -cap : raw.low;
    const shifted = sample((x, y) => (model.x.length === 0 ? 0 : Math.min(-ell.value([x, y]) - base, 16)), box, 61, 61);
    return contourMarks(shifted, 10, "square");
  });
  const marks: Mark[] = [...ground];
  for (const { climber, climb } of model.climbs) {
    const seen = climb.iterates.slice(0, step + 1).map(({ at }) => at);
    const look = looks[climber];
    marks.push({
      kind: "line",
      id: `path-${climber}`,
      points: seen.flatMap(([x, y]) => [x!, y!]),
      ink: look.ink,
      dash: look.dash,
      widthPx: 2.2,
      name: climberNames[climber]![locale],
      link: climber,
    });
    marks.push({
      kind: "dots",
      id: `dots-${climber}`,
      points: seen.flatMap(([x, y]) => [x!, y!]),
      ink: look.ink,
      shape: look.shape,
      radiusPx: 3.4,
      link: climber,
    });
  }
  if (maximum.kind === "interior")
    marks.push({
      kind: "dots",
      id: "mle",
      points: [maximum.at[0]!, maximum.at[1]!],
      ink: "good",
      shape: "diamond",
      radiusPx: 6,
      name: "MLE",
      link: "mle",
    });
  marks.push({
    kind: "handle",
    id: "start",
    at: [clamp(model.start[0]!, x0, x1), clamp(model.start[1]!, y0, y1)],
    label: { en: "start", zh: "起点" }[locale],
    ink: "focus",
    step: (x1 - x0) / 50,
  });
  return {
    id: "climb",
    title: titles.climb[locale],
    description: describe(model, step)[locale],
    x: linear(letters[0]!, [x0, x1]),
    y: linear(letters[1]!, [y0, y1]),
    marks,
    table: iterateTable(model, letters),
    zoomable: false,
    span: 0.55,
  };
}

function iterateTable(model: ClimbModel, letters: readonly string[]) {
  return {
    columns: ["", "#", ...letters, "ℓ", ...letters.map((l) => `∂ℓ/∂${l}`)],
    rows: model.climbs.flatMap(({ climber, climb }) =>
      climb.iterates.map(({ at, value, score }, k) => [climber, k, ...at, tabled(value), ...score.map(tabled)]),
    ),
  };
}

/** One parameter: the curve itself, with the parabola that Newton's method puts in its place. */
function curveScene(model: ClimbModel, step: number, locale: Locale): Scene {
  const ell = likelihoodIn(model);
  const { maximum, letters } = ell;
  const se = standardError(ell, 0);
  const top = maximum.at[0] ?? 1;
  const isShare = model.family === "bernoulli";
  const reach = Number.isFinite(se) && se > 0 ? 5 * se : Math.max(1, top);
  const path = model.climbs
    .flatMap(({ climb }) => climb.iterates.map(({ at }) => at[0]!))
    .filter((x) => Math.abs(x - top) < 4 * Math.max(reach, Math.abs(model.start[0]! - top)));
  const low = Math.max(1e-4, Math.min(top - reach, model.start[0]!, ...path) * 0.9);
  const high = isShare ? 0.9999 : Math.max(top + reach, model.start[0]!, ...path) * 1.05;
  const grid = Array.from({ length: 161 }, (_, k) => low + ((high - low) * k) / 160);
  const heights = grid.map((x) => ell.value([x]));
  const best = Math.max(
    ...heights.filter(Number.isFinite),
    model.x.length > 0 && Number.isFinite(ell.value([top])) ? ell.value([top]) : Number.NEGATIVE_INFINITY,
  );
  const floor = Math.max(Math.min(...heights.filter(Number.isFinite)), best - 60);
  const [bottom, ceiling] = domainOf(Number.isFinite(best) ? [floor, best] : [0, 1], 0.12);
  const cut = (value: number): number => (value >= bottom && value <= ceiling ? value : Number.NaN);
  const marks: Mark[] = [
    {
      kind: "line",
      id: "curve",
      points: grid.flatMap((x, k) => [x, cut(heights[k]!)]),
      ink: "series0",
      widthPx: 2.4,
      name: "ℓ(θ)",
    },
  ];
  for (const { climber, climb } of model.climbs) {
    const seen = climb.iterates.slice(0, step + 1);
    const look = looks[climber];
    const { at, value, score, hessian } = iterateAt(climb, step);
    if (climber === "newton") {
      const bent = grid.flatMap((x) => [
        x,
        cut(value + score[0]! * (x - at[0]!) + 0.5 * hessian[0]! * (x - at[0]!) ** 2),
      ]);
      marks.push({
        kind: "line",
        id: "parabola",
        points: bent,
        ink: look.ink,
        dash: "dotted",
        widthPx: 1.5,
        name: { en: "Newton's parabola", zh: "牛顿抛物线" }[locale],
      });
    }
    marks.push({
      kind: "dots",
      id: `dots-${climber}`,
      points: seen.flatMap(({ at: [x], value: v }) => [x!, cut(v)]),
      ink: look.ink,
      shape: look.shape,
      radiusPx: 4,
      name: climberNames[climber]![locale],
      link: climber,
    });
  }
  if (maximum.kind === "interior" || maximum.kind === "border")
    marks.push({ kind: "rule", id: "mle", axis: "x", at: top, ink: "good", dash: "dashed", label: `MLE ${show(top)}` });
  const startValue = ell.value(model.start);
  marks.push({
    kind: "handle",
    id: "start",
    at: [model.start[0]!, Number.isFinite(startValue) ? clamp(startValue, bottom, ceiling) : bottom],
    label: { en: "start", zh: "起点" }[locale],
    ink: "focus",
    step: (high - low) / 60,
  });
  return {
    id: "climb",
    title: titles.climb[locale],
    description: describe(model, step)[locale],
    x: linear(letters[0]!, [low, high]),
    y: linear("ℓ", [bottom, ceiling]),
    marks,
    table: iterateTable(model, letters),
    span: 0.55,
  };
}
