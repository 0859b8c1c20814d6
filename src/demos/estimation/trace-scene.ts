import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { linear } from "../frame";
import { show } from "../number";
import type { DensityModel } from "./density";
import { chainTable, emptyScene } from "./density-chains";
import { coordinate, diagnosisAt, referenceOf, shownDraws } from "./density-reference";

/** All chains against time: do they tell the same story? */
export function traceScene(model: DensityModel, step: number, locale: Locale): Scene {
  const title: Text = { en: "Traces of four chains", zh: "四条链的轨迹" };
  if (model.isEmpty) return emptyScene("trace", title, locale, 1);
  const count = shownDraws(model, step);
  const total = model.chains[0]!.accepted.length;
  const chains = coordinate(model, 0, count);
  const stride = Math.max(1, Math.ceil(count / 600));
  const inks = ["series0", "series1", "series2", "series3"] as const;
  const dashes = ["solid", "solid", "dashed", "dotted"] as const;
  const marks: Mark[] = chains.map((chain, c) => ({
    kind: "line",
    id: `trace${c}`,
    points: Array.from(chain).flatMap((x, t) => (t % stride === 0 ? [t + 1, x] : [])),
    ink: inks[c]!,
    dash: dashes[c]!,
    widthPx: 1.1,
    opacity: 0.9,
    name: { en: `chain ${c + 1}`, zh: `链 ${c + 1}` }[locale],
  }));
  const reference = referenceOf(model);
  if (reference)
    marks.push({
      kind: "rule",
      id: "mean",
      axis: "y",
      at: reference.mean,
      ink: "text",
      dash: "dashed",
      label: { en: "mean", zh: "均值" }[locale],
    });
  return {
    id: "trace",
    title: title[locale],
    description: traceWords(model, step)[locale],
    x: linear({ en: "draw", zh: "抽样序号" }[locale], [0, Math.max(2, total)]),
    y: linear("x", [model.window[0], model.window[2]]),
    marks,
    table: chainTable(model, count),
    span: 1,
  };
}

/** R̂ and effective sizes in a sentence. */
export function traceWords(model: DensityModel, step: number): Text {
  const found = diagnosisAt(model, step);
  const count = shownDraws(model, step);
  if (!found)
    return { en: `${count} draws of each chain: too few to judge.`, zh: `每条链 ${count} 次抽样：太少，无法判断。` };
  const rate =
    model.chains.reduce((s, { accepted }) => s + accepted.subarray(0, count).reduce((a, b) => a + b, 0), 0) /
    (count * model.chains.length);
  const isGood = found.rHat < 1.01;
  const broken = model.chains.reduce((s, { divergences }) => s + divergences, 0);
  return {
    en: `R̂ = ${show(found.rHat)}${isGood ? "" : " (above 1.01: the chains do not agree yet)"}, effective size ${show(found.effective, 3)} of ${count * model.chains.length}, accepted ${show(100 * rate, 3)} %, step size ${show(model.scale, 3)}${broken > 0 ? `, ${broken} divergent` : ""}.`,
    zh: `R̂ = ${show(found.rHat)}${isGood ? "" : "（高于 1.01：各链尚未一致）"}，有效样本量 ${show(found.effective, 3)} / ${count * model.chains.length}，接受率 ${show(100 * rate, 3)}%，步长 ${show(model.scale, 3)}${broken > 0 ? `，${broken} 次发散` : ""}。`,
  };
}
