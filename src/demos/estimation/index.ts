import type { Demo, Opening, Tab, Values } from "../demo";
import { both } from "./both-subject";
import { calibration } from "./calibration-subject";
import { card } from "./card";
import { challenges } from "./challenges";
import { likelihood } from "./climb-subject";
import { coin } from "./coin-subject";
import { coverage } from "./coverage-subject";
import { densitySubject } from "./density-subject";
import { familySubject } from "./family-subject";
import { line } from "./line-subject";
import { params } from "./params";
import { presets } from "./presets";
import { type AnySubject, type SubjectId, subjectIds } from "./subject";
import { words } from "./words-subject";

const subjects: { readonly [S in SubjectId]: AnySubject } = {
  coin,
  coverage,
  calibration,
  normal: familySubject("normal"),
  both,
  counts: familySubject("counts"),
  waits: familySubject("waits"),
  maximum: familySubject("maximum"),
  likelihood,
  words,
  line,
  density: densitySubject,
};

/** The subject's own model, and which one it is. */
export interface Model {
  readonly subject: SubjectId;
  readonly inner: unknown;
}

const subjectOf = (values: Values): SubjectId => subjectIds.find((id) => id === values["subject"]) ?? "coin";

/** Read by their subject also while they are hidden. */
const alwaysRead = new Set(["subject", "a", "b", "k", "truth", "df", "tested"]);
const hasOwnTable = (values: Values): boolean => params.some(({ id, kind }) => kind === "data" && values[id] !== "");

/** All that a model depends on: the seed and the controls that are shown or read. */
const keyOf = (values: Values, seed: number): string =>
  JSON.stringify([
    seed,
    ...params.map(({ id, when }) => (alwaysRead.has(id) || (when?.(values) ?? true) ? values[id] : null)),
  ]);

const MOST = 12;
const recent = new Map<string, Model>();

/** The model made last under a key, so that going from tab to tab and back costs nothing. */
function remembered(key: string, make: () => Model): Model {
  const known = recent.get(key);
  if (known) return known;
  const model = make();
  if (recent.size >= MOST) recent.delete(recent.keys().next().value!);
  recent.set(key, model);
  return model;
}

const tab = (
  id: string,
  subject: SubjectId,
  en: string,
  zh: string,
  scenes: readonly string[],
  opens?: Opening,
): Tab => ({ id, title: { en, zh }, scenes, values: { subject }, ...(opens === undefined ? {} : { opens }) });

export const demo: Demo<Model> = {
  id: "estimation",
  ...card,
  params,
  presets,
  challenges,
  tabs: [
    tab("coin", "coin", "Coin", "硬币", ["belief", "progress", "next"]),
    tab("risk", "coin", "Risk", "风险", ["risk", "sensitivity"]),
    tab("coverage", "coverage", "Coverage", "覆盖率", ["coverage", "trials"], "end"),
    tab("calibration", "calibration", "Calibration", "校准", ["ranks", "experiment", "drift"], "end"),
    tab("normal", "normal", "Normal", "正态", ["belief-normal", "progress-normal", "next-normal"]),
    tab("both", "both", "Mean and σ", "均值与 σ", ["joint", "next-both", "mu", "sigma"]),
    tab("counts", "counts", "Counts", "计数", ["belief-counts", "progress-counts", "next-counts"]),
    tab("waits", "waits", "Waits", "等待", ["belief-waits", "progress-waits", "next-waits"]),
    tab("maximum", "maximum", "Maximum", "最大值", ["belief-maximum", "progress-maximum", "next-maximum"]),
    tab("likelihood", "likelihood", "Likelihood", "似然", ["climb", "profile", "fit"]),
    tab("words", "words", "Naive Bayes", "朴素贝叶斯", ["table", "verdict"]),
    tab("line", "line", "Line", "直线", ["points", "slope"]),
    tab("density", "density", "Any density", "任意密度", ["target", "marginal", "trace"]),
  ],
  compute(values, seed, context) {
    const subject = subjectOf(values);
    const make = (): Model => ({ subject, inner: subjects[subject].compute(values, seed, context) });
    return hasOwnTable(values) ? make() : remembered(keyOf(values, seed), make);
  },
  steps: ({ subject, inner }) => subjects[subject].steps(inner),
  draw: ({ subject, inner }, step, view, locale, wanted) =>
    Object.entries(subjects[subject].scenes)
      .filter(([id]) => wanted.length === 0 || wanted.includes(id))
      .map(([, draw]) => draw(inner, step, view, locale)),
  checks: ({ subject, inner }, step) => subjects[subject].checks(inner, step),
  notes: ({ subject, inner }, step, locale) => subjects[subject].notes(inner, step, locale),
  narrate: ({ subject, inner }, step, locale) => subjects[subject].narrate(inner, step, locale),
  notices: ({ subject, inner }) => subjects[subject].notices(inner),
  probe: ({ subject, inner }, step, scene, x, y, locale) => subjects[subject].probe?.(inner, step, scene, x, y, locale),
  drag: ({ subject, inner }, values, handle, x, y) => subjects[subject].drag?.(inner, values, handle, x, y) ?? values,
  click: ({ subject, inner }, values, scene, x, y) => subjects[subject].click?.(inner, values, scene, x, y),
  remove: ({ subject, inner }, values, handle) => subjects[subject].remove?.(inner, values, handle) ?? values,
  emit: ({ subject, inner }, step, target) => subjects[subject].emit(inner, step, target),
};
