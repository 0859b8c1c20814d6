import { rankTrend } from "../../core/estimation/calibration";
import { chiSquareTest } from "../../core/num/goodness";
import type { Text } from "../../words/text";
import { show, showTex } from "../number";
import { type CalibrationModel, doneAt, rankCounts } from "./calibration";

export interface Verdict {
  readonly p: number;
  readonly slope: number;
  readonly spread: number;
  readonly text: Text;
}

/** Whether the ranks so far could be uniform, and what their shape says if not. */
export function verdictAt(model: CalibrationModel, step: number): Verdict | undefined {
  const count = doneAt(step);
  const counts = rankCounts(model, count);
  const test = chiSquareTest(counts, new Array<number>(counts.length).fill(1 / counts.length));
  if (!test) return undefined;
  const { slope, spread } = rankTrend(
    model.ranked.slice(0, count).map(({ rank }) => rank),
    model.setting.draws,
  );
  return { p: test.p, slope, spread, text: shapeOf(test.p, slope, spread) };
}

/** Below this the tail of χ² is lost in rounding. */
const least = 1e-12;

/** The p-value of a verdict with its relation: `p = 0.03`. */
export const pText = ({ p }: Verdict): string => (p < least ? "p < 10⁻¹²" : `p = ${show(p, 3)}`);

/** The same in TeX, without the letter. */
export const pTex = ({ p }: Verdict): string => (p < least ? "<10^{-12}" : `=${showTex(p, 3)}`);

const SURE = 3.3;

function shapeOf(p: number, slope: number, spread: number): Text {
  if (Math.abs(slope) > SURE && Math.abs(slope) > Math.abs(spread))
    return slope < 0
      ? { en: "a slope down: the draws lie too high", zh: "向下倾斜：抽样偏高" }
      : { en: "a slope up: the draws lie too low", zh: "向上倾斜：抽样偏低" };
  if (spread > SURE)
    return {
      en: "a ∪: the truth lies too often at the ends, so the answer is too sure of itself",
      zh: "呈 ∪ 形：真值太常落在两端，即答案过于自信",
    };
  if (spread < -SURE)
    return {
      en: "a ∩: the truth lies too often in the middle, so the answer is too unsure",
      zh: "呈 ∩ 形：真值太常落在中间，即答案过于保守",
    };
  if (p < 0.01) return { en: "not flat, of no simple shape", zh: "不平，且没有简单的形状" };
  return { en: "flat, as far as one can tell", zh: "就目前看来是平的" };
}
