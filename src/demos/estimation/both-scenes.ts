import { equalTailed } from "../../core/estimation/interval";
import { distributionOf } from "../../core/estimation/law";
import { predictNormalBoth } from "../../core/estimation/normal-both";
import { contourRings } from "../../plot/contour";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { sample } from "../figure";
import { linear } from "../frame";
import { memo } from "../memo";
import { show } from "../number";
import { beliefScene } from "./belief";
import { type BothModel, bothAt, bothDomain, jointTop, logJoint, marginalOf } from "./both";
import { regionOf } from "./level";
import { predictScene } from "./predict";
import { numberOf } from "./subject";

const axes = {
  μ: { en: "μ, mean", zh: "μ，均值" },
  σ: { en: "σ, standard deviation", zh: "σ，标准差" },
} satisfies Record<string, Text>;
const early: Text = {
  en: "A flat prior needs two different data before it becomes a belief. Step on, or give the prior some weight.",
  zh: "平坦先验要有两个不同的数据才成为信念。请前进一步，或给先验一些分量。",
};
const isShown = (model: BothModel): boolean => model.truth !== undefined && model.values["reveal"] === true;

function emptyScene(id: string, title: Text, axis: Text, locale: Locale, span: number): Scene {
  return {
    id,
    title: title[locale],
    description: early[locale],
    x: linear(axis[locale], [0, 1]),
    y: linear({ en: "density", zh: "密度" }[locale], [0, 1]),
    marks: [{ kind: "rule", id: "base", axis: "y", at: 0, ink: "axis" }],
    empty: early[locale],
    table: { columns: [axis[locale]], rows: [] },
    span,
  };
}

const LEVELS = [0.5, 0.8, 0.95] as const;
const GRID = 121;

/** Both parameters at once: the smallest regions that hold 50, 80 and 95 % of the joint posterior, and its points. */
export function jointScene(model: BothModel, step: number, locale: Locale): Scene {
  const { n, law, prior, isWhole, mle } = bothAt(model, step);
  const title: Text = {
    en: `μ and σ together after ${n} of ${model.data.length}`,
    zh: `看过 ${model.data.length} 个中的 ${n} 个后的 μ 与 σ`,
  };
  if (!isWhole) return emptyScene("joint", title, axes.μ, locale, 0.5);
  const [x0, x1] = bothDomain(model, "μ");
  const [s0, s1] = bothDomain(model, "σ");
  const box = [x0, Math.max(s0, 1e-3 * s1), x1, s1] as const;
  const top = logJoint(law, ...jointTop(law));
  const { values } = memo(model, `joint ${n}`, () => sample((x, y) => Math.exp(logJoint(law, x, y) - top), box, GRID));
  const heights = memo(model, `heights ${n}`, () => heightsOf(values));
  const marks: Mark[] = [...LEVELS.keys()].reverse().map(
    (k): Mark => ({
      kind: "rings",
      id: `region${k}`,
      rings: contourRings(values, GRID, GRID, box, heights[k]!),
      fill: { ramp: "sequential", t: [0.5, 0.3, 0.14][k]! },
      ink: "faint",
      widthPx: 1,
      label: `${show(100 * LEVELS[k]!, 3)} %`,
    }),
  );
  const points: readonly (readonly [string, Text, readonly [number, number], "triangle" | "diamond" | "circle"])[] = [
    ["mle", { en: "MLE", zh: "MLE" }, mle, "triangle"],
    ["map", { en: "MAP of (μ, σ)", zh: "(μ, σ) 的 MAP" }, jointTop(law), "diamond"],
    ["mean", { en: "mean", zh: "均值" }, [law.mean, marginalOf(law, "σ").mean], "circle"],
  ];
  for (const [id, name, at, shape] of points)
    if (at.every(Number.isFinite))
      marks.push({
        kind: "dots",
        id,
        points: [...at],
        ink: id === "mle" ? "series1" : "series0",
        shape,
        radiusPx: 5.5,
        name: name[locale],
        link: id,
      });
  if (isShown(model))
    marks.push({
      kind: "dots",
      id: "truth",
      points: [...model.truth!],
      ink: "good",
      shape: "cross",
      radiusPx: 6,
      name: { en: "truth", zh: "真值" }[locale],
    });
  if (model.values["bothPrior"] === "own")
    marks.push({
      kind: "handle",
      id: "prior",
      at: [prior.mean, numberOf(model.values, "s0")],
      label: { en: "centre of the prior", zh: "先验的中心" }[locale],
      ink: "series2",
      step: (x1 - x0) / 80,
    });
  const [low, high] = equalTailed(marginalOf(law, "σ"), 0.95);
  return {
    id: "joint",
    title: title[locale],
    description: {
      en: `The joint posterior is highest at μ = ${show(jointTop(law)[0])}, σ = ${show(jointTop(law)[1])}; the MLE is (${show(mle[0])}, ${show(mle[1])}). σ lies in [${show(low)}, ${show(high)}] with 95 %.`,
      zh: `联合后验的峰在 μ = ${show(jointTop(law)[0])}，σ = ${show(jointTop(law)[1])}；MLE 为 (${show(mle[0])}, ${show(mle[1])})。σ 以 95% 落在 [${show(low)}, ${show(high)}]。`,
    }[locale],
    x: linear(axes.μ[locale], [x0, x1]),
    y: linear(axes.σ[locale], [box[1], s1]),
    marks,
    table: {
      columns: [{ en: "point", zh: "点" }[locale], "μ", "σ"],
      rows: points.map(([, name, at]) => [name[locale], ...at.map((v) => (Number.isFinite(v) ? v : "–"))]),
    },
    span: 0.5,
  };
}

