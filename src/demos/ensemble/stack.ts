import { type Fold, stratifiedFolds } from "../../core/ensemble/folds";
import { forestLearner, type Learner, naiveLearner, nearestLearner, treeLearner } from "../../core/ensemble/learner";
import { logisticLearner, logisticShares } from "../../core/ensemble/logistic";
import type { Classes } from "../../core/ensemble/samples";
import { fitStack, type Stack } from "../../core/ensemble/stacking";
import { argmax } from "../../core/ensemble/tree";
import { createRng } from "../../core/num/rng";
import type { Text } from "../../words/text";
import type { Context, Values } from "../demo";
import { gridOf } from "./ground";
import { queryOf } from "./hands";
import { numberOf } from "./lesson";
import { type Plane, readPlane } from "./plane";

/** A stack without its functions, so that it survives a structured clone. */
type Bare = Pick<Stack, "table" | "level1">;

export interface StackModel {
  readonly values: Values;
  readonly seed: number;
  readonly problem?: Text;
  readonly plane?: Plane;
  readonly folds: readonly Fold[];
  /** The stack that was chosen, honest or leaking, and the other. */
  readonly chosen?: Bare;
  readonly other?: Bare;
  /** P(class 1) on the grid. */
  readonly map: Float64Array;
  /** P(class 1) at the point asked: of each learner, and of the stack. */
  readonly said: Float64Array;
  /** Right on the test: each learner, then the chosen stack, then the other. */
  readonly scores: Float64Array;
  /** Right on the rows that level 1 was fitted to, in its own table. */
  readonly own: Float64Array;
}

export const learners: readonly Learner[] = [
  treeLearner(),
  forestLearner({ trees: 15, maxFeatures: 1 }),
  nearestLearner(5),
  naiveLearner,
  logisticLearner(),
];

export const learnerNames: readonly Text[] = [
  { en: "tree", zh: "完全树" },
  { en: "forest", zh: "森林" },
  { en: "5-NN", zh: "5 近邻" },
  { en: "Bayes", zh: "贝叶斯" },
  { en: "logit", zh: "逻辑" },
];

export function compute(values: Values, seed: number, context: Context): StackModel {
  const none = new Float64Array(0);
  const empty = { values, seed, folds: [], map: none, said: none, scores: none, own: none };
  const read = readPlane(values, seed, context, true);
  if ("problem" in read) return { ...empty, problem: read.problem };
  const { plane } = read;
  const { samples, targets } = plane;
  const k = Math.min(numberOf(values, "folds"), samples.n);
  const folds = stratifiedFolds(targets, k, createRng(seed, 41));
  const stackOf = (leak: boolean): Stack => {
    context.checkpoint();
    return fitStack(samples, targets, learners, { folds, seed, leak });
  };
  if (folds.some(({ train }) => new Set(train.map((i) => targets.of[i])).size < 2)) {
    return {
      ...empty,
      problem: {
        en: "Some fold would be learned from one class alone; take more rows or other folds.",
        zh: "有的折只剩一个类别可学；请增加样本或改变折数。",
      },
    };
  }
  const leak = values["leak"] === true;
  const [chosen, other] = [stackOf(leak), stackOf(!leak)];
  context.progress(0.6);
  const grid = gridOf(plane.box);
  const query = queryOf(values);
  const asked = { n: 1, d: 2, columns: [Float64Array.of(query[0]), Float64Array.of(query[1])] };
  const alone = learners.map((learner) => learner.fit(samples, targets, seed));
  const all = [...alone, chosen.predict, other.predict];
  return {
    values,
    seed,
    plane,
    folds,
    chosen: { table: chosen.table, level1: chosen.level1 },
    other: { table: other.table, level1: other.level1 },
    map: everySecond(chosen.predict(grid)),
    said: Float64Array.from([...alone, chosen.predict], (predict) => predict(asked)[1]),
    scores: Float64Array.from(all, (predict) => rightness(predict(plane.fresh), plane.freshTargets)),
    own: Float64Array.from([chosen, other], ({ level1, table }) => rightness(logisticShares(level1, table), targets)),
  };
}

const everySecond = (shares: Float64Array): Float64Array => shares.filter((_, k) => k % 2 === 1);

const rightness = (shares: Float64Array, { of, count }: Classes): number =>
  of.filter((k, i) => argmax(shares, count, i * count) === k).length / of.length;

export const honest = (leak: boolean): Text =>
  leak ? { en: "leaking", zh: "泄漏" } : { en: "out of fold", zh: "折外" };

export const isLeaking = (model: StackModel): boolean => model.values["leak"] === true;
