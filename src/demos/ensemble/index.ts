import type { Demo, Opening, ParamNotice, Tab, Values } from "../demo";
import { bagging } from "./bagging";
import { boosting } from "./boosting-lesson";
import { bundle } from "./bundle-lesson";
import { card } from "./card";
import { challenges } from "./challenges";
import { gradient } from "./gradient";
import { type AnyLesson, type LessonId, lessonIds } from "./lesson";
import { ordered } from "./ordered-lesson";
import { params } from "./params";
import type { Plane } from "./plane";
import { presets } from "./presets";
import { split } from "./split-lesson";
import { stacking } from "./stacking";
import { vote } from "./vote";
import { why } from "./why-lesson";

const lessons: { readonly [L in LessonId]: AnyLesson } = {
  vote,
  bagging,
  boosting,
  gradient,
  split,
  stacking,
  why,
  ordered,
  bundle,
};

/** The lesson's own model, and which one it is. */
export interface Model {
  readonly lesson: LessonId;
  readonly inner: unknown;
}

const lessonOf = (values: Values): LessonId => lessonIds.find((id) => id === values["lesson"]) ?? "vote";

/** What was taken of the person's own table, or why it can't be learned from. */
function ofTable(inner: unknown): ParamNotice[] {
  const { plane: own, subject } = inner as { readonly plane?: Plane; readonly subject?: { readonly plane?: Plane } };
  const plane = own ?? subject?.plane;
  return plane?.said ? [{ param: "table", remark: plane.said }] : [];
}

const tab = (
  id: string,
  lesson: LessonId,
  en: string,
  zh: string,
  scenes: readonly string[],
  opens?: Opening,
): Tab => ({ id, title: { en, zh }, scenes, values: { lesson }, ...(opens === undefined ? {} : { opens }) });

export const demo: Demo<Model> = {
  id: "ensemble",
  ...card,
  params,
  presets,
  challenges,
  // An ensemble is grown member by member; what it comes to is the better first look.
  opens: "end",
  tabs: [
    tab("vote", "vote", "Vote", "投票", ["jury", "polls"]),
    tab("bagging", "bagging", "Bagging", "装袋", ["bag-tree", "bag-vote", "bag-errors", "bag-grove"]),
    tab("boosting", "boosting", "Boosting", "提升", ["boost-map", "boost-terms", "boost-errors", "boost-grove"]),
    tab("margins", "boosting", "Margins", "间隔", ["boost-margins", "boost-alphas"]),
    tab("gradient", "gradient", "Gradient boosting", "梯度提升", ["curve-fit", "curve-residuals", "curve-loss"], 5),
    tab("split", "split", "Split inspector", "分裂检视", ["split-plane", "split-gains", "split-tree"], "start"),
    tab("stacking", "stacking", "Stacking", "堆叠", ["stack-table", "stack-weights", "stack-map"]),
    tab("parts", "why", "Bias and variance", "偏差与方差", ["why-parts", "why-settle"]),
    tab("importance", "why", "Importance", "重要性", ["why-importance", "why-shap"]),
    tab("categories", "ordered", "Categories", "类别特征", ["ts-rows", "ts-values", "ts-leak"]),
    tab("bundles", "bundle", "Bundles", "特征捆绑", ["efb-columns", "efb-graph", "efb-bundled"]),
  ],
  compute(values, seed, context) {
    const lesson = lessonOf(values);
    return { lesson, inner: lessons[lesson].compute(values, seed, context) };
  },
  steps: ({ lesson, inner }) => lessons[lesson].steps(inner),
  draw: ({ lesson, inner }, step, view, locale, wanted) =>
    Object.entries(lessons[lesson].scenes)
      .filter(([id]) => wanted.length === 0 || wanted.includes(id))
      .map(([, draw]) => draw(inner, step, view, locale)),
  checks: ({ lesson, inner }, step) => lessons[lesson].checks(inner, step),
  notes: ({ lesson, inner }, step, locale) => lessons[lesson].notes(inner, step, locale),
  narrate: ({ lesson, inner }, step, locale) => lessons[lesson].narrate(inner, step, locale),
  notices: ({ lesson, inner }) => [...lessons[lesson].notices(inner), ...ofTable(inner)],
  probe: ({ lesson, inner }, step, scene, x, y, locale) => lessons[lesson].probe?.(inner, step, scene, x, y, locale),
  drag: ({ lesson, inner }, values, handle, x, y) => lessons[lesson].drag?.(inner, values, handle, x, y) ?? values,
  click: ({ lesson, inner }, values, scene, x, y) => lessons[lesson].click?.(inner, values, scene, x, y),
  remove: ({ lesson, inner }, values, handle) => lessons[lesson].remove?.(inner, values, handle) ?? values,
  emit: ({ lesson, inner }, step, target) => lessons[lesson].emit(inner, step, target),
};