/** The heights above which 50, 80 and 95 % of the mass of a grid lie. */
function heightsOf(values: Float64Array): readonly number[] {
  const sorted = values.filter((value) => value > 0).sort((x, y) => y - x);
  const all = sorted.reduce((sum, value) => sum + value, 0);
  return LEVELS.map((share) => {
    let sum = 0;
    for (const value of sorted) {
      sum += value;
      if (sum >= share * all) return value;
    }
    return 0;
  });
}

/** One parameter alone, the other averaged out. */
export function marginalScene(model: BothModel, letter: "μ" | "σ", step: number, locale: Locale): Scene {
  const { n, law, prior, isWhole, mle, spread } = bothAt(model, step);
  const id = letter === "μ" ? "mu" : "sigma";
  const other = letter === "μ" ? "σ" : "μ";
  const title: Text = { en: `${letter} alone, ${other} averaged out`, zh: `单看 ${letter}，对 ${other} 求平均` };
  if (!isWhole) return emptyScene(id, title, axes[letter], locale, 1);
  const posterior = marginalOf(law, letter);
  const level = numberOf(model.values, "level");
  const region = regionOf(posterior, model.values["interval"], level);
  const [low, high] = [region.pieces[0]![0], region.pieces.at(-1)![1]];
  const isFlat = model.values["bothPrior"] === "flat";
  const estimate = mle[letter === "μ" ? 0 : 1]!;
  const profile =
    n > 1 && spread > 0
      ? letter === "μ"
        ? (x: number) => (-n / 2) * Math.log1p((n * (x - mle[0]) ** 2) / spread)
        : (x: number) => (x > 0 ? -n * Math.log(x) - spread / (2 * x * x) : Number.NEGATIVE_INFINITY)
      : undefined;
  const known =
    letter === "μ" && n > 1 && mle[1] > 0
      ? distributionOf({ kind: "normal", mean: law.mean, sd: mle[1] / Math.sqrt(law.weight) })
      : undefined;
  const where = `[${show(low)}, ${show(high)}]`;
  const description: Text =
    letter === "μ"
      ? {
          en: `${show(100 * level, 3)} % of Student's t with ${show(2 * law.shape)} degrees of freedom: ${where}. Taking σ for known would be too sure.`,
          zh: `自由度 ${show(2 * law.shape)} 的学生 t 的 ${show(100 * level, 3)}%：${where}。把 σ 当作已知则过于自信。`,
        }
      : {
          en: `${show(100 * level, 3)} % lie in ${where}. The MLE ${show(estimate)} divides by n; s = ${show(Math.sqrt(spread / (n - 1)))} divides by n − 1.`,
          zh: `${show(100 * level, 3)}% 落在 ${where}。MLE ${show(estimate)} 除以 n；s = ${show(Math.sqrt(spread / (n - 1)))} 除以 n − 1。`,
        };
  const scene = beliefScene(
    {
      id,
      title,
      description,
      axis: axes[letter][locale],
      domain: bothDomain(model, letter),
      ...(isFlat ? {} : { prior: marginalOf(prior, letter) }),
      posterior,
      ...(profile ? { logLikelihood: profile } : {}),
      mle: Number.isFinite(estimate) && (letter === "μ" || estimate > 0) ? estimate : Number.NaN,
      toAxis: (x) => x,
      median: posterior.quantile(0.5),
      region,
      level,
      ...(isShown(model) ? { truth: model.truth![letter === "μ" ? 0 : 1]! } : {}),
      ...(known ? { limit: known, limitName: { en: "as if σ were known", zh: "把 σ 当作已知" } } : {}),
    },
    locale,
  );
  // The prior is moved by its centre in the joint picture.
  return { ...scene, marks: scene.marks.filter(({ id: mark }) => !mark?.startsWith("prior-")) };
}

export function nextScene(model: BothModel, step: number, locale: Locale): Scene {
  const { law, isWhole, mle } = bothAt(model, step);
  const title: Text = { en: "What comes next", zh: "接下来会怎样" };
  const axis: Text = { en: "the next measurement", zh: "下一个测量值" };
  if (!isWhole) return emptyScene("next-both", title, axis, locale, 0.5);
  const next = distributionOf(predictNormalBoth(law));
  const plugged = mle[1] > 0 ? distributionOf({ kind: "normal", mean: mle[0], sd: mle[1] }) : undefined;
  const [low, high] = equalTailed(next, 0.95);
  return predictScene(
    {
      id: "next-both",
      axis,
      law: { isDiscrete: false, density: (x) => Math.exp(next.logDensity(x)) },
      ...(plugged ? { plugged } : {}),
      domain: [next.quantile(0.01), next.quantile(0.99)],
      description: {
        en: `95 % of the next measurements lie in [${show(low)}, ${show(high)}]: a t with the width of one datum, wider than the MLE taken at its word.`,
        zh: `下一个测量值的 95% 落在 [${show(low)}, ${show(high)}]：带单个数据宽度的 t 分布，比直接代入 MLE 更宽。`,
      },
    },
    locale,
  );
}
