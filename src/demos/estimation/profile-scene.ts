import { profile, standardError, threeTests } from "../../core/estimation/hypothesis";
import { gammaPInverse } from "../../core/num/incomplete-gamma";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { linear } from "../frame";
import { memo } from "../memo";
import { show } from "../number";
import { type ClimbModel, isPlane, likelihoodIn } from "./climb";
import { tabled } from "./climb-looks";
import { numberOf } from "./subject";

/** Index of the parameter that is tested. */
export const testedOf = (model: ClimbModel): number =>
  isPlane(model.family) && model.values["tested"] === "second" ? 1 : 0;

/** The profile: how high the likelihood gets with one parameter held; and on it the three tests. */
export function profileScene(model: ClimbModel, _step: number, locale: Locale): Scene {
  const ell = likelihoodIn(model);
  const j = testedOf(model);
  const { maximum, letters } = ell;
  const letter = letters[j]!;
  const theta0 = numberOf(model.values, "null");
  const level = numberOf(model.values, "level");
  const drop = gammaPInverse(0.5, level);
  const base: Pick<Scene, "id" | "span"> = { id: "profile", span: 0.45 };
  const title: Text = { en: `Profile of ${letter} and the three tests`, zh: `${letter} 的剖面与三种检验` };
  const top = ell.value(maximum.at.length > 0 ? maximum.at : model.start);
  if (
    (maximum.kind !== "interior" && maximum.kind !== "border") ||
    (!ell.restricted(j, maximum.at[j]!) && maximum.kind === "interior")
  ) {
    const why: Text = {
      en: "No maximum, no profile: the likelihood has no top from which to measure.",
      zh: "没有最大值就没有剖面：似然没有可供度量的顶。",
    };
    return {
      ...base,
      title: title[locale],
      description: why[locale],
      x: linear(letter, [-1, 1]),
      y: linear("ℓ", [-4, 0.5]),
      marks: [{ kind: "rule", id: "base", axis: "y", at: 0, ink: "axis" }],
      empty: { en: "There is no maximum to measure from.", zh: "没有最大值，也就无从度量高度差。" }[locale],
      table: { columns: [letter, "ℓ"], rows: [] },
    };
  }
  const at = maximum.at[j]!;
  const se = standardError(ell, j);
  const reach = Number.isFinite(se) && se > 0 ? 4.2 * se : Math.max(0.3, Math.abs(at) * 0.6);
  const [low, high] = [Math.min(at - reach, theta0) - 0.1 * reach, Math.max(at + reach, theta0) + 0.1 * reach];
  const grid = Array.from({ length: 121 }, (_, k) => low + ((high - low) * k) / 120);
  const depth = Math.max(5, 1.2 * drop);
  const cut = (value: number): number => (value >= -depth ? value : Number.NaN);
  const heights = memo(model, `profile ${j} ${low} ${high}`, () => grid.map((x) => profile(ell, j, x) - top));
  const tests = threeTests(ell, j, theta0);
  const marks: Mark[] = [
    {
      kind: "line",
      id: "profile",
      points: grid.flatMap((x, k) => [x, cut(heights[k]!)]),
      ink: "series0",
      widthPx: 2.4,
      name: { en: "profile ℓ, less its top", zh: "剖面 ℓ 减去最大值" }[locale],
    },
    {
      kind: "rule",
      id: "drop",
      axis: "y",
      at: -drop,
      ink: "faint",
      dash: "dashed",
      label: {
        en: `${show(100 * level, 3)} %: ½χ² = ${show(drop, 3)}`,
        zh: `${show(100 * level, 3)}%：½χ² = ${show(drop, 3)}`,
      }[locale],
    },
    { kind: "rule", id: "mle", axis: "x", at, ink: "good", dash: "dotted", label: `MLE ${show(at)}` },
    { kind: "dots", id: "top", points: [at, 0], ink: "good", shape: "diamond", radiusPx: 5, name: "MLE", link: "mle" },
  ];
  if (Number.isFinite(se) && se > 0)
    marks.push({
      kind: "line",
      id: "wald",
      points: grid.flatMap((x) => [x, cut(-0.5 * ((x - at) / se) ** 2)]),
      ink: "series2",
      dash: "dashed",
      widthPx: 1.6,
      name: { en: "Wald's parabola", zh: "Wald 抛物线" }[locale],
    });
  if (tests) {
    const height = Math.max(-depth, -tests.ratio.statistic / 2);
    marks.push({
      kind: "line",
      id: "ratio",
      points: [theta0, height, theta0, 0],
      ink: "series1",
      widthPx: 2.4,
      name: { en: "½ likelihood ratio", zh: "½ 似然比" }[locale],
    });
    const slope = ell.score(tests.restricted)[j]!;
    const half = (high - low) / 9;
    marks.push({
      kind: "line",
      id: "score",
      points: [theta0 - half, cut(height - slope * half), theta0 + half, cut(height + slope * half)],
      ink: "series3",
      dash: "dotted",
      widthPx: 2,
      name: { en: "slope (score)", zh: "斜率（得分）" }[locale],
    });
    marks.push({
      kind: "handle",
      id: "null",
      at: [theta0, height],
      label: { en: "value that is tested", zh: "被检验的值" }[locale],
      ink: "series1",
      step: (high - low) / 60,
    });
  }
  return {
    ...base,
    title: title[locale],
    description: testWords(model)[locale],
    x: linear(letter, [low, high]),
    y: linear({ en: "ℓ − ℓ max", zh: "ℓ − ℓ max" }[locale], [-depth, 0.2 * depth]),
    marks,
    table: { columns: [letter, "ℓ"], rows: grid.flatMap((x, k) => (k % 4 === 0 ? [[x, tabled(heights[k]!)]] : [])) },
  };
}

/** The three tests in a sentence. */
export function testWords(model: ClimbModel): Text {
  const ell = likelihoodIn(model);
  const j = testedOf(model);
  const theta0 = numberOf(model.values, "null");
  const tests = threeTests(ell, j, theta0);
  const letter = ell.letters[j]!;
  if (!tests)
    return {
      en: `${letter} = ${show(theta0)} can't be tested: it is out of range, or there is no maximum.`,
      zh: `无法检验 ${letter} = ${show(theta0)}：超出范围，或没有最大值。`,
    };
  const one = (name: string, { statistic, p }: { statistic: number; p: number }): string =>
    `${name} ${show(statistic)} (p = ${show(p, 3)})`;
  return {
    en: `Is ${letter} = ${show(theta0)}? ${one("likelihood ratio", tests.ratio)}, ${one("Wald", tests.wald)}, ${one("score", tests.score)}.`,
    zh: `${letter} = ${show(theta0)} 吗？${one("似然比", tests.ratio)}，${one("Wald", tests.wald)}，${one("得分", tests.score)}。`,
  };
}
